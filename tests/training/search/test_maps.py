"""What search learns is learned, on few numbers."""

from __future__ import annotations

import numpy as np
import pytest

from enricher.recognizer.reranker import PairHead, PairStates
from training.experiments.search.lessons import Lesson
from training.experiments.search.maps import fit_ridge
from training.experiments.search.measures import measure, rank
from training.experiments.search.reranker import PairList, TrainedHead, calibrate, fit_head, score


def pair(rng: np.random.Generator, question: np.ndarray, *, answers: bool) -> PairStates:
    passage = rng.normal(size=(9, 384)).astype(np.float32)
    if answers:
        passage[4] = question[1]
    same = np.array([0, float(answers), 0], np.float32)
    return PairStates(rng.normal(size=384).astype(np.float32), question, passage, same)


def lists(count: int) -> list[PairList]:
    rng = np.random.default_rng(1)
    found = []
    for _ in range(count):
        question = rng.normal(size=(3, 384)).astype(np.float32)
        found.append(PairList([pair(rng, question, answers=number == 0) for number in range(3)]))
    return found


def test_ridge_finds_a_linear_map() -> None:
    rng = np.random.default_rng(1)
    states = rng.normal(size=(200, 5)).astype(np.float32)
    weights = rng.normal(size=(5, 2)).astype(np.float32)
    made = fit_ridge(states, states @ weights + 3, 1e-6)
    assert made.weights == pytest.approx(weights, abs=1e-3)
    assert made.bias == pytest.approx(np.full(2, 3.0), abs=1e-2)


def test_rank_counts_what_is_as_good_before_the_right_one() -> None:
    scores = np.array([0.1, 0.9, 0.5, 0.5], np.float32)
    assert [rank(scores, frozenset(one)) for one in ([1], [2], [0, 3], [0])] == [1, 3, 3, 4]
    found = measure([Lesson("q", "c", frozenset([2]))], lambda _: scores)
    assert found == (pytest.approx(1 / 3), 1.0, 1)


def test_head_scores_as_it_was_trained() -> None:
    model = TrainedHead().eval()
    pairs = lists(1)[0].pairs
    head: PairHead = model.head()
    assert [score(head, one) for one in pairs] == pytest.approx(
        model(pairs).detach().numpy(), abs=1e-4
    )


def test_head_learns_what_answers_and_how_often_that_is() -> None:
    head = fit_head(lists(24), epochs=3)
    put = calibrate(head, lists(12))
    for some in lists(6):
        scores = [score(put, one) for one in some.pairs]
        assert np.argmax(scores) == 0
        assert scores[0] > 0 > max(scores[1:])
