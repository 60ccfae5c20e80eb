"""Where words stand in a text in any of their forms, without analyzing all of it.

Stemming changes the ends of words, rarely their beginnings: occurrences of a beginning are looked
for in the plain text, and only the words found there go through the analyzer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from tantivy import TextAnalyzer

Phrase = tuple[str, ...]
"""Analyzed words that stand side by side."""

_IRREGULAR_LETTERS = 3  # of `die`, `lie` and `tie`, the stems that forms do not begin with
_REACH = 40  # characters in which a word of a phrase stands, with what is between it and the next
_ACCENTED_WORD = re.compile(r"\w*[^\W\x00-\x7f]\w*")


class Occurrence(NamedTuple):
    """Characters of a text, `[start, end)`."""

    start: int
    end: int


def find_occurrences(
    phrase: Phrase, text: str, lowered: str, analyzer: TextAnalyzer, most_tried: int
) -> Iterator[Occurrence]:
    """Where a phrase stands.

    Places come in the order of the text; after them, also in that order, those that begin with an
    accented word, some of them for the second time.

    Args:
        lowered: of the text, by `lower`.
        analyzer: what the phrase was made with.
        most_tried: words that begin like the first of the phrase.
    """
    others = [_beginning(word) for word in phrase[1:] if len(word) > _IRREGULAR_LETTERS]
    for start in islice(_candidates(phrase[0], text, lowered), most_tried):
        end = start + _REACH * len(phrase)
        stretch = lowered[start:end]
        if stretch.isascii() and not all(beginning in stretch for beginning in others):
            continue  # what takes a fiftieth of the analyzer's time
        if tuple(analyzer.analyze(text[start:end])[: len(phrase)]) == phrase:
            last = analyzer.pre_tokenize(text[start:end]).tokens[len(phrase) - 1]
            yield Occurrence(start, start + last.char_offset_to)


def lower(text: str) -> str:
    """The text in lower case, as long as it was."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := character.lower()) == 1 else character for character in text)


def _candidates(word: str, text: str, lowered: str) -> Iterator[int]:
    """Where words begin that may be a form of it: those with accents last."""
    beginning = _beginning(word)
    place = lowered.find(beginning)
    while place >= 0:
        if place == 0 or not lowered[place].isascii() or not lowered[place - 1].isalnum():
            yield place
        place = lowered.find(beginning, place + 1)
    if beginning.isascii() and not text.isascii():
        for match in _ACCENTED_WORD.finditer(text):
            yield match.start()


def _beginning(word: str) -> str:
    """What an analyzed word shares with its forms in a text."""
    return word[: max(len(word) - 1, min(len(word), 2))]
