"""Tables in a box that a person drew around them on the picture of a page; satisfies `ReadBox`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from connectors.layout.alignment import Alignment
from connectors.layout.grids import grid_in
from connectors.layout.invoices.reader import lines_in
from connectors.layout.statements.reader import transactions_in
from enricher.documents.added_tables import BoxedWords, BoxReading
from enricher.documents.layout import WordPage
from enricher.documents.tables import LINES, TRANSACTIONS


def read_box(kind: str, given: BoxedWords, types: Sequence[str] = ()) -> BoxReading:
    """The tables in a box.

    Args:
        kind: one of `enricher.documents.added_tables.KINDS`.
        types: of the columns of a table without a meaning of its own, () leaves them to their cells.
    """
    alignment = Alignment(given.text, given.pages)
    page = _page(given, is_in=True)
    places = zip(given.places, given.inside, strict=True)
    alignment.put(page.number, [place for place, is_in in places if is_in])
    if kind == TRANSACTIONS:
        around = _page(given, is_in=False)
        return BoxReading(transactions_in(page, around, alignment))
    if kind == LINES:
        return BoxReading(lines_in(page, alignment))
    return grid_in(page, alignment, types)


def _page(given: BoxedWords, *, is_in: bool) -> WordPage:
    words = zip(given.page.words, given.inside, strict=True)
    return replace(given.page, words=tuple(one for one, at in words if at is is_in))
