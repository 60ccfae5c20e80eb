"""Searches of a home by what a person wrote.

words, filters --grammar--> nodes, parties by the names that are shown --> index --> hits
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Protocol

from enricher.errors import InputError
from enricher.query.grammar import parse_query, parse_where
from enricher.query.nodes import ATTRIBUTES, And, Hit, Node, SearchPage, SearchRequest, Sort
from enricher.query.parties import ask_for_shown
from enricher.schema import EntitySchema
from enricher.search.address import Asked
from enricher.search.presence import count_missing
from enricher.search.question import Question
from enricher.values import ValueType


class Parties(Protocol):
    """The names that are shown for parties, by the keys of what they are called."""

    def shown(self, key: str) -> str | None: ...

    def beginning(self, key: str, limit: int) -> list[str]: ...


@dataclass(frozen=True, slots=True)
class Search:
    """Reads what is asked, and asks the index.

    Attributes:
        find: a page of hits.
        scan: all hits in order, however many.
        schema: of all that reads any collection, as it is now.
    """

    find: Callable[[SearchRequest], SearchPage]
    scan: Callable[[SearchRequest], Iterator[Hit]]
    parties: Parties
    schema: Callable[[], EntitySchema]

    def page(
        self,
        query: str = "",
        *,
        where: Sequence[str] = (),
        facets: Sequence[str] = (),
        facet_size: int = 20,
        sort: str = "relevance",
        size: int = 10,
        offset: int = 0,
    ) -> SearchPage:
        """Search an index with what a person wrote.

        Args:
            where: filters, which all must hold.
            sort: `relevance`, `date` (newest first) or a category, with `:asc` or `:desc` behind it.

        Raises:
            QueryError: the query or a filter cannot be read; it has the place of the fault.
            InputError: there is no such category to count or to sort by.
        """
        schema = self.schema()
        request = replace(
            self.read(query, where=where, sort=sort),
            facets=tuple(dict.fromkeys(known_name(one, schema, "count") for one in facets)),
            facet_size=facet_size,
            size=size,
            offset=offset,
        )
        return count_missing(self.find(request), schema.types)

    def count(self, where: Node | None, facets: Sequence[str], facet_size: int) -> SearchPage:
        """How many documents meet some conditions, and their facets; no hits.

        Raises:
            InputError: there is no such category to count.
        """
        schema = self.schema()
        names = tuple(dict.fromkeys(known_name(one, schema, "count") for one in facets))
        request = SearchRequest(where=where, facets=names, facet_size=facet_size, size=0)
        return count_missing(self.find(request), schema.types)

    def hits(self, query: str, where: Sequence[str], sort: str) -> Iterator[Hit]:
        """Every hit once, in order.

        Raises:
            QueryError: at once, before any hit: it cannot be read.
        """
        return self.scan(self.read(query, where=where, sort=sort))

    def ids(self, query: str, where: Sequence[str], most: int) -> tuple[list[str], int]:
        """The ids of what a search finds, `most` at most, and how many there are.

        Without scores and snippets, which of ten thousand hits would take seconds.

        Raises what `page` raises.
        """
        page = self.find(SearchRequest(where=self._conditions(query, where), size=most))
        return [hit.id for hit in page.hits], page.total

    def unordered(self, query: str, where: Sequence[str]) -> Iterator[Hit]:
        """Every hit once, without scores and snippets.

        Raises:
            QueryError: at once, before any hit: it cannot be read.
        """
        return self.scan(SearchRequest(where=self._conditions(query, where)))

    def _conditions(self, query: str, where: Sequence[str]) -> Node | None:
        reader = self._reader()
        read = reader.query(query), reader.filters(where)
        nodes = tuple(node for node in read if node is not None)
        return And(nodes) if nodes else None

    def read(
        self, query: str = "", *, where: Sequence[str] = (), sort: str = "relevance"
    ) -> SearchRequest:
        """What a person wrote, as an index is asked; raises what `page` raises."""
        schema = self.schema()
        reader = self._reader(schema)
        return SearchRequest(
            query=reader.query(query), where=reader.filters(where), sort=_parse_sort(sort, schema)
        )

    def question(self, asked: Asked) -> Question:
        """The words and filters of an address, each category's apart.

        Raises:
            QueryError: one cannot be read; it has the place of the fault.
        """
        reader = self._reader()
        filters = {
            category: node
            for category in asked.categories
            if (node := reader.filters([asked.where_of(category)])) is not None
        }
        return Question(reader.types, reader.query(asked.words), filters, self.find)

    def _reader(self, schema: EntitySchema | None = None) -> _Reader:
        known = schema or self.schema()
        return _Reader(known.types, known.choices, self.parties)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads words as nodes that ask for parties by the names that are shown."""

    types: Mapping[str, ValueType]
    choices: Mapping[str, Sequence[str]]
    parties: Parties

    def query(self, text: str) -> Node | None:
        return self._shown(parse_query(text, self.types, _today(), choices=self.choices))

    def filters(self, where: Sequence[str]) -> Node | None:
        return self._shown(parse_where(where, self.types, _today(), choices=self.choices))

    def _shown(self, node: Node | None) -> Node | None:
        return node and ask_for_shown(node, self.types, self.parties.shown)


def _today() -> date:
    return datetime.now().astimezone().date()


def _parse_sort(text: str, schema: EntitySchema) -> Sort:
    name, _, direction = text.partition(":")
    if direction not in ("", "asc", "desc"):
        raise InputError(f"sort {text!r}: the colon must be followed by asc or desc")
    if name == "relevance":
        return Sort()
    if name == "date":
        return Sort("date", descending=direction != "asc")
    return Sort(
        known_name(name, schema, "sort by", attributes=False), descending=direction == "desc"
    )


def known_name(name: str, schema: EntitySchema, act: str, *, attributes: bool = True) -> str:
    """The name as the schema writes it, whatever case it was given in."""
    names: tuple[str, ...] = schema.names + (ATTRIBUTES if attributes else ())
    for one in names:
        if one.casefold() == name.casefold():
            return one
    raise InputError(f"there is no category {name!r} to {act}; there are: {', '.join(names)}")
