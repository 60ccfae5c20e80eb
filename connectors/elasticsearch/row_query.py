"""Compile what is asked of rows into Elasticsearch's query language."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from tantivy import TextAnalyzer

from connectors.elasticsearch.document import analyzed, as_double, calendar_day
from connectors.elasticsearch.query import NOTHING, Json, QueryCompiler
from connectors.elasticsearch.row_fields import WORD_COLUMNS
from connectors.search.terms import shown_form
from enricher.errors import QueryError
from enricher.query.nodes import And, Condition, Node, Not, Or, Words
from enricher.query.rows import DAYS, NUMBERS, SIZE, TERMS, TEXTS, is_of_document, term_of

_BOUNDS = {"<": "lt", "<=": "lte", ">": "gt", ">=": "gte"}


class RowCompiler:
    """Compiles nodes for the index of rows.

    Args:
        documents: compiles what is of a row's document, whose fields the row has.
    """

    def __init__(self, documents: QueryCompiler, analyzer: TextAnalyzer) -> None:
        self._documents = documents
        self._analyzer = analyzer

    def compile(self, node: Node) -> Json:
        if is_of_document(node):
            return self._documents.condition(node)
        match node:
            case Words():
                return self._side_by_side(WORD_COLUMNS, " ".join(node.words))
            case Condition(name, "holds", value):
                return self._side_by_side([name], str(value))
            case Condition():
                return _compare(node)
            case Not():
                return {"bool": {"must_not": [self.compile(node.node)]}}
            case And():
                return {"bool": {"filter": [self.compile(one) for one in node.nodes]}}
            case Or():
                parts = [self.compile(one) for one in node.nodes]
                return {"bool": {"should": parts, "minimum_should_match": 1}}

    def _side_by_side(self, columns: Sequence[str], text: str) -> Json:
        words = analyzed(text, self._analyzer)
        if not words:
            return NOTHING
        phrases = [{"match_phrase": {f"row.words.{column}": words}} for column in columns]
        return {"bool": {"should": phrases, "minimum_should_match": 1}}


def row_field(name: str) -> str:
    """The field that has a value of a row, as it is sorted by and as it is there or not."""
    if name in (*DAYS, *NUMBERS, SIZE, *TERMS, "description", "party"):
        return f"row.{name}"
    if name in TEXTS:
        return f"row.words.{name}"
    raise QueryError(f"rows have no {name}")


def _compare(condition: Condition) -> Json:
    name, operator, value = condition.category, condition.operator, condition.value
    if operator == "present":
        return {"exists": {"field": row_field(name)}}
    if operator == "missing":
        return {"bool": {"must_not": [{"exists": {"field": row_field(name)}}]}}
    if operator in ("=", "!="):
        equal = _equal(name, value)
        return equal if operator == "=" else {"bool": {"must_not": [equal]}}
    if name not in (*DAYS, *NUMBERS, SIZE):
        raise QueryError(f"{name} cannot be compared with {operator}, only with = and !=")
    if operator == "within":
        first, last = calendar_day(str(value)), calendar_day(str(value), end=True)
        bounds: Json = {"gte": first, "lte": last}
    elif operator == "between":
        bounds = {"gte": _plain(value), "lte": _plain(condition.upper)}
    else:
        bounds = {_BOUNDS[operator]: _plain(value)}
    compared: Json = {"range": {row_field(name): bounds}}
    if condition.currency:
        currency = {"term": {"row.terms.currency": term_of(condition.currency)}}
        compared = {"bool": {"filter": [compared, currency]}}
    return compared


def _equal(name: str, value: str | Decimal | None) -> Json:
    if name in TERMS:
        return {"term": {f"row.terms.{name}": term_of(shown_form(str(value)))}}
    if name in DAYS:
        try:
            day = date.fromisoformat(str(value))
        except ValueError:
            return NOTHING  # nothing that a row can be
        return {"term": {row_field(name): day.isoformat()}}
    if not isinstance(value, Decimal):
        return NOTHING
    return {"term": {row_field(name): as_double(value)}}


def _plain(value: str | Decimal | None) -> float | str | None:
    return as_double(value) if isinstance(value, Decimal) else value
