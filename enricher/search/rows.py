"""Rows of tables over all documents: found by what a person wrote, and added up.

words, conditions --grammar--> nodes, parties by the names that are shown --> index --> rows, sums
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from enricher.documents.corrections import Correction
from enricher.errors import InputError
from enricher.query.grammar import parse_where
from enricher.query.nodes import And, Node
from enricher.query.parser import join_nodes
from enricher.query.parties import ask_for_shown
from enricher.query.row_grammar import ROW_ATTRIBUTES, parse_row_query, row_types
from enricher.query.rows import (
    OWN_GROUPS,
    ROW_SORTS,
    RowHit,
    RowIndex,
    RowSort,
    RowSum,
    plain_bounds,
)
from enricher.schema import EntitySchema
from enricher.search.removed_rows import RemovedRow, removed_rows
from enricher.search.service import Parties

GROUPS = (*OWN_GROUPS, "collection", "path")
"""What rows are added up by, beside the categories of their documents."""

SHOWN = ("date", "description", "quantity", "unit_price", "amount", "balance")
"""Columns that rows are shown with, where they have them."""


@dataclass(frozen=True, slots=True)
class FoundRows:
    """A page of rows.

    Attributes:
        total: of all rows found, on this page or not.
        sums: of all rows found, one for each currency.
        groups: the same by what was asked for, () where nothing was.
        removed: rows that people removed from the documents of this page.
    """

    total: int
    hits: tuple[RowHit, ...]
    sums: tuple[RowSum, ...]
    groups: tuple[RowSum, ...] = ()
    removed: tuple[RemovedRow, ...] = ()


@dataclass(frozen=True, slots=True)
class RowSearch:
    """Reads what is asked of rows, and asks the index.

    Attributes:
        index: is asked for when it is first needed.
        schema: of all that reads any collection, as it is now.
        corrections: what people say of a document, by its id.
    """

    index: Callable[[], RowIndex]
    parties: Parties
    schema: Callable[[], EntitySchema]
    corrections: Callable[[str], Sequence[Correction]]

    def find(
        self,
        query: str = "",
        *,
        where: Sequence[str] = (),
        by: str = "",
        groups: int = 200,
        sort: str = "date",
        size: int = 20,
        offset: int = 0,
    ) -> FoundRows:
        """Find rows with what a person wrote.

        Args:
            where: more conditions, which all must hold.
            by: one of `GROUPS`, or a category.
            groups: how many sums at most.
            sort: `date` (latest first) or another column, with `:asc` or `:desc` behind it.

        Raises:
            QueryError: the query or a condition cannot be read; it has the place of the fault.
            InputError: rows cannot be sorted or added up by this.
        """
        index = self.index()
        node, order, group = self.read(query, where), read_sort(sort), self._group(by)
        page = index.rows(node, order, size, offset)
        return FoundRows(
            page.total,
            page.hits,
            tuple(index.sums(node, "", groups)),
            tuple(index.sums(node, group, groups)) if group else (),
            tuple(self.removed({one.document: one.path for one in page.hits})),
        )

    def removed(self, documents: Mapping[str, str]) -> Iterator[RemovedRow]:
        """The rows that people removed from documents, each named with its path."""
        return removed_rows(documents, self.corrections)

    def hits(self, query: str, where: Sequence[str], sort: str) -> Iterator[RowHit]:
        """Every row found once, in order; raises what `find` raises at once."""
        return self.index().scan_rows(self.read(query, where), read_sort(sort))

    def read(self, query: str, where: Sequence[str]) -> Node | None:
        """What a person wrote, as an index is asked."""
        schema = self.schema()
        types = row_types(schema.types)
        asked = [
            parse_row_query(query, schema.types, _today(), schema.choices),
            parse_where(where, types, _today(), ROW_ATTRIBUTES, schema.choices),
        ]
        nodes = [node for node in asked if node is not None]
        if not nodes:
            return None
        shown = ask_for_shown(join_nodes(And, nodes), types, self.parties.shown)
        return plain_bounds(shown)

    def _group(self, by: str) -> str:
        if not by:
            return ""
        names = (*GROUPS, *self.schema().names)
        same = [one for one in names if one == by] or [
            one for one in names if one.casefold() == by.casefold()
        ]
        if not same:
            raise InputError(
                f"rows cannot be added up by {by!r}; there are: {', '.join(GROUPS)} and the"
                " categories of their documents"
            )
        return same[0]


def read_sort(text: str) -> RowSort:
    """Read an order of rows.

    Raises:
        InputError: rows have no such column, or no such direction.
    """
    name, _, direction = text.partition(":")
    if name not in ROW_SORTS or direction not in ("", "asc", "desc"):
        raise InputError(
            f"rows cannot be sorted by {text!r}; there are: {', '.join(ROW_SORTS)}, followed by"
            " :asc or :desc"
        )
    return RowSort(name, descending=direction == "desc" or (name == "date" and not direction))


def columns_of(hits: Sequence[RowHit]) -> tuple[str, ...]:
    """The columns that some rows are shown with: what any of them has."""
    return tuple(one for one in SHOWN if any(cell_of(hit, one) for hit in hits))


def cell_of(hit: RowHit, column: str) -> str:
    """What stands in a column; of a pair of a form the description is its label and value."""
    cells = hit.row.cells
    if column == "date":
        return hit.row.day or cells.get(column, "")
    if column == "description" and column not in cells:
        return ": ".join(cells[one] for one in ("label", "value") if one in cells)
    return cells.get(column, "")


def read_of(hit: RowHit, column: str) -> str | None:
    """What was read where a person wrote what a column shows, "" for nothing; None where nobody did."""
    read = hit.row.corrections.read
    if column == "description" and column not in hit.row.cells and {"label", "value"} & set(read):
        as_read = {**hit.row.cells, **read}
        return ": ".join(filter(None, (as_read.get(one) for one in ("label", "value"))))
    return read.get(column)


def _today() -> date:
    return datetime.now().astimezone().date()
