"""Read what is asked of rows: a QUERY over their columns, `amount>10000 description:acme`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from enricher.query.grammar import QueryParser
from enricher.query.nodes import ATTRIBUTES, Node
from enricher.query.rows import ROW_TYPES, TERMS
from enricher.values import ValueType

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
    def _is_compared(self, name: str) -> bool:
        """A name that nobody knows is a mistake here: descriptions of rows hold no comparisons."""
        return any(character.isalpha() for character in name)
