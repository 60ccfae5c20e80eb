"""The words of a label and around it, and what kind of words they are."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

REACH_CHARACTERS = 100
_WORD = re.compile(r"[\w\u0300-\u036f]+|[^\w\s]")
LINE = "\n"
"""What stands before the first word of a paragraph and after its last: texts wrap their lines."""
_PARAGRAPH = re.compile(r"\n\s*\n|\r[^\S\r\n]*\r")

_PAIRS = (("(", ")"), ("[", "]"), ("\u201c", "\u201d"), ("\u201e", "\u201c"), ("\u00ab", "\u00bb"))


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The words of a text near a label.

    Attributes:
        words: where they begin and end in the text, in order.
        first, last: those of the label are `[first, last)`.
    """

    text: str
    words: tuple[tuple[int, int], ...]
    first: int
    last: int

    def word(self, index: int) -> str:
        start, end = self.words[index]
        return self.text[start:end]

    def before(self, index: int) -> str:
        """The word before another one, or `LINE`."""
        return LINE if index == 0 or self._is_break(index) else self.word(index - 1)

    def after(self, index: int) -> str:
        """The word after those that end before `index`, or `LINE`."""
        is_end = index == len(self.words) or self._is_break(index)
        return LINE if is_end else self.word(index)

    def _is_break(self, index: int) -> bool:
        gap = self.text[self.words[index - 1][1] : self.words[index][0]]
        return _PARAGRAPH.search(gap) is not None


def look_around(text: str, start: int, end: int) -> Surroundings | None:
    """The words near a stretch; None where it touches no word."""
    low, high = max(0, start - REACH_CHARACTERS), min(len(text), end + REACH_CHARACTERS)
    while low and not text[low].isspace():  # no word is cut
        low -= 1
    while high < len(text) and not text[high].isspace():
        high += 1
    words = tuple(match.span() for match in _WORD.finditer(text, low, high))
    first = next((n for n, (_, last) in enumerate(words) if last > start), len(words))
    last = next((n for n in range(len(words), 0, -1) if words[n - 1][0] < end), 0)
    return Surroundings(text, words, first, last) if first < last else None


@lru_cache(maxsize=65_536)
def kind_of(word: str) -> str:
    """What a word looks like, in words; a mark is itself."""
    if word == LINE:
        return "the line"
    if word.isdigit() or (word[0].isdigit() and word.rstrip("stndrh").isdigit()):
        return "a number"
    if not any(one.isalnum() for one in word):
        return quoted(word)
    letters = [one for one in word if one.isalpha()]
    if word.islower():
        return "a word in lower case"
    if letters and unicodedata.category(letters[0]) in ("Lu", "Lt"):
        return "a capitalised word"  # HARBOR and Harbor: headings and signatures shout
    return "a word of mixed case" if word.lower() != word.upper() else "a word"


def identity_of(word: str) -> str:
    """A word as others are compared with it."""
    return word if word == LINE else word.casefold()


def quoted(text: str) -> str:
    return f"“{' '.join(text.split())}”"


def is_balanced(text: str) -> bool:
    """Whether brackets or quotes stand in it in pairs, as in `Vega AB (publ)`."""
    return any(text.count(opening) == text.count(closing) > 0 for opening, closing in _PAIRS) or (
        text.count('"') > 0 and text.count('"') % 2 == 0
    )
