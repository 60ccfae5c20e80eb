"""Searching a text with RE2, in time linear in its length, with offsets in characters.

RE2 works on UTF-8. The Python binding converts offsets of a `str` one by one, each from the start
of the text; a text of 100,000 characters with an emoji then takes seconds. Here the text is encoded
once and one array maps bytes back to characters.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator

import numpy as np
import re2

Stretch = tuple[int, int]
"""Half-open, in characters."""

# Memory of one expression's automaton. The default of 8 MB is too small for the number words of
# two languages: RE2 then falls back to an engine that is ten times slower.
_MAX_AUTOMATON_BYTES = 64 << 20


# RE2 has them in no `\s`, and whole documents are set in them.
_BLANKS = "\u00a0\u2007\u2009\u202f"


class SearchError(ValueError):
    """RE2 cannot read an expression."""


class Expression:
    """A compiled expression.

    `find` yields the stretch of group 1 of each match where the expression has groups, else of the
    match. Matches do not overlap. Blanks that do not break a line, and thin ones, are blanks.
    """

    def __init__(self, pattern: str) -> None:
        options = re2.Options()
        options.log_errors = False
        options.max_mem = _MAX_AUTOMATON_BYTES
        try:
            self._regexp = re2.compile(pattern.encode(), options)
        except re2.error as error:
            raise SearchError(_message(error)) from error
        self._group = 1 if self._regexp.groups else 0

    def find(self, text: str) -> Iterator[Stretch]:
        for blank in _BLANKS:
            text = text.replace(blank, " ")
        # A lone surrogate, which UTF-8 does not hold, becomes one "?": still one character.
        utf8 = text.encode("utf-8", "replace")
        matches = self._regexp.finditer(utf8)
        group = self._group
        spans = (match.span(group) for match in matches)
        found = [(start, end) for start, end in spans if 0 <= start < end]
        if len(utf8) == len(text):
            yield from found
        elif found:
            # The first byte of each character: all that are not continuation bytes (10xxxxxx).
            first_bytes = np.flatnonzero((np.frombuffer(utf8, np.uint8) & 0xC0) != 0x80)
            characters = np.searchsorted(first_bytes, np.array(found))
            yield from ((int(start), int(end)) for start, end in characters.tolist() if start < end)


@functools.cache
def expression(pattern: str) -> Expression:
    """A compiled expression, kept: compiling a detector's takes milliseconds.

    Raises:
        SearchError: RE2 cannot read it.
    """
    return Expression(pattern)


def _message(error: Exception) -> str:
    first = error.args[0] if error.args else error
    return first.decode("utf-8", "replace") if isinstance(first, bytes) else str(first)
