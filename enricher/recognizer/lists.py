"""Literal names from a schema, found as whole words in one pass however many there are.

Case and the width of blanks do not count, so a name is found where a line breaks inside it. The
automaton (Aho-Corasick, `ahocorasick_rs`, Apache-2.0, compiled) reads each character once.

    text -> folded -> marks where a word may begin and end -> automaton of the category -> spans

With the marks in text and names alike, whatever matches is whole, and the automaton can give the
longest of several names itself: all of them, one inside of the other, could be a thousand at each
character.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from enricher.entities import EntitySource, Span
from enricher.schema import Category

# Of no language: Unicode keeps them for such uses. In a text they become U+FFFD.
_BEGIN: Final = 0xFDD0
_END: Final = 0xFDD1
_REPLACEMENT: Final = 0xFFFD

_Codes = npt.NDArray[np.uint32]
_Positions = npt.NDArray[np.int64]
_Flags = npt.NDArray[np.bool_]


class ListFinder:
    """Finds the names of several categories. The longest name that starts first wins in each."""

    def __init__(self, categories: Sequence[Category]) -> None:
        from ahocorasick_rs import AhoCorasick, MatchKind  # 1 MB that a schema without lists spares

        self._automata = []
        for category in categories:
            folded = (_fold(word)[0].strip() for word in category.words)
            names = [name for name in dict.fromkeys(folded) if name]
            if names:
                marked = _marked_names(names)
                automaton = AhoCorasick(marked, matchkind=MatchKind.LeftmostLongest)
                self._automata.append((category.name, automaton))

    def find(self, text: str) -> Iterator[Span]:
        folded, positions = _fold(text)
        marked, origins = _marked(folded)
        for category, automaton in self._automata:
            for _, start, end in automaton.find_matches_as_indexes(marked):
                first, last = positions[origins[start]], positions[origins[end - 1] - 1]
                yield Span(int(first), int(last) + 1, category, 1.0, EntitySource.LIST)


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


def _marked_names(names: Sequence[str]) -> list[str]:
    """Names as they stand in a marked text: each begins and ends where a word may."""
    marks = chr(_BEGIN) + chr(_END)
    marked, _ = _marked("\n".join(names))  # all at once is fifty times faster
    return [f"{chr(_BEGIN)}{name.strip(marks)}{chr(_END)}" for name in marked.split("\n")]


def _marked(folded: str) -> tuple[str, _Positions]:
    """A text with a mark wherever a word may begin or end, and where its characters come from.

    No word begins or ends between two characters of one; an accent that follows its letter is part
    of it.

    Returns:
        The text, and for each character of it and for each mark the character that it stands
        before.
    """
    codes = np.frombuffer(folded.encode("utf-32-le", "replace"), np.uint32).copy()
    codes[(codes == _BEGIN) | (codes == _END)] = _REPLACEMENT
    count = len(codes)
    in_word = np.concatenate(([False], _each(codes, _in_word), [False]))
    is_inside = in_word[:-1] & in_word[1:]
    begins = ~is_inside
    begins[count] = False
    ends = ~(is_inside | np.concatenate((_each(codes, _is_mark), [False])))
    # For each place the mark of an end, that of a beginning, and the character itself.
    cells = np.empty((count + 1, 3), np.uint32)
    cells[:, 0], cells[:, 1] = _END, _BEGIN
    cells[:count, 2] = codes
    kept = np.ones((count + 1, 3), np.bool_)
    kept[:, 0], kept[:, 1], kept[count, 2] = ends, begins, False
    origins = np.repeat(np.arange(count + 1), kept.sum(1))
    return cells[kept].tobytes().decode("utf-32-le"), origins


def _each(codes: _Codes, holds: Callable[[str], bool]) -> _Flags:
    """Of each character whether something holds, asked once for those that are the same."""
    different, which = np.unique(codes, return_inverse=True)
    answers = np.array([holds(chr(code)) for code in different.tolist()], np.bool_)
    return answers[which]


def _in_word(character: str) -> bool:
    return character.isalnum() or character == "_" or _is_mark(character)


def _is_mark(character: str) -> bool:
    return "\u0300" <= character <= "\u036f"
