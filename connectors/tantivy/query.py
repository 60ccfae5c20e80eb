"""Compile a search node into a tantivy query."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from tantivy import Index, Occur, Query, Schema, TextAnalyzer

from connectors.search.field_names import encode_name
from connectors.search.places import AskedPlaces, asked_places
from connectors.search.terms import BOUNDS, order_key, searchable, shown_form
from connectors.tantivy.schema import TERM_MARK, WORDS, exact_term, folded_term
from enricher.errors import QueryError
from enricher.query.nodes import ATTRIBUTES, And, Condition, Node, Not, Or, Words


class QueryCompiler:
    """Compiles nodes for one index.

    Args:
        index: reads ranges, which tantivy 0.27 has for JSON columns as query strings only.
        is_category: whether any document has this category; one wins over an attribute.
    """

    def __init__(
        self, index: Index, analyzer: TextAnalyzer, is_category: Callable[[str], bool]
    ) -> None:
        self._index = index
        self._schema: Schema = index.schema
        self._analyzer = analyzer
        self._is_category = is_category

    def compile(self, query: Node | None, where: Node | None) -> Query:
        parts = []
        if query is not None:
            parts.append((Occur.Must, self._compile(query)))
        if where is not None:
            parts.append((Occur.Must, Query.const_score_query(self._compile(where), 0.0)))
        return Query.boolean_query(parts) if parts else Query.all_query()

    def any_of(
        self,
        words: Mapping[str, float],
        likely: Sequence[tuple[Node, float]],
        where: Node | None,
    ) -> Query:
        """What holds any of the words, or meets anything that is likely, scored by their weights."""
        wanted = [
            Query.boost_query(self._side_by_side(column, word), weight)
            for word, weight in words.items()
            for column in WORDS
        ]
        wanted += [Query.const_score_query(self._compile(node), weight) for node, weight in likely]
        parts = [(Occur.Must, Query.boolean_query([(Occur.Should, one) for one in wanted]))]
        if where is not None:
            parts.append((Occur.Must, Query.const_score_query(self._compile(where), 0.0)))
        return Query.boolean_query(parts)

    def column(self, name: str) -> str:
        """Where the values of a category or attribute are counted and compared."""
        if self.is_attribute(name):
            return "folders" if name == "folder" else f"attributes.{name}"
        return f"folded.{encode_name(name)}"

    def is_attribute(self, name: str) -> bool:
        return name in ATTRIBUTES and not self._is_category(name)

    def _compile(self, node: Node) -> Query:
        match node:
            case Words():
                return self._words(node)
            case Condition():
                return self._condition(node)
            case Not():
                return _none_of(self._compile(node.node))
            case And():
                return Query.boolean_query([(Occur.Must, self._compile(n)) for n in node.nodes])
            case Or():
                return Query.boolean_query([(Occur.Should, self._compile(n)) for n in node.nodes])

    def _words(self, node: Words) -> Query:
        found = [self._side_by_side(column, " ".join(node.words)) for column in WORDS]
        return Query.boolean_query([(Occur.Should, query) for query in found])

    def _side_by_side(self, column: str, text: str) -> Query:
        tokens = self._analyzer.analyze(searchable(text))
        if not tokens:
            return Query.empty_query()
        if len(tokens) == 1:
            return Query.term_query(self._schema, column, tokens[0])
        words: Sequence[str | tuple[int, str]] = tokens
        return Query.phrase_query(self._schema, column, list(words))

    def _condition(self, condition: Condition) -> Query:
        match condition.operator:
            case "present":
                return Query.exists_query(self.column(condition.category))
            case "missing":
                return _none_of(Query.exists_query(self.column(condition.category)))
            case "holds":
                column = f"passages.{encode_name(condition.category)}"
                return self._side_by_side(column, str(condition.value))
            case "=":
                return self._equal(condition)
            case "!=":
                return _none_of(self._equal(condition))
            case _:
                return self._range(condition)

    def _equal(self, condition: Condition) -> Query:
        value = condition.value
        if isinstance(value, Decimal):
            return self._range(condition)
        if value is None:
            raise QueryError(f"{condition.category}{condition.operator} needs a value")
        if not self.is_attribute(condition.category):
            term = folded_term(value)
        elif condition.category in ("folder", "path"):
            return self._places(asked_places(condition.category, value))
        else:
            term = exact_term(value)
        return Query.term_query(self._schema, self.column(condition.category), term, "basic")

    def _places(self, places: AskedPlaces) -> Query:
        def at(column: str, place: str) -> Query:
            if places.is_whole:
                return Query.term_query(self._schema, column, exact_term(place), "basic")
            return Query.regex_query(self._schema, column, _ending(place))

        columns = (("folders", places.folder), ("paths", places.path))
        found = [at(column, place) for column, place in columns if place]
        return Query.boolean_query([(Occur.Should, query) for query in found])

    def _range(self, condition: Condition) -> Query:
        category, operator, value = condition.category, condition.operator, condition.value
        if self.is_attribute(category):
            raise QueryError(f"{category} cannot be compared with {operator}, only with = and !=")
        key = order_key(value)
        if key is None:
            raise QueryError(f"{category}{operator}{value}: not a date or a number")
        first, last = BOUNDS["d" if key.startswith("d") else "n"]
        match operator:
            case ">=":
                bounds = f"[{key} TO {last}]"
            case ">":
                bounds = f"{{{key} TO {last}]"
            case "<=":
                bounds = f"[{first} TO {key}]"
            case "<":
                bounds = f"[{first} TO {key}}}"
            case "within":
                bounds = f"[{key} TO {order_key(value, end=True)}]"
            case "between":
                upper = order_key(condition.upper)
                if upper is None or upper.startswith("d") != key.startswith("d"):
                    raise QueryError(f"{category}={value}..{condition.upper}: not a range")
                bounds = f"[{key} TO {upper}]"
            case _:
                bounds = f"[{key} TO {key}]"
        column = f"orders.{encode_name(category)}"
        if condition.currency:
            column = f"amounts.{encode_name(category)}.{encode_name(condition.currency.upper())}"
        return self._index.parse_query(f"{column}:{bounds}", ["id"])


def _ending(place: str) -> str:
    """The pattern of terms that end with a place, in any case; blanks must not be escaped."""
    name = re.escape(shown_form(place)).replace("\\ ", " ")
    return f"(?i){TERM_MARK}(.*/)?{name}"


def _none_of(query: Query) -> Query:
    return Query.boolean_query([(Occur.Must, Query.all_query()), (Occur.MustNot, query)])
