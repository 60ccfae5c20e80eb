"""Commands for the playbook: standard wordings of clauses, and documents held against them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from enricher.commands.answers import print_body
from enricher.commands.clauses import marked
from enricher.commands.homes import open_home
from enricher.ledger.actors import user
from enricher.terminal.options import home_option, json_option
from enricher.terminal.printing import dim, heading, print_table, printable
from enricher.text.excerpts import excerpt

if TYPE_CHECKING:
    from enricher.audit.clauses.survey import HeldDocument

_STATES = {"same": "green", "close": "yellow", "other": "red", "missing": "red"}
_project = click.option(
    "--project",
    metavar="NAME",
    help="The project of the clause.  [default: the one that has the category]",
)


@click.group(
    epilog="\b\nExample:\n  enricher playbook set GoverningLaw our-law.txt\n"
    "  enricher playbook check --state other --state missing"
)
@home_option()
@click.pass_context
def playbook(context: click.Context, home: Path) -> None:
    """Compare the clauses of documents with your standard wordings.

    The standard wording of a clause is the file HOME/projects/NAME/playbook/CATEGORY.txt. Text in
    square brackets, and ___, matches any words.
    """
    context.find_root().obj = home


@playbook.command(name="list", epilog="\b\nExample:\n  enricher playbook list --json")
@home_option()
@json_option
def list_(home: Path, as_json: bool) -> None:
    """List the standard wordings."""
    from enricher.api.bodies.playbook import StandardBody
    from enricher.wiring.clauses import playbook

    with open_home(home) as opened:
        found = playbook(opened).standards()
    if as_json:
        print_body(found, list[StandardBody])
    elif not found:
        click.echo("no clause has a standard wording yet: enricher playbook set CATEGORY FILE")
    else:
        print_table(
            ("category", "project", "standard"),
            [(one.category, one.project, excerpt(one.text)) for one in found],
        )


@playbook.command(
    name="set",
    epilog="\b\nExample:\n  enricher playbook set GoverningLaw our-law.txt\n"
    "  echo 'It is governed by the laws of [State].' | enricher playbook set GoverningLaw -",
)
@click.argument("category", metavar="CATEGORY")
@click.argument("file", type=click.File(encoding="utf-8-sig"), metavar="FILE")
@_project
@home_option()
@json_option
def set_(category: str, file: TextIO, project: str | None, home: Path, as_json: bool) -> None:
    """Make the text of FILE (- for standard input) the standard wording of a clause."""
    from enricher.api.bodies.playbook import StandardBody
    from enricher.errors import InputError
    from enricher.wiring.clauses import playbook

    try:
        text = file.read()
    except UnicodeDecodeError as error:
        raise InputError(f"{file.name} is not UTF-8 text; save it as UTF-8") from error
    with open_home(home) as opened:
        kept = playbook(opened)
        standard = kept.write(project or kept.project_of(category), category, text, user())
    if as_json:
        print_body(standard, StandardBody)
    else:
        click.echo(f"{standard.category} has a standard in project {printable(standard.project)}")


@playbook.command(epilog="\b\nExample:\n  enricher playbook remove GoverningLaw")
@click.argument("category", metavar="CATEGORY")
@_project
@home_option()
def remove(category: str, project: str | None, home: Path) -> None:
    """Remove the standard wording of a clause."""
    from enricher.wiring.clauses import playbook

    with open_home(home) as opened:
        kept = playbook(opened)
        named = project or kept.project_of(category)
        kept.remove(named, category, user())
    click.echo(f"{category} has no standard wording in project {printable(named)} any more")


@playbook.command(
    epilog="\b\nExample:\n  enricher playbook check --category GoverningLaw --state other\n"
    "  enricher playbook check supplier --where collection=leases --json"
)
@click.argument("query", nargs=-1, metavar="[QUERY]")
@click.option(
    "--where",
    multiple=True,
    metavar="FILTER",
    help="A filter, as for search. Repeatable: all must hold.",
)
@click.option(
    "--category", "categories", multiple=True, metavar="C", help="Only this clause. Repeatable."
)
@click.option(
    "--state", "states", multiple=True, type=click.Choice(list(_STATES)), help="Only these."
)
@home_option()
@json_option
def check(
    query: tuple[str, ...],
    where: tuple[str, ...],
    categories: tuple[str, ...],
    states: tuple[str, ...],
    home: Path,
    as_json: bool,
) -> None:
    """Compare documents with the standard wordings: same, close, other or missing.

    With a QUERY, only the documents found. Of several passages, the closest one counts. Differences
    are marked: [-words of the standard-] {+words of the document+}.
    """
    from enricher.api.bodies.playbook import SurveyBody
    from enricher.text.nearest import State
    from enricher.wiring.clauses import playbook, playbook_survey

    with open_home(home) as opened:
        survey = playbook_survey(opened)
        asked = survey.lines(" ".join(query), where, categories, list(map(State, states)))
        found = list(asked)
        has_standards = bool(found or playbook(opened).standards())
    if as_json:
        print_body({"total": len(found), "lines": found}, SurveyBody)
        return
    for one in found:
        _print_held(one)
    if not found:
        nothing = "no such documents"
        click.echo(nothing if has_standards else "no clause has a standard wording yet")


def _print_held(one: HeldDocument) -> None:
    state = click.style(f"{one.state.value:<7}", fg=_STATES[one.state.value])
    click.echo(f"{state}  {heading(one.category)}  {printable(one.title)}  {dim(one.document)}")
    if one.state == "close":
        click.echo(f"         {marked(one.differences)}")
    elif one.state == "other":
        click.echo(f"         {printable(excerpt(one.text))}")
