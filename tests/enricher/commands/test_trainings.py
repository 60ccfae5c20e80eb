from __future__ import annotations

from pathlib import Path

import pytest

from enricher.ledger.trainings import Report, TrainingRequest
from enricher.wiring.home import open_home
from tests.enricher.command_line import run, run_json
from tests.weightless_model import SCHEMA


def test_trainings_of_the_server_are_listed_with_what_there_is_to_say(tmp_path: Path) -> None:
    assert "no training" in run(tmp_path, "trainings").output
    run(tmp_path, "project", "create", "loans")
    with open_home(tmp_path) as home:
        done = home.ledger.trainings.add("loans", TrainingRequest())
        home.ledger.trainings.take()
        evaluation = {"micro": {"f1": 0.875}}
        home.ledger.trainings.end(done.id, "done", {"model": "m1", "evaluation": evaluation})
        failed = home.ledger.trainings.add("loans", TrainingRequest(model="m2"))
        home.ledger.trainings.take()
        home.ledger.trainings.end(failed.id, "failed", error="no labels")
        running = home.ledger.trainings.add("loans", TrainingRequest("evaluate", folds=5))
        home.ledger.trainings.take()
        home.ledger.trainings.note(running.id, Report(epochs=[{"epoch": 2, "epochs": 8}]))
        home.ledger.trainings.add("contracts", TrainingRequest("evaluate", model="m3"))
    lines = [" ".join(line.split()) for line in run(tmp_path, "trainings").output.splitlines()]
    waiting, running_, failed_, done_ = lines[1:]
    assert waiting.startswith("4 contracts evaluate m3 queued")
    assert running_.startswith("3 loans evaluate 5 folds running")
    assert running_.endswith("epoch 2 of 8")
    assert failed_.startswith("2 loans train m2 failed")
    assert failed_.endswith("no labels")
    assert done_.startswith("1 loans train m1 done")
    assert done_.endswith("F1 0.875")
    assert [one["id"] for one in run_json(tmp_path, "trainings", "loans")] == [3, 2, 1]
    assert "no project 'lease'" in run(tmp_path, "trainings", "lease", code=2).output


def test_what_cannot_be_trained_is_refused_before_anything_is_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr("training.commands._training")
    run(tmp_path, "project", "create", "loans")
    assert "learns no category" in run(tmp_path, "train", "loans", code=2).output
    (tmp_path / "projects" / "loans" / "schema.toml").write_text(SCHEMA)
    assert "enricher project import loans" in run(tmp_path, "train", "loans", code=2).output
    many = run(tmp_path, "train", "loans", "--epochs", "1000000", code=2).output
    assert "1,000,000 epochs are too many" in many


def test_a_project_of_which_a_training_waits_is_not_deleted(tmp_path: Path) -> None:
    run(tmp_path, "project", "create", "loans")
    with open_home(tmp_path) as home:
        training = home.ledger.trainings.add("loans", TrainingRequest())
    kept = run(tmp_path, "project", "delete", "loans", "--yes", code=2)
    assert "training 1 of project loans is queued" in kept.output
    with open_home(tmp_path) as home:
        home.ledger.trainings.ask_to_end(training.id, "drop")
    run(tmp_path, "project", "delete", "loans", "--yes")
    assert run_json(tmp_path, "trainings") == []
