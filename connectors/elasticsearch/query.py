"""Compile a search node into Elasticsearch's query language."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from tantivy import TextAnalyzer

from connectors.elasticsearch.document import (
    amount_key,
    analyzed,
    as_double,
    calendar_day,
    number_key,
)
from connectors.elasticsearch.mapping import ATTRIBUTE_FIELDS, WORDS
from connectors.search.field_names import encode_name, name_readings
from connectors.search.places import AskedPlaces, asked_places
from connectors.search.terms import GREATEST_NUMBER, folded_form, shown_form
from enricher.errors import QueryError
from enricher.query.nodes import And, Condition, Node, Not, Or, Sort, Words
from enricher.values.lengths.open_terms import PERPETUAL

Json = dict[str, Any]

NOTHING: Json = {"match_none": {}}
EVERYTHING: Json = {"match_all": {}}
_WILD = re.compile(r"[*?\\]")
_LEAST_NUMBER = "n"  # below every `number_key`


class QueryCompiler:
    """Compiles nodes for one index.

    Args:
        categories: the attributes' names that are names of categories in this index as well;
            these win.
    """

    def __init__(self, analyzer: TextAnalyzer, categories: Collection[str]) -> None:
        self._analyzer = analyzer
        self._categories = categories

    def compile(self, query: Node | None, where: Node | None) -> Json:
        if where is None:
            return EVERYTHING if query is None else self._compile(query)
        parts: Json = {"filter": [self._compile(where)]}
        if query is not None:
            parts["must"] = [self._compile(query)]
        return {"bool": parts}

    def any_of(
        self,
        words: Mapping[str, float],
        likely: Sequence[tuple[Node, float]],
        where: Node | None,
    ) -> Json:
        """What holds any of the words, or meets anything that is likely, scored by their weights."""
        wanted: list[Json] = [
            {"match_phrase": {field: {"query": text, "boost": weight}}}
            for word, weight in words.items()
            if (text := analyzed(word, self._analyzer))
            for field in WORDS
        ]
        wanted += [
            {"constant_score": {"filter": self._compile(node), "boost": weight}}
            for node, weight in likely
        ]
        query: Json = _any_of(wanted) if wanted else NOTHING
        if where is not None:
            query = {"bool": {"must": [query], "filter": [self._compile(where)]}}
        return query

    def column(self, name: str) -> str:
        """The field in which values of a category or attribute are counted and compared."""
        return ATTRIBUTE_FIELDS[name] if self.is_attribute(name) else f"folded.{encode_name(name)}"

    def is_attribute(self, name: str) -> bool:
        return name in ATTRIBUTE_FIELDS and name not in self._categories

    def condition(self, node: Node) -> Json:
        return self._compile(node)

    def sort(self, sort: Sort, query: Node | None) -> list[Json]:
        """The order of hits, always the same: ties go by id."""
        by_id: Json = {"id": "asc"}
        if sort.by == "relevance":
            return [by_id] if query is None else [{"_score": "desc"}, by_id]
        if self.is_attribute(sort.category):
            raise QueryError(
                f"cannot sort by {sort.category}; sort by relevance, date or a category",
                text=sort.category,
                position=0,
            )
        order: Json = {
            "order": "desc" if sort.descending else "asc",
            "mode": "max" if sort.descending else "min",
            "missing": "_last",
            "unmapped_type": "keyword",
        }
        return [{f"orders.{encode_name(sort.category)}": order}, by_id]

    def _compile(self, node: Node) -> Json:
        match node:
            case Words():
                return self._words(node)
            case Condition():
                return self._condition(node)
            case Not():
                return _none_of(self._compile(node.node))
            case And():
                return {"bool": {"must": [self._compile(one) for one in node.nodes]}}
            case Or():
                return _any_of([self._compile(one) for one in node.nodes])

    def _words(self, node: Words) -> Json:
        return self._side_by_side(WORDS, " ".join(node.words))

    def _side_by_side(self, fields: Sequence[str], text: str) -> Json:
        words = analyzed(text, self._analyzer)
        if not words:
            return NOTHING
        return _any_of([{"match_phrase": {field: words}} for field in fields])

    def _condition(self, condition: Condition) -> Json:
        match condition.operator:
            case "present":
                return {"exists": {"field": self.column(condition.category)}}
            case "missing":
                return _none_of({"exists": {"field": self.column(condition.category)}})
            case "holds":
                field = f"held_words.{encode_name(condition.category)}"
                return self._side_by_side([field], str(condition.value))
            case "=":
                return self._equal(condition)
            case "!=":
                return _none_of(self._equal(condition))
            case _:
                return self._range(condition)

    def _equal(self, condition: Condition) -> Json:
        category, value = condition.category, condition.value
        if isinstance(value, Decimal):
            return self._range(condition)
        if value is None:
            raise QueryError(f"{category}{condition.operator} needs a value")
        if not self.is_attribute(category):
            return {"term": {self.column(category): folded_form(value)}}
        if category in ("folder", "path"):
            return _places(asked_places(category, value))
        return {"term": {self.column(category): shown_form(value)}}

    def _range(self, condition: Condition) -> Json:
        category, operator, value = condition.category, condition.operator, condition.value
        if self.is_attribute(category):
            raise QueryError(f"{category} cannot be compared with {operator}, only with = and !=")
        if operator == "between" and type(value) is not type(condition.upper):
            raise QueryError(f"{category}={value}..{condition.upper}: not a range")
        names = (encode_name(category), name_readings(category))
        if isinstance(value, Decimal) and (key := number_key(value)):
            return _any_of([_number_range(condition, value, key, name) for name in names])
        first = calendar_day(value) if isinstance(value, str) else None
        if first is None or not isinstance(value, str):
            raise QueryError(f"{category}{operator}{value}: not a date or a number")
        bounds: dict[str, Json] = {
            ">=": {"gte": first},
            ">": {"gt": first},
            "<=": {"lte": first},
            "<": {"lt": first},
            "within": {"gte": first, "lte": calendar_day(value, end=True)},
            "between": {"gte": first, "lte": calendar_day(str(condition.upper))},
        }
        found: list[Json] = [{"range": {f"dates.{name}": bounds[operator]}} for name in names]
        if operator in (">=", ">"):
            found += map(_perpetual, names)
        return _any_of(found)


def named_in(node: Node | None) -> Iterator[str]:
    """The categories and attributes that a node has conditions on."""
    match node:
        case Condition():
            yield node.category
        case Not():
            yield from named_in(node.node)
        case And() | Or():
            for part in node.nodes:
                yield from named_in(part)


def taken_by_categories(ask: Callable[..., Json], names: Iterable[str]) -> set[str]:
    """The attributes among some names that are names of categories of some document as well.

    Args:
        ask: runs one search, with the arguments of `Elasticsearch.search`.
    """
    wanted = set(names)
    asked = [name for name in ATTRIBUTE_FIELDS if name in wanted]
    if not asked:
        return set()
    aggs: Json = {
        name: {"filter": {"exists": {"field": f"folded.{encode_name(name)}"}}} for name in asked
    }
    found = ask(size=0, track_total_hits=False, aggs=aggs)["aggregations"]
    return {name for name in asked if found[name]["doc_count"]}


def _number_range(condition: Condition, value: Decimal, key: str, name: str) -> Json:
    """Numbers near the bound by their doubles, which are indexed; of these the exact ones."""
    column, prefix = f"orders.{name}", ""
    if condition.currency:
        column, prefix = f"amounts.{name}", amount_key(condition.currency, "")
    double = as_double(value)
    near: Json = {"gte": double, "lte": double}
    exact: Json = {"gte": prefix + key, "lte": prefix + key}
    match condition.operator:
        case ">=" | ">" as operator:
            near = {"gte": double}
            exact = {"gte" if operator == ">=" else "gt": prefix + key}
            exact["lte"] = prefix + GREATEST_NUMBER
        case "<=" | "<" as operator:
            near = {"lte": double}
            exact = {"lte" if operator == "<=" else "lt": prefix + key}
            exact["gte"] = prefix + _LEAST_NUMBER
        case "between":
            upper = condition.upper
            if isinstance(upper, Decimal) and (last := number_key(upper)):
                near["lte"] = as_double(upper)
                exact["lte"] = prefix + last
    nearby: Json = {"range": {f"numbers.{name}": near}}
    if "lte" not in near and not condition.currency:
        nearby = _any_of([nearby, _perpetual(name)])
    return {"bool": {"must": [nearby, {"range": {column: exact}}]}}


def _places(places: AskedPlaces) -> Json:
    if places.is_whole:
        field, place = ("paths", places.path) if places.path else ("folders", places.folder)
        return {"term": {field: shown_form(place)}}
    found: list[Json] = []
    for field, place in (("folders", places.folder), ("paths", places.path)):
        if place:
            name = shown_form(place)
            pattern = "*/" + _WILD.sub(r"\\\g<0>", name)
            found.append({"wildcard": {field: {"value": pattern, "case_insensitive": True}}})
            # A path may be no more than this: then no slash stands before it.
            found.append({"term": {field: {"value": name, "case_insensitive": True}}})
    return _any_of(found)


def _perpetual(name: str) -> Json:
    """Longer than any number and later than any day, and so none of those that Kibana charts."""
    return {"term": {f"folded.{name}": PERPETUAL}}


def _any_of(queries: list[Json]) -> Json:
    return {"bool": {"should": queries, "minimum_should_match": 1}}


def _none_of(query: Json) -> Json:
    return {"bool": {"must_not": [query]}}
