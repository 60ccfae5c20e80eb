"""What the search of an address finds, from any place of its order on, and what stands beside a hit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice

from enricher.errors import InputError
from enricher.ledger.events import MOST_AT_ONCE
from enricher.query.nodes import Hit, SearchPage
from enricher.search.address import BEST, Asked
from enricher.search.facets import find_page
from enricher.search.hybrid import FoundPage, HybridSearch, Mode
from enricher.search.question import Question


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The documents before and after one in what a search finds.

    Attributes:
        number: of the document, counted from 1; 0 where the search does not find it there any more.
    """

    number: int
    total: int
    before: Hit | None = None
    after: Hit | None = None


def find_hits(
    search: HybridSearch, asked: Asked, offset: int, size: int
) -> tuple[FoundPage, Question]:
    """Some of what a search finds, in order, and the search as its filters are counted.

    Raises:
        NotFoundError: there is no document to be like.
        InputError: nothing of it can be compared yet, or there is no such order.
        QueryError: the words or a filter cannot be read; it has the place of the fault.
    """
    if asked.similar and not asked.words:
        id, place = asked.similar_to
        hits = search.similar(id, place, where=asked.where(), size=offset + size)[offset:]
        similar = FoundPage(SearchPage(offset + len(hits), 0, tuple(hits)))
        return similar, search.search.question(asked)
    mode = _mode(asked)
    if mode == "words":
        question = search.search.question(asked)
        return FoundPage(find_page(question, asked.sort, offset, size)), question
    found = search.find(
        asked.words,
        mode,
        where=asked.where(),
        without=asked.without,
        size=size,
        offset=offset,
    )
    if found.question is None:
        return found, search.search.question(asked)
    question = search.search.question(asked.with_words(""))
    return found, replace(question, query=found.question.named)


def find_all(search: HybridSearch, asked: Asked) -> list[str]:
    """The ids of all that a search finds, in order, for an act on all of them.

    Raises:
        InputError: there are too many for one act.
        QueryError: the words or a filter cannot be read.
    """
    if asked.similar and not asked.words:
        raise InputError("a search for similar documents has no end; choose among those shown")
    hits = search.hits(
        asked.words, _mode(asked), where=asked.where(), without=asked.without, sort=asked.sort
    )
    ids = [hit.id for hit in islice(hits, MOST_AT_ONCE + 1)]
    if len(ids) > MOST_AT_ONCE:
        raise InputError(
            f"more than {MOST_AT_ONCE:,} documents match, too many for one act; narrow the search"
        )
    return ids


def _mode(asked: Asked) -> Mode:
    """How the words of an address are taken: for a question only where the best come first."""
    if not asked.words or asked.sort != BEST or asked.mode == "words":
        return "words"
    return "hybrid" if asked.mode == "hybrid" else "auto"


def find_neighbours(search: HybridSearch, asked: Asked, document: str, number: int) -> Neighbours:
    """What stands before and after a document, which stood at a number of the search a while ago.

    Raises what `find_hits` raises.
    """
    first = max(0, number - 2)
    found = find_hits(search, asked, first, 3)[0].page
    ids = [hit.id for hit in found.hits]
    if document not in ids:
        return Neighbours(0, found.total)
    at = ids.index(document)
    return Neighbours(
        first + at + 1,
        found.total,
        found.hits[at - 1] if at else None,
        found.hits[at + 1] if at + 1 < len(ids) else None,
    )
