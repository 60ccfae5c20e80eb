"""Which documents answer a question, and with which of their passages.

    documents by words (BM25) --+-- candidates -- their passages, each by its words, its likeness to the
    passages by likeness -------+                 question, the name of what that asks for, and what was
                                                  found in it
                                                       |
                        documents by their best passage, their words, and what the question names
                                                       |
                                  the best passages of the best documents, read again beside the question

All of it is arithmetic on what an index and the models say; each sign has a weight (`Weights`), 0 for one
that is not to count.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from enricher.documents.passages import FoundPassage
from enricher.query.questions import QuestionReading

FloatArray = NDArray[np.float32]
Rerank = Callable[[str, Sequence[str]], FloatArray]
"""How well each text answers a question, as log-odds."""

Count = Callable[[Sequence[str], Sequence[str]], FloatArray]
"""How often each of some words stands in each of some texts: [texts, words]."""

RERANKED = (16, 4, 4)  # passages of the first documents that are read again
BEST_PASSAGES = max(RERANKED)  # of each document
UNIT = 127.0**2  # of the product of two vectors, see `enricher.documents.passages`

_SATURATION = 1.2  # BM25's k1 and b, for passages, which are of about one length
_LENGTH = 0.4


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each sign counts; chosen by `python -m bench --only relevance`.

    Attributes:
        document: words of the whole document and its title.
        words: words of a passage.
        likeness: of a passage to the question.
        topic: a passage in which what the question asks for was found.
        named: words and likeness of a passage to the name of what the question asks for.
        chip: a document that has what the question names.
        passage: a document's best passage, in its own rank.
        reranked: a passage read again beside the question.
    """

    document: float = 2.0
    words: float = 0.75
    likeness: float = 2.0
    topic: float = 0.5
    named: float = 1.5
    chip: float = 2.0
    passage: float = 1.0
    reranked: float = 2.0


