from __future__ import annotations

import pytest

from enricher.errors import InputError
from enricher.ledger.trainings import (
    Ended,
    Ending,
    Kind,
    State,
    TrainingRequest,
    count_labels,
    settle,
)

RESULT = {"model": "m1"}


@pytest.mark.parametrize(
    ("ended", "ending", "state", "error"),
    [
        (Ended(result=RESULT), "", "done", ""),
        (Ended(result=RESULT), "keep", "done", ""),
        (Ended(result=RESULT), "drop", "done", ""),  # it was too late to cancel it
        (Ended(stopped=True), "keep", "cancelled", ""),
        (Ended(), "drop", "cancelled", ""),
        (Ended(error="no labels"), "", "failed", "no labels"),
        (
            Ended(death="crashed with signal 11"),
            "",
            "failed",
            "the training crashed with signal 11",
        ),
        (Ended(death="was killed"), "keep", "failed", "the training was killed"),
    ],
)
def test_what_becomes_of_a_training(ended: Ended, ending: Ending, state: State, error: str) -> None:
    assert settle(ended, ending) == (state, error)


def test_a_request_survives_the_ledger() -> None:
    request = TrainingRequest("train", "m2", None, 70, 3, "folder", 9, True)
    assert TrainingRequest.from_json(request.as_json()) == request


@pytest.mark.parametrize(
    ("kind", "model", "folds"),
    [("train", None, 5), ("evaluate", None, None), ("evaluate", "m1", 5)],
)
def test_a_request_says_one_thing(kind: Kind, model: str | None, folds: int | None) -> None:
    with pytest.raises(InputError, match="evaluation"):
        TrainingRequest(kind, model, folds)


def test_labels_that_are_not_used_as_they_are_are_listed() -> None:
    uses = [{"use": "used"}, {"use": "snapped", "text": "Bo"}, {"use": "refused", "text": " "}]
    assert count_labels(uses) == {"used": 1, "snapped": 1, "refused": 1, "changed": uses[1:]}
