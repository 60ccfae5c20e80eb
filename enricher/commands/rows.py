"""The command that searches rows of tables."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from enricher.commands.answers import print_body
from enricher.commands.homes import open_home
from enricher.terminal.options import home_option, json_option
from enricher.terminal.printing import dim, print_table
from enricher.text.excerpts import excerpt

if TYPE_CHECKING:
    from enricher.query.rows import RowHit, RowSum

_LONGEST_TEXT = 60
_CORRECTED, _ADDED = " (corrected)", " (row added)"
_SUMMED = ("rows", "in", "out", "sum")


@click.command(
    epilog="\b\nExample:\n  enricher rows 'amount>10000 description:acme'\n  enricher rows 'Bank:\"Pennine Bank plc\" date:2025-03' --by party\n  enricher rows table:lines --by Vendor --xlsx lines.xlsx"
)
@click.argument("query", nargs=-1, metavar="[QUERY]")
@click.option(
    "--where", multiple=True, metavar="FILTER", help="A condition. Repeatable: all must hold."
)
@click.option(
    "--by",
    default="",
    metavar="G",
    help="Add up by day, month, year, account, party, table, description, collection, path or a"
    " category of the documents.",
)
@click.option(
    "--sort",
    default="date",
    show_default=True,
    metavar="COLUMN[:asc|:desc]",
    help="date: latest first.",
)
@click.option("--size", type=click.IntRange(0, 10_000), default=20, show_default=True)
@click.option("--from", "offset", type=click.IntRange(0), default=0, help="How many rows to skip.")
@click.option(
    "--xlsx",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write all rows found, with their sums, to a workbook.",
)
@home_option()
@json_option
def rows(
    query: tuple[str, ...],
    where: tuple[str, ...],
    by: str,
    sort: str,
    size: int,
    offset: int,
    xlsx: Path | None,
    home: Path,
    as_json: bool,
) -> None:
    """Find rows of tables, such as the transactions of all statements, and add them up.

    QUERY: words of the row (all of them), "phrases", OR, -word, and conditions written without
    spaces: amount>10000, abs>=500, balance<0, date>=2025-03-01, date:2025-03, description:acme,
    account:IBAN, currency:EUR, table:lines, quantity>3, or any condition on the document, such as
    Bank:missing or collection:statements. Amounts are signed: outgoing ones are negative.

    Rows are searchable only in collections with this setting: `enricher collections serve NAME
    --rows`.
    """
    from enricher.api.bodies.rows import FoundRowsBody
    from enricher.ingestion.indexer import fill
    from enricher.wiring.search import row_search

    asked = " ".join(query)
    with open_home(home) as opened:
        fill(opened.ledger.documents, opened.index)
        search = row_search(opened)
        found = search.find(asked, where=where, by=by, sort=sort, size=size, offset=offset)
        if xlsx is not None:
            from enricher.search.row_exports import write_rows

            all_rows = search.hits(asked, where, sort)
            written = write_rows(all_rows, found.sums, by, found.groups, xlsx, search.removed)
            click.echo(f"{written} row{'' if written == 1 else 's'} written to {xlsx}", err=True)
        is_asked_for = opened.ledger.collections.have_rows()
    if as_json:
        print_body(found, FoundRowsBody)
        return
    if not is_asked_for:
        click.echo("no collection has searchable rows: enricher collections serve NAME --rows")
        return
    if by:
        _print_sums(by, found.groups)
    else:
        _print_hits(found.hits)
    click.echo(dim(f"{found.total} row{'' if found.total == 1 else 's'}"))
    if found.removed and not by:
        count = len(found.removed)
        click.echo(
            dim(
                f"people removed {count} row{'' if count == 1 else 's'} of these documents (--json)"
            )
        )
    _print_sums("", [one for one in found.sums if one.incoming or one.outgoing])


def _print_hits(hits: Sequence[RowHit]) -> None:
    if not hits:
        return
    from enricher.search.rows import cell_of, columns_of, read_of

    def shown(hit: RowHit, name: str) -> str:
        text = excerpt(cell_of(hit, name), _LONGEST_TEXT)
        return text if read_of(hit, name) is None else f"{text}{_CORRECTED}"

    columns = columns_of(hits)
    print_table(
        (*(one.replace("_", " ") for one in columns), "currency", "document", "page"),
        [
            (
                *(shown(hit, name) for name in columns),
                hit.row.currency,
                hit.title + (_ADDED if hit.row.corrections.is_added else ""),
                str(hit.row.page or ""),
            )
            for hit in hits
        ],
    )


def _print_sums(by: str, sums: Sequence[RowSum]) -> None:
    if not sums:
        return
    named = [
        (*((excerpt(one.key, _LONGEST_TEXT) or "none",) if by else ()), one.currency or "unknown")
        for one in sums
    ]
    numbers = [
        [f"{one.count:,}", *(f"{each:,}" for each in (one.incoming, one.outgoing, one.total))]
        for one in sums
    ]
    columns = [
        _right(title, column)
        for title, column in zip(_SUMMED, zip(*numbers, strict=True), strict=True)
    ]
    titles, *lines = zip(*columns, strict=True)
    print_table(
        (*((by,) if by else ()), "currency", *titles),
        [(*names, *line) for names, line in zip(named, lines, strict=True)],
    )


def _right(title: str, column: Sequence[str]) -> list[str]:
    """A column of numbers below its title, each ending at the same place."""
    width = max(map(len, (title, *column)))
    return [one.rjust(width) for one in (title, *column)]
