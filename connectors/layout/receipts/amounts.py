"""What a receipt comes to: its amounts by the words before them, and by the sums that prove them.

rows ─► amounts with their kind ─► how much speaks for each value ─► total; net and tax that add up to it
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from connectors.layout.lines import PlacedWord
from connectors.layout.receipts.names import amount_kind
from connectors.layout.receipts.rows import Row

_AMOUNT = re.compile(
    r"(?<![\d.,:/%])(?P<sign>[-\u2212(]\s?)?(?:\d{1,3}(?:[.,'\u2019]\d{3})+|\d+|(?=[.,]\d))(?: ?[.,]| ?[.,] )\d{2}"
    r"(?![\d%]|[.,:/]\d|\s?%)(?P<behind>-(?!\d))?"
)
_WHOLE = re.compile(r"(?<![\d.,:/-])(?:\d{1,3}(?:[.,]\d{3})+|\d{1,6})(?![\d:/%-]|[.,]\d|\s?%)")
_UNIT = re.compile(r"\b(?:RM|EUR|[A-Z]{1,2}\$|[A-Z]{3}|kr|zł)\b|[€£$]", re.I)
_LEAST = 2.0  # of what speaks for a total
_NEAR = 2  # rows below a label in which its amount may stand
_MOSTLY = 0.6  # of a row are letters where it labels the next
_SAYS_TOTAL = ("whole", "inclusive", "total")
# How much words before an amount speak for its being the total.
_WEIGHTS = {
    "whole": 4.0,
    "inclusive": 3.5,
    "total": 3.0,
    "paid": 1.0,
    "part": 0.6,
    "": 0.1,
    "tax": -1.0,
    "change": -1.0,
    "rounding": -2.0,
    "saving": -1.5,
    "extra": -1.0,
    "count": -2.0,
}
_BESIDE_OTHERS = 0.35  # of the weight, where a row has several amounts
_ONCE_MORE = 0.5
_PROVEN_BY_CHANGE = 3.0
_PROVEN_BY_SUM = 2.0
_PROVEN_BY_PAYMENT = 1.0


@dataclass(frozen=True, slots=True)
class Figure:
    """An amount on a receipt.

    Attributes:
        kind: a key of `amounts` in words.toml, "" where nothing says it.
        count: how many amounts its row has.
    """

    value: Decimal
    kind: str
    row: int
    words: tuple[PlacedWord, ...]
    count: int
    size: float


@dataclass(frozen=True, slots=True)
class Sums:
    """What a receipt comes to; net and tax only where they add up to the total."""

    total: Figure
    is_proven: bool
    net: Figure | None = None
    tax: Figure | None = None


def figures_of(rows: Sequence[Row]) -> list[Figure]:
    """All amounts, with the kind that their row says, or the row above that has none of its own."""
    found: list[Figure] = []
    open_kind, open_row = "", -_NEAR
    for row in rows:
        matches = list(_AMOUNT.finditer(row.text))
        if not matches:
            said = amount_kind(row.text)
            if said and sum(map(str.isalpha, row.text)) >= _MOSTLY * len(row.text):
                open_kind, open_row = said, row.number
            continue
        label = row.text[: matches[0].start()]
        kind = amount_kind(label)
        if row.number - open_row <= _NEAR and not any(map(str.isalpha, _UNIT.sub("", label))):
            kind, open_kind = open_kind, ""
        found += [_figure(row, one, kind, len(matches)) for one in matches]
    # Numbers without decimals are amounts where no others are.
    return found if any(one.kind in _SAYS_TOTAL for one in found) else found + _whole_figures(rows)


def _whole_figures(rows: Sequence[Row]) -> list[Figure]:
    """Amounts without decimals, as of rupiah and yen: the last numbers of rows that say what they are."""
    found = []
    for row in rows:
        numbers = list(_WHOLE.finditer(row.text))
        if numbers and not _AMOUNT.search(row.text) and _is_last(row.text, numbers[-1]):
            kind = amount_kind(row.text[: numbers[-1].start()])
            if kind and kind != "count":
                found.append(_figure(row, numbers[-1], kind, 1))
    return found


def _is_last(text: str, found: re.Match[str]) -> bool:
    return not any(map(str.isalnum, _UNIT.sub("", text[found.end() :])))


def _figure(row: Row, found: re.Match[str], kind: str, count: int) -> Figure:
    value = _value(found.group())
    return Figure(
        value,
        "whole" if kind == "rounding" and abs(value) >= 1 else kind,
        row.number,
        row.words(found.start(), found.end()),
        count,
        row.size,
    )


def _value(text: str) -> Decimal:
    digits = re.sub(r"\D", "", text)
    has_cents = re.search(r"[.,\s]\s?\d{2}\D*$", text) is not None
    value = Decimal(digits).scaleb(-2 if has_cents else 0)
    return -value if re.search(r"^[-\u2212(]|-$", text) else value


def sums_of(rows: Sequence[Row]) -> Sums | None:
    """The total of a receipt, where enough speaks for one."""
    figures = figures_of(rows)
    weights = _weights(figures)
    if not weights:
        return None
    best = max(weights, key=lambda value: (weights[value], value))
    if weights[best] < _LEAST:
        return None
    order = ("whole", "inclusive", "total", "paid", "part", "")
    total = min(
        (one for one in figures if one.value == best and one.kind in order),
        key=lambda one: (order.index(one.kind), one.count, -one.row),
    )
    net, tax = next(_parts_of(best, figures), (None, None))
    return Sums(total, best in _proven_by_change(figures) or net is not None, net, tax)


def _weights(figures: Sequence[Figure]) -> dict[Decimal, float]:
    """How much speaks for each value's being the total."""
    labelled: dict[Decimal, list[float]] = defaultdict(list)
    for one in figures:
        if one.value > 0:
            share = 1.0 if one.count == 1 else _BESIDE_OTHERS
            weight = _WEIGHTS[one.kind]
            labelled[one.value].append(weight * share if weight > 0 else weight)
    weights = {
        value: max(given) + (_ONCE_MORE if sum(x >= 1 for x in given) > 1 else 0.0)
        for value, given in labelled.items()
    }
    for value in weights:
        weights[value] += 0.3 * max(
            min(one.size, 2.0) - 1.0 for one in figures if one.value == value
        )
    away = _rounded_away(figures)
    for proven, weight in (
        (_proven_by_change(figures), _PROVEN_BY_CHANGE),
        (_proven_by_rounding(figures) - away, _PROVEN_BY_SUM),
        (_proven_by_items(figures), _PROVEN_BY_SUM),
        (_proven_by_tax(figures), _PROVEN_BY_SUM),
        (_proven_by_extras(figures), _PROVEN_BY_SUM),
        ({one.value for one in figures if one.kind == "paid"}, _PROVEN_BY_PAYMENT),
    ):
        for value in proven & weights.keys():
            weights[value] += weight
    for value in away & weights.keys():
        weights[value] -= _PROVEN_BY_SUM
    return weights


