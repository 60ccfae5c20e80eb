"""Whether the files of the embedded index are still what was written.

tantivy ends each file of a segment with a footer that has the CRC-32 of all before it:

    content | {"version": …, "crc": …} | length of that JSON | 1337        (both little-endian u32)

It does not look at them when it opens or searches an index, and its binding (0.27) offers no call
that does: a flipped bit changes totals in silence, or ends in a panic. So they are read here.
`checked.json` says which files were found whole and when; such a file is not read again for a day
unless it changed since. `suspect` says why a search doubts the index: all of it is then read anew.

Source: tantivy 0.27, src/directory/footer.rs.
"""

from __future__ import annotations

import json
import sqlite3
import struct
import time
import zlib
from collections.abc import Iterator, Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from connectors.tantivy.vectors import damage_of_vectors

TANTIVY = "tantivy"
TEXTS = "texts.sqlite"

_META = "meta.json"
_CHECKED = "checked.json"
_SUSPECT = "suspect"
_CLEARED = "suspect.cleared"
_PARTS = ("store", "term", "idx", "pos", "fast", "fieldnorm")
_MAGIC = 1337
_VERSION = {"major", "minor", "patch", "index_format_version"}
_TAIL = struct.Struct("<II")
_LONGEST_FOOTER = 4096
_CHUNK_BYTES = 1 << 20
_TRIES = 3
_TRUSTED_SECONDS = 24 * 3600
_DOUBTED_SECONDS = 3600  # how long an index that was doubted and found whole is not doubted again

_Checked = Mapping[
    str, list[int]
]  # per file: size, mtime in ns, second in which it was found whole


def find_damage(folder: Path, *, thorough: bool = False) -> str:
    """What is damaged in an index, "" when it is whole.

    Args:
        thorough: read every file whatever was found before, and the texts as well.

    Raises:
        OSError: a file cannot be read now, which says nothing about it.
        sqlite3.OperationalError: the same of the texts.
    """
    tantivy = folder / TANTIVY
    before: _Checked = {} if thorough else _read_checked(folder)
    while True:
        meta = (tantivy / _META).read_bytes()
        whole: dict[str, list[int]] = {}
        damage = _damage_of_segments(tantivy, meta, before, whole)
        # A merge may have replaced segments, and removed their files, meanwhile.
        if not damage or (tantivy / _META).read_bytes() == meta:
            break
    if not damage:
        damage = _damage_of_texts(folder / TEXTS, thorough=thorough)
    if not damage and whole != before:
        _write_checked(folder, whole)
    return damage


def suspect(folder: Path, reason: str) -> None:
    """Have the index read as a whole before it is used again."""
    with suppress(OSError):  # a folder that cannot be written now is doubted by the next search
        if not _was_cleared(folder):
            (folder / _SUSPECT).write_text(reason, encoding="utf-8")


def is_suspect(folder: Path) -> bool:
    return (folder / _SUSPECT).exists()


def clear_suspicion(folder: Path) -> None:
    """The index was read as a whole and is in order."""
    with suppress(OSError):
        (folder / _SUSPECT).rename(folder / _CLEARED)
        (folder / _CLEARED).touch()


def _was_cleared(folder: Path) -> bool:
    try:
        cleared = (folder / _CLEARED).stat().st_mtime
    except FileNotFoundError:
        return False
    return 0 <= time.time() - cleared < _DOUBTED_SECONDS


def _damage_of_segments(
    tantivy: Path, meta: bytes, before: _Checked, whole: dict[str, list[int]]
) -> str:
    """The first damage in the files of the segments; those that are in order go into `whole`."""
    try:
        names = list(_names(json.loads(meta)))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        return f"{_META} cannot be read ({error})"
    now = int(time.time())
    for name in names:
        try:
            status = (tantivy / name).stat()
            known = before.get(name)
            mark = [status.st_size, status.st_mtime_ns]
            if known and known[:2] == mark and 0 <= now - known[2] < _TRUSTED_SECONDS:
                whole[name] = known
            elif _is_whole(tantivy / name, status.st_size):
                whole[name] = [*mark, now]
            else:
                return f"{name} is not what was written"
        except FileNotFoundError:
            return f"{name} is missing"
    return ""


def _names(meta: Any) -> Iterator[str]:
    """The files of all segments."""
    for segment in meta["segments"]:
        name = str(segment["segment_id"]).replace("-", "")
        for part in _PARTS:
            yield f"{name}.{part}"
        if segment.get("deletes"):
            yield f"{name}.{segment['deletes']['opstamp']}.del"


def _is_whole(path: Path, size: int) -> bool:
    """Whether a file's content has the checksum that its footer tells."""
    with path.open("rb") as file:
        file.seek(max(0, size - _TAIL.size - _LONGEST_FOOTER))
        end = file.read()
        if len(end) < _TAIL.size:
            return False
        length, magic = _TAIL.unpack(end[-_TAIL.size :])
        if magic != _MAGIC or length + _TAIL.size > len(end):
            return False
        try:
            footer = json.loads(end[-_TAIL.size - length : -_TAIL.size])
            wanted, version = footer["crc"], footer["version"]
            if not version.keys() >= _VERSION:
                return False
        except (ValueError, KeyError, TypeError, AttributeError):
            return False
        left = size - _TAIL.size - length
        found = 0
        file.seek(0)
        while left > 0:
            chunk = file.read(min(_CHUNK_BYTES, left))
            if not chunk:
                return False
            found = zlib.crc32(chunk, found)
            left -= len(chunk)
    return bool(found == wanted)


def _damage_of_texts(path: Path, *, thorough: bool) -> str:
    """What is damaged in texts, passages and vectors; if not thorough, whether all vectors are there."""
    try:
        with closing(
            sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=30)
        ) as texts:
            if thorough:
                (verdict,) = texts.execute("PRAGMA integrity_check(1)").fetchone()
                if verdict != "ok":
                    return f"{path.name}: {verdict}"
                for table in ("texts", "passages"):
                    for (body,) in texts.execute(f"SELECT CAST(body AS BLOB) FROM {table}"):
                        zlib.decompress(body or b"")
            for tried in range(_TRIES):
                try:
                    return damage_of_vectors(path.parent, texts, thorough=thorough)
                except FileNotFoundError as error:  # or they moved to another file meanwhile
                    if tried + 1 == _TRIES:
                        return f"{Path(error.filename).name} is missing"
    except sqlite3.OperationalError:
        raise
    except (sqlite3.DatabaseError, zlib.error) as error:
        return f"{path.name}: {error}"
    return ""


def _read_checked(folder: Path) -> _Checked:
    try:
        kept = json.loads((folder / _CHECKED).read_text(encoding="utf-8"))
        return {str(name): [int(each) for each in mark] for name, mark in kept.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}  # then all is read


def _write_checked(folder: Path, whole: _Checked) -> None:
    written = folder / (_CHECKED + ".new")
    with suppress(OSError):  # a disk that is full, a folder that cannot be written: read again
        written.write_text(json.dumps(whole), encoding="utf-8")
        written.replace(folder / _CHECKED)
