"""Documents whose files are read once more, though nothing failed: a new version may read more of them."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from enricher.errors import ConflictError, InputError
from enricher.ingestion.catalog import Catalog, absence
from enricher.ledger.events import MOST_AT_ONCE, Act, History


class Files(Protocol):
    """The files of documents that are there."""

    def documents_below(self, path: Path) -> list[str]: ...

    def has_file(self, document: str) -> bool: ...

    def place_of(self, identity: str) -> str: ...


class Queue(Protocol):
    def read_again(self, identity: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Requeued:
    """What became of a request to read several documents again.

    Attributes:
        passed_over: why others are not, by their ids.
    """

    documents: tuple[str, ...]
    passed_over: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Rereading:
    catalog: Catalog
    files: Files
    queue: Queue
    history: History

    def read_again(self, named: Sequence[str], who: str = "") -> list[str]:
        """Queue documents; corrections stay, and until then the index has what it had.

        Args:
            named: an id, the start of one, a path, or a folder for all documents below it. A member
                of an archive or mail is read with the file that holds it.
            who: asks for it, for the history; "" is who runs this process.

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
            self._queue(id, who)
        return [*found]

    def read_several(self, ids: Sequence[str], who: str) -> Requeued:
        """Queue all that can be read, as `read_again` does; others are passed over.

        Raises:
            InputError: there is none, or there are too many at once.
        """
        if not 0 < len(ids) <= MOST_AT_ONCE:
            raise InputError(f"read 1 to {MOST_AT_ONCE:,} documents again at once")
        queued: list[str] = []
        passed_over: dict[str, str] = {}
        for id in dict.fromkeys(ids):
            if self.files.has_file(id):
                self._queue(id, who)
                queued.append(id)
            else:
                passed_over[id] = absence(self.files.place_of(id))
        return Requeued(tuple(queued), passed_over)

    def _queue(self, id: str, who: str) -> None:
        with self.history.noting(who, "document", id) as note:
            self.queue.read_again(id)
            note(Act.READ_AGAIN)

    def _documents(self, named: str) -> list[str]:
        below = [] if "\0" in named else self.files.documents_below(Path(os.path.realpath(named)))
        return below or [self.catalog.find(named)]
