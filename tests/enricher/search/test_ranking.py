"""Documents are ranked by all signs together, and a sign without weight changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from connectors.search.terms import build_stemmer
from enricher.documents.passages import FoundPassage
from enricher.query.nodes import Condition
from enricher.query.questions import Chip, QuestionReading, Topic
from enricher.search.ranking import (
    RERANKED,
    Candidate,
    FloatArray,
    NamedTopic,
    Weights,
    rank,
)
from enricher.search.word_counts import WordCounter

NOTHING = Weights(0, 0, 0, 0, 0, 0, 0, 0)
EAST = np.array([127, 0], dtype=np.int8)
NORTH = np.array([0, 127], dtype=np.int8)


def passage(
    text: str, start: int = 0, vector: NDArray[np.int8] | None = None, **holds: float
) -> FoundPassage:
    return FoundPassage(start, start + len(text), text, vector=vector, holds=holds)


CONSENT = passage("Neither party may assign it without consent.", AntiAssignment=0.9)
LAW = passage("The laws of Oregon govern.", 50)
RENT = passage("The rent is due each month.")
CANDIDATES = [
    Candidate("rent", 1.0, frozenset(), (RENT,)),
    Candidate("assign", 0.2, frozenset({0}), (LAW, CONSENT)),
]
QUESTION = QuestionReading(
    "may Acme assign",
    "may Acme assign",
    {"assign": 1.0},
    chips=(Chip(4, 8, "Party", "Party=Acme", Condition("Party", "=", "Acme")),),
    topics=(Topic("AntiAssignment", 0.8),),
)


def count(words: Sequence[str], texts: Sequence[str]) -> FloatArray:
    return WordCounter(words, build_stemmer()).count(texts)


def ranked(
    weights: Weights, question: QuestionReading = QUESTION, named: Sequence[NamedTopic] = ()
) -> list[str]:
    found = rank(question, None, CANDIDATES, count, weights, named=named)
    return [one.id for one in found]


@pytest.mark.parametrize(
    ("weights", "first"),
    [
        (replace(NOTHING, document=1), "rent"),
        (replace(NOTHING, passage=1, words=1), "assign"),
        (replace(NOTHING, passage=1, topic=1), "assign"),
        (replace(NOTHING, chip=1), "assign"),
        (replace(NOTHING, document=1, chip=2), "assign"),
    ],
)
def test_each_sign_ranks_by_itself(weights: Weights, first: str) -> None:
    assert ranked(weights)[0] == first


def test_documents_of_one_score_are_in_the_order_of_their_ids() -> None:
    assert ranked(NOTHING) == ["assign", "rent"]


def test_best_passage_comes_first_with_its_place() -> None:
    best = rank(QUESTION, None, CANDIDATES, count, replace(NOTHING, words=1, passage=1))[0]
    assert [one.number for one in best.passages] == [1, 0]
    assert best.passages[0].passage is CONSENT


def test_likeness_is_the_cosine_and_nothing_without_a_vector() -> None:
    near = replace(RENT, vector=EAST)
    far = replace(LAW, vector=NORTH)
    candidate = Candidate("one", 0, frozenset(), (far, near, CONSENT))
    question = replace(QUESTION, words={}, topics=())
    weights = replace(NOTHING, likeness=1, passage=1)
    best = rank(question, EAST, [candidate], count, weights)[0]
    assert best.passages[0].passage is near
    assert best.score == pytest.approx(1.0)
    assert [one.score for one in best.passages[1:]] == [0.0, 0.0]


def test_passages_read_again_move_their_document() -> None:
    def rerank(question: str, texts: Sequence[str]) -> FloatArray:
        assert question == "may Acme assign"
        return np.array([9.0 if "rent" in one else -9.0 for one in texts], dtype=np.float32)

    weights = Weights(0, 0.1, 0, 0, 0, 0, 1, 1)
    assert ranked(weights) == ["assign", "rent"]
    equal = [replace(one, met=frozenset[int]()) for one in CANDIDATES]
    again = rank(QUESTION, None, equal, count, weights, rerank)
    assert [one.id for one in again] == ["rent", "assign"]


def test_of_the_first_document_most_passages_are_read_again() -> None:
    texts = [passage(f"assign {number}", number * 10) for number in range(20)]
    candidates = [
        Candidate(id, words, frozenset(), tuple(texts))
        for id, words in (("d", 0.1), ("a", 0.9), ("c", 0.3), ("b", 0.5))
    ]
    batches: list[int] = []

    def rerank(question: str, texts: Sequence[str]) -> FloatArray:
        batches.append(len(texts))
        return np.full(len(texts), -9.0, dtype=np.float32)

    weights = Weights(1, 0.1, 0, 0, 0, 0, 1, 1)
    again = rank(QUESTION, None, candidates, count, weights, rerank)
    assert [one.id for one in again] == ["a", "b", "c", "d"]
    assert batches == [sum(RERANKED)]
    assert all(len(one.passages) == max(RERANKED) for one in again)
    scores = [one.score for one in again[1].passages]
    assert scores == sorted(scores, reverse=True)


def test_documents_that_meet_less_are_not_read_again() -> None:
    def rerank(question: str, texts: Sequence[str]) -> FloatArray:
        assert "rent" not in " ".join(texts)
        return np.full(len(texts), -9.0, dtype=np.float32)

    weights = Weights(0, 0.1, 0, 0, 0, 3, 1, 1)
    again = rank(QUESTION, None, CANDIDATES, count, weights, rerank)
    assert [one.id for one in again] == ["assign", "rent"]


def test_passages_that_speak_of_what_is_asked_for_by_its_name_come_first() -> None:
    renewal = passage("The renewal term is one year.", vector=NORTH)
    audit = passage("Books may be audited.", 40, vector=EAST)
    candidate = Candidate("one", 0, frozenset(), (audit, renewal))
    weights = replace(NOTHING, named=1, passage=1)

    def first(*named: NamedTopic) -> str:
        return (
            rank(QUESTION, None, [candidate], count, weights, named=named)[0]
            .passages[0]
            .passage.text
        )

    assert first(NamedTopic(0.8, ("renewal", "term"))) == renewal.text
    assert first(NamedTopic(0.8, ("prolongation",), NORTH)) == renewal.text
    assert first(NamedTopic(0.8, ("renewal",)), NamedTopic(0.9, ("audit",), EAST)) == audit.text
    assert first(NamedTopic(0.9, ())) == audit.text  # in their order, where a name has no words


def test_document_without_passages_is_ranked_by_its_words() -> None:
    empty = Candidate("empty", 0.5, frozenset(), ())
    ranked = rank(QUESTION, None, [empty], count, replace(NOTHING, document=1))
    assert ranked[0].score == 0.5


def test_no_candidates_are_no_documents() -> None:
    assert rank(QUESTION, EAST, [], count, Weights()) == []
