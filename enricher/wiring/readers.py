"""What reads documents: in this process, or in killable ones."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from connectors.files.walk import walk
from enricher.documents import EnrichedText
from enricher.documents.extraction import Extraction
from enricher.documents.records import Record, to_record
from enricher.documents.table_reader import TableReader
from enricher.enrichment.parts import TextExtractor
from enricher.ingestion.extraction import FoundFile, extract_files
from enricher.ingestion.worker import Made, Pool
from enricher.ledger.backlog import Task
from enricher.ledger.mappings import FOLDER
from enricher.ledger.routes import Route
from enricher.models.registry import Registry
from enricher.settings import Settings, without_secrets
from enricher.text.language import detect_language
from enricher.wiring.encoders import encoder_source
from enricher.wiring.passwords import PoolWithPasswords, known_passwords

if TYPE_CHECKING:
    from connectors.sandbox.pool import Sandbox
    from connectors.tika.reading import StreamReader
    from enricher.ingestion.reader import Reader


Given = TypeVar("Given")
Result = TypeVar("Result")

_INK_PAGES = 8  # of a file, whose words are asked whether they are bold: forms are short
# How much of a file's time reading its pictures may take; the pages after that stay unread.
OCR_SHARE = 0.8

_NICENESS = 5  # of what catches up: beside it a reader gets three quarters of a core
_IDLE_SECONDS = 60.0  # a process that has nothing to catch up with holds 150 MB for its model


def build_reader(
    home: Path, settings: Settings, alive: Callable[[], None] = lambda: None
) -> Reader:
    """What reads documents by what is deployed.

    Args:
        alive: is called again and again while a model reads.
    """
    # What searches and counts does not pay for loading the recognizer.
    from enricher.ingestion.reader import Reader
    from enricher.models.memory import ModelMemory

    registry = Registry(home)
    source = encoder_source(home, registry, settings)
    memory = ModelMemory(registry, alive, source)
    return Reader(
        build_extractor(settings, home),
        registry.stamp,
        memory.load,
        settings.max_characters,
        settings.at_once_characters,
        memory.passages if source else None,
    )


def build_extractor(settings: Settings, home: Path | None = None) -> TextExtractor:
    """Tika as the settings say, behind it what finds tables on pages, before both what reads files of records.

    Around all of them is what opens archives.

    Args:
        home: whose mappings say how some files are read.
    """
    from connectors.files.office_tables import OfficeTableReader
    from connectors.files.page_tables import PageTableReader
    from connectors.files.pdf_forms import read_form_pages
    from connectors.files.pdf_words import read_words
    from connectors.files.reader import Bounds, FileReader
    from connectors.layout.forms.reader import FormReader
    from connectors.layout.invoices.reader import InvoiceReader
    from connectors.layout.receipts.reader import ReceiptReader
    from connectors.layout.statements.reader import StatementReader
    from connectors.structured.mappings.folder import MappingFolder
    from connectors.structured.mappings.reader import MappedReader
    from connectors.structured.reader import StructuredReader

    bounds = Bounds(settings.member_depth, settings.member_count, settings.member_megabytes)
    # The first that finds something is believed. Receipts call themselves invoices, too, in narrow lines, and
    # invoices of a few lines are as short as receipts: what adds up on a wide page is an invoice;
    # invoices have accounts and days to pay by, in tables that might be a statement's.
    # What adds up from one balance to the other is a statement, whatever else it looks like.
    proven = StatementReader(is_proof_needed=True)
    readers: list[TableReader] = [
        proven, InvoiceReader(is_proof_needed=True), ReceiptReader(), InvoiceReader(),
        StatementReader(behind=proven),
    ]  # fmt: skip
    pages = PageTableReader(
        _build_stream_reader(settings),
        readers,
        partial(read_words, ink_pages=_INK_PAGES),
        [FormReader()],
        read_form_pages,
    )
    # No till prints into a document of Word.
    office = OfficeTableReader(
        pages,
        [one for one in readers if not isinstance(one, ReceiptReader)],
        [FormReader()],
    )
    reader: StreamReader = StructuredReader(office)
    if home is not None:
        reader = MappedReader(reader, MappingFolder(home / FOLDER))
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


def build_recorder(
    home: Path, settings: Settings, alive: Callable[[], None] = lambda: None
) -> Callable[[Task], list[Record]]:
    """Reads documents for the ledger: packing what was found is left to the processes, too."""
    reader = build_reader(home, settings, alive)
    return lambda task: [to_record(text) for text in reader(task)]


def start_catching_up(
    home: Path, settings: Settings, alive: Callable[[], None]
) -> Callable[[Task], list[Record]]:
    """A recorder in a process that stands back for those that read documents."""
    os.nice(_NICENESS)
    return build_recorder(home, settings, alive)


class Here(Generic[Given, Result]):
    """Runs tasks in this process, one after the other and without limits."""

    def __init__(self, run: Callable[[Given], Result]) -> None:
        self._run = run

    def submit(self, task: Given) -> Future[Result]:
        future: Future[Result] = Future()
        try:
            future.set_result(self._run(task))
        except Exception as error:  # noqa: BLE001  a future keeps what its task raised
            future.set_exception(error)
        return future


class ReaderHere(PoolWithPasswords[EnrichedText]):
    """Reads documents in this process, for whoever stores nothing; satisfies `Pool`."""

    def __init__(self, home: Path, settings: Settings) -> None:
        home = home.absolute()
        reader = Here(build_reader(home, _without_vectors(settings)))
        super().__init__(reader, known_passwords(home, settings))


@contextmanager
def reading(home: Path, settings: Settings) -> Iterator[Pool[EnrichedText]]:
    """The pool of killable processes that read documents, for whoever stores nothing.

    The home need not exist.
    """
    with _sandbox(build_reader, home, _without_vectors(settings)) as pool:
        yield PoolWithPasswords(pool, known_passwords(home.absolute(), settings))


@contextmanager
def recording(home: Path, settings: Settings) -> Iterator[Pool[Record]]:
    """The pool that reads documents for the ledger."""
    with _sandbox(build_recorder, home, settings) as pool:
        yield PoolWithPasswords(pool, known_passwords(home.absolute(), settings))


@contextmanager
def catching_up(home: Path, settings: Settings) -> Iterator[Pool[Record]]:
    """The pool for texts that owe their entities; without any it is nothing but threads."""
    with _sandbox(start_catching_up, home, settings, _IDLE_SECONDS) as pool:
        yield pool


def _without_vectors(settings: Settings) -> Settings:
    """Where nothing is stored, nobody would search by them."""
    return settings.model_copy(update={"search_vectors": False})


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
    pool: Pool[EnrichedText],
    paths: Sequence[Path],
    settings: Settings,
    served: tuple[Route, ...],
) -> Iterator[Extraction]:
    """What lies at and below some paths, in the order of the paths, then of names."""
    files = find_files(paths, settings.ignore)
    return extract_files(files, pool, served, ahead=4 * settings.worker_count)
