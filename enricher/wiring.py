"""The composition root: from a home folder and its settings to the parts at work.

open_store(home) -> Store                 ledger, index, registry: what every command needs
ingesting(store) -> Ingestion             with it: the pools of readers and the index writer
reading(home, settings) -> Pool           killable processes that read, nothing stored
catching_up(home, settings) -> Pool       such that find the entities that long texts owe
Reader                                    inside each process of the pool: extract + models

What counts and searches starts in a blink, so that what reads and watches is imported where it is
begun.
"""

from __future__ import annotations

import hashlib
import logging
import os
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from connectors.accounting import Accounts
from connectors.collections import list_collections, set_serving
from connectors.documents import DocumentTable
from connectors.files import FileTable
from connectors.intake import FileIntake
from connectors.ledger import hand_back, open_ledger, this_process
from connectors.owed import OwedTable
from connectors.parties import PartyTable
from connectors.party_decisions import PartyDecisions
from connectors.roots import add_root, list_roots, root_above
from connectors.sqlite import Database
from connectors.sweep import Sweeper
from connectors.uploads import admit
from connectors.walk import walk
from enricher.accounts import Collection, Root
from enricher.backlog import Job, LooseText, OwedText, Task
from enricher.documents import EnrichedText, SourceFile, display_path
from enricher.errors import (
    ChangedError,
    EnricherError,
    InputError,
    LabelError,
    SettingsError,
)
from enricher.extraction import FoundFile
from enricher.indexer import Indexer
from enricher.language import detect_language
from enricher.parties import key_rule, read_name
from enricher.ports import DEFAULT_DEPLOYMENT, Parts, SearchIndex, TextExtractor
from enricher.records import Record, from_record, to_record
from enricher.registry import Registry, merge_schemas
from enricher.schema import EntitySchema
from enricher.settings import Settings, load_settings
from enricher.worker import Lane, Pool, Worker

if TYPE_CHECKING:
    from pydantic import SecretStr

    from connectors.elasticsearch_client import Access
    from connectors.reading import StreamReader
    from connectors.watcher import Watcher
    from enricher.foreign import ForeignIndex
    from enricher.foreign_content import Content
    from enricher.formats import Texts
    from enricher.project import Overview, Project

logger = logging.getLogger(__name__)

# How much of a file's time reading its pictures may take; the pages after that stay unread.
OCR_SHARE = 0.8

_PLAIN = frozenset({".txt", ".text", ""})  # whose offsets count what stands in the file

_LOOK_SECONDS = 1.0  # between two looks at what is deployed

_NICENESS = 5  # of what catches up: beside it a reader gets three quarters of a core
_IDLE_SECONDS = 60.0  # a process that has nothing to catch up with holds 150 MB for its model


@dataclass(frozen=True)
class Store:
    """What a home keeps, opened."""

    home: Path
    settings: Settings
    database: Database

    @cached_property
    def index(self) -> SearchIndex:
        """Opened when first needed; accounts are told without it."""
        if self.settings.uses_elasticsearch:
            return _build_elasticsearch(self.home, self.settings)
        from connectors.tantivy_index import TantivyIndex

        return TantivyIndex(self.home / "index")

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
            home=Path(os.path.realpath(self.home)),
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

    def collections(self) -> list[Collection]:
        return list_collections(self.database)

    def set_serving(self, collection: str, serve: Sequence[str]) -> int:
        return set_serving(self.database, collection, serve)

    def admit(self, path: Path, root: Root, sha256: str) -> str | None:
        return admit(self.database, self.sweeper, self.files, path, root, sha256)

    @cached_property
    def documents(self) -> DocumentTable:
        return DocumentTable(self.database)

    @cached_property
    def owed(self) -> OwedTable:
        return OwedTable(self.database)

    @cached_property
    def parties(self) -> PartyTable:
        return PartyTable(self.database)

    @cached_property
    def party_decisions(self) -> PartyDecisions:
        return PartyDecisions(self.database)

    @cached_property
    def accounts(self) -> Accounts:
        return Accounts(self.database)

    @cached_property
    def registry(self) -> Registry:
        return Registry(self.home)

    def schema(self) -> EntitySchema:
        """The categories of all that reads any collection; what queries may name."""
        deployments = {one for known in self.collections() for one in known.serve}
        names = sorted(deployments | {DEFAULT_DEPLOYMENT})
        return merge_schemas([(name, self.registry.schema(name)) for name in names])


