"""The command that lists the fields that need review."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from enricher.commands.answers import print_body
from enricher.commands.homes import open_home
from enricher.terminal.options import home_option, json_option
from enricher.terminal.printing import dim, heading, printable

if TYPE_CHECKING:
    from enricher.review.order import Cell
    from enricher.review.queue import Review

_MARKS = {"doubtful": "?", "reviewed": "✓", "sure": " ", "unexpected": " "}


@click.command(
    epilog="\b\nExample:\n  enricher review --size 5\n"
    "  enricher review 'confidential information' --where Jurisdiction=Delaware --precision 0.95"
)
@click.argument("query", nargs=-1, metavar="[QUERY]")
@click.option(
    "--where", multiple=True, metavar="FILTER", help="A filter. Repeatable: all must hold."
)
@click.option(
    "--collection",
    "collections",
    multiple=True,
    metavar="NAME",
    help="Only documents in this collection.",
)
@click.option("--assignee", metavar="NAME", help="Only documents of this user, or of nobody.")
@click.option(
    "--precision",
    type=click.FloatRange(0, 1, min_open=True),
    default=0.98,
    show_default=True,
    help="The share of unreviewed fields that must be right.",
)
@click.option("--all", "everything", is_flag=True, help="Include documents that need no review.")
@click.option("--size", type=click.IntRange(0), default=20, show_default=True)
@click.option(
    "--from", "offset", type=click.IntRange(0), default=0, help="How many documents to skip."
)
@home_option()
@json_option
def review(
    query: tuple[str, ...],
    where: tuple[str, ...],
    collections: tuple[str, ...],
    assignee: str | None,
    precision: float,
    everything: bool,
    size: int,
    offset: int,
    home: Path,
    as_json: bool,
) -> None:
    """List the fields that need review, by document, least certain first.

    QUERY and FILTER are those of `enricher search`. Fields that a person confirmed or corrected are
    not listed again. Review them on the portal's page Review (`enricher serve`), or with `enricher
    corrections add`.
    """
    from enricher.api.bodies.review import ReviewAnswer
    from enricher.review.queue import Chosen
    from enricher.wiring.people import build_assignments
    from enricher.wiring.review import reviews

    with open_home(home) as opened:
        whose = None if assignee is None else build_assignments(opened).asked(assignee, None)
        chosen = Chosen(" ".join(query), where, collections, precision, whose)
        found = reviews(opened).page(chosen, everything=everything, size=size, offset=offset)
    if as_json:
        print_body(found, ReviewAnswer)
    else:
        _print_review(found)


def _print_review(found: Review) -> None:
    made = found.survey
    sure, doubtful = made.sure, made.unsure
    click.echo(
        f"{sure:,} of {sure + doubtful:,} fields need no review at {made.precision:.4g} precision;"
        f" {doubtful:,} need review, in {len(made.doubtful):,} documents;"
        f" {made.reviewed:,} were looked at"
    )
    if found.cut:
        click.echo("of the documents found only the first 10,000 were looked at")
    for row in found.rows:
        click.echo()
        click.echo(f"{heading(printable(row.name))}  {dim(row.row.document)}")
        for cell in row.row.cells:
            if cell.state != "unexpected":
                click.echo(_line(cell))


def _line(cell: Cell) -> str:
    value = printable(cell.value) if cell.value is not None else f"no {cell.category} found"
    if cell.readings:
        value = f"ambiguous: {printable(' or '.join(cell.readings))}"
    is_sure = cell.state == "reviewed" or cell.readings
    sure = "" if is_sure else dim(f"{cell.confidence:.0%}")
    return (
        f"  {_MARKS[cell.state]} {click.style(f'{cell.category:<14}', fg='cyan')} {value}  {sure}"
    )
