"""All that search learns, in one go.

    contracts, questions --states--> maps --> vectors.npz
                                     maps --> hard passages --pairs--> head --> reranker.npz
    wordings -----------------------------------------------> softmax --> topics.npz

Measured, a fifth of the contracts is left out of everything, and a fourth of the wordings always is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

import numpy as np

from enricher.models.search_model import (
    RERANKER_FILE,
    TOPICS_FILE,
    VECTORS_FILE,
    write_search_model,
)
from enricher.recognizer.bundle import ModelBundle
from enricher.recognizer.reranker import PairHead, PairReader, Reranker, write_head
from enricher.recognizer.vectors import UNIT, VectorSpace, read_space, write_space
from enricher.recognizer.windows import FloatArray
from enricher.search.language.topic_model import TopicWeights, write_topics
from training.experiments.search.lessons import (
    Contract,
    Lesson,
    Wording,
    asked_lessons,
    read_contracts,
    read_wordings,
    worded_lessons,
)
from training.experiments.search.maps import Material, fit_maps
from training.experiments.search.measures import Found, measure
from training.experiments.search.pairs import WordRank, choose_lessons, read_pairs
from training.experiments.search.reranker import calibrate, fit_head
from training.experiments.search.states import (
    LAYERS,
    Encoder,
    Taught,
    Teacher,
    choose,
    read_questions,
    teach,
)
from training.experiments.search.topics import fit_topics, topic_lessons

CONTRACTS = 150
MEASURED = 60  # of the questions made from labels
RERANKED = 20  # passages of a contract
WORDS_SHARE = 0.5  # of the fit of words, beside likeness, where both count


@dataclass(frozen=True, slots=True)
class Learned:
    """What search has learned."""

    vectors: bytes
    head: PairHead
    topics: TopicWeights

    def write(self, folder: Path, encoder: str) -> None:
        """Write it as it ships.

        Args:
            encoder: sha256 of the model that it belongs to.
        """
        topics = self.topics
        contents = {
            VECTORS_FILE: self.vectors,
            RERANKER_FILE: write_head(self.head),
            TOPICS_FILE: write_topics(topics.categories, topics.weights, topics.bias),
        }
        write_search_model(folder, encoder, contents)


class SearchLessons:
    """Contracts and questions, with what the encoder leaves of them."""

    def __init__(self, cuad: Path, work: Path, bundle: ModelBundle) -> None:
        self._work, self._bundle = work, bundle
        encoder, self._teacher = Encoder(bundle), cache(Teacher)
        self.contracts = {one.id: one for one in read_contracts(cuad)}
        chosen = [self.contracts[one] for one in choose(cuad, list(self.contracts), CONTRACTS)]
        self.taught = teach(chosen, work, encoder, self._teacher)
        self.written = asked_lessons(self.contracts)
        self._wordings = read_wordings()
        self.worded = worded_lessons(chosen, self._wordings, 2, 1)
        self.topical = topic_lessons(self._wordings, self.written)
        asked = [one.question for one in (*self.written, *self.worded)]
        self.questions = read_questions(
            [*asked, *(one.text for one in self.topical)], work, encoder
        )

    def learn(self, *, measured: bool = False) -> Learned:
        """Learn from all contracts; where it is measured, from all but those of the first fold."""

        def teaches(lesson: Lesson) -> bool:
            return not lesson.is_held_out and not (measured and self.is_left_out(lesson))

        vectors = write_space(
            LAYERS, *fit_maps(self._material(list(filter(teaches, self._near()))))
        )
        space = Space(read_space(vectors, self._bundle.encoder), self.taught, self.questions)
        worded = worded_lessons(list(self.contracts.values()), self._wordings, 1, 3)
        lessons = choose_lessons(list(filter(teaches, self.written)), list(filter(teaches, worded)))
        pairs = read_pairs(
            lessons,
            self.contracts,
            space.likeness,
            PairReader(self._bundle),
            self._work / ("pairs-measured" if measured else "pairs"),
        )
        kept = len(pairs) * 4 // 5
        head = calibrate(fit_head(pairs[:kept]), pairs[kept:])
        return Learned(vectors, head, self._learn_topics())

    def measure(self, learned: Learned) -> Iterator[tuple[str, Found]]:
        """How well the passages of contracts that were left out are found among those of their contract."""
        space = Space(
            read_space(learned.vectors, self._bundle.encoder), self.taught, self.questions
        )
        reranker = Reranker(self._bundle, learned.head)
        worded = [one for one in self.worded if one.is_held_out and self.is_left_out(one)]
        for name, some in (
            ("written", [one for one in self.written if one.contract in self.taught]),
            ("worded", Random(3).sample(worded, min(MEASURED, len(worded)))),
        ):
            held_out = [one for one in some if self.is_left_out(one)]
            for sign, scores in self._signs(held_out, space, reranker).items():
                yield f"{name}, {sign}", measure(held_out, scores.__getitem__)

    def measure_topics(self, weights: TopicWeights) -> tuple[float, float]:
        """How often what a held-out wording asks for is the surest category, and among three."""
        ranks = []
        for one in self.topical:
            if one.is_held_out:
                sure = weights.probabilities(self.questions[one.text])
                ranks.append(sorted(sure, key=lambda name: -sure[name]).index(one.category))
        return float(np.mean([rank == 0 for rank in ranks])), float(
            np.mean([rank < 3 for rank in ranks])
        )

    def is_left_out(self, lesson: Lesson) -> bool:
        return self.contracts[lesson.contract].fold == 0

    def _near(self) -> list[Lesson]:
        """Questions about contracts that the encoder has read."""
        return [one for one in self.written if one.contract in self.taught] + self.worded

    def _material(self, lessons: Sequence[Lesson]) -> Material:
        written = {one.question for one in self.written}
        asked = list(dict.fromkeys(one.question for one in lessons if one.question in written))
        return Material(
            {one: self.taught[one] for one in sorted({one.contract for one in lessons})},
            lessons,
            self.questions,
            dict(zip(asked, self._teacher().vectors(asked), strict=True)),
        )

    def _learn_topics(self) -> TopicWeights:
        known: list[Wording] = [one for one in self.topical if not one.is_held_out]
        states = np.stack([self.questions[one.text] for one in known])
        return fit_topics(states, [one.category for one in known])

    def _signs(
        self, lessons: Sequence[Lesson], space: Space, reranker: Reranker
    ) -> dict[str, dict[Lesson, FloatArray]]:
        """The scores of passages by words, by vectors, by both, and by both and the reranker."""
        found: dict[str, dict[Lesson, FloatArray]] = {
            sign: {} for sign in ("words", "vectors", "both", "reranked")
        }
        for one in lessons:
            contract = self.contracts[one.contract]
            words = WordRank(contract).scores(one.question)
            likeness = space.likeness(one.question, contract)
            both: FloatArray = likeness + WORDS_SHARE * words / max(float(words.max()), 1e-6)
            first = np.argsort(-both)[:RERANKED]
            passages = contract.passages
            odds = reranker.scores(one.question, [passages[at] for at in first])
            reranked = both.copy()
            reranked[first] += (1 / (1 + np.exp(-odds))).astype(np.float32)
            for sign, scores in zip(found, (words, likeness, both, reranked), strict=True):
                found[sign][one] = scores.astype(np.float32)
        return found


class Space:
    """Where contracts and questions lie."""

    def __init__(
        self,
        space: VectorSpace,
        taught: Mapping[str, Taught],
        questions: Mapping[str, FloatArray],
    ) -> None:
        self._space, self._taught, self._questions = space, taught, questions
        self._rows: dict[str, FloatArray] = {}

    def likeness(self, question: str, contract: Contract) -> FloatArray:
        """Of a question to each passage; by words where the encoder has not read the contract."""
        taught = self._taught.get(contract.id)
        if taught is None or question not in self._questions:
            return WordRank(contract).scores(question)
        if contract.id not in self._rows:
            rows = self._space.passage.vectors(taught.means)
            self._rows[contract.id] = rows.astype(np.float32) / np.float32(UNIT)
        (vector,) = self._space.question.vectors(self._questions[question][np.newaxis])
        found: FloatArray = self._rows[contract.id] @ (vector.astype(np.float32) / np.float32(UNIT))
        return found
