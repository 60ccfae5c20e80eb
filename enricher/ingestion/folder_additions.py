"""Folders of the server that somebody adds from afar: looked at first, and only where that is allowed.

    path ─ links resolved ─► allowed? ─► a folder, readable, not the home's, not read already ─► FolderLook
                                                                        └─► Collections.add

Nothing is told of what lies where no folder may be added, not even whether it is there.
"""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from enricher.documents import display_path
from enricher.errors import ConflictError, InputError
from enricher.ingestion.collections import Collections, check_there
from enricher.ledger.accounts import Collection
from enricher.ledger.names import check_name

_MOST_SECONDS = 5.0  # of looking: a person waits
_SYSTEM = tuple(map(Path, ("/proc", "/sys", "/dev", "/run")))


class File(Protocol):
    """A file as it lies in a folder."""

    @property
    def path(self) -> Path: ...

    @property
    def ignored(self) -> str:
        """Why it is not read, "" where it is."""


class Listing(Protocol):
    """One folder's files."""

    @property
    def files(self) -> Sequence[File]: ...

    @property
    def error(self) -> str: ...


Walk = Callable[[Path], Iterator[Listing]]
"""A folder and all below it; links are not followed."""


@dataclass(frozen=True, slots=True)
class FolderLook:
    """What lies in a folder.

    Attributes:
        path: with links resolved.
        files: that would be read.
        kinds: how many by the ends of their names, the most first.
        ignored: files that would not be read, links among them.
        unread: folders that cannot be read.
        is_whole: whether all was looked at in the time that there was.
    """

    path: Path
    files: int
    kinds: dict[str, int]
    ignored: int
    unread: int
    is_whole: bool


class FolderAdditions:
    """Looks at folders of the server and adds them to collections.

    Args:
        allowed: below which folders may be added; none is anywhere.
    """

    def __init__(
        self, home: Path, collections: Collections, allowed: Sequence[Path], walk: Walk
    ) -> None:
        self._home = Path(os.path.realpath(home))
        self._collections = collections
        self._allowed = [Path(os.path.realpath(one)) for one in allowed]
        self._walk = walk

    def look(self, written: str) -> FolderLook:
        """Count what lies in a folder; nothing is changed.

        Raises:
            InputError: it cannot be added.
            ConflictError: it is read already, or overlaps with what is.
        """
        path = self._checked(written)
        kinds: Counter[str] = Counter()
        ignored = unread = 0
        end, is_whole = time.monotonic() + _MOST_SECONDS, True
        for folder in self._walk(path):
            unread += bool(folder.error)
            for one in folder.files:
                if one.ignored:
                    ignored += 1
                else:
                    kinds[one.path.suffix.lower().removeprefix(".")] += 1
            if time.monotonic() > end:
                is_whole = False
                break
        return FolderLook(path, kinds.total(), dict(kinds.most_common()), ignored, unread, is_whole)

    def add(self, written: str, collection: str, who: str) -> Collection:
        """Read a folder from now on, as part of a collection, which may be new.

        Raises:
            InputError: it cannot be added.
            ConflictError: it is read already, or overlaps with what is.
        """
        check_name(collection, "collection")
        return self._collections.add(collection, self._checked(written), who=who)[0]

    def _checked(self, written: str) -> Path:
        if "\0" in written or not Path(written.strip()).is_absolute():
            raise InputError("write the whole path of a folder of the server, from / on")
        path = Path(os.path.realpath(written.strip()))
        if self._allowed and not any(path.is_relative_to(one) for one in self._allowed):
            places = ", ".join(map(display_path, self._allowed))
            raise InputError(f"folders may only be added below {places} (setting folder_roots)")
        if path == Path(path.anchor) or any(path.is_relative_to(one) for one in _SYSTEM):
            raise InputError(f"{display_path(path)} is of the system; name a folder of documents")
        if path.is_relative_to(self._home):
            raise InputError(
                f"{display_path(path)} is in the home, where enricher keeps its own files"
            )
        check_there(path)
        if not path.is_dir():
            raise InputError(f"{display_path(path)} is not a folder")
        try:
            with os.scandir(path) as entries:
                next(entries, None)
            os.stat(f"{path}/.")  # noqa: PTH116  a Path has no dot, and it takes one to enter
        except OSError as error:
            raise InputError(
                f"{display_path(path)} cannot be read by the user of the server"
                f" ({error.strerror}); allow it to"
            ) from error
        self._check_apart(path)
        return path

    def _check_apart(self, path: Path) -> None:
        for root in self._collections.roots.all():
            if root.path.is_relative_to(self._home):
                continue  # uploads
            shown, collection = display_path(root.path), root.collection
            if root.path == path:
                raise ConflictError(f"{shown} is in collection {collection} already")
            if path.is_relative_to(root.path):
                raise ConflictError(
                    f"{display_path(path)} is read already, as part of {shown} in collection"
                    f" {collection}"
                )
            if root.path.is_relative_to(path):
                raise ConflictError(
                    f"{shown} of collection {collection} lies in {display_path(path)}; add the"
                    " folders beside it one by one"
                )
