"""What ingests into a home, started and stopped."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from connectors.files.walk import walk
from connectors.folders.intake import FileIntake, admit
from connectors.folders.sweep import Sweeper
from enricher.documents.records import Record
from enricher.ingestion.collections import Collections
from enricher.ingestion.derivations import Rederiving
from enricher.ingestion.folder_additions import FolderAdditions
from enricher.ingestion.folders import Folders
from enricher.ingestion.indexer import Indexer
from enricher.ingestion.moves import Moves
from enricher.ingestion.progress import Ingestion
from enricher.ingestion.uploads import Uploads
from enricher.ingestion.worker import Lane, Pool, Worker
from enricher.ledger.accounts import Root
from enricher.ledger.backlog import OwedPassages
from enricher.ledger.days import local_time
from enricher.settings import Settings
from enricher.wiring.derivations import derivations
from enricher.wiring.encoders import check_encoder, encoder_source
from enricher.wiring.home import Home, makes_vectors
from enricher.wiring.mappings import followed_mappings
from enricher.wiring.readers import catching_up, recording

if TYPE_CHECKING:
    from connectors.folders.watcher import Watcher


OpenPool = Callable[[Path, Settings], AbstractContextManager[Pool[Record]]]
StartIngestion = Callable[[Home], AbstractContextManager[Ingestion]]


@contextmanager
def ingesting(
    home: Home, open_pool: OpenPool = recording, open_late_pool: OpenPool = catching_up
) -> Iterator[Ingestion]:
    """Start reading and indexing; at the end what is in flight is finished or handed back.

    Args:
        open_late_pool: for texts that owe their entities.
    """
    settings = home.settings
    check_encoder(home.path, settings)
    home.ledger.hand_back_of_the_dead()
    home.ledger.corrections.follow()
    intake = FileIntake(home.ledger.files, settings.ignore)
    try:
        with (
            open_pool(home.path, settings) as readers,
            open_late_pool(home.path, settings) as late_readers,
            Indexer(home.ledger.documents, home.index, settings.commit_seconds) as indexer,
        ):
            retries = settings.attempts, settings.retry_seconds
            count = settings.worker_count
            lanes = (
                Lane(home.ledger.documents, readers, 2 * count, *retries),
                Lane(home.ledger.owed, late_readers, count, *retries),
            )
            late = _late_lane(home, late_readers)
            yield _ingestion(home, Worker(intake, lanes, late), indexer)
    finally:
        home.ledger.hand_back()


def _late_lane(home: Home, pool: Pool[Record]) -> Lane[OwedPassages] | None:
    """Embeds the passages of what was read before, None where no vectors are made."""
    settings = home.settings
    source = encoder_source(home.path, home.registry, settings) if makes_vectors(home) else None
    if source is None:
        return None
    home.ledger.passages.follow_encoder(source.name)
    retries = settings.attempts, settings.retry_seconds
    return Lane(home.ledger.passages, pool, settings.worker_count, *retries)


class _NoFiles:
    """Satisfies `enricher.ledger.backlog.Intake` where no file is to be taken."""

    def step(self, limit: int) -> int:
        return 0


@contextmanager
def reenriching(home: Home, open_pool: OpenPool = recording) -> Iterator[Ingestion]:
    """Start to read texts that owe entities, and nothing else: files are left alone."""
    settings = home.settings
    check_encoder(home.path, settings)
    home.ledger.hand_back_of_the_dead()
    home.ledger.corrections.follow()
    try:
        with (
            open_pool(home.path, settings) as readers,
            Indexer(home.ledger.documents, home.index, settings.commit_seconds) as indexer,
        ):
            lane = Lane(
                home.ledger.owed,
                readers,
                2 * settings.worker_count,
                settings.attempts,
                settings.retry_seconds,
            )
            yield _ingestion(home, Worker(_NoFiles(), [lane]), indexer)
    finally:
        home.ledger.hand_back()


def _ingestion(home: Home, worker: Worker, indexer: Indexer) -> Ingestion:
    ledger = home.ledger
    return Ingestion(
        home.path,
        ledger.accounts,
        worker,
        indexer,
        Rederiving(derivations(home)),
        followed_mappings(home),
        ledger.hand_back_of_the_dead,
    )


@contextmanager
def watching(home: Home, roots: Sequence[Root]) -> Iterator[Watcher]:
    """Keep the ledger in step with folders, and ask policies and remind people meanwhile."""
    from connectors.folders.watcher import Watcher
    from enricher.wiring.audit import audit_thread  # ingesting does without
    from enricher.wiring.reminders import reminder_thread

    with (
        Watcher(build_sweeper(home), roots, home.settings.sweep_seconds) as watcher,
        audit_thread(home, local_time),
        reminder_thread(home, local_time),
    ):
        yield watcher


def collections(home: Home) -> Collections:
    ledger = home.ledger
    return Collections(home.path, ledger.roots, ledger.collections, home.registry, ledger.history)


def folder_additions(home: Home) -> FolderAdditions:
    ignore = home.settings.ignore
    place = Path(os.path.realpath(home.path))
    return FolderAdditions(
        home.path,
        collections(home),
        list(map(Path, home.settings.folder_roots)),
        lambda folder: walk(folder, ignore, (place,)),
    )


def folders(home: Home, start: StartIngestion = ingesting) -> Folders:
    return Folders(
        collections(home),
        build_sweeper(home),
        home.ledger.accounts,
        home.ledger.files.forget_orphans,
        start=partial(start, home),
        watcher=partial(watching, home),
    )


def uploads(home: Home) -> Uploads:
    ledger = home.ledger
    sweeper = build_sweeper(home)
    return Uploads(
        home.path, ledger.roots.add, partial(admit, ledger.database, sweeper, ledger.files)
    )


def build_moves(home: Home) -> Moves:
    ledger = home.ledger
    return Moves(
        home.path,
        ledger.accounts,
        ledger.roots,
        ledger.collections.all,
        build_sweeper(home).observe,
        ledger.history,
    )


def build_sweeper(home: Home) -> Sweeper:
    return Sweeper(
        home.ledger.database,
        home.ledger.files,
        home=Path(os.path.realpath(home.path)),
        settle_seconds=home.settings.settle_seconds,
        guard=home.settings.removal_guard,
        ignore=home.settings.ignore,
    )
