"""The documents that may answer a question: those with the fittest words, those with the nearest passages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from enricher.documents.passages import FoundPassage
from enricher.query.index import NearPassage, PassageIndex
from enricher.query.nodes import Condition, Node
from enricher.query.questions import Chip, QuestionReading
from enricher.search.language.lexicon import STOP_WORDS
from enricher.search.language.mention import split_name
from enricher.search.ranking import Candidate, NamedTopic, RankedDocument, Rerank, Weights

CANDIDATES = 60  # documents whose passages are looked at
BY_WORDS = 40  # of them at least, where so many have the words
NEAR_PASSAGES = 200
_LIKELY = 10.0  # what a chip counts beside BM25, whose best documents have some 10 to 40
_GROUPED = 20  # hits among which near copies are looked for


class Encoder(Protocol):
    """Makes vectors of questions; `name` is that of the passages' vectors that they compare with."""

    @property
    def name(self) -> str: ...

    def question(self, text: str) -> NDArray[np.int8]: ...


@dataclass(frozen=True, slots=True)
class Signs:
    """What questions are ranked by, apart from the index.

    Attributes:
        encoder: None where nothing is embedded.
        rerank: None where nothing reads passages again.
        stem: what the forms of a word have in common, "" for what is no word.
    """

    encoder: Encoder | None
    rerank: Rerank | None
    stem: Callable[[str], str]
    weights: Weights = field(default_factory=Weights)
    _names: dict[str, NDArray[np.int8]] = field(default_factory=dict, repr=False, compare=False)

    def vector(self, question: QuestionReading) -> NDArray[np.int8] | None:
        if self.encoder is None or not self.weights.likeness:
            return None
        return self.encoder.question(question.subject)

    def named(self, question: QuestionReading) -> list[NamedTopic]:
        """What a question asks for, by its name."""
        if not self.weights.named:
            return []
        return [
            NamedTopic(
                one.confidence,
                tuple(word for word in split_name(one.category) if word not in STOP_WORDS),
                self._vector_of(one.category),
            )
            for one in question.topics
        ]

    def _vector_of(self, category: str) -> NDArray[np.int8] | None:
        if self.encoder is None:
            return None
        if category not in self._names:
            self._names[category] = self.encoder.question(" ".join(split_name(category)))
        return self._names[category]


def find_candidates(
    index: PassageIndex,
    signs: Signs,
    question: QuestionReading,
    vector: NDArray[np.int8] | None,
    where: Node | None,
) -> list[Candidate]:
    """At most `CANDIDATES` documents, all of which meet `where`."""
    weights = signs.weights
    chips = question.chips if weights.chip else ()
    words = question.words if weights.document or weights.words else {}
    likely = [(one.node, _LIKELY) for one in chips]
    by_words = index.ranked(words, likely, where, CANDIDATES) if words or likely else []
    near: list[NearPassage] = []
    if vector is not None and signs.encoder is not None:
        near = index.nearest(vector, signs.encoder.name, where, NEAR_PASSAGES)
    ordered = (
        *(one.id for one in by_words[:BY_WORDS]),
        *(one.document for one in near),
        *(one.id for one in by_words[BY_WORDS:]),
    )
    ids = list(dict.fromkeys(ordered))[:CANDIDATES]
    met = _met(index, ids, chips)
    scores = {one.id: one.score - _LIKELY * len(met.get(one.id, ())) for one in by_words}
    best = max(scores.values(), default=0.0)
    passages = index.passages(ids)
    return [
        Candidate(
            id=id,
            words=max(scores.get(id, 0.0), 0.0) / best if best > 0 else 0.0,
            met=frozenset(met.get(id, ())),
            passages=_comparable(passages[id], signs.encoder),
        )
        for id in ids
        if id in passages
    ]


def _comparable(
    passages: tuple[FoundPassage, ...], encoder: Encoder | None
) -> tuple[FoundPassage, ...]:
    """Passages without the vectors that another encoder made: some wait for those of this one."""
    name = encoder.name if encoder else ""
    if all(one.encoder == name for one in passages):
        return passages
    return tuple(replace(one, vector=one.vector_by(name)) for one in passages)


def _met(index: PassageIndex, ids: Sequence[str], chips: Sequence[Chip]) -> dict[str, list[int]]:
    """The numbers of the chips that documents meet."""
    found: dict[str, list[int]] = {}
    for number, chip in enumerate(chips if ids else ()):
        for id in index.meeting(ids, chip.node):
            found.setdefault(id, []).append(number)
    return found


def beside_copies(
    index: PassageIndex, ranked: Sequence[RankedDocument]
) -> list[tuple[RankedDocument, str]]:
    """All documents; one that is nearly the same as a better one stands right behind it, with its id."""
    first = [one.id for one in ranked[:_GROUPED]]
    copied = index.meeting(first, Condition("near_copy", "present")) if len(first) > 1 else set()
    behind: dict[str, str] = {}
    for id in first:
        if id in copied and id not in behind:
            for other in index.meeting(first, Condition("near_copy", "=", id)) - {id}:
                behind.setdefault(other, id)
    grouped: list[tuple[RankedDocument, str]] = []
    for one in ranked:
        if one.id not in behind:
            grouped.append((one, ""))
            grouped += [(other, one.id) for other in ranked if behind.get(other.id) == one.id]
    return grouped
