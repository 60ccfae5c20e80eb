"""Scores count what a person would count."""

import pytest

from enricher.entities import FieldValue, Value
from enricher.models.scores import Scores
from enricher.values import DURATION, PARTY
from training.evaluation.scores import compared_as, displayed, score_fields, score_tags


def test_worked_example() -> None:
    """A person TP 2 FP 1 FN 1, a city TP 1 FP 1 FN 1: 0.67, 0.50, and 0.60 together."""
    right = [
        ["B-Person", "I-Person", "O", "B-City", "B-Person"],
        ["B-Person", "O", "O", "B-City", "O"],
    ]
    found = [
        ["B-Person", "I-Person", "O", "B-City", "B-Person"],
        ["O", "B-Person", "O", "O", "B-City"],
    ]
    evaluation = score_tags(right, found, ("Person", "City"))
    assert evaluation.categories["Person"] == Scores(2, 1, 1)
    assert evaluation.categories["City"] == Scores(1, 1, 1)
    assert evaluation.micro == Scores(3, 2, 2)
    assert evaluation.categories["Person"].f1 == pytest.approx(2 / 3)
    assert evaluation.categories["City"].f1 == pytest.approx(0.5)
    assert evaluation.micro.precision == evaluation.micro.recall == pytest.approx(0.6)
    assert evaluation.as_metrics("x")["x.micro.f1"] == 0.6


def test_entity_with_a_wrong_end_is_wrong() -> None:
    evaluation = score_tags([["B-A", "I-A"]], [["B-A", "O"]], ("A",))
    assert evaluation.micro == Scores(0, 1, 1)


def test_nothing_wanted_and_nothing_found_scores_zero_without_error() -> None:
    scores = score_tags([["O"]], [["O"]], ("A",)).micro
    assert (scores.precision, scores.recall, scores.f1) == (0.0, 0.0, 0.0)


def test_field_values_compare_without_case_and_kind_of_blank() -> None:
    evaluation = score_fields(
        [{"Party": ("Nike Inc.", "Acme"), "Term": ()}],
        [{"Party": ("NIKE\u00a0Inc.", "Beta"), "Date": ("2014",)}],
    )
    assert evaluation.categories["Party"] == Scores(1, 1, 1)
    assert evaluation.categories["Term"] == Scores(0, 0, 0)


def test_names_are_right_where_they_count_as_the_same_party() -> None:
    found = compared_as(PARTY, "Papa Murphy\u2019s International LLC")
    assert found == compared_as(PARTY, "PAPA MURPHY'S International, L.L.C.")
    assert found != compared_as(PARTY, "Papa Murphy\u2019s")
    assert compared_as(DURATION, "3 Years") == compared_as(DURATION, "3  years")
    assert compared_as(DURATION, "12 months") == compared_as(DURATION, "1 year")
    assert compared_as(DURATION, "until terminated") == compared_as(DURATION, "perpetual")
    assert compared_as(DURATION, "12 months") != compared_as(DURATION, "12 months", as_written=True)


def test_displayed_shows_the_values_of_fields() -> None:
    value = FieldValue(Value("text", "Nike"), 0.5)
    assert displayed({"Party": (value,)}) == {"Party": ("Nike",)}
