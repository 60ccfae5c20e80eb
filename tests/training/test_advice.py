"""Advice names what is wrong with a model, and a good model is given none."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from enricher.models.evaluations import NONE, Advice
from enricher.models.scores import Scores
from training.evaluation.advice import Circumstances, advise
from training.evaluation.matches import Matches
from training.evaluation.scores import Evaluation
from training.loop.trainer import Epoch

MANY = {"A": 60, "B": 60}
OTHER = Scores(50, 0, 0)


def advice(
    a: Scores,
    b: Scores = OTHER,
    kinds: dict[tuple[str, str], int] | None = None,
    bounds: int = 0,
    **about: Any,
) -> list[Advice]:
    confusion = {row: Counter[str]() for row in ("A", "B", NONE)}
    for (row, column), times in (kinds or {}).items():
        confusion[row][column] += times
    matches = Matches(Counter(), confusion, Counter({"A": bounds}))
    circumstances = Circumstances(**{"project": "loans", "tested": 20, "labels": MANY, **about})
    return advise(Evaluation({"A": a, "B": b}), matches, circumstances)


def test_a_good_model_is_given_no_advice() -> None:
    slips = {("A", "B"): 1, (NONE, "A"): 2}
    assert advice(Scores(48, 3, 2), kinds=slips, bounds=1, seen_f1=1.0) == []


@pytest.mark.parametrize(
    ("expected", "given"),
    [
        (("labels", "A"), {"a": Scores(6, 0, 4), "labels": {"A": 9, "B": 60}}),
        (("never", "A"), {"a": Scores(0, 2, 8), "b": Scores(150, 0, 0)}),
        (("unmeasured", "A"), {"a": Scores(0, 0, 0)}),
        (("bounds", "A"), {"a": Scores(40, 9, 10), "bounds": 9}),
        (("spurious", "A"), {"a": Scores(45, 20, 3), "kinds": {(NONE, "A"): 18}}),
        (("confused", "A"), {"a": Scores(40, 2, 8), "kinds": {("A", "B"): 8, ("B", "A"): 4}}),
        (("overfit", None), {"a": Scores(35, 30, 20), "seen_f1": 0.99}),
        (("seen", None), {"a": Scores(48, 0, 0), "seen": 2}),
        (("left_out", None), {"a": Scores(48, 0, 0), "left_out": 2}),
        (("unknown", "C"), {"a": Scores(48, 0, 0), "unknown": ["C"]}),
        (("epochs", None), {"a": Scores(48, 0, 0), "cut_short": Epoch(8, 8, 0.1, 0.7, 1800.0)}),
    ],
)
def test_each_kind_of_trouble_is_named_alone(
    expected: tuple[str, str | None], given: dict[str, Any]
) -> None:
    (one,) = advice(**given)
    assert (one.kind, one.category) == expected
    assert one.as_json()["text"] == one.text


def test_confused_categories_are_named_both() -> None:
    (one,) = advice(Scores(40, 2, 8), kinds={("A", "B"): 8, ("B", "A"): 4})
    assert one.as_json()["other"] == "B"
    assert one.text.startswith("A and B are taken for each other 12 times of 98")


def test_a_small_testing_set_is_given_its_interval() -> None:
    (one,) = advice(Scores(9, 0, 1), Scores(9, 0, 1), tested=2)
    assert one.kind == "testing_set"
    assert "2 documents with 20 labels measure roughly" in one.text
    assert "0.90 may be anything from 0.70 to 0.97" in one.text
    assert advice(Scores(150, 0, 10), Scores(150, 0, 10)) == []


def test_more_epochs_are_asked_for_by_a_command_that_says_how_long_it_takes() -> None:
    (one,) = advice(Scores(48, 0, 0), cut_short=Epoch(8, 8, 0.1, 0.7, 1800.0))
    assert "`enricher train loans --epochs 16` takes some 60 minutes" in one.text
