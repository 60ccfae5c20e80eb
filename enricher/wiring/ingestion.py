"""What ingests into a home, started and stopped."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from connectors.folders.intake import FileIntake, admit
from connectors.folders.sweep import Sweeper
from enricher.ingestion.accounts import Root
from enricher.ingestion.indexer import Indexer, write_out
from enricher.ingestion.worker import Lane, Worker
from enricher.wiring.home import Home
from enricher.wiring.readers import catching_up, reading

if TYPE_CHECKING:
    from connectors.folders.watcher import Watcher


@dataclass(frozen=True, slots=True)
class Ingestion:
    """A worker and an indexer at work on one home."""

    home: Home
    worker: Worker
    indexer: Indexer

    def hand_back_of_the_dead(self) -> None:
        self.home.ledger.hand_back_of_the_dead()


@contextmanager
def ingesting(home: Home) -> Iterator[Ingestion]:
    """Start reading and indexing; at the end what is in flight is finished or handed back."""
    settings = home.settings
    home.ledger.hand_back_of_the_dead()
    home.ledger.corrections.follow()
    intake = FileIntake(home.ledger.files, settings.ignore)
    try:
        with (
            reading(home.path, settings) as readers,
            catching_up(home.path, settings) as late_readers,
            Indexer(home.ledger.documents, home.index, settings.commit_seconds) as indexer,
        ):
            retries = settings.attempts, settings.retry_seconds
            count = settings.worker_count
            lanes = (
                Lane(home.ledger.documents, readers, 2 * count, *retries),
                Lane(home.ledger.owed, late_readers, count, *retries),
            )
            yield Ingestion(home, Worker(intake, lanes), indexer)
    finally:
        home.ledger.hand_back()


class _NoFiles:
    """Satisfies `enricher.ingestion.backlog.Intake` where no file is to be taken."""

    def step(self, limit: int) -> int:
        return 0


@contextmanager
def reenriching(home: Home) -> Iterator[Ingestion]:
    """Start to read texts that owe entities, and nothing else: files are left alone."""
    settings = home.settings
    home.ledger.hand_back_of_the_dead()
    home.ledger.corrections.follow()
    try:
        with (
            reading(home.path, settings) as readers,
            Indexer(home.ledger.documents, home.index, settings.commit_seconds) as indexer,
        ):
            lane = Lane(
                home.ledger.owed,
                readers,
                2 * settings.worker_count,
                settings.attempts,
                settings.retry_seconds,
            )
            yield Ingestion(home, Worker(_NoFiles(), [lane]), indexer)
    finally:
        home.ledger.hand_back()


def watching(home: Home, roots: Sequence[Root]) -> Watcher:
    """What keeps the ledger in step with folders, not yet started."""
    from connectors.folders.watcher import Watcher

    return Watcher(build_sweeper(home), roots, home.settings.sweep_seconds)


def publisher(home: Home) -> Callable[[], int]:
    """What returns when the index has all that the ledger has."""
    return lambda: write_out(home.ledger.documents, home.index)


def build_sweeper(home: Home) -> Sweeper:
    return Sweeper(
        home.ledger.database,
        home.ledger.files,
        home=Path(os.path.realpath(home.path)),
        settle_seconds=home.settings.settle_seconds,
        guard=home.settings.removal_guard,
        ignore=home.settings.ignore,
    )


def admit_file(home: Home, path: Path, root: Root, sha256: str) -> str | None:
    """As `connectors.folders.intake.admit`."""
    ledger = home.ledger
    return admit(ledger.database, build_sweeper(home), ledger.files, path, root, sha256)
