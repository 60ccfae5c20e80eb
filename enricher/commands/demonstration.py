"""The command that shows what enricher does."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from enricher.commands.answers import print_facet
from enricher.commands.ingestion import progress_bar
from enricher.terminal.interruption import interruptible
from enricher.terminal.options import home_option, json_option, start_logging
from enricher.terminal.printing import dim, heading, print_json, printable

if TYPE_CHECKING:
    from enricher.commands.demo_home import Answer, Demonstration

_VALUES_SHOWN = 2


@click.command(epilog="\b\nExample:\n  enricher demo --elasticsearch http://localhost:9200")
@click.option(
    "--elasticsearch",
    metavar="URL",
    default="",
    help="Keep the index at this server, as enricher-demo; keys and certificates come from the"
    " environment as always.",
)
@home_option(default=None)
@json_option
def demo(elasticsearch: str, home: Path | None, as_json: bool) -> None:
    """Ingest the sample documents that ship with enricher, and show what you can ask of them.

    It makes a home of its own, ./.enricher-demo unless you name another.
    """
    from enricher.commands.demo_home import DEMO_HOME, run_demo

    start_logging("WARNING")
    with interruptible() as interruption:
        with progress_bar() as on_progress:
            found = run_demo(
                home or DEMO_HOME,
                elasticsearch=elasticsearch,
                on_progress=on_progress,
                stop=interruption.stop,
            )
        if interruption.signal is not None:
            sys.exit(interruption.exit_code)
    if as_json:
        print_json(found.as_json())
    else:
        _print(found)


def _print(found: Demonstration) -> None:
    click.echo()
    click.echo(heading(found.status.sentence()) + dim(f"  in {found.seconds:.0f} s"))
    members = found.status.members
    click.echo(dim(f"and {members} documents that lay inside mails and archives"))
    for category, values in found.facets.facets.items():
        click.echo()
        print_facet(category, values)
    for answer in found.answers:
        click.echo()
        _print_answer(answer)
    click.echo()
    click.echo(heading("What to type next"))
    for command, does in found.next_commands:
        click.echo(f"  {click.style(command, fg='green')}")
        click.echo(f"      {dim(does)}")


def _print_answer(answer: Answer) -> None:
    page = answer.page
    click.echo(f"{heading(answer.question.words)}  {dim(f'{page.total} found')}")
    click.echo(f"  {click.style('$ ' + answer.command, fg='green')}")
    shown = answer.question.shown
    for hit in page.hits:
        click.echo(f"  {printable(hit.title)}  {dim(hit.paths[0].rpartition('/documents/')[2])}")
        values = [
            f"{click.style(category, fg='cyan')} {printable('; '.join(hit.fields[category][:_VALUES_SHOWN]))}"
            for category in shown
            if hit.fields.get(category)
        ]
        if values:
            click.echo("      " + "   ".join(values))
