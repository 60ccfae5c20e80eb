"""Literal names from a schema, found as whole words in one pass however many there are.

Case and the width of blanks do not count, so a name is found where a line breaks inside it. The
automaton (Aho-Corasick, `ahocorasick_rs`, Apache-2.0, compiled) reads each character once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from enricher.entities import EntitySource, Span
from enricher.schema import Category


class ListFinder:
    """Finds the names of several categories. The longest name that starts first wins in each."""

    def __init__(self, categories: Sequence[Category]) -> None:
        import ahocorasick_rs  # 1 MB of code that a schema without lists has no use for

        self._categories: list[str] = []
        names: list[str] = []
        for category in categories:
            for name in dict.fromkeys(_fold(word)[0].strip() for word in category.words):
                if name:
                    names.append(name)
                    self._categories.append(category.name)
        self._automaton = ahocorasick_rs.AhoCorasick(names)

    def find(self, text: str) -> Iterator[Span]:
        folded, positions = _fold(text)
        longest: dict[tuple[str, int], int] = {}
        for index, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            if _is_whole(folded, start, end):
                key = (self._categories[index], start)
                longest[key] = max(end, longest.get(key, 0))
        last_end: dict[str, int] = {}
        for (category, start), end in sorted(longest.items(), key=lambda item: item[0][1]):
            if start >= last_end.get(category, 0):
                last_end[category] = end
                first, last = int(positions[start]), int(positions[end - 1])
                yield Span(first, last + 1, category, 1.0, EntitySource.LIST)


def _fold(text: str) -> tuple[str, npt.NDArray[np.int64]]:
    """Lower case, each run of blanks one space; and where each character came from.

    Case folding would be the better comparison but changes the number of characters (ß is ss).
    Lower case changes it for U+0130 alone.
    """
    lower = text.replace("\u0130", "i").lower()
    if len(lower) != len(text):
        lower = "".join(
            low if len(low := character.lower()) == 1 else character for character in text
        )
    codes = np.frombuffer(lower.encode("utf-32-le", "replace"), np.uint32)
    blank = np.isin(codes, _BLANKS)
    kept = ~blank
    kept[1:] |= ~blank[:-1]
    if len(kept):
        kept[0] = True
    folded = np.where(blank, np.uint32(0x20), codes)[kept]
    return folded.tobytes().decode("utf-32-le"), np.flatnonzero(kept)


_BLANKS = np.array(
    [
        ord(character)
        for character in "\t\n\v\f\r \x1c\x1d\x1e\x1f\x85\xa0\u2028\u2029\u202f\u205f\u3000"
    ]
    + list(range(0x2000, 0x200B)),
    dtype=np.uint32,
)
"""What `str.isspace` calls blank, but for the Ogham mark."""


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether no word goes on at either side; an accent that follows its letter is part of it."""
    if start and _in_word(text[start - 1]) and _in_word(text[start]):
        return False
    return end == len(text) or not (
        _is_mark(text[end]) or (_in_word(text[end]) and _in_word(text[end - 1]))
    )


def _in_word(character: str) -> bool:
    return character.isalnum() or character == "_" or _is_mark(character)


def _is_mark(character: str) -> bool:
    return "\u0300" <= character <= "\u036f"
