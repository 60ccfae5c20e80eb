"""Amounts that OCR misread, mended where balances leave one way to do so.

    balance before + amounts = balance behind, and the next balance follows from that

Of the amounts between two balances one is mended, if its digits were nearly those that it has to have. The
stated balances of the account itself are never touched: a statement that does not add up is to be told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from rapidfuzz.distance import Levenshtein

from connectors.layout.amounts import Amount
from connectors.layout.misreadings import is_read
from connectors.layout.statements.roles import Reading
from connectors.layout.statements.rows import Row

_UNSURE = 0.85  # of words that OCR is likely to have misread
_CLEAR = 0.98  # of words whose digits stay as they are: a file may be wrong where it is read well
_FEW_DIGITS = 4  # of which one may be wrong, and two of more


@dataclass(slots=True)
class _Entry:
    """A row that is mended in place.

    Attributes:
        amount: None where none could be read.
        printed: what it was read from.
    """

    row: Row
    amount: Decimal | None
    balance: Decimal | None
    printed: Amount | None
    printed_balance: Amount | None
    is_mended: bool = False
    is_turned: bool = False

    @property
    def is_read(self) -> bool:
        stated = self.printed or self.printed_balance
        return stated is not None and is_read(stated.words[0].word)

    @property
    def sureness(self) -> float:
        return _sureness(self.printed)


@dataclass(frozen=True, slots=True)
class _Change:
    entry: _Entry
    amount: Decimal


def repaired(reading: Reading, rows: Sequence[Row]) -> Reading:
    """The movements with what could be mended.

    Args:
        rows: all rows of the account; those without an amount that can be read are none of the reading.
    """
    entries = list(_entries(reading, rows))
    opening = reading.opening.value(reading.roles, reading.factor) if reading.opening else None
    closing = reading.closing.value(reading.roles, reading.factor) if reading.closing else None
    _mend(list(_groups(entries)), opening, closing)
    kept = [one for one in entries if one.amount is not None]
    if not any(one.is_mended or one.is_turned for one in kept):
        return reading
    amounts = tuple(one.amount for one in kept if one.amount is not None)
    return replace(
        reading,
        rows=tuple(one.row for one in kept),
        amounts=amounts,
        balances=tuple(one.balance for one in kept),
        closes=opening is not None and opening + sum(amounts) == closing,
        mended=tuple(at for at, one in enumerate(kept) if one.is_mended),
        turned=tuple(at for at, one in enumerate(kept) if one.is_turned),
    )


def _entries(reading: Reading, rows: Sequence[Row]) -> Iterator[_Entry]:
    read = {
        id(row): (amount, balance)
        for row, amount, balance in zip(
            reading.rows, reading.amounts, reading.balances, strict=True
        )
    }
    at_balance = reading.roles.index("balance") if "balance" in reading.roles else -1
    movements = [at for at, role in enumerate(reading.roles) if role not in ("balance", "none")]
    for row in reversed(rows) if reading.is_backwards else rows:
        stated = row.amounts.get(at_balance)
        amount, balance = read.get(id(row), (None, None))
        if amount is None:
            if stated is None or not is_read(stated.words[0].word):
                continue
            balance = stated.signed * reading.factor
        printed = [row.amounts[at] for at in movements if at in row.amounts]
        yield _Entry(row, amount, balance, printed[0] if len(printed) == 1 else None, stated)


def _groups(entries: Sequence[_Entry]) -> Iterator[list[_Entry]]:
    """Rows up to the next balance that is stated; behind the last there may be more."""
    group: list[_Entry] = []
    for one in entries:
        group.append(one)
        if one.balance is not None:
            yield group
            group = []
    if group:
        yield group


def _mend(
    groups: Sequence[Sequence[_Entry]], opening: Decimal | None, closing: Decimal | None
) -> None:
    known = opening
    for at, group in enumerate(groups):
        stated = group[-1].balance
        following = groups[at + 1] if at + 1 < len(groups) else ()
        if stated is None:
            if known is not None and closing is not None:
                _mend_by_sum(group, closing - known - _total(group))
            return
        if known is not None and (missing := stated - known - _total(group)):
            stated = _mend_group(group, stated, missing, following, closing)
        known = stated


def _mend_group(
    group: Sequence[_Entry],
    stated: Decimal,
    missing: Decimal,
    following: Sequence[_Entry],
    closing: Decimal | None,
) -> Decimal:
    """Mend what stands between two balances, or the second of them; what that has to be is returned.

    Args:
        missing: by how much the amounts between the balances are wrong.
    """
    last, due = group[-1], stated - missing
    if due == -stated or _goes_on(due, following, closing):
        is_unsure = _sureness(last.printed_balance) < _CLEAR and _is_near(stated, due)
        if last.is_read and (due == -stated or is_unsure):
            last.balance, last.is_mended = due, True
        return due  # whatever is stated there: amounts below it are not to follow from that
    if _goes_on(stated, following, closing) or _is_clear(group, missing, following):
        _mend_between(group, missing)
    return stated


def _is_clear(group: Sequence[_Entry], missing: Decimal, following: Sequence[_Entry]) -> bool:
    """Whether two balances tell the amount between them, where those that follow cannot confirm it."""
    if len(group) != 1 or all(one.amount is not None for one in following):
        return False
    if group[0].amount is not None:
        return group[0].amount * -2 == missing
    return _sureness(group[0].printed_balance) >= _UNSURE


def _sureness(amount: Amount | None) -> float:
    words = amount.words if amount else ()
    return min((one.word.confidence for one in words), default=0.0)


def _total(group: Sequence[_Entry]) -> Decimal:
    return sum((one.amount for one in group if one.amount is not None), Decimal(0))


def _goes_on(balance: Decimal, following: Sequence[_Entry], closing: Decimal | None) -> bool:
    """Whether the next balance that is stated, or the closing one, follows from a balance."""
    stated = following[-1].balance if following else None
    return balance + _total(following) == (closing if stated is None else stated)


def _mend_between(group: Sequence[_Entry], missing: Decimal) -> None:
    """Mend the one amount between two balances that can be wrong by what is missing."""
    changes = []
    for one in group:
        if one.amount is None:
            changes.append(_Change(one, missing))
        elif one.amount * -2 == missing or (
            one.is_read and one.sureness < _CLEAR and _is_near(one.amount, one.amount + missing)
        ):
            changes.append(_Change(one, one.amount + missing))
    _apply(changes)


def _mend_by_sum(group: Sequence[_Entry], missing: Decimal) -> None:
    """The same for a sign that was hard to read, where the closing balance alone tells.

    No digit is mended by that: a statement whose closing balance is wrong by a digit of one amount would
    seem to add up.
    """
    changes = [
        _Change(one, -one.amount)
        for one in group
        if one.amount is not None
        and one.is_read
        and one.sureness < _UNSURE
        and one.amount * -2 == missing
    ]
    _apply(changes)


def _apply(changes: Sequence[_Change]) -> None:
    """Make the only change there is, or the only one of what was hard to read."""
    if len(changes) > 1:
        changes = [one for one in changes if one.entry.is_read and one.entry.sureness < _UNSURE]
    if len(changes) != 1:
        return
    entry, amount = changes[0].entry, changes[0].amount
    entry.is_turned = not entry.is_read
    entry.is_mended = entry.is_read
    entry.amount = amount


def _is_near(one: Decimal, other: Decimal) -> bool:
    """Whether amounts of one sign have nearly the same digits."""
    if (one < 0) != (other < 0) or not other:
        return False
    digits, others = (str(abs(int(value.scaleb(2)))) for value in (one, other))
    return Levenshtein.distance(digits, others) <= (1 if len(others) <= _FEW_DIGITS else 2)