def _of(figures: Iterable[Figure], *kinds: str) -> Iterator[Figure]:
    return (one for one in figures if one.kind in kinds)


def _proven_by_change(figures: Sequence[Figure]) -> set[Decimal]:
    """What was paid without what came back."""
    return {
        paid.value - abs(change.value)
        for paid in _of(figures, "paid")
        for change in _of(figures, "change")
        if change.value
    }


def _roundings(figures: Sequence[Figure]) -> list[Decimal]:
    return [one.value for one in _of(figures, "rounding") if 0 < abs(one.value) < 1]


def _proven_by_rounding(figures: Sequence[Figure]) -> set[Decimal]:
    """What a sum comes to when it is rounded; the sign of a rounding is often lost."""
    bases = [one.value for one in _of(figures, *_SAYS_TOTAL, "part")]
    return {
        base + step for base in bases for one in _roundings(figures) for step in (one, -one)
    } & {one.value for one in _of(figures, *_SAYS_TOTAL, "paid")}


def _rounded_away(figures: Sequence[Figure]) -> set[Decimal]:
    """Sums that were rounded after that: the later one is in whole coins of five."""
    printed = {one.value for one in _of(figures, *_SAYS_TOTAL)}
    rounded = _proven_by_rounding(figures)
    away = set()
    for step in _roundings(figures):
        for value in rounded:
            for base in {value + step, value - step} & printed:
                away.add(max((value, base), key=lambda one: one * 100 % 5 != 0))
    return away


def _proven_by_items(figures: Sequence[Figure]) -> set[Decimal]:
    """The sum of the last amounts of the rows above the first that is labelled."""
    first = next((one.row for one in figures if one.kind in (*_SAYS_TOTAL, "part")), 0)
    last: dict[int, Decimal] = {}
    for one in figures:
        if one.row < first and one.kind in ("", "count"):
            last[one.row] = one.value
    values = list(last.values())
    return {sum(values, Decimal(0))} if len(values) > 1 else set()


def _proven_by_tax(figures: Sequence[Figure]) -> set[Decimal]:
    return {
        part.value + tax.value
        for part in _of(figures, "part")
        for tax in _of(figures, "tax")
        if tax.value
    }


def _proven_by_extras(figures: Sequence[Figure]) -> set[Decimal]:
    """A later total that has a tip or a charge more than one above it."""
    return {
        after.value
        for extra in _of(figures, "extra")
        for before in _of(figures, *_SAYS_TOTAL)
        for after in _of(figures, *_SAYS_TOTAL)
        if 0 < extra.value == after.value - before.value
        if before.row < extra.row < after.row
    }


def _parts_of(total: Decimal, figures: Sequence[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """Net and tax that add up to the total: one labelled as tax, both printed."""
    taxes = [one for one in figures if one.kind == "tax" and 0 < one.value < total / 3]
    others = [one for one in figures if one.kind in (*_SAYS_TOTAL, "part", "tax", "")]
    for tax in taxes:
        for net in others:
            if net.value + tax.value == total:
                yield net, tax
