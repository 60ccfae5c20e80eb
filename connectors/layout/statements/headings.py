"""Lines that name the columns below them, in one line or two."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from connectors.layout.cells import Content
from connectors.layout.lines import PlacedWord, gap, segments, written
from connectors.layout.statements.names import MOST_WORDS, columns_named

AMOUNTS = ("amount", "debit", "credit", "balance")
DAYS = ("booked", "date", "value")
_CLOSE = 2.0  # heights between the two lines of one heading


@dataclass(frozen=True, slots=True)
class NamedColumn:
    """A name above a column.

    Attributes:
        meanings: what it may hold, the likeliest first; () where the name is unknown.
    """

    name: str
    meanings: tuple[str, ...]
    left: float
    right: float
    words: tuple[PlacedWord, ...]

    def is_of(self, meanings: Sequence[str]) -> bool:
        return any(one in meanings for one in self.meanings[:2])


@dataclass(frozen=True, slots=True)
class Heading:
    """The names of the columns of a table, from the left."""

    columns: tuple[NamedColumn, ...]

    @property
    def score(self) -> int:
        return sum(bool(one.meanings) for one in self.columns)

    @property
    def unknown(self) -> int:
        return len(self.columns) - self.score

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(one.name for one in self.columns)


def heading_of(content: Content, below: Content | None) -> tuple[Heading, int] | None:
    """The heading that begins in a line, and how many lines it takes; None where none does."""
    if content.amounts or (content.days and len(content.line.words) < 4):
        return None
    single = Heading(tuple(_named(content.line.words)))
    found = (single, 1) if _is_heading(single) else None
    if below is not None and not below.amounts and not below.days:
        distance = below.line.top - content.line.bottom
        is_near = below.line.page == content.line.page and distance < _CLOSE * content.line.height
        if is_near and (found or not _is_heading(Heading(tuple(_named(below.line.words))))):
            double = Heading(tuple(_stacked(content.line.words, below.line.words)))
            is_fuller = double.score > single.score and double.unknown <= single.unknown
            if _is_heading(double) and (found is None or is_fuller):
                return double, 2
    return found


def _is_heading(heading: Heading) -> bool:
    days = sum(one.is_of(DAYS) for one in heading.columns)
    amounts = sum(one.is_of(AMOUNTS) for one in heading.columns)
    words = sum(one.is_of(("words",)) for one in heading.columns)
    if heading.unknown > heading.score:
        return False
    return amounts > 0 and (days > 0 or (words > 0 and amounts > 1)) and heading.score >= 2


def _named(words: Sequence[PlacedWord]) -> list[NamedColumn]:
    """The names in a line: known ones wherever they begin and end, others by the gaps around them."""
    found: list[NamedColumn] = []
    for run in segments(words, 1.5):
        whole = columns_named(written(run))
        if whole:
            found.append(_column(run, whole))
            continue
        at, begin = 0, 0
        while at < len(run):
            for end in range(min(len(run), at + MOST_WORDS), at, -1):
                meanings = columns_named(written(run[at:end]))
                if meanings:
                    found += _unknown(run[begin:at])
                    found.append(_column(run[at:end], meanings))
                    at = begin = end
                    break
            else:
                at += 1
        found += _unknown(run[begin:])
    return found


def _unknown(run: Sequence[PlacedWord]) -> list[NamedColumn]:
    return [_column(part, ()) for part in segments(run)]


def _column(run: Sequence[PlacedWord], meanings: tuple[str, ...]) -> NamedColumn:
    return NamedColumn(written(run), meanings, run[0].left, run[-1].right, tuple(run))


def _stacked(above: Sequence[PlacedWord], below: Sequence[PlacedWord]) -> list[NamedColumn]:
    """Names of two lines: what stands above another belongs to it."""
    groups = [list(one) for one in segments(above)]
    for run in segments(below):
        over = [
            group
            for group in groups
            if min(run[-1].right, max(one.right for one in group))
            > max(run[0].left, min(one.left for one in group))
        ]
        if len(over) == 1:
            over[0].extend(run)
        else:
            groups.append(list(run))
    named: list[NamedColumn] = []
    for group in groups:
        text = written(group)
        hyphened = text.replace("- ", "")
        meanings = columns_named(hyphened) or columns_named(text)
        level = all(gap(a, b) > -0.5 for a, b in itertools.pairwise(group))
        if not meanings and level:
            named += _named(group)
            continue
        left, right = min(one.left for one in group), max(one.right for one in group)
        named.append(NamedColumn(text, meanings, left, right, tuple(group)))
    return sorted(named, key=lambda one: one.left)
