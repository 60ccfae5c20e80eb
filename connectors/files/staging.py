"""Members of a container, put one at a time into a private folder, under names of our own."""

from __future__ import annotations

import fnmatch
import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Protocol, runtime_checkable

from enricher.entities import Notice
from enricher.errors import DiskFullError, UnavailableError
from enricher.files.disk import is_full

CHUNK_BYTES = 1 << 18
MAX_NAME_CHARACTERS = 300

_UNSAFE_CHARACTERS = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")
_DRIVE = re.compile(r"^[A-Za-z]:")
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,10}")


@runtime_checkable
class ByteSource(Protocol):
    def read(self, size: int, /) -> bytes: ...


class BoundError(Exception):
    """A bound on unpacking was reached; `notice` names it and its setting."""

    def __init__(self, notice: Notice) -> None:
        super().__init__(notice)
        self.notice = notice


@dataclass(slots=True)
class Budget:
    """What the members of one file may still take, all depths together."""

    members: int
    bytes: int
    megabytes_setting: int = 0
    members_setting: int = 0

    @classmethod
    def of(cls, members: int, megabytes: int) -> Budget:
        return cls(members, megabytes * 1_000_000, megabytes, members)

    def take_member(self) -> None:
        if self.members <= 0:
            raise BoundError(Notice("too_many_members", {"most": self.members_setting}))
        self.members -= 1

    def take_bytes(self, count: int) -> None:
        self.check_bytes(count)
        self.bytes -= count

    def check_bytes(self, count: int) -> None:
        if count > self.bytes:
            raise BoundError(Notice("members_too_large", {"megabytes": self.megabytes_setting}))


@dataclass(frozen=True, slots=True)
class Member:
    """A member on its way to be read.

    Attributes:
        name: as people see it, unique in its container; safe to show, never used as a path.
        path: where its bytes lie; None when it could not be unpacked, for which see `failure`.
    """

    name: str
    path: Path | None = None
    sha256: str = hashlib.sha256(b"").hexdigest()
    size_bytes: int = 0
    failure: Notice | None = None


@dataclass(slots=True)
class Staging:
    """One opened container: where its members are put and what was noted on the way.

    Attributes:
        folder: private, removed by whoever made it.
        ignore: patterns of names (of a file or a folder above it) that are not members.
        passwords: that may open members.
        warnings: of the container; skipped members are in `skipped`, by kind.
    """

    folder: Path
    budget: Budget
    ignore: Sequence[str] = ()
    passwords: Sequence[str] = field(default=(), repr=False)
    warnings: list[Notice] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)
    _names: set[str] = field(default_factory=set)
    _number: int = 0

    def is_ignored(self, name: str) -> bool:
        return any(
            fnmatch.fnmatchcase(part, pattern)
            for part in name.split("/")
            for pattern in (*self.ignore, "__MACOSX")
        )

    def add(self, name: str, stream: ByteSource | Iterable[bytes], size_hint: int = 0) -> Member:
        """Put a member's bytes into the folder.

        A member that outgrows what the budget still holds becomes a failed one, and those after
        it may still fit.

        Args:
            stream: its bytes; what it raises for damage passes through, and nothing stays behind.
            size_hint: the size that the container declares: too large a one is not even begun.

        Raises:
            UnavailableError: the disk refuses to read or write.
        """
        self._number += 1
        path = self.folder / f"{self._number}{_suffix(name)}"
        try:
            self.budget.check_bytes(size_hint)
            sha256, size = self._write(path, stream)
        except BoundError as error:
            return self.fail(name, Notice("member_bounded", {"why": error.notice}))
        except OSError as error:
            if error.errno is None:  # bz2 and gzip say "damaged" with a bare OSError
                raise
            kind = DiskFullError if is_full(error) else UnavailableError
            raise kind(f"{self.folder} cannot be written to: {error}") from error
        return Member(self.unique(name), path, sha256, size)

    def _write(self, path: Path, stream: ByteSource | Iterable[bytes]) -> tuple[str, int]:
        digest = hashlib.sha256()
        size = 0
        chunks = _chunks(stream) if isinstance(stream, ByteSource) else stream
        try:
            with path.open("xb") as file:
                for chunk in chunks:
                    self.budget.take_bytes(len(chunk))
                    digest.update(chunk)
                    size += len(chunk)
                    file.write(chunk)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        return digest.hexdigest(), size

    def fail(self, name: str, failure: Notice) -> Member:
        return Member(self.unique(name), failure=failure)

    def unique(self, name: str) -> str:
        """`name`, or `name (2)` where the container has two of them."""
        candidate, number = name, 1
        while candidate in self._names:
            number += 1
            pure = PurePosixPath(name)
            candidate = str(pure.with_name(f"{pure.stem} ({number}){pure.suffix}"))
        self._names.add(candidate)
        return candidate

    def all_warnings(self) -> list[Notice]:
        skipped = ", ".join(f"{kind} ({count})" for kind, count in sorted(self.skipped.items()))
        return [
            *self.warnings,
            *([Notice("members_skipped", {"kinds": skipped})] if skipped else []),
        ]


def _chunks(stream: ByteSource) -> Iterator[bytes]:
    while chunk := stream.read(CHUNK_BYTES):
        yield chunk


def safe_name(name: str, default: str) -> str:
    """A member's name without what could lead out of a folder or garble a terminal."""
    name = _UNSAFE_CHARACTERS.sub("_", _DRIVE.sub("", name.replace("\\", "/")))
    parts = [part for part in name.split("/") if part.strip() not in {"", ".", ".."}]
    return "/".join(parts)[-MAX_NAME_CHARACTERS:].strip("/") or default


def _suffix(name: str) -> str:
    suffix = PurePosixPath(name).suffix
    return suffix if _SUFFIX.fullmatch(suffix) else ""
