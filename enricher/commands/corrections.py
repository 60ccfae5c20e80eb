"""Commands for what people say about entities, against or beside the models."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from enricher.commands.answers import print_body
from enricher.commands.correction_lines import print_correction
from enricher.commands.homes import NUMBER, open_home
from enricher.commands.table_boxes import table
from enricher.documents.notices import in_words
from enricher.ledger.actors import user
from enricher.terminal.options import home_option, json_option
from enricher.terminal.printing import dim, printable

if TYPE_CHECKING:
    from enricher.review.service import Outcome

_category = click.option("--category", required=True, metavar="C", help="Of the schema.")
_text = click.option(
    "--text", required=True, metavar="WORDS", help="The words, as the document writes them."
)


@click.group(
    epilog="\b\nExample:\n"
    '  enricher corrections add nda.pdf --category Party --text "Acme Ltd"\n'
    '  enricher corrections add nda.pdf --category Party --text "Client" --reject --every'
)
def corrections() -> None:
    """Correct the entities and tables of a document, and undo corrections.

    A correction outlives every model and every new version of the document, as long as its words
    are still there. Search shows it at once.
    """


@corrections.command(
    epilog="\b\nExample:\n"
    '  enricher corrections add nda.pdf --category Term --text "for good" --value "99 years"\n'
    "  enricher corrections add nda.pdf --category DocumentType --value employment\n"
    '  enricher corrections add nda.pdf --category Date --text "May 1, 2014" --instead-of EffectiveDate\n'
    "  enricher corrections add nda.pdf --category Term --none"
)
@click.argument("document")
@_category
@click.option("--text", metavar="WORDS", default="", help="The words, as the document writes them.")
@click.option("--none", is_flag=True, help="The document has no entity of this category.")
@click.option(
    "--occurrence", type=click.IntRange(1), metavar="N", help="Which occurrence of the words."
)
@click.option(
    "--every", is_flag=True, help="All occurrences of the words, except inside longer entities."
)
@click.option("--reject", is_flag=True, help="The words are not an entity of this category.")
@click.option("--value", metavar="V", help="The value, if the words do not state it.")
@click.option("--instead-of", metavar="C", help="The category that the words were mistaken for.")
@home_option()
@json_option
def add(
    document: str,
    category: str,
    text: str,
    none: bool,
    occurrence: int | None,
    every: bool,
    reject: bool,
    value: str | None,
    instead_of: str | None,
    home: Path,
    as_json: bool,
) -> None:
    """Mark WORDS of a document as an entity of a category or, with --reject, as not one.

    With --none, the document has no entity of that category, whatever models find, unless someone
    tags one later.

    DOCUMENT is a path (`archive.zip!/contract.pdf` for members) or an id. If the model found the
    same entity, it is confirmed; if it found other bounds, these replace them.
    """
    from enricher.review.service import Wish
    from enricher.wiring.review import corrections

    if none == bool(text) and (none or value is None):
        raise click.UsageError("name the words (--text), or use --none")
    wish = Wish(
        category,
        text,
        occurrence=occurrence,
        every=every,
        reject=reject,
        none=none,
        value=value,
        instead_of=instead_of,
    )
    with open_home(home) as opened:
        outcome = corrections(opened).correct(document, wish, user())
    _print_outcome(outcome, as_json)
    entity = outcome.entity
    if entity is not None and entity.value is None and not as_json:
        why = in_words(entity.warnings[0]) if entity.warnings else "the words state none"
        click.echo(f"warning: it has no value ({printable(why)}); --value gives one", err=True)


_row = click.option(
    "--row",
    type=click.IntRange(1),
    metavar="N",
    help="The row of the table as it is now, counted from 1.",
)
_table = click.option(
    "--table",
    type=click.IntRange(1),
    default=1,
    metavar="N",
    help="The table of the document, counted from 1.",
)
_cells = click.argument("cells", nargs=-1, metavar="COLUMN=VALUE...")


@corrections.command(
    epilog="\b\nExample:\n"
    "  enricher corrections cell march.pdf --row 12 amount=-12.50\n"
    "  enricher corrections cell march.pdf --row 12 balance="
)
@click.argument("document")
@_cells
@_table
@_row
@home_option()
@json_option
def cell(
    document: str, cells: tuple[str, ...], table: int, row: int | None, home: Path, as_json: bool
) -> None:
    """Set a cell of a table, or clear it with nothing after the `=`.

    DOCUMENT is a path or an id. Proofs, rows and registers are updated at once.
    """
    _correct_table(home, document, as_json, "set-cell", table, row, cells)


@corrections.command(
    epilog="\b\nExample:\n"
    "  enricher corrections row march.pdf --remove --row 12\n"
    "  enricher corrections row march.pdf --row 11 date=2025-03-07 amount=-12.50"
)
@click.argument("document")
@_cells
@_table
@_row
@click.option("--remove", is_flag=True, help="Remove the row.")
@click.option("--before", is_flag=True, help="Add the new row before --row, not after it.")
@home_option()
@json_option
def row(
    document: str,
    cells: tuple[str, ...],
    table: int,
    row: int | None,
    remove: bool,
    before: bool,
    home: Path,
    as_json: bool,
) -> None:
    """Add a row to a table after another one (without --row, at its end), or remove a row.

    DOCUMENT is a path or an id. Proofs, rows and registers are updated at once.
    """
    act = "remove-row" if remove else "add-row"
    _correct_table(home, document, as_json, act, table, row, cells, before=before)


@corrections.command(
    epilog="\b\nExample:\n"
    "  enricher corrections fact march.pdf opening_balance=500.00\n"
    "  enricher corrections fact march.pdf closing_balance="
)
@click.argument("document")
@click.argument("facts", nargs=-1, metavar="NAME=VALUE")
@_table
@home_option()
@json_option
def fact(document: str, facts: tuple[str, ...], table: int, home: Path, as_json: bool) -> None:
    """Set the opening or closing balance, the currency or the account of a table; of invoice lines the charges or rounding.

    DOCUMENT is a path or an id. Nothing after the `=` clears it. Proofs, rows and registers are
    updated at once.
    """
    _correct_table(home, document, as_json, "set-fact", table, None, facts)


def _correct_table(
    home: Path,
    document: str,
    as_json: bool,
    act: str,
    table: int,
    row: int | None,
    cells: tuple[str, ...],
    *,
    before: bool = False,
) -> None:
    from enricher.api.bodies.documents import CorrectionBody
    from enricher.documents.corrections import Act
    from enricher.review.table_corrections import TableWish
    from enricher.wiring.review import table_corrections

    given = {}
    for one in cells:
        name, sign, value = one.partition("=")
        if not sign:
            raise click.UsageError(
                f"{one!r} is not {'NAME' if act == 'set-fact' else 'COLUMN'}=VALUE"
            )
        given[name] = value
    wish = TableWish(Act(act), table - 1, None if row is None else row - 1, given, before)
    with open_home(home) as opened:
        correction = table_corrections(opened).correct(document, wish, user())
    if as_json:
        print_body(correction, CorrectionBody)
    else:
        print_correction(correction)


@corrections.command(
    epilog='\b\nExample:\n  enricher corrections suppress --category Party --text "the Company"'
)
@_category
@_text
@home_option()
@json_option
def suppress(category: str, text: str, home: Path, as_json: bool) -> None:
    """Mark WORDS as not an entity of a category in all documents, including future ones.

    Removes entities that are exactly these words, in any case. Entities that people tagged stay.
    """
    from enricher.wiring.review import corrections

    with open_home(home) as opened:
        outcome = corrections(opened).suppress(category, text, user())
    _print_outcome(outcome, as_json)


@corrections.command(name="list", epilog="\b\nExample:\n  enricher corrections list --lost")
@click.argument("document", required=False, metavar="[DOCUMENT]")
@click.option("--lost", is_flag=True, help="Only corrections that do not apply, with the reason.")
@click.option("--all", "undone", is_flag=True, help="Include undone corrections.")
@home_option()
@json_option
def list_(document: str | None, lost: bool, undone: bool, home: Path, as_json: bool) -> None:
    """List corrections, latest first: all of them, or those of a document (a path or an id)."""
    from enricher.api.bodies.documents import CorrectionBody
    from enricher.wiring.review import corrections

    with open_home(home) as opened:
        found = corrections(opened).list(document, lost=lost, undone=undone)
        places = {one.document: opened.ledger.accounts.place_of(one.document) for one in found}
    if as_json:
        print_body(found, list[CorrectionBody])
        return
    if not found:
        click.echo("all corrections apply" if lost else "no corrections")
    for one in found:
        print_correction(one, places[one.document])


@corrections.command(epilog="\b\nExample:\n  enricher corrections undo 12")
@click.argument("number", type=NUMBER, metavar="ID")
@home_option()
@json_option
def undo(number: int, home: Path, as_json: bool) -> None:
    """Undo a correction; the models' result shows again."""
    from enricher.wiring.review import corrections

    with open_home(home) as opened:
        outcome = corrections(opened).undo(number, user())
    _print_outcome(outcome, as_json)


