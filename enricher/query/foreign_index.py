"""An index that somebody else fills, and what is added to its documents: values and the port."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from enricher.documents import EnrichedText
from enricher.schema import EntitySchema


@dataclass(frozen=True, slots=True)
class ForeignDocument:
    """A document as it was when it was read.

    Attributes:
        index: the one that holds it, whatever alias it was found by.
        revision: as the server counts changes; an update is for this one and no other.
        content: what its field holds, None where it holds nothing.
        models: those that read it before (`project/name/version`).
        digest: of what they read.
        error: why they could not read it.
        holds: the fields that an earlier reading gave it, relative to the prefix.
    """

    index: str
    id: str
    revision: tuple[int, int]
    content: str | None
    routing: str | None = None
    models: tuple[str, ...] = ()
    digest: str = ""
    error: str = ""
    holds: frozenset[str] = frozenset()

    @property
    def key(self) -> str:
        return f"{self.index}/{self.id}"


@dataclass(frozen=True, slots=True)
class Update:
    """What is to be added to a document.

    Attributes:
        models: those that read it, or could not (`project/name/version`).
        digest: sha256 of what was read.
        with_text: the text goes in as well, since it stands nowhere else.
    """

    document: ForeignDocument
    enriched: EnrichedText
    models: tuple[str, ...]
    digest: str
    with_text: bool = False

    @property
    def failed(self) -> bool:
        return self.enriched.extracted.error is not None


@dataclass(frozen=True, slots=True)
class Unwritten:
    """Why an update is not in: the document `changed` meanwhile, is `gone`, or was `refused`."""

    why: Literal["changed", "gone", "refused"]
    reason: str


@dataclass(frozen=True, slots=True)
class Examination:
    """What enriching an index would mean.

    Attributes:
        documents: that the query finds.
        waiting: of these, those that the deployed model has not read.
        added: fields that the mapping would gain, with their types, by index.
        obstacles: sentences; nothing can be written while there is one.
    """

    documents: int
    waiting: int
    added: Mapping[str, Mapping[str, str]]
    obstacles: tuple[str, ...]


class ForeignIndex(Protocol):
    """Every call may raise UnavailableError, and InputError for what the server cannot be asked."""

    def examine(self, schema: EntitySchema, models: Sequence[str]) -> Examination: ...

    def extend(self, schema: EntitySchema) -> None:
        """Add what is missing to the mapping; what is there stays as it is.

        Raises:
            InputError: something stands in the way; nothing is changed then.
        """

    def read(
        self, models: Sequence[str], *, again: bool = False, sample: int | None = None
    ) -> Iterator[ForeignDocument]:
        """The documents that these models have not read, as of now.

        Args:
            again: those that they have read as well.
            sample: only so many, drawn at random.
        """

    def read_again(self, documents: Sequence[ForeignDocument]) -> list[ForeignDocument]:
        """The same as they are at this moment, without those that are gone."""

    def write(self, updates: Sequence[Update]) -> Mapping[str, Unwritten]:
        """Add to documents that are still what was read; returns the others, by key."""
