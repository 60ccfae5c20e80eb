"""Rows that a person removed from the documents of rows that were found: they count in no sum."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from enricher.documents.corrections import Act, Correction


@dataclass(frozen=True, slots=True)
class RemovedRow:
    """A row that was read and is none.

    Attributes:
        cells: what was printed in it, by column.
        correction: by which it was removed, to take that back.
    """

    document: str
    path: str
    table: str
    cells: Mapping[str, str]
    who: str
    at: datetime
    correction: int


RemovedRows = Callable[[Mapping[str, str]], Iterable[RemovedRow]]
"""Those of documents, each with its path."""


def removed_rows(
    documents: Mapping[str, str], corrections: Callable[[str], Iterable[Correction]]
) -> Iterator[RemovedRow]:
    """The removed rows of documents, those of each in the order in which they went.

    Args:
        documents: ids, each with a path.
        corrections: what is said of a document, the latest first.
    """
    for document, path in documents.items():
        for one in sorted(corrections(document), key=lambda one: one.id):
            change = one.said.change
            if one.said.act is Act.REMOVE_ROW and one.state == "in force" and change and change.row:
                cells = {cell.column: cell.words for cell in change.row.cells}
                yield RemovedRow(document, path, change.table, cells, one.who, one.at, one.id)


def none_removed(_documents: Mapping[str, str]) -> Iterable[RemovedRow]:
    """For whoever keeps no corrections."""
    return ()
