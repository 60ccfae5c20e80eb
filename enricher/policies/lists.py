"""Named lists that policies ask: one name per line, or a table with a column of names.

<policies>/lists/NAME.txt    a name per line; blank lines and lines that begin with # are left out
<policies>/lists/NAME.csv    a column of names (`TITLES`), or a name per line without any title

A table that can be read in two ways is refused: a list that holds something else than names finds
nobody, and nobody would notice.

A table may have an amount for each name, and its currency (`AMOUNT_TITLES`, `CURRENCY_TITLES`): such as those of
purchase orders, by their numbers.

A name is on a list when the keys that parties compare by are equal: case, accents, punctuation and
the writing of legal forms make no difference. Names that merely look alike are near, never on it.
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache
from io import StringIO
from pathlib import Path

from enricher.errors import InputError, PolicyError, Problem
from enricher.values.cells import parse_cell
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
    "purchase order",
    "purchase order number",
    "order number",
    "po number",
    "po",
)
"""Of the column of names in a table; where it has several of them, the first one of these."""
AMOUNT_TITLES = ("amount", "order amount", "total amount", "total")
CURRENCY_TITLES = ("currency", "currency code")
_MONEY = re.compile(r"(?P<before>[A-Z]{3})?\s*(?P<figure>[^A-Z]*?)\s*(?P<after>[A-Z]{3})?")
_MARKS = ",;\t|"  # that may stand between the cells of a table
_SAID_MARK = re.compile(r"sep=(?P<mark>.)\n")  # a first line that spreadsheets write
_NO_NAMES = re.compile(r"[;\t|]")  # no company has one in its name, and tables are full of them
_REMEMBERED = 20_000  # answers: the same parties stand in many documents
_key = lru_cache(_REMEMBERED)(party_key)


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount of a list.

    Attributes:
        value: None where `written` is no amount, or can be read in two ways.
        currency: "" where the list names none.
    """

    written: str
    value: Decimal | None
    currency: str = ""


class NamedList:
    """A list of names.

    Attributes:
        digest: another one where any name is another.
        path: None for a list that is in no file.
    """

    def __init__(
        self,
        name: str,
        names: Iterable[str],
        path: Path | None = None,
        amounts: Iterable[tuple[str, str]] = (),
    ) -> None:
        """Make a list.

        Args:
            amounts: of names, as they are written, those without one left out.
        """
        self.name = name
        self.path = path
        self._amounts: dict[str, dict[str, None]] = {}
        for one, amount in amounts:
            self._amounts.setdefault(_number_key(one), {})[amount] = None
        self._shown: dict[str, str] = {}
        for one in names:
            if key := party_key(one):
                self._shown.setdefault(key, one)
        of_amounts = (f"{one}\t{' '.join(amounts)}" for one, amounts in self._amounts.items())
        content = "\n".join((*sorted(self._shown), *sorted(of_amounts)))
        self.digest = hashlib.sha256(content.encode()).hexdigest()[:16]
        self._answers: dict[str, tuple[Near, ...]] = {}

    def __len__(self) -> int:
        return len(self._shown)

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and _key(name) in self._shown

    @property
    def names(self) -> Mapping[str, str]:
        """By the key that names compare by, as the list writes them; the first of each."""
        return self._shown

    def amounts(self, name: str) -> Sequence[Amount]:
        """What the list has for a name, each amount once; case, blanks and punctuation do not count."""
        return [_amount(one) for one in self._amounts.get(_number_key(name), ())]

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


@dataclass(frozen=True, slots=True)
class NameRow:
    """A name of a list with its amount, and the lines of its file that say it, counted from 1."""

    first: int
    last: int
    name: str
    amount: str = ""


@dataclass(frozen=True, slots=True)
class NameTable:
    """What a file of a list says.

    Attributes:
        mark: that stands between the cells of a table.
        column: of the names, from 0.
        width: how many columns there are.
    """

    rows: tuple[NameRow, ...]
    mark: str = ","
    column: int = 0
    width: int = 1


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
    return list_of_rows(path, parse_names(path, text).rows)


def list_of_rows(path: Path, rows: Sequence[NameRow]) -> NamedList:
    amounts = [(one.name, one.amount) for one in rows if one.amount]
    return NamedList(path.stem, (one.name for one in rows), path, amounts)


def parse_names(path: Path, text: str) -> NameTable:
    """What the text of a list says.

    Args:
        path: of its file, which need not exist; its suffix says how the text is read.

    Raises:
        PolicyError: the text is no list.
    """
    try:
        return _rows(text) if path.suffix == ".csv" else NameTable(tuple(_lines(text)))
    except csv.Error as error:
        raise _refused(path, f"is not CSV: {error}") from error
    except _Unclear as unclear:
        raise _refused(path, str(unclear)) from unclear


