"""Places of a form where something is filled in, and the label that each has on the page.

For each place the phrases beside it are candidates: in its cell, left of it, above or below. What most
places of a page have is what is expected of the others. No phrase is the label of two.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from connectors.layout.forms.boxes import Box, Rulings
from connectors.layout.forms.labels import has_letters, is_prose
from connectors.layout.forms.phrases import Phrase, are_alike
from connectors.structured.letters import fold

Relation = Literal["inside", "left", "above", "below"]

_DATE_PATTERN = re.compile(r"(?:(?:[DTGJ]{1,2}|MM?|[YJA]{2,4})[\s./-]*)+", re.IGNORECASE)
_PARTS_APART = 18.0  # points
_FARTHEST_LEFT = 330.0  # points
_PER_POINT_LEFT = 0.22
_PER_POINT = 1.5
_UNUSUAL = 16.0  # what a relation that no other place has costs
_EMPTY = 4.0  # what a place costs that has no value: rulings are not all there to be filled in
_SAME_WORDS = 25.0  # what a hint that says the same is worth


@dataclass(eq=False)
class Slot:
    """A place to be filled in.

    Attributes:
        box: where it is.
        value: "" where it is empty.
        words: by which the value is printed.
        cell: the cell that it is in, with other words perhaps.
        hint: what the file says of it beside what it prints.
        relations: those in which its label may stand.
        most: what its label may cost.
        is_part: whether it may be one of several places that one answer goes into.
        is_ruled: whether a line, a box or a field marks it, so that it need not hold anything.
    """

    box: Box
    value: str = ""
    words: tuple[Phrase, ...] = ()
    cell: Box | None = None
    hint: str = ""
    name: str = ""
    relations: frozenset[Relation] = frozenset(["inside", "left", "above", "below"])
    is_ruled: bool = False
    most: float = 60.0
    is_part: bool = False
    label: tuple[Phrase, ...] = field(default=(), init=False)
    relation: Relation | None = field(default=None, init=False)


def give_labels(slots: Sequence[Slot], phrases: Sequence[Phrase], rulings: Rulings) -> None:
    """Set the label of each slot for which the page has one.

    Args:
        phrases: that may be labels: neither values nor headings.
    """
    named = [
        one for one in phrases if has_letters(one.text) and not _DATE_PATTERN.fullmatch(one.text)
    ]
    found = [
        (cost + (0.0 if slot.value else _EMPTY), relation, slot, phrase)
        for slot in slots
        for cost, relation, phrase in _candidates(slot, slots, named, rulings)
    ]
    best: dict[int, tuple[float, Relation]] = {}
    for cost, relation, slot, _ in found:
        if cost < best.get(id(slot), (slot.most, relation))[0]:
            best[id(slot)] = cost, relation
    usual = Counter(relation for _, relation in best.values())
    most = max(usual.values(), default=1)
    ranked = sorted(
        (
            (cost + _UNUSUAL * (1 - usual[relation] / most) * (relation != "inside"), at)
            for at, (cost, relation, _, _) in enumerate(found)
        ),
    )
    used: set[int] = set()
    for cost, at in ranked:
        _, relation, slot, phrase = found[at]
        if cost < slot.most and not slot.label and id(phrase) not in used:
            slot.label, slot.relation = (phrase,), relation
            used.add(id(phrase))
    _join_parts(slots)
    for slot in slots:
        if slot.label:
            slot.label = _whole(slot, named, used, rulings)


def _join_parts(slots: Sequence[Slot]) -> None:
    """Give what stands right behind a place with a label, and has none, to that place: parts of a date."""
    first: dict[int, Slot] = {}
    for slot in sorted(slots, key=lambda one: one.box.left):
        if slot.label or not slot.is_part:
            continue
        before = [
            one
            for one in slots
            if one is not slot
            and one.is_part
            and one.box.is_level(slot.box)
            and -2 <= slot.box.left - one.box.right < _PARTS_APART
        ]
        if before:
            home = first.get(id(before[0]), before[0])
            first[id(slot)] = home
            if home.label:
                home.value = f"{home.value} {slot.value}".strip()
                slot.value = ""


def _candidates(
    slot: Slot, slots: Sequence[Slot], phrases: Sequence[Phrase], rulings: Rulings
) -> Iterator[tuple[float, Relation, Phrase]]:
    left = _left_of(slot, slots, phrases)
    for phrase in phrases:
        same = -_SAME_WORDS * (slot.hint != "" and fold(phrase.text) in fold(slot.hint))
        relation, cost = _relation(slot, phrase, left, rulings)
        if relation is None or relation not in slot.relations:
            continue
        if relation in ("above", "below") and _is_blocked(slot, phrase, slots):
            continue
        if is_prose(phrase.text):
            cost += 12.0
        yield cost + same, relation, phrase


def _relation(
    slot: Slot, phrase: Phrase, left: Phrase | None, rulings: Rulings
) -> tuple[Relation | None, float]:
    box, own = slot.box, phrase.box
    if slot.cell is not None and slot.cell.holds(own, 0):
        if own.bottom <= box.middle and own.left < box.right:
            return "inside", 0.5 * max(0.0, box.top - own.bottom)
        if own.is_level(box) and own.right <= box.left + 3:
            return "inside", 1.0 if phrase is left else 30.0
        return ("inside", 14.0) if own.top >= box.middle else (None, 0.0)
    if phrase is left:
        return "left", _PER_POINT_LEFT * max(0.0, box.left - own.right)
    outer = slot.cell or box
    if own.left < outer.left - 14 or own.left > max(outer.left + 40, outer.center):
        return None, 0.0
    aside = 0.3 * abs(own.left - outer.left)
    apart = outer.top - own.bottom
    if -4 <= apart <= 1.3 * own.height + 2 and own.middle < box.top:
        edge = Box(outer.left, outer.top - 2.5, outer.right, outer.top - 2.5)
        if not rulings.parts(own, edge):
            return "above", 3 + _PER_POINT * max(0.0, apart) + aside
    apart = own.top - outer.bottom
    if slot.is_ruled and -4 <= apart <= 0.9 * own.height and own.middle > box.bottom:
        return "below", 5 + _PER_POINT * max(0.0, apart) + aside
    return None, 0.0


def _left_of(slot: Slot, slots: Sequence[Slot], phrases: Sequence[Phrase]) -> Phrase | None:
    """The phrase on the level of a slot that stands next to it on its left, if no other slot does."""
    level = [
        one
        for one in phrases
        if one.box.is_level(slot.box)
        and (one.box.right <= slot.box.left + 4 or (slot.name and one.box.center < slot.box.left))
        and slot.box.left - one.box.right < _FARTHEST_LEFT
        and one not in slot.words
    ]
    if not level:
        return None
    nearest = max(level, key=lambda one: (one.box.right, -abs(one.box.middle - slot.box.middle)))
    for other in slots:
        box = other.box
        if (
            other is not slot
            and box.is_level(slot.box)
            and nearest.box.right - 4 < box.center < slot.box.left
        ):
            return None
    return nearest


def _is_blocked(slot: Slot, phrase: Phrase, slots: Sequence[Slot]) -> bool:
    """Whether another slot lies between a slot and a phrase above or below it, or has the phrase inside."""
    low = min(slot.box.middle, phrase.box.middle)
    high = max(slot.box.middle, phrase.box.middle)
    return any(
        (low < other.box.middle < high and other.box.shares_width(phrase.box) > 2)
        or (other.cell is not None and other.cell != slot.cell and other.cell.holds(phrase.box, 0))
        for other in slots
        if other is not slot
    )


def _whole(
    slot: Slot, phrases: Sequence[Phrase], used: set[int], rulings: Rulings
) -> tuple[Phrase, ...]:
    """A label with its other lines, and with what stands right behind it in another ink."""
    label = list(slot.label)
    for step in (-1, 1):
        while True:
            end = label[0] if step < 0 else label[-1]
            more = next(
                (
                    one
                    for one in phrases
                    if id(one) not in used and _goes_on(end, one, step, rulings)
                ),
                None,
            )
            if more is None or (step > 0 and slot.relation == "above"):
                break
            used.add(id(more))
            label.insert(0 if step < 0 else len(label), more)
    first = label[0]
    before = [
        one
        for one in phrases
        if id(one) not in used
        and one.line == first.line
        and 0 <= first.box.left - one.box.right < 0.6 * first.box.height
        and not one.text.endswith(":")
    ]
    if before and slot.relation in ("left", "inside"):
        used.add(id(before[-1]))
        label.insert(0, before[-1])
    return tuple(label)


def _goes_on(end: Phrase, one: Phrase, step: int, rulings: Rulings) -> bool:
    upper, lower = (one, end) if step < 0 else (end, one)
    apart = lower.box.top - upper.box.bottom
    is_aligned = abs(one.box.left - end.box.left) < 2.5 or abs(one.box.right - end.box.right) < 2.5
    return (
        one is not end
        and is_aligned
        and -0.5 * end.box.height < apart < 0.3 * end.box.height
        and upper.box.middle < lower.box.top + 1
        and are_alike(one.ink, end.ink)
        and not upper.text.endswith((":", "?"))
        and not rulings.parts(upper.box, lower.box)
        and (lower.text[:1].islower() or not lower.text[:1].isalpha() or upper.text.endswith(","))
    )