@dataclass(frozen=True, slots=True, eq=False)
class NamedTopic:
    """A topic by its name, as documents may have it: `third party beneficiary`, where outsiders are asked for.

    Attributes:
        confidence: in [0, 1], that it is asked for.
        words: of its name.
        vector: of its name; None where passages have none to compare.
    """

    confidence: float
    words: tuple[str, ...]
    vector: NDArray[np.int8] | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document that may answer.

    Attributes:
        words: how well its words fit, in [0, 1] of the best one.
        met: the numbers of the question's chips that it meets.
    """

    id: str
    words: float
    met: frozenset[int]
    passages: tuple[FoundPassage, ...]


@dataclass(frozen=True, slots=True)
class ScoredPassage:
    """A passage, the better the higher its score; its number is its place in the document."""

    passage: FoundPassage
    number: int
    score: float


@dataclass(frozen=True, slots=True)
class RankedDocument:
    """A document with its `BEST_PASSAGES`, best first."""

    id: str
    score: float
    met: frozenset[int]
    passages: tuple[ScoredPassage, ...]


def rank(
    question: QuestionReading,
    vector: NDArray[np.int8] | None,
    candidates: Sequence[Candidate],
    count: Count,
    weights: Weights,
    rerank: Rerank | None = None,
    named: Sequence[NamedTopic] = (),
) -> list[RankedDocument]:
    """Put candidates in order, best first.

    Args:
        vector: of the question; None where passages have none to compare.
        rerank: reads the best passages again; None leaves them as they are.
        named: what the question asks for.
    """
    passages = [one for candidate in candidates for one in candidate.passages]
    scores = _score_passages(question, vector, passages, count, weights)
    if weights.named and named and passages:
        scores += weights.named * _fit_names(named, passages, count)
    ranked = []
    first = 0
    for candidate in candidates:
        own = scores[first : first + len(candidate.passages)]
        first += len(own)
        best = np.argsort(-own, kind="stable")[:BEST_PASSAGES]
        shown = tuple(
            ScoredPassage(candidate.passages[number], int(number), float(own[number]))
            for number in best
        )
        ranked.append(_ranked(candidate, shown, weights))
    ranked.sort(key=lambda one: (-one.score, one.id))
    if rerank is None or not weights.reranked:
        return ranked
    return _reranked(question, ranked, {one.id: one for one in candidates}, weights, rerank)


def _ranked(
    candidate: Candidate, passages: tuple[ScoredPassage, ...], weights: Weights
) -> RankedDocument:
    best = passages[0].score if passages else 0.0
    score = weights.document * candidate.words + weights.chip * len(candidate.met)
    return RankedDocument(candidate.id, score + weights.passage * best, candidate.met, passages)


def _reranked(
    question: QuestionReading,
    ranked: list[RankedDocument],
    candidates: Mapping[str, Candidate],
    weights: Weights,
    rerank: Rerank,
) -> list[RankedDocument]:
    """The first documents in the order of their best passages as they are read again.

    Only those that meet as much of what the question names as the very first: that says more.
    """
    first = [one for one in ranked[: len(RERANKED)] if len(one.met) >= len(ranked[0].met)]
    known = {one.id for one in first}
    rest = [one for one in ranked if one.id not in known]
    texts = [
        one.passage.text
        for document, count in zip(first, RERANKED, strict=False)
        for one in document.passages[:count]
    ]
    if not texts:
        return ranked
    odds = iter((1 / (1 + np.exp(-rerank(question.subject, texts)))).tolist())
    again = []
    for document, count in zip(first, RERANKED, strict=False):
        read = [
            replace(one, score=one.score + weights.reranked * next(odds))
            for one in document.passages[:count]
        ]
        read.sort(key=lambda one: -one.score)
        passages = (*read, *document.passages[count:])
        again.append(_ranked(candidates[document.id], passages, weights))
    again.sort(key=lambda one: (-one.score, one.id))
    return [*again, *rest]


def _score_passages(
    question: QuestionReading,
    vector: NDArray[np.int8] | None,
    passages: Sequence[FoundPassage],
    count: Count,
    weights: Weights,
) -> FloatArray:
    scores = np.zeros(len(passages), dtype=np.float32)
    if not passages:
        return scores
    if weights.words and question.subject_words:
        words = question.subject_words
        counts = count([*words], [one.text for one in passages])
        scores += weights.words * _fit_words([*words.values()], counts, _norms(passages))
    if weights.likeness and vector is not None:
        scores += weights.likeness * _likeness(vector, passages)
    if weights.topic and question.topics:
        for number, one in enumerate(passages):
            scores[number] += weights.topic * sum(
                topic.confidence * one.holds.get(topic.category, 0.0) for topic in question.topics
            )
    return scores


def _fit_names(
    named: Sequence[NamedTopic], passages: Sequence[FoundPassage], count: Count
) -> FloatArray:
    """How much each passage speaks of the topic that it speaks of most."""
    words = list(dict.fromkeys(word for one in named for word in one.words))
    counts, norms = count(words, [one.text for one in passages]), _norms(passages)
    fits = []
    for one in named:
        columns = [words.index(word) for word in one.words]
        fit = _fit_words([1.0] * len(columns), counts[:, columns], norms)
        if one.vector is not None:
            fit += _likeness(one.vector, passages)
        fits.append(one.confidence * fit)
    best: FloatArray = np.max(fits, axis=0)
    return best


def _norms(passages: Sequence[FoundPassage]) -> FloatArray:
    """What BM25 sets against the counts of words, by the length of each passage."""
    lengths = np.array([len(one.text) for one in passages], dtype=np.float32)
    norms: FloatArray = _SATURATION * (1 - _LENGTH + _LENGTH * lengths / lengths.mean())
    return norms


def _fit_words(weights: Sequence[float], counts: FloatArray, norms: FloatArray) -> FloatArray:
    """BM25 of each passage among all of them, as a share of what one with all words could have.

    Words that none of them has count nothing.

    Args:
        weights: of each word.
        counts: [passages, words].
    """
    holding = (counts > 0).sum(axis=0)
    rare = np.log1p((len(counts) - holding + 0.5) / (holding + 0.5))
    weighted = rare * np.array(weights, dtype=np.float32) * (holding > 0)
    saturated = counts * (_SATURATION + 1) / (counts + norms[:, np.newaxis])
    most = float(weighted.sum() * (_SATURATION + 1))
    fit: FloatArray = (saturated @ weighted) / max(most, 1e-9)
    return fit.astype(np.float32)


def _likeness(vector: NDArray[np.int8], passages: Sequence[FoundPassage]) -> FloatArray:
    """In [-1, 1]; 0 for passages that have no vector yet."""
    known = {number: one.vector for number, one in enumerate(passages) if one.vector is not None}
    likeness = np.zeros(len(passages), dtype=np.float32)
    if known:
        rows = np.stack([*known.values()]).astype(np.float32)
        likeness[[*known]] = rows @ vector.astype(np.float32) / UNIT
    return likeness
