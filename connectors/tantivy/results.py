"""Facets and order of a tantivy search: what its collectors cannot do on JSON columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tantivy import DocAddress, Occur, Order, Query, Schema, Searcher

from connectors.tantivy.schema import TERM_MARK, folded_term
from enricher.errors import QueryError
from enricher.query.nodes import FacetValue

FloatArray = NDArray[np.float64]

ALL_BUCKETS = 2**31 - 1
"""Asked of every segment, so that no count is an estimate."""

MAX_BUCKETS = 65_000
"""tantivy 0.27 answers no more at once, and its binding cannot raise that."""

SHALLOW = 50
"""Up to here tantivy's own collectors sort by strings; their cost grows with the depth of the
page (composite aggregation, 150,000 documents: 6 ms for 10, 43 ms for 300, 270 ms for 3,000)."""

SEGMENT_TERMS = 1_000
GUESSED_TERMS = 500
"""Terms that each segment names, and that all of them together do, in the first pass of a facet."""

COMPOSED_AT_ONCE = 20_000
RESOLVED_AT_ONCE = 1_000
"""Documents that are put in order, and that are looked up by their ids, at a time."""

GUESSED_FROM_HITS = 20_000
"""Of fewer hits all terms are counted at once: that takes 11 ms where each has a term of its own."""


def count_facet(
    searcher: Searcher,
    schema: Schema,
    query: Query,
    total: int,
    column: str,
    shown: str | None,
    size: int,
) -> tuple[FacetValue, ...]:
    """The most frequent values, exactly counted, ties by value.

    Args:
        total: the hits of `query`.
        column: holds the values without regard to case, each once per document.
        shown: holds their spellings, of which the most frequent is shown; None: `column` does.
    """
    size = min(size, MAX_BUCKETS)
    if size <= 0:
        return ()
    counts = _most_frequent(searcher, query, total, column, size)
    spellings: dict[str, str] = {}
    if shown is None:
        spellings = {term: term for term, _ in counts}
    else:
        for term, _ in _count_terms(searcher, query, shown, min(4 * size, MAX_BUCKETS)).counts:
            spellings.setdefault(folded_term(term.removeprefix(TERM_MARK)), term)
        for term, _ in counts:
            if term not in spellings:  # none of its many spellings is frequent by itself
                narrowed = _both(query, Query.term_query(schema, column, term, "basic"))
                rare = _count_terms(searcher, narrowed, shown, MAX_BUCKETS, ALL_BUCKETS)
                for spelling, _ in rare.counts:
                    if folded_term(spelling.removeprefix(TERM_MARK)) == term:
                        spellings[term] = spelling
                        break
    return tuple(
        FacetValue(spellings.get(term, term).removeprefix(TERM_MARK), count)
        for term, count in counts
    )


def _most_frequent(
    searcher: Searcher, query: Query, total: int, column: str, size: int
) -> list[tuple[str, int]]:
    """The exact counts of the most frequent terms, ties by term.

    A segment that names all its terms is slow where there are tens of thousands. So, for a query
    with many hits, it names its most frequent first; those are counted again, exactly; and only
    when a term that no segment named could still be as frequent, every term is counted.
    """
    if total <= GUESSED_FROM_HITS:
        return _count_terms(searcher, query, column, size, ALL_BUCKETS).counts
    guess = _count_terms(searcher, query, column, max(size, GUESSED_TERMS), SEGMENT_TERMS)
    if guess.most_missed == 0:
        return guess.counts[:size]
    named = [term for term, _ in guess.counts]
    counts = _count_terms(searcher, query, column, len(named), ALL_BUCKETS, named).counts[:size]
    most_unnamed = guess.most_missed + (guess.counts[-1][1] if guess.is_cut else 0)
    if len(counts) == size and counts[-1][1] > most_unnamed:
        return counts
    return _count_terms(searcher, query, column, size, ALL_BUCKETS).counts


@dataclass(frozen=True, slots=True)
class _TermCounts:
    """Terms by falling count; a term that no segment named has at most `most_missed`."""

    counts: list[tuple[str, int]]
    most_missed: int
    is_cut: bool


def _count_terms(
    searcher: Searcher,
    query: Query,
    column: str,
    size: int,
    segment_size: int | None = None,
    only: list[str] | None = None,
) -> _TermCounts:
    terms: dict[str, Any] = {"field": column, "size": size}
    if segment_size is not None:
        terms["segment_size"] = segment_size
    if only is not None:
        terms["include"] = only
    answer = searcher.aggregate(query, {"counts": {"terms": terms}})["counts"]
    counts = [(bucket["key"], bucket["doc_count"]) for bucket in answer["buckets"]]
    return _TermCounts(counts, answer["doc_count_error_upper_bound"], len(counts) == size)


class Ordering:
    """Pages of the documents that a query matches, always in the same order."""

    def __init__(self, searcher: Searcher, schema: Schema, query: Query, total: int) -> None:
        self._searcher = searcher
        self._schema = schema
        self._query = query
        self._total = total

    def by_relevance(self, offset: int, size: int) -> list[tuple[float, DocAddress]]:
        """Best first; documents of one score by id."""
        end = offset + size
        hits = self._searcher.search(self._query, end + 1, count=False).hits
        if len(hits) > end and hits[end][0] == hits[end - 1][0]:
            hits = self._searcher.search(self._query, self._total, count=False).hits
        addresses = [address for _, address in hits]
        scores = np.array([score for score, _ in hits], dtype=np.float64)
        return [hits[place] for place in self._page(-scores, addresses, offset, size)]

    def by_id(self, offset: int, size: int) -> list[str]:
        return self._ids(self._query, self._total, offset, size)

    def by_column(self, column: str, descending: bool, offset: int, size: int) -> list[str]:
        """Ids by the one sortable key in `column`; documents without one last, ties by id."""
        if offset + size <= SHALLOW:
            return self._composite(column, descending, offset, size)
        order = "desc" if descending else "asc"
        terms = {"field": column, "size": MAX_BUCKETS, "order": {"_key": order}}
        answer = self._searcher.aggregate(self._query, {"keys": {"terms": terms}})["keys"]
        if answer["sum_other_doc_count"]:
            if offset + size > MAX_BUCKETS:
                raise QueryError(
                    f"pages beyond document {MAX_BUCKETS} cannot be sorted by a category with so"
                    " many values; narrow the search or sort by relevance"
                )
            return self._composite(column, descending, offset, size)
        ids: list[str] = []
        passed = 0
        for bucket in answer["buckets"]:
            count = bucket["doc_count"]
            if passed + count > offset and len(ids) < size:
                key = Query.term_query(self._schema, column, bucket["key"], "basic")
                skipped = max(offset - passed, 0)
                ids += self._ids(_both(self._query, key), count, skipped, size - len(ids))
            passed += count
        if len(ids) < size and passed < self._total:
            rest = Query.boolean_query(
                [(Occur.Must, self._query), (Occur.MustNot, Query.exists_query(column))]
            )
            skipped = max(offset - passed, 0)
            ids += self._ids(rest, self._total - passed, skipped, size - len(ids))
        return ids

    def all_by_column(self, column: str, descending: bool) -> list[str]:
        """All ids as `by_column` orders them, however many keys there are."""
        ids: list[str] = []
        after: dict[str, Any] = {}
        while len(ids) < self._total:
            page = self._keys(column, descending, COMPOSED_AT_ONCE, after)
            if not page["buckets"]:
                break
            ids += [bucket["key"]["id"] for bucket in page["buckets"]]
            after = {"after": page["after_key"]}
        return ids

    def resolve(self, ids: list[str]) -> list[tuple[float, DocAddress]]:
        """Scores and addresses of these documents, in this order."""
        if not ids:
            return []
        chosen = _both(self._query, Query.term_set_query(self._schema, "id", ids))
        found = {
            str(self._searcher.doc(address).get_first("id")): (float(score), address)
            for score, address in self._searcher.search(chosen, len(ids), count=False).hits
        }
        return [found[document_id] for document_id in ids if document_id in found]

    def resolve_all(self, ids: Sequence[str]) -> Iterator[tuple[float, DocAddress]]:
        """As `resolve`, a part at a time."""
        for start in range(0, len(ids), RESOLVED_AT_ONCE):
            yield from self.resolve(list(ids[start : start + RESOLVED_AT_ONCE]))

    def _composite(self, column: str, descending: bool, offset: int, size: int) -> list[str]:
        buckets = self._keys(column, descending, offset + size)["buckets"]
        return [bucket["key"]["id"] for bucket in buckets[offset:]]

    def _keys(
        self, column: str, descending: bool, size: int, after: Mapping[str, Any] = {}
    ) -> dict[str, Any]:
        """Ids with their keys; `after` what another page ended with."""
        value = {
            "field": column,
            "order": "desc" if descending else "asc",
            "missing_bucket": True,
            "missing_order": "last",
        }
        sources = [{"value": {"terms": value}}, {"id": {"terms": {"field": "id"}}}]
        page = {"composite": {"size": size, "sources": sources, **after}}
        found: dict[str, Any] = self._searcher.aggregate(self._query, {"page": page})["page"]
        return found

    def _ids(self, query: Query, total: int, offset: int, size: int) -> list[str]:
        if offset >= total:
            return []
        if offset + size <= SHALLOW:
            found = self._searcher.search(
                query, size, count=False, order_by_field="id", offset=offset, order=Order.Asc
            )
            return [document_id for document_id, _ in found.hits]
        addresses = [
            address for _, address in self._searcher.search(query, total, count=False).hits
        ]
        equal = np.zeros(len(addresses))
        return [self._id(addresses[place]) for place in self._page(equal, addresses, offset, size)]

    def _page(
        self, keys: FloatArray, addresses: list[DocAddress], offset: int, size: int
    ) -> list[int]:
        """Places of the page in the order of `keys`, equal keys by id."""
        ranks = np.array(self._searcher.fast_field_values("rank", addresses), dtype=np.uint64)
        places = np.lexsort((ranks, keys))

        def same(one: int, other: int) -> bool:
            left, right = places[one], places[other]
            return bool(keys[left] == keys[right] and ranks[left] == ranks[right])

        first, last = min(offset, len(places)), min(offset + size, len(places))
        while 0 < first < len(places) and same(first - 1, first):
            first -= 1
        while 0 < last < len(places) and same(last - 1, last):
            last += 1
        near = places[first:last].tolist()
        if any(same(place, place + 1) for place in range(first, last - 1)):
            near.sort(key=lambda place: (keys[place], ranks[place], self._id(addresses[place])))
        return [int(place) for place in near[offset - first : offset - first + size]]

    def _id(self, address: DocAddress) -> str:
        return str(self._searcher.doc(address).get_first("id"))


def _both(query: Query, filter_query: Query) -> Query:
    """`query` with its score, where `filter_query` matches too."""
    unscored = Query.const_score_query(filter_query, 0.0)
    return Query.boolean_query([(Occur.Must, query), (Occur.Must, unscored)])
