"""The patterns that a schema gives for a category: RE2 expressions, so no text can stall them."""

from __future__ import annotations

from collections.abc import Iterator

from enricher.entities import EntitySource, Span
from enricher.errors import SettingsError
from enricher.recognizer.search import Expression, SearchError
from enricher.schema import Category


class PatternFinder:
    """Finds the spans of one category. Group 1, if a pattern has one, is the entity."""

    def __init__(self, category: Category) -> None:
        """Compile the category's patterns.

        Raises:
            SettingsError: RE2 cannot read one of them; backreferences and lookarounds are the
                usual cause.
        """
        self._category = category.name
        self._expressions = []
        for pattern in category.patterns:
            try:
                self._expressions.append(Expression(pattern))
            except SearchError as error:
                raise SettingsError(
                    f"category {category.name}: the pattern {pattern!r} cannot be read: {error};"
                    " write it in the syntax of RE2 (no lookaround, no backreference)"
                ) from error

    def find(self, text: str) -> Iterator[Span]:
        for expression in self._expressions:
            for start, end in expression.find(text):
                yield Span(start, end, self._category, 1.0, EntitySource.PATTERN)
