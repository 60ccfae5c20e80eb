"""What the field of a foreign document holds, as a task for those that read: text or a file."""

from __future__ import annotations

import base64
import binascii
import hashlib
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit
from urllib.request import url2pathname

from enricher.errors import InputError
from enricher.files.content import hash_file
from enricher.ledger.backlog import Job, LooseText, Task
from enricher.ledger.routes import Route
from enricher.query.foreign_index import ForeignDocument

_HEAD = 40  # characters of a wrong value that a message shows


@dataclass(frozen=True, slots=True)
class Material:
    """A document ready to be read.

    Attributes:
        digest: sha256 of what will be read.
        is_file: its text is in the file alone, not in the document.
        temporary: to be removed once it has been read.
    """

    digest: str
    task: Task
    is_file: bool = False
    temporary: Path | None = None

    def discard(self) -> None:
        if self.temporary is not None:
            self.temporary.unlink(missing_ok=True)


class Content(Protocol):
    """Makes tasks of documents whose `content` is not None."""

    def prepare(self, document: ForeignDocument) -> Material:
        """Raises InputError when the field does not hold what it should."""


class TextContent:
    """The field holds the text.

    Args:
        served: the deployments that read it.
    """

    def __init__(self, served: tuple[Route, ...]) -> None:
        self._served = served

    def prepare(self, document: ForeignDocument) -> Material:
        text = document.content or ""
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        return Material(digest, LooseText(text, self._served))


class AttachedContent:
    """The field holds a file, in base64. Use it as a context manager."""

    def __init__(self, served: tuple[Route, ...]) -> None:
        self._served = served
        self._folder = tempfile.TemporaryDirectory(prefix="enricher-attached-")

    def __enter__(self) -> AttachedContent:
        return self

    def __exit__(self, *_: object) -> None:
        self._folder.cleanup()

    def prepare(self, document: ForeignDocument) -> Material:
        text = document.content or ""
        try:
            data = base64.b64decode("".join(text.split()), validate=True)
        except (binascii.Error, ValueError) as error:
            raise InputError(f"the field is not base64: {text[:_HEAD]!r}") from error
        digest = hashlib.sha256(data).hexdigest()
        # Named by the document as well: two may hold the same bytes.
        name = hashlib.sha256(document.key.encode("utf-8", "surrogatepass")).hexdigest()
        path = Path(self._folder.name) / name
        path.write_bytes(data)
        job = Job(document.key, path, digest, self._served, attempt=1)
        return Material(digest, job, is_file=True, temporary=path)


class FileContent:
    """The field holds the path of a file, or its `file:` URL.

    Args:
        root: the folder that all files lie below; what is outside of it is not opened.
    """

    def __init__(self, served: tuple[Route, ...], root: Path) -> None:
        self._served = served
        self._root = root.resolve()

    def prepare(self, document: ForeignDocument) -> Material:
        path = self._find((document.content or "").strip())
        try:
            digest, _ = hash_file(path)
        except OSError as error:
            raise InputError(f"{path} cannot be read: {error.strerror or error}") from error
        job = Job(document.key, path, digest, self._served, attempt=1)
        return Material(digest, job, is_file=True)

    def _find(self, named: str) -> Path:
        try:
            if named.startswith("file:"):
                named = url2pathname(urlsplit(named).path)
            path = (self._root / named).resolve()
            is_file = path.is_file()
        except (ValueError, OSError) as error:
            raise InputError(f"the field is not a path: {named[:_HEAD]!r}") from error
        if self._root not in path.parents:
            raise InputError(f"{named} is not below {self._root} (--file-root)")
        if not is_file:
            raise InputError(f"{path} is not a file, or does not exist")
        return path
