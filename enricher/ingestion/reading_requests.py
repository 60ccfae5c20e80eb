"""Documents whose files are read once more, though nothing failed: a new version may read more of them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from enricher.errors import ConflictError
from enricher.ingestion.catalog import Catalog


class Files(Protocol):
    """The files of documents that are there."""

    def documents_below(self, path: Path) -> list[str]: ...

    def has_file(self, document: str) -> bool: ...


class Queue(Protocol):
    def read_again(self, identity: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Rereading:
    catalog: Catalog
    files: Files
    queue: Queue

    def read_again(self, named: Sequence[str]) -> list[str]:
        """Queue documents; corrections stay, and until then the index has what it had.

        Args:
            named: an id, the start of one, a path, or a folder for all documents below it. A member
                of an archive or mail is read with the file that holds it.

        Returns:
            Their ids.

        Raises:
            NotFoundError: there is no such document; nothing is queued.
            InputError: several ids start so.
            ConflictError: its file is gone.
        """
        found = dict.fromkeys(id for one in named for id in self._documents(one))
        for id in found:
            if not self.files.has_file(id):
                raise ConflictError(
                    f"the file of document {id} is gone; put it back where it was, and it is read"
                )
        for id in found:
            self.queue.read_again(id)
        return [*found]

    def _documents(self, named: str) -> list[str]:
        below = [] if "\0" in named else self.files.documents_below(Path(os.path.realpath(named)))
        return below or [self.catalog.find(named)]
