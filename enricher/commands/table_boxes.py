"""The command that adds a table which was missed, by a box around it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from enricher.commands.answers import print_body
from enricher.commands.correction_lines import print_correction
from enricher.commands.homes import open_home
from enricher.ledger.actors import user
from enricher.terminal.options import home_option, json_option
from enricher.terminal.printing import print_table, printable

if TYPE_CHECKING:
    from enricher.documents.added_tables import Box
    from enricher.review.table_boxes import BoxTable


@click.command(
    epilog="\b\nExample:\n"
    "  enricher corrections table lease.pdf --page 3 --box 0.1,0.25,0.9,0.6 --try\n"
    "  enricher corrections table march.pdf --page 1 --box 0.1,0.4,0.9,0.9 --kind transactions",
)
@click.argument("document")
@click.option("--page", type=click.IntRange(1), required=True, metavar="N", help="From 1.")
@click.option(
    "--box",
    required=True,
    metavar="L,T,R,B",
    help="Left, top, right and bottom of the table, as fractions of the page.",
)
@click.option(
    "--kind",
    type=click.Choice(["table", "transactions", "lines"]),
    default="table",
    help="What the table has: its columns as printed, transactions, or lines of an invoice.",
)
@click.option("--try", "is_trial", is_flag=True, help="Only show what is read in the box.")
@home_option()
@json_option
def table(
    document: str, page: int, box: str, kind: str, is_trial: bool, home: Path, as_json: bool
) -> None:
    """Add a table that was missed: it is read in a box on a page of a PDF.

    DOCUMENT is a path or an id. Undoing the correction removes the table.
    """
    from enricher.api.bodies.documents import CorrectionBody
    from enricher.api.bodies.tables import BoxTableBody
    from enricher.review.table_boxes import BoxWish
    from enricher.wiring.review import pictures_of, table_boxes

    wish = BoxWish(page, _edges(box), kind)
    with open_home(home) as opened, pictures_of(opened) as pictures:
        boxes = table_boxes(opened, pictures)
        if is_trial:
            found = boxes.look(document, wish)
        else:
            correction = boxes.add(document, wish, user())
    if is_trial and as_json:
        print_body(BoxTableBody.of_box(found), BoxTableBody)
    elif is_trial:
        _print_table(found)
    elif as_json:
        print_body(correction, CorrectionBody)
    else:
        print_correction(correction)


def _edges(written: str) -> Box:
    try:
        left, top, right, bottom = map(float, written.split(","))
    except ValueError:
        raise click.UsageError(
            f"--box {written!r} is not four numbers, such as 0.1,0.2,0.9,0.6"
        ) from None
    return left, top, right, bottom


def _print_table(found: BoxTable) -> None:
    table = found.table
    rows = [[value or "" for value in row.values()] for row in table.records()]
    print_table([one.name for one in table.columns], rows)
    for one in found.unread:
        click.echo(
            f"warning: row {one.row + 1}, {printable(one.column)}: {printable(one.words)!r} is no value",
            err=True,
        )
