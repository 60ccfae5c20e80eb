"""The sentence that a place of a text stands in."""

from __future__ import annotations

import re
from dataclasses import dataclass

SIDE_CHARACTERS = 240  # at most, on each side: two or three lines of what contracts call a sentence

# A stop before a capital, or an empty line. "Inc. and" goes on; "Inc. The" cannot be told.
_END = re.compile(r"[.;:!?][\"'\u201d\u2019)]*\s+(?=[\"'\u201c(]?[A-Z0-9])|\n\s*\n")
_BLANK = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A stretch of a text that begins at `start`."""

    start: int
    text: str


def sentence_at(text: str, start: int, end: int) -> Sentence:
    """What stands around [start, end), cut at the ends of the sentence, else between words."""
    first = max(0, start - SIDE_CHARACTERS)
    before = text[first:start]
    ends = [match.end() for match in _END.finditer(before)]
    if ends:
        first += ends[-1]
    elif first and (blank := _BLANK.search(before)):
        first += blank.end()
    behind = text[end : end + SIDE_CHARACTERS]
    match = _END.search(behind)
    if match:
        last = end + match.start() + 1
    elif end + SIDE_CHARACTERS < len(text):
        blanks = [one.start() for one in _BLANK.finditer(behind)]
        last = end + (blanks[-1] if blanks else len(behind))
    else:
        last = len(text)
    found = text[first:last]
    lead = len(found) - len(found.lstrip())
    first += min(lead, start - first)
    return Sentence(first, text[first : max(end, first + len(text[first:last].rstrip()))])
