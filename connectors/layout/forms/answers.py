"""What a page of a form asks, and what was filled in.

words, lines, boxes, fields ─► tick boxes ─► phrases ─► options, headings, values
                            ─► places to be filled in ─► the label of each ─► answers
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from connectors.layout.forms.boxes import Box, Rulings
from connectors.layout.forms.choices import Choice, choices_of
from connectors.layout.forms.headings import headings_of
from connectors.layout.forms.labels import bare_label, readable_name
from connectors.layout.forms.phrases import Phrase, are_alike, phrases_of, without_leaders
from connectors.layout.forms.slots import Slot, give_labels
from connectors.layout.forms.ticks import ticks_of, without_boxes
from connectors.layout.forms.values import slots_of, values_of
from enricher.documents.layout import FormField, WordPage

# Of a page: forms have some hundreds of each, what has more is a drawing or small print.
_MOST_SHAPES = 1_800
_MOST_WORDS = 1_600


@dataclass(frozen=True)
class Answer:
    """A row: what a page prints beside a place, and what was filled in there.

    Attributes:
        printed: the words of the value, where the page prints it.
        field: the name of the field in the file that holds it.
        is_field: whether it comes from a field of the file.
        is_marked: whether a line, a box, a cell or another ink shows that it is to be filled in.
    """

    page: int
    box: Box
    label: str
    labels: tuple[Phrase, ...]
    value: str
    printed: tuple[Phrase, ...] = ()
    field: str = ""
    is_field: bool = False
    is_marked: bool = True
    section: Phrase | None = None


@dataclass(frozen=True)
class Answers:
    """Those of a page, in reading order.

    Attributes:
        section: which goes on behind the page.
        unlabelled: how many values have no label.
    """

    page: int
    answers: tuple[Answer, ...]
    section: Phrase | None
    unlabelled: int


def answers_of(page: WordPage, section: Phrase | None) -> Answers:
    """What is filled in on a page.

    Args:
        section: the heading on an earlier page below which it begins.
    """
    if len(page.shapes) > _MOST_SHAPES or len(page.words) > _MOST_WORDS:
        return Answers(page.number, (), section, 0)
    bare, leaders = without_leaders(page)
    rulings = Rulings(page.shapes, leaders)
    ticks = ticks_of(bare, rulings)
    bare = without_boxes(bare, ticks)
    phrases = phrases_of(bare, rulings, [one.box for one in ticks])
    rulings.leave_out_separators(one.box for one in phrases)
    choices = choices_of(ticks, phrases, rulings)
    options = [phrase for choice in choices for phrase in choice.phrases]
    claimed = {id(one) for one in options}
    free = [one for one in phrases if id(one) not in claimed]
    headings = headings_of(free, options, rulings)
    claimed |= {id(one) for one in headings}
    free = [one for one in free if id(one) not in claimed]
    fields = [one for one in page.fields if one.kind in ("text", "list")]
    values: list[Phrase] = []
    is_filled = any(one.value or one.is_on for one in page.fields)
    if is_filled:
        slots = [_field_slot(one, rulings) for one in fields]
    else:
        values = values_of(free, rulings)
        taken = [one.tick.box for choice in choices for one in choice.options]
        taken += [one.box for one in headings]
        slots = slots_of(values, free, rulings, taken)
    filled = {id(one) for one in values}
    named = [one for one in free if id(one) not in filled]
    give_labels([*slots, *(one.slot for one in choices)], named, rulings)
    answers = [
        *(_written(page.number, one) for one in slots if one.value and _label_of(one)),
        *(answer for one in choices for answer in _chosen(page.number, one)),
    ]
    answers.sort(key=lambda one: (round(one.box.middle / 6), one.box.left))
    headings.sort(key=lambda one: one.box.top)
    placed = []
    for one in answers:
        above = [x for x in headings if x.box.top < one.box.middle]
        placed.append(replace(one, is_field=is_filled, section=above[-1] if above else section))
    return Answers(
        page.number,
        tuple(placed),
        headings[-1] if headings else section,
        sum(1 for one in slots if one.value and not one.label),
    )


def _field_slot(one: FormField, rulings: Rulings) -> Slot:
    box = Box(one.left, one.top, one.right, one.bottom)
    cell = rulings.cell(box)
    is_own = cell is not None and cell.height < box.height + 5 and cell.width < box.width + 8
    value = " ".join(one.value.split())
    return Slot(
        box,
        value,
        cell=None if is_own else cell,
        hint=one.hint,
        name=one.name,
        is_ruled=True,
        is_part=one.kind == "text",
    )


def _label(labels: Sequence[Phrase]) -> str:
    return bare_label(" ".join(one.text for one in labels))


def _label_of(slot: Slot) -> str:
    """What the page prints beside a place, else what the file says of it where that is no number."""
    return _label(slot.label) or bare_label(slot.hint) or readable_name(slot.name)


def _written(page: int, slot: Slot) -> Answer:
    inks = [one[0].ink for one in (slot.words, slot.label) if one]
    return Answer(
        page,
        slot.box,
        _label_of(slot),
        slot.label,
        slot.value,
        slot.words,
        slot.name,
        is_marked=slot.is_ruled or slot.cell is not None or not are_alike(inks[0], inks[-1]),
    )


def _chosen(page: int, choice: Choice) -> Iterator[Answer]:
    slot, options = choice.slot, choice.options
    if slot.label and any(one.phrases for one in options):
        texts = [(one, bare_label(one.text)) for one in choice.chosen if one.phrases]
        if texts:
            yield Answer(
                page,
                slot.box,
                _label(slot.label),
                slot.label,
                "; ".join(text for _, text in texts),
                texts[0][0].phrases,
            )
        return
    if slot.label and len(options) == 1:
        value = "true" if options[0].tick.is_on else "false"
        yield Answer(page, slot.box, _label(slot.label), slot.label, value, slot.label)
        return
    for one in options:
        if one.phrases:
            value = "true" if one.tick.is_on else "false"
            yield Answer(page, one.box, bare_label(one.text), one.phrases, value, one.phrases)
