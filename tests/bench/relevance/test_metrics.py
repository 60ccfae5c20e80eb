from __future__ import annotations

import pytest

from bench.relevance.metrics import Answer, Place, chance_of, is_right, judge, reciprocal_rank


@pytest.mark.parametrize(
    ("place", "span", "right"),
    [
        ((0, 100), (0, 100), True),
        ((0, 100), (40, 60), True),  # the span is within
        ((40, 60), (0, 1000), True),  # the passage is within
        ((0, 100), (50, 150), True),  # half of either
        ((0, 100), (51, 151), False),
        ((0, 100), (100, 110), False),  # they only touch
        ((0, 100), (95, 105), True),  # half of the shorter
    ],
)
def test_passage_is_right_that_shares_half_of_the_shorter(
    place: tuple[int, int], span: tuple[int, int], right: bool
) -> None:
    assert is_right(Place("a", *place), span) is right


def test_rank_counts_from_the_first_right_one() -> None:
    assert reciprocal_rank([False, False, True, True]) == 1 / 3
    assert reciprocal_rank([False]) == 0.0
    assert reciprocal_rank([]) == 0.0


def test_answer_is_judged_by_documents_and_passages() -> None:
    passages = (Place("b", 0, 10), Place("b", 90, 110), Place("a", 100, 200))
    score = judge(Answer(("b", "a", "c"), passages), {"a", "d"}, {"a": [(120, 180)]})
    assert score.document_rank == 1 / 2
    assert score.document_recall == 1 / 2
    assert score.passage_found == 1.0
    assert score.passage_rank == 1 / 3


def test_passage_of_another_document_at_the_same_place_is_wrong() -> None:
    score = judge(Answer(("b",), (Place("b", 120, 180),)), {"a"}, {"a": [(120, 180)]})
    assert (score.document_rank, score.passage_found, score.passage_rank) == (0.0, 0.0, 0.0)


def test_right_passage_that_comes_sixth_is_ranked_and_not_found() -> None:
    passages = (*(Place("a", 1000 + n, 1001 + n) for n in range(5)), Place("a", 0, 10))
    score = judge(Answer(("a",), passages), {"a"}, {"a": [(0, 10)]})
    assert (score.passage_found, score.passage_rank) == (0.0, 1 / 6)


def test_question_for_documents_has_no_score_of_passages() -> None:
    score = judge(Answer(("a", "a", "b"), ()), {"a", "b"}, {})
    assert score.document_recall == 1.0
    assert score.passage_found is None
    assert score.passage_rank is None


def test_same_scores_differ_by_chance() -> None:
    assert chance_of([0.5, 1.0, 0.0], [0.5, 1.0, 0.0]) == 1.0
    assert chance_of([0.0, 1.0], [1.0, 0.0]) == 1.0


def test_clear_difference_is_hardly_chance_and_the_same_each_time() -> None:
    first, second = [0.0] * 40, [1.0] * 30 + [0.0] * 10
    chance = chance_of(first, second)
    assert chance < 0.001
    assert chance == chance_of(first, second) == chance_of(second, first)


def test_small_difference_may_be_chance() -> None:
    assert chance_of([0.0] * 20, [1.0, 1.0, *([0.0] * 18)]) == pytest.approx(0.5, abs=0.02)
