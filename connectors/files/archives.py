"""Members of archives: zip, tar, gzip, bzip2, xz and mbox; read as streams, under bounds."""

from __future__ import annotations

import bz2
import gzip
import lzma
import re
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, cast

import pyzipper  # type: ignore[import-untyped]  # publishes no types

from connectors.files.staging import ByteSource, Member, Staging, safe_name
from enricher.entities import Notice

# What the standard readers raise on damaged bytes.
DAMAGE = (
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
    lzma.LZMAError,
    tarfile.TarError,
    pyzipper.BadZipFile,
    zipfile.BadZipFile,
    zlib.error,
)
_COMPRESSED_SUFFIXES = {
    ".tgz": ".tar", ".tbz2": ".tar", ".txz": ".tar", ".gz": "", ".bz2": "", ".xz": "",
}  # fmt: skip
# `From anna@example.com Mon Jan  1 10:00:00 2024`; a sentence may begin with the word too.
_MBOX_FROM = re.compile(rb"From \S+ .*\d:\d\d")
# Headers and padding of a tar come on top of its members' bytes.
_TAR_OVERHEAD = 2
_TAR_BLOCK_BYTES = 512


def zip_members(path: Path, staging: Staging) -> Iterator[Member]:
    """The files of a zip archive; one that is damaged or encrypted does not stop the others."""
    try:
        archive = _open_zip(path, staging)
    except DAMAGE as error:
        staging.warnings.append(Notice("archive_damaged", {"why": str(error)}))
        return
    with archive:
        for info in archive.infolist():
            name = safe_name(_zip_name(info), "unnamed")
            if info.is_dir():
                continue
            if stat.S_ISLNK(info.external_attr >> 16):
                staging.skipped["links"] += 1
            elif staging.is_ignored(name):
                staging.skipped["ignored by name"] += 1
            else:
                staging.budget.take_member()
                yield _zip_member(archive, info, name, staging)


def _open_zip(path: Path, staging: Staging) -> Any:
    archive = zipfile.ZipFile(path)
    if not staging.passwords or not any(map(_is_locked, archive.infolist())):
        return archive
    archive.close()
    return pyzipper.AESZipFile(path)  # which knows AES beside the old encryption


def _is_locked(info: zipfile.ZipInfo) -> bool:
    return bool(info.flag_bits & 1)


def _zip_member(archive: Any, info: zipfile.ZipInfo, name: str, staging: Staging) -> Member:
    if _is_locked(info):
        return _locked_member(archive, info, name, staging)
    try:
        with archive.open(info) as stream:
            return staging.add(name, stream, info.file_size)
    except NotImplementedError as error:
        return staging.fail(name, Notice("member_packed", {"why": str(error)}))
    except DAMAGE as error:
        return staging.fail(name, Notice("member_damaged", {"why": str(error)}))


def _locked_member(archive: Any, info: zipfile.ZipInfo, name: str, staging: Staging) -> Member:
    for password in staging.passwords:
        try:
            # One of 256 wrong passwords opens it by the old encryption, and then its sum is wrong.
            with archive.open(info, pwd=password.encode()) as stream:
                return staging.add(name, stream, info.file_size)
        except NotImplementedError as error:
            return staging.fail(name, Notice("member_packed", {"why": str(error)}))
        except DAMAGE:
            continue
    if not staging.passwords:
        return staging.fail(name, Notice("member_encrypted"))
    return staging.fail(name, Notice("member_locked", {"count": len(staging.passwords)}))


