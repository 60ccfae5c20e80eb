"""The command that brings indexed documents to the model that is deployed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from enricher.commands.answers import print_body
from enricher.commands.homes import open_home
from enricher.terminal.interruption import interruptible
from enricher.terminal.options import FAILED, home_option, json_option
from enricher.terminal.printing import dim, heading, print_json, print_table, printable

if TYPE_CHECKING:
    from enricher.models.differences import Change, Totals
    from enricher.projects.reenrichment.runs import OnProgress
    from enricher.projects.reenrichment.trials import Tried
    from enricher.wiring.home import Home


@click.command(
    epilog="\b\nExample:\n  enricher reenrich --dry-run\n"
    "  enricher reenrich --where 'collection=loans' --where 'EffectiveDate>=2015'"
)
@click.option(
    "--where", multiple=True, metavar="FILTER", help="A filter. Repeatable: all must hold."
)
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
@click.option(
    "--all", "everything", is_flag=True, help="Include documents that the deployed model has read."
)
@home_option()
@json_option
def reenrich(
    where: tuple[str, ...], dry_run: bool, everything: bool, home: Path, as_json: bool
) -> None:
    """Re-read documents whose entities come from a model that is no longer deployed.

    If only the expression of a derived field changed in the schema, nothing is read: the field
    is computed again from the values.

    Files are not opened, since their texts are kept, and corrections stay. After an interruption,
    the next run continues where this one stopped. A running watch or serve shares the work.
    """
    from enricher.api.bodies.reenrichment import Reenriched
    from enricher.wiring.reenrichment import outdated, runs

    with open_home(home) as opened, interruptible() as interruption:
        documents = outdated(opened).find(where, everything=everything)
        derive = outdated(opened).to_derive(where, documents)
        if dry_run:
            _try_out(opened, documents, derive, as_json)
            return
        with _progress_bar() as on_progress:
            done = runs(opened).run(
                documents, derive, on_progress=on_progress, stop=interruption.stop
            )
    if as_json:
        print_body(done, Reenriched)
    elif not done.documents and not done.derived:
        click.echo("all documents were read by the deployed models")
    if done.derived and not as_json:
        click.echo(f"{done.derived} documents recomputed for the changed schema")
    if done.documents and not as_json:
        left = f", {done.left} left" if done.left else ""
        failed = f", {len(done.unread)} failed" if done.unread else ""
        count = done.reenriched
        click.echo(f"{count} of {done.documents} documents read again{failed}{left}")
        for one in done.unread:
            click.echo(f"{heading(printable(one.path))}  {dim(one.id)}", err=True)
            click.echo(f"  it keeps what it had: {printable(one.reason)}", err=True)
    if interruption.signal is not None and done.left:
        sys.exit(interruption.exit_code)
    if done.unread:
        sys.exit(FAILED)


def _try_out(home: Home, documents: list[str], derive: list[str], as_json: bool) -> None:
    """A line of JSON per document and a last one with the totals, or the same for people."""
    from enricher.api.bodies.reenrichment import TriedDocument
    from enricher.models.differences import Totals
    from enricher.wiring.reenrichment import trials

    totals, changed, failed = Totals(), 0, 0
    for tried in chain(trials(home).read(documents), trials(home).derive(derive)):
        totals.add(tried.difference)
        changed += bool(tried.difference)
        failed += bool(tried.error)
        if as_json:
            print_body(tried, TriedDocument)
        else:
            _print_tried(tried)
    if as_json:
        print_json(
            {
                "documents": len(documents) + len(derive),
                "changed": changed,
                "failed": failed,
                "categories": totals.counts,
            }
        )
        return
    if totals.categories:
        _print_totals(totals)
    click.echo(
        f"{changed} of {len(documents) + len(derive)} documents would change"
        + (f", {failed} cannot be read by the deployed models" if failed else "")
        + "; nothing was written"
    )


def _print_tried(tried: Tried) -> None:
    if not tried.difference and not tried.error:
        return
    click.echo(f"{heading(printable(tried.path))}  {dim(tried.id)}")
    if tried.error:
        click.echo(f"  it would keep what it has: {printable(tried.error)}")
    for change in tried.difference.entities:
        click.echo(f"  {_sentence(change)}")
    for sign, of in (("-", tried.difference.gone), ("+", tried.difference.come)):
        for category, values in of.items():
            click.echo(f"  field {sign} {category}: {printable('; '.join(values))}")


def _sentence(change: Change) -> str:
    signs = {"come": "+", "gone": "-", "changed": "~"}
    sides = [
        f"“{printable(one.text)}”" + (f" = {printable(one.value.display)}" if one.value else "")
        for one in (change.before, change.after)
        if one is not None
    ]
    return f"{signs[change.kind]} {change.category}: {' → '.join(sides)}"


def _print_totals(totals: Totals) -> None:
    kinds = ("gone", "come", "changed")
    print_table(
        ["category", *(f"entities {kind}" for kind in kinds), "values removed", "values added"],
        [
            [
                category,
                *(str(totals.entities[category, kind]) for kind in kinds),
                *(str(totals.values[category, kind]) for kind in ("gone", "come")),
            ]
            for category in totals.categories
        ],
    )


@contextmanager
def _progress_bar() -> Iterator[OnProgress]:
    """A progress bar on stderr where that is a terminal, else nothing."""
    if not sys.stderr.isatty():
        yield lambda _done, _of: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading again", total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)