def _build_elasticsearch(home: Path, settings: Settings) -> SearchIndex:
    from connectors.elasticsearch_index import ElasticsearchIndex

    return ElasticsearchIndex(
        _elasticsearch_access(settings),
        home / "elasticsearch",
        settings.elasticsearch_index,
        shards=settings.elasticsearch_shards,
        bulk_bytes=settings.elasticsearch_bulk_megabytes << 20,
    )


def _elasticsearch_access(settings: Settings) -> Access:
    from connectors.elasticsearch_client import Access

    def secret(value: SecretStr | None) -> str:
        return value.get_secret_value() if value else ""

    return Access(
        url=settings.elasticsearch_url,
        cloud_id=settings.elasticsearch_cloud_id,
        user=settings.elasticsearch_user,
        password=secret(settings.elasticsearch_password),
        api_key=secret(settings.elasticsearch_api_key),
        ca=settings.elasticsearch_ca,
        certificate=settings.elasticsearch_certificate,
        key=settings.elasticsearch_key,
        seconds=settings.elasticsearch_seconds,
    )


@contextmanager
def open_foreign(
    settings: Settings,
    index: str,
    field: str,
    prefix: str,
    query: str = "",
    part: tuple[int, int] | None = None,
) -> Iterator[ForeignIndex]:
    """An index that somebody else fills, at the server of the settings.

    Raises:
        SettingsError: they name no server.
        InputError: what is asked for cannot be.
    """
    if not settings.uses_elasticsearch:
        raise SettingsError("no Elasticsearch: set elasticsearch_url (`enricher settings`)")
    from connectors.elasticsearch_foreign import ElasticsearchForeignIndex

    access = _elasticsearch_access(settings)
    foreign = ElasticsearchForeignIndex(access, index, field, prefix, query, part)
    try:
        yield foreign
    finally:
        foreign.close()


@contextmanager
def foreign_content(deployment: str, *, is_file: bool, root: Path | None) -> Iterator[Content]:
    """How the field of a foreign document is read.

    Args:
        is_file: it holds a file in base64, or with `root` the path of one below that folder.
    """
    from enricher.foreign_content import AttachedContent, FileContent, TextContent

    served = (deployment,)
    if not is_file:
        yield TextContent(served)
    elif root is not None:
        yield FileContent(served, root)
    else:
        with AttachedContent(served) as content:
            yield content


def elasticsearch_role(settings: Settings, enriched: str | None = None) -> dict[str, Any]:
    """The role that the index of a home needs, or the one that enriching an index in place does."""
    from connectors.elasticsearch_role import role_to_enrich, role_to_index

    return role_to_enrich(enriched) if enriched else role_to_index(settings.elasticsearch_index)


def index_fields(
    enriched: EnrichedText, models: Sequence[str], *, with_text: bool = False
) -> dict[str, Any]:
    """What `enricher elasticsearch enrich` adds to a document, for those who add it themselves.

    Args:
        models: those that read it, or could not (`project/name/version`).
        with_text: the text goes in as well.
    """
    from connectors.elasticsearch_document import build_addition

    digest = enriched.extracted.sha256
    return build_addition(enriched, models, digest, datetime.now(UTC), with_text=with_text)


@contextmanager
def open_project(home: Path, name: str) -> Iterator[Project]:
    """A project with its documents and labels; one that ships has those of this home.

    Raises:
        NotFoundError: there is no such project.
        SettingsError: its database cannot be used.
    """
    from connectors.project_store import SqliteProjectStore
    from enricher.project import Project

    registry = Registry(home.absolute())
    registry.schema_path(name)
    folder = registry.own_folder(name)
    store = SqliteProjectStore(folder / "project.db")
    try:
        yield Project(name, folder, store, registry)
    finally:
        store.close()


def document_texts(home: Path, folder: Path) -> Texts:
    """The texts of the documents of a folder: plain ones as they are, others as Tika reads them."""
    from enricher.formats import folder_texts

    plain = folder_texts(folder)
    extractor = cache(lambda: build_extractor(load_settings(home)))

    def read(name: str) -> str:
        path = folder / name
        is_inside = path.resolve().is_relative_to(folder.resolve())
        if not is_inside or not path.is_file() or path.suffix.lower() in _PLAIN:
            return plain(name)
        found = path.stat()
        source = SourceFile(path, found.st_size, found.st_mtime_ns, _sha256(path))
        first = extractor().extract(source)[0]
        if first.error:
            raise LabelError(f"{path} cannot be read: {first.error}")
        return first.text

    return read


