"""What the worker and the indexer take from the ledger and give back to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, TypeVar

from enricher.documents import IndexedDocument
from enricher.documents.records import Record
from enricher.ledger.jobs import Failure, Retry
from enricher.ledger.routes import Choices, Route


@dataclass(frozen=True, slots=True)
class Job:
    """A document to read.

    Attributes:
        path: one of the places where it lies.
        served: the deployments that read it, some of them only if it is of a type.
        attempt: the how-manieth try this is, from 1.
        at_once: entities of long texts must be found as well, rather than be owed.
        passwords: that may open it.
    """

    document: str
    path: Path
    sha256: str
    served: tuple[Route, ...]
    attempt: int
    at_once: bool = True
    passwords: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class OwedText:
    """A text that is searchable and whose entities are still to be found.

    Attributes:
        number: of this debt; a document that is read anew has another one.
        body: the text as `enricher.documents.records` keeps it.
        said: what it is by people's word, as far as that decides who reads it.
    """

    number: int
    document: str
    body: bytes
    served: tuple[Route, ...]
    attempt: int
    said: Choices = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OwedPassages:
    """A text that is searchable and whose passages have no vectors yet, or those of another encoder.

    Attributes:
        number: of this debt; a document that is read anew without passages has another one.
        body: the text as `enricher.documents.records` keeps it.
    """

    number: int
    document: str
    body: bytes
    attempt: int


@dataclass(frozen=True, slots=True)
class LooseText:
    """A text that lies in no file, to be read once and not kept."""

    text: str
    served: tuple[Route, ...]


Task = Job | OwedText | OwedPassages | LooseText
"""What a process that reads can be given."""

Kept = TypeVar("Kept", bound=Job | OwedText | OwedPassages)


@dataclass(frozen=True, slots=True)
class IndexBatch:
    """Index writes that wait: documents to replace and ids to remove.

    Attributes:
        entries: what is to be logged of each document once the index has it (`enricher.ledger.snapshots`).
    """

    sequences: tuple[int, ...]
    documents: tuple[IndexedDocument, ...]
    removed: tuple[str, ...]
    entries: Mapping[str, str]

    def __bool__(self) -> bool:
        return bool(self.sequences)


class Intake(Protocol):
    """Turns files that stand still into documents to read."""

    def step(self, limit: int) -> int:
        """Hash up to `limit` files; returns how many were looked at."""


class TaskQueue(Protocol[Kept]):
    """Documents to read, or texts that owe their entities or the vectors of their passages."""

    def take(self, limit: int) -> list[Kept]: ...

    def record(self, task: Kept, records: Sequence[Record], /) -> None: ...

    def fail(self, task: Kept, why: Failure, /) -> None: ...

    def postpone(self, task: Kept, retry: Retry, /) -> None: ...

    def look_again(self, task: Kept, /) -> None: ...


class IndexBacklog(Protocol):
    def follow_index(self, generation: str) -> int: ...

    def is_followed(self, generation: str) -> bool: ...

    def documents_written(self) -> int | None: ...

    def batch(self, limit: int) -> IndexBatch: ...

    def settle(self, batch: IndexBatch, refused: Mapping[str, str]) -> None: ...

    def last_write(self) -> int: ...

    def is_written(self, last: int) -> bool: ...
