"""Account statements, whatever format they come in: joined by account, and written as a document.

camt ─┐
mt940 ├─► Statement, one for each that the file has ─► by account ─► text, tables, stated spans
ofx  ─┘
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from connectors.structured.draft import Draft, Row, money, one_line, plain
from enricher.documents import Reading
from enricher.documents.document_type import STATEMENT, with_type
from enricher.documents.tables import TRANSACTIONS, Column
from enricher.entities import Notice
from enricher.values.identifier import is_iban

_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")
_MONTH_NAMES = (
    "January February March April May June July August September October November December"
)
_COLUMNS = (
    Column("date", "date"),
    Column("description"),
    Column("amount", "number"),
    Column("balance", "number"),
)
_MORE_COLUMNS = (
    Column("value_date", "date"),
    Column("reference"),
    Column("counterparty_account"),
)


@dataclass(frozen=True, slots=True)
class Balance:
    """What is on an account; negative where it is owed."""

    amount: Decimal
    day: str = ""


@dataclass(frozen=True, slots=True)
class Movement:
    """One booking.

    Attributes:
        day, value_day: ISO dates, of booking and of value.
        amount: negative where it leaves the account.
        balance: after it, where the file has it.
        notes: what else the file says of it, a line each.
    """

    day: str
    description: str
    amount: Decimal
    balance: Decimal | None = None
    value_day: str = ""
    reference: str = ""
    counterparty_account: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """Movements of one account over some time.

    Attributes:
        kind: what it is called: `Account statement`, `Card statement`.
        start, end: ISO dates of the period.
        facts: labels and values that no field is for.
        unbooked: lines about movements that the file has and that are not booked.
    """

    account: str = ""
    iban: str = ""
    currency: str = ""
    bank: str = ""
    holder: str = ""
    number: str = ""
    start: str = ""
    end: str = ""
    opening: Balance | None = None
    closing: Balance | None = None
    movements: tuple[Movement, ...] = ()
    kind: str = "Account statement"
    facts: tuple[tuple[str, str], ...] = ()
    unbooked: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        return self.iban or self.account, self.currency


@dataclass(slots=True)
class Ledger:
    """What a format's reader finds in a file.

    Attributes:
        heading: facts of the whole file: who sent it, when.
        unread: records that could not be read, as they stand in the file.
    """

    statements: list[Statement] = field(default_factory=list)
    heading: list[tuple[str, str]] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    warnings: list[Notice] = field(default_factory=list)


def split_account(text: str) -> tuple[str, str]:
    """(account number, IBAN) of what may be either."""
    compact = "".join(text.split()).upper()
    if _IBAN.fullmatch(compact) and is_iban(compact):
        return "", compact
    return one_line(text), ""


def by_account(statements: Iterable[Statement]) -> list[Statement]:
    """Statements of one account that go on where another ends, as one; others as they are."""
    chains: list[list[Statement]] = []
    last: dict[tuple[str, str], list[Statement]] = {}
    for one in statements:
        chain = last.get(one.key)
        if chain is not None and one.key[0] and _goes_on(chain, one):
            chain.append(one)
        else:
            last[one.key] = [one]
            chains.append(last[one.key])
    return [_joined(chain) for chain in chains]


def _goes_on(chain: Sequence[Statement], then: Statement) -> bool:
    if chain[-1].closing and then.opening:
        return chain[-1].closing.amount == then.opening.amount
    # A page of a statement, or a notification, has no balance where it goes on.
    return not chain[-1].closing and not then.opening


def _joined(chain: Sequence[Statement]) -> Statement:
    first, last = chain[0], chain[-1]
    if first is last:
        return first
    return replace(
        first,
        bank=next((one.bank for one in chain if one.bank), ""),
        holder=next((one.holder for one in chain if one.holder), ""),
        number=_span(first.number, last.number),
        start=min((one.start for one in chain if one.start), default=""),
        end=max(one.end for one in chain),
        closing=last.closing,
        movements=tuple(movement for one in chain for movement in one.movements),
        facts=tuple(dict.fromkeys(fact for one in chain for fact in one.facts)),
        unbooked=tuple(line for one in chain for line in one.unbooked),
    )


def _span(first: str, then: str) -> str:
    if not first or not then or first == then:
        return first or then
    return f"{first} to {then}"


def adds_up(statement: Statement) -> bool | None:
    """Whether opening and movements make the closing balance; None where that cannot be told."""
    if not statement.opening or not statement.closing:
        return None
    total = sum((one.amount for one in statement.movements), statement.opening.amount)
    return total == statement.closing.amount


def write(ledger: Ledger, media_type: str, draft: Draft | None = None) -> Reading:
    """The document of a file's statements."""
    draft = draft or Draft()
    draft.warnings += ledger.warnings
    statements = by_account(ledger.statements)
    for label, value in ledger.heading:
        draft.fact(label, value)
    for statement in statements:
        draft.gap()
        _write_statement(draft, statement)
    if ledger.unread:
        draft.gap()
        draft.line("Records that could not be read")
        for record in ledger.unread:
            draft.line(record)
    return with_type(draft.reading(media_type, _title(statements)), STATEMENT, 1.0)


