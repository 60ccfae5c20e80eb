"""Which column is the amount, the debit, the credit, the balance; and which way signs count.

Each way to read the rows is tried; that whose running balances and closing balance come out wins, the
names above the columns decide between those that prove nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise, product
from typing import Literal

from connectors.layout.amounts import Amount
from connectors.layout.statements.columns import AmountColumn
from connectors.layout.statements.facts import StatedBalance
from connectors.layout.statements.headings import AMOUNTS
from connectors.layout.statements.rows import Row

Signs = Literal["printed", "marked", "turned", "section", "balances"]

_MOST_COLUMNS = 5  # that are tried
_SAMPLE = 400  # rows by which ways to read are compared
_ENOUGH = 4  # balances in a row that prove a reading
_MOST_BALANCES = 8  # openings and closings that are tried


@dataclass(frozen=True, slots=True)
class Reading:
    """Rows by one way to read them.

    Attributes:
        roles: of each column.
        amounts: None for rows that are no movement.
        opening, closing: those stated that were chosen.
        proven: how far it adds up, from 0 to 1, by its balances; closes: whether the sum does.
        factor: -1 where stated balances count as owed.
        mended, turned: numbers of rows with figures, or signs, that are not as they were read.
    """

    roles: tuple[str, ...]
    signs: Signs
    rows: tuple[Row, ...]
    amounts: tuple[Decimal, ...]
    balances: tuple[Decimal | None, ...]
    opening: StatedBalance | None
    closing: StatedBalance | None
    proven: float
    closes: bool
    is_backwards: bool
    factor: int
    score: float
    chained: int = 0
    mended: tuple[int, ...] = ()
    turned: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """What is to be read.

    Attributes:
        openings, closings: what may be the account's, the likeliest first.
        is_card: whether the document is of a card, where what is bought has no sign.
    """

    rows: Sequence[Row]
    columns: Sequence[AmountColumn]
    openings: Sequence[StatedBalance]
    closings: Sequence[StatedBalance]
    is_card: bool


def best_reading(case: Case) -> Reading | None:
    """The reading that adds up, or else that which the names of the columns tell."""
    best: Reading | None = None
    sample = Case(case.rows[:_SAMPLE], case.columns, case.openings, case.closings, case.is_card)
    is_whole = len(case.rows) <= _SAMPLE
    for roles, cost in sorted(_roles(case.columns), key=lambda one: one[1]):
        if best is not None and best.proven == 1 and best.closes and cost > 1.5:
            break
        for signs, sign_cost in _signs(case, roles):
            for is_backwards in (False, True):
                made = _read(
                    sample, roles, signs, cost + sign_cost + 0.3 * is_backwards, is_backwards
                )
                if made is not None and (best is None or made.score > best.score):
                    best = made
    if best is None or is_whole:
        return best
    return _read(case, best.roles, best.signs, 0.0, best.is_backwards)


def _roles(columns: Sequence[AmountColumn]) -> Iterator[tuple[tuple[str, ...], float]]:
    """Ways to see the columns, and how much each is against their names."""
    order = sorted(range(len(columns)), key=lambda at: -columns[at].count)[:_MOST_COLUMNS]
    choices: list[list[str]] = []
    for at, column in enumerate(columns):
        if at not in order:
            choices.append(["none"])
        else:
            choices.append(["amount", "debit", "credit", "balance", "none"])
        del column
    for roles in product(*choices):
        kinds = [one for one in roles if one != "none"]
        if len(kinds) != len(set(kinds)) or not set(kinds) & {"amount", "debit", "credit"}:
            continue
        if "amount" in kinds and {"debit", "credit"} & set(kinds):
            continue
        yield (
            roles,
            sum(_cost(role, column) for role, column in zip(roles, columns, strict=True))
            + (0.4 * ("amount" not in kinds and len({"debit", "credit"} & set(kinds)) == 1))
            + 0.05 * _disorder(roles),
        )


def _disorder(roles: Sequence[str]) -> int:
    """Balances stand last, and debits before credits, where nothing else is known."""
    order = [("amount", "debit", "credit", "balance").index(one) for one in roles if one != "none"]
    return sum(a > b for a, b in pairwise(order))


def _cost(role: str, column: AmountColumn) -> float:
    if column.name is None:
        return 0.6 if role == "none" else 0.5
    meanings = [one for one in column.name.meanings if one in AMOUNTS]
    if role in column.name.meanings:
        return 0.15 * meanings.index(role)
    if role == "none":
        return 0.1 if column.name.meanings and not meanings else 1.2
    if not meanings:
        return 1.5 if column.name.meanings else 0.5
    return 2.0


def _signs(case: Case, roles: Sequence[str]) -> Iterator[tuple[Signs, float]]:
    if "amount" not in roles:
        yield "printed", 0.0
        return
    at = roles.index("amount")
    printed = [row for row in case.rows if at in row.amounts]
    has_signs = any(row.amounts[at].sign or row.amounts[at].mark for row in printed)
    in_sections = sum(row.side != 0 for row in printed) > 0.8 * len(printed) and not has_signs
    yield "printed", 0.4 if case.is_card or in_sections else 0.0
    yield "marked", 0.0 if case.is_card else 0.4
    yield "turned", 0.3 if case.is_card else 1.0
    if any(row.side for row in case.rows):
        yield "section", 0.1
    if "balance" in roles:
        yield "balances", 0.8


def _read(
    case: Case, roles: tuple[str, ...], signs: Signs, cost: float, is_backwards: bool
) -> Reading | None:
    rows: list[Row] = []
    amounts: list[Decimal] = []
    balances: list[Decimal | None] = []
    minus = _usual_minus(case.rows, roles)
    for row in reversed(case.rows) if is_backwards else case.rows:
        amount = _amount(row, roles, signs, minus)
        if amount is None:
            continue
        rows.append(row)
        amounts.append(amount)
        at = roles.index("balance") if "balance" in roles else -1
        stated = row.amounts.get(at)
        balances.append(stated.signed if stated is not None else None)
    if not rows:
        return None
    best: Reading | None = None
    factors = (1, -1) if case.is_card or signs in ("marked", "turned") else (1,)
    for factor in factors:
        own = [None if one is None else one * factor for one in balances]
        opening, closing, closes = _ends(case, amounts, own, roles, factor)
        start = opening.value(roles, factor) if opening is not None else None
        signed = _by_balances(amounts, own, start) if signs == "balances" else amounts
        if signs == "balances":
            opening, closing, closes = _ends(case, signed, own, roles, factor)
            start = opening.value(roles, factor) if opening is not None else None
        right, told = _chain(signed, own, start)
        proven = right / told if told else 0.0
        weight = min(1.0, told / _ENOUGH)
        share = len(rows) / max(1, len(case.rows))
        evidence = (6 * proven * weight + 4 * closes) * min(1.0, 2 * share)
        score = evidence - cost - 0.5 * (factor < 0 and not case.is_card)
        if case.is_card and factor > 0 and signs in ("marked", "turned"):
            score -= 0.2  # where what is bought has no sign, what is owed has none either
        score += 0.5 * share
        if best is None or score > best.score:
            best = Reading(
                roles, signs, tuple(rows), tuple(signed), tuple(own), opening, closing, proven,
                closes, is_backwards, factor, score, told,
            )  # fmt: skip
    return best


def _usual_minus(rows: Sequence[Row], roles: Sequence[str]) -> bool:
    """Whether a minus stands at most debits: then it says no more than the column."""
    if "debit" not in roles:
        return False
    at = roles.index("debit")
    signs = [row.amounts[at].sign for row in rows if at in row.amounts]
    return sum(one < 0 for one in signs) > len(signs) / 2


def _amount(row: Row, roles: Sequence[str], signs: Signs, minus: bool) -> Decimal | None:
    found: dict[str, Amount] = {
        role: row.amounts[at] for at, role in enumerate(roles) if at in row.amounts
    }
    if "amount" in roles:
        amount = found.get("amount")
        return None if amount is None else _signed(amount, signs, row.side)
    debit, credit = found.get("debit"), found.get("credit")
    if debit is None and credit is None:
        return None
    out = Decimal(0)
    if debit is not None:
        out = -debit.value if minus or debit.sign >= 0 else debit.value
        if minus and debit.sign > 0:
            out = debit.value
    into = Decimal(0)
    if credit is not None:
        into = -credit.value if credit.sign < 0 else credit.value
    return into + out


def _signed(amount: Amount, signs: Signs, side: int) -> Decimal:
    if signs == "marked":
        if amount.mark:
            return amount.value * amount.mark
        return amount.value if amount.sign else -amount.value
    if signs == "turned":
        return -amount.signed
    if signs == "section" and side and not amount.mark:
        return amount.value * side if amount.sign >= 0 or side < 0 else -amount.value
    return amount.signed


def _ends(
    case: Case,
    amounts: Sequence[Decimal],
    balances: Sequence[Decimal | None],
    roles: Sequence[str],
    factor: int,
) -> tuple[StatedBalance | None, StatedBalance | None, bool]:
    """The opening and the closing balance between which the movements lie, and whether they do."""
    total = sum(amounts, Decimal(0))
    for opening in case.openings[:_MOST_BALANCES]:
        for closing in case.closings[:_MOST_BALANCES]:
            if closing is opening:
                continue
            if opening.value(roles, factor) + total == closing.value(roles, factor):
                return opening, closing, True
    opening_ = next(iter(case.openings), None)
    first = balances[0] if balances else None
    for one in case.openings[:_MOST_BALANCES]:
        if first is not None and one.value(roles, factor) + amounts[0] == first:
            opening_ = one
            break
    closing_ = next((one for one in case.closings if one is not opening_), None)
    return opening_, closing_, False


def _chain(
    amounts: Sequence[Decimal], balances: Sequence[Decimal | None], start: Decimal | None
) -> tuple[int, int]:
    """How many balances follow from those before them, and how many could."""
    right = told = 0
    known = start
    for amount, stated in zip(amounts, balances, strict=True):
        known = None if known is None else known + amount
        if stated is not None:
            if known is not None:
                told += 1
                right += known == stated
            known = stated
    return right, told


def _by_balances(
    amounts: Sequence[Decimal], balances: Sequence[Decimal | None], start: Decimal | None
) -> list[Decimal]:
    """Amounts with the signs that the balances beside them tell."""
    signed: list[Decimal] = []
    before = start
    for amount, stated in zip(amounts, balances, strict=True):
        made = amount
        if before is not None and stated is not None and stated - before == -amount:
            made = -amount
        signed.append(made)
        before = stated if stated is not None else None if before is None else before + made
    return signed
