"""Questions in plain words: the documents and passages that answer them, whatever the wording.

    question --read--> words, chips, topics --> candidates --rank--> hits with passages --> answers
        '--encode--> vector -------------------'                                     '--> written answer

No document is hidden by what a question was understood to name: those that meet it come first.
Filters that somebody set hold for every document, inside the index.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from enricher.errors import InputError, NotFoundError
from enricher.query.index import PassageIndex
from enricher.query.nodes import And, Hit, HitPassage, Node, SearchPage
from enricher.query.parser import join_nodes
from enricher.query.questions import QuestionReading
from enricher.search.answers import Answer
from enricher.search.candidates import CANDIDATES, Signs, beside_copies, find_candidates
from enricher.search.citations import WrittenAnswer
from enricher.search.ranking import FloatArray, RankedDocument, ScoredPassage, rank
from enricher.search.reasons import reasons_of
from enricher.search.service import Search
from enricher.search.similarity import find_similar, spread
from enricher.search.word_counts import WordCounter

_SYNTAX = re.compile(r"[\"\u201c\u201d:()<>=]|(?:^|\s)-\w|\b(?:OR|AND|NOT)\b")
_WORD = re.compile(r"[^\W_]")
_SHOWN_PASSAGES = 5  # of a hit
_WORDS_OF_A_QUESTION = 4  # two or three words are looked for as they are, unless a mark asks


Mode = Literal["auto", "words", "hybrid"]
"""`words` finds what has all of them, `hybrid` what answers a question; `auto` takes the second for what
reads as a question, and for words that no document has together."""

Write = Callable[[QuestionReading, Sequence[Hit], Sequence[Answer]], WrittenAnswer]
"""Has an answer written from hits and from what they say themselves."""


@dataclass(frozen=True, slots=True)
class FoundPage:
    """A page of what was found.

    Attributes:
        page: of a question its total counts the documents that were ranked, its facets those that meet
            all filters and all that the question names.
        question: as it was read; None for words that were looked for as they are.
        meeting: how many documents, ranked or not, meet all that the question names.
        answers: on the first page, what its hits say themselves.
        written: on the first page, where it was asked for, what a language model wrote.
    """

    page: SearchPage
    question: QuestionReading | None = None
    answers: tuple[Answer, ...] = ()
    meeting: int = 0
    written: WrittenAnswer | None = None

    @property
    def mode(self) -> Mode:
        return "words" if self.question is None else "hybrid"


@dataclass(frozen=True, slots=True)
class HybridSearch:
    """Answers questions.

    Attributes:
        search: reads filters, and counts facets.
        read: a question, less what it does not mean (`Chip.filter`).
        signs: what it ranks by; opened when first asked.
        answers: what the best hits say themselves.
        write: has a language model answer from them; None where none is set up.
    """

    index: PassageIndex
    search: Search
    read: Callable[[str, Collection[str]], QuestionReading]
    signs: Callable[[], Signs]
    answers: Callable[[QuestionReading, Sequence[Hit]], tuple[Answer, ...]]
    write: Write | None = None

    def find(
        self,
        query: str,
        mode: Mode = "auto",
        *,
        where: Sequence[str] = (),
        without: Collection[str] = (),
        facets: Sequence[str] = (),
        facet_size: int = 20,
        sort: str = "relevance",
        size: int = 10,
        offset: int = 0,
        written: bool = False,
    ) -> FoundPage:
        """Search with what a person wrote.

        Args:
            where: filters, which all must hold.
            without: what the question seems to name and does not mean (`Chip.filter`).
            sort: other than by relevance only words are sorted.
            written: have a language model answer from the hits; what is asked is then a question.

        Raises:
            QueryError: the query or a filter cannot be read; it has the place of the fault.
            InputError: there is no such category to count or to sort by, or `hybrid` is to be sorted,
                or no answer can be written.
        """
        if written:
            self._demand_question(query, mode)
            mode = "hybrid"
        if mode == "hybrid" and sort != "relevance":
            raise InputError(f"answers to a question are sorted by relevance, not by {sort}")
        is_plain = bool(query.strip()) and sort == "relevance"
        if is_plain and is_asked(query, mode):
            return self._answer(
                query, where, without, facets, facet_size, size, offset, written=written
            )
        page = self.search.page(
            query,
            where=where,
            facets=facets,
            facet_size=facet_size,
            sort=sort,
            size=size,
            offset=offset,
        )
        if mode == "auto" and is_plain and not page.total and is_plain_words(query):
            found = self._answer(query, where, without, facets, facet_size, size, offset)
            return found if found.page.total else FoundPage(page)
        return FoundPage(page)

    def _answer(
        self,
        question: str,
        where: Sequence[str],
        without: Collection[str],
        facets: Sequence[str],
        facet_size: int,
        size: int,
        offset: int,
        *,
        written: bool = False,
    ) -> FoundPage:
        started = time.perf_counter()
        reading = self.read(question, without)
        asked = self.search.read("", where=where).where
        filters = _all_of(asked, reading.where)
        signs = self.signs()
        ranked = self._rank(reading, filters, signs)
        shown = ranked[offset : offset + size]
        found = {hit.id: hit for hit in self.index.hits([one.id for one, _ in shown])}
        hits = tuple(
            _hit(found[one.id], one, copy_of, reading, signs.stem)
            for one, copy_of in shown
            if one.id in found
        )
        answers = () if offset else self.answers(reading, hits)
        counted = self.search.count(_all_of(asked, reading.named), facets, facet_size)
        took_ms = round((time.perf_counter() - started) * 1000)
        page = replace(counted, total=len(ranked), hits=hits, took_ms=took_ms)
        write = self.write if written and not offset else None
        made = write(reading, hits, answers) if write else None
        return FoundPage(page, reading, answers, counted.total, made)

    def _demand_question(self, query: str, mode: Mode) -> None:
        """Raises InputError where no answer can be written to what is asked."""
        if self.write is None:
            raise InputError(
                "no language model is set up for written answers; set answer_server_url and"
                " answer_server_model (docs/questions.md)"
            )
        if mode == "words" or not query.strip():
            raise InputError("answers are written only to questions, in mode auto or hybrid")

    def hits(
        self,
        query: str,
        mode: Mode = "auto",
        *,
        where: Sequence[str] = (),
        without: Collection[str] = (),
        sort: str = "relevance",
    ) -> Iterator[Hit]:
        """Every hit once, in order; raises what `find` raises, before any hit."""
        if mode == "words":  # all of them, without a page of them first
            return self.search.hits(query, where, sort)
        found = self.find(query, mode, where=where, without=without, sort=sort, size=CANDIDATES)
        if found.question is None:
            return self.search.hits(query, where, sort)
        return iter(found.page.hits)

    def similar(
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
        there = [
            one for one in found if place is None or (one.start < place[1] and place[0] < one.end)
        ]
        if place is not None and not there:
            start, end = place
            raise InputError(f"document {document} has no passage at {start},{end} of its text")
        vectors = (one.vector_by(encoder.name) for one in there) if encoder else ()
        wanted = [one for one in vectors if one is not None]
        if encoder is None or not wanted:
            raise InputError(
                f"document {document} cannot be compared there yet; `enricher status` shows the"
                " progress of semantic search"
            )
        rows = spread(np.stack(wanted))
        filters = self.search.read("", where=where).where
        return find_similar(self.index, encoder.name, rows, {document}, filters, size)

    def _rank(
        self, reading: QuestionReading, filters: Node | None, signs: Signs
    ) -> list[tuple[RankedDocument, str]]:
        vector = signs.vector(reading)
        candidates = find_candidates(self.index, signs, reading, vector, filters)

        def count(words: Sequence[str], texts: Sequence[str]) -> FloatArray:
            return WordCounter(words, signs.stem).count(texts)

        named = signs.named(reading)
        ranked = rank(reading, vector, candidates, count, signs.weights, signs.rerank, named)
        return beside_copies(self.index, ranked)


def is_plain_words(text: str) -> bool:
    """Whether nothing is said in the syntax of queries: no phrase, no condition, no `OR`."""
    return _SYNTAX.search(text) is None


def is_asked(text: str, mode: Mode) -> bool:
    """Whether a search in this mode takes words for a question, whatever they find."""
    return mode == "hybrid" or (mode == "auto" and is_question(text))


def is_question(text: str) -> bool:
    """Whether words are meant as a question rather than each to be found."""
    if not is_plain_words(text) or not _WORD.search(text):
        return False
    return len(text.split()) >= _WORDS_OF_A_QUESTION or text.rstrip().endswith("?")


def _hit(
    hit: Hit,
    ranked: RankedDocument,
    copy_of: str,
    question: QuestionReading,
    stem: Callable[[str], str],
) -> Hit:
    meant = replace(
        hit,
        score=ranked.score,
        passages=tuple(
            _passage(one, question) for one in ranked.passages[:_SHOWN_PASSAGES] if one.score > 0
        ),
        meets=tuple(question.chips[number].filter for number in sorted(ranked.met)),
        copy_of=copy_of,
    )
    reasons = reasons_of(question, meant, stem)
    return replace(meant, words=reasons.words, topics=reasons.topics)


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
