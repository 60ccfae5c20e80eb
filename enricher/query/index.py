"""The ports of an index: what a search asks, and the one writer.

The embedded index and Elasticsearch satisfy them (`connectors`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

from enricher.documents import IndexedDocument
from enricher.documents.passages import FoundPassage
from enricher.query.nodes import Hit, Node, SearchPage, SearchRequest
from enricher.query.rows import RowIndex

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


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


class WritableIndex(Protocol):
    """What filling an index takes; one process at a time may write."""

    @property
    def generation(self) -> str:
        """Names this very index; another value means that it was made anew and is empty."""

    def open_writer(self) -> IndexWriter:
        """Become the writer, of another and empty index where the one that was there is damaged.

        Raises:
            IndexBusyError: another process is the writer.
            UnavailableError: the index does not answer.
        """


class SearchIndex(WritableIndex, Protocol):
    """An index that is also asked; any number of processes may read."""

    def search(self, request: SearchRequest) -> SearchPage:
        """Raises QueryError for what this index cannot ask, UnavailableError when it is down."""

    def scan(self, request: SearchRequest) -> Iterator[Hit]:
        """Every hit once, in order, as the index is now; of the request only what is found counts.

        Raises what `search` raises, before the first hit or, as it may go down, behind any.
        """

    def close(self) -> None: ...


class RankedDocument(NamedTuple):
    """A document, and how well it fits: comparable within one answer alone."""

    id: str
    score: float


class NearPassage(NamedTuple):
    """A passage, by the document and by its place among that document's passages, counted from 0."""

    document: str
    number: int
    likeness: float


class PassageIndex(SearchIndex, Protocol):
    """An index that is also asked for what is like a question; all filters hold inside, not after."""

    def ranked(
        self,
        words: Mapping[str, float],
        likely: Sequence[tuple[Node, float]],
        where: Node | None,
        size: int,
    ) -> list[RankedDocument]:
        """The documents that hold any of the words, or meet any of what is likely, best first.

        Args:
            words: as people write them, each with its weight; ranked by BM25 over text, title and names of files.
            likely: conditions; a document that meets one scores its weight more.
            where: what every document must meet.
        """

    def nearest(
        self, vector: NDArray[np.int8], encoder: str, where: Node | None, size: int
    ) -> list[NearPassage]:
        """The passages most like a vector, best first.

        Args:
            encoder: passages with vectors of another one are passed over.
        """

    def passages(self, ids: Collection[str]) -> Mapping[str, tuple[FoundPassage, ...]]:
        """All passages of some documents, in the order of their text; unknown ids are passed over."""

    def meeting(self, ids: Collection[str], node: Node) -> set[str]:
        """Which of some documents meet a condition."""

    def hits(self, ids: Sequence[str]) -> list[Hit]:
        """Documents in the order of their ids, without snippets; unknown ids are passed over."""


class HomeIndex(PassageIndex, Protocol):
    """All that a home asks of its index; the rows of documents are written with these (`IndexWriter`)."""

    @property
    def row_index(self) -> RowIndex: ...
