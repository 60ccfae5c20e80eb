"""Commands for saved searches, and for alerts of what is new in them."""

from __future__ import annotations

from pathlib import Path

import click

from enricher.commands.homes import open_home
from enricher.terminal.options import home_option, json_option
from enricher.terminal.printing import dim, heading, print_json, printable


@click.group(epilog="\b\nExample:\n  enricher searches list\n  enricher searches alert 'New loans'")
@home_option()
@click.pass_context
def searches(context: click.Context, home: Path) -> None:
    """List saved searches, and send reminders of documents that are new in them.

    Searches are saved in the portal, and by `enricher audit query save`.
    """
    context.find_root().obj = home


@searches.command(name="list", epilog="\b\nExample:\n  enricher searches list --json")
@home_option()
@json_option
def list_(home: Path, as_json: bool) -> None:
    """List saved searches, and which have an alert."""
    from enricher.ledger.days import local_time
    from enricher.wiring.search import described_searches

    with open_home(home) as opened:
        found = described_searches(opened, local_time())
    if as_json:
        print_json({"searches": found})
        return
    for one in found:
        alert = one["alert"]
        state = f"  alert, {alert['new']} new this week" if alert else ""
        click.echo(f"{heading(printable(one['name']))}{dim(state)}")
        click.echo(f"  {dim(printable(one['address']))}")
        if alert and alert["fault"]:
            click.echo(f"  cannot be asked: {printable(alert['fault'])}")
    if not found:
        click.echo("no saved searches yet; save one on the search page")


@searches.command(epilog="\b\nExample:\n  enricher searches alert 'New loans'")
@click.argument("name", metavar="NAME")
@click.option("--off", is_flag=True, help="Turn the alert off.")
@home_option()
def alert(name: str, off: bool, home: Path) -> None:
    """Send a reminder when documents match a saved search that did not match before.

    What matches now is not reported. Reminders go to the recipients in the settings.
    """
    from enricher.errors import NotFoundError
    from enricher.ledger.actors import user
    from enricher.ledger.days import local_time
    from enricher.wiring.search import search_alerts

    with open_home(home) as opened:
        saved = next((one for one in opened.ledger.searches.all() if one.name == name), None)
        if saved is None:
            raise NotFoundError(f"there is no saved search {name!r}; `enricher searches list`")
        if off:
            opened.ledger.alerts.end(saved.id, user())
        else:
            search_alerts(opened).begin(saved.id, user(), local_time())
    click.echo(f"alert of {printable(name)} turned {'off' if off else 'on'}")
