"""What makes tables of words by their places on pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from enricher.documents.layout import WordPage
from enricher.documents.text import Reading


class TableReader(Protocol):
    """Finds tables, and what else a document states, by where its words stand.

    Attributes:
        document_type: what a document is in which it finds some (`enricher.documents.document_type`).
    """

    @property
    def document_type(self) -> str: ...

    def looks_right(self, reading: Reading) -> bool:
        """Whether a text may have such tables at all: asked first, because words with boxes cost time."""

    def read(self, pages: Iterable[WordPage], reading: Reading) -> Reading:
        """The reading with its tables and stated spans, as it is where there are none.

        Args:
            pages: are taken one by one.
        """
