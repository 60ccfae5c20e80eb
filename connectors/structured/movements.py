"""Rows of an export as movements; the balances beside them say their order, and signs that are not written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

from connectors.structured import notation
from connectors.structured.column_names import (
    currency_in,
    is_total,
    label_meanings,
    names_card,
    plain,
)
from connectors.structured.draft import one_line
from connectors.structured.grids import Grid, label_and_value
from connectors.structured.layout import Columns, Section, cell_of, side_of
from connectors.structured.notation import Notation
from connectors.structured.statements import Balance, Ledger, Movement, Statement
from connectors.structured.surroundings import DATES, Facts, iban_in, read_around
from enricher.entities import Notice

_SURE_SHARE = 0.9  # of the rows follow from those before them

_PENDING = frozenset(
    [
        "pending",
        "vorgemerkt",
        "pendiente",
        "en",
        "attente",
        "in",
        "attesa",
        "reserved",
        "reserverad",
        "reserveret",
        "reservert",
        "declined",
        "failed",
        "reverted",
        "cancelled",
        "canceled",
        "oczekujaca",
        "niezaksiegowana",
    ]
) | {"en attente", "in attesa", "non comptabilise"}


@dataclass(slots=True)
class Rows:
    """Turns the rows of a table into movements."""

    section: Section
    columns: Columns
    facts: Facts
    notation: Notation
    ledger: Ledger
    movements: list[Movement] = field(default_factory=list)
    accounts: list[str] = field(default_factory=list)
    fees: list[Decimal] = field(default_factory=list)
    unsigned: bool = False
    unbooked: list[str] = field(default_factory=list)

    def statements(self, grid: Grid) -> list[Statement]:
        for line, row in self.section.rows:
            self._read(line, row)
        if not self.movements:
            return []
        self._settle()
        if not self.notation.is_sure:
            first = self.notation.first
            self.ledger.warnings.append(Notice("date_order_unsure", {"first": first}))
        return self._by_account(grid)

    def _read(self, line: int, row: list[str]) -> None:
        columns = self.columns
        day = notation.day(cell_of(row, columns.day), self.notation.first)
        amount = self._amount(row)
        words = self._words(row)
        balance = notation.number(cell_of(row, columns.balance), self.notation.decimal)
        label = words or next((cell for cell in row if cell), "")
        if (
            balance is not None
            and (amount is None or day is None)
            and self._is_balance(label, balance, day)
        ):
            return
        if day is not None and amount is not None:
            self._add(row, day, amount, words, balance)
        elif is_total(label) and day is None:
            self.facts.more.append((label, one_line(" ".join(row[1:]))))
        elif day is None and amount is None and not cell_of(row, columns.day):
            filled = [at for at, cell in enumerate(row) if cell]
            if self.movements and filled and set(filled) <= set(columns.words):
                last = self.movements[-1]
                self.movements[-1] = replace(last, description=f"{last.description} {words}")
            else:
                read_around(row, self.facts, self.notation)
        elif day is None and self._is_around(row):
            read_around(row, self.facts, self.notation)
        else:
            self.ledger.unread.append(f"Line {line}: " + " | ".join(filter(None, row)))
            self.ledger.warnings.append(Notice("record_unread", {"place": f"line {line}"}))

    def _is_around(self, row: list[str]) -> bool:
        pair = label_and_value(row)
        return pair is not None and bool(label_meanings(one_line(DATES.sub(" ", pair[0]))))

    def _is_balance(self, label: str, balance: Decimal, day: date | None) -> bool:
        """Whether a row tells a balance and no movement."""
        meanings = label_meanings(one_line(DATES.sub(" ", label)))
        held = Balance(balance, day.isoformat() if day else "")
        if "opening" in meanings and self.facts.opening is None:
            self.facts.opening = held
        elif "closing" in meanings and self.facts.closing is None:
            self.facts.closing = held
        else:
            return False
        return True

    def _words(self, row: list[str]) -> str:
        kept: list[str] = []
        for at in self.columns.words:
            cell = one_line(cell_of(row, at))
            if cell and not any(cell in other for other in kept):
                kept.append(cell)
        return " ".join(kept)

    def _amount(self, row: list[str]) -> Decimal | None:
        columns, mark = self.columns, self.notation.decimal
        if columns.amount >= 0 and columns.debit < 0 and columns.credit < 0:
            amount = notation.number(cell_of(row, columns.amount), mark)
            side = side_of(cell_of(row, columns.side)) if columns.side >= 0 else 0
            return amount if amount is None or not side else side * abs(amount)
        debit = notation.number(cell_of(row, columns.debit), mark)
        credit = notation.number(cell_of(row, columns.credit), mark)
        if debit is None and credit is None:
            if columns.amount >= 0:  # a column of one side beside that of all amounts
                return notation.number(cell_of(row, columns.amount), mark)
            return None
        if columns.amount >= 0 and (debit is None) != (credit is None):
            own = notation.number(cell_of(row, columns.amount), mark)
            if own is not None and columns.debit >= 0 and credit is None and debit == 0:
                return own
        # A credit that is below zero takes back; a debit may have its minus or not.
        return (credit or Decimal(0)) - (abs(debit) if debit is not None else Decimal(0))

    def _add(
        self, row: list[str], day: date, amount: Decimal, words: str, balance: Decimal | None
    ) -> None:
        columns = self.columns
        state = plain(cell_of(row, columns.status))
        value_day = notation.day(cell_of(row, columns.value_day), self.notation.first)
        if state in _PENDING:
            self.unbooked.append(f"{day.isoformat()} {words} {amount} {state}")
            return
        fee = notation.number(cell_of(row, columns.fee), self.notation.decimal)
        self.fees.append(abs(fee) if fee is not None else Decimal(0))
        self.accounts.append(f"{cell_of(row, columns.account)}\t{cell_of(row, columns.currency)}")
        others = [
            f"{self.section.header[at]}: {cell}"
            for at, cell in enumerate(row)
            if cell and at not in columns.used and at < len(self.section.header)
        ]
        others += [cell for cell in row[len(self.section.header) :] if cell]
        self.movements.append(
            Movement(
                day=day.isoformat(),
                description=words,
                amount=amount,
                balance=balance,
                value_day=value_day.isoformat() if value_day else "",
                reference=one_line(cell_of(row, columns.reference)),
                counterparty_account=one_line(cell_of(row, columns.other_account)),
                notes=("; ".join(others),) if others else (),
            )
        )

    def _settle(self) -> None:
        """Let the running balances say which way the rows go, and the signs that are not written."""
        if any(self.fees) and chain_share(
            [self._less_fees(at) for at in range(len(self.movements))]
        ) > chain_share(self.movements):
            self.movements = [self._less_fees(at) for at in range(len(self.movements))]
        ways = [self.movements, self.movements[::-1]]
        scores = [chain_share(way) for way in ways]
        is_backwards = scores[1] > scores[0] or (
            scores[0] == scores[1] and self.movements[0].day > self.movements[-1].day
        )
        if max(scores) < 1 and all(one.amount >= 0 for one in self.movements):
            turned = [_signed(way, self.facts.opening) for way in ways]
            turned_scores = [chain_share(way) for way in turned]
            if max(turned_scores) > max(_SURE_SHARE, *scores):
                is_backwards = turned_scores[1] > turned_scores[0]
                self.movements = turned[1][::-1] if is_backwards else turned[0]
        negated = [replace(one, amount=-one.amount) for one in self.movements]
        if max(chain_share(negated), chain_share(negated[::-1])) > max(
            chain_share(self.movements), chain_share(self.movements[::-1])
        ):
            self.movements = negated
        if self._is_of_card() and max(scores) < 0:
            comes = sum(one.amount > 0 for one in self.movements)
            goes = sum(one.amount < 0 for one in self.movements)
            has_side = self.columns.side >= 0 or self.columns.debit >= 0
            if comes > goes and not has_side:  # what was bought stands without a sign
                self.movements = [replace(one, amount=-one.amount) for one in self.movements]
                self.ledger.warnings.append(Notice("signs_turned"))
        if is_backwards:
            self.movements.reverse()
            self.accounts.reverse()

    def _is_of_card(self) -> bool:
        above = (cell for _, row in self.section.above for cell in row)
        return names_card(" ".join((*self.section.header, *above)))

    def _less_fees(self, at: int) -> Movement:
        movement = self.movements[at]
        return replace(movement, amount=movement.amount - self.fees[at])

    def _by_account(self, grid: Grid) -> list[Statement]:
        groups: dict[str, list[Movement]] = {}
        for account, movement in zip(self.accounts, self.movements, strict=True):
            groups.setdefault(account, []).append(movement)
        is_one = len(groups) == 1
        return [
            self._make(account, movements, grid, is_one=is_one)
            for account, movements in groups.items()
        ]

    def _make(
        self, account: str, movements: list[Movement], grid: Grid, *, is_one: bool
    ) -> Statement:
        facts = self.facts
        own, _, code = account.partition("\t")
        iban = iban_in(own)
        opening, closing = (facts.opening, facts.closing) if is_one else (None, None)
        if chain_share(movements) == 1:
            last = movements[-1].balance
            first = movements[0]
            if first.balance is not None and opening is None:
                opening = Balance(first.balance - first.amount, first.day)
            if last is not None and closing is None:
                closing = Balance(last, movements[-1].day)
        elif closing is None and len(movements) == 1 and movements[0].balance is not None:
            closing = Balance(movements[0].balance, movements[0].day)
        currency = code or facts.currency or self._currency()
        more = list(facts.more)
        if grid.name:
            more.append(("Sheet", grid.name))
        notes = [
            ("Delimiter", {"\t": "tab"}.get(grid.delimiter, grid.delimiter)),
            ("Decimal mark", "" if grid.is_typed else self.notation.decimal),
            (
                "Dates",
                ""
                if grid.is_typed
                else f"the {self.notation.first} stands first where no year does",
            ),
        ]
        return Statement(
            account="" if iban else own or facts.account,
            iban=iban or ("" if own else facts.iban),
            currency=currency,
            bank=facts.bank,
            holder=facts.holder,
            start=facts.start,
            end=facts.end,
            opening=opening,
            closing=closing,
            movements=tuple(movements),
            kind="Card statement" if self._is_of_card() else "Account statement",
            facts=tuple((label, value) for label, value in (*more, *notes) if value),
            unbooked=tuple(self.unbooked),
        )

    def _currency(self) -> str:
        """The currency that the names of the columns, or the amounts themselves, are in."""
        for at in (*self.columns.amounts, self.columns.balance):
            if code := currency_in(cell_of(self.section.header, at)):
                return code
        codes = {
            notation.currency(cell_of(row, at))
            for _, row in self.section.rows
            for at in self.columns.amounts
        } - {""}
        return codes.pop() if len(codes) == 1 else ""


def chain_share(movements: Sequence[Movement]) -> float:
    """The share of rows whose balance is the one before with their amount; -1 where none can be told."""
    told = right = 0
    for before, then in pairwise(movements):
        if before.balance is not None and then.balance is not None:
            told += 1
            right += before.balance + then.amount == then.balance
    return right / told if told else -1.0


def _signed(movements: Sequence[Movement], opening: Balance | None) -> list[Movement]:
    """Movements without signs, with those that their balances tell."""
    before = opening.amount if opening else None
    signed = []
    for one in movements:
        falls = before is not None and one.balance is not None and one.balance < before
        signed.append(replace(one, amount=-one.amount) if falls else one)
        before = one.balance
    return signed
