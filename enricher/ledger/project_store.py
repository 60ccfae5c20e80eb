"""The port of where the documents of a project and their labels are kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from enricher.documents.boxes import WordBoxes
from enricher.ledger.labels import Change, DataSet, DocumentSummary, LabeledDocument


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

    def keep_boxes(self, text: str, boxes: WordBoxes) -> None:
        """Keep where the words of a text stand, whichever document has or will have it."""

    def boxes(self, texts: Iterable[str]) -> Mapping[str, WordBoxes]:
        """What is kept of that, by text."""
