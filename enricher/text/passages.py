"""The passages of a text: what a question is answered with, and what has one vector.

    statements --headings, clauses--> groups of a few sentences --> Passage, Passage, ...

A passage is small enough to be read at a glance and to fit the window of an encoder, and large
enough to be understood by itself: a heading stands with what it is over. Passages do not overlap,
and all words of a text are in one of them, but for the numbers of pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from enricher.text.statements import Statement, split_statements

LEAST_CHARACTERS = 100  # a passage this short takes in the section that follows it
FEW_CHARACTERS = 300  # a passage this long goes on with no further sentence
MOST_CHARACTERS = (
    900  # some 200 tokens; a longer sentence is parted, at best behind a stop or a comma
)

_STOPPED = re.compile(r"[.!?;:,][\"'\u201d\u2019)\]]*\Z")
_SECTION = re.compile(
    r"(?:section|article|clause|exhibit|schedule|annex|appendix)\s+[\dA-Z]+"
    r"|\d{1,3}(?:\.\d{1,3})*\.?\s+[\"'\u201c(]?[A-Z]",
    re.IGNORECASE,
)
_HEADING_CHARACTERS = 90
_SOLID = re.compile(r"\S")
_PARTINGS = (re.compile(r"[.;:]\s"), re.compile(r"[,)]\s"), re.compile(r"\s"))


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch `[start, end)` of a text, without white space at its ends."""

    start: int
    end: int


def split_passages(text: str) -> list[Passage]:
    """All passages of a text, in its order."""
    return [
        part for group in _groups(text, split_statements(text)) for part in _parts(text, *group)
    ]


def _groups(text: str, statements: Sequence[Statement]) -> Iterator[tuple[int, int]]:
    """Statements that are read together: from the first one's start to the last one's end."""
    start = end = -1
    is_headed = False  # the group is headings alone so far
    for one in statements:
        if one.is_furniture:
            continue
        words = text[one.start : one.end]
        heads = _is_heading(words)
        begins = _SECTION.match(words) is not None and end - start >= LEAST_CHARACTERS
        is_full = end - start >= FEW_CHARACTERS or one.end - start > MOST_CHARACTERS
        if start >= 0 and not is_headed and (heads or begins or is_full):
            yield start, end
            start = -1
        if start < 0:
            start, is_headed = one.start, heads
        else:
            is_headed = is_headed and heads
        end = one.end
    if start >= 0:
        yield start, end


def _is_heading(words: str) -> bool:
    """Whether a statement is short, ends with no stop, and is written as headings are."""
    if len(words) > _HEADING_CHARACTERS or _STOPPED.search(words):
        return False
    letters = [word for word in words.split() if word[:1].isalpha()]
    return bool(letters) and sum(word[0].isupper() for word in letters) * 2 > len(letters)


def _parts(text: str, start: int, end: int) -> Iterator[Passage]:
    while end - start > MOST_CHARACTERS:
        cut = _cut(text, start, start + MOST_CHARACTERS)
        yield Passage(start, start + len(text[start:cut].rstrip()))
        rest = _SOLID.search(text, cut, end)
        start = rest.start() if rest else end
    if start < end:
        yield Passage(start, end)


def _cut(text: str, start: int, limit: int) -> int:
    """Where a stretch that is too long is parted: in its second half, where the words pause."""
    middle = (start + limit) // 2
    for parting in _PARTINGS:
        if found := list(parting.finditer(text, middle, limit)):
            return found[-1].end()
    return limit
