"""Exports of accounts, as banks offer them for spreadsheets: CSV and XLSX.

rows ─► names of the columns ─► what is in each, by its name and its cells ─► how numbers and dates are written
     ─► movements; the balances beside them say the order, and the signs where none are written
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

from connectors.structured import notation
from connectors.structured.column_names import (
    column_meanings,
    currency_in,
    is_of_something_else,
    is_total,
    label_meanings,
    names_bank,
    plain,
)
from connectors.structured.draft import one_line
from connectors.structured.grids import Grid, header_score, label_and_value
from connectors.structured.notation import DayOrder, Notation
from connectors.structured.statements import Balance, Ledger, Movement, Statement
from enricher.entities import Notice
from enricher.values.identifier import is_iban

_SURE_SHARE = 0.9  # of the rows follow from those before them
_ENOUGH = 0.6  # of the cells of a column are of its kind
_CREDIT_MARKS = frozenset(
    [
        "c",
        "cr",
        "crdt",
        "credit",
        "h",
        "haben",
        "bij",
        "+",
        "avere",
        "haber",
        "kredit",
        "in",
        "inn",
        "uznanie",
        "entrada",
        "gutschrift",
    ]
)
_DEBIT_MARKS = frozenset(
    [
        "d",
        "dr",
        "dbit",
        "debit",
        "s",
        "soll",
        "af",
        "-",
        "dare",
        "debe",
        "debet",
        "out",
        "ut",
        "ud",
        "obciazenie",
        "cargo",
        "belastung",
        "lastschrift",
    ]
)
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
_DATES = re.compile(
    r"\d{1,4}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{2,4}|\d{1,2}\.?\s(?:de\s)?[^\W\d_]{3,12}\.?\s(?:de\s)?\d{4}|[^\W\d_]{3,12}\s\d{1,2},\s\d{4}|\b\d{8}\b"
)
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]){11,30}\b")
_CODE = re.compile(r"[A-Z]{3}")
_CARD = re.compile(
    r"\b(?:card|karte\w*|\w*kreditkarte\w*|carte|tarjeta|carta|kort\w*|karta|cartao)\b"
)
_MONTH_FIRST = frozenset({"USD"})


@dataclass(slots=True)
class _Section:
    """A table, and what stands above and below it."""

    header: list[str]
    line: int
    above: list[tuple[int, list[str]]] = field(default_factory=list)
    rows: list[tuple[int, list[str]]] = field(default_factory=list)


@dataclass(slots=True)
class _Columns:
    """Where each kind of cell stands."""

    day: int = -1
    value_day: int = -1
    words: list[int] = field(default_factory=list)
    amount: int = -1
    debit: int = -1
    credit: int = -1
    balance: int = -1
    currency: int = -1
    side: int = -1
    fee: int = -1
    account: int = -1
    other_account: int = -1
    reference: int = -1
    status: int = -1

    @property
    def amounts(self) -> list[int]:
        return [one for one in (self.amount, self.debit, self.credit) if one >= 0]

    @property
    def used(self) -> set[int]:
        single = (self.day, self.value_day, self.amount, self.debit, self.credit, self.balance,
                  self.currency, self.side, self.account, self.other_account, self.reference)  # fmt: skip
        return {one for one in single if one >= 0} | set(self.words)


@dataclass(slots=True)
class _Facts:
    """What stands around a table."""

    account: str = ""
    iban: str = ""
    holder: str = ""
    bank: str = ""
    currency: str = ""
    start: str = ""
    end: str = ""
    opening: Balance | None = None
    closing: Balance | None = None
    more: list[tuple[str, str]] = field(default_factory=list)


def read(grids: Sequence[Grid]) -> Ledger | None:
    """The statements in some sheets; None where none is clearly an export of an account."""
    ledger = Ledger()
    others: list[Grid] = []
    for grid in grids:
        sections = _sections(grid)
        found = [one for section in sections if (one := _statement(section, grid, ledger))]
        if found:
            ledger.statements += [statement for part in found for statement in part]
            _say_encoding(grid, ledger)
        elif any(any(row) for row in grid.rows):
            others.append(grid)
    if not ledger.statements:
        return None
    for grid in others:
        shown = (" | ".join(filter(None, row)) for row in grid.rows)
        ledger.heading += [(f"Sheet {grid.name}", line) for line in shown if line]
    return ledger


def _say_encoding(grid: Grid, ledger: Ledger) -> None:
    if grid.encoding:
        ledger.warnings.append(Notice("encoding_guessed", {"encoding": grid.encoding}))


def _sections(grid: Grid) -> list[_Section]:
    """The tables of a sheet; the names of columns may come again for each account, or each page."""
    sections: list[_Section] = []
    waiting: list[tuple[int, list[str]]] = []
    for line, row in enumerate(grid.rows, 1):
        if not any(row):
            continue
        if header_score(row) and not any(notation.looks_like_date(cell) for cell in row if cell):
            if (
                sections
                and [plain(one) for one in sections[-1].header] == [plain(one) for one in row]
                and not waiting
            ):
                continue
            sections.append(_Section(row, line, waiting))
            waiting = []
        elif not sections or _is_around(row, sections[-1]):
            waiting.append((line, row))
        else:
            sections[-1].rows += waiting
            sections[-1].rows.append((line, row))
            waiting = []
    if sections:
        sections[-1].rows += waiting
    return sections


def _is_around(row: list[str], section: _Section) -> bool:
    """Whether a row below a table may belong to the next one: a label and a value, or a title."""
    cells = [cell for cell in row if cell]
    return len(cells) <= 2 < len([one for one in section.header if one]) and not any(
        notation.looks_like_date(cell) for cell in cells[:1]
    )


def _statement(section: _Section, grid: Grid, ledger: Ledger) -> list[Statement] | None:
    columns = _columns(section)
    if columns is None:
        return None
    facts = _Facts()
    notation_ = _notation(section, columns, grid)
    around = [
        *section.above,
        *((line, row) for line, row in section.rows if not _day_cell(row, columns)),
    ]
    for _, row in section.above:
        _read_around(row, facts, notation_)
    if not _is_account(section, columns, facts, around):
        return None
    return _Rows(section, columns, facts, notation_, ledger).statements(grid)


def _columns(section: _Section) -> _Columns | None:
    """What each column holds, by its name, and by its cells where the name leaves it open."""
    columns = _Columns()
    cells = [
        [row[at] for _, row in section.rows if at < len(row) and row[at]]
        for at in range(len(section.header))
    ]
    days: list[tuple[str, int]] = []
    words: list[int] = []
    for at, name in enumerate(section.header):
        for meaning in column_meanings(name):
            if not _fits(meaning, cells[at]):
                continue
            if meaning in ("booked", "date"):
                days.append((meaning, at))
            elif meaning == "value":
                columns.value_day = at if columns.value_day < 0 else columns.value_day
            elif meaning == "words":
                words.append(at)
            elif getattr(columns, meaning) < 0:
                setattr(columns, meaning, at)
            else:
                continue
            break
    booked = [at for meaning, at in days if meaning == "booked"]
    is_card = any(_CARD.search(plain(name)) for name in section.header)
    preferred = [at for _, at in days] if is_card else booked or [at for _, at in days]
    columns.day = preferred[0] if preferred else columns.value_day
    if columns.amount >= 0 and columns.debit >= 0 and columns.credit >= 0:
        columns.amount = -1  # of the two columns one has the amount, and the third says it again
    columns.words = words
    if not words:
        columns.words = _longest_words(section, cells, columns)
    if columns.day < 0 or not columns.amounts or not columns.words:
        return None
    return columns


def _fits(meaning: str, cells: Sequence[str]) -> bool:
    if not cells:
        return meaning in ("debit", "credit", "words", "reference", "other_account", "value", "fee")
    if meaning in ("booked", "date", "value"):
        return _share(map(notation.looks_like_date, cells), len(cells))
    if meaning in ("amount", "debit", "credit", "balance", "fee"):
        return _share(map(notation.looks_like_number, cells), len(cells))
    if meaning == "currency":
        return _share((_CODE.fullmatch(cell) is not None for cell in cells), len(cells))
    if meaning == "side":
        return _share((_side(cell) != 0 for cell in cells), len(cells))
    if meaning == "words":
        return not _share(
            (notation.looks_like_number(cell) or _side(cell) != 0 for cell in cells), len(cells)
        )
    return True


def _share(hits: Iterable[bool], count: int) -> bool:
    return sum(hits) >= _ENOUGH * count


def _side(cell: str) -> int:
    """1 for a mark of a credit, -1 for one of a debit, 0 for anything else."""
    mark = plain(cell) or cell.strip()
    return (mark in _CREDIT_MARKS) - (mark in _DEBIT_MARKS)


def _longest_words(section: _Section, cells: list[list[str]], columns: _Columns) -> list[int]:
    """The column whose cells have most letters, where no name tells which describes."""

    def letters(at: int) -> int:
        return sum(sum(one.isalpha() for one in cell) for cell in cells[at])

    free = [
        at
        for at in range(len(section.header))
        if at not in columns.used and letters(at) >= 3 * len(section.rows)
    ]
    return [max(free, key=letters)] if free else []


def _cell(row: Sequence[str], at: int) -> str:
    return row[at] if 0 <= at < len(row) else ""


def _day_cell(row: Sequence[str], columns: _Columns) -> str:
    cell = _cell(row, columns.day)
    return cell if notation.looks_like_date(cell) else ""


def _notation(section: _Section, columns: _Columns, grid: Grid) -> Notation:
    rows = [row for _, row in section.rows]
    amounts = [
        cell
        for at in (*columns.amounts, columns.balance)
        for row in rows
        if (cell := _cell(row, at))
    ]
    default = "," if grid.delimiter == ";" else "."
    mark = "." if grid.is_typed and _are_typed(amounts) else notation.decimal_mark(amounts, default)
    days = [
        [cell for row in rows if (cell := _cell(row, at))]
        for at in (columns.day, columns.value_day)
        if at >= 0
    ]
    around = [[found for _, row in section.above for cell in row for found in _DATES.findall(cell)]]
    is_month_first = any(
        code in _MONTH_FIRST
        for cell in amounts[:5]
        for code in (notation.currency(cell), "USD" if "$" in cell else "")
    )
    default_order: DayOrder = "month" if is_month_first else "day"
    order, is_sure = notation.day_order(
        [*days, *(one for one in around if len(one) > 1 or _tells_order(one))], default_order
    )
    return Notation(mark, order, is_sure)


def _are_typed(cells: Sequence[str]) -> bool:
    return all("," not in cell for cell in cells)


def _tells_order(texts: Sequence[str]) -> bool:
    return any(
        int(one) > 12 for text in texts for one in re.findall(r"\d+", text)[:2] if len(one) <= 2
    )


def _is_account(
    section: _Section, columns: _Columns, facts: _Facts, around: Sequence[tuple[int, list[str]]]
) -> bool:
    """Whether it is clearly an export of an account, and no list of invoices or of sales."""
    if any(is_of_something_else(name) for name in section.header):
        return False
    dated = [row for _, row in section.rows if _day_cell(row, columns)]
    if not dated or len(dated) < _ENOUGH * (len(section.rows) - len(around) + len(section.above)):
        return False
    names = {one for name in section.header for one in column_meanings(name)[:1]}
    signs = {
        cell.strip()[:1] in "-\u2212(" for row in dated if (cell := _cell(row, columns.amount))
    }
    return bool(
        columns.balance >= 0
        or (columns.debit >= 0 and columns.credit >= 0)
        or columns.side >= 0
        or names & {"booked", "value", "account", "other_account"}
        or facts.iban
        or facts.account
        or facts.opening
        or facts.closing
        or len(signs) == 2
    )


def _read_around(row: list[str], facts: _Facts, notation_: Notation) -> None:
    """Take from a row above or below the table what it says of the account."""
    pair = label_and_value(row)
    whole = one_line(" ".join(filter(None, row)))
    if pair is None:
        if names_bank(whole) and not facts.bank and not label_meanings(whole):
            facts.bank = whole
        elif iban := _iban(whole):
            facts.iban = facts.iban or iban
        else:
            _read_period(whole, facts, notation_)
            facts.more.append(("Note", whole))
        return
    label, value = pair
    cells = [cell for cell in row if cell]
    if (
        len(cells) > 3
        and len(cells) % 2 == 0
        and all(label_meanings(one) or one.endswith(":") for one in cells[::2])
    ):
        for at in range(0, len(cells), 2):
            _read_around(cells[at : at + 2], facts, notation_)
        return
    if (iban := _iban(value)) and not facts.iban:
        facts.iban = iban
        rest = one_line(value.replace(_shown_iban(value), "")).strip(" -,;()")
        if rest and not label_meanings(rest):
            facts.more.append((label, rest))
        return
    days = [
        one
        for text in _DATES.findall(f"{label} {value}")
        if (one := notation.day(text, notation_.first))
    ]
    bare = one_line(_DATES.sub(" ", label)).rstrip(": ")
    meanings = label_meanings(label) or label_meanings(bare)
    for meaning in meanings:
        if _take(meaning, value, days, facts, notation_):
            return
    facts.more.append((label, value))


def _take(
    meaning: str, value: str, days: Sequence[date], facts: _Facts, notation_: Notation
) -> bool:
    """Whether a fact is what its label says, and new."""
    if meaning in ("opening", "closing"):
        amount = _amount_in(value, notation_)
        if amount is None:
            return False
        balance = Balance(amount, days[-1].isoformat() if days else "")
        facts.currency = facts.currency or notation.currency(value.split(" (")[0])
        if meaning == "opening" and facts.opening is None:
            facts.opening = balance
            return True
        if meaning == "closing":
            earlier = facts.closing
            if (
                earlier is not None
                and facts.opening is None
                and earlier.day
                and balance.day
                and earlier.day != balance.day
            ):
                facts.opening, facts.closing = sorted((earlier, balance), key=lambda one: one.day)
                return True
            if earlier is None:
                facts.closing = balance
                return True
        return False
    if meaning in ("period", "start", "end"):
        if not days or (facts.start and meaning != "end"):
            return False
        if len(days) > 1:
            facts.start, facts.end = days[0].isoformat(), days[-1].isoformat()
        elif meaning == "start":
            facts.start = days[0].isoformat()
        elif meaning == "end":
            facts.end = days[0].isoformat()
        else:
            return False
        return True
    if meaning == "currency":
        code = value.strip().upper()
        if facts.currency or not _CODE.fullmatch(code):
            return False
        facts.currency = code
        return True
    if meaning in ("account", "iban"):
        if facts.account or not any(one.isdigit() for one in value):
            return False
        facts.account = one_line(value)
        return True
    if getattr(facts, meaning):
        return False
    if not any(one.isalpha() for one in value):
        return False
    setattr(facts, meaning, one_line(value))
    return True


def _read_period(text: str, facts: _Facts, notation_: Notation) -> None:
    """A line such as `Transactions from 01/02/2025 to 28/02/2025`."""
    days = [one for found in _DATES.findall(text) if (one := notation.day(found, notation_.first))]
    if len(days) == 2 and days[0] < days[1] and not facts.start:
        facts.start, facts.end = days[0].isoformat(), days[1].isoformat()


def _amount_in(value: str, notation_: Notation) -> Decimal | None:
    """The amount in a cell, beside which a currency or a date may stand in others."""
    for text in (value, _DATES.sub(" ", value), *value.split("  ")):
        amount = notation.number(one_line(text), notation_.decimal)
        if amount is not None:
            return amount
    return None


def _iban(text: str) -> str:
    found = _shown_iban(text)
    return re.sub(r"\s", "", found).upper()


def _shown_iban(text: str) -> str:
    for found in _IBAN.finditer(text):
        shown = found.group()
        while len(shown) > 14:
            if is_iban(re.sub(r"\s", "", shown)):
                return shown
            if " " not in shown:
                break
            shown = shown.rpartition(" ")[0]
    return ""


@dataclass(slots=True)
class _Rows:
    """Turns the rows of a table into movements."""

    section: _Section
    columns: _Columns
    facts: _Facts
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
        day = notation.day(_cell(row, columns.day), self.notation.first)
        amount = self._amount(row)
        words = self._words(row)
        balance = notation.number(_cell(row, columns.balance), self.notation.decimal)
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
        elif day is None and amount is None and not _cell(row, columns.day):
            filled = [at for at, cell in enumerate(row) if cell]
            if self.movements and filled and set(filled) <= set(columns.words):
                last = self.movements[-1]
                self.movements[-1] = replace(last, description=f"{last.description} {words}")
            else:
                _read_around(row, self.facts, self.notation)
        elif day is None and self._is_around(row):
            _read_around(row, self.facts, self.notation)
        else:
            self.ledger.unread.append(f"Line {line}: " + " | ".join(filter(None, row)))
            self.ledger.warnings.append(Notice("record_unread", {"place": f"line {line}"}))

    def _is_around(self, row: list[str]) -> bool:
        pair = label_and_value(row)
        return pair is not None and bool(label_meanings(one_line(_DATES.sub(" ", pair[0]))))

    def _is_balance(self, label: str, balance: Decimal, day: date | None) -> bool:
        """Whether a row tells a balance and no movement."""
        meanings = label_meanings(one_line(_DATES.sub(" ", label)))
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
            cell = one_line(_cell(row, at))
            if cell and not any(cell in other for other in kept):
                kept.append(cell)
        return " ".join(kept)

    def _amount(self, row: list[str]) -> Decimal | None:
        columns, mark = self.columns, self.notation.decimal
        if columns.amount >= 0 and columns.debit < 0 and columns.credit < 0:
            amount = notation.number(_cell(row, columns.amount), mark)
            side = _side(_cell(row, columns.side)) if columns.side >= 0 else 0
            return amount if amount is None or not side else side * abs(amount)
        debit = notation.number(_cell(row, columns.debit), mark)
        credit = notation.number(_cell(row, columns.credit), mark)
        if debit is None and credit is None:
            if columns.amount >= 0:  # a column of one side beside that of all amounts
                return notation.number(_cell(row, columns.amount), mark)
            return None
        if columns.amount >= 0 and (debit is None) != (credit is None):
            own = notation.number(_cell(row, columns.amount), mark)
            if own is not None and columns.debit >= 0 and credit is None and debit == 0:
                return own
        # A credit that is below zero takes back; a debit may have its minus or not.
        return (credit or Decimal(0)) - (abs(debit) if debit is not None else Decimal(0))

    def _add(
        self, row: list[str], day: date, amount: Decimal, words: str, balance: Decimal | None
    ) -> None:
        columns = self.columns
        state = plain(_cell(row, columns.status))
        value_day = notation.day(_cell(row, columns.value_day), self.notation.first)
        if state in _PENDING:
            self.unbooked.append(f"{day.isoformat()} {words} {amount} {state}")
            return
        fee = notation.number(_cell(row, columns.fee), self.notation.decimal)
        self.fees.append(abs(fee) if fee is not None else Decimal(0))
        self.accounts.append(f"{_cell(row, columns.account)}\t{_cell(row, columns.currency)}")
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
                reference=one_line(_cell(row, columns.reference)),
                counterparty_account=one_line(_cell(row, columns.other_account)),
                notes=("; ".join(others),) if others else (),
            )
        )

    def _settle(self) -> None:
        """Let the running balances say which way the rows go, and the signs that are not written."""
        if any(self.fees) and _chain(
            [self._less_fees(at) for at in range(len(self.movements))]
        ) > _chain(self.movements):
            self.movements = [self._less_fees(at) for at in range(len(self.movements))]
        ways = [self.movements, self.movements[::-1]]
        scores = [_chain(way) for way in ways]
        is_backwards = scores[1] > scores[0] or (
            scores[0] == scores[1] and self.movements[0].day > self.movements[-1].day
        )
        if max(scores) < 1 and all(one.amount >= 0 for one in self.movements):
            turned = [_signed(way, self.facts.opening) for way in ways]
            turned_scores = [_chain(way) for way in turned]
            if max(turned_scores) > max(_SURE_SHARE, *scores):
                is_backwards = turned_scores[1] > turned_scores[0]
                self.movements = turned[1][::-1] if is_backwards else turned[0]
        negated = [replace(one, amount=-one.amount) for one in self.movements]
        if max(_chain(negated), _chain(negated[::-1])) > max(
            _chain(self.movements), _chain(self.movements[::-1])
        ):
            self.movements = negated
        if is_backwards:
            self.movements.reverse()
            self.accounts.reverse()

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
        iban = _iban(own)
        opening, closing = (facts.opening, facts.closing) if is_one else (None, None)
        if _chain(movements) == 1:
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
        kind = " ".join(
            (*self.section.header, *(cell for _, row in self.section.above for cell in row))
        )
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
            kind="Card statement" if _CARD.search(plain(kind)) else "Account statement",
            facts=tuple((label, value) for label, value in (*more, *notes) if value),
            unbooked=tuple(self.unbooked),
        )

    def _currency(self) -> str:
        """The currency that the names of the columns, or the amounts themselves, are in."""
        for at in (*self.columns.amounts, self.columns.balance):
            if code := currency_in(_cell(self.section.header, at)):
                return code
        codes = {
            notation.currency(_cell(row, at))
            for _, row in self.section.rows
            for at in self.columns.amounts
        } - {""}
        return codes.pop() if len(codes) == 1 else ""


def _chain(movements: Sequence[Movement]) -> float:
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