def has_several_names(cell: str) -> bool:
    """Whether a cell has a mark in it that no name has."""
    return _NO_NAMES.search(cell) is not None


def _lines(text: str) -> list[NameRow]:
    rows = []
    for number, line in enumerate(text.splitlines(), 1):
        name = line.strip()
        if not name or name.startswith("#"):
            continue
        if has_several_names(name):
            raise _Unclear(
                f"has a table in line {number} ({name[:60]!r}), and a .txt has a name per line;"
                " name the file .csv, with a title above each column"
            )
        rows.append(NameRow(number, number, name))
    return rows


def _rows(text: str) -> NameTable:
    told = _SAID_MARK.match(text)
    mark = told["mark"] if told else ""
    if told:
        table = _table("\n" + text[told.end() :], mark)
    else:
        mark, table = _best_table(text)
    if not table:
        return NameTable((), mark)
    titles = [title_of(cell) for cell in table[0].cells]
    column = name_column(titles)
    if column is None and len(titles) > 1:
        shown = ", ".join(repr(cell.strip()) for cell in table[0].cells)
        raise _Unclear(
            f"has the columns {shown}, and none is recognized as names; title the column of names"
            " `name`"
        )
    rows = []
    of_amount = [] if column is None else _amount_columns(titles)
    for row in table[1:] if column is not None else table:
        if any(cell.strip() for cell in row.cells[len(titles) :]):
            raise _Unclear(
                f"has {len(row.cells)} columns in line {row.last} and {len(titles)} in its first;"
                " put quotes around a name with a comma"
            )
        name = row.cells[column or 0].strip() if len(row.cells) > (column or 0) else ""
        if has_several_names(name):
            raise _Unclear(f"has more than one name in a cell of line {row.last}: {name[:60]!r}")
        if name:
            parts = (row.cells[at].strip() for at in of_amount if at < len(row.cells))
            rows.append(NameRow(row.first, row.last, name, " ".join(filter(None, parts))))
    return NameTable(tuple(rows), mark, column or 0, len(titles))


def _amount_columns(titles: Sequence[str]) -> list[int]:
    """Where the amounts stand, and their currency; [] where there are none."""
    amount = next((titles.index(one) for one in AMOUNT_TITLES if one in titles), None)
    currency = next((titles.index(one) for one in CURRENCY_TITLES if one in titles), None)
    return [] if amount is None else [amount] if currency is None else [amount, currency]


def _number_key(name: str) -> str:
    """What numbers of orders are compared by: `PO-118` is `po 118`."""
    return "".join(one for one in name.casefold() if one.isalnum())


def _amount(written: str) -> Amount:
    found = _MONEY.fullmatch(written)
    if found is None:
        return Amount(written, None)
    try:
        figure = parse_cell("amount", "number", found["figure"], "en")
    except InputError:
        return Amount(written, None)
    currency = found["after"] or found["before"] or ""
    return Amount(written, Decimal(figure) if figure else None, currency)


def name_column(titles: Sequence[str]) -> int | None:
    """Where the names stand in a table with these titles, as `title_of` makes them."""
    return next((titles.index(one) for one in TITLES if one in titles), None)


def title_of(cell: str) -> str:
    return " ".join(re.split(r"[\s_-]+", cell.strip().casefold()))


@dataclass(frozen=True, slots=True)
class _Cells:
    """A row of a table and its lines."""

    first: int
    last: int
    cells: list[str]


def _best_table(text: str) -> tuple[str, list[_Cells]]:
    """A text as the table that it most likely is: one whose rows are all as long as the first."""
    tables, faults = [], []
    for mark in _MARKS:
        try:
            tables.append((mark, _table(text, mark)))
        except csv.Error as error:  # with this mark the quotes make no sense
            faults.append(error)
    if not tables:
        raise faults[0]
    return max(tables, key=lambda one: _likely(one[1]))


def _likely(table: Sequence[_Cells]) -> tuple[bool, int]:
    widths = {len(row.cells) for row in table}
    width = len(table[0].cells) if table else 0
    return len(widths) == 1 and width > 1, width


def _table(text: str, mark: str) -> list[_Cells]:
    """Rows that are not blank."""
    reader = csv.reader(StringIO(text), delimiter=mark, strict=True)
    rows, last = [], 0
    for cells in reader:
        if any(cell.strip() for cell in cells):
            rows.append(_Cells(last + 1, reader.line_num, cells))
        last = reader.line_num
    return rows


class _Unclear(Exception):  # noqa: N818  named by what it says
    """What is wrong with a list, as the end of a sentence about it."""


def _refused(path: Path, what: str) -> PolicyError:
    return PolicyError(f"list {path} {what}", [Problem(str(path), f"the list {what}")])
