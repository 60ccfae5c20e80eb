"""Questions in plain words: the documents and passages that answer them, whatever the wording.

    question --read--> words, chips, topics --> candidates --rank--> hits with passages --> answers
        '--encode--> vector -------------------'

No document is hidden by what a question was understood to name: those that meet it come first. Filters
that somebody set hold for every document, inside the index.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np

from enricher.errors import InputError, NotFoundError
from enricher.query.index import PassageIndex
from enricher.query.nodes import And, Hit, HitPassage, Node, SearchPage
from enricher.query.parser import join_nodes
from enricher.query.questions import QuestionReading
from enricher.search.candidates import Signs, beside_copies, find_candidates
from enricher.search.likeness import like_passages, spread
from enricher.search.ranking import RankedDocument, ScoredPassage, rank
from enricher.search.service import Search
from enricher.search.word_counts import WordCounter

_ASKING = re.compile(
    r"\?\s*$|^\s*(?:who|whom|whose|what|which|when|where|why|how|is|are|was|were|can|could|may|must|do"
    r"|does|did|has|have|will|would|should|show|find|list|give)\b",
    re.IGNORECASE,
)
_SYNTAX = re.compile(r"[\"\u201c\u201d:()<>=]|(?:^|\s)-\w|\b(?:OR|AND|NOT)\b")
_FEW_WORDS = 4  # two or three words are looked for as they are
_MANY_WORDS = 7  # hardly a document has all of so many, and who writes them asks


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """A page of the documents that answer a question.

    Attributes:
        page: its total counts the documents that were ranked; its facets, those that meet all filters
            and all that the question names.
    """

    question: QuestionReading
    page: SearchPage


@dataclass(frozen=True, slots=True)
class HybridSearch:
    """Answers questions.

    Attributes:
        search: reads filters, and counts facets.
        read: a question, less the chips of these filters.
        signs: what it ranks by; opened when first asked.
    """

    index: PassageIndex
    search: Search
    read: Callable[[str, Collection[str]], QuestionReading]
    signs: Callable[[], Signs]

    def page(
        self,
        question: str,
        *,
        where: Sequence[str] = (),
        without: Collection[str] = (),
        facets: Sequence[str] = (),
        facet_size: int = 20,
        size: int = 10,
        offset: int = 0,
    ) -> QuestionPage:
        """Find what answers a question.

        Args:
            where: filters, which all must hold.
            without: filters that the question seems to name and does not mean (`Chip.filter`).

        Raises:
            QueryError: a filter cannot be read; it has the place of the fault.
            InputError: there is no such category to count.
        """
        started = time.perf_counter()
        reading = self.read(question, without)
        asked = self.search.read("", where=where).where
        filters = _all_of(asked, reading.where)
        ranked = self._rank(reading, filters)
        shown = ranked[offset : offset + size]
        hits = {hit.id: hit for hit in self.index.hits([one.id for one, _ in shown])}
        counted = self.search.count(
            _all_of(filters, *(chip.node for chip in reading.chips)), facets, facet_size
        )
        page = replace(
            counted,
            total=len(ranked),
            hits=tuple(
                _hit(hits[one.id], one, copy_of, reading)
                for one, copy_of in shown
                if one.id in hits
            ),
            took_ms=round((time.perf_counter() - started) * 1000),
        )
        return QuestionPage(reading, page)

    def like(
        self,
        document: str,
        place: tuple[int, int] | None = None,
        *,
        where: Sequence[str] = (),
        size: int = 10,
    ) -> list[Hit]:
        """Documents like another one, or with passages like one of its passages.

        Args:
            document: its id.
            place: [start, end) in its text; None means all of it.

        Raises:
            NotFoundError: there is no such document in the index.
            InputError: nothing of it, or at that place, has a vector yet.
        """
        encoder = self.signs().encoder
        found = self.index.passages([document]).get(document)
        if found is None:
            raise NotFoundError(f"there is no document {document} in the index")
        wanted = [
            one.vector
            for one in found
            if one.vector is not None
            and (place is None or (one.start < place[1] and place[0] < one.end))
        ]
        if encoder is None or not wanted:
            raise InputError(
                f"nothing of document {document} can be compared there yet; `enricher status` says how"
                " far semantic search is"
            )
        rows = spread(np.stack(wanted))
        filters = self.search.read("", where=where).where
        return like_passages(self.index, encoder.name, rows, {document}, filters, size)

    def _rank(
        self, reading: QuestionReading, filters: Node | None
    ) -> list[tuple[RankedDocument, str]]:
        signs = self.signs()
        vector = signs.vector(reading)
        candidates = find_candidates(self.index, signs, reading, vector, filters)
        counter = WordCounter(list(reading.words), signs.stem)
        ranked = rank(reading, vector, candidates, counter.count, signs.weights, signs.rerank)
        return beside_copies(self.index, ranked)


def is_question(text: str) -> bool:
    """Whether words are meant as a question rather than each to be found."""
    if _SYNTAX.search(text):
        return False
    words = len(text.split())
    return words >= _MANY_WORDS or (words >= _FEW_WORDS and _ASKING.search(text) is not None)


def _hit(hit: Hit, ranked: RankedDocument, copy_of: str, question: QuestionReading) -> Hit:
    return replace(
        hit,
        score=ranked.score,
        passages=tuple(_passage(one, question) for one in ranked.passages if one.score > 0),
        meets=tuple(question.chips[number].filter for number in sorted(ranked.met)),
        copy_of=copy_of,
    )


def _passage(scored: ScoredPassage, question: QuestionReading) -> HitPassage:
    passage = scored.passage
    return HitPassage(
        offset=passage.start,
        length=passage.end - passage.start,
        page=passage.page,
        text=passage.text,
        score=scored.score,
        holds=tuple(one.category for one in question.topics if one.category in passage.holds),
    )


def _all_of(*nodes: Node | None) -> Node | None:
    known = [node for node in nodes if node is not None]
    return join_nodes(And, known) if known else None
