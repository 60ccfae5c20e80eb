"""The words of a question, each with its place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

_TOKEN = re.compile(r"[^\W_]+(?:[.'\u2019&][^\W_]+)*")
_POSSESSIVE = re.compile(r"['\u2019]s$", re.IGNORECASE)
_STOP = re.compile(r"[;:?!()\"\u201c\u201d]|\.\s")


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text.

    Attributes:
        end: behind the word itself; a possessive `'s` is left out.
        folded: in plain small letters.
    """

    start: int
    end: int
    text: str
    folded: str

    @property
    def is_capital(self) -> bool:
        """Whether it is written with a capital: `eFashion` is."""
        return any(one.isupper() for one in self.text)

    @property
    def is_number(self) -> bool:
        return self.text[0].isdigit()


def split_tokens(text: str) -> list[Token]:
    """All words and numbers of a text; hyphens part them."""
    found = []
    for match in _TOKEN.finditer(text):
        word = _POSSESSIVE.sub("", match[0])
        found.append(Token(match.start(), match.start() + len(word), word, fold(word)))
    return found


def fold(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(one for one in letters if not unicodedata.combining(one))


def are_apart(text: str, one: Token, other: Token) -> bool:
    """Whether something stands between two words that ends a phrase."""
    between = text[one.end : other.start]
    if between.startswith(".") and len(one.text.split(".")[-1]) == 1:
        between = between[1:]  # of initials: `U.S. Bank`
    return _STOP.search(between) is not None


def uses_capitals(tokens: Sequence[Token]) -> bool:
    """Whether capitals of a text say anything: it is neither all capitals nor written as a title."""
    words = [one for one in tokens if one.text[0].isalpha()]
    small = sum(not one.is_capital for one in words)
    return small * 3 >= len(words) or len(words) < 3
