"""Tick boxes and radio circles of a page, and which of them are marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from connectors.layout.forms.boxes import Box, Rulings, box_of, is_small_square
from enricher.documents.layout import Shape, Word, WordPage

_MOST_FRAMES = 300  # of a page: a code or a pattern has more
_DARK = 140  # of 255
_EMPTY = frozenset("☐□❏❐❑❒▢◻◽○◯⚪⬜❍\uf0a8\uf06f\uf0a3\uf072\uf071")
_MARKED = frozenset("☑☒▣⊠⊗◉⦿🗹🗷\uf0fe\uf0fd\uf053\uf054\uf052")
_MARKS = frozenset("✓✔✗✘✕✖\u00d7xX●•■⚫⬤v\uf0fc\uf0fb")
_DOUBTFUL = frozenset("✓✔✗✘✕✖●■⚫⬤\uf0fc\uf0fb")
_WRITTEN = re.compile(r"\[([xX✓✔*]?)\]|\(([xX✓✔])\)")


@dataclass(frozen=True, slots=True)
class Tick:
    """A box to be ticked.

    Attributes:
        group: what the buttons share of which one can be chosen, "" where that is not known.
        words: by which it is printed, as numbers of the page's words.
    """

    box: Box
    is_on: bool
    group: str = ""
    words: tuple[int, ...] = ()


def ticks_of(page: WordPage, rulings: Rulings) -> list[Tick]:
    """The tick boxes of a page: those of its fields, drawn ones, and letters that look like some."""
    found = [
        Tick(
            Box(one.left, one.top, one.right, one.bottom),
            one.is_on,
            one.name if one.kind == "radio" else "",
        )
        for one in page.fields
        if one.kind in ("check", "radio")
    ]
    for tick in (*_drawn(page, rulings), *_written(page.words), *_glyphs(page.words)):
        if not any(one.box.holds(tick.box, 3) or tick.box.holds(one.box, 3) for one in found):
            found.append(tick)
    return found


def _drawn(page: WordPage, rulings: Rulings) -> Iterator[Tick]:
    frames: list[tuple[Box, Shape]] = []
    for shape in page.shapes:
        box = box_of(shape)
        is_frame = shape.kind in ("box", "round") and is_small_square(box)
        if not is_frame or any(comb.holds(box) for comb in rulings.combs):
            continue
        if shape.fill is not None and _is_dark(shape.fill) and any(f.holds(box) for f, _ in frames):
            continue  # the mark in another
        frames.append((box, shape))
    if len(frames) > _MOST_FRAMES:
        return
    outer: list[tuple[Box, Shape]] = []
    for box, shape in sorted(frames, key=lambda one: -one[0].width):
        if not any(one.holds(box) for one, _ in outer):
            outer.append((box, shape))
    for box, shape in outer:
        inside = [
            number
            for number, word in enumerate(page.words)
            if len(word.text) <= 2 and box.holds(_box(word), 1)
        ]
        letters = [page.words[one] for one in inside if page.words[one].ink is not None]
        is_on = (
            any(one.text in _MARKS or len(one.text) == 1 for one in letters)
            or any(_is_mark(one, box, shape) for one in page.shapes)
            or (shape.fill is not None and _is_dark(shape.fill))
        )
        yield Tick(box, is_on, words=tuple(inside))


def _is_mark(one: Shape, frame: Box, shape: Shape) -> bool:
    box = box_of(one)
    if one is shape or not frame.holds(box, 1) or box.width > frame.width + 8:
        return False
    if one.kind == "mark":
        return True
    is_inside = 0.25 * frame.width < box.width < 0.95 * frame.width
    return one.fill is not None and _is_dark(one.fill) and is_inside


def _is_dark(color: int) -> bool:
    return 0.3 * (color >> 16) + 0.6 * (color >> 8 & 255) + 0.1 * (color & 255) < _DARK


def _written(words: Sequence[Word]) -> Iterator[Tick]:
    """`[x]`, `[ ]`, `(x)`."""
    for number, word in enumerate(words):
        if found := _WRITTEN.fullmatch(word.text):
            yield Tick(_box(word), bool(found[1] or found[2]), words=(number,))
        if word.text == "[" and number + 1 < len(words):
            end = next(
                (
                    at
                    for at in range(number + 1, min(number + 3, len(words)))
                    if words[at].text == "]"
                ),
                None,
            )
            if end is not None and words[end].left - word.right < 2 * word.height:
                box = Box(word.left, word.top, words[end].right, word.bottom)
                yield Tick(box, end > number + 1, words=tuple(range(number, end + 1)))


def _glyphs(words: Sequence[Word]) -> Iterator[Tick]:
    letters = [(number, word) for number, word in enumerate(words) if len(word.text) == 1]
    if not any(word.text in _EMPTY or word.text in _MARKED for _, word in letters):
        return  # ticks alone are bullets of a list
    for number, word in letters:
        if word.text in _EMPTY:
            yield Tick(_box(word), is_on=False, words=(number,))
        elif word.text in _MARKED or word.text in _DOUBTFUL:
            yield Tick(_box(word), is_on=True, words=(number,))


def _box(word: Word) -> Box:
    return Box(word.left, word.top, word.right, word.bottom)


def without_boxes(page: WordPage, ticks: Iterable[Tick]) -> WordPage:
    """A page whose words have no letters for the boxes before them, as OCR reads some: `CJMr`."""
    words = list(page.words)
    for tick in ticks:
        for number, word in enumerate(words):
            if word.ink is not None or not _box(word).is_level(tick.box):
                continue
            covered = (tick.box.right - word.left) / max(word.right - word.left, 0.1)
            if not -1 < tick.box.left - word.left < 3 or not 0 < covered < 1:
                continue
            count = round(covered * len(word.text))
            words[number] = replace(
                word, text=word.text[count:], left=min(tick.box.right + 0.5, word.right)
            )
    return replace(page, words=tuple(words))


def rows_of(ticks: Iterable[Tick]) -> list[list[Tick]]:
    """Ticks on one level, from above, each row from the left."""
    rows: list[list[Tick]] = []
    for one in sorted(ticks, key=lambda tick: (tick.box.middle, tick.box.left)):
        if rows and abs(rows[-1][0].box.middle - one.box.middle) < 0.5 * one.box.height:
            rows[-1].append(one)
        else:
            rows.append([one])
    return [sorted(row, key=lambda tick: tick.box.left) for row in rows]