def survey_projects(home: Path) -> list[Overview]:
    """Count what each project has, those that ship among them."""
    from enricher.project import survey

    found = []
    for name in Registry(home.absolute()).projects():
        with open_project(home, name) as project:
            found.append(survey(project))
    return found


def delete_project(home: Path, name: str) -> None:
    """Delete a project, its labels and its models.

    Raises:
        NotFoundError: there is none of that name.
        InputError: it ships with enricher, or a collection is read by it.
    """
    with open_store(home) as store:
        for collection in store.collections():
            served = [one for one in collection.serve if one.partition("/")[0] == name]
            if served:
                raise InputError(
                    f"collection {collection.name} is read by {', '.join(served)}; let another"
                    f" deployment read it first (`enricher collections`)"
                )
        store.registry.delete(name)


@contextmanager
def open_store(home: Path, settings: Settings | None = None) -> Iterator[Store]:
    """Open a home, making it where needed.

    Raises:
        SettingsError: the home cannot be made or a setting is wrong.
    """
    home = home.absolute()
    settings = settings or load_settings(home)
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(f"home {home} cannot be made: {error.strerror}") from error
    database = open_ledger(home / "ledger.db")
    store = Store(home, settings, database)
    try:
        store.parties.follow_rule(key_rule(), lambda name: read_name(name)[1])
        yield store
    finally:
        if "index" in vars(store):
            store.index.close()
        database.close()


@dataclass(slots=True)
class _Loaded:
    """Models in memory, what was deployed when they were loaded, and when that was last checked."""

    parts: Parts
    stamps: tuple[tuple[object, ...], ...]
    looked_at: float


class Reader:
    """Reads documents in one process of the pool; models are loaded once, when first needed.

    Args:
        alive: is called again and again while a model reads.
    """

    def __init__(
        self, home: Path, settings: Settings, alive: Callable[[], None] = lambda: None
    ) -> None:
        self._settings = settings
        self._alive = alive
        self._registry = Registry(home)
        self._extractor = build_extractor(settings)
        self._loaded: dict[tuple[str, ...], _Loaded] = {}

    def __call__(self, task: Task) -> list[Record]:
        return [to_record(enriched) for enriched in self.enrich(task)]

    def enrich(self, task: Task) -> list[EnrichedText]:
        from enricher.pipeline import enrich_owed, enrich_text

        parts = self.parts(task.served)
        match task:
            case LooseText():
                return [enrich_text(task.extracted(), parts)]
            case OwedText():
                return [enrich_owed(from_record(task.body), parts)]
            case Job():
                return self._enrich_file(task, parts)

    def _enrich_file(self, task: Job, parts: Parts) -> list[EnrichedText]:
        from enricher.pipeline import enrich, enrich_at_once

        try:
            found = task.path.stat()
            source = SourceFile(task.path, found.st_size, found.st_mtime_ns, task.sha256)
            if task.at_once:
                enriched = enrich(source, parts)
            else:
                enriched = enrich_at_once(source, parts, self._settings.at_once_characters)
        except (EnricherError, OSError):
            _check_unchanged(task)
            raise
        _check_unchanged(task)
        return enriched

    def parts(self, served: tuple[str, ...]) -> Parts:
        """What reads now: another model is loaded once a deployment points to it."""
        known, now = self._loaded.get(served), time.monotonic()
        if known and now < known.looked_at + _LOOK_SECONDS:
            return known.parts
        stamps = tuple(self._registry.stamp(one) for one in served)
        if known and known.stamps == stamps:
            known.looked_at = now
            return known.parts
        models = tuple(self._registry.open(one, self._alive) for one in served)
        merge_schemas([(model.deployment, model.schema) for model in models])
        parts = Parts(self._extractor, models, self._settings.max_characters)
        self._loaded[served] = _Loaded(parts, stamps, now)
        return parts


def _check_unchanged(job: Job) -> None:
    """Whatever was made of a file that is not what was hashed, or failed on it, says nothing.

    Raises:
        ChangedError: it was moved, or written to.
    """
    try:
        sha256 = _sha256(job.path)
    except OSError as error:
        raise ChangedError(f"{display_path(job.path)} cannot be read any more: {error}") from error
    if sha256 != job.sha256:
        raise ChangedError(f"{display_path(job.path)} was written to while it was read")


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def build_extractor(settings: Settings) -> TextExtractor:
    """Tika as the settings say, and around it what opens mails and archives."""
    from connectors.file_reader import Bounds, FileReader

    bounds = Bounds(settings.member_depth, settings.member_count, settings.member_megabytes)
    return FileReader(_build_stream_reader(settings), bounds, settings.ignore)


