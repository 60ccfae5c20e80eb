r"""Where names stand in a text: compared without case, accents, blanks, punctuation and legal forms.

"NIKE,\n INC." -> words, each with its place -> "nikeinc" <- "Nike Incorporated"
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from itertools import accumulate, pairwise

from enricher.values.names.legal_forms import LEGAL_FORMS, SHORT_FORMS

Place = tuple[int, int]
"""Half-open, in characters."""

_WORD = re.compile(
    r"limited\s+liability\s+(?:company|partnership)\b|limited\s+partnership\b"
    r"|public\s+limited\s+company\b|gesellschaft\s+mit\s+beschränkter\s+haftung\b|[^\W_]+|&",
    re.IGNORECASE,
)
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
# Words whose full stop is theirs, not the sentence's; of `L.L.C.` the letters tell it.
_ABBREVIATIONS = "inc ltd corp co jr sr bros esq pty pte cie mfg intl assn dept"
_ABBREVIATED = frozenset(_ABBREVIATIONS.split())
_LONGEST_GAP = 3  # characters between two words of a name that are not blank


class NamePlaces:
    """The words of one text, to find names among."""

    def __init__(self, text: str) -> None:
        self._text = text
        found = [(match.span(), _plain(match[0])) for match in _WORD.finditer(text)]
        self._places = [place for place, _ in found]
        self._joined = "".join(word for _, word in found)
        self._begins = [0, *accumulate(len(word) for _, word in found)]

    def find(self, name: str, *, across: bool = False, bare: bool = False) -> list[Place]:
        """All places of a name, as whole words.

        Args:
            across: over blank lines too.
            bare: the name has no legal form; where one follows it is another's.
        """
        has_article = name[:4].casefold() == "the "
        wanted = name_letters(name)
        found: list[Place] = []
        at = self._joined.find(wanted) if wanted else -1
        while at >= 0:
            first = bisect_right(self._begins, at) - 1
            last = bisect_right(self._begins, at + len(wanted) - 1) - 1
            if self._begins[first] == at and self._begins[last + 1] == at + len(wanted):
                if has_article and self._follows_article(first):
                    first -= 1
                if self._is_one(first, last, across) and not (bare and self._has_form(last)):
                    found.append((self._places[first][0], self._end(last)))
            at = self._joined.find(wanted, at + 1)
        return found

    def _follows_article(self, word: int) -> bool:
        if word == 0:
            return False
        start, end = self._places[word - 1]
        gap = self._text[end : self._places[word][0]]
        return self._text[start:end].casefold() == "the" and gap.isspace()

    def _has_form(self, last: int) -> bool:
        """Whether a legal form follows, after a word at most: `II GP B.V.`."""
        begins = self._begins[last + 1 : last + 5]
        words = [self._joined[start:end] for start, end in pairwise(begins)]
        return any(one in LEGAL_FORMS for one in (*words[:2], *map("".join, pairwise(words))))

    def _is_one(self, first: int, last: int, across: bool) -> bool:
        """Whether words are one name, not the end of a paragraph or cell and the next one's begin."""
        gaps = (
            self._text[self._places[word][1] : self._places[word + 1][0]]
            for word in range(first, last)
        )
        return all(
            len(gap.strip()) <= _LONGEST_GAP and (across or not _BLANK_LINE.search(gap))
            for gap in gaps
        )

    def _end(self, last: int) -> int:
        start, end = self._places[last]
        while end < len(self._text) and unicodedata.combining(self._text[end]):
            end += 1
        if self._text[end : end + 1] == ".":
            abbreviated = self._text[start:end].casefold() in _ABBREVIATED
            end += abbreviated or (end - start == 1 and self._text[start - 1 : start] == ".")
        return end


def name_letters(name: str) -> str:
    """The letters and digits of a name, with short legal forms and without a leading article."""
    words = [_plain(match[0]) for match in _WORD.finditer(name)]
    return "".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


def _plain(word: str) -> str:
    word = word.casefold()
    if not word.isascii():
        letters = unicodedata.normalize("NFKD", word)
        word = "".join(letter for letter in letters if letter.isalnum() or letter.isspace())
    if not word.isalnum():
        word = "".join(word.split())
    return "and" if word == "&" else SHORT_FORMS.get(word, word)
