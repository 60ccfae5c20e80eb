"""The patterns that a schema gives for a category: RE2 expressions, so no text can stall them.

`{duration}` in one, and the names of the other detectors in `WRITTEN_OUT`, stand for what these look for
in English: `({duration}) notice` finds the `ninety (90) days'` of a notice and no others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from enricher.entities import EntitySource, Span
from enricher.errors import SettingsError
from enricher.recognizer.phrases import (
    date_pattern,
    duration_pattern,
    money_pattern,
    percent_pattern,
    trailing_money_pattern,
)
from enricher.recognizer.search import Expression, SearchError
from enricher.schema import Category

WRITTEN_OUT: Mapping[str, Callable[[], str]] = {
    "{money}": lambda: f"{money_pattern('en')}|{trailing_money_pattern()}",
    "{percent}": lambda: percent_pattern("en"),
    "{date}": lambda: date_pattern("en"),
    "{duration}": lambda: duration_pattern("en"),
}


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
                self._expressions.append(Expression(_written_out(pattern)))
            except SearchError as error:
                raise SettingsError(
                    f"category {category.name}: the pattern {pattern!r} cannot be read: {error};"
                    " write it in the syntax of RE2 (no lookaround, no backreference)"
                ) from error

    def find(self, text: str) -> Iterator[Span]:
        for expression in self._expressions:
            for start, end in expression.find(text):
                yield Span(start, end, self._category, 1.0, EntitySource.PATTERN)


def _written_out(pattern: str) -> str:
    for name, write in WRITTEN_OUT.items():
        if name in pattern:
            # Whether case counts is for each expression to say, whatever the pattern around it says.
            pattern = pattern.replace(name, f"(?-i:{write()})")
    return pattern
