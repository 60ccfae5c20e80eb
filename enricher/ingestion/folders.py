"""Reconciling folders with the index: once, or for as long as one watches."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from enricher.documents import display_path
from enricher.errors import InputError, NotFoundError, UnavailableError
from enricher.ingestion.collections import Collections, check_there
from enricher.ingestion.progress import Accounts, Ingestion, OnProgress, Progress, Waiting
from enricher.ledger.accounts import Root, Status

logger = logging.getLogger(__name__)

_FIRST_WAIT_SECONDS, _LONGEST_WAIT_SECONDS = 1.0, 60.0
_LOOK_SECONDS = 1.0  # for folders that were added meanwhile


class Swept(Protocol):
    @property
    def removed(self) -> int: ...


class Sweeper(Protocol):
    def sweep(
        self, root: Root, *, below: Path | None = None, confirmed: bool = False, who: str = ""
    ) -> Swept:
        """Compare what lies below a root, or below one folder in it, with the ledger."""


class Watcher(Protocol):
    """Keeps the ledger in step with folders."""

    @property
    def crash(self) -> BaseException | None: ...


@dataclass(frozen=True, slots=True)
class Folders:
    """Ingests folders, and watches them.

    Attributes:
        forget_orphans: documents without files; False where a file elsewhere may turn out to be
            theirs.
        start: reading and indexing; at the end what is in flight is finished or handed back.
        watcher: of some roots, and what else happens while one watches.
    """

    collections: Collections
    sweeper: Sweeper
    accounts: Accounts
    forget_orphans: Callable[[], bool]
    start: Callable[[], AbstractContextManager[Ingestion]]
    watcher: Callable[[Sequence[Root]], AbstractContextManager[Watcher]]

    def ingest(
        self,
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
        roots = self._add_roots(paths, collection, who)
        below = [os.fsencode(root) for root in roots]
        with self.start() as ingestion, ThreadPoolExecutor(1, "sweep") as sweeper:
            # What is found first is read while the rest of a large tree is still being looked at.
            sweep = sweeper.submit(self._sweep, roots, confirmed=confirm_removed, who=who)
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
                accounts = self.accounts
                is_patient = time.monotonic() < seen_at + accounts.growing_seconds
                if not accounts.is_settled(below, but_growing=not is_patient):
                    return False
                if self.forget_orphans():
                    return True
                # What keeps them may be a file elsewhere that grows, and then the next ingest does it.
                return not is_patient and accounts.is_settled(but_growing=True)

            ingestion.worker.run(is_done)
            # What grows is told now: while all is closed it may come to stand still for a moment.
            growing = self.accounts.status(below).growing
        return replace(self.accounts.status(below), growing=growing)

    def watch(
        self,
        paths: Sequence[Path] = (),
        *,
        all_known: bool = False,
        collection: str | None = None,
        on_progress: OnProgress | None = None,
        stop: threading.Event,
    ) -> None:
        """Keep the index in line with folders (none named: all that are known) until `stop` is set.

        A full disk, or whatever else does not answer, is waited for: `on_progress` hears of it.

        Args:
            all_known: whether all that are known are watched beside those; folders that are added
                meanwhile then, too.

        Raises:
            InputError: a path does not exist, or none is known.
        """
        wait_seconds = _FIRST_WAIT_SECONDS
        while not stop.is_set():
            try:
                self._watch(paths, all_known or not paths, collection, on_progress, stop)
            except UnavailableError as error:
                logger.warning("watching stopped, trying again seconds=%.0f", wait_seconds)
                if on_progress is not None:
                    on_progress(Progress(self.accounts.status(), str(error)))
                stop.wait(wait_seconds)
                wait_seconds = min(2 * wait_seconds, _LONGEST_WAIT_SECONDS)

    def confirm_removals(self, folder: str, who: str) -> int:
        """A person says that what vanished from a folder is meant to be gone.

        Returns:
            How many files were removed.

        Raises:
            NotFoundError: nothing is held back in a folder of that name.
        """
        for root in self.collections.roots.all():
            if root.held and folder == display_path(root.path):
                return self.sweeper.sweep(root, confirmed=True, who=who).removed
        raise NotFoundError(f"no removals are waiting for confirmation in {folder}")

    def _watch(
        self,
        paths: Sequence[Path],
        all_known: bool,
        collection: str | None,
        on_progress: OnProgress | None,
        stop: threading.Event,
    ) -> None:
        """Watch until `stop` is set, or there are other folders to watch."""
        self._add_roots(paths, collection, "")
        roots = self._roots_of(() if all_known else paths)
        if not roots:
            raise InputError("no folder to watch: name one (`enricher watch FOLDER`)")
        with self.start() as ingestion, self.watcher(roots) as watcher:
            waiting = Waiting(ingestion, on_progress, [], patient=True)
            watched = {root.path for root in roots}
            looked_at = time.monotonic()

            def is_done() -> bool:
                nonlocal looked_at
                waiting.check()
                if watcher.crash is not None:
                    raise watcher.crash
                self.forget_orphans()
                if all_known and time.monotonic() > looked_at + _LOOK_SECONDS:
                    looked_at = time.monotonic()
                    if any(root.path not in watched for root in self.collections.roots.all()):
                        return True
                return stop.is_set()

            ingestion.worker.run(is_done)

    def _add_roots(self, paths: Sequence[Path], collection: str | None, who: str) -> list[Path]:
        keys = [_key(path) for path in paths]
        for path, key in zip(paths, keys, strict=True):
            if self.collections.roots.above(key) is None:
                check_there(path)
        for key in keys:
            above = self.collections.roots.above(key)
            if above is None or above.path == key or collection not in (None, above.collection):
                self.collections.place(key, collection, who)
        return keys

    def _sweep(self, paths: Sequence[Path], *, confirmed: bool, who: str) -> None:
        """Compare paths with the ledger, and the roots of other collections below them."""
        for path in paths:
            above = self.collections.roots.above(path)
            if above is not None:
                self.sweeper.sweep(above, below=path, confirmed=confirmed, who=who)
            for root in self.collections.roots.all():
                if path in root.path.parents:
                    self.sweeper.sweep(root, confirmed=confirmed, who=who)

    def _roots_of(self, paths: Sequence[Path]) -> list[Root]:
        """The roots at, above and below some paths; all of them where none is named."""
        keys = [_key(path) for path in paths]
        above = {self.collections.roots.above(key) for key in keys}
        return [
            root
            for root in self.collections.roots.all()
            if not keys or root in above or any(key in root.path.parents for key in keys)
        ]


def _key(path: Path) -> Path:
    """Absolute, links in it resolved, so that one folder has one name."""
    return Path(os.path.realpath(path))
