"""Reconciling folders with the index: once, or for as long as one watches."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from enricher.errors import InputError, UnavailableError
from enricher.files.disk import full_words
from enricher.history.days import local_time
from enricher.ingestion.accounts import Root, Status
from enricher.ingestion.operations import check_there, place_in_collection
from enricher.ingestion.reenrichment.derived import Rederiving
from enricher.wiring.home import Home
from enricher.wiring.ingestion import Ingestion, build_sweeper, ingesting, watching

logger = logging.getLogger(__name__)

_HAND_BACK_SECONDS = 5.0
_FIRST_WAIT_SECONDS, _LONGEST_WAIT_SECONDS = 1.0, 60.0
_PATIENCE_SECONDS = 60.0  # how long `ingest` waits for an index that does not answer


@dataclass(frozen=True, slots=True)
class Progress:
    """What a person who waits wants to see; `trouble` says why nothing new gets in."""

    status: Status
    trouble: str = ""


OnProgress = Callable[[Progress], None]


def ingest(
    home: Home,
    paths: Sequence[Path],
    *,
    collection: str | None = None,
    confirm_removed: bool = False,
    who: str = "",
    on_progress: OnProgress | None = None,
    stop: threading.Event | None = None,
) -> Status:
    """Bring the index in line with what lies below some paths.

    Returns when every file is indexed, failed or ignored, or does not stand still (`growing` of
    the status), or when `stop` is set.

    Args:
        who: asks for it, for the history; "" is who runs this process.

    Raises:
        InputError: a path does not exist and is not known either.
        UnavailableError: the index did not answer for a minute; what was read is kept and written
            when it does.
    """
    roots = _add_roots(home, paths, collection, who)
    below = [os.fsencode(root) for root in roots]
    with ingesting(home) as ingestion, ThreadPoolExecutor(1, "sweep") as sweeper:
        # What is found first is read while the rest of a large tree is still being looked at.
        sweep = sweeper.submit(_sweep, home, roots, confirmed=confirm_removed, who=who)
        waiting = Waiting(ingestion, on_progress, below)
        seen_at: float | None = None

        def is_done() -> bool:
            nonlocal seen_at
            if stop is not None and stop.is_set():
                return True
            waiting.check()
            if not sweep.done() or not ingestion.indexer.has_looked:
                return False
            sweep.result()
            seen_at = seen_at or time.monotonic()
            if not waiting.is_derived:
                return False
            accounts = home.ledger.accounts
            is_patient = time.monotonic() < seen_at + accounts.growing_seconds
            if not accounts.is_settled(below, but_growing=not is_patient):
                return False
            if home.ledger.files.forget_orphans():
                return True
            # What keeps them may be a file elsewhere that grows, and then the next ingest does it.
            return not is_patient and accounts.is_settled(but_growing=True)

        ingestion.worker.run(is_done)
    return home.ledger.accounts.status(below)


def watch(
    home: Home,
    paths: Sequence[Path] = (),
    *,
    collection: str | None = None,
    on_progress: OnProgress | None = None,
    stop: threading.Event,
) -> None:
    """Keep the index in line with folders (none named: all that are known) until `stop` is set.

    A full disk, or whatever else does not answer, is waited for: `on_progress` hears of it.

    Raises:
        InputError: a path does not exist, or none is known.
    """
    wait_seconds = _FIRST_WAIT_SECONDS
    while not stop.is_set():
        try:
            _watch(home, paths, collection, on_progress, stop)
        except UnavailableError as error:
            logger.warning("watching stopped, trying again seconds=%.0f", wait_seconds)
            if on_progress is not None:
                on_progress(Progress(home.ledger.accounts.status(), str(error)))
            stop.wait(wait_seconds)
            wait_seconds = min(2 * wait_seconds, _LONGEST_WAIT_SECONDS)


def _watch(
    home: Home,
    paths: Sequence[Path],
    collection: str | None,
    on_progress: OnProgress | None,
    stop: threading.Event,
) -> None:
    from enricher.wiring.audit import audit_thread  # ingesting does without
    from enricher.wiring.reminders import reminder_thread

    _add_roots(home, paths, collection, "")
    roots = _roots_of(home, paths)
    if not roots:
        raise InputError("no folder to watch: name one (`enricher watch FOLDER`)")
    with (
        ingesting(home) as ingestion,
        watching(home, roots) as watcher,
        audit_thread(home, local_time),
        reminder_thread(home, local_time),
    ):
        waiting = Waiting(ingestion, on_progress, [], patient=True)

        def is_done() -> bool:
            waiting.check()
            if watcher.crash is not None:
                raise watcher.crash
            home.ledger.files.forget_orphans()
            return stop.is_set()

        ingestion.worker.run(is_done)


class Waiting:
    """What happens between two steps of the worker.

    Progress, jobs of the dead, an index that is down, fields that are to be derived anew.
    """

    def __init__(
        self,
        ingestion: Ingestion,
        on_progress: OnProgress | None = None,
        below: Sequence[bytes] = (),
        *,
        patient: bool = False,
    ) -> None:
        self._ingestion = ingestion
        self._on_progress = on_progress
        self._below = below
        self._patient = patient
        self._next_hand_back = time.monotonic() + _HAND_BACK_SECONDS
        self._next_progress = 0.0
        self._well_at = time.monotonic()
        self._rederiving = Rederiving(ingestion.home)

    @property
    def is_derived(self) -> bool:
        """Whether derived fields come from the expressions of now, as far as was seen."""
        return self._rederiving.is_done

    def check(self) -> None:
        indexer = self._ingestion.indexer
        if indexer.crash is not None:
            raise indexer.crash
        self._rederiving.step()
        now = time.monotonic()
        if now >= self._next_hand_back:
            self._ingestion.hand_back_of_the_dead()
            self._next_hand_back = now + _HAND_BACK_SECONDS
        full = full_words(self._ingestion.home.path)
        trouble = full or indexer.trouble
        if not trouble or (indexer.is_written_elsewhere and not full):
            self._well_at = now
        elif not self._patient and now - self._well_at > _PATIENCE_SECONDS:
            raise UnavailableError(
                f"{trouble}; what was read is kept, run the same command again later"
            )
        if self._on_progress is not None and now >= self._next_progress:
            status = self._ingestion.home.ledger.accounts.status(self._below)
            self._on_progress(Progress(status, trouble))
            # Counting a large ledger takes its time: it may cost a twentieth of it, no more.
            self._next_progress = time.monotonic() + max(0.25, 20 * (time.monotonic() - now))


def _add_roots(home: Home, paths: Sequence[Path], collection: str | None, who: str) -> list[Path]:
    keys = [_key(path) for path in paths]
    for path, key in zip(paths, keys, strict=True):
        if home.ledger.roots.above(key) is None:
            check_there(path)
    for key in keys:
        above = home.ledger.roots.above(key)
        if above is None or above.path == key or collection not in (None, above.collection):
            place_in_collection(home, key, collection, who)
    return keys


def _sweep(home: Home, paths: Sequence[Path], *, confirmed: bool, who: str) -> None:
    """Compare paths with the ledger, and the roots of other collections below them."""
    for path in paths:
        above = home.ledger.roots.above(path)
        if above is not None:
            build_sweeper(home).sweep(above, below=path, confirmed=confirmed, who=who)
        for root in home.ledger.roots.all():
            if path in root.path.parents:
                build_sweeper(home).sweep(root, confirmed=confirmed, who=who)


def _roots_of(home: Home, paths: Sequence[Path]) -> list[Root]:
    """The roots at, above and below some paths; all of them where none is named."""
    keys = [_key(path) for path in paths]
    above = {home.ledger.roots.above(key) for key in keys}
    return [
        root
        for root in home.ledger.roots.all()
        if not keys or root in above or any(key in root.path.parents for key in keys)
    ]


def _key(path: Path) -> Path:
    """Absolute, links in it resolved, so that one folder has one name."""
    return Path(os.path.realpath(path))
