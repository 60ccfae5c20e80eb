"""Findings as people read them in a terminal, audited up to now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import click

from enricher.commands.answers import print_body
from enricher.terminal.printing import dim, heading, printable

if TYPE_CHECKING:
    from enricher.audit.findings import Finding
    from enricher.audit.run import AuditRun
    from enricher.wiring.home import Home


_SECONDS = 10.0  # that a listing may take to see what changed


def print_line(one: Finding) -> None:
    kind = " to review" if one.kind == "review" else ""
    state = "" if one.state == "open" else f" {one.state.value}"
    click.echo(
        f"{heading(str(one.id))}  {click.style(one.severity, fg='cyan')} {one.policy}{kind}{state}"
        f"  {printable(one.name)}"
    )
    click.echo(f"  {printable(one.message)}")
    if one.not_asked:
        click.echo(f"  {heading('not asked')}  {printable(one.not_asked)}")


def print_events(events: Sequence[tuple[datetime, str]]) -> None:
    for at, what in events:
        click.echo(f"  {dim(f'{at.astimezone():%Y-%m-%d %H:%M}')} {printable(what)}")


def print_finding(one: Finding, as_json: bool) -> None:
    from enricher.bodies.findings import FindingBody

    if as_json:
        print_body(one, FindingBody)
        return
    print_line(one)
    click.echo(f"  {dim(printable(one.path) or 'its document is gone')}")
    for note in one.proof.notes:
        click.echo(f"  {printable(note)}")
    for place in one.proof.places:
        page = f"page {place['page']}" if place["page"] else f"at {place['offset']}"
        click.echo(
            f"  {click.style(place['category'], fg='cyan')} {printable(place['text'])}"
            f" → {printable(place['value'])}  {dim(page)}"
        )
        click.echo(f"    {printable(place['sentence']['text'])}")
    proved = {(place["category"], place["value"]) for place in one.proof.places}
    for value in one.proof.values:
        if (value["category"], value["value"]) not in proved:
            name = click.style(value["category"], fg="cyan")
            click.echo(f"  {name} {printable(value['value'])}")
    seen = f"first seen {one.first_seen.astimezone():%Y-%m-%d %H:%M}"
    click.echo(f"  {dim(seen + f', confidence {one.confidence:.2f}')}")
    if one.acceptance is not None:
        said = one.acceptance
        until = f" until {said.until}" if said.until else ""
        past = "" if one.state == "accepted" else "was "
        click.echo(f"  {past}accepted by {printable(said.who)}{until}: {printable(said.reason)}")


def up_to_date(home: Home) -> AuditRun:
    """Audit what changed, for ten seconds at most, so that what is shown is so."""
    from enricher.ledger.days import local_time
    from enricher.wiring.audit import audit_home

    return audit_home(home, local_time(), _SECONDS)


def say_waiting(done: AuditRun) -> None:
    if done.waiting or not done.is_whole:
        click.echo(dim("some documents are not audited yet: enricher audit run"))
