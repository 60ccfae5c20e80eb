"""The file that a document was read from, as long as it is still that very one."""

from __future__ import annotations

import stat
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from enricher.documents import MEMBER_MARK, display_path
from enricher.errors import NotFoundError
from enricher.files.content import hash_file, hash_open, open_regular
from enricher.ingestion.catalog import Catalog

_Mark = tuple[int, int, int, int, int]


@dataclass(frozen=True, slots=True)
class Original:
    """A file whose content is the one that was read.

    Attributes:
        member: the way to the document inside the file; "" where it is the file itself.
        sha256: of the document.
    """

    document: str
    path: Path
    sha256: str
    member: str = ""

    @property
    def name(self) -> str:
        return display_path(self.path.name)

    def open(self) -> BinaryIO:
        """Open it, looked at once more: what is sent is what was read.

        Raises:
            NotFoundError: it has changed meanwhile.
        """
        try:
            stream = open_regular(self.path)
        except OSError as error:
            raise NotFoundError(f"{display_path(self.path)} can no longer be read") from error
        if hash_open(stream)[0] != self.sha256:
            stream.close()
            raise NotFoundError(f"{display_path(self.path)} changed meanwhile")
        stream.seek(0)
        return stream


class Accounts(Protocol):
    """What became of each document, and the files that hold it."""

    def explain(self, identity: str) -> dict[str, Any] | None: ...

    def place_of(self, identity: str) -> str: ...

    def inside_of(self, identity: str) -> tuple[str, str]: ...

    def files_of(self, identity: str) -> list[Path]: ...


@dataclass(frozen=True, slots=True)
class Originals:
    catalog: Catalog
    accounts: Accounts

    def find(self, identity: str, sha256: str | None = None) -> Original:
        """Find a file that holds a document's content.

        Args:
            identity: of the document, or the start of it.
            sha256: of the content; left out, of the present version.

        Raises:
            NotFoundError: there is no such document, it is a member of another, or no file has this
                content any more; the sentence says which.
        """
        whole = self.catalog.complete(identity)
        known = self.accounts.explain(whole)
        if known is None:
            raise NotFoundError(f"there is no document {identity}")
        if known["parents"]:
            holder, _, member = self.accounts.place_of(whole).partition(MEMBER_MARK)
            raise NotFoundError(f"it is part of another file: {member} in {holder}")
        wanted = sha256 or known["sha256"]
        return Original(whole, self._file(whole, wanted), wanted)

    def source(self, identity: str, sha256: str | None = None) -> Original:
        """As `find`, but of a member the file that it is in, as it was when it was read.

        Whether the member is in it with this very content is for whoever unpacks it to see.
        """
        whole = self.catalog.complete(identity)
        top, way = self.accounts.inside_of(whole)
        if not way:
            return self.find(whole, sha256)
        held, member = self.accounts.explain(top), self.accounts.explain(whole)
        if held is None or member is None:
            raise NotFoundError(f"there is no document {identity}")
        return Original(whole, self._file(top, held["sha256"]), sha256 or member["sha256"], way)

    def _file(self, document: str, wanted: str) -> Path:
        paths = self.accounts.files_of(document)
        for path in paths:
            mark = _mark_of(path)
            if mark is not None and _sha256_of(path, mark) == wanted:
                return path
        if not paths:
            raise NotFoundError("its file no longer exists")
        places = "; ".join(display_path(path) for path in paths)
        raise NotFoundError(f"the file that was read no longer exists: {places} has changed since")


def _mark_of(path: Path) -> _Mark | None:
    """What changes when a file is written; None for what is no plain file (a pipe would hang)."""
    try:
        found = path.stat()
    except OSError:
        return None
    if not stat.S_ISREG(found.st_mode):
        return None
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


@lru_cache(1000)
def _sha256_of(path: Path, _mark: _Mark) -> str:
    try:
        return hash_file(path)[0]
    except OSError:
        return ""
