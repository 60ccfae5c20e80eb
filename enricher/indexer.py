"""Carries the ledger's pending writes into the index, from one process of a home at a time.

    outbox --batch--> index.write (one commit) --settle--> "indexed"

A write that is not settled is written again: after a crash between the two, the same documents go
in once more under the same ids. An index that is down or that another process writes is tried
again; meanwhile the outbox grows and nothing else stops.
"""

from __future__ import annotations

import logging
import threading
import time
from contextlib import suppress

from enricher.backlog import IndexBacklog
from enricher.errors import IndexBusyError, UnavailableError
from enricher.ports import IndexWriter, SearchIndex

logger = logging.getLogger(__name__)

_BATCH = 200
_IDLE_SECONDS = 0.1
_POLL_SECONDS = 0.02
_BUSY_SECONDS = 0.5  # between two tries to become the writer
_LONGEST_WAIT_SECONDS = 30.0
_LAST_SECONDS = 20.0  # for the write in hand, once told to stop


class Indexer:
    """A thread that writes; `commit_seconds` lets documents gather for one commit."""

    def __init__(self, backlog: IndexBacklog, index: SearchIndex, commit_seconds: float) -> None:
        self._backlog = backlog
        self._index = index
        self._commit_seconds = commit_seconds
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="indexer", daemon=True)
        self._writer: IndexWriter | None = None
        self.trouble = ""
        """Why nothing can be written at present, "" when all is well."""
        self.is_written_elsewhere = False
        """Another process of this home writes, so all is well."""
        self.crash: BaseException | None = None

    def __enter__(self) -> Indexer:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join(_LAST_SECONDS)
        if (
            self._thread.is_alive()
        ):  # what it was about to settle is written again, by whoever is next
            logger.warning("the index does not answer, its last write is left to the next start")

    def _run(self) -> None:
        try:
            self._loop()
        except BaseException as error:  # noqa: BLE001  handed to the thread that waits for us
            self.crash = error
        finally:
            self._close_writer()

    def _loop(self) -> None:
        failures = 0
        while not self._stop.is_set():
            try:
                written = self.step()
            except IndexBusyError:
                self.is_written_elsewhere = True
                self._stop.wait(_BUSY_SECONDS)
                continue
            except UnavailableError as error:
                failures += 1
                self.trouble = str(error)
                self._close_writer()
                wait = _BUSY_SECONDS * 2 ** min(failures - 1, 6)
                self._stop.wait(min(wait, _LONGEST_WAIT_SECONDS))
                continue
            failures = 0
            self.trouble = ""
            self.is_written_elsewhere = False
            # A short batch means that the outbox is nearly empty: let the next ones gather.
            self._stop.wait(0 if written >= _BATCH else self._commit_seconds or _IDLE_SECONDS)
        if self._writer is not None and not self.trouble:
            with suppress(IndexBusyError, UnavailableError):
                self.step()  # what was read or audited just before; more is for the next start

    def step(self) -> int:
        """Write one batch; returns how many documents it had."""
        if self._writer is None:
            self._writer = self._index.open_writer()
            queued = self._backlog.follow_index(self._index.generation)
            if queued:
                logger.info("index is new or was rebuilt, writing documents=%d", queued)
        batch = self._backlog.batch(_BATCH)
        if not batch:
            return 0
        started = time.perf_counter()
        refused = self._writer.write(batch.documents, batch.removed)
        self._backlog.settle(batch, refused)
        logger.info(
            "indexed documents=%d removed=%d refused=%d ms=%d",
            len(batch.documents) - len(refused),
            len(batch.removed),
            len(refused),
            1000 * (time.perf_counter() - started),
        )
        return len(batch.sequences)

    def _close_writer(self) -> None:
        if self._writer is not None:
            try:
                self._writer.close()
            except UnavailableError:
                logger.warning("the index did not answer when it was closed")
            self._writer = None


def write_out(backlog: IndexBacklog, index: SearchIndex, patience_seconds: float = 60.0) -> None:
    """Return when the index has all that waits for it now, written here or by whoever writes.

    Raises:
        UnavailableError: it has not after a while; what waits is kept and written later.
    """
    backlog.follow_index(index.generation)
    last = backlog.last_write()
    if backlog.is_written(last):
        return
    with Indexer(backlog, index, commit_seconds=0) as indexer:
        well_at = time.monotonic()
        while not backlog.is_written(last):
            if indexer.crash is not None:
                raise indexer.crash
            now = time.monotonic()
            if not indexer.trouble or indexer.is_written_elsewhere:
                well_at = now
            elif now - well_at > patience_seconds:
                raise UnavailableError(
                    f"{indexer.trouble}; the decision is kept, and seen once the index answers"
                )
            time.sleep(_POLL_SECONDS)
