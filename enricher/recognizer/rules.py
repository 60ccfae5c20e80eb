"""What needs no model: the detectors, patterns and lists of a schema's categories.

Of a passage a pattern finds some words, and the statement that holds them is meant: the sentence, or the item
of a list.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from enricher.entities import EntitySource, Span
from enricher.errors import SettingsError
from enricher.recognizer.detectors import DETECTORS, SURENESS
from enricher.recognizer.lists import ListFinder
from enricher.recognizer.patterns import PatternFinder
from enricher.schema import Category
from enricher.text.statements import split_statements


class RuleFinder:
    """Finds what the rules of some categories say. Safe to share between threads."""

    def __init__(self, categories: Sequence[Category]) -> None:
        """Prepare the rules.

        Raises:
            SettingsError: a pattern cannot be read, or a detector does not exist.
        """
        for category in categories:
            for name in category.detectors:
                if name not in DETECTORS:
                    raise SettingsError(
                        f"category {category.name}: there is no detector {name!r}; there are"
                        f" {', '.join(DETECTORS)}"
                    )
        self._detected = [
            (category.name, DETECTORS[name], SURENESS.get(name, 1.0))
            for category in categories
            for name in category.detectors
        ]
        patterned = [one for one in categories if one.patterns]
        self._patterns = [PatternFinder(one) for one in patterned if not one.type.is_passage]
        self._passages = [PatternFinder(one) for one in patterned if one.type.is_passage]
        listed = [one for one in categories if one.words]
        self._lists = ListFinder(listed) if listed else None

    def find(self, text: str, language: str) -> Iterator[Span]:
        for category, detect, sureness in self._detected:
            for start, end in detect(text, language):
                yield Span(start, end, category, sureness, EntitySource.DETECTOR)
        for patterns in self._patterns:
            yield from patterns.find(text)
        if self._passages:
            yield from _statements(
                (span for patterns in self._passages for span in patterns.find(text)), text
            )
        if self._lists is not None:
            yield from self._lists.find(text)


def _statements(spans: Iterable[Span], text: str) -> Iterator[Span]:
    """The statements of a text that hold what was found, each once."""
    statements = [one for one in split_statements(text) if not one.is_furniture]
    starts = [one.start for one in statements]
    found: dict[Span, None] = {}
    for span in spans:
        first = bisect_right(starts, span.start) - 1
        last = bisect_right(starts, span.end - 1) - 1
        if first >= 0:
            found[replace(span, start=starts[first], end=statements[last].end)] = None
    yield from found
