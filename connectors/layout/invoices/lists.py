"""What is charged where no names of columns stand above: words with an amount each, that make the sum."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from connectors.layout.invoices.amounts import sum_of_level
from connectors.layout.invoices.rows import Charge
from connectors.layout.invoices.sheet import Level, Sheet
from connectors.layout.lines import PlacedWord

_EDGE = 4.0  # points that edges of one list may lie apart
_FEWEST = 2
_SUMS = ("total", "net", "sub", "tax", "due", "paid", "carry", "rounding", "discount")


def listed(sheet: Sheet, sums: Sequence[Decimal]) -> tuple[Charge, ...]:
    """The lines of one indent that follow each other and make one of some sums; () for none."""
    groups: dict[tuple[int, int], list[Level]] = defaultdict(list)
    for level in sheet.levels:
        money = level.money
        if len(money) != 1 or money[0].right < level.line.words[-1].right - 1 or not _named(level):
            continue
        edges = round(level.line.words[0].left / _EDGE), round(money[0].right / _EDGE)
        groups[edges].append(level)
    best: list[Level] = []
    for group in groups.values():
        for start in range(len(group)):
            made = Decimal(0)
            for end in range(start, len(group)):
                made += group[end].money[0].value
                if made in sums and end - start + 1 >= max(_FEWEST, len(best) + 1):
                    best = group[start : end + 1]
    return tuple(
        Charge(tuple(_words(level)), None, None, level.money[0], level.at) for level in best
    )


def _named(level: Level) -> bool:
    letters = sum(letter.isalpha() for one in _words(level) for letter in one.text)
    return letters > 2 and sum_of_level(level) not in _SUMS


def _words(level: Level) -> list[PlacedWord]:
    return [one for one in level.line.words if one.right <= level.money[0].left]
