"""Named lists that policies ask: one name per line, or a table with a column of names.

<policies>/lists/NAME.txt    a name per line; blank lines and what follows # at the start are left
out <policies>/lists/NAME.csv    a column of names (`TITLES`), or a name per line without any title

A table that can be read in two ways is refused: a list that holds something else than names finds
nobody, and nobody would notice.

A name is on a list when the keys that parties compare by are equal: case, accents, punctuation and
the writing of legal forms make no difference. Names that merely look alike are near, never on it.
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from io import StringIO
from pathlib import Path

from enricher.errors import PolicyError, Problem
from enricher.values.names.likeness import Near, NearNames
from enricher.values.party import party_key

MAX_BYTES = 20_000_000
TITLES = (
    "name",
    "full name",
    "legal name",
    "company name",
    "entity name",
    "party name",
    "company",
    "party",
)
"""Of the column of names in a table; where it has several of them, the first one of these."""
_MARKS = ",;\t|"  # that may stand between the cells of a table
_SAID_MARK = re.compile(r"sep=(?P<mark>.)\n")  # a first line that spreadsheets write
_NO_NAMES = re.compile(r"[;\t|]")  # no company has one in its name, and tables are full of them
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
        self._answers: dict[str, tuple[Near, ...]] = {}

    def __len__(self) -> int:
        return len(self._shown)

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and _key(name) in self._shown

    def near(self, name: str) -> Sequence[Near]:
        """Names of the list, as it writes them, that this one may be another writing of, and why."""
        key = _key(name)
        found = self._answers.get(key)
        if found is None:
            if len(self._answers) >= _REMEMBERED:
                self._answers.clear()
            found = tuple(Near(self._shown[one.name], one.reason) for one in self._index.near(key))
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
        raise _refused(path, f"has {size:,} bytes; at most {MAX_BYTES:,} are allowed")
    try:
        names = list(_rows(text) if path.suffix == ".csv" else _lines(text))
    except csv.Error as error:
        raise _refused(path, f"is not CSV: {error}") from error
    except _Unclear as unclear:
        raise _refused(path, str(unclear)) from unclear
    return NamedList(path.stem, names, path)


def _lines(text: str) -> Iterator[str]:
    for number, line in enumerate(text.splitlines(), 1):
        name = line.strip()
        if not name or name.startswith("#"):
            continue
        if _NO_NAMES.search(name):
            raise _Unclear(
                f"has a table in line {number} ({name[:60]!r}), and a .txt has a name per line;"
                " name the file .csv, with a title above each column"
            )
        yield name


def _rows(text: str) -> Iterator[str]:
    told = _SAID_MARK.match(text)
    table = _table("\n" + text[told.end() :], told["mark"]) if told else _best_table(text)
    if not table:
        return
    titles = [_title(cell) for cell in table[0][1]]
    column = next((titles.index(one) for one in TITLES if one in titles), None)
    if column is None and len(titles) > 1:
        shown = ", ".join(repr(cell.strip()) for cell in table[0][1])
        raise _Unclear(
            f"has the columns {shown}, and none is recognized as names; title the column of names"
            " `name`"
        )
    for number, row in table[1:] if column is not None else table:
        if any(cell.strip() for cell in row[len(titles) :]):
            raise _Unclear(
                f"has {len(row)} columns in line {number} and {len(titles)} in its first; put"
                " quotes around a name with a comma"
            )
        name = row[column or 0].strip() if len(row) > (column or 0) else ""
        if _NO_NAMES.search(name):
            raise _Unclear(f"has more than one name in a cell of line {number}: {name[:60]!r}")
        if name:
            yield name


def _best_table(text: str) -> list[tuple[int, list[str]]]:
    """A text as the table that it most likely is: one whose rows are all as long as the first."""
    tables, faults = [], []
    for mark in _MARKS:
        try:
            tables.append(_table(text, mark))
        except csv.Error as error:  # with this mark the quotes make no sense
            faults.append(error)
    if not tables:
        raise faults[0]
    return max(tables, key=_likely)


def _likely(table: Sequence[tuple[int, Sequence[str]]]) -> tuple[bool, int]:
    widths = {len(row) for _, row in table}
    width = len(table[0][1]) if table else 0
    return len(widths) == 1 and width > 1, width


def _table(text: str, mark: str) -> list[tuple[int, list[str]]]:
    """Rows that are not blank, each with the number of its line."""
    reader = csv.reader(StringIO(text), delimiter=mark, strict=True)
    return [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]


def _title(cell: str) -> str:
    return " ".join(re.split(r"[\s_-]+", cell.strip().casefold()))


class _Unclear(Exception):  # noqa: N818  named by what it says
    """What is wrong with a list, as the end of a sentence about it."""


def _refused(path: Path, what: str) -> PolicyError:
    return PolicyError(f"list {path} {what}", [Problem(str(path), f"the list {what}")])
