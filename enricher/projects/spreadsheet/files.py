"""Which document a cell names: a path, a name, with or without its suffix, in whatever case."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

_SUFFIX = re.compile(r"(?<=[^/])\.[a-z][a-z0-9]{0,4}$")  # not the number of `Lease 1.5`
_ABSOLUTE = re.compile(r"/|[a-z]:/|file:/+", re.IGNORECASE)


class NamedFiles:
    """The documents that a table may speak of, found by how it names them."""

    def __init__(self, names: Iterable[str]) -> None:
        """Take the documents' names.

        Args:
            names: paths below the folder of documents, with `/` between.
        """
        self._names = frozenset(names)
        ends = [(end, name) for name in sorted(self._names) for end in _ends(_folded(name))]
        self._whole = _Index((_folded(name), name) for name in sorted(self._names))
        self._ends = _Index(ends)
        self._stems = _Index((_stem(end), name) for end, name in ends)

    def __len__(self) -> int:
        return len(self._names)

    def find(self, written: str) -> list[str]:
        """The documents that a cell may mean: one, if it is right; several, if it says too little."""
        written = written.strip()
        if not written:
            return []
        if written in self._names:
            return [written]
        path = _folded(written)
        if absolute := _ABSOLUTE.match(path):
            ends = _ends(path[absolute.end() :])
            return next((found for end in ends if (found := self._whole[end])), [])
        return (
            self._whole[path] or self._ends[path] or self._stems[path] or self._stems[_stem(path)]
        )


class _Index:
    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self._names: dict[str, list[str]] = defaultdict(list)
        for key, name in pairs:
            self._names[key].append(name)

    def __getitem__(self, key: str) -> list[str]:
        return self._names.get(key, [])


def files_below(folder: Path) -> list[str]:
    """The files of a folder by their paths below it; hidden ones are not among them."""
    names = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return sorted(
        name.as_posix() for name in names if not any(part.startswith(".") for part in name.parts)
    )


def _folded(name: str) -> str:
    path = unicodedata.normalize("NFC", name.strip()).casefold().replace("\\", "/")
    return path.removeprefix("./")


def _ends(path: str) -> Iterator[str]:
    """A path without its first folders, one less at a time."""
    parts = path.split("/")
    return ("/".join(parts[first:]) for first in range(len(parts)))


def _stem(path: str) -> str:
    return _SUFFIX.sub("", path)
