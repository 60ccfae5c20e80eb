"""Corrections in lines of the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from enricher.documents.notices import in_words
from enricher.terminal.printing import dim, heading, printable

if TYPE_CHECKING:
    from enricher.documents.corrections import Correction


def print_correction(one: Correction, place: str = "") -> None:
    click.echo(f"{heading(str(one.id))}  {_in_words(one)}")
    state = one.state if one.state != "undone" else f"undone by {printable(one.undone_by)}"
    where = printable(place) or one.document or "in all documents"
    click.echo(f"  {dim(f'{where}, {printable(one.who)}, {one.at.astimezone():%Y-%m-%d %H:%M}')}")
    if one.state != "in force":
        click.echo(f"  {state}{': ' + printable(in_words(one.unmet)) if one.unmet else ''}")


def _in_words(one: Correction) -> str:
    said = one.said
    if said.change is not None:
        given = f" {printable(said.given)}" if said.given else ""
        if said.change.whole is not None:
            return f"{said.act.value} {printable(said.subject)}{given}"
        return f"{said.act.value} “{printable(said.anchor.words)}” {printable(said.subject)}{given}"
    every = "every " if said.anchor.occurrence is None else ""
    words = f" {every}“{printable(said.anchor.words)}”" if said.anchor.words else ""
    value = f" = {printable(said.value.display)}" if said.value else ""
    instead = f", not {said.instead_of}" if said.instead_of else ""
    return f"{said.act.value}{words} {said.category}{value}{instead}"
