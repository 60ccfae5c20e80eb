"""The composition root: from a home folder and its settings to the parts at work.

open_store(home) -> Store                 ledger, index, registry: what every command needs
ingesting(store) -> Ingestion             with it: the pool of readers and the index writer
Reader                                    inside each process of the pool: extract + models
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

from connectors.accounting import Accounts
from connectors.collections import list_collections
from connectors.documents import DocumentTable
from connectors.files import FileTable
from connectors.intake import FileIntake
from connectors.ledger import hand_back, open_ledger, this_process
from connectors.roots import add_root, list_roots, root_above
from connectors.sqlite import Database
from connectors.sweep import Sweeper
from connectors.watcher import Watcher
from enricher.accounts import Root
from enricher.backlog import Job
from enricher.documents import EnrichedText, SourceFile
from enricher.errors import SettingsError
from enricher.indexer import Indexer
from enricher.pipeline import enrich
from enricher.ports import DEFAULT_DEPLOYMENT, Parts, SearchIndex, TextExtractor
from enricher.records import Record, to_record
from enricher.registry import Registry, merge_schemas
from enricher.schema import EntitySchema
from enricher.settings import Settings, load_settings
from enricher.worker import Pool, Worker

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Store:
    """What a home keeps, opened."""

    home: Path
    settings: Settings
    database: Database
    index: SearchIndex

    @cached_property
    def files(self) -> FileTable:
        return FileTable(
            self.database,
            settle_seconds=self.settings.settle_seconds,
        )

    @cached_property
    def sweeper(self) -> Sweeper:
        return Sweeper(
            self.database,
            self.files,
            settle_seconds=self.settings.settle_seconds,
            guard=self.settings.removal_guard,
            ignore=self.settings.ignore,
        )

    def roots(self) -> list[Root]:
        return list_roots(self.database)

    def root_above(self, path: Path) -> Root | None:
        return root_above(self.database, path)

    def add_root(self, path: Path, collection: str | None) -> Root:
        return add_root(self.database, path, collection)

    @cached_property
    def documents(self) -> DocumentTable:
        return DocumentTable(self.database)

    @cached_property
    def accounts(self) -> Accounts:
        return Accounts(self.database)

    @cached_property
    def registry(self) -> Registry:
        return Registry(self.home)

    def schema(self) -> EntitySchema:
        """The categories of all that reads any collection; what queries may name."""
        deployments = {one for known in list_collections(self.database) for one in known.serve}
        names = sorted(deployments | {DEFAULT_DEPLOYMENT})
        return merge_schemas([(name, self.registry.schema(name)) for name in names])


@contextmanager
def open_store(home: Path, settings: Settings | None = None) -> Iterator[Store]:
    """Open a home, making it where needed.

    Raises:
        SettingsError: the home cannot be made or a setting is wrong.
    """
    from connectors.tantivy_index import TantivyIndex

    home = home.absolute()
    settings = settings or load_settings(home)
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(f"home {home} cannot be made: {error.strerror}") from error
    database = open_ledger(home / "ledger.db")
    try:
        index = TantivyIndex(home / "index")
        try:
            yield Store(home, settings, database, index)
        finally:
            index.close()
    finally:
        database.close()


class Reader:
    """Reads documents in one process of the pool; models are loaded once, when first needed."""

    def __init__(self, home: Path, settings: Settings) -> None:
        self._settings = settings
        self._registry = Registry(home)
        self._extractor = build_extractor(settings)
        self._parts: dict[tuple[str, ...], Parts] = {}

    def __call__(self, job: Job) -> list[Record]:
        return [to_record(enriched) for enriched in self.enrich(job)]

    def enrich(self, job: Job) -> list[EnrichedText]:
        found = job.path.stat()
        source = SourceFile(job.path, found.st_size, found.st_mtime_ns, job.sha256)
        return enrich(source, self.parts(job.served))

    def parts(self, served: tuple[str, ...]) -> Parts:
        if served not in self._parts:
            models = tuple(self._registry.open(one) for one in served)
            merge_schemas([(model.deployment, model.schema) for model in models])
            self._parts[served] = Parts(self._extractor, models, self._settings.max_characters)
        return self._parts[served]


def build_extractor(settings: Settings) -> TextExtractor:
    from connectors.file_reader import FileReader

    reader: TextExtractor = FileReader(settings)
    return reader


def start_reader(home: Path, settings: Settings) -> Callable[[Job], list[Record]]:
    """What each process of the pool calls first (picklable by name)."""
    return Reader(home, settings)


@contextmanager
def reading(store: Store) -> Iterator[Pool]:
    """The pool of killable processes that read documents."""
    from connectors.sandbox import Sandbox

    settings = store.settings
    with Sandbox(
        partial(start_reader, store.home, settings),
        workers=settings.worker_count,
        seconds=settings.file_seconds,
        megabytes=settings.file_megabytes,
        recycle=settings.recycle_files,
    ) as pool:
        yield pool


@dataclass(frozen=True, slots=True)
class Ingestion:
    """A worker and an indexer at work on one home."""

    store: Store
    worker: Worker
    indexer: Indexer
    pool: Pool

    def hand_back_of_the_dead(self) -> None:
        hand_back(self.store.database)


@contextmanager
def ingesting(store: Store) -> Iterator[Ingestion]:
    """Start reading and indexing; at the end what is in flight is finished or handed back."""
    settings = store.settings
    hand_back(store.database)
    intake = FileIntake(store.files, settings.ignore)
    try:
        with (
            reading(store) as pool,
            Indexer(store.documents, store.index, settings.commit_seconds) as indexer,
        ):
            worker = Worker(
                intake,
                store.documents,
                pool,
                capacity=2 * settings.worker_count,
                attempts=settings.attempts,
                retry_seconds=settings.retry_seconds,
            )
            yield Ingestion(store, worker, indexer, pool)
    finally:
        hand_back(store.database, also=this_process())


def watching(store: Store, roots: Sequence[Root]) -> Watcher:
    """What keeps the ledger in step with folders, not yet started."""
    return Watcher(store.sweeper, roots, store.settings.sweep_seconds)
