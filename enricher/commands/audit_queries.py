"""Commands for questions of auditors: kept under a name, asked as of a day."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from enricher.commands.answers import print_body
from enricher.commands.homes import open_home
from enricher.terminal.options import home_option, json_option
from enricher.terminal.printing import dim, heading, print_json, printable

if TYPE_CHECKING:
    from enricher.audit.answers import Answer
    from enricher.ledger.snapshots import PastDocument

_SECONDS = 10.0  # that an answer as of now may take to see what changed


@click.group(
    epilog="\b\nExample:\n  enricher audit query list\n"
    "  enricher audit query run no-governing-law --as-of 2026-03-31"
)
@home_option()
@click.pass_context
def query(context: click.Context, home: Path) -> None:
    """Save audit questions, and answer them as of a day.

    An answer lists the documents of that day, their contents, models, values and corrections, and
    their findings with the versions of policies and the decisions.
    """
    context.find_root().obj = home


@query.command(name="list", epilog="\b\nExample:\n  enricher audit query list --json")
@home_option()
@json_option
def list_(home: Path, as_json: bool) -> None:
    """List the questions that ship with projects and those that people saved."""
    from enricher.api.bodies import to_json
    from enricher.api.bodies.audit import QueryBody
    from enricher.wiring.audit import build_queries

    with open_home(home) as opened:
        known = build_queries(opened).all()
    if as_json:
        print_json({"queries": to_json(known, list[QueryBody])})
        return
    if not known:
        click.echo("no audit queries yet: enricher audit query save NAME --where CONDITION")
    for one in known:
        saved = "" if one.is_shipped else "  saved"
        click.echo(f"{heading(printable(one.name))}  {printable(one.title)}{dim(saved)}")
        click.echo(f"  {dim(printable(one.text))}")


@query.command(
    epilog="\b\nExample:\n  enricher audit query save swiss-loans --where 'Money>=1m CHF'"
    " --title 'Loans of a million francs'"
)
@click.argument("name", metavar="NAME")
@click.argument("words", nargs=-1, metavar="[QUERY]")
@click.option(
    "--where", multiple=True, metavar="FILTER", help="A filter. Repeatable: all must hold."
)
@click.option("--title", default="", metavar="TEXT", help="The question in words.")
@home_option()
@json_option
def save(
    name: str, words: tuple[str, ...], where: tuple[str, ...], title: str, home: Path, as_json: bool
) -> None:
    """Save a question under a name, for everyone.

    FILTER is a filter of `enricher search --where`, or one on accepted (policies with an accepted
    finding), undecided (policies that could not decide), audited (the day) or corrected (corrected
    categories), each with =, !=, :missing and :present. A question with words in its QUERY cannot
    be answered as of a past day.
    """
    from enricher.api.bodies.audit import QueryBody
    from enricher.ledger.days import local_time
    from enricher.wiring.audit import build_queries

    with open_home(home) as opened:
        kept = build_queries(opened).save(name, " ".join(words), where, title, local_time().date())
    if as_json:
        print_body(kept, QueryBody)
    else:
        click.echo(f"saved: enricher audit query run {printable(kept.name)}")


@query.command(epilog="\b\nExample:\n  enricher audit query drop swiss-loans")
@click.argument("name", metavar="NAME")
@home_option()
def drop(name: str, home: Path) -> None:
    """Delete a saved question."""
    from enricher.wiring.audit import build_queries

    with open_home(home) as opened:
        build_queries(opened).drop(name)
    click.echo(f"dropped {printable(name)}")


@query.command(
    epilog="\b\nExample:\n  enricher audit query run ending-soon\n"
    "  enricher audit query run accepted-exceptions --as-of 2026-03-31 --csv answer.csv"
)
@click.argument("name", metavar="NAME")
@click.option(
    "--as-of",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="The answer as it was at the end of this day.  [default: now]",
)
@click.option(
    "--csv",
    "file",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write a row for each document to this file.",
)
@home_option()
@json_option
def run(name: str, day: datetime | None, file: Path | None, home: Path, as_json: bool) -> None:
    """Answer a question, as of now or as of a day.

    Dates such as today+90d are relative to that day. Recent changes are audited first, for up to
    ten seconds.
    """
    from enricher.api.bodies.audit import AnswerBody, answer_body
    from enricher.audit.tables import write_answer
    from enricher.ledger.days import local_time
    from enricher.wiring.audit import audit_home, build_answers, build_queries

    with open_home(home) as opened:
        asked = build_queries(opened).get(name)
        now = local_time()
        if day is None or day.date() == now.date():
            audit_home(opened, now, _SECONDS)
        found = build_answers(opened).on(asked, day.date() if day else None, local_time())
    if file is not None:
        write_answer(found, file)
    if as_json:
        print_body(answer_body(found), AnswerBody)
        return
    if file is not None:
        click.echo(f"{file}: {_counted(found.total)}")
        return
    _print_answer(found)


def _print_answer(found: Answer) -> None:
    click.echo(heading(printable(found.query.title or found.query.name)))
    click.echo(dim(printable(found.query.text)))
    for one in found.documents:
        _print_document(found, one)
    click.echo(f"{_counted(found.total)} as of {found.moment.astimezone():%Y-%m-%d %H:%M}")


def _print_document(found: Answer, one: PastDocument) -> None:
    from enricher.audit.wording import corrections_line, finding_line, values_line

    entry = one.entry
    click.echo(f"{heading(printable(one.name))}  {dim(one.id)}")
    click.echo(f"  {dim(printable(entry.paths[0]))}")
    content = f"content {entry.sha256[:12]} of {entry.seen.astimezone():%Y-%m-%d %H:%M}"
    read = f", read by {', '.join(entry.models)}" if entry.models else ""
    click.echo(f"  {dim(printable(content + read))}")
    if values := values_line(found, one):
        click.echo(f"  {printable(values)}")
    if corrections := corrections_line(one):
        click.echo(f"  {printable(corrections)}")
    for finding in one.findings:
        click.echo(f"  {finding.state} {printable(finding_line(found, finding))}")
    if "undecided" in found.asked:
        for policy, reason in sorted(one.undecided.items()):
            click.echo(f"  undecided {printable(policy)}: {printable(reason)}")


def _counted(count: int) -> str:
    return f"{count:,} document{'' if count == 1 else 's'}"
