"""Keeps the ledger in step with watched folders: events as they come, a sweep now and then.

    watchdog event --> touched path --> sweeper.observe        (new, changed, moved here)
                   --> vanished path -> sweeper.vanished --grace--> sweeper.forget
                   --> folder -------> sweeper.sweep (below it)
    every sweep_seconds --------------> sweeper.sweep (whole root): what no event told

Events are hints; network drives and full queues lose them. The sweep is the truth.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver

from connectors.folders.sweep import Sweeper
from enricher.documents import display_path
from enricher.errors import UnavailableError
from enricher.ledger.accounts import Root

logger = logging.getLogger(__name__)

_TICK_SECONDS = 0.1
_GRACE_SECONDS = 2.0  # a tree that is being deleted is judged as one


class Watcher:
    """A thread that watches some roots until it is closed."""

    def __init__(self, sweeper: Sweeper, roots: Sequence[Root], sweep_seconds: float) -> None:
        self._sweeper = sweeper
        self._roots = tuple(roots)
        self._sweep_seconds = sweep_seconds
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="watcher", daemon=True)
        self._events = {root: _Events() for root in roots}
        self.swept = threading.Event()
        """Set when every root has been compared once."""
        self.crash: BaseException | None = None

    def __enter__(self) -> Watcher:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        observers = []
        try:
            # Watch first, sweep then: what happens in between is seen twice rather than never.
            observers = [self._observe(root) for root in self._roots]
            self._loop()
        except BaseException as error:  # noqa: BLE001  handed to the thread that waits for us
            self.crash = error
        finally:
            for observer in observers:
                if observer is not None:
                    observer.stop()

    def _loop(self) -> None:
        due = dict.fromkeys(self._roots, 0.0)
        while not self._stop.is_set():
            for root in self._roots:
                if time.monotonic() >= due[root]:
                    self._attempt(self._sweep, root)
                    due[root] = time.monotonic() + self._sweep_seconds
                else:
                    self._attempt(self._follow, root)
            self.swept.set()
            self._stop.wait(_TICK_SECONDS)

    def _attempt(self, act: Callable[[Root], None], root: Root) -> None:
        """A locked ledger is not the end: the next sweep sees what this one missed."""
        try:
            act(root)
        except UnavailableError as error:
            logger.warning("watching was interrupted, the next sweep catches up reason=%s", error)
        except OSError:
            logger.warning("watching was interrupted, the next sweep catches up", exc_info=True)

    def _sweep(self, root: Root) -> None:
        found = self._sweeper.sweep(root, grace_seconds=_GRACE_SECONDS)
        if found.held:
            logger.warning("nothing removed: %s", found.held)
        logger.info("swept seen=%d changed=%d moved=%d", found.seen, found.changed, found.moved)

    def _follow(self, root: Root) -> None:
        touched, vanished, folders = self._events[root].take()
        for path, is_closed in touched.items():
            self._sweeper.observe(path, root, settled=is_closed)
        for path in vanished:
            self._sweeper.vanished(path, root)
        for path in folders:
            self._sweeper.sweep(root, below=path, grace_seconds=_GRACE_SECONDS)
        self._sweeper.forget(root, grace_seconds=_GRACE_SECONDS)

    def _observe(self, root: Root) -> BaseObserver | None:
        observer = Observer()
        is_folder = os.path.isdir(root.path)  # noqa: PTH112  Path.is_dir raises out of reach
        folder = root.path if is_folder else root.path.parent
        try:
            observer.schedule(self._events[root], str(folder), recursive=is_folder)
            observer.start()
        except OSError as error:
            logger.warning(
                "no events for %s (%s); it is compared every %.0f seconds only",
                display_path(root.path),
                error,
                self._sweep_seconds,
            )
            return None
        return observer


class _Events(FileSystemEventHandler):
    """Gathers what events name until the watcher takes it; several of one file become one."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._clear()

    def _clear(self) -> None:
        self._touched: dict[Path, bool] = {}
        self._vanished: set[Path] = set()
        self._folders: set[Path] = set()

    def take(self) -> tuple[dict[Path, bool], set[Path], set[Path]]:
        """Files touched (and whether their writer closed them), paths gone, folders to compare."""
        with self._lock:
            taken = self._touched, self._vanished, self._folders
            self._clear()
            return taken

    def dispatch(self, event: FileSystemEvent) -> None:
        kind = event.event_type
        source = Path(_text(event.src_path))
        target = Path(_text(event.dest_path)) if event.dest_path else None
        with self._lock:
            if kind in ("deleted", "moved"):
                self._vanished.add(source)
                self._touched.pop(source, None)
            arrived = target if kind == "moved" else source
            if arrived is None or kind in ("deleted", "opened", "closed_no_write"):
                return
            if event.is_directory:
                if kind != "modified":
                    self._folders.add(arrived)
            else:
                # A file that was moved here, or whose writer closed it, is whole.
                is_whole = kind in ("closed", "moved")
                self._touched[arrived] = is_whole or self._touched.get(arrived, False)


def _text(path: bytes | str) -> str:
    return path.decode("utf-8", "surrogateescape") if isinstance(path, bytes) else path
