"""Questions with tick boxes: the options of each, and which are chosen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from connectors.layout.forms.boxes import Box, Rulings, around
from connectors.layout.forms.phrases import Phrase, are_alike
from connectors.layout.forms.slots import Slot
from connectors.layout.forms.ticks import Tick, rows_of

_REACH = 22.0  # points from a box to its text
_PITCH = 2.6  # of a line's height from one row of options to the next
_SHORT = 3  # words of an option; what has more may be a sentence that stands for itself
_MOST_OF_SENTENCES = 20.0  # what a label of such may cost


@dataclass(frozen=True)
class Option:
    """A box, and the text beside it."""

    tick: Tick
    phrases: tuple[Phrase, ...]

    @property
    def text(self) -> str:
        return " ".join(one.text for one in self.phrases)

    @property
    def box(self) -> Box:
        return around([self.tick.box, *(one.box for one in self.phrases)])


@dataclass(eq=False)
class Choice:
    """Options that answer one question; its slot is where its label belongs."""

    options: tuple[Option, ...]
    slot: Slot

    @property
    def chosen(self) -> tuple[Option, ...]:
        return tuple(one for one in self.options if one.tick.is_on)

    @property
    def phrases(self) -> Iterator[Phrase]:
        for one in self.options:
            yield from one.phrases


def choices_of(ticks: Sequence[Tick], phrases: Sequence[Phrase], rulings: Rulings) -> list[Choice]:
    """The questions of a page that have tick boxes, from above."""
    rows: list[list[Option]] = []
    for row in rows_of(ticks):
        options = _options(row, phrases, ticks)
        claimed = {id(phrase) for one in options for phrase in one.phrases}
        rows += _parted(options, [one for one in phrases if id(one) not in claimed])
    return [_choice(options, rulings) for options in _stacked(rows, phrases, rulings)]


def _options(row: Sequence[Tick], phrases: Sequence[Phrase], ticks: Sequence[Tick]) -> list[Option]:
    right = [_beside(one, phrases, ticks, 1) for one in row]
    left = [_beside(one, phrases, ticks, -1) for one in row]
    is_left = all(left) and (
        not all(right)
        or sum(_gap(t, p) for t, p in zip(row, left, strict=True))
        < 0.7 * sum(_gap(t, p) for t, p in zip(row, right, strict=True))
    )
    if is_left and len(row) > 1:
        return [Option(t, (p,) if p else ()) for t, p in zip(row, left, strict=True)]
    return [
        Option(t, _wrapped(p, phrases, ticks) if p else ()) for t, p in zip(row, right, strict=True)
    ]


def _beside(
    tick: Tick, phrases: Sequence[Phrase], ticks: Sequence[Tick], side: int
) -> Phrase | None:
    box = tick.box
    found = [
        one
        for one in phrases
        if abs(one.box.middle - box.middle) < 0.5 * max(box.height, one.box.height)
        and -2.5 <= (one.box.left - box.right if side > 0 else box.left - one.box.right) <= _REACH
    ]
    nearest = min(found, key=lambda one: abs(one.box.center - box.center), default=None)
    if nearest is None:
        return None
    low, high = sorted((nearest.box.center, box.center))
    is_taken = any(
        other is not tick
        and low < other.box.center < high
        and abs(other.box.middle - box.middle) < 0.5 * box.height
        for other in ticks
    )
    return None if is_taken else nearest


def _gap(tick: Tick, phrase: Phrase | None) -> float:
    if phrase is None:
        return _REACH
    box, own = tick.box, phrase.box
    return max(0.0, own.left - box.right if own.left > box.left else box.left - own.right)


def _wrapped(first: Phrase, phrases: Sequence[Phrase], ticks: Sequence[Tick]) -> tuple[Phrase, ...]:
    """The text of an option with its further lines and its parts in another ink."""
    found = [first]
    for one in phrases:
        last = found[-1]
        goes_on = (
            one.line == last.line
            and 0 <= one.box.left - last.box.right < 0.5 * last.box.height
            and not any(
                last.box.right < t.box.center < one.box.left for t in ticks if _level(t, one)
            )
        )
        apart = one.box.top - last.box.bottom
        is_next_line = (
            abs(one.box.left - first.box.left) < 2.5
            and one.box.middle > last.box.bottom
            and apart < 0.35 * last.box.height
            and are_alike(one.ink, first.ink)
            and not any(_level(t, one) and t.box.center < one.box.left for t in ticks)
            and len(last.text.split()) > 3
        )
        if goes_on or is_next_line:
            found.append(one)
    return tuple(found)


def _level(tick: Tick, phrase: Phrase) -> bool:
    return abs(tick.box.middle - phrase.box.middle) < 0.6 * max(tick.box.height, phrase.box.height)


def _parted(options: Sequence[Option], phrases: Sequence[Phrase]) -> Iterator[list[Option]]:
    """Options of one level by question: the next begins where another text, or another group, does."""
    start = 0
    for at in range(1, len(options) + 1):
        if at < len(options):
            before, then = options[at - 1], options[at]
            is_other = before.tick.group != then.tick.group
            is_parted = any(
                before.box.right - 2 < one.box.left
                and one.box.right < then.box.left + 2
                and _level(then.tick, one)
                for one in phrases
            )
            if not is_other and not is_parted:
                continue
        yield list(options[start:at])
        start = at


def _stacked(
    rows: Sequence[list[Option]], phrases: Sequence[Phrase], rulings: Rulings
) -> list[list[Option]]:
    """Rows of options one below the other as one question."""
    claimed = {id(phrase) for row in rows for one in row for phrase in one.phrases}
    others = [one for one in phrases if id(one) not in claimed]
    stacks: list[list[list[Option]]] = []
    for row in rows:
        home = next(
            (stack for stack in reversed(stacks) if _continues(stack[-1], row, others, rulings)),
            None,
        )
        if home is None:
            stacks.append([row])
        else:
            home.append(row)
    return [[option for row in stack for option in row] for stack in stacks]


def _continues(
    above: Sequence[Option], row: Sequence[Option], others: Sequence[Phrase], rulings: Rulings
) -> bool:
    first, then = above[0], row[0]
    if first.tick.group and first.tick.group == then.tick.group:
        return True
    if first.tick.group != then.tick.group:
        return False
    if not first.phrases or not then.phrases:
        return False
    if len(row) < len(above) and any(len(one.text.split()) > _SHORT for one in row):
        return False
    upper, lower = first.box, then.box
    pitch = then.tick.box.middle - first.phrases[-1].box.middle
    if (
        abs(first.tick.box.left - then.tick.box.left) > 3
        or not 0 < pitch < _PITCH * first.phrases[0].box.height
    ):
        return False
    region = Box(0, first.tick.box.bottom, 10_000, then.tick.box.bottom)
    has_label = any(
        (one.box.right <= lower.left + 2 and region.top - 3 < one.box.middle < region.bottom + 3)
        or (upper.bottom - 1 < one.box.middle < lower.top + 1 and one.box.shares_width(lower) > 0)
        for one in others
    )
    return not has_label and not rulings.parts(first.tick.box, then.tick.box)


def _choice(options: Sequence[Option], rulings: Rulings) -> Choice:
    box = around(one.box for one in options)
    cell = rulings.cell(options[0].tick.box)
    is_own = cell is not None and cell.width < 2.2 * options[0].tick.box.width
    slot = Slot(box, cell=None if is_own else cell, is_ruled=True)
    words = sum(len(one.text.split()) for one in options)
    if words > _SHORT * len(options):
        slot.most = _MOST_OF_SENTENCES
    if len(options) == 1 and options[0].phrases:
        slot.relations = frozenset(["inside", "left"])
    return Choice(tuple(options), slot)