def _write_statement(draft: Draft, one: Statement) -> None:
    draft.line(" ".join(filter(None, (one.kind, one.number))))
    draft.fact("Bank", one.bank, "Bank")
    draft.fact("Account holder", one.holder, "AccountHolder")
    draft.fact("Account number", one.account, "AccountNumber")
    draft.fact("IBAN", one.iban, "IBAN")
    draft.fact("Currency", one.currency, "Currency")
    draft.fact("Period start", one.start, "PeriodStart")
    draft.fact("Period end", one.end, "PeriodEnd")
    for label, value in one.facts:
        draft.fact(label, value)
    if one.opening:
        draft.fact("Opening balance", money(one.opening.amount, one.currency), "OpeningBalance")
    if one.closing:
        draft.fact("Closing balance", money(one.closing.amount, one.currency), "ClosingBalance")
    draft.gap()
    draft.table(
        TRANSACTIONS,
        _COLUMNS,
        [_row(movement) for movement in one.movements],
        {
            "account": one.iban or one.account,
            "currency": one.currency,
            "opening_balance": plain(one.opening.amount) if one.opening else None,
            "closing_balance": plain(one.closing.amount) if one.closing else None,
        },
        optional=_MORE_COLUMNS,
    )
    if one.unbooked:
        draft.gap()
        draft.line("Not booked")
        for line in one.unbooked:
            draft.line(line)
        draft.warn(Notice("movements_unbooked", {"count": len(one.unbooked)}))


def _row(movement: Movement) -> Row:
    return Row(
        {
            "date": movement.day,
            "description": movement.description,
            "amount": plain(movement.amount),
            "balance": plain(movement.balance),
            "value_date": movement.value_day if movement.value_day != movement.day else "",
            "reference": movement.reference,
            "counterparty_account": movement.counterparty_account,
        },
        movement.notes,
    )


def _title(statements: Sequence[Statement]) -> str:
    if not statements:
        return "Account statement"
    names = list(dict.fromkeys(one.iban or one.account for one in statements))
    kinds = {one.kind for one in statements}
    kind = kinds.pop() if len(kinds) == 1 else "Account statement"
    start = min(filter(None, (one.start for one in statements)), default="")
    end = max((one.end for one in statements), default="")
    account = names[0] if len(names) == 1 else f"of {len(names)} accounts"
    return " ".join(filter(None, (kind, account, period(start, end))))


def period(start: str, end: str) -> str:
    """`February 2025` where that is all of it, else its days."""
    try:
        first, last = date.fromisoformat(start), date.fromisoformat(end)
    except ValueError:
        return start or end
    if first > last:
        return f"{start} to {end}"
    whole = first.day == 1 and (last.month, last.year) == (first.month, first.year)
    if whole and (last.toordinal() + 1 == _month_after(first)):
        return f"{_MONTH_NAMES.split()[first.month - 1]} {first.year}"
    return f"{start} to {end}" if start != end else start


def _month_after(day: date) -> int:
    """The ordinal of the first day of the next month."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1).toordinal()
