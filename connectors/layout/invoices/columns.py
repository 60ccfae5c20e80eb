"""Lines that name the columns of what an invoice charges, in one line or up to three."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace

from connectors.layout.invoices.figures import Figure
from connectors.layout.invoices.names import (
    MOST_WORDS,
    column_meanings,
    is_position,
    is_unit_name,
    plain,
)
from connectors.layout.invoices.sheet import Level, Sheet
from connectors.layout.lines import PlacedWord, gap, segments, written

_CLOSE = 0.9  # heights between the lines of one heading
_MOST_LINES = 3
_FAR_BEHIND = 12.0  # points
NUMBERS = ("quantity", "price", "amount", "tax", "tax_rate", "tax_amount", "discount")


@dataclass(frozen=True, slots=True)
class NamedColumn:
    """A name above a column.

    Attributes:
        meaning: "" where the name is unknown.
        basis: `net` or `gross` where the name says it.
    """

    meaning: str
    basis: str
    left: float
    right: float
    name: str = ""

    def distance(self, figure: Figure) -> float:
        """How far a number stands from the name, across the page."""
        return max(0.0, figure.left - self.right, self.left - figure.right)


@dataclass(frozen=True, slots=True)
class Heading:
    """The names of the columns of a table, from the left.

    Attributes:
        at, end: the numbers of its first line, and of that behind its last.
    """

    at: int
    end: int
    columns: tuple[NamedColumn, ...]

    @property
    def score(self) -> float:
        known = [one.meaning for one in self.columns if one.meaning]
        return len(set(known)) - 0.6 * (len(self.columns) - len(known))

    def of(self, *meanings: str) -> list[NamedColumn]:
        return [one for one in self.columns if one.meaning in meanings]


def headings_of(sheet: Sheet) -> list[Heading]:
    found: list[Heading] = []
    at = 0
    while at < len(sheet.levels):
        heading = _heading_at(sheet, at)
        if heading is None:
            at += 1
        else:
            found.append(heading)
            at = heading.end
    return found


def _heading_at(sheet: Sheet, at: int) -> Heading | None:
    """The heading that begins in a line: a title above the names is no part of them."""
    best = _best_at(sheet, at)
    if best is None:
        return None
    for start in range(at + 1, best.end):
        own = _best_at(sheet, start)
        if own is not None and own.score >= best.score:
            return None
    return best


def _best_at(sheet: Sheet, at: int) -> Heading | None:
    """Of the headings of one line or more that begin in a line that with most known names."""
    best: Heading | None = None
    lines: list[Level] = []
    for level in sheet.levels[at : at + _MOST_LINES]:
        if level.money or level.days or (lines and not _is_near(lines[-1], level)):
            break
        lines.append(level)
        named = (
            _named(level.line.words, sheet.space)
            if len(lines) == 1
            else _stacked(lines, sheet.space)
        )
        made = Heading(at, level.at + 1, tuple(sorted(named, key=lambda one: one.left)))
        if _is_heading(made) and (best is None or made.score > best.score):
            best = made
    return _with_amounts(_with_one_description(_with_one_price(best)), sheet) if best else None


def _with_one_price(heading: Heading) -> Heading:
    """Of `Unit price` and `Unit` the second is what is counted."""
    if len(heading.of("price")) < 2:
        return heading
    columns = [
        replace(one, meaning="unit") if one.meaning == "price" and is_unit_name(one.name) else one
        for one in heading.columns
    ]
    made = replace(heading, columns=tuple(columns))
    return made if made.of("price") else heading


def _with_one_description(heading: Heading) -> Heading:
    """Of `Item` and `Description` the first numbers the rows."""
    if len(heading.of("description")) < 2:
        return heading
    columns = [
        replace(one, meaning="position")
        if one.meaning == "description" and is_position(one.name) else one
        for one in heading.columns
    ]  # fmt: skip
    made = replace(heading, columns=tuple(columns))
    return made if made.of("description") else heading


def _with_amounts(heading: Heading, sheet: Sheet) -> Heading:
    """Where no name says what a line costs, a column without a name at the right, or the last price."""
    last = heading.columns[-1]
    if last.meaning == "tax_amount" and not heading.of("amount"):
        # `USt. Betrag` are two, set close.
        return replace(heading, columns=(*heading.columns[:-1], replace(last, meaning="amount")))
    prices = [at for at, one in enumerate(heading.columns) if one.meaning == "price"]
    if not prices or heading.of("amount"):
        return heading
    columns = list(heading.columns)
    for at in range(len(columns) - 1, prices[-1], -1):
        if _has_money(columns[at], heading, sheet):
            columns[at] = replace(columns[at], meaning="amount")
            return replace(heading, columns=tuple(columns))
    edge = max(one.right for one in columns)
    for level in sheet.levels[heading.end : heading.end + 3]:
        behind = [one for one in level.money if one.left > edge + _FAR_BEHIND]
        if behind and len(level.figures) > 1:
            own = NamedColumn("amount", "", behind[-1].left, behind[-1].right)
            return replace(heading, columns=(*columns, own))
    columns[prices[-1]] = replace(columns[prices[-1]], meaning="amount")
    return replace(heading, columns=tuple(columns))


def _has_money(column: NamedColumn, heading: Heading, sheet: Sheet) -> bool:
    """Whether amounts stand below a name that is not known, or is a currency."""
    return not column.meaning and any(
        column.distance(one) == 0
        for level in sheet.levels[heading.end : heading.end + 3]
        for one in level.money
    )


def _is_near(above: Level, level: Level) -> bool:
    is_close = level.line.top - above.line.bottom < _CLOSE * above.line.height
    return level.page == above.page and is_close


def _is_heading(heading: Heading) -> bool:
    known = [one for one in heading.columns if one.meaning]
    meanings = {one.meaning for one in known}
    if len(heading.columns) - len(known) > len(known):
        return False
    numbers = meanings & {"quantity", "price", "amount"}
    if not (meanings & {"amount"} or len(numbers) > 1):
        return False
    return (
        "description" in meanings
        or len(numbers) > 1
        or (len(meanings) > 2 and "position" in meanings)
    )


def _named(words: Sequence[PlacedWord], space: float) -> list[NamedColumn]:
    """The names in a line: known ones wherever they begin and end, others by the gaps around them."""
    found: list[NamedColumn] = []
    for run in segments(words, 1.5):
        at = begin = 0
        while at < len(run):
            end = _known_end(run, at, space)
            if end == at:
                at += 1
                continue
            found += [_column(part) for part in segments(run[begin:at])]
            found.append(_column(run[at:end]))
            at = begin = end
        found += [_column(part) for part in segments(run[begin:])]
    return [one for one in found if one is not None]


def _known_end(run: Sequence[PlacedWord], start: int, space: float) -> int:
    for end in range(min(len(run), start + MOST_WORDS), start, -1):
        inner = run[start:end]
        if any(gap(a, b) > space for a, b in itertools.pairwise(inner)):
            continue
        if column_meanings(written(inner))[0]:
            # `BTW Prijs incl. BTW` are two.
            is_taxed = len(inner) > 2 and column_meanings(inner[0].text)[0] == "tax"
            return start + 1 if is_taxed and column_meanings(written(inner[1:]))[1] else end
    return start


def _column(words: Sequence[PlacedWord]) -> NamedColumn:
    meaning, basis = column_meanings(written(words))
    if not plain(written(words)):
        meaning = "tax_rate" if "%" in written(words) else ""
    return NamedColumn(
        meaning,
        basis,
        min(one.left for one in words),
        max(one.right for one in words),
        written(words),
    )


def _stacked(lines: Sequence[Level], space: float) -> list[NamedColumn]:
    """Names of several lines: what stands above another belongs to it."""
    groups: list[list[PlacedWord]] = []
    for level in lines:
        for run in segments(level.line.words):
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
    found: list[NamedColumn] = []
    for group in groups:
        text = written(group)
        if column_meanings(text.replace("- ", ""))[0] or column_meanings(text)[0]:
            meaning, basis = column_meanings(text.replace("- ", ""))
            if not meaning:
                meaning, basis = column_meanings(text)
            left, right = min(one.left for one in group), max(one.right for one in group)
            found.append(NamedColumn(meaning, basis, left, right, text))
        elif all(gap(a, b) > -0.5 for a, b in itertools.pairwise(group)):
            found += _named(group, space)
        else:
            found.append(_column(group))
    return found
