"""Commands that say what is wrong with the labels of a project, and what to tag next."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from enricher.commands.answers import print_body
from enricher.ledger.actors import user
from enricher.terminal.options import home_option, json_option
from enricher.terminal.printing import dim, heading, print_json, print_table, printable

if TYPE_CHECKING:
    from enricher.ledger.labels import DataSet
    from enricher.projects.check import Checked
    from enricher.projects.quality.flaws import Flaw, Passage
    from enricher.projects.tagging import Order

_name = click.argument("name", metavar="PROJECT")
_COLOURS = {"error": "red", "warning": "yellow", "note": "cyan"}
_SHOWN_PASSAGES = 5
_CONTEXT_CHARACTERS = 24
_SHOWN_UNFINISHED = 10


@click.command(
    epilog="\b\nExample:\n  enricher project check loans\n  enricher project check loans --all"
)
@_name
@click.option(
    "--all",
    "show_all",
    is_flag=True,
    help="Show every place, not only the first few of each flaw, and dismissed flaws.",
)
@home_option()
@json_option
def check(name: str, show_all: bool, home: Path, as_json: bool) -> None:
    """Find likely mistakes in the labels of a project.

    Labels with unusual bounds, words tagged in some places only, entities that a cross-validation
    found and nobody tagged, too few labels, and copies in both sets. Nothing is changed. `enricher
    project dismiss` takes what is correct off the list.
    """
    from enricher.api.bodies import to_json
    from enricher.api.bodies.quality import check_body
    from enricher.projects.check import check
    from enricher.wiring.projects import open_project

    with open_project(home, name) as project:
        checked = check(project)
    if as_json:
        print_json({"project": name, **to_json(check_body(checked))})
        return
    for flaw in checked.flaws:
        _print_flaw(flaw, None if show_all else _SHOWN_PASSAGES)
    if show_all and checked.dismissed:
        click.echo(f"{heading('dismissed')}\n")
        for flaw in checked.dismissed:
            _print_flaw(flaw, None)
    _print_summary(name, checked)


@click.command(epilog="\b\nExample:\n  enricher project dismiss loans 5f2ac81d04")
@_name
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@home_option()
@json_option
def dismiss(name: str, ids: tuple[str, ...], home: Path, as_json: bool) -> None:
    """Dismiss flaws that are not mistakes; `project check` no longer lists them.

    ID is the id of a place or of a whole flaw, as `project check` prints it. The flaw is
    listed again when the words of the place change.
    """
    from enricher.projects.check import dismiss as dismiss_flaws
    from enricher.wiring.projects import open_project

    with open_project(home, name) as project:
        checked = dismiss_flaws(project, ids)
    _print_changed(name, checked, as_json)


@click.command(epilog="\b\nExample:\n  enricher project restore loans 5f2ac81d04")
@_name
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@home_option()
@json_option
def restore(name: str, ids: tuple[str, ...], home: Path, as_json: bool) -> None:
    """Restore dismissed flaws; `project check --all` shows their ids."""
    from enricher.projects.check import restore as restore_flaws
    from enricher.wiring.projects import open_project

    with open_project(home, name) as project:
        checked = restore_flaws(project, ids)
    _print_changed(name, checked, as_json)


@click.command(
    "next",
    epilog="\b\nExample:\n  enricher project next loans\n  enricher project next loans --count 20",
)
@_name
@click.option("--count", type=click.IntRange(1), default=10, show_default=True, metavar="N")
@home_option()
@json_option
def next_(name: str, count: int, home: Path, as_json: bool) -> None:
    """List the documents of a project to tag next, and why.

    Documents in which the model in production (else the latest) is least sure, and which are
    unlike those tagged; without a model, only the latter. `enricher project import PROJECT
    --documents DIR` adds documents to tag.
    """
    from enricher.api.bodies import to_json
    from enricher.api.bodies.quality import NextBody
    from enricher.projects.tagging import next_documents
    from enricher.projects.tagging.predictions import ModelReader
    from enricher.settings import load_settings
    from enricher.wiring.projects import open_project

    settings = load_settings(home)
    with open_project(home, name) as project, _progress() as on_progress:
        order = next_documents(
            project, count, ModelReader(settings.max_characters), settings.worker_count, on_progress
        )
    if as_json:
        print_json({"project": name, **to_json(order, NextBody)})
    else:
        _print_order(name, order)


def import_untagged(
    name: str, documents: Path, dataset: DataSet | None, home: Path, as_json: bool
) -> None:
    """Add the documents of a folder without labels, and print what became of them."""
    from enricher.api.bodies.projects import BroughtBody, brought_body
    from enricher.projects.tagging.intake import bring_documents
    from enricher.wiring.intake import folder_documents
    from enricher.wiring.projects import open_project

    with open_project(home, name, user()) as project:
        found = folder_documents(home, documents, project.store.keep_boxes)
        brought = bring_documents(project, found, dataset)
    if as_json:
        print_body(brought_body(brought), BroughtBody)
        return
    for one in brought.unreadable:
        click.echo(f"warning: {printable(f'{one.name}: {one.reason}')}", err=True)
    for changed in brought.changed:
        click.echo(
            f"warning: {printable(changed)} has a different text in the project, which was not changed",
            err=True,
        )
    click.echo(
        f"{len(brought.added)} documents to tag added, {len(brought.known)} unchanged,"
        f" {len(brought.changed)} kept as they were, {len(brought.unreadable)} not readable"
    )


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None]]:
    """A progress bar on stderr where that is a terminal, else nothing."""
    if not sys.stderr.isatty():
        yield lambda done, of: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)


def _print_order(name: str, order: Order) -> None:
    for wordless in order.wordless:
        click.echo(f"warning: {printable(wordless)} has no words and is left out", err=True)
    if not order.candidates and order.unfinished:
        click.echo(f"every document has been started; {_told_unfinished(order)}")
        return
    if not order.candidates:
        click.echo(
            f"no documents to tag; `enricher project import {printable(name)} --documents"
            " DIR` adds some"
        )
        return
    print_table(["document", "why"], [[one.document, one.reason] for one in order.candidates])
    by = (
        f"read by model {order.model.version.name}"
        if order.model
        else "no model yet: by text alone"
    )
    click.echo(dim(f"{len(order.candidates)} of {order.untagged} documents to tag; {by}"))
    if order.unfinished:
        click.echo(dim(f"then {_told_unfinished(order)}"))


def _told_unfinished(order: Order) -> str:
    names = [printable(one) for one in order.unfinished]
    shown, others = names[:_SHOWN_UNFINISHED], len(names[_SHOWN_UNFINISHED:])
    more = f" and {others} more" if others else ""
    return f"tagged in part: {', '.join(shown)}{more}"


def _print_flaw(flaw: Flaw, limit: int | None) -> None:
    severity = click.style(flaw.severity.value, fg=_COLOURS[flaw.severity.value])
    click.echo(
        f"{severity}  {heading(flaw.aspect.value)}  {printable(flaw.sentence)}  {dim(flaw.id)}"
    )
    for passage in flaw.passages[:limit]:
        click.echo(f"  {dim(flaw.passage_id(passage))}  {_line(passage)}")
    more = len(flaw.passages) - len(flaw.passages[:limit])
    if more:
        click.echo(dim(f"  and {more} more; --all shows them"))
    click.echo()


def _line(passage: Passage) -> str:
    """Where it is, in its line, with what is suggested."""
    before = printable(passage.before[-_CONTEXT_CHARACTERS:])
    after = printable(passage.after[:_CONTEXT_CHARACTERS])
    place = f"{printable(passage.document)} [{passage.start}, {passage.end})"
    stands = f"{dim(f'…{before}')} {heading(printable(passage.text))} {dim(f'{after}…')}"
    suggested = f"  -> {printable(passage.suggested_text)}" if passage.suggested else ""
    return f"{place}  {stands}{suggested}"


def _print_changed(name: str, checked: Checked, as_json: bool) -> None:
    from enricher.api.bodies import to_json
    from enricher.api.bodies.quality import check_body

    if as_json:
        print_json({"project": name, **to_json(check_body(checked))})
    else:
        click.echo(f"{printable(name)}: {_counts(checked.flaws)}{_dismissed(checked)}")


def _print_summary(name: str, checked: Checked) -> None:
    told = _counts(checked.flaws)
    changed = "; nothing was changed" if checked.flaws else ""
    click.echo(f"{printable(name)}: {told}{_dismissed(checked)}{changed}")


def _counts(flaws: Sequence[Flaw]) -> str:
    counts = Counter(flaw.severity.value for flaw in flaws)
    return (
        ", ".join(
            f"{counts[kind]} {kind}{'' if counts[kind] == 1 else 's'}"
            for kind in _COLOURS
            if counts[kind]
        )
        or "nothing looks wrong"
    )


def _dismissed(checked: Checked) -> str:
    count = sum(len(one.passages) or 1 for one in checked.dismissed)
    return f", {count} dismissed" if count else ""
