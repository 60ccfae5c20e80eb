"""Named lists that policies ask: one name per line, or a table with a column of names.

<policies>/lists/NAME.txt    a name per line; blank lines and what follows # at the start are left out
<policies>/lists/NAME.csv    the column `name`, or the first one

A name is on a list when the keys that parties compare by are equal: case, accents, punctuation and
the writing of legal forms make no difference. Names that merely look alike are near, never on it.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from io import StringIO
from pathlib import Path

from enricher.errors import PolicyError, Problem
from enricher.near_names import NearNames
from enricher.normalize.parties import party_key

SUFFIXES = (".txt", ".csv")
MAX_BYTES = 20_000_000
_COLUMN = "name"
_REMEMBERED = 20_000  # answers: the same parties stand in many documents
_key = lru_cache(_REMEMBERED)(party_key)


class NamedList:
    """A list of names.

    Attributes:
        digest: another one where any name is another.
        path: None for a list that is in no file.
    """

    def __init__(self, name: str, names: Iterable[str], path: Path | None = None) -> None:
        self.name = name
        self.path = path
        self._shown = {key: one for one in names if (key := party_key(one))}
        self.digest = hashlib.sha256("\n".join(sorted(self._shown)).encode()).hexdigest()[:16]
        self._answers: dict[str, tuple[str, ...]] = {}

    def __len__(self) -> int:
        return len(self._shown)

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and _key(name) in self._shown

    def near(self, name: str) -> Sequence[str]:
        """Names of the list, as it writes them, that this one may be another writing of."""
        key = _key(name)
        found = self._answers.get(key)
        if found is None:
            if len(self._answers) >= _REMEMBERED:
                self._answers.clear()
            found = tuple(self._shown[one] for one in self._index.near(key))
            self._answers[key] = found
        return found

    @cached_property
    def _index(self) -> NearNames:
        return NearNames(self._shown)


def read_list(path: Path) -> NamedList:
    """Raises PolicyError when the file is no list; an empty one is a list without names."""
    try:
        size = path.stat().st_size
        text = path.read_text("utf-8-sig") if size <= MAX_BYTES else ""
    except OSError as error:
        raise _refused(path, f"cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise _refused(path, "is not UTF-8 text; save it as UTF-8") from error
    if size > MAX_BYTES:
        raise _refused(path, f"has {size:,} bytes; {MAX_BYTES:,} are the most")
    try:
        names = list(_rows(text) if path.suffix == ".csv" else _lines(text))
    except csv.Error as error:
        raise _refused(path, f"is no CSV: {error}") from error
    return NamedList(path.stem, names, path)


def _lines(text: str) -> Iterator[str]:
    for line in text.splitlines():
        name = line.strip()
        if name and not name.startswith("#"):
            yield name


def _rows(text: str) -> Iterator[str]:
    first = text.partition("\n")[0]
    mark = max(",;\t", key=first.count)
    rows = csv.reader(StringIO(text), delimiter=mark, strict=True)
    column = 0
    for number, row in enumerate(rows):
        titles = [cell.strip().casefold() for cell in row]
        if number == 0 and _COLUMN in titles:
            column = titles.index(_COLUMN)
        elif len(row) > column and row[column].strip():
            yield row[column].strip()


def _refused(path: Path, what: str) -> PolicyError:
    return PolicyError(f"list {path} {what}", [Problem(str(path), f"the list {what}")])
