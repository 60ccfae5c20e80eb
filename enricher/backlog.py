"""What the worker and the indexer take from the ledger and give back to it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from enricher.documents import ExtractedText, IndexedDocument
from enricher.jobs import Failure, Retry
from enricher.records import Record


@dataclass(frozen=True, slots=True)
class Job:
    """A document to read.

    Attributes:
        path: one of the places where it lies.
        served: the deployments that read it (`contracts/production`).
        attempt: the how-manieth try this is, from 1.
    """

    document: str
    path: Path
    sha256: str
    served: tuple[str, ...]
    attempt: int


@dataclass(frozen=True, slots=True)
class LooseText:
    """A text that lies in no file, to be read once and not kept."""

    text: str
    served: tuple[str, ...]

    def extracted(self) -> ExtractedText:
        data = self.text.encode("utf-8", "surrogatepass")
        return ExtractedText(
            member="",
            sha256=hashlib.sha256(data).hexdigest(),
            size_bytes=len(data),
            media_type="text/plain",
            text=self.text,
        )


@dataclass(frozen=True, slots=True)
class IndexBatch:
    """Index writes that wait: documents to replace and ids to remove."""

    sequences: tuple[int, ...]
    documents: tuple[IndexedDocument, ...]
    removed: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.sequences)


class Intake(Protocol):
    """Turns files that stand still into documents to read."""

    def step(self, limit: int) -> int:
        """Hash up to `limit` files; returns how many were looked at."""


class JobQueue(Protocol):
    def take(self, limit: int) -> list[Job]: ...

    def record(self, job: Job, records: Sequence[Record]) -> None: ...

    def fail(self, job: Job, why: Failure) -> None: ...

    def postpone(self, job: Job, retry: Retry) -> None: ...

    def look_again(self, job: Job) -> None: ...


class IndexBacklog(Protocol):
    def follow_index(self, generation: str) -> int: ...

    def batch(self, limit: int) -> IndexBatch: ...

    def settle(self, batch: IndexBatch, refused: Mapping[str, str]) -> None: ...