def _zip_name(info: zipfile.ZipInfo) -> str:
    """The name, where an archiver wrote UTF-8 and did not set the flag that says so."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return info.filename


def tar_members(path: Path, staging: Staging) -> Iterator[Member]:
    with path.open("rb") as file:
        yield from _tar_members(file, staging)


def _tar_members(stream: ByteSource, staging: Staging) -> Iterator[Member]:
    """The regular files of a tar stream; links and devices are counted and left."""
    count = 0
    try:
        with tarfile.open(
            fileobj=cast("IO[bytes]", stream), mode="r|", errors="surrogateescape"
        ) as archive:
            for info in archive:
                name = safe_name(_readable(info.name), "unnamed")
                if info.isdir():
                    continue
                if not info.isreg():
                    staging.skipped["links" if info.issym() or info.islnk() else "devices"] += 1
                elif staging.is_ignored(name):
                    staging.skipped["ignored by name"] += 1
                else:
                    staging.budget.take_member()
                    content = archive.extractfile(info)
                    if content is not None:
                        yield _tar_member(content, name, info.size, staging)
                        count += 1
    except DAMAGE as error:
        staging.warnings.append(
            Notice("archive_damaged_after", {"count": count, "why": str(error)})
        )


def _tar_member(stream: IO[bytes], name: str, size: int, staging: Staging) -> Member:
    try:
        return staging.add(name, stream, size)
    except DAMAGE as error:
        return staging.fail(name, Notice("member_damaged", {"why": str(error)}))


def _readable(name: str) -> str:
    """A name whose bytes are not UTF-8, read as windows-1252."""
    raw = name.encode("utf-8", "surrogateescape")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def compressed_members(path: Path, name: str, staging: Staging, kind: str) -> Iterator[Member]:
    """What a gzip, bzip2 or xz file holds: the members of a tar, or one file.

    Args:
        name: the file's own; the one member's name is that without `.gz`.
        kind: `gzip`, `bzip2` or `xz`.
    """
    try:
        with _decompress(path, kind) as stream:
            head = stream.read(_TAR_BLOCK_BYTES)
        with _decompress(path, kind) as stream:
            if is_tar(head):
                yield from _tar_members(_Bounded(stream, staging), staging)
                return
            staging.budget.take_member()
            member = staging.add(_inner_name(name), stream)
    except DAMAGE as error:
        damage = Notice("compressed_damaged", {"why": str(error)})
        yield staging.fail(_inner_name(name), damage)
        return
    yield member


def _decompress(path: Path, kind: str) -> IO[bytes]:
    if kind == "gzip":
        return gzip.open(path)  # type: ignore[return-value]
    if kind == "bzip2":
        return bz2.open(path)
    return lzma.open(path)


def _inner_name(name: str) -> str:
    stem = safe_name(name, "content").rsplit("/", 1)[-1]
    for suffix, replacement in _COMPRESSED_SUFFIXES.items():
        if stem.lower().endswith(suffix) and len(stem) > len(suffix):
            return stem[: -len(suffix)] + replacement
    return stem


def is_tar(block: bytes) -> bool:
    """Whether a first block of 512 bytes is a tar header: its checksum tells."""
    try:
        return bool(tarfile.TarInfo.frombuf(block, "utf-8", "surrogateescape").name)
    except (tarfile.HeaderError, ValueError):
        return False


class _Bounded:
    """A stream that ends in a BoundError when more comes out of it than members may hold."""

    def __init__(self, stream: IO[bytes], staging: Staging) -> None:
        self._stream = stream
        self._budget = staging.budget
        self._left = _TAR_OVERHEAD * staging.budget.bytes + (1 << 20)

    def read(self, size: int) -> bytes:
        data = self._stream.read(size)
        self._left -= len(data)
        if self._left < 0:
            self._budget.take_bytes(self._budget.bytes + 1)
        return data


def mbox_members(path: Path, staging: Staging) -> Iterator[Member]:
    """The mails of an mbox file, in its order."""
    number = 0
    with path.open("rb") as file:
        file.readline()
        ended = False
        while not ended:
            number += 1
            lines = _MboxMail(file)
            staging.budget.take_member()
            yield staging.add(f"message-{number}.eml", lines)
            ended = lines.is_last


class _MboxMail:
    """The lines of one mail, up to the next that parts mails."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.is_last = True

    def __iter__(self) -> Iterator[bytes]:
        blank = False
        for line in self._file:
            if blank and _MBOX_FROM.match(line):
                self.is_last = False
                return
            blank = not line.strip()
            yield line[1:] if line.startswith(b">From ") else line
