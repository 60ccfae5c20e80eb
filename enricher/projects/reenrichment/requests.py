"""Re-enrichment by a server: dry runs and runs that people ask for, while it goes on answering.

start   -> owed -> (the server's ingestion reads, in its lane for that) -> followed to the index
try_out -> a thread -> pool -> Trial                                   (nothing is written)
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from enricher.documents import EnrichedText
from enricher.errors import ConflictError, EnricherError
from enricher.ingestion.worker import Pool
from enricher.ledger.backlog import IndexBacklog
from enricher.models.differences import Totals
from enricher.projects.reenrichment.runs import ROUNDS, Outdated, OwedTable, Unread
from enricher.projects.reenrichment.trials import Trials, Tried

logger = logging.getLogger(__name__)

_POLL_SECONDS = 0.25
_SHOWN = 100  # documents of a dry run whose differences are kept; all are counted


@dataclass(slots=True)
class Trial:
    """A dry run, as far as it has come."""

    documents: int
    state: Literal["running", "done", "stopped", "failed"] = "running"
    done: int = 0
    changed: int = 0
    failed: int = 0
    totals: Totals = field(default_factory=Totals)
    differences: list[Tried] = field(default_factory=list)
    error: str = ""

    def add(self, tried: Tried) -> None:
        self.done += 1
        self.totals.add(tried.difference)
        self.changed += bool(tried.difference)
        self.failed += bool(tried.error)
        if (tried.difference or tried.error) and len(self.differences) < _SHOWN:
            self.differences.append(tried)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is.

    Attributes:
        documents: of the run that is under way.
        failed: what the deployed models cannot read.
        outdated: None where it is unknown what is deployed.
        trial: the last dry run of this server.
    """

    state: Literal["idle", "running"]
    documents: int
    left: int
    failed: tuple[Unread, ...]
    outdated: int | None
    trial: Trial | None


class Reenrichment:
    """One run and one dry run at a time.

    Args:
        pool: reads for dry runs.
    """

    def __init__(
        self,
        outdated: Outdated,
        trials: Trials,
        table: OwedTable,
        backlog: IndexBacklog,
        pool: Pool[EnrichedText],
    ) -> None:
        self._outdated = outdated
        self._trials = trials
        self._table = table
        self._backlog = backlog
        self._pool = pool
        self._lock = threading.Lock()
        self._ends = threading.Event()
        self._stops_trial = threading.Event()
        self._following: threading.Thread | None = None
        self._trying: threading.Thread | None = None
        self._documents = 0
        self.trial: Trial | None = None

    def start(self, where: Sequence[str] = (), *, everything: bool = False) -> None:
        """Let documents be read again by what is deployed; those that wait already go on to.

        Raises:
            InputError: a filter cannot be read, or finds more than an index gives.
            EnricherError: a deployment that serves a collection is not there, or damaged.
        """
        documents = self._outdated.find(where, everything=everything)
        with self._lock:
            self._table.owe(documents)
            self._documents = self._table.owed()
            if not _runs(self._following):
                self._following = _begin("reenrichment", lambda: self._follow(documents))

    def try_out(self, where: Sequence[str] = (), *, everything: bool = False) -> None:
        """Read documents with what is deployed and keep what would change, in `trial`.

        Raises:
            ConflictError: a dry run is under way.
            InputError, EnricherError: see `start`.
        """
        documents = self._outdated.find(where, everything=everything)
        with self._lock:
            if _runs(self._trying):
                raise ConflictError("a dry run is in progress; wait for it, or stop it")
            self._stops_trial.clear()
            self.trial = trial = Trial(len(documents))
            self._trying = _begin("dry run", lambda: self._try(trial, documents))

    def stop_trial(self) -> None:
        """Let a dry run end with what it has; what is owed is read all the same."""
        self._stops_trial.set()
        if self._trying is not None:
            self._trying.join()

    def close(self) -> None:
        self._ends.set()
        self.stop_trial()
        if self._following is not None:
            self._following.join()

    def progress(self) -> Progress:
        left = self._table.owed()
        runs = bool(left) or _runs(self._following)
        unread = self._table.unread()
        place_of = self._trials.place_of
        return Progress(
            state="running" if runs else "idle",
            documents=max(self._documents, left) if runs else 0,
            left=left,
            failed=tuple(Unread(one, place_of(one), why) for one, why in unread.items()),
            outdated=self._outdated.count(),
            trial=self.trial,
        )

    def _follow(self, documents: Sequence[str]) -> None:
        """Wait until all is read and in the index.

        What was read in the second before a reader noticed a deployment is read once more.
        """
        table, rounds = self._table, 1
        while not self._ends.wait(_POLL_SECONDS):
            if table.owed():
                continue
            if rounds < ROUNDS and table.owe(self._outdated.left_out(documents)):
                rounds += 1
                continue
            break
        last = self._backlog.last_write()
        while not self._backlog.is_written(last) and not self._ends.wait(_POLL_SECONDS):
            pass

    def _try(self, trial: Trial, documents: Sequence[str]) -> None:
        try:
            for tried in self._trials.read(documents, self._pool):
                trial.add(tried)
                if self._stops_trial.is_set():
                    trial.state = "stopped"
                    return
        except EnricherError as error:
            trial.error, trial.state = str(error), "failed"
            return
        trial.state = "done"


def _runs(thread: threading.Thread | None) -> bool:
    return thread is not None and thread.is_alive()


def _begin(name: str, work: Callable[[], None]) -> threading.Thread:
    def run() -> None:
        try:
            work()
        except Exception:  # whatever it is, the server answers on
            logger.exception("%s failed", name)

    thread = threading.Thread(target=run, name=name, daemon=True)
    thread.start()
    return thread
