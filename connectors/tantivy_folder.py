"""The folder of the embedded index: opened, found damaged, made anew, told apart by generation.

    <folder>/index.json     format and generation
    <folder>/tantivy/       the index
    <folder>/texts.sqlite   the texts, for snippets

All of it can be made again from the documents. So a folder of another format, or one that cannot
be read, is moved aside (to `<folder>.aside`, one at most) and an empty index with a new generation
takes its place; the ledger sees the new generation and fills it.
"""

from __future__ import annotations

import errno
import json
import logging
import re
import shutil
import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tantivy import Index

from connectors.index_terms import build_analyzer
from connectors.tantivy_schema import ANALYZER, build_schema
from connectors.tantivy_texts import TextStore
from enricher.errors import UnavailableError

logger = logging.getLogger(__name__)

FORMAT = 2

_STATE = "index.json"
_TANTIVY = "tantivy"
_TEXTS = "texts.sqlite"
_LIBRARY_ERRORS = (ValueError, OSError, sqlite3.Error)  # what tantivy 0.27 and SQLite raise


class OpenedFolder:
    """One opening of the folder, and what the files looked like then."""

    def __init__(self, folder: Path) -> None:
        self._state_file = folder / _STATE
        self._commit_file = folder / _TANTIVY / "meta.json"
        self._state_mark = _mark(self._state_file)
        state = read_state(folder)
        if state["format"] != FORMAT:
            raise ValueError(f"its format is {state['format']}, this version writes {FORMAT}")
        self.index = Index.open(str(folder / _TANTIVY))
        self.index.register_tokenizer(ANALYZER, build_analyzer())
        self.index.config_reader("manual")
        self._commit_mark = _mark(self._commit_file)
        self.index.reload()
        self.texts = open_texts(folder)

    def is_replaced(self) -> bool:
        return _mark(self._state_file) != self._state_mark

    def reload(self) -> None:
        mark = _mark(self._commit_file)
        if mark != self._commit_mark:
            self.index.reload()
            self._commit_mark = mark


def open_or_make(folder: Path) -> OpenedFolder:
    """The folder as it is, or an empty index in its place when it cannot be used."""
    if (folder / _STATE).exists() or (folder / _TANTIVY).exists():
        found = folder.stat().st_ino
        try:
            return OpenedFolder(folder)
        except _LIBRARY_ERRORS as error:
            if not _is_damage(error):
                raise
            if folder.exists() and folder.stat().st_ino == found:  # nobody else replaced it
                aside = folder.with_name(folder.name + ".aside")
                logger.warning("index moved aside folder=%s to=%s reason=%s", folder, aside, error)
                shutil.rmtree(aside, ignore_errors=True)
                folder.rename(aside)
    _make(folder)
    return OpenedFolder(folder)


def _make(folder: Path) -> None:
    """Make an empty index, whole or not at all; another process may be at it too."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh = folder.with_name(f"{folder.name}.new-{uuid.uuid4().hex[:8]}")
    (fresh / _TANTIVY).mkdir(parents=True)
    Index(build_schema(), str(fresh / _TANTIVY))
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


def _is_damage(error: Exception) -> bool:
    """Whether opening again cannot help: not so when files are locked, forbidden or too many."""
    if isinstance(error, sqlite3.OperationalError):
        return False
    if isinstance(error, OSError):
        return isinstance(error, FileNotFoundError | NotADirectoryError)
    os_error = re.search(r"os error (\d+)|code: (\d+)", str(error))  # tantivy: always ValueError
    return os_error is None or int(os_error[1] or os_error[2]) == errno.ENOENT


def write_state(folder: Path, generation: str, *, clearing: bool = False) -> None:
    """Name the index; `clearing` stays until an emptying that was begun is done."""
    written = folder / (_STATE + ".new")
    state = {"format": FORMAT, "generation": generation, "clearing": clearing}
    written.write_text(json.dumps(state), encoding="utf-8")
    written.replace(folder / _STATE)


def new_generation() -> str:
    return uuid.uuid4().hex


def open_texts(folder: Path) -> TextStore:
    return TextStore(folder / _TEXTS)


def _mark(file: Path) -> tuple[int, int, int]:
    status = file.stat()
    return status.st_ino, status.st_mtime_ns, status.st_size


@contextmanager
def translated(folder: Path) -> Iterator[None]:
    """Turn what the libraries raise into UnavailableError."""
    try:
        yield
    except _LIBRARY_ERRORS as error:
        raise UnavailableError(
            f"index {folder} did not answer: {error}; if this stays, remove the folder and the"
            " next start makes the index again"
        ) from error
