"""What needs no model: the detectors, patterns and lists of a schema's categories."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from enricher.entities import EntitySource, Span
from enricher.errors import SettingsError
from enricher.recognizer.detectors import DETECTORS, SURENESS
from enricher.recognizer.lists import ListFinder
from enricher.recognizer.patterns import PatternFinder
from enricher.schema import Category


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
        self._patterns = [PatternFinder(one) for one in categories if one.patterns]
        listed = [one for one in categories if one.words]
        self._lists = ListFinder(listed) if listed else None

    def find(self, text: str, language: str) -> Iterator[Span]:
        for category, detect, sureness in self._detected:
            for start, end in detect(text, language):
                yield Span(start, end, category, sureness, EntitySource.DETECTOR)
        for patterns in self._patterns:
            yield from patterns.find(text)
        if self._lists is not None:
            yield from self._lists.find(text)
