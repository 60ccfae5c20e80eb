"""Which document comes after which while people tag.

    summaries --key changed?--> thread: next_documents --> Order, kept
        |                                                   |
        +----------- names that are still to tag -----------+--> the next one

A model may read for minutes before it can say an order: meanwhile the last known one holds, and
where there is none the order of names. Nobody waits.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Literal

from enricher.errors import EnricherError
from enricher.ledger.labels import DocumentSummary
from enricher.projects.project import Project
from enricher.projects.tagging import next_documents
from enricher.projects.tagging.order import Candidate
from enricher.projects.tagging.predictions import ModelReader

logger = logging.getLogger(__name__)

_MOST = 200  # documents that are put in order, and that a model reads for it
_STALE_AFTER = 5  # documents that were finished since: what is new is told by what is tagged

_Key = tuple[int, int, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class QueueState:
    """The order as far as it is known.

    `names`: nobody has put the documents in order yet, they come by name.
    """

    state: Literal["ready", "computing", "names"]
    candidates: tuple[Candidate, ...]

    def reason_of(self, name: str | None) -> str | None:
        """Why a document has its place, None where it is in none."""
        return next((one.reason for one in self.candidates if one.document == name), None)


@dataclass(slots=True)
class _Known:
    key: _Key | None = None
    candidates: tuple[Candidate, ...] = ()
    thread: threading.Thread | None = field(default=None, repr=False)


class _StoppedError(Exception):
    """The server ends while an order is made."""


class TaggingQueue:
    """Orders of the projects of a home, made aside and kept until they are stale."""

    def __init__(
        self, open_project: Callable[[str], AbstractContextManager[Project]], reader: ModelReader
    ) -> None:
        self._open_project = open_project
        self._reader = reader
        self._lock = threading.Lock()
        self._known: dict[str, _Known] = {}
        self._stopped = threading.Event()

    def look(self, project: Project, summaries: Sequence[DocumentSummary]) -> QueueState:
        """The order that is known now; a stale one is made anew aside."""
        key = _key(project, summaries)
        with self._lock:
            known = self._known.setdefault(project.name, _Known())
            if known.key != key and known.thread is None and not self._stopped.is_set():
                known.thread = threading.Thread(
                    target=self._order, args=(project.name, key), name="tagging-order", daemon=True
                )
                known.thread.start()
            if known.thread is None:
                return QueueState("ready", known.candidates)
            return QueueState("computing" if known.candidates else "names", known.candidates)

    def close(self) -> None:
        self._stopped.set()
        with self._lock:
            threads = [one.thread for one in self._known.values() if one.thread]
        for thread in threads:
            thread.join()

    def _order(self, name: str, key: _Key) -> None:
        found: tuple[Candidate, ...] | None = None
        try:
            with self._open_project(name) as project:
                order = next_documents(
                    project, _MOST, self._reader, on_progress=self._check, most_read=_MOST
                )
            found = order.candidates
        except _StoppedError:
            pass
        except EnricherError as error:
            logger.warning("order of documents failed project=%s error=%s", name, error)
        finally:
            with self._lock:
                known = self._known[name]
                known.thread = None
                known.key = key  # also where it failed: it would fail again at once
                if found is not None:
                    known.candidates = found

    def _check(self, _done: int, _of: int) -> None:
        if self._stopped.is_set():
            raise _StoppedError


def _key(project: Project, summaries: Sequence[DocumentSummary]) -> _Key:
    """Another one where another order is to be expected."""
    files = (
        project.folder / "deployments.json",
        project.folder / "models" / "names.json",
        project.schema_path,
    )
    stamps = tuple(one.stat().st_mtime_ns if one.exists() else 0 for one in files)
    learned = project.schema.learned
    finished = sum(one.is_finished(learned) for one in summaries)
    return len(summaries), finished // _STALE_AFTER, stamps


def next_name(
    summaries: Sequence[DocumentSummary],
    learned: Collection[str],
    candidates: Sequence[Candidate],
    after: str = "",
) -> str | None:
    """The document to tag after another one, None where no other is left.

    First come those that nobody has begun, in their order, then those that are not finished; what
    was skipped comes again at the end.

    Args:
        learned: the categories to look for before a document is finished.
    """
    untouched = {one.name for one in summaries if not one.is_tagged}
    unfinished = {one.name for one in summaries if not one.is_finished(learned)}
    known = {one.name for one in summaries}
    ordered = [one.document for one in candidates if one.document in known]
    names = dict.fromkeys([*ordered, *sorted(untouched), *sorted(unfinished - untouched), after])
    sequence = list(names)
    at = sequence.index(after) + 1
    rest = [*sequence[at:], *sequence[:at]]
    waiting = [one for one in rest if one in unfinished and one != after]
    return next((one for one in waiting if one in untouched), next(iter(waiting), None))
