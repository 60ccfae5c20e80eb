"""Phrases: words of a line that stand together, are set alike, and no line parts."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from connectors.layout.forms.boxes import Box, Rulings
from connectors.layout.lines import Line, PlacedWord, gap, lines_of
from enricher.documents.layout import Ink, Word, WordPage

_WIDE = 0.85  # of a line's height: a gap between phrases
_LEADER = re.compile(r"[._\u2026\u00b7]{4,}|_{2,}|\u2026{2,}")
_NUMBER = re.compile(r"\(?\d{1,2}[a-z]?[.):]?|[A-Za-z][.)]")
_SIZES = 1.2  # of which one is how many times the other where two inks differ


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that are read as one.

    Attributes:
        box: around its words.
        line: the number of its line on the page.
        is_comb: whether each of its letters stands in a box of its own.
    """

    words: tuple[PlacedWord, ...]
    box: Box
    line: int
    is_comb: bool = False
    written: str = ""

    @property
    def text(self) -> str:
        return self.written or " ".join(one.text for one in self.words)

    @property
    def ink(self) -> Ink | None:
        return self.words[0].word.ink


def box_of(one: PlacedWord) -> Box:
    return Box(one.word.left, one.word.top, one.word.right, one.word.bottom)


def without_leaders(page: WordPage) -> tuple[WordPage, list[Box]]:
    """A page without the dots and strokes that lead from a label to its value, and where they are.

    A word keeps its number: what is left of a split one has its place in the text.
    """
    leaders: list[Box] = []
    words: list[Word] = []
    for word in page.words:
        rest = word
        for found in _LEADER.finditer(word.text):
            width = (word.right - word.left) / len(word.text)
            left, right = word.left + width * found.start(), word.left + width * found.end()
            base = word.bottom - 0.2 * word.height
            leaders.append(Box(left, base, right, base))
        if leaders and (bare := _LEADER.split(word.text)) and len(bare) > 1:
            kept = max(bare, key=len)
            at = word.text.index(kept) if kept else 0
            width = (word.right - word.left) / len(word.text)
            rest = replace(
                word,
                text=kept,
                left=word.left + width * at,
                right=word.left + width * (at + len(kept)),
            )
        words.append(rest)
    return replace(page, words=tuple(words)), leaders


def phrases_of(page: WordPage, rulings: Rulings, apart: Sequence[Box]) -> list[Phrase]:
    """The phrases of a page from above.

    Args:
        apart: tick boxes, whose own letters belong to no phrase, and which part phrases.
    """
    found: list[Phrase] = []
    kept = [
        not word.text
        or any(one.holds(Box(word.left, word.top, word.right, word.bottom)) for one in apart)
        for word in page.words
    ]
    for number, line in enumerate(lines_of(page)):
        words = [one for one in line.words if not kept[one.number]]
        combed = [[one for one in words if comb.holds(box_of(one))] for comb in rulings.combs]
        for comb, inside in zip(rulings.combs, combed, strict=True):
            if inside and len(inside[0].text) <= _LONGEST_IN_COMB:
                found.append(_in_comb(inside, comb, rulings, number))
                words = [one for one in words if one not in inside]
        found += (_phrase(part, number) for part in _split(line, words, rulings, apart))
    return sorted(found, key=lambda one: (one.line, one.box.left))


_LONGEST_IN_COMB = 40


def _in_comb(words: Sequence[PlacedWord], comb: Box, rulings: Rulings, line: int) -> Phrase:
    edges = sorted(
        {
            round(one.center)
            for one in rulings.upright
            if comb.left - 1 <= one.center <= comb.right + 1
            and one.top <= comb.middle <= one.bottom
        }
    )
    pitch = comb.width / max(1, len(edges) - 1)
    text = words[0].text
    for before, then in itertools.pairwise(words):
        cells = round((then.left - before.right) / pitch)
        text += (" " if cells > 1 or then.left - before.right > 1.2 * pitch else "") + then.text
    return replace(_phrase(words, line), is_comb=True, written=text)


def _phrase(words: Sequence[PlacedWord], line: int) -> Phrase:
    return Phrase(
        tuple(words),
        Box(
            words[0].left,
            min(one.word.top for one in words),
            max(one.right for one in words),
            max(one.word.bottom for one in words),
        ),
        line,
    )


def _split(
    line: Line, words: Sequence[PlacedWord], rulings: Rulings, apart: Sequence[Box]
) -> Iterator[Sequence[PlacedWord]]:
    level = [one for one in apart if one.top < line.bottom and one.bottom > line.top]
    start = 0
    for at in range(1, len(words) + 1):
        if at < len(words) and not _is_parted(
            words[start], words[at - 1], words[at], rulings, level
        ):
            continue
        if at > start:
            yield words[start:at]
        start = at


def _is_parted(
    first: PlacedWord, before: PlacedWord, then: PlacedWord, rulings: Rulings, apart: Sequence[Box]
) -> bool:
    is_numbered = first is before and _NUMBER.fullmatch(before.text) is not None
    if gap(before, then) > (2.5 if is_numbered else _WIDE):
        return True
    if not are_alike(before.word.ink, then.word.ink) and not is_numbered:
        return True
    if before.text.endswith(":"):
        return True
    a, b = box_of(before), box_of(then)
    return rulings.stands_between(a, b) or any(
        a.right - 1 < one.center < b.left + 1 for one in apart
    )


def are_alike(one: Ink | None, other: Ink | None) -> bool:
    """Whether two are set alike: in one font, one colour, and about one size."""
    if one is None or other is None:
        return one is other
    small, large = sorted((max(one.size, 0.1), max(other.size, 0.1)))
    return (one.font, one.color) == (other.font, other.color) and large <= _SIZES * small
