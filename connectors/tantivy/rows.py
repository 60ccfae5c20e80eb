"""Searches the rows beside the embedded index: conditions on them are SQL, those on documents tantivy's.

node --+-- a part that is of documents alone --> tantivy --> keys of documents --+
       '-- a part that is of rows ---------------------------------------------> SQL --> rows, sums
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from decimal import Decimal
from pathlib import Path

import numpy as np

from connectors.search.rows import UNITS_DIGITS
from connectors.search.terms import build_analyzer, clean
from connectors.tantivy.checks import TEXTS as TEXTS_FILE
from connectors.tantivy.folder import translated
from connectors.tantivy.row_tables import has_rows, words_of
from connectors.tantivy.vectors import Keys
from enricher.documents.rows import Row
from enricher.documents.tables import RowCorrections
from enricher.errors import QueryError
from enricher.query.nodes import And, Condition, Node, Not, Or, Words
from enricher.query.rows import (
    DAYS,
    NUMBERS,
    OWN_GROUPS,
    PERIODS,
    SIZE,
    TERMS,
    TEXTS,
    RowHit,
    RowPage,
    RowSort,
    RowSum,
    as_amount,
    in_order,
    is_of_document,
    term_of,
)

_Part = tuple[str, list[object]]
"""A condition in SQL, and its parameters."""

_Group = tuple[str, str, list[object]]
"""What names a group in SQL, what is joined for it, and its parameters."""

_NONE: _Part = ("0", [])
_SHOWN = (
    "d.id, d.title, d.path, r.name, r.number, r.cells, r.date, r.account, r.currency, r.party,"
    " r.page, r.start, r.end, r.corrected, r.added"
)
_OF_DOCUMENT = "JOIN row_documents AS d ON d.key = r.document"
_FROM = f"FROM rows AS r {_OF_DOCUMENT}"
_COMPARED = {"=": "=", "!=": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
_MILLION = 1_000_000  # sums are made in two parts, since SQLite's integers end at 9.2e18


class TantivyRows:
    """Implements `enricher.query.rows.RowIndex`; safe to use from several threads.

    Args:
        matching: the keys of the documents that meet a condition, as they are now.
    """

    def __init__(self, folder: Path, matching: Callable[[Node], Keys]) -> None:
        self._folder = folder
        self._matching = matching
        self._analyzer = build_analyzer()

    def rows(self, where: Node | None, sort: RowSort, size: int, offset: int) -> RowPage:
        if size < 0 or offset < 0:
            raise QueryError("size and offset cannot be negative")
        with self._opened() as connection:
            if connection is None:
                return RowPage(0, ())
            condition, values = self._where(connection, where)
            (total,) = connection.execute(
                f"SELECT count(*) FROM rows AS r WHERE {condition}", values
            ).fetchone()
            found = connection.execute(
                f"SELECT {_SHOWN} {_FROM} WHERE {condition} ORDER BY {_order(sort)} LIMIT ? OFFSET ?",
                [*values, size, offset],
            ).fetchall()
            return RowPage(total, tuple(map(_hit, found)))

    def scan_rows(self, where: Node | None, sort: RowSort) -> Iterator[RowHit]:
        with self._opened() as connection:
            if connection is None:
                return
            condition, values = self._where(connection, where)
            found = connection.execute(
                f"SELECT {_SHOWN} {_FROM} WHERE {condition} ORDER BY {_order(sort)}", values
            )
            for one in found:
                yield _hit(one)

    def sums(self, where: Node | None, by: str, size: int) -> list[RowSum]:
        with self._opened() as connection:
            if connection is None:
                return []
            condition, values = self._where(connection, where)
            key, joined, parameters = _group(by)
            found = connection.execute(
                f"SELECT {key} AS key, r.currency, count(*), {_sum('>')}, {_sum('<')}"
                f" FROM rows AS r {joined} WHERE {condition} GROUP BY 1, 2",
                [*parameters, *values],
            )
            sums = [
                RowSum(str(key or ""), currency, count, _money(*above), _money(*below))
                for key, currency, count, *parts in found
                for above, below in ((parts[:2], parts[2:]),)
            ]
        return in_order(sums, by, size)

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection | None]:
        """A connection of its own, so that a long sum holds nobody up; None where there are no rows."""
        with translated(self._folder):
            uri = f"{(self._folder / TEXTS_FILE).absolute().as_uri()}?mode=ro"
            with closing(sqlite3.connect(uri, uri=True, timeout=30)) as connection:
                connection.execute("BEGIN")  # all that is read is of one moment
                yield connection if has_rows(connection) else None

    def _where(self, connection: sqlite3.Connection, where: Node | None) -> _Part:
        if where is None:
            return "1", []

        def keys(node: Node) -> _Part:
            with_rows = [key for (key,) in connection.execute("SELECT key FROM row_documents")]
            met = np.asarray(self._matching(node), dtype=np.uint64).view(np.int64)
            both = np.intersect1d(np.array(with_rows, dtype=np.int64), met)
            return "r.document IN (SELECT value FROM json_each(?))", [json.dumps(both.tolist())]

        def words(columns: tuple[str, ...], text: str) -> _Part:
            phrase = words_of(text, self._analyzer)
            if not phrase:
                return _NONE
            within = f"{{{' '.join(columns)}}} : " if columns else ""
            match = f'{within}"{phrase}"'
            return "r.id IN (SELECT rowid FROM row_words WHERE row_words MATCH ?)", [match]

        def compiled(node: Node) -> _Part:
            if is_of_document(node):
                return keys(node)
            match node:
                case Words():
                    return words((), " ".join(node.words))
                case Condition(name, "holds", value):
                    return words((name,), str(value))
                case Condition():
                    return _compare(node)
                case Not():
                    condition, values = compiled(node.node)
                    return f"NOT (({condition}) IS TRUE)", values
                case And():
                    return _joined(" AND ", [compiled(one) for one in node.nodes])
                case Or():
                    return _joined(" OR ", [compiled(one) for one in node.nodes])

        return compiled(where)


def _joined(joint: str, parts: list[_Part]) -> _Part:
    conditions = joint.join(f"({condition})" for condition, _ in parts)
    return conditions, [value for _, values in parts for value in values]


def _compare(condition: Condition) -> _Part:
    name, operator, value = condition.category, condition.operator, condition.value
    column = _column(name)
    if operator in ("present", "missing"):
        return f"{column} IS {'NOT ' if operator == 'present' else ''}NULL", []
    if operator == "!=":
        equal, values = _equal(name, column, value)
        return f"NOT (({equal}) IS TRUE)", values
    if operator == "=":
        return _equal(name, column, value)
    if name not in (*DAYS, *NUMBERS, SIZE):
        raise QueryError(f"{name} cannot be compared with {operator}, only with = and !=")
    if operator == "within":
        return f"substr({column}, 1, ?) = ?", [len(str(value)), str(value)]
    if operator == "between":
        part: _Part = (f"{column} BETWEEN ? AND ?", [_plain(value), _plain(condition.upper)])
    else:
        part = (f"{column} {_COMPARED[operator]} ?", [_plain(value)])
    if condition.currency:
        return f"({part[0]}) AND r.currency = ? COLLATE NOCASE", [*part[1], condition.currency]
    return part


def _equal(name: str, column: str, value: str | Decimal | None) -> _Part:
    if name == "account":
        return "r.account_term = ?", [term_of(str(value))]
    if name in TERMS:
        return f"{column} = ? COLLATE NOCASE", [term_of(str(value))]
    return f"{column} = ?", [_plain(value)]


def _column(name: str) -> str:
    """Where a value of a row stands; NULL where it has none."""
    if name == SIZE:
        return "abs(r.amount)"
    if name in (*DAYS, *NUMBERS):
        return f"r.{name}"
    if name in (*TERMS, "party"):
        return f"nullif(r.{'name' if name == 'table' else name}, '')"
    if name in TEXTS:
        return f"nullif(json_extract(r.cells, '$.{name}'), '')"
    raise QueryError(f"rows have no {name}")


def _order(sort: RowSort) -> str:
    direction = "DESC" if sort.descending else "ASC"
    column = "d.path" if sort.by == "path" else _column(sort.by)
    return f"{column} {direction} NULLS LAST, d.id, r.number"


def _group(by: str) -> _Group:
    if not by:
        return "''", "", []
    if by in PERIODS:
        return f"substr(r.date, 1, {PERIODS[by]})", "", []
    if by in OWN_GROUPS:
        return _column(by), "", []
    if by == "path":
        return "d.path", _OF_DOCUMENT, []
    if by == "collection":
        return "v.value", f"{_OF_DOCUMENT} LEFT JOIN json_each(d.collections) AS v", []
    joined = f"{_OF_DOCUMENT} LEFT JOIN json_each((SELECT value FROM json_each(d.fields) WHERE key = ?)) AS v"
    return "v.value", joined, [clean(by)]


def _sum(sign: str) -> str:
    """The two parts of a sum of what is above or below zero."""
    signed = f"CASE WHEN r.units {sign} 0 THEN r.units ELSE 0 END"
    return f"sum(({signed}) / {_MILLION}), sum(({signed}) % {_MILLION})"


def _money(millions: int | None, rest: int | None) -> Decimal:
    units = (millions or 0) * _MILLION + (rest or 0)
    return as_amount(Decimal(units).scaleb(-UNITS_DIGITS))


def _plain(value: str | Decimal | None) -> object:
    return float(value) if isinstance(value, Decimal) else value


def _hit(found: tuple[object, ...]) -> RowHit:
    id, title, path, name, number, cells, day, account, currency, party, page, *rest = found
    start, end, corrected, added = rest
    row = Row(
        str(name),
        int(str(number)),
        json.loads(str(cells)),
        str(day or ""),
        str(account),
        str(currency),
        str(party),
        None if page is None else int(str(page)),
        int(str(start)),
        int(str(end)),
        RowCorrections(json.loads(str(corrected)), bool(added)),
    )
    return RowHit(str(id), str(title), str(path), row)
