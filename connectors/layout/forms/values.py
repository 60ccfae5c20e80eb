"""What is filled into a flat form: which of its phrases are values, and where one could stand.

A phrase alone says little. What is set alike, or stands in one column, is of one kind: so lines and boxes,
colons, known words of labels, dates and amounts are counted for all phrases that are set alike.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass

from connectors.layout.forms.boxes import Box, Rulings, around
from connectors.layout.forms.labels import has_letters, is_prose, is_value_like, label_share
from connectors.layout.forms.phrases import Phrase
from connectors.layout.forms.slots import Relation, Slot

_ALONE = 1.4  # of what is set like nothing else
_LEAST = 0.5  # of the evidence: above it a phrase is a value
_ENUMERATION = re.compile(r"\(?(?:\d{1,2}|[A-Za-z]|[ivx]{1,4})[.)]")
_KNOWN = 0.5  # of a phrase's words: then it is a label
_INK_WEIGHT = 1.6
_COLUMN_WEIGHT = 1.2
_LINE_PITCH = 2.6  # of a line's height: from one ruled line of an answer to the next
_SHORTEST_LINE = 36.0  # points
_OF_LINES: frozenset[Relation] = frozenset(["inside", "left", "below"])
_OF_BOXES: frozenset[Relation] = frozenset(["inside", "left", "above"])
_EMPTY_CELL = (9.0, 48.0)  # points: how tall a box is that can be filled in


@dataclass(frozen=True)
class Surroundings:
    """What is near the phrases of a page."""

    phrases: Sequence[Phrase]
    rulings: Rulings

    def cell(self, one: Phrase) -> Box | None:
        return self.rulings.cell(one.box)

    def before(self, one: Phrase) -> Phrase | None:
        level = [x for x in self.phrases if x.line == one.line and x.box.right <= one.box.left + 2]
        return max(level, key=lambda x: x.box.right, default=None)


def values_of(phrases: Sequence[Phrase], rulings: Rulings) -> list[Phrase]:
    """The phrases of a page that are values.

    Args:
        phrases: without headings, and texts of options.
    """
    near = Surroundings(phrases, rulings)
    own = {id(one): _evidence(one, near) for one in phrases}
    inks = Counter(_ink(one) for one in phrases)

    def _least_own(one: Phrase) -> float:
        return _ALONE if inks[_ink(one)] == 1 else 1.0 if is_prose(one.text) else -5.0

    by_ink = _means(phrases, own, lambda one: _ink(one))
    by_column = _means(phrases, own, lambda one: (_ink(one), round(one.box.left / 4)))
    return [
        one
        for one in phrases
        if own[id(one)] + _INK_WEIGHT * by_ink[id(one)] + _COLUMN_WEIGHT * by_column[id(one)]
        > _LEAST
        and own[id(one)] >= _least_own(one)
    ]


def _ink(one: Phrase) -> Hashable:
    ink = one.ink
    return (ink.font, ink.color, round(ink.size)) if ink else None


def _means(
    phrases: Sequence[Phrase], own: dict[int, float], key: Callable[[Phrase], Hashable]
) -> dict[int, float]:
    """The mean evidence of phrases of one kind; few of them say less, and so do those that disagree."""
    groups: dict[Hashable, list[float]] = defaultdict(list)
    for one in phrases:
        groups[key(one)].append(max(-2.0, min(2.0, own[id(one)])))
    means = {name: _mean(values) for name, values in groups.items()}
    return {id(one): means[key(one)] for one in phrases}


def _mean(values: Sequence[float]) -> float:
    total = sum(values)
    agreed = abs(total) / (sum(abs(one) for one in values) or 1.0)
    return agreed * total / (len(values) + 1)


def _evidence(one: Phrase, near: Surroundings) -> float:
    """How much a phrase by itself looks like a value; what looks like a label is below 0."""
    if one.is_comb:
        return 3.0
    if _ENUMERATION.fullmatch(one.text):
        return -3.0
    text, box, rulings = one.text, one.box, near.rulings
    score = 0.0
    if text.endswith((":", "?")):
        score -= 3.0
    before = near.before(one)
    if before is not None and before.text.endswith((":", "?")):
        score += 2.0
    elif before is not None and _known_share(before.text) >= max(_KNOWN, 2 * _known_share(text)):
        score += 1.2
    if not has_letters(text) and any(letter.isdigit() for letter in text):
        score += 0.5
    if is_value_like(text):
        score += 1.5
    else:
        score -= 1.8 * _known_share(text)
    line = rulings.line_below(box)
    if line is not None and line.width >= _SHORTEST_LINE:
        score += 2.0
    if _leads_to_slot(box, rulings):
        score -= 1.5
    if _is_below_line(box, rulings) and line is None:
        score -= 1.5
    return score + _by_cell(one, near)


def _known_share(text: str) -> float:
    """How many words are such of labels; streets and towns that have numbers begin like some."""
    has_number = any(letter.isdigit() for letter in text.split(maxsplit=1)[-1])
    return label_share(text) * (0.4 if has_number else 1.0)


def _by_cell(one: Phrase, near: Surroundings) -> float:
    cell = near.cell(one)
    if cell is None:
        return 0.0
    inside = [x for x in near.phrases if cell.holds(x.box, 0)]
    above = [x for x in inside if x.box.bottom <= one.box.middle]
    under = [x for x in inside if x.box.top >= one.box.middle]
    if above:
        smaller = above[0].box.height < 0.95 * one.box.height
        return 1.6 if smaller else 1.0
    if under:
        return -1.6 if under[0].box.height > 1.05 * one.box.height else -1.0
    outside = [
        x
        for x in near.phrases
        if 0 <= cell.top - x.box.bottom + 3 < 0.9 * x.box.height + 3
        and abs(x.box.left - cell.left) < 14
        and near.cell(x) != cell
        and (near.cell(x) is None)
    ]
    return 1.2 if outside else 0.0


def _leads_to_slot(box: Box, rulings: Rulings) -> bool:
    """Whether a line, or a row of boxes for letters, begins right behind a phrase."""
    return any(
        -3 <= line.left - box.right < 16
        and line.width >= _SHORTEST_LINE
        and -0.4 * box.height < line.middle - box.bottom < 0.5 * box.height + 1
        for line in rulings.lines
    ) or any(comb.is_level(box) and -2 <= comb.left - box.right < 200 for comb in rulings.combs)


def _is_below_line(box: Box, rulings: Rulings) -> bool:
    return any(
        -3 <= box.top - line.middle < 0.6 * box.height
        and abs(line.left - box.left) < 14
        and line.width >= _SHORTEST_LINE
        for line in rulings.lines
    )


def slots_of(
    values: Sequence[Phrase],
    phrases: Sequence[Phrase],
    rulings: Rulings,
    taken: Iterable[Box],
) -> list[Slot]:
    """The places of a flat form where something is filled in or could be.

    Args:
        taken: what stands in cells that are no empty ones: options and headings.
    """
    slots = [_slot(part, rulings) for part in _parts(values, phrases, rulings)]
    filled = [one.box for one in slots]
    others = [one.box for one in phrases] + list(taken)
    lines = [
        Box(line.left, line.top - 11, line.right, line.top)
        for line in rulings.lines
        if line.width >= _SHORTEST_LINE
    ]
    boxes = [
        one
        for one in rulings.boxes
        if _EMPTY_CELL[0] <= one.height <= _EMPTY_CELL[1]
        and one.width > _SHORTEST_LINE
        and not any(one.holds(box, 0) or box.holds(one, 0) for box in others)
    ]
    empty: list[tuple[Box, frozenset[Relation]]] = [
        *((one, _OF_LINES) for one in lines),
        *((one, _OF_BOXES) for one in (*rulings.combs, *boxes)),
    ]
    slots += (
        Slot(one, cell=rulings.cell(one), is_ruled=True, relations=relations)
        for one, relations in empty
        if not any(
            one.is_level(box) and one.shares_width(box) > 0.3 * min(one.width, box.width)
            for box in filled
        )
    )
    return slots


def _parts(
    values: Sequence[Phrase], phrases: Sequence[Phrase], rulings: Rulings
) -> list[list[Phrase]]:
    """Values that are filled into one place."""
    chosen = {id(one) for one in values}
    parts: list[list[Phrase]] = []
    for one in values:
        home = next(
            (part for part in reversed(parts) if _belongs(part, one, phrases, chosen, rulings)),
            None,
        )
        if home is None:
            parts.append([one])
        else:
            home.append(one)
    return parts


def _belongs(
    part: Sequence[Phrase],
    one: Phrase,
    phrases: Sequence[Phrase],
    chosen: set[int],
    rulings: Rulings,
) -> bool:
    last = part[-1]
    if one.is_comb != last.is_comb:
        return False
    between = [x for x in phrases if id(x) not in chosen and _is_between(x.box, last.box, one.box)]
    if between:
        return False
    cell = rulings.cell(one.box)
    if cell is not None and cell == rulings.cell(last.box):
        return True
    line = rulings.line_below(one.box)
    if line is not None and line == rulings.line_below(last.box) and one.line == last.line:
        return True
    if cell != rulings.cell(last.box):
        return False
    if one.line == last.line:
        return one.box.left - last.box.right < 2.2 * one.box.height and not rulings.stands_between(
            last.box, one.box
        )
    has_label = any(
        x.line == one.line and id(x) not in chosen and x.box.right <= one.box.left + 2
        for x in phrases
    )
    last_line = rulings.line_below(last.box)
    if line is not None and last_line is not None and not has_label:
        return (
            abs(line.left - last_line.left) < 3
            and abs(line.right - last_line.right) < 3
            and 0 < line.middle - last_line.middle < _LINE_PITCH * one.box.height
        )
    return (
        line is None
        and not has_label
        and _ink(one) == _ink(last)
        and abs(one.box.left - part[0].box.left) < 3
        and 0 < one.box.middle - last.box.middle < 1.5 * last.box.height
        and not rulings.parts(last.box, one.box)
    )


def _is_between(x: Box, last: Box, one: Box) -> bool:
    if last.is_level(one):
        return x.is_level(one) and last.right - 1 <= x.center <= one.left + 1
    return last.bottom - 2 <= x.middle <= one.top + 2 and x.shares_width(one) > 0


def _slot(part: Sequence[Phrase], rulings: Rulings) -> Slot:
    box = around(one.box for one in part)
    line = rulings.line_below(part[0].box)
    is_ruled = line is not None
    is_part = False
    if line is not None and not line.width > 3 * max(box.width, 150):
        box = Box(min(line.left, box.left), box.top, max(line.right, box.right), box.bottom)
    for comb in rulings.combs:
        if part[0].is_comb and comb.is_level(box) and comb.shares_width(box) > 0:
            box, is_ruled = comb, True
            is_part = True
    value = " ".join(one.text for one in part)
    cell = rulings.cell(part[0].box) if not is_part else None
    return Slot(box, value, tuple(part), cell, is_ruled=is_ruled, is_part=is_part)
