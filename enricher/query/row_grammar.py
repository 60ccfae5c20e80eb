"""Read what is asked of rows: a QUERY with comparisons in it, `amount>10000 description:acme`.

A search for documents keeps them apart, since its words rank and its filters do not. Rows are in the
order of their days: nothing ranks, and one box takes all.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import cast

from enricher.query.conditions import Typed
from enricher.query.grammar import QueryParser
from enricher.query.nodes import ATTRIBUTES, Node, Operator
from enricher.query.parser import QUOTES
from enricher.query.rows import ROW_TYPES, TERMS
from enricher.values import ValueType

_COMPARISON = re.compile(rf"(?P<name>[^\s():=<>!{QUOTES}]+)\s*(?P<operator>>=|<=|!=|=|<|>)\s*")
_VALUE = re.compile(rf"[^\s(){QUOTES}]+")

ROW_ATTRIBUTES = (*TERMS, *ATTRIBUTES)
"""What can be asked for beside columns and categories."""


def row_types(types: Mapping[str, ValueType]) -> dict[str, ValueType]:
    """What rows can be asked for: their columns, and the categories of their documents."""
    return {**types, **ROW_TYPES}


def parse_row_query(
    text: str,
    types: Mapping[str, ValueType],
    today: date,
    choices: Mapping[str, Sequence[str]] = {},
) -> Node | None:
    """Read a query for rows; None for a blank text, which matches all.

    Args:
        types: of the categories of documents.
        choices: what documents can be, by category.

    Raises:
        QueryError: the text is malformed, or names what is neither a column nor a category.
    """
    if not text.strip():
        return None
    parser = _RowParser(text, row_types(types), today, "query", ROW_ATTRIBUTES, choices)
    return parser.parse()


class _RowParser(QueryParser):
    def _word_or_condition(self) -> Node | None:
        match = _COMPARISON.match(self._text, self._place)
        if match is None or not any(character.isalpha() for character in match["name"]):
            return super()._word_or_condition()
        hint = "; quoted, it is looked for as words"
        category = self._resolve(match["name"], self._place, hint)
        operator = cast(Operator, match["operator"])
        self._place = place = match.end()
        if self._text[place : place + 1] and self._text[place] in QUOTES:
            return self._condition(category, operator, Typed(self._quoted(), False), place)
        value = _VALUE.match(self._text, place)
        if value is None:
            raise self._error(f"a value is missing after {operator!r}", place)
        self._place = value.end()
        return self._condition(category, operator, Typed(value[0], False), place)