@corrections.command(epilog="\b\nExample:\n  enricher corrections labels loans")
@click.argument("name", metavar="PROJECT")
@home_option()
@json_option
def labels(name: str, home: Path, as_json: bool) -> None:
    """Add people's corrections to the labels of a project.

    Tagged entities become labels; rejected ones stop being labels. In a document that is new to
    the project, nothing else counts as tagged. Run it again after more corrections.
    """
    from enricher.projects.correction_labels import Taken
    from enricher.wiring.projects import correction_labels, open_project

    with open_home(home) as opened, open_project(home, name, user()) as project:
        taken = correction_labels(opened).take(project)
    if as_json:
        print_body(taken, Taken)
        return
    click.echo(
        f"{taken.labels} labels; {len(taken.added)} documents added, {len(taken.changed)} changed,"
        f" {len(taken.unchanged)} unchanged"
    )
    for name in taken.other_text:
        click.echo(
            f"warning: {printable(name)} has a different text in the project; its labels were not changed",
            err=True,
        )


def _print_outcome(outcome: Outcome, as_json: bool) -> None:
    from enricher.api.bodies.documents import OutcomeBody, outcome_body

    if as_json:
        print_body(outcome_body(outcome), OutcomeBody)
        return
    print_correction(outcome.correction)
    if not outcome.correction.document:
        click.echo(dim(f"changed {outcome.documents} documents"))


corrections.add_command(table)
