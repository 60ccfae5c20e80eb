"""Commands for reminders of findings and deadlines."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from enricher.commands.answers import print_body
from enricher.commands.homes import NUMBER, open_home
from enricher.ledger.actors import user
from enricher.terminal.options import FAILED, home_option, json_option
from enricher.terminal.printing import dim, heading, print_json, printable

if TYPE_CHECKING:
    from enricher.ledger.messages import StoredMessage

_NOBODY = "no recipients: set reminder_webhook or reminder_mail_to (enricher settings)"


@click.group(epilog="\b\nExample:\n  enricher reminders test\n  enricher reminders list")
@home_option()
@click.pass_context
def reminders(context: click.Context, home: Path) -> None:
    """Remind people of new findings and upcoming deadlines, by webhook, e-mail and calendar.

    `enricher watch` and `enricher serve` send reminders by themselves; `send` does so once. The
    settings say to whom, about what and when.
    """
    context.find_root().obj = home


@reminders.command(name="list", epilog="\b\nExample:\n  enricher reminders list --sent --json")
@click.option("--sent", is_flag=True, help="List sent messages instead, latest first.")
@click.option("--size", type=click.IntRange(0, 10_000), default=50, show_default=True)
@home_option()
@json_option
def list_(sent: bool, size: int, home: Path, as_json: bool) -> None:
    """List waiting messages, and why the last attempt failed."""
    from enricher.api.bodies.reminders import ReminderMessage

    with open_home(home) as opened:
        found = opened.ledger.reminders.messages(size, sent=sent)
    if as_json:
        print_body(found, list[ReminderMessage])
        return
    for one in found:
        _print_message(one)
    if not found:
        click.echo("no messages have been sent yet" if sent else "no messages are waiting")


@reminders.command(epilog="\b\nExample:\n  enricher reminders drop 7")
@click.argument("number", type=NUMBER, metavar="NUMBER")
@home_option()
def drop(number: int, home: Path) -> None:
    """Delete a waiting message, for example to an address that no longer exists."""
    with open_home(home) as opened:
        opened.ledger.reminders.drop(number, user())
    click.echo(f"message {number} deleted")


@reminders.command(epilog="\b\nExample:\n  enricher reminders send --now")
@click.option(
    "--now",
    "at_once",
    is_flag=True,
    help="Send everything now, whatever the settings say about the time.",
)
@home_option()
@json_option
@click.pass_context
def send(context: click.Context, at_once: bool, home: Path, as_json: bool) -> None:
    """Send due messages once, for use from a timer where neither serve nor watch runs.

    Exit code 1 if a message could not be sent; it is kept for the next attempt.
    """
    from enricher.api.bodies import to_json
    from enricher.ledger.days import local_time
    from enricher.wiring.reminders import build_reminding

    with open_home(home) as opened:
        opened.ledger.hand_back_of_the_dead()
        reminding = build_reminding(opened)
        done = reminding.run(local_time, at_once=at_once)
        troubled, reason = opened.ledger.reminders.troubled()
    if as_json:
        print_json(to_json(done) | {"troubled": troubled})
    elif not reminding.places:
        click.echo(_NOBODY)
    elif done.silent:
        click.echo("these are silent hours: nothing is sent (--now sends all the same)")
    else:
        click.echo(f"{done.sent} message{'' if done.sent == 1 else 's'} sent")
    if troubled and not as_json:
        click.echo(f"{troubled} not sent yet: {printable(reason)}", err=True)
    if done.failed:
        context.exit(FAILED)


@reminders.command(epilog="\b\nExample:\n  enricher reminders test")
@home_option()
@json_option
@click.pass_context
def test(context: click.Context, home: Path, as_json: bool) -> None:
    """Send a test message to every recipient; exit code 1 if any refuses it."""
    from enricher.ledger.days import local_time
    from enricher.reminders.service import send_test
    from enricher.wiring.reminders import build_places, reminder_settings

    with open_home(home) as opened:
        places = build_places(reminder_settings(opened))
    answers = {place.name: send_test(place, local_time()) for place in places}
    if as_json:
        print_json(answers)
    for name, reason in answers.items() if not as_json else ():
        click.echo(f"{heading(printable(name))}  {printable(reason) or 'accepted'}")
    if not places and not as_json:
        click.echo(_NOBODY)
    if any(answers.values()):
        context.exit(FAILED)


@reminders.command(epilog="\b\nExample:\n  enricher reminders calendar --out deadlines.ics")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
    metavar="FILE",
    help="Write the calendar to FILE, or to - for stdout.",
)
@home_option()
@json_option
def calendar(out: Path | None, home: Path, as_json: bool) -> None:
    """Show the address for calendar programs to subscribe to, or write the calendar to a file.

    Anyone with the address can read the deadlines and nothing else. It changes with the reader
    key (or, without one, with the API key).
    """
    from enricher.api.sessions import calendar_address
    from enricher.errors import InputError
    from enricher.ledger.days import local_time
    from enricher.wiring.reminders import deadline_calendar

    with open_home(home) as opened:
        if out is None:
            address = calendar_address(opened.settings)
            if as_json:
                print_json({"url": address})
            else:
                click.echo(address)
            return
        content = deadline_calendar(opened, local_time())
    if str(out) == "-":
        sys.stdout.buffer.write(content)
        return
    try:
        out.write_bytes(content)
    except OSError as error:
        raise InputError(f"{out} cannot be written: {error.strerror}") from error
    events = content.count(b"BEGIN:VEVENT")
    if as_json:
        print_json({"file": str(out), "deadlines": events})
    else:
        click.echo(f"{out}: {events} deadline{'' if events == 1 else 's'}")


def _print_message(one: StoredMessage) -> None:
    content = one.message.content
    click.echo(
        f"{heading(str(one.number))}  {printable(one.message.place)}  {content.total_findings} findings,"
        f" {content.total_deadlines} deadlines, {content.total_matches} documents of searches  {dim(one.message.id)}"
    )
    if one.sent_at is not None:
        click.echo(f"  sent {one.sent_at.astimezone():%Y-%m-%d %H:%M}")
    elif one.error:
        next_at = f", again {one.not_before.astimezone():%H:%M}" if one.not_before else ""
        click.echo(f"  tried {one.attempts} times{next_at}: {printable(one.error)}")
