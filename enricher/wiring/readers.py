"""What reads documents: in this process, or in killable ones."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from connectors.files.walk import walk
from enricher.documents import EnrichedText, ExtractedText, SourceFile, display_path
from enricher.documents.extraction import Extraction
from enricher.documents.records import Record, from_record, to_record
from enricher.enrichment.parts import Parts, TextExtractor
from enricher.errors import ChangedError, EnricherError
from enricher.files.content import hash_file, open_regular
from enricher.ingestion.extraction import FoundFile, extract_files
from enricher.ingestion.worker import Made, Pool
from enricher.ledger.backlog import Job, LooseText, OwedText, Task
from enricher.models.registry import Registry
from enricher.schema import merge_schemas
from enricher.settings import Settings, without_secrets
from enricher.text.language import detect_language

if TYPE_CHECKING:
    from connectors.sandbox.pool import Sandbox
    from connectors.tika.reading import StreamReader


# How much of a file's time reading its pictures may take; the pages after that stay unread.
OCR_SHARE = 0.8

_LOOK_SECONDS = 1.0  # between two looks at what is deployed

_NICENESS = 5  # of what catches up: beside it a reader gets three quarters of a core
_IDLE_SECONDS = 60.0  # a process that has nothing to catch up with holds 150 MB for its model


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

    def __call__(self, task: Task) -> list[EnrichedText]:
        from enricher.enrichment.pipeline import enrich_owed, enrich_text

        parts = self.parts(task.served)
        match task:
            case LooseText():
                return [enrich_text(ExtractedText.of_text(task.text), parts)]
            case OwedText():
                return [enrich_owed(from_record(task.body), parts)]
            case Job():
                return self._enrich_file(task, parts)

    def _enrich_file(self, task: Job, parts: Parts) -> list[EnrichedText]:
        from enricher.enrichment.pipeline import enrich, enrich_at_once

        try:
            with open_regular(task.path) as stream:  # a pipe would be waited for
                found = os.fstat(stream.fileno())
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
        sha256, _ = hash_file(job.path)
    except OSError as error:
        raise ChangedError(f"{display_path(job.path)} cannot be read any more: {error}") from error
    if sha256 != job.sha256:
        raise ChangedError(f"{display_path(job.path)} was written to while it was read")


def build_extractor(settings: Settings) -> TextExtractor:
    """Tika as the settings say, and around it what opens mails and archives."""
    from connectors.files.reader import Bounds, FileReader

    bounds = Bounds(settings.member_depth, settings.member_count, settings.member_megabytes)
    reader = _build_stream_reader(settings)
    return FileReader(reader, bounds, settings.ignore)


def _build_stream_reader(settings: Settings) -> StreamReader:
    from connectors.ocr.reader import AUTO, DEFAULT_LANGUAGE, OcrPlan

    seconds = settings.file_seconds
    languages = settings.ocr_languages
    if settings.extractor == "server":
        from connectors.tika.server import TikaServer

        ocr = settings.ocr != "off"
        languages = DEFAULT_LANGUAGE if languages == AUTO else languages
        return TikaServer(settings.tika_url, ocr=ocr, ocr_languages=languages, seconds=seconds)
    from connectors.tika.embedded import EmbeddedTika, reads_pictures

    plan = OcrPlan(
        languages=languages,
        page_seconds=settings.ocr_page_seconds,
        # What is left is for Tika, and for the entities.
        document_seconds=OCR_SHARE * seconds,
        detect_language=detect_language,
    )
    return EmbeddedTika(ocr=reads_pictures(settings.ocr), plan=plan)


class Recorder:
    """Reads documents for the ledger: packing what was found is left to the processes, too."""

    def __init__(self, home: Path, settings: Settings, alive: Callable[[], None]) -> None:
        self._reader = Reader(home, settings, alive)

    def __call__(self, task: Task) -> list[Record]:
        return [to_record(text) for text in self._reader(task)]


def start_catching_up(home: Path, settings: Settings, alive: Callable[[], None]) -> Recorder:
    """A recorder in a process that stands back for those that read documents."""
    os.nice(_NICENESS)
    return Recorder(home, settings, alive)


class ReaderHere:
    """Reads in this process, one task after the other and without limits; satisfies `Pool`."""

    def __init__(self, home: Path, settings: Settings) -> None:
        self._reader = Reader(home.absolute(), settings)

    def submit(self, task: Task) -> Future[list[EnrichedText]]:
        future: Future[list[EnrichedText]] = Future()
        try:
            future.set_result(self._reader(task))
        except Exception as error:  # noqa: BLE001  a future keeps what its task raised
            future.set_exception(error)
        return future


@contextmanager
def reading(home: Path, settings: Settings) -> Iterator[Pool[EnrichedText]]:
    """The pool of killable processes that read documents; the home need not exist."""
    with _sandbox(Reader, home, settings) as pool:
        yield pool


@contextmanager
def recording(home: Path, settings: Settings) -> Iterator[Pool[Record]]:
    """The pool that reads documents for the ledger."""
    with _sandbox(Recorder, home, settings) as pool:
        yield pool


@contextmanager
def catching_up(home: Path, settings: Settings) -> Iterator[Pool[Record]]:
    """The pool for texts that owe their entities; without any it is nothing but threads."""
    with _sandbox(start_catching_up, home, settings, _IDLE_SECONDS) as pool:
        yield pool


def _sandbox(
    start: Callable[[Path, Settings, Callable[[], None]], Callable[[Task], list[Made]]],
    home: Path,
    settings: Settings,
    idle_seconds: float | None = None,
) -> Sandbox[Task, list[Made]]:
    from connectors.sandbox.pool import Sandbox

    return Sandbox(
        partial(start, home.absolute(), without_secrets(settings)),
        workers=settings.worker_count,
        seconds=settings.file_seconds,
        megabytes=settings.file_megabytes,
        recycle=settings.recycle_files,
        idle_seconds=idle_seconds,
    )


def find_files(paths: Sequence[Path], ignore: Sequence[str]) -> Iterator[FoundFile]:
    """The files at and below some paths, in the order of the paths, then of names.

    What is named is read whatever it is called; below a folder the patterns of `ignore` hold.
    """
    for path in paths:
        if not os.path.isdir(path):  # noqa: PTH112  Path.is_dir raises where it may not look
            yield FoundFile(path)
            continue
        for folder in walk(path, ignore):
            if folder.error:
                yield FoundFile(folder.path, f"the folder {folder.error}")
            yield from (FoundFile(found.path) for found in folder.files if not found.ignored)


def extract_paths(
    pool: Pool[EnrichedText], paths: Sequence[Path], settings: Settings, deployment: str
) -> Iterator[Extraction]:
    """What lies at and below some paths, in the order of the paths, then of names."""
    files = find_files(paths, settings.ignore)
    return extract_files(files, pool, (deployment,), ahead=4 * settings.worker_count)
