"""The command for the history: who did what, and when."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from enricher.commands.answers import print_body
from enricher.commands.homes import open_home
from enricher.ledger.events import Act
from enricher.terminal.options import home_option, json_option
from enricher.terminal.printing import dim, printable

if TYPE_CHECKING:
    from enricher.ledger.events import Event
    from enricher.wiring.home import Home


@click.command(
    epilog="\b\nExample:\n  enricher history\n  enricher history loans --since 2026-01-31\n"
    "  enricher history --act deploy --json"
)
@click.argument("about", default="", metavar="[ID]")
@click.option(
    "--since", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="From this day on."
)
@click.option("--who", metavar="W", help="Only what this account, or a key of this role, did.")
@click.option(
    "--act", type=click.Choice([one.value for one in Act]), help="Only entries of this kind."
)
@click.option(
    "--limit",
    type=click.IntRange(1),
    default=50,
    show_default=True,
    help="The most entries to show.",
)
@home_option()
@json_option
def history(
    about: str,
    since: datetime | None,
    who: str | None,
    act: str | None,
    limit: int,
    home: Path,
    as_json: bool,
) -> None:
    """Show who did what and when, latest first.

    ID is a document (its id, the start of it, or a path), a project, a collection or a party.
    What one person tagged in a project on one day is a single entry.
    """
    from enricher.api.bodies.history import EventBody, event_body
    from enricher.wiring.history import build_trail

    with open_home(home) as opened:
        page = build_trail(opened).read(
            about,
            act=Act(act) if act else None,
            who=who,
            since=since.date() if since else None,
            size=limit,
        )
        if as_json:
            print_body(list(map(event_body, page.events)), list[EventBody])
            return
        for one in page.events:
            _print_event(opened, one)
    if not page.events:
        click.echo("nothing of that kind has been done yet")
    elif page.total > len(page.events):
        click.echo(dim(f"{len(page.events)} of {page.total} shown; --limit shows more"))


def _print_event(home: Home, one: Event) -> None:
    from enricher.api.bodies.event_wording import in_words

    place = ""
    if one.kind == "document":
        place = "  " + dim(printable(home.ledger.accounts.place_of(one.subject) or one.subject))
    click.echo(
        f"{one.at.astimezone():%Y-%m-%d %H:%M}  {printable(one.who)}  {printable(in_words(one))}{place}"
    )
