"""Files that people send instead of laying them into a folder.

<home>/uploads/COLLECTION/BEGINNING-OF-SHA256/NAME

The folder between keeps two files of one name apart; the same file again finds itself there.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import tempfile
import time
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from enricher.errors import InputError
from enricher.ledger.accounts import Root
from enricher.ledger.names import check_name

UPLOADS = "uploads"
_CHUNK_BYTES = 1 << 20
_ARRIVING = ".upload-"
_LITTER_SECONDS = 24 * 3600  # longer than any upload takes
_LONGEST_NAME_BYTES = 180  # file systems take 255, and programs add something of their own


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was taken in and waits to be read."""

    id: str
    name: str
    collection: str
    path: Path


@dataclass(frozen=True, slots=True)
class Uploads:
    """Keeps files that were sent.

    Attributes:
        add_root: remembers a folder that is read, in a collection.
        admit: takes a file in line to be read; returns the id of its document, None where the
            setting `ignore` leaves it out.
    """

    home: Path
    add_root: Callable[[Path, str], Root]
    admit: Callable[[Path, Root, str], str | None]

    def keep(self, collection: str, name: str, content: IO[bytes]) -> Upload:
        """Keep a file under the home folder and put it in line to be read.

        Raises:
            InputError: the collection's name will not do, or the setting `ignore` leaves the file out.
        """
        check_name(collection, "collection")
        name = safe_name(name)
        uploads = Path(os.path.realpath(self.home)) / UPLOADS
        folder = uploads / collection
        folder.mkdir(parents=True, exist_ok=True)
        root = self.add_root(folder, collection)
        # Beside the folders that are watched, so that nobody sees what is not yet whole.
        with tempfile.NamedTemporaryFile(dir=uploads, prefix=_ARRIVING, delete=False) as stream:
            arriving = Path(stream.name)
            try:
                sha256 = _copy(content, stream)
                path = folder / sha256[:16] / name
                path.parent.mkdir(exist_ok=True)
                stream.flush()
                os.fsync(stream.fileno())
                if path.exists():
                    arriving.unlink()
                else:
                    arriving.rename(path)
            except BaseException:
                arriving.unlink(missing_ok=True)
                raise
        identity = self.admit(path, root, sha256)
        if identity is None:
            path.unlink()
            raise InputError(f"{name}: files of this name are ignored (setting ignore)")
        return Upload(identity, name, collection, path)


def upload_roots(home: Path) -> list[Path]:
    """The folders that uploads are in, the one of the default collection made if need be."""
    uploads = Path(os.path.realpath(home)) / UPLOADS
    (uploads / "default").mkdir(parents=True, exist_ok=True)
    _remove_litter(uploads)
    return sorted(folder for folder in uploads.iterdir() if folder.is_dir())


def _remove_litter(uploads: Path) -> None:
    """Remove uploads that were cut off when a server was killed."""
    for path in uploads.glob(f"{_ARRIVING}*"):
        with contextlib.suppress(OSError):
            if path.stat().st_mtime < time.time() - _LITTER_SECONDS:
                path.unlink()


def save_copy(content: IO[bytes], folder: Path, name: str) -> Path:
    """Write a file that was sent under a name that is safe."""
    path = folder / safe_name(name)
    with path.open("wb") as stream:
        shutil.copyfileobj(content, stream, _CHUNK_BYTES)
    return path


def safe_name(name: str) -> str:
    """The last part of a name that a stranger gave, fit to be a file's name here."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    clean = "".join(
        one for one in last if unicodedata.category(one)[0] != "C" and one not in ':*?"<>|'
    )
    stem, dot, suffix = clean.lstrip(". ").rstrip(". ").rpartition(".")
    if not dot:
        stem, suffix = suffix, ""
    suffix = suffix[:16]
    room = _LONGEST_NAME_BYTES - len(suffix.encode()) - 1
    stem = stem.encode()[:room].decode("utf-8", "ignore")
    return f"{stem}{dot}{suffix}" if stem or suffix else "document"


def _copy(content: IO[bytes], stream: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while chunk := content.read(_CHUNK_BYTES):
        digest.update(chunk)
        stream.write(chunk)
    return digest.hexdigest()