def _build_stream_reader(settings: Settings) -> StreamReader:
    from connectors.ocr_reader import AUTO, DEFAULT_LANGUAGE, OcrPlan

    seconds = settings.file_seconds
    languages = settings.ocr_languages
    if settings.extractor == "server":
        from connectors.tika_server import TikaServer

        ocr = settings.ocr != "off"
        languages = DEFAULT_LANGUAGE if languages == AUTO else languages
        return TikaServer(settings.tika_url, ocr=ocr, ocr_languages=languages, seconds=seconds)
    from connectors.tika_embedded import EmbeddedTika, reads_pictures

    plan = OcrPlan(
        languages=languages,
        page_seconds=settings.ocr_page_seconds,
        # What is left is for Tika, and for the entities.
        document_seconds=OCR_SHARE * seconds,
        detect_language=detect_language,
    )
    return EmbeddedTika(ocr=reads_pictures(settings.ocr), plan=plan)


def start_reader(
    home: Path, settings: Settings, alive: Callable[[], None]
) -> Callable[[Task], list[Record]]:
    """What each process of the pool calls first (picklable by name)."""
    return Reader(home, settings, alive)


def start_catching_up(
    home: Path, settings: Settings, alive: Callable[[], None]
) -> Callable[[Task], list[Record]]:
    """The same in a process that stands back for those that read documents."""
    os.nice(_NICENESS)
    return Reader(home, settings, alive)


class ReaderHere:
    """Reads in this process, one task after the other and without limits; satisfies `Pool`."""

    def __init__(self, home: Path, settings: Settings) -> None:
        self._reader = Reader(home.absolute(), settings)

    def submit(self, task: Task) -> Future[list[Record]]:
        future: Future[list[Record]] = Future()
        try:
            future.set_result(self._reader(task))
        except Exception as error:  # noqa: BLE001  a future keeps what its task raised
            future.set_exception(error)
        return future


@contextmanager
def reading(home: Path, settings: Settings) -> Iterator[Pool]:
    """The pool of killable processes that read documents; the home need not exist."""
    from connectors.sandbox import Sandbox

    with Sandbox(
        partial(start_reader, home.absolute(), settings),
        workers=settings.worker_count,
        seconds=settings.file_seconds,
        megabytes=settings.file_megabytes,
        recycle=settings.recycle_files,
    ) as pool:
        yield pool


@contextmanager
def catching_up(home: Path, settings: Settings) -> Iterator[Pool]:
    """The pool for texts that owe their entities; without any it is nothing but threads."""
    from connectors.sandbox import Sandbox

    with Sandbox(
        partial(start_catching_up, home.absolute(), settings),
        workers=settings.worker_count,
        seconds=settings.file_seconds,
        megabytes=settings.file_megabytes,
        recycle=settings.recycle_files,
        idle_seconds=_IDLE_SECONDS,
    ) as pool:
        yield pool


def find_files(paths: Sequence[Path], ignore: Sequence[str]) -> Iterator[FoundFile]:
    """The files at and below some paths, in the order of the paths, then of names.

    What is named is read whatever it is called; below a folder the patterns of `ignore` hold.
    """
    for path in paths:
        if not path.is_dir():
            yield FoundFile(path)
            continue
        for folder in walk(path, ignore):
            if folder.error:
                yield FoundFile(folder.path, f"the folder cannot be listed: {folder.error}")
            yield from (FoundFile(found.path) for found in folder.files if not found.ignored)


@dataclass(frozen=True, slots=True)
class Ingestion:
    """A worker and an indexer at work on one home."""

    store: Store
    worker: Worker
    indexer: Indexer

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
            reading(store.home, settings) as readers,
            catching_up(store.home, settings) as late_readers,
            Indexer(store.documents, store.index, settings.commit_seconds) as indexer,
        ):
            retries = settings.attempts, settings.retry_seconds
            count = settings.worker_count
            lanes = (
                Lane(store.documents, readers, 2 * count, *retries),
                Lane(store.owed, late_readers, count, *retries),
            )
            yield Ingestion(store, Worker(intake, lanes), indexer)
    finally:
        hand_back(store.database, also=this_process())


def watching(store: Store, roots: Sequence[Root]) -> Watcher:
    """What keeps the ledger in step with folders, not yet started."""
    from connectors.watcher import Watcher

    return Watcher(store.sweeper, roots, store.settings.sweep_seconds)
