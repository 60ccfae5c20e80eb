"""What is charged where no names of columns stand above: words with an amount each, that make the sum."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from connectors.layout.invoices.candidates import sum_of_level
from connectors.layout.invoices.charges import Charge
from connectors.layout.invoices.sheet import Level, Sheet

_EDGE = 4.0  # points that edges of one list may lie apart
_FEWEST = 2
_FEWEST_LETTERS = 3
_SUMS = ("total", "net", "sub", "tax", "due", "paid", "carry", "rounding", "discount")


def listed(sheet: Sheet, sums: Sequence[Decimal]) -> tuple[Charge, ...]:
    """The lines of one indent that follow each other and make one of some sums; () for none."""
    groups: dict[tuple[int, int], list[Charge]] = defaultdict(list)
    for level in sheet.levels:
        charge = _charge(level)
        if charge is not None:
            edges = round(level.line.words[0].left / _EDGE), round(charge.amount.right / _EDGE)
            groups[edges].append(charge)
    best: list[Charge] = []
    for group in groups.values():
        for start in range(len(group)):
            made = Decimal(0)
            for end in range(start, len(group)):
                made += group[end].amount.value
                if made in sums and end - start + 1 >= max(_FEWEST, len(best) + 1):
                    best = group[start : end + 1]
    return tuple(best)


def _charge(level: Level) -> Charge | None:
    """Words and an amount at the end of a line; two more numbers only where they make the amount."""
    money = level.money
    if not money or money[-1].right < level.line.words[-1].right - 1:
        return None
    amount = money[-1]
    words = [one for one in level.line.words if one.right <= amount.left]
    pair = next(
        (
            (a, b)
            for a, b in itertools.combinations(level.figures, 2)
            if b is not amount and a.value * b.value == amount.value
        ),
        None,
    )
    if pair is None and len(money) > 1:
        return None
    if pair is not None:
        words = [one for one in words if one.right <= pair[0].left]
    letters = sum(letter.isalpha() for one in words for letter in one.text)
    if letters < _FEWEST_LETTERS or sum_of_level(level) in _SUMS:
        return None
    quantity, price = pair if pair is not None else (None, None)
    return Charge(tuple(words), quantity, price, amount, level.at)
