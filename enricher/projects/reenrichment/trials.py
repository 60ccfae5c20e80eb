"""What would become of documents that are read or derived anew; nothing is written."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

from enricher.documents import EnrichedText
from enricher.documents.corrections import Correct, Correction
from enricher.documents.records import Record, from_record, to_record
from enricher.errors import ModelError, SettingsError
from enricher.ingestion.worker import Pool
from enricher.ledger.backlog import OwedText
from enricher.ledger.jobs import decide
from enricher.models.differences import Difference, compare


@dataclass(frozen=True, slots=True)
class Tried:
    """A document as the deployed models would have it; `error` says why they cannot read it."""

    id: str
    path: str
    difference: Difference
    error: str = ""


@dataclass(frozen=True, slots=True)
class _Trial:
    task: OwedText
    now: bytes
    future: Future[list[EnrichedText]]


@dataclass(frozen=True, slots=True)
class Trials:
    """Reads and derives for show.

    Attributes:
        stored: a document as it was read, and its body with what people said laid over it.
        corrections: what holds in a document now.
        derived: gives a stored text the derived fields of its schemas.
        ahead: texts that are read at the same time.
    """

    stored: Callable[[str], tuple[OwedText, bytes] | None]
    place_of: Callable[[str], str]
    corrections: Callable[[str], Sequence[Correction]]
    correct: Correct
    derived: Callable[[bytes], tuple[Record, bool]]
    open_pool: Callable[[], AbstractContextManager[Pool[EnrichedText]]]
    ahead: int

    def read(
        self, documents: Sequence[str], pool: Pool[EnrichedText] | None = None
    ) -> Iterator[Tried]:
        """Read documents with the deployed models and tell what would change; nothing is written.

        Args:
            pool: that reads them; None opens one.
        """
        with self.open_pool() if pool is None else nullcontext(pool) as readers:
            running: deque[_Trial] = deque()
            for document in documents:
                trial = self._start(readers, document)
                if trial is not None:
                    running.append(trial)
                if len(running) >= self.ahead:
                    yield self._finish(running.popleft())
            while running:
                yield self._finish(running.popleft())

    def derive(self, documents: Sequence[str]) -> Iterator[Tried]:
        """Derive the fields of documents and tell what would change; nothing is written."""
        for document in documents:
            stored = self.stored(document)
            if stored is not None:
                task, now = stored
                yield self._compared(document, now, self.derived(task.body)[0])

    def _start(self, pool: Pool[EnrichedText], document: str) -> _Trial | None:
        stored = self.stored(document)
        if stored is None:
            return None  # it went meanwhile
        task, now = stored
        return _Trial(task, now, pool.submit(task))

    def _finish(self, trial: _Trial) -> Tried:
        identity = trial.task.document
        path = self.place_of(identity)
        error = trial.future.exception()
        if error is not None:
            if not isinstance(error, Exception) or isinstance(error, (ModelError, SettingsError)):
                raise error
            return Tried(identity, path, Difference(), decide(error, 1, 1, 1).reason)
        (text,) = trial.future.result()
        return self._compared(identity, trial.now, to_record(text))

    def _compared(self, identity: str, now: bytes, record: Record) -> Tried:
        """A text as it is against what it would be, with what people said laid over it."""
        corrections = self.corrections(identity)
        corrected = self.correct(record.body, corrections).body if corrections else None
        after = from_record(corrected or record.body)
        path = self.place_of(identity)
        return Tried(identity, path, compare(from_record(now), after))
