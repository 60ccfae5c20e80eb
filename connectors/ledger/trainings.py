"""Trainings of the ledger: one runs at a time, others wait in the order in which they were asked for.

A training that runs is taken by the process of a server. Where that process is gone it waits again,
and once more only: what its server died of may have been the training.
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from typing import Any

from connectors.ledger.database import Database
from connectors.ledger.owners import is_alive, this_process
from connectors.ledger.rows import moment
from enricher.errors import ConflictError, NotFoundError
from enricher.ledger.trainings import MOST_RUNS, Ending, Report, State, Training, TrainingRequest

_COLUMNS = "id, project, request, state, asked_at, started_at, ended_at, runs, ending, report, result, error"


class TrainingTable:
    def __init__(self, database: Database) -> None:
        self._database = database
        self._owner = this_process()

    def add(self, project: str, request: TrainingRequest) -> Training:
        """Put a training in line."""
        with self._database.transaction() as connection:
            number = connection.execute(
                "INSERT INTO trainings (project, request, asked_at) VALUES (?, ?, ?)",
                (project, json.dumps(request.as_json()), time.time()),
            ).lastrowid
        return self.find(int(number or 0))

    def find(self, number: int) -> Training:
        """Raises NotFoundError when there is none of that number."""
        row = self._database.connection.execute(
            f"SELECT {_COLUMNS} FROM trainings WHERE id = ?", (number,)
        ).fetchone()
        if row is None:
            raise NotFoundError(f"there is no training {number}")
        return _training(row)

    def listed(self, project: str | None = None) -> list[Training]:
        """Those of a project or all, the last one asked for first."""
        rows = self._database.connection.execute(
            f"SELECT {_COLUMNS} FROM trainings WHERE ? IN (project, '') ORDER BY id DESC",
            (project or "",),
        )
        return [_training(row) for row in rows]

    def take(self) -> Training | None:
        """Begin the next training, unless one runs."""
        connection = self._database.connection
        query = "SELECT 1 FROM trainings WHERE state = 'queued'"
        if connection.execute(query).fetchone() is None:
            return None  # as nearly always: no write transaction for that
        with self._database.transaction():
            row = connection.execute(
                "UPDATE trainings SET state = 'running', taken_by = ?, started_at = ?,"
                " runs = runs + 1, report = '{}' WHERE id ="
                " (SELECT min(id) FROM trainings WHERE state = 'queued')"
                " AND NOT EXISTS (SELECT 1 FROM trainings WHERE state = 'running') RETURNING id",
                (self._owner, time.time()),
            ).fetchone()
        return self.find(row[0]) if row else None

    def note(self, number: int, report: Report) -> None:
        """Keep what a training said of itself."""
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE trainings SET report = ? WHERE id = ?",
                (json.dumps(report.as_json()), number),
            )

    def end(
        self, number: int, state: State, result: Mapping[str, Any] | None = None, error: str = ""
    ) -> None:
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE trainings SET state = ?, result = ?, error = ?, ended_at = ?,"
                " taken_by = NULL WHERE id = ?",
                (state, result and json.dumps(result), error, time.time(), number),
            )

    def give_back(self, number: int) -> None:
        """Let a training wait that was begun and is not the reason for its end.

        One that was to be dropped is cancelled. One whose best model was to be kept has none any
        more: it begins anew.
        """
        self._give_back(number, 1)

    def give_back_of_the_dead(self, *, also_own: bool = False) -> list[Training]:
        """Let wait, or fail, what servers ran that are gone.

        Args:
            also_own: this process runs none either, whatever the ledger says.

        Returns:
            How these trainings stand now.
        """
        connection = self._database.connection
        running = connection.execute(
            "SELECT id, taken_by FROM trainings WHERE state = 'running'"
        ).fetchall()
        dead = [
            number
            for number, owner in running
            if (owner == self._owner and also_own) or not is_alive(owner)
        ]
        for number in dead:
            if self.find(number).runs >= MOST_RUNS:
                why = f"it was begun {MOST_RUNS} times, and its server died or failed each time"
                self.end(number, "failed", error=why)
            else:
                self._give_back(number, 0)
        return [self.find(number) for number in dead]

    def _give_back(self, number: int, uncounted_runs: int) -> None:
        with self._database.transaction() as connection:
            if self.find(number).ending == "drop":
                self.end(number, "cancelled")
            else:
                connection.execute(
                    "UPDATE trainings SET state = 'queued', taken_by = NULL, started_at = NULL,"
                    " report = '{}', ending = '', runs = runs - ? WHERE id = ?",
                    (uncounted_runs, number),
                )

    def ask_to_end(self, number: int, ending: Ending) -> Training:
        """Take a training out of line, or tell who runs it to end it.

        Raises:
            NotFoundError: there is none of that number.
            ConflictError: it is over.
        """
        with self._database.transaction() as connection:
            training = self.find(number)
            if training.state == "queued":
                self.end(number, "cancelled")
            elif training.state == "running":
                connection.execute("UPDATE trainings SET ending = ? WHERE id = ?", (ending, number))
            else:
                raise ConflictError(f"training {number} is over: {training.state}")
        return self.find(number)

    def forget(self, project: str) -> None:
        """Remove the trainings of a project that is deleted.

        Raises:
            ConflictError: one waits or runs.
        """
        with self._database.transaction() as connection:
            for training in self.listed(project):
                if training.state in ("queued", "running"):
                    raise ConflictError(
                        f"training {training.id} of project {project} is {training.state};"
                        " cancel it first, or let it end"
                    )
            connection.execute("DELETE FROM trainings WHERE project = ?", (project,))


def _training(row: tuple[Any, ...]) -> Training:
    number, project, request, state, asked, started, ended, runs, ending, report, result, error = (
        row
    )
    return Training(
        id=number,
        project=project,
        request=TrainingRequest.from_json(json.loads(request)),
        state=state,
        asked_at=moment(asked),
        started_at=started and moment(started),
        ended_at=ended and moment(ended),
        runs=runs,
        ending=ending,
        report=Report(**json.loads(report)),
        result=result and json.loads(result),
        error=error,
    )
