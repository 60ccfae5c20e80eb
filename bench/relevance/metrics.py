"""How well an answer fits a question whose right documents and passages are known: arithmetic only."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

DEEP = 10  # documents and passages that are looked at
FIRST_PASSAGES = 5
PERMUTATIONS = 10_000
SEED = 1
SIGNIFICANT = 0.05

_SHARE = 0.5


class Place(NamedTuple):
    """A stretch `[start, end)` of a document's text."""

    document: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found, best first; the passages over all documents, those of the first document first."""

    documents: tuple[str, ...]
    passages: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """What one answer reaches, each in [0, 1].

    Attributes:
        document_rank: 1 / the place of the first right document among `DEEP`, 0 without one.
        document_recall: the share of the right documents among `DEEP`.
        passage_found: 1 if a right passage is among the `FIRST_PASSAGES`.
        passage_rank: 1 / the place of the first right passage among `DEEP`, 0 without one.
    """

    document_rank: float
    document_recall: float
    passage_found: float | None
    passage_rank: float | None


def judge(
    answer: Answer, documents: Collection[str], passages: Mapping[str, Sequence[tuple[int, int]]]
) -> Score:
    """Judge an answer.

    Args:
        documents: the right ones, at least one.
        passages: the right ones by document; none where a question asks for documents alone.
    """
    first = list(dict.fromkeys(answer.documents))[:DEEP]
    hits = [document in documents for document in first]
    right = [
        any(is_right(place, span) for span in passages.get(place.document, ()))
        for place in answer.passages[:DEEP]
    ]
    return Score(
        document_rank=reciprocal_rank(hits),
        document_recall=sum(hits) / min(len(documents), DEEP),
        passage_found=float(any(right[:FIRST_PASSAGES])) if passages else None,
        passage_rank=reciprocal_rank(right) if passages else None,
    )


def is_right(place: Place, span: tuple[int, int]) -> bool:
    """Whether a passage and a right one share half of the shorter of the two, or more."""
    start, end = span
    shared = min(place.end, end) - max(place.start, start)
    shorter = min(place.end - place.start, end - start)
    return shared > 0 and shared >= _SHARE * shorter


def reciprocal_rank(hits: Sequence[bool]) -> float:
    return next((1 / rank for rank, is_hit in enumerate(hits, 1) if is_hit), 0.0)


def chance_of(first: Sequence[float], second: Sequence[float]) -> float:
    """How often two means differ as much if, question by question, it is left to chance whose score is whose.

    Source: the paired randomization test of Smucker et al. 2007, "A comparison of statistical significance
    tests for information retrieval evaluation".
    """
    gaps: NDArray[np.float64] = np.asarray(second, dtype=float) - np.asarray(first, dtype=float)
    gaps = gaps[gaps != 0]
    if not len(gaps):
        return 1.0
    signs = np.random.default_rng(SEED).choice((-1.0, 1.0), size=(PERMUTATIONS, len(gaps)))
    extreme = np.abs(signs @ gaps) >= abs(float(gaps.sum())) - 1e-12
    return (int(extreme.sum()) + 1) / (PERMUTATIONS + 1)
