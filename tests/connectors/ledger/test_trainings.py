from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from connectors.ledger.database import Database
from connectors.ledger.ledger import open_ledger
from connectors.ledger.trainings import TrainingTable
from enricher.errors import ConflictError, NotFoundError
from enricher.ledger.trainings import MOST_RUNS, Ending, Report, Training, TrainingRequest

GONE = "1:0.5"  # a process that is not: number 1 began at another time
FIVE_FOLDS = TrainingRequest("evaluate", folds=5, epochs=2, backbone="b", seed=3)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_ledger(tmp_path / "ledger.db")
    yield opened
    opened.close()


@pytest.fixture
def trainings(database: Database) -> TrainingTable:
    return TrainingTable(database)


def begin(trainings: TrainingTable) -> Training:
    training = trainings.take()
    assert training is not None
    return training


def let_the_server_die(database: Database) -> None:
    database.connection.execute(
        "UPDATE trainings SET taken_by = ? WHERE state = 'running'", (GONE,)
    )


def test_one_training_runs_and_others_wait_in_order(trainings: TrainingTable) -> None:
    first, second = trainings.add("loans", FIVE_FOLDS), trainings.add("leases", TrainingRequest())
    assert (first.state, first.request) == ("queued", FIVE_FOLDS)
    assert begin(trainings).id == first.id
    assert trainings.take() is None
    trainings.end(first.id, "done", {"model": "5 folds"})
    assert begin(trainings).id == second.id
    done = trainings.find(first.id)
    assert (done.state, done.result) == ("done", {"model": "5 folds"})
    assert done.asked_at <= (done.started_at or done.asked_at) <= (done.ended_at or done.asked_at)
    assert [one.id for one in trainings.listed()] == [second.id, first.id]
    assert [one.id for one in trainings.listed("loans")] == [first.id]


def test_what_a_training_says_of_itself_is_kept(trainings: TrainingTable) -> None:
    trainings.add("loans", TrainingRequest())
    training = begin(trainings)
    report = Report().with_said({"labels": {"used": 3}}).with_said({"epoch": 1, "loss": 0.5})
    trainings.note(training.id, report)
    assert trainings.find(training.id).report == Report({"used": 3}, [{"epoch": 1, "loss": 0.5}])
    assert trainings.find(training.id).progress == {"epoch": 1, "loss": 0.5}


def test_a_training_of_a_server_that_stops_waits_for_the_next(trainings: TrainingTable) -> None:
    for name in ("loans", "leases"):
        trainings.add(name, TrainingRequest())
    for _ in range(MOST_RUNS + 1):
        training = begin(trainings)
        assert (training.project, training.runs) == ("loans", 1)
        trainings.note(training.id, Report(epochs=[{"epoch": 1}]))
        trainings.give_back(training.id)
        waiting = trainings.find(training.id)
        assert (waiting.state, waiting.progress, waiting.started_at) == ("queued", None, None)


def test_a_training_whose_server_died_is_begun_once_more(
    trainings: TrainingTable, database: Database
) -> None:
    trainings.add("loans", TrainingRequest())
    begin(trainings)
    assert trainings.give_back_of_the_dead() == []
    let_the_server_die(database)
    (waiting,) = trainings.give_back_of_the_dead()
    assert waiting.state == "queued"
    assert begin(trainings).runs == MOST_RUNS
    let_the_server_die(database)
    (failed,) = trainings.give_back_of_the_dead()
    assert failed.state == "failed"
    assert failed.error.startswith("it was begun 2 times, and its server died")


def test_a_training_that_a_server_lost_sight_of_is_begun_again(trainings: TrainingTable) -> None:
    training = trainings.add("loans", TrainingRequest())
    begin(trainings)
    assert [one.state for one in trainings.give_back_of_the_dead(also_own=True)] == ["queued"]
    assert begin(trainings).id == training.id


@pytest.mark.parametrize(("ending", "state"), [("drop", "cancelled"), ("keep", "queued")])
def test_a_training_that_was_to_be_dropped_is_not_begun_again(
    trainings: TrainingTable, database: Database, ending: Ending, state: str
) -> None:
    for _ in range(2):
        trainings.add("loans", TrainingRequest())
    training = begin(trainings)
    assert trainings.ask_to_end(training.id, ending).state == "running"
    let_the_server_die(database)
    (left,) = trainings.give_back_of_the_dead()
    assert (left.state, left.ending) == (state, ending if state == "cancelled" else "")
    training = begin(trainings)
    trainings.ask_to_end(training.id, ending)
    trainings.give_back(training.id)
    assert trainings.find(training.id).state == state


def test_a_training_in_line_is_cancelled_and_one_that_is_over_is_not(
    trainings: TrainingTable,
) -> None:
    training = trainings.add("loans", TrainingRequest())
    assert trainings.ask_to_end(training.id, "drop").state == "cancelled"
    assert trainings.take() is None
    with pytest.raises(ConflictError, match="is over: cancelled"):
        trainings.ask_to_end(training.id, "drop")
    with pytest.raises(NotFoundError, match="no training 7"):
        trainings.ask_to_end(7, "drop")


def test_trainings_go_with_their_project_unless_one_runs(trainings: TrainingTable) -> None:
    training = trainings.add("loans", TrainingRequest())
    other = trainings.add("leases", TrainingRequest())
    with pytest.raises(ConflictError, match="training 1 of project loans is queued"):
        trainings.forget("loans")
    trainings.ask_to_end(training.id, "drop")
    trainings.forget("loans")
    assert [one.id for one in trainings.listed()] == [other.id]
