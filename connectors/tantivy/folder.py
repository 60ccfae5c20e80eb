"""The folder of the embedded index: opened, found damaged, made anew, told apart by generation.

    <folder>/index.json     format and generation
    <folder>/tantivy/       the index
    <folder>/texts.sqlite   the texts with their passages, for snippets and answers
    <folder>/vectors-<n>    the vectors of the passages

All of it can be made again from the documents. So a folder of another format, or one that is
damaged, is moved aside (to `<folder>.aside`, one at most) and an empty index with a new generation
takes its place; the ledger sees the new generation and fills it. Whoever moves it holds the lock of
its writer, which knows the folder by its path and would else go on writing into the new one.
"""

from __future__ import annotations

import errno
import fcntl
import json
import logging
import re
import shutil
import sqlite3
import uuid
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from tantivy import Index

from connectors.search.terms import build_analyzer
from connectors.tantivy.checks import (
    TANTIVY,
    TEXTS,
    clear_suspicion,
    find_damage,
    is_suspect,
    suspect,
)
from connectors.tantivy.schema import ANALYZER, build_schema
from connectors.tantivy.texts import TextStore
from enricher.errors import DiskFullError, EnricherError, IndexBusyError, UnavailableError
from enricher.files.disk import has_room, is_full
from enricher.files.versions import TANTIVY_VERSION

logger = logging.getLogger(__name__)


_STATE = "index.json"
_LOCK = ".tantivy-writer.lock"  # tantivy's own, held with flock
_LIBRARY_ERRORS = (ValueError, OSError, sqlite3.Error, zlib.error)
"""What tantivy 0.27, SQLite and the texts raise; tantivy panics besides, see `translated`."""


class OpenedFolder:
    """One opening of the folder, and what the files looked like then."""

    def __init__(self, folder: Path) -> None:
        self._state_file = folder / _STATE
        self._commit_file = folder / TANTIVY / "meta.json"
        self._state_mark = _mark(self._state_file)
        state = read_state(folder)
        if state["format"] != TANTIVY_VERSION:
            raise ValueError(
                f"its format is {state['format']}, this version writes {TANTIVY_VERSION}"
            )
        if damage := _damage_of(folder):
            raise ValueError(damage)
        self.index = Index.open(str(folder / TANTIVY))
        self.index.register_tokenizer(ANALYZER, build_analyzer())
        self.index.config_reader("manual")
        self._commit_mark = _mark(self._commit_file)
        self.index.reload()
        self.texts = open_texts(folder)

    def is_replaced(self) -> bool:
        try:
            return _mark(self._state_file) != self._state_mark
        except FileNotFoundError:
            return True

    def reload(self) -> None:
        mark = _mark(self._commit_file)
        if mark != self._commit_mark:
            self.index.reload()
            self._commit_mark = mark


def open_or_make(folder: Path) -> OpenedFolder:
    """The folder as it is, or an empty index in its place when it cannot be used."""
    if (folder / _STATE).exists() or (folder / TANTIVY).exists():
        found = folder.stat().st_ino
        try:
            return OpenedFolder(folder)
        except BaseException as error:
            if not _is_damage(error):
                raise
            _move_aside(folder, found, str(error))
    _make(folder)
    return OpenedFolder(folder)


def examine_folder(folder: Path) -> str:
    """What is damaged in an index, "" when it is whole; nothing is changed.

    Raises:
        UnavailableError: it cannot be read now.
    """
    if not folder.exists():
        return f"{folder} is missing"
    try:
        return find_damage(folder, thorough=True)
    except FileNotFoundError as error:
        return f"{error.filename} is missing"
    except _LIBRARY_ERRORS as error:
        raise UnavailableError(f"index {folder} cannot be read: {error}") from error


def is_damaged(folder: Path) -> bool:
    """Whether an index is to be opened anew: it is damaged, doubted or not there."""
    return is_suspect(folder) or not (folder / _STATE).exists() or bool(find_damage(folder))


def _damage_of(folder: Path) -> str:
    doubted = is_suspect(folder)
    damage = find_damage(folder, thorough=doubted)
    if doubted and not damage:
        logger.warning("index was doubted and is whole folder=%s", folder)
        clear_suspicion(folder)
    return damage


