"""Where on the picture of a page words stand that are known by their offsets in its text.

    offsets in the page's text --its characters, what stands around--> characters drawn -> rectangles

The text of a document and the characters on its pages come from two readers, which break lines,
spell ligatures and order columns each in its own way. So words are looked for by their characters
without blanks and hyphens, and told from equal words by what stands around them. Where that leaves
a doubt there is no rectangle rather than a wrong one. What is longer than a line and stands nowhere
as a whole, as a clause that runs on in the next column, is looked for line by line.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from enricher.text.anchors import Place, shared_start

_CONTEXT = 30  # characters on each side, as readers agree on a line of text or so
_ENOUGH = 8  # of them in all, where words stand more than once on a page
_MOST = 300  # equal words on a page: each would be compared with each
_LINE = 60  # characters, within which two readers agree on the order of words
_HYPHENS = frozenset("-\u00ad\u2010\u2011\ufffe\u0002")
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A part of a page, as fractions of its width and height from its upper left corner."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """The characters that a page draws, in the order of its own text, each with its place."""

    text: str
    boxes: tuple[Rectangle | None, ...]

    def __post_init__(self) -> None:
        if len(self.text) != len(self.boxes):
            raise ValueError(f"{len(self.text)} characters have {len(self.boxes)} boxes")


@dataclass(frozen=True, slots=True)
class _Solid:
    """A text as it is compared, and of each of its characters the one that it is of."""

    text: str
    origin: tuple[int, ...]
    starts: frozenset[int]
    """Where words begin; the end of the text is one such place."""


def find_rectangles(
    text: str, places: Sequence[Place], drawn: DrawnPage
) -> list[tuple[Rectangle, ...]]:
    """The rectangles of each place, one a line; none where it cannot be told.

    Args:
        text: of the page, as the document has it.
        places: half-open, in characters of `text`.
    """
    own, other = _solid(text), _solid(drawn.text)
    number_of = {origin: number for number, origin in reversed(list(enumerate(own.origin)))}
    found: list[tuple[Rectangle, ...]] = []
    for start, end in places:
        parts = [(start, end)]
        there = [_find_part(own, part, number_of, other) for part in parts]
        if there == [None] and end - start > _LINE:
            parts = _line_by_line(text, start, end)
            there = [_find_part(own, part, number_of, other) for part in parts]
        found.append(tuple(_lines(other, [one for one in there if one is not None], drawn)))
    return found


def _find_part(
    own: _Solid, part: Place, number_of: Mapping[int, int], other: _Solid
) -> Place | None:
    solid = [number_of[at] for at in range(*part) if at in number_of]
    return _find(own, (solid[0], _behind(own, solid[-1])), other) if solid else None


def _line_by_line(text: str, start: int, end: int) -> list[Place]:
    """Stretches of whole words, none over the end of a line."""
    lines: list[Place] = []
    for word in _WORD.finditer(text, start, end):
        first, last = lines[-1] if lines else (start - _LINE, start)
        if word.end() - first <= _LINE and "\n" not in text[last : word.start()]:
            lines[-1] = (first, word.end())
        else:
            lines.append(word.span())
    return lines


def _solid(text: str) -> _Solid:
    letters: list[str] = []
    origin: list[int] = []
    starts: set[int] = set()
    is_apart = True
    for at, character in enumerate(text):
        if character.isspace():
            is_apart = True
            continue
        if character in _HYPHENS:
            continue
        if is_apart or not (character.isalnum() and text[at - 1].isalnum()):
            starts.add(len(letters))
        is_apart = False
        for one in unicodedata.normalize("NFKC", character).casefold():
            if not one.isspace():
                letters.append(one)
                origin.append(at)
    starts.add(len(letters))
    return _Solid("".join(letters), tuple(origin), frozenset(starts))


def _behind(solid: _Solid, last: int) -> int:
    """The end of a place whose last character begins at `last`: a ligature makes several."""
    end = last + 1
    while end < len(solid.origin) and solid.origin[end] == solid.origin[last]:
        end += 1
    return end


def _find(own: _Solid, place: Place, other: _Solid) -> Place | None:
    words = own.text[place[0] : place[1]]
    is_whole = place[0] in own.starts, place[1] in own.starts
    there = list(_occurrences(other, words, is_whole))
    if not 0 < len(there) <= _MOST:
        return None
    here = list(_occurrences(own, words, is_whole))
    if len(there) == 1 and len(here) == 1:
        return there[0]
    scores = [_agreement(own.text, place, other.text, one) for one in there]
    best = max(scores)
    if best < _ENOUGH:
        return None
    equal = [one for one, score in zip(there, scores, strict=True) if score == best]
    if len(equal) == 1:
        return equal[0]
    # As in the blanks of a form: then both texts have to have as many, in one order.
    if len(there) == len(here) and len(equal) == len(there):
        return there[here.index(place)]
    return None


def _occurrences(solid: _Solid, words: str, is_whole: tuple[bool, bool]) -> Iterator[Place]:
    at = solid.text.find(words)
    while at >= 0:
        end = at + len(words)
        if (not is_whole[0] or at in solid.starts) and (not is_whole[1] or end in solid.starts):
            yield at, end
        at = solid.text.find(words, at + 1)


def _agreement(own: str, place: Place, other: str, there: Place) -> int:
    before = shared_start(
        own[max(0, place[0] - _CONTEXT) : place[0]][::-1],
        other[max(0, there[0] - _CONTEXT) : there[0]][::-1],
    )
    return before + shared_start(
        own[place[1] : place[1] + _CONTEXT], other[there[1] : there[1] + _CONTEXT]
    )


def _lines(solid: _Solid, places: Sequence[Place], drawn: DrawnPage) -> Iterator[Rectangle]:
    """The boxes of some characters, those of a line as one."""
    line: Rectangle | None = None
    for at in dict.fromkeys(at for start, end in places for at in solid.origin[start:end]):
        box = drawn.boxes[at]
        if box is None:
            continue
        if line is not None and _is_of(line, box):
            line = Rectangle(
                min(line.left, box.left),
                min(line.top, box.top),
                max(line.right, box.right),
                max(line.bottom, box.bottom),
            )
            continue
        if line is not None:
            yield line
        line = box
    if line is not None:
        yield line


def _is_of(line: Rectangle, box: Rectangle) -> bool:
    """Whether a box goes on with a line, or with a column of turned text."""
    across = min(line.bottom, box.bottom) - max(line.top, box.top)
    along = min(line.right, box.right) - max(line.left, box.left)
    is_level = across > 0.5 * min(line.bottom - line.top, box.bottom - box.top)
    is_upright = along > 0.5 * min(line.right - line.left, box.right - box.left)
    return is_level or (is_upright and across > -0.005)
