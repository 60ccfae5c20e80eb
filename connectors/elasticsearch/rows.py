"""Searches the index of rows at an Elasticsearch server; there is none before the first row."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from elasticsearch import BadRequestError, Elasticsearch, NotFoundError
from tantivy import TextAnalyzer

from connectors.elasticsearch.client import reason, translated
from connectors.elasticsearch.mapping import DEEPEST
from connectors.elasticsearch.query import Json, QueryCompiler, named_in, taken_by_categories
from connectors.elasticsearch.row_query import RowCompiler, row_field
from connectors.search.field_names import encode_name
from connectors.search.rows import UNITS_DIGITS
from enricher.documents.rows import Row
from enricher.documents.tables import RowCorrections
from enricher.errors import QueryError
from enricher.query.nodes import Node
from enricher.query.rows import (
    OWN_GROUPS,
    PERIODS,
    RowHit,
    RowPage,
    RowSort,
    RowSum,
    as_amount,
    in_order,
)

_AT_ONCE = 2_000
_CURRENCIES = 200  # there are fewer
_EXACT_DIGITS = 15  # of a double
_SHOWN = [
    *("document", "title", "path", "row.number", "row.table", "row.date", "row.account"),
    *("row.currency", "row.party", "row.page", "row.start", "row.end", "row.cells"),
    *("row.corrected", "row.added"),
]
_SIGNS = {"incoming": "gt", "outgoing": "lt"}


class ElasticsearchRows:
    """Implements `enricher.query.rows.RowIndex`; safe to use from several threads.

    Args:
        name: the alias of the rows.
        server: names the server in messages.
    """

    def __init__(
        self, client: Elasticsearch, name: str, server: str, analyzer: TextAnalyzer
    ) -> None:
        self._client = client
        self._name = name
        self._server = server
        self._analyzer = analyzer

    def rows(self, where: Node | None, sort: RowSort, size: int, offset: int) -> RowPage:
        if size < 0 or offset < 0:
            raise QueryError("size and offset cannot be negative")
        if offset + size > DEEPEST:
            raise QueryError(f"no page goes beyond row {DEEPEST}; narrow the search")
        answer = self._ask(
            query=self._query(where),
            sort=_order(sort),
            size=size,
            from_=offset if size else 0,
            source=_SHOWN,
            track_total_hits=True,
        )
        found = answer["hits"]
        return RowPage(found["total"]["value"], tuple(map(_hit, found["hits"])))

    def scan_rows(self, where: Node | None, sort: RowSort) -> Iterator[RowHit]:
        asked: Json = {"query": self._query(where), "sort": _order(sort), "size": _AT_ONCE}
        while True:
            answer = self._ask(**asked, source=_SHOWN, track_total_hits=False)
            found = answer["hits"]["hits"]
            yield from map(_hit, found)
            if len(found) < _AT_ONCE:
                return
            asked["search_after"] = found[-1]["sort"]

    def sums(self, where: Node | None, by: str, size: int) -> list[RowSum]:
        sums = {
            name: {
                "filter": {"range": {"row.amount": {sign: 0}}},
                "aggs": {"sum": {"sum": {"field": "row.amount"}}},
            }
            for name, sign in _SIGNS.items()
        }
        aggs: Json = {"by": _terms("row.currency", _CURRENCIES, sums)}
        if by:
            order = {"_key": "asc"} if by in PERIODS else {"_count": "desc"}
            aggs = {"by": _terms(_group(by), max(size, 1), aggs, order)}
        answer = self._ask(query=self._query(where), size=0, track_total_hits=False, aggs=aggs)
        buckets = answer.get("aggregations", {}).get("by", {}).get("buckets", [])
        groups = (
            [(str(one["key"]), one["by"]["buckets"]) for one in buckets] if by else [("", buckets)]
        )
        found = [
            RowSum(
                key,
                str(one["key"]),
                int(one["doc_count"]),
                _money(one["incoming"]["sum"]["value"]),
                _money(one["outgoing"]["sum"]["value"]),
            )
            for key, currencies in groups
            for one in currencies
        ]
        return in_order(found, by, size)

    def _query(self, where: Node | None) -> Json:
        if where is None:
            return {"match_all": {}}
        documents = QueryCompiler(self._analyzer, taken_by_categories(self._ask, named_in(where)))
        return {"bool": {"filter": [RowCompiler(documents, self._analyzer).compile(where)]}}

    def _ask(self, **arguments: Any) -> Json:
        with translated(self._server):
            try:
                answer: Json = self._client.search(
                    index=self._name, allow_partial_search_results=False, **arguments
                ).body
            except BadRequestError as error:
                raise QueryError(f"{self._server} cannot answer this: {reason(error)}") from error
            except NotFoundError:
                return _nothing(arguments.get("aggs", {}))
        return answer


def _nothing(aggs: Json) -> Json:
    """What an empty index answers."""
    empty = {name: {"doc_count": 0, "buckets": []} for name in aggs}
    return {"hits": {"total": {"value": 0}, "hits": []}, "aggregations": empty}


def _terms(field: str, size: int, aggs: Json, order: Json | None = None) -> Json:
    terms: Json = {"field": field, "size": size, "missing": "", "shard_size": max(size * 2, 500)}
    if order is not None:
        terms["order"] = order
    return {"terms": terms, "aggs": aggs}


def _group(by: str) -> str:
    if by in OWN_GROUPS:
        return f"row.{by}"
    if by in ("path", "collection"):
        return by
    return f"fields.{encode_name(by)}"


def _order(sort: RowSort) -> list[Json]:
    field = "path" if sort.by == "path" else row_field(sort.by)
    direction = "desc" if sort.descending else "asc"
    by_place: list[Json] = [{"document": "asc"}, {"row.number": "asc"}]
    return [{field: {"order": direction, "missing": "_last"}}, *by_place]


def _money(number: float) -> Decimal:
    """A sum of doubles as the decimal that it means."""
    exact = Decimal(repr(number))
    digits = min(UNITS_DIGITS, max(0, _EXACT_DIGITS - 1 - exact.adjusted()))
    return as_amount(round(exact, digits))


def _hit(found: Json) -> RowHit:
    source: Json = found["_source"]
    row: Json = source["row"]
    return RowHit(
        source["document"],
        source["title"],
        source["path"],
        Row(
            row["table"],
            row["number"],
            row["cells"],
            row.get("date", ""),
            row.get("account", ""),
            row.get("currency", ""),
            row.get("party", ""),
            row.get("page"),
            row["start"],
            row["end"],
            RowCorrections(row.get("corrected", {}), row.get("added", False)),
        ),
    )
