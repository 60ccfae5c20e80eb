"""Questions beside passages, as the reranker reads them: one that answers, and some that look as if they did."""

from __future__ import annotations

import pickle
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from random import Random

import numpy as np

from enricher.recognizer.reranker import PairReader
from enricher.recognizer.windows import FloatArray
from training.experiments.search.lessons import Contract, Lesson
from training.experiments.search.reranker import PairList

BY_WORDS = 2  # wrong passages of the contract that share most words with the question
BY_LIKENESS = 2  # that are most like it
OF_EACH_CATEGORY = 14  # lessons made from labels
WRITTEN_WEIGHT = 1.5  # of a question about no known category
_WORD = re.compile(r"[a-z]{3,}")
_STEM = 6  # letters
_KEPT = 100  # lists in a file

Likeness = Callable[[str, Contract], FloatArray]


def choose_lessons(
    written: Sequence[Lesson], worded: Sequence[Lesson], seed: int = 7
) -> list[Lesson]:
    """All that were written, and of each category some."""
    rng = Random(seed)
    by_category: dict[str, list[Lesson]] = {}
    for lesson in worded:
        if not lesson.is_held_out:
            by_category.setdefault(lesson.category, []).append(lesson)
    chosen = list(written)
    for _, some in sorted(by_category.items()):
        chosen += rng.sample(some, min(OF_EACH_CATEGORY, len(some)))
    rng.shuffle(chosen)
    return chosen


def read_pairs(
    lessons: Sequence[Lesson],
    contracts: Mapping[str, Contract],
    likeness: Likeness,
    reader: PairReader,
    work: Path,
    seed: int = 7,
) -> list[PairList]:
    """Read each lesson's passages beside its question, or take what was read before."""
    rng = Random(seed)
    work.mkdir(parents=True, exist_ok=True)
    ranks = {name: WordRank(contracts[name]) for name in {one.contract for one in lessons}}
    lists: list[PairList] = []
    for begin in range(0, len(lessons), _KEPT):
        some = lessons[begin : begin + _KEPT]
        chosen = [_passages(one, contracts, ranks[one.contract], likeness, rng) for one in some]
        path = work / f"{begin:05}.pairs"
        if not path.exists():
            read = [
                [reader.read(lesson.question, text) for text in texts]
                for lesson, texts in zip(some, chosen, strict=True)
            ]
            unfinished = path.with_suffix(".part")
            unfinished.write_bytes(pickle.dumps(read))
            unfinished.replace(path)
        read = pickle.loads(path.read_bytes())
        lists += [
            PairList(pairs, 1.0 if lesson.category else WRITTEN_WEIGHT)
            for lesson, pairs in zip(some, read, strict=True)
            if all(len(one.question) and len(one.passage) for one in pairs)
        ]
    return lists


def _passages(
    lesson: Lesson,
    contracts: Mapping[str, Contract],
    words: WordRank,
    likeness: Likeness,
    rng: Random,
) -> list[str]:
    contract = contracts[lesson.contract]
    fit = words.scores(lesson.question)
    wrong = [int(one) for one in np.argsort(-fit) if int(one) not in lesson.right]
    chosen = wrong[:BY_WORDS]
    like = np.argsort(-likeness(lesson.question, contract))
    chosen += [int(one) for one in like if int(one) in wrong[BY_WORDS:]][:BY_LIKENESS]
    rest = [one for one in wrong if one not in chosen]
    chosen += rng.sample(rest, min(1, len(rest)))
    right = max(sorted(lesson.right), key=lambda one: fit[one])
    other = contracts[rng.choice(sorted(contracts))]
    stranger = [other.passages[rng.randrange(len(other.places))]] if other is not contract else []
    texts = contract.passages
    return [texts[right], *(texts[one] for one in chosen), *stranger]


class WordRank:
    """BM25 of the passages of a contract."""

    def __init__(self, contract: Contract) -> None:
        self._counts = [Counter(_stems(text)) for text in contract.passages]
        self._holding = Counter(word for counts in self._counts for word in counts)
        lengths = np.array([counts.total() for counts in self._counts], np.float32)
        self._norms = 1.2 * (0.6 + 0.4 * lengths / max(float(lengths.mean()), 1.0))

    def scores(self, question: str) -> FloatArray:
        total = np.zeros(len(self._counts), np.float32)
        for word in set(_stems(question)):
            if holding := self._holding[word]:
                rare = np.log1p((len(self._counts) - holding + 0.5) / (holding + 0.5))
                counts = np.array([one[word] for one in self._counts], np.float32)
                total += np.float32(rare) * counts * 2.2 / (counts + self._norms)
        return total


def _stems(text: str) -> list[str]:
    return [word[:_STEM] for word in _WORD.findall(text.lower())]
