"""From files to their texts and entities, with nothing stored.

    paths -> files in name order -> hashed -> pool (extract, recognize, normalize) -> Extractions

A pool reads several files at a time; what comes out is in the order of the files all the same.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

from enricher.documents import (
    MEMBER_MARK,
    EnrichedText,
    ExtractedText,
    display_path,
    document_id,
    member_id,
    member_parents,
)
from enricher.documents.extraction import Extraction
from enricher.entities import Notice
from enricher.files.content import hash_file
from enricher.ingestion.worker import Pool
from enricher.ledger.backlog import Job, LooseText
from enricher.ledger.jobs import Failure, decide, failure
from enricher.ledger.routes import Route


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file to read.

    Attributes:
        error: why what lies at `path` cannot be read, or a folder not whole.
        name: what it is called where that is not its path; its id then comes from this name.
    """

    path: Path
    error: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class _Reading:
    """A file that is being read; without a future it could not be opened, for that reason."""

    file: str
    id: str
    sha256: str
    size_bytes: int
    future: Future[list[EnrichedText]] | None = None
    error: str = ""


def extract_files(
    files: Iterable[FoundFile], pool: Pool[EnrichedText], served: tuple[Route, ...], ahead: int = 1
) -> Iterator[Extraction]:
    """Read files; one that fails comes out with its error, and the others go on.

    Args:
        served: what reads them, some of it some types of documents alone.
        ahead: how many files the pool may have at a time.
    """
    waiting: deque[_Reading] = deque()
    for file in files:
        waiting.append(_start(file, pool, served))
        if len(waiting) >= ahead:
            yield from _finish(waiting.popleft())
    while waiting:
        yield from _finish(waiting.popleft())


def extract_text(
    text: str, pool: Pool[EnrichedText], served: tuple[Route, ...], name: str = "text"
) -> Extraction:
    """Find the entities of a text that lies in no file.

    Raises:
        EnricherError: the reader failed on it.
    """
    (enriched,) = pool.submit(LooseText(text, served)).result()
    return Extraction(name, document_id(Path(name), enriched.extracted.sha256), enriched)


def _start(file: FoundFile, pool: Pool[EnrichedText], served: tuple[Route, ...]) -> _Reading:
    name = file.name or display_path(file.path)
    if file.error:
        return _Reading(name, document_id(file.path, ""), "", 0, error=file.error)
    try:
        sha256, size_bytes = hash_file(file.path)
    except OSError as error:
        why = f"it cannot be read: {error.strerror or error}"
        return _Reading(name, document_id(file.path, ""), "", 0, error=why)
    path = Path(os.path.realpath(file.path))
    identity = document_id(Path(file.name) if file.name else path, sha256)
    future = pool.submit(Job(identity, path, sha256, served, attempt=1))
    return _Reading(name, identity, sha256, size_bytes, future)


def _finish(reading: _Reading) -> Iterator[Extraction]:
    if reading.future is None:
        yield _failed(reading, failure("unreadable", reading.error))
        return
    error = reading.future.exception()
    if isinstance(error, Exception):
        yield _failed(reading, _reason(error))
        return
    texts = reading.future.result()
    known = {text.extracted.member for text in texts}
    for text in texts:
        yield _extraction(reading, text, known)


def _reason(error: Exception) -> Failure:
    if isinstance(error, FileNotFoundError):
        return failure("failed", "it was removed while it was read")
    outcome = decide(error, attempt=1, attempts=1, retry_seconds=1)
    return outcome if isinstance(outcome, Failure) else failure("failed", outcome.reason)


def _extraction(reading: _Reading, text: EnrichedText, known: set[str]) -> Extraction:
    member = text.extracted.member
    if not member:
        return Extraction(reading.file, reading.id, text)
    return Extraction(
        file=reading.file + MEMBER_MARK + member,
        id=member_id(reading.id, member),
        enriched=text,
        parents=member_parents(reading.id, member, known),
    )


def _failed(reading: _Reading, why: Failure) -> Extraction:
    extracted = ExtractedText(
        member="",
        sha256=reading.sha256,
        size_bytes=reading.size_bytes,
        media_type="",
        failure=Notice(why.kind, {"why": why.reason}),
    )
    return Extraction(reading.file, reading.id, EnrichedText(extracted, language=""))
