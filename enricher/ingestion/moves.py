"""Documents that were uploaded move to another collection.

A document is in the collection of the folder that its file lies in. Of uploads that folder is ours: the
file moves there on the disk, and the ledger follows it as it follows any file that is moved, so that the
document keeps its id, its corrections and its findings. Files in the folders of people stay where they are.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from enricher.documents import display_path
from enricher.errors import InputError, NotFoundError
from enricher.ingestion.catalog import absence
from enricher.ingestion.uploads import UPLOADS
from enricher.ledger.accounts import Collection, Root
from enricher.ledger.events import MOST_AT_ONCE, Act, History


class Accounts(Protocol):
    def inside_of(self, identity: str) -> tuple[str, str]: ...

    def files_of(self, identity: str) -> list[Path]: ...

    def place_of(self, identity: str) -> str: ...


class Roots(Protocol):
    def above(self, path: Path) -> Root | None: ...

    def add(self, path: Path, collection: str | None) -> Root: ...


@dataclass(frozen=True, slots=True)
class Moved:
    """What became of a move of several documents.

    Attributes:
        before: the collection that each was in before.
        passed_over: why others stay, by their ids.
    """

    before: Mapping[str, str]
    passed_over: Mapping[str, str] = field(default_factory=dict)


class _StaysError(Exception):
    """Why a document stays where it is."""


@dataclass(frozen=True, slots=True)
class Moves:
    """Moves uploads.

    Attributes:
        observe: tells the ledger that a file lies at a path now, below a root.
    """

    home: Path
    accounts: Accounts
    roots: Roots
    collections: Callable[[], Sequence[Collection]]
    observe: Callable[[Path, Root], None]
    history: History

    def move(
        self,
        ids: Sequence[str],
        collection: str,
        who: str,
        *,
        seen: str | None = None,
        is_trial: bool = False,
    ) -> Moved:
        """Move documents to a collection that there is; what holds a member moves with it.

        Args:
            seen: the collection that they were in when whoever asks looked; None looks at nothing.
            is_trial: say what would become of them, and move nothing.

        Raises:
            InputError: there is nothing to move, or too much at once.
            NotFoundError: there is no such collection.
        """
        if not 0 < len(ids) <= MOST_AT_ONCE:
            raise InputError(f"move 1 to {MOST_AT_ONCE:,} documents at once")
        if collection not in (known := [one.name for one in self.collections()]):
            raise NotFoundError(
                f"there is no collection {collection}; there are: {', '.join(known)}"
            )
        before: dict[str, str] = {}
        passed_over: dict[str, str] = {}
        moved: dict[str, str] = {}  # by the document that a file is: its members move with it
        for id in dict.fromkeys(ids):
            top, _ = self.accounts.inside_of(id)
            try:
                if top not in moved:
                    moved[top] = self._move(top, collection, who, seen, is_trial)
                before[id] = moved[top]
            except _StaysError as reason:
                passed_over[id] = str(reason)
        return Moved(before, passed_over)

    def _move(self, id: str, collection: str, who: str, seen: str | None, is_trial: bool) -> str:
        """Move the files of a document; returns the collection that it was in."""
        files = self.accounts.files_of(id)
        before = self._before(id, files, collection, seen)
        target = self._uploads / collection
        for file in files:
            if (target / file.parent.name / file.name).exists():
                raise _StaysError(f"{file.name} was uploaded to {collection} as well")
            if not file.exists():
                raise _StaysError(f"{display_path(file)} is gone")
        if not is_trial:
            target.mkdir(parents=True, exist_ok=True)
            # Whoever sweeps meanwhile waits, and then finds the ledger in step with the disk.
            with self.history.noting(who, "document", id) as note:
                root = self.roots.add(target, collection)
                for file in files:
                    self._rename(file, target / file.parent.name / file.name, root)
                note(Act.MOVE, collection=collection, before=before)
        return before

    def _before(self, id: str, files: Sequence[Path], collection: str, seen: str | None) -> str:
        if not files:
            raise _StaysError(absence(self.accounts.place_of(id)))
        names = set()
        for file in files:
            root = self.roots.above(file)
            name = root.collection if root else ""
            if not file.is_relative_to(self._uploads):
                raise _StaysError(
                    f"{display_path(file)} lies in a folder of collection {name}; move the file into a"
                    f" folder of {collection}"
                )
            names.add(name)
        if len(names) > 1:
            raise _StaysError(f"it was uploaded to {' and '.join(sorted(names))}")
        (before,) = names
        if before == collection:
            raise _StaysError(f"it is in {collection} already")
        if seen not in (None, before):
            raise _StaysError(f"it is in {before} by now")
        return before

    def _rename(self, file: Path, place: Path, root: Root) -> None:
        place.parent.mkdir(exist_ok=True)
        file.rename(place)
        try:
            self.observe(place, root)
        except BaseException:
            place.rename(file)
            raise
        with contextlib.suppress(OSError):  # another file of this content is there
            file.parent.rmdir()

    @property
    def _uploads(self) -> Path:
        return Path(os.path.realpath(self.home)) / UPLOADS