def _move_aside(folder: Path, inode: int, reason: str) -> None:
    """Move a damaged index aside, unless somebody else did so already.

    Raises:
        IndexBusyError: another process writes it, and moves it aside as soon as it looks.
    """
    lock_file = folder / TANTIVY / _LOCK
    with lock_file.open("ab") if lock_file.exists() else nullcontext() as lock:
        if lock is not None:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                suspect(folder, reason)
                raise IndexBusyError(
                    f"index {folder} is damaged ({reason}); the next writer rebuilds it from the"
                    " ledger, try again in a moment"
                ) from error
        if folder.exists() and folder.stat().st_ino == inode:
            aside = folder.with_name(folder.name + ".aside")
            logger.warning(
                "index moved aside, another is filled from the ledger folder=%s to=%s reason=%s",
                folder,
                aside,
                reason,
            )
            shutil.rmtree(aside, ignore_errors=True)
            folder.rename(aside)


def _make(folder: Path) -> None:
    """Make an empty index, whole or not at all; another process may be at it too."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh = folder.with_name(f"{folder.name}.new-{uuid.uuid4().hex[:8]}")
    (fresh / TANTIVY).mkdir(parents=True)
    Index(build_schema(), str(fresh / TANTIVY))
    open_texts(fresh).close()
    write_state(fresh, new_generation())
    try:
        fresh.rename(folder)
    except OSError:
        shutil.rmtree(fresh)
        if not (folder / _STATE).exists():
            raise


def read_state(folder: Path) -> dict[str, Any]:
    state = json.loads((folder / _STATE).read_text(encoding="utf-8"))
    if not isinstance(state, dict) or not {"format", "generation"} <= state.keys():
        raise ValueError("index.json does not state its format and generation")
    return state


def _is_damage(error: BaseException) -> bool:
    """Whether opening again cannot help: not so when files are locked, forbidden or too many."""
    if _is_panic(error) or isinstance(error, zlib.error):
        return True
    if not isinstance(error, _LIBRARY_ERRORS) or isinstance(error, sqlite3.OperationalError):
        return False
    if isinstance(error, OSError):
        return isinstance(error, FileNotFoundError | NotADirectoryError)
    os_error = re.search(r"os error (\d+)|code: (\d+)", str(error))  # tantivy: always ValueError
    return os_error is None or int(os_error[1] or os_error[2]) == errno.ENOENT


def write_state(folder: Path, generation: str, *, clearing: bool = False) -> None:
    """Name the index; `clearing` stays until an emptying that was begun is done."""
    written = folder / (_STATE + ".new")
    state = {"format": TANTIVY_VERSION, "generation": generation, "clearing": clearing}
    written.write_text(json.dumps(state), encoding="utf-8")
    written.replace(folder / _STATE)


def new_generation() -> str:
    return uuid.uuid4().hex


def open_texts(folder: Path) -> TextStore:
    return TextStore(folder / TEXTS)


def _mark(file: Path) -> tuple[int, int, int]:
    status = file.stat()
    return status.st_ino, status.st_mtime_ns, status.st_size


def _is_panic(error: BaseException) -> bool:
    """Whether tantivy panicked: its binding raises a class that no module exports."""
    return type(error).__module__ == "pyo3_runtime"


@contextmanager
def translated(folder: Path) -> Iterator[None]:
    """Turn what the libraries raise into UnavailableError; an error like damage starts a check."""
    try:
        yield
    except EnricherError:
        raise
    except BaseException as error:
        if not isinstance(error, _LIBRARY_ERRORS) and not _is_panic(error):
            raise
        if is_full(error) or not has_room(folder):
            raise DiskFullError(
                f"index {folder} cannot be written: the disk is full; make room there, nothing is"
                " lost"
            ) from error
        if _is_damage(error):
            suspect(folder, str(error))
        raise UnavailableError(
            f"index {folder} did not answer: {error}; it is checked now, and rebuilt from the"
            " ledger if it is damaged: try again in a moment"
        ) from error
