"""The tables in a sheet, and what each of their columns holds: by its name, and by its cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from connectors.structured import notation
from connectors.structured.column_names import column_meanings, names_card, plain
from connectors.structured.grids import Grid, header_score
from connectors.structured.surroundings import iban_in

_CODE = re.compile(r"[A-Z]{3}")
ENOUGH = 0.6  # of the cells of a column are of its kind

_CREDIT_MARKS = frozenset(
    [
        "c",
        "cr",
        "crdt",
        "credit",
        "h",
        "haben",
        "bij",
        "+",
        "avere",
        "haber",
        "kredit",
        "in",
        "inn",
        "uznanie",
        "entrada",
        "gutschrift",
    ]
)

_DEBIT_MARKS = frozenset(
    [
        "d",
        "dr",
        "dbit",
        "debit",
        "s",
        "soll",
        "af",
        "-",
        "dare",
        "debe",
        "debet",
        "out",
        "ut",
        "ud",
        "obciazenie",
        "cargo",
        "belastung",
        "lastschrift",
    ]
)


@dataclass(slots=True)
class Section:
    """A table, and what stands above and below it."""

    header: list[str]
    line: int
    above: list[tuple[int, list[str]]] = field(default_factory=list)
    rows: list[tuple[int, list[str]]] = field(default_factory=list)


@dataclass(slots=True)
class Columns:
    """Where each kind of cell stands."""

    day: int = -1
    value_day: int = -1
    words: list[int] = field(default_factory=list)
    amount: int = -1
    debit: int = -1
    credit: int = -1
    balance: int = -1
    currency: int = -1
    side: int = -1
    fee: int = -1
    account: int = -1
    other_account: int = -1
    reference: int = -1
    status: int = -1

    @property
    def amounts(self) -> list[int]:
        return [one for one in (self.amount, self.debit, self.credit) if one >= 0]

    @property
    def used(self) -> set[int]:
        single = (self.day, self.value_day, self.amount, self.debit, self.credit, self.balance,
                  self.currency, self.side, self.account, self.other_account, self.reference)  # fmt: skip
        return {one for one in single if one >= 0} | set(self.words)


def sections_of(grid: Grid) -> list[Section]:
    """The tables of a sheet; the names of columns may come again for each account, or each page."""
    sections: list[Section] = []
    waiting: list[tuple[int, list[str]]] = []
    for line, row in enumerate(grid.rows, 1):
        if not any(row):
            continue
        if header_score(row) and not any(notation.looks_like_date(cell) for cell in row if cell):
            if (
                sections
                and [plain(one) for one in sections[-1].header] == [plain(one) for one in row]
                and not waiting
            ):
                continue
            sections.append(Section(row, line, waiting))
            waiting = []
        elif not sections or _is_around(row, sections[-1]):
            waiting.append((line, row))
        else:
            sections[-1].rows += waiting
            sections[-1].rows.append((line, row))
            waiting = []
    if sections:
        sections[-1].rows += waiting
    return sections


def _is_around(row: list[str], section: Section) -> bool:
    """Whether a row below a table may belong to the next one: a label and a value, or a title."""
    cells = [cell for cell in row if cell]
    return len(cells) <= 2 < len([one for one in section.header if one]) and not any(
        notation.looks_like_date(cell) for cell in cells[:1]
    )


def columns_of(section: Section) -> Columns | None:
    """What each column holds, by its name, and by its cells where the name leaves it open."""
    columns = Columns()
    cells = [
        [row[at] for _, row in section.rows if at < len(row) and row[at]]
        for at in range(len(section.header))
    ]
    days: list[tuple[str, int]] = []
    words: list[int] = []
    for at, name in enumerate(section.header):
        for meaning in column_meanings(name):
            if not _fits(meaning, cells[at]):
                continue
            if meaning in ("booked", "date"):
                days.append((meaning, at))
            elif meaning == "value":
                columns.value_day = at if columns.value_day < 0 else columns.value_day
            elif meaning == "words":
                words.append(at)
            elif getattr(columns, meaning) < 0:
                setattr(columns, meaning, at)
            else:
                continue
            break
    booked = [at for meaning, at in days if meaning == "booked"]
    is_card = any(names_card(name) for name in section.header)
    preferred = [at for _, at in days] if is_card else booked or [at for _, at in days]
    columns.day = preferred[0] if preferred else columns.value_day
    if columns.amount >= 0 and columns.debit >= 0 and columns.credit >= 0:
        columns.amount = -1  # of the two columns one has the amount, and the third says it again
    columns.words = words
    if not words:
        columns.words = _longest_words(section, cells, columns)
    if columns.day < 0 or not columns.amounts or not columns.words:
        return None
    return columns


def _fits(meaning: str, cells: Sequence[str]) -> bool:
    if not cells:
        return meaning in ("debit", "credit", "words", "reference", "other_account", "value", "fee")
    if meaning in ("booked", "date", "value"):
        return _share(map(notation.looks_like_date, cells), len(cells))
    if meaning in ("amount", "debit", "credit", "balance", "fee"):
        return _share(map(notation.looks_like_number, cells), len(cells))
    if meaning == "currency":
        return _share((_CODE.fullmatch(cell) is not None for cell in cells), len(cells))
    if meaning == "side":
        return _share((side_of(cell) != 0 for cell in cells), len(cells))
    if meaning == "words":
        return not _share(
            (
                notation.looks_like_number(cell) or side_of(cell) != 0 or bool(iban_in(cell))
                for cell in cells
            ),
            len(cells),
        )
    return True


def _share(hits: Iterable[bool], count: int) -> bool:
    return sum(hits) >= ENOUGH * count


def side_of(cell: str) -> int:
    """1 for a mark of a credit, -1 for one of a debit, 0 for anything else."""
    mark = plain(cell) or cell.strip()
    return (mark in _CREDIT_MARKS) - (mark in _DEBIT_MARKS)


def _longest_words(section: Section, cells: list[list[str]], columns: Columns) -> list[int]:
    """The column whose cells have most letters, where no name tells which describes."""

    def letters(at: int) -> int:
        return sum(sum(one.isalpha() for one in cell) for cell in cells[at])

    free = [
        at
        for at in range(len(section.header))
        if at not in columns.used and letters(at) >= 3 * len(section.rows)
    ]
    return [max(free, key=letters)] if free else []


def cell_of(row: Sequence[str], at: int) -> str:
    return row[at] if 0 <= at < len(row) else ""


def day_cell(row: Sequence[str], columns: Columns) -> str:
    cell = cell_of(row, columns.day)
    return cell if notation.looks_like_date(cell) else ""
