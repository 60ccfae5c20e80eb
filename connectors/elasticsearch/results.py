"""Facets and hits out of what Elasticsearch answers.

A facet counts values without regard to case, once per document, and shows the most frequent
spelling. One shard counts exactly. Of several shards each names its most frequent values; where
that could have left one out, every value is counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from tantivy import TextAnalyzer

from connectors.elasticsearch.query import Json, QueryCompiler
from connectors.search.field_names import encode_name, name_readings
from connectors.search.occurrences import Phrase
from connectors.search.snippets import make_snippets
from connectors.search.terms import folded_form
from enricher.query.nodes import FacetValue, Hit
from enricher.values.marks import load_stated

Ask = Callable[..., Json]
"""Runs one search on the index, with the arguments of `Elasticsearch.search`."""

SHOWN = ["title", "stored", "warnings"]
"""What a hit needs of its document, less its text."""

_SPELLINGS = 4  # asked for per value: few values have more
_RARE_SPELLINGS = 1_000
_BUCKETS_AT_ONCE = 50_000  # the server's default allows 65,536
_PAGE = 10_000  # of values where all are counted
_LEAST_SHARD_SIZE = 500
_PIECE_CHARACTERS = 32_768


class FacetCounter:
    """Counts the facets of one query.

    Args:
        query: compiled.
        size: how many values of each, most frequent first, ties by value.
    """

    def __init__(self, ask: Ask, compiler: QueryCompiler, query: Json, size: int) -> None:
        self._ask = ask
        self._compiler = compiler
        self._query = query
        self._size = size

    def aggregations(self, names: Sequence[str]) -> Json:
        """What to ask for beside the hits, for all facets at once."""
        if not self._size:
            return {}
        asked: Json = {}
        for name in names:
            asked[_counts(name)] = _terms(self._compiler.column(name), self._size)
            if not self._compiler.is_attribute(name):
                for column in _shown(name):
                    asked[column] = _terms(column, self._size * _SPELLINGS)
        return asked

    def fits(self, names: Sequence[str]) -> bool:
        """Whether the server may be asked for all of them at once."""
        return len(names) * self._size * (2 * _SPELLINGS + 1) <= _BUCKETS_AT_ONCE

    def read(self, name: str, answer: Json | None) -> tuple[FacetValue, ...]:
        """One facet, from the aggregations that were answered; None: asked for here."""
        if not self._size:
            return ()
        if answer is None:
            answer = self._aggregate(self.aggregations([name]))
        counted = answer[_counts(name)]
        counts = [(str(one["key"]), int(one["doc_count"])) for one in counted["buckets"]]
        if counted["doc_count_error_upper_bound"]:
            counts = self._count_all(name)
        if self._compiler.is_attribute(name):
            return tuple(FacetValue(value, count) for value, count in counts)
        spellings: dict[str, str] = {}
        for one in (bucket for column in _shown(name) for bucket in answer[column]["buckets"]):
            spellings.setdefault(folded_form(one["key"]), one["key"])
        rare = [value for value, _ in counts if value not in spellings]
        if rare:
            spellings |= self._spell(name, rare)
        return tuple(FacetValue(spellings.get(value, value), count) for value, count in counts)

    def _count_all(self, name: str) -> list[tuple[str, int]]:
        column = self._compiler.column(name)
        composite: Json = {"size": _PAGE, "sources": [{"value": {"terms": {"field": column}}}]}
        counts: list[tuple[str, int]] = []
        while True:
            page = self._aggregate({"all": {"composite": composite}})["all"]
            counts += [(one["key"]["value"], one["doc_count"]) for one in page["buckets"]]
            if len(page["buckets"]) < _PAGE:
                break
            composite["after"] = page["after_key"]
        return sorted(counts, key=lambda one: (-one[1], one[0]))[: self._size]

    def _spell(self, name: str, values: Sequence[str]) -> dict[str, str]:
        """Spellings of values none of whose many spellings is frequent by itself."""
        column = self._compiler.column(name)
        spellings: dict[str, str] = {}
        for value in values:
            shown = {one: _terms(one, _RARE_SPELLINGS) for one in _shown(name)}
            only = {"only": {"filter": {"term": {column: value}}, "aggs": shown}}
            found = self._aggregate(only)["only"]
            for one in (bucket for each in shown for bucket in found[each]["buckets"]):
                if folded_form(one["key"]) == value:
                    spellings[value] = one["key"]
                    break
        return spellings

    def _aggregate(self, asked: Json) -> Json:
        answer = self._ask(query=self._query, size=0, track_total_hits=False, aggs=asked)
        found: Json = answer["aggregations"]
        return found


def _counts(name: str) -> str:
    return f"counts.{encode_name(name)}"  # a name itself may hold what the server does not take


def _shown(name: str) -> tuple[str, str]:
    """The fields that have the spellings of values, and of what can be one."""
    return f"fields.{encode_name(name)}", f"fields.{name_readings(name)}"


def _terms(column: str, size: int) -> Json:
    shard_size = max(size * 2, _LEAST_SHARD_SIZE)
    return {"terms": {"field": column, "size": size, "shard_size": shard_size}}


def read_hit(found: Json, snippets: tuple[str, ...]) -> Hit:
    source: Json = found["_source"]
    stored = source["stored"]
    return Hit(
        id=found["_id"],
        score=float(found.get("_score") or 0.0),
        title=source["title"],
        paths=tuple(stored["paths"]),
        fields={name: tuple(values) for name, values in stored["fields"].items()},
        snippets=snippets,
        warnings=tuple(source["warnings"]),
        stated=load_stated(stored.get("stated", {})),  # younger than the format
    )


def cut_snippets(text: Any, phrases: Sequence[Phrase], analyzer: TextAnalyzer) -> tuple[str, ...]:
    return make_snippets(_pieces(str(text)), phrases, analyzer)


def _pieces(text: str) -> Iterator[str]:
    for start in range(0, len(text), _PIECE_CHARACTERS):
        yield text[start : start + _PIECE_CHARACTERS]
