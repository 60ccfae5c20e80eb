"""Comparisons inside a query, `Term>3 years signed`: where one begins, and how far its value may go.

Blanks part the words of a query, and values have some too: `1.5m USD`, `today - 5y`. So a value is as
many words as can be read as one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from enricher.query.parser import QUOTES

COMPARISON = re.compile(rf"(?P<name>[^\s():=<>!{QUOTES}]+)\s*(?P<operator>>=|<=|!=|=|<|>)\s*")
OPERATOR = re.compile(r"\s*(?P<operator>>=|<=|!=|=|<|>)\s*")

_MOST_WORDS = 6  # "1 year 6 months", "May 20, 2014 .. today", "today + 1m - 1d"
_WORD = re.compile(rf"\s*(?!(?:OR|AND|NOT)(?:[\s()]|$))[^\s(){QUOTES}]+")
_NO_VALUE = re.compile(r"[:=<>!]")


def value_ends(text: str, place: int) -> list[int]:
    """Where the value at `place` may end, the furthest first; none where there is no word."""
    ends: list[int] = []
    for match in islice(_words(text, place), _MOST_WORDS):
        if ends and _NO_VALUE.search(match[0]):
            break  # another condition
        ends.insert(0, match.end())
    return ends


def _words(text: str, place: int) -> Iterator[re.Match[str]]:
    while match := _WORD.match(text, place):
        yield match
        place = match.end()
