from __future__ import annotations

from datetime import UTC, datetime

from enricher.api.bodies import to_json
from enricher.api.bodies.trainings import TrainingAnswer, training_line
from enricher.ledger.trainings import Report, Training, TrainingRequest


def test_a_list_shows_how_good_a_training_is_and_no_more_of_it() -> None:
    training = Training(
        1,
        "loans",
        TrainingRequest(),
        "done",
        datetime(2026, 1, 1, tzinfo=UTC),
        report=Report({"used": 1, "changed": [{"use": "snapped"}]}, [{"epoch": 1}, {"epoch": 2}]),
        result={"model": "m1", "evaluation": {"micro": {"f1": 0.5}, "confusion": {"A": {}}}},
    )
    line = to_json(training_line(training), TrainingAnswer)
    whole = to_json(training, TrainingAnswer)
    assert line["result"] == {"model": "m1", "evaluation": {"micro": {"f1": 0.5}}}
    assert line["labels"] == {"used": 1, "changed": []}
    assert (line["progress"], line["epochs"]) == ({"epoch": 2}, [])
    shorter = ("result", "labels", "epochs")
    assert line == {**whole, **{name: line[name] for name in shorter}}
    assert whole["epochs"] == [{"epoch": 1}, {"epoch": 2}]
    assert (whole["kind"], whole["request"]["split"], whole["error"]) == ("train", None, None)
    assert (whole["asked_at"], whole["ended_at"]) == ("2026-01-01T00:00:00+00:00", None)
