"""Every protocol that an outside system is reached by, and the parts the pipeline is made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from enricher.documents import ExtractedText, IndexedDocument, ModelVersion, SourceFile
from enricher.enrichment.evidence import Confidence
from enricher.entities import Span
from enricher.projects.labels import Change, DataSet, DocumentSummary, LabeledDocument
from enricher.schema import EntitySchema
from enricher.search.nodes import Hit, SearchPage, SearchRequest

DEFAULT_DEPLOYMENT = "contracts/production"
"""What reads a collection for which nobody said otherwise."""


class TextExtractor(Protocol):
    """Reads one file (not the members inside it: `connectors.files.unpack` opens those)."""

    def extract(self, source: SourceFile) -> list[ExtractedText]:
        """The file's own text first, then that of its members, depth first.

        A text that cannot be read comes back with its `error`; an exception means that the file
        itself could not be opened.

        Raises:
            DocumentError: the file will never work as it is.
            UnavailableError: an outside reader did not answer.
        """


@dataclass(frozen=True, slots=True)
class Recognition:
    """Spans in text order; `characters_read` of the text were read by the recognizer."""

    spans: tuple[Span, ...]
    characters_read: int


class Recognizer(Protocol):
    def recognize(self, text: str, max_characters: int) -> Recognition: ...


@dataclass(frozen=True, slots=True)
class ServedModel:
    """A deployment that reads documents: its project's schema and the recognizer behind it.

    The recognizer's spans are calibrated; `confidence` is what is made of them (`enricher.enrichment.fields`).
    """

    deployment: str
    model: ModelVersion
    schema: EntitySchema
    recognizer: Recognizer
    confidence: Confidence = field(default_factory=Confidence)


class IndexWriter(Protocol):
    """The one writer of an index.

    Attributes:
        is_usable: False once the index is to be opened anew: it is gone, or may be damaged.
        count: of its documents; None where that cannot be told exactly.
    """

    @property
    def is_usable(self) -> bool: ...

    @property
    def count(self) -> int | None: ...

    def write(
        self, documents: Sequence[IndexedDocument], removed: Sequence[str]
    ) -> Mapping[str, str]:
        """Replace and remove documents by id; what it returns from is searchable.

        Returns:
            The documents that the index refused, by id, with its reason; all others are in.

        Raises:
            UnavailableError: nothing, or only a part, was written; write the same again later.
        """

    def clear(self) -> None: ...

    def close(self) -> None: ...


class SearchIndex(Protocol):
    """A search index. Reading is for everyone, writing for one process at a time."""

    @property
    def generation(self) -> str:
        """Names this very index; another value means that it was made anew and is empty."""

    def open_writer(self) -> IndexWriter:
        """Become the writer, of another and empty index where the one that was there is damaged.

        Raises:
            IndexBusyError: another process is the writer.
            UnavailableError: the index does not answer.
        """

    def search(self, request: SearchRequest) -> SearchPage:
        """Raises QueryError for what this index cannot ask, UnavailableError when it is down."""

    def scan(self, request: SearchRequest) -> Iterator[Hit]:
        """Every hit once, in order, as the index is now; of the request only what is found counts.

        Raises what `search` raises, before the first hit or, as it may go down, behind any.
        """

    def close(self) -> None: ...


class ProjectStore(Protocol):
    """The documents of a project and their labels."""

    def names(self) -> list[str]: ...

    def read(self, names: Sequence[str] | None = None) -> Iterator[LabeledDocument]:
        """Documents in the order of their names; None means all, an unknown one is left out."""

    def summaries(self) -> list[DocumentSummary]:
        """What there is to say of each document without its text, in the order of their names."""

    def put(self, documents: Iterable[LabeledDocument]) -> None:
        """Add documents, or replace those of the same name: all of them or none."""

    def exchange(self, changes: Sequence[Change]) -> str | None:
        """Change documents that are still what they were taken for: all of them or none.

        Returns:
            The name of one that is not; nothing was changed then.
        """

    def remove(self, names: Iterable[str]) -> None: ...

    def assign(self, names: Iterable[str], dataset: DataSet | None) -> None:
        """Say what documents are for, all of them or none; an unknown one is left out."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What `pipeline.enrich` is made of."""

    extractor: TextExtractor
    models: tuple[ServedModel, ...]
    max_characters: int
