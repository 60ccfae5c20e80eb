"""Commands that say what is wrong with the labels of a project, and what to tag next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from enricher.commands.options import home_option, json_option
from enricher.commands.printing import dim, heading, print_json, printable

if TYPE_CHECKING:
    from enricher.label_quality.flaws import Flaw, Passage

_name = click.argument("name", metavar="PROJECT")
_COLOURS = {"error": "red", "warning": "yellow", "note": "cyan"}
_SHOWN_PASSAGES = 5
_CONTEXT_CHARACTERS = 24


@click.command(
    epilog="\b\nExample:\n  enricher project check loans\n  enricher project check loans --all"
)
@_name
@click.option(
    "--all", "show_all", is_flag=True, help="Show every place, not the first few of each."
)
@home_option()
@json_option
def check(name: str, show_all: bool, home: Path, as_json: bool) -> None:
    """Look for what is probably wrong with the labels of a project.

    Labels that begin or end oddly, the same words tagged here and not there, what a
    cross-validation found and nobody tagged, too few labels, copies in both sets. Nothing is
    changed.
    """
    from enricher.label_quality import check_project
    from enricher.wiring.projects import open_project

    with open_project(home, name) as project:
        flaws = check_project(project)
    if as_json:
        print_json({"project": name, "flaws": [flaw.as_json() for flaw in flaws]})
        return
    for flaw in flaws:
        _print_flaw(flaw, None if show_all else _SHOWN_PASSAGES)
    _print_summary(name, flaws)


def _print_flaw(flaw: Flaw, limit: int | None) -> None:
    severity = click.style(flaw.severity.value, fg=_COLOURS[flaw.severity.value])
    click.echo(f"{severity}  {heading(flaw.aspect.value)}  {printable(flaw.sentence)}")
    for passage in flaw.passages[:limit]:
        click.echo(f"  {_line(passage)}")
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


def _print_summary(name: str, flaws: Sequence[Flaw]) -> None:
    counts = Counter(flaw.severity.value for flaw in flaws)
    if not flaws:
        click.echo(f"{printable(name)}: nothing looks wrong")
        return
    told = ", ".join(
        f"{counts[kind]} {kind}{'' if counts[kind] == 1 else 's'}"
        for kind in _COLOURS
        if counts[kind]
    )
    click.echo(f"{printable(name)}: {told}; nothing was changed")
