"""Labels, and what stands right of them, below them, or in a column of a little table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from connectors.layout.invoices.names import label_at, plain
from connectors.layout.invoices.sheet import Level, Run, Sheet
from connectors.layout.lines import PlacedWord, written

_BELOW = 2.4  # heights down to a value under its label
_FAR = 320.0  # points from a label to a value in its line


@dataclass(frozen=True, slots=True)
class Label:
    """A label where it stands.

    Attributes:
        meanings: as `names.label_at` has them.
        rest: what follows in the same run, up to the next label.
        is_first: whether it begins its run.
        is_marked: whether a colon or the like stands behind it.
    """

    meanings: frozenset[str]
    words: tuple[PlacedWord, ...]
    rest: tuple[PlacedWord, ...]
    run: Run
    is_first: bool
    is_marked: bool

    @property
    def at(self) -> int:
        return self.run.at

    @property
    def name(self) -> str:
        return plain(written(self.words))

    def has(self, *kinds: str) -> bool:
        return any(one.startswith(kinds) for one in self.meanings)


@dataclass(frozen=True, slots=True)
class Value:
    """What may be the value of a label, and where it stands to it.

    Attributes:
        place: `inside` (the same run), `right` or `below`.
    """

    words: tuple[PlacedWord, ...]
    place: str


def labels_of(sheet: Sheet) -> list[Label]:
    return [label for run in sheet.runs for label in _labels_in(run)]


def _labels_in(run: Run) -> Iterator[Label]:
    words = run.words
    found: list[tuple[int, int, frozenset[str]]] = []
    start = 0
    while start < len(words):
        meanings, end = label_at(words, start)
        end = _behind_brackets(words, end) if meanings else end
        if meanings and (start == 0 or _may_begin(words, start, end, meanings)):
            found.append((start, end, meanings))
            start = end
        else:
            start += 1
    for number, (start, end, meanings) in enumerate(found):
        stop = found[number + 1][0] if number + 1 < len(found) else len(words)
        last = words[end - 1].text
        is_marked = last.endswith((":", "#")) or last in (":", "-", "\u2013", "|", ".")
        yield Label(
            meanings, tuple(words[start:end]), tuple(words[end:stop]), run, start == 0, is_marked
        )


def _behind_brackets(words: Sequence[PlacedWord], end: int) -> int:
    """The word behind a remark in brackets at a label: `Buyer (Bill to)`."""
    if end >= len(words) or not words[end].text.startswith("("):
        return end
    for at in range(end, min(len(words), end + 5)):
        if words[at].text.rstrip(":").endswith(")"):
            inner = written(words[end : at + 1])
            return end if any(one.isdigit() for one in inner) else at + 1
    return end


def _may_begin(words: Sequence[PlacedWord], start: int, end: int, meanings: frozenset[str]) -> bool:
    """Whether a label stands inside a run: behind other words one of few letters says nothing."""
    if words[start - 1].text.endswith((":", "/")) and not words[end - 1].text.endswith(":"):
        return end - start > 1
    strong = {"number.strong", "dates.issued", "dates.due", "dates.other", "orders.strong"}
    if meanings & strong and len(plain(written(words[start:end]))) > 4:
        return True
    if words[end - 1].text.endswith((":", "#")):
        return True
    return meanings <= {"dates.weak"} or "number.weak" in meanings


def values_of(label: Label, sheet: Sheet, labels: dict[int, list[Label]]) -> Iterator[Value]:
    """What may be the value of a label, the likeliest first.

    Args:
        labels: those of each line.
    """
    if label.rest:
        yield Value(label.rest, "inside")
        return
    level = sheet.levels[label.at]
    right = _right_of(label, sheet, labels)
    below = [Value(one, "below") for one in _below(label, sheet, labels)]
    if right is None:
        yield from below
        return
    if _is_row_of_labels(level, labels) and below:
        yield from below
        yield Value(right.words, "right")
    else:
        yield Value(right.words, "right")
        yield from below


def _is_row_of_labels(level: Level, labels: dict[int, list[Label]]) -> bool:
    runs = [one for one in labels.get(level.at, ()) if one.is_first]
    return len(runs) > 1 and not any(one.isdigit() for one in level.line.text)


def _right_of(label: Label, sheet: Sheet, labels: dict[int, list[Label]]) -> Run | None:
    """The next run in the line, or on the height of the label, that is no label itself."""
    run = label.run
    if label.words[-1] is not run.words[-1]:
        return None
    middle = (run.top + run.bottom) / 2
    beside = [
        other
        for level in sheet.levels[max(0, label.at - 2) : label.at + 3]
        if level.page == run.page
        for other in level.runs
        if run.right < other.left < run.right + _FAR and other.top - 1 <= middle <= other.bottom + 1
    ]
    nearest = min(beside, key=lambda one: one.left, default=None)
    if nearest is None or _begins_with_label(nearest, labels) or nearest.text.endswith(":"):
        return None
    return nearest


def _begins_with_label(run: Run, labels: dict[int, list[Label]]) -> bool:
    return any(
        one.is_first
        and one.run is run
        and not one.meanings <= {"dates.weak", "number.weak"}
        and not (one.name in ("po", "bc", "order") and one.rest and not one.is_marked)
        for one in labels.get(run.at, ())
    )


def _below(
    label: Label, sheet: Sheet, labels: dict[int, list[Label]]
) -> Iterator[tuple[PlacedWord, ...]]:
    left, right = label.words[0].left, label.words[-1].right
    for level in sheet.below(label.at, _BELOW):
        under = [run for run in level.runs if run.left < right + 2 and run.right > left - 2]
        for run in under:
            if run.top < label.run.bottom - 0.4 * label.run.height:
                continue
            if _begins_with_label(run, labels):
                return
            # Of a run that is wider than its label the words below it, as where columns are close.
            words = run.words
            if run.left < left - 12:
                words = tuple(one for one in words if one.left > left - 4)
            if words:
                yield words
        if under:
            return
