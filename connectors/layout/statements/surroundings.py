"""What stands around the tables, line by line: balances, numbers, labels with values, days of the period."""

from __future__ import annotations

from collections.abc import Sequence

from connectors.layout.cells import Content
from connectors.layout.statements.balances import read_balances
from connectors.layout.statements.facts import Around
from connectors.layout.statements.labels import read_labels
from connectors.layout.statements.numbers import read_cards, read_ibans, read_sorted
from connectors.layout.statements.periods import pair_bounds, read_period

_BELOW = 2.6  # heights down to a value under its label


def read_around(contents: Sequence[Content], headings: frozenset[int]) -> Around:
    """The facts of a document; those of rows among them, which whoever knows the rows leaves out.

    Args:
        headings: numbers of lines that name columns, whose names are no labels.
    """
    around = Around()
    for at, content in enumerate(contents):
        if at in headings:
            continue
        below = [one for one in contents[at + 1 : at + 4] if _is_under(content, one)]
        over = [one for one in contents[max(0, at - 2) : at][::-1] if _is_under(one, content)]
        read_balances(content, below, over, at, around)
        read_ibans(content, at, around)
        read_cards(content, at, around)
        read_sorted(content, at, around)
        if len(content.amounts) < 2:
            read_labels(content, below, at, around)
        read_period(content, below, at, around)
    pair_bounds(around)
    return around


def _is_under(content: Content, other: Content) -> bool:
    distance = other.line.top - content.line.bottom
    return other.line.page == content.line.page and distance < _BELOW * content.line.height
