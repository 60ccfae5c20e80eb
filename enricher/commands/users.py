"""Commands for the users who sign in to the server by name."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path

import click

from enricher.commands.answers import print_body
from enricher.commands.homes import NUMBER, open_home
from enricher.ledger.actors import user
from enricher.people.roles import ROLES, role_of
from enricher.terminal.options import home_option, json_option
from enricher.terminal.printing import print_table, printable

_ROLE = click.Choice(ROLES)


@click.group(epilog="\b\nExample:\n  enricher users add ada --role administrator")
@home_option()
@click.pass_context
def users(context: click.Context, home: Path) -> None:
    """Manage the users who sign in to the server by name."""
    context.find_root().obj = home


@users.command(
    epilog="\b\nExample:\n  enricher users add ada --role administrator\n  enricher users add robot --no-password"
)
@click.argument("name")
@click.option("--role", type=_ROLE, default="reader", show_default=True, help="What they may do.")
@click.option("--no-password", is_flag=True, help="They sign in with a key (`users key add`).")
@home_option()
@json_option
def add(name: str, role: str, no_password: bool, home: Path, as_json: bool) -> None:
    """Add a user. As soon as there is one, the server requires everybody to sign in.

    Prompts for a password, or reads it from the first line of standard input. It is never an
    argument, because other users of the machine could see it.
    """
    from enricher.api.bodies.users import UserBody
    from enricher.wiring.people import build_users

    password = "" if no_password else _password()
    with open_home(home) as opened:
        added = build_users(opened).add(name, role_of(role), user(), password)
    if as_json:
        print_body(added, UserBody)
    else:
        click.echo(f"added {added.name} as {added.role.title}")


@users.command(name="list", epilog="\b\nExample:\n  enricher users list --json")
@home_option()
@json_option
def list_(home: Path, as_json: bool) -> None:
    """List the users and their roles."""
    from enricher.api.bodies.users import UserBody
    from enricher.wiring.people import build_users

    with open_home(home) as opened:
        found = build_users(opened).all()
    if as_json:
        print_body(found, list[UserBody])
    elif not found:
        click.echo("no users yet")
    else:
        print_table(
            ("name", "role", "state", "added"),
            [
                (one.name, one.role.title, _state(one.is_locked), f"{one.made_at:%Y-%m-%d}")
                for one in found
            ],
        )


@users.command(epilog="\b\nExample:\n  enricher users role ada tagger")
@click.argument("name")
@click.argument("role", type=_ROLE)
@home_option()
def role(name: str, role: str, home: Path) -> None:
    """Give a user another role, at once."""
    from enricher.wiring.people import build_users

    with open_home(home) as opened:
        changed = build_users(opened).change_role(name, role_of(role), user())
    click.echo(f"{changed.name} is {changed.role.title}")


@users.command(epilog="\b\nExample:\n  enricher users lock ada")
@click.argument("name")
@home_option()
def lock(name: str, home: Path) -> None:
    """Refuse a user, and end their sessions at once."""
    _lock(name, home, is_locked=True)


@users.command(epilog="\b\nExample:\n  enricher users unlock ada")
@click.argument("name")
@home_option()
def unlock(name: str, home: Path) -> None:
    """Accept a locked user again."""
    _lock(name, home, is_locked=False)


@users.command(epilog="\b\nExample:\n  enricher users remove ada")
@click.argument("name")
@home_option()
def remove(name: str, home: Path) -> None:
    """Remove a user, and end their sessions and keys at once.

    The history keeps their name, which cannot be given to somebody else.
    """
    from enricher.wiring.people import build_users

    with open_home(home) as opened:
        build_users(opened).remove(name, user())
    click.echo(f"removed {name}")


@users.command(epilog="\b\nExample:\n  enricher users reset-password ada")
@click.argument("name")
@home_option()
def reset_password(name: str, home: Path) -> None:
    """Set another password, and end the user's sessions.

    Prompts for it, or reads it from the first line of standard input.
    """
    from enricher.wiring.people import build_users

    password = _password()
    with open_home(home) as opened:
        build_users(opened).set_password(name, password, user())
    click.echo(f"{name} signs in with the new password from now on")


@users.group(epilog="\b\nExample:\n  enricher users key add ada --for 'nightly export'")
def key() -> None:
    """Make, list and remove keys of users."""


@key.command(
    name="add", epilog="\b\nExample:\n  enricher users key add ada --for 'nightly export' --days 90"
)
@click.argument("name")
@click.option("--for", "purpose", default="", metavar="TEXT", help="What the key is for.")
@click.option("--days", type=click.IntRange(1), help="After how many days it expires.")
@home_option()
@json_option
def add_key(name: str, purpose: str, days: int | None, home: Path, as_json: bool) -> None:
    """Make a key. It is printed this once, and cannot be read again."""
    from enricher.api.bodies.users import MadeKey
    from enricher.wiring.people import build_users

    with open_home(home) as opened:
        made, secret = build_users(opened).add_key(name, user(), purpose, days)
    if as_json:
        print_body(MadeKey(**asdict(made), key=secret), MadeKey)
    else:
        click.echo(secret)
        click.echo(f"key {made.number} of {made.user}; it is not shown again", err=True)


@key.command(name="list", epilog="\b\nExample:\n  enricher users key list ada")
@click.argument("name")
@home_option()
@json_option
def list_keys(name: str, home: Path, as_json: bool) -> None:
    """List the keys of a user, never what opens them."""
    from enricher.api.bodies.users import UserKeyBody
    from enricher.wiring.people import build_users

    with open_home(home) as opened:
        found = build_users(opened).keys(name)
    if as_json:
        print_body(found, list[UserKeyBody])
    elif not found:
        click.echo("no keys yet")
    else:
        print_table(
            ("number", "for", "made", "good until"),
            [
                (
                    str(one.number),
                    printable(one.purpose),
                    f"{one.made_at:%Y-%m-%d}",
                    f"{one.ends_at:%Y-%m-%d}" if one.ends_at else "removed",
                )
                for one in found
            ],
        )


@key.command(name="remove", epilog="\b\nExample:\n  enricher users key remove ada 3")
@click.argument("name")
@click.argument("number", type=NUMBER, metavar="NUMBER")
@home_option()
def remove_key(name: str, number: int, home: Path) -> None:
    """Remove a key. It opens nothing from then on."""
    from enricher.wiring.people import build_users

    with open_home(home) as opened:
        build_users(opened).remove_key(name, number, user())
    click.echo(f"removed key {number} of {name}")


def _lock(name: str, home: Path, *, is_locked: bool) -> None:
    from enricher.wiring.people import build_users

    with open_home(home) as opened:
        changed = build_users(opened).lock(name, is_locked, user())
    click.echo(f"{changed.name} is {_state(changed.is_locked)}")


def _state(is_locked: bool) -> str:
    return "locked" if is_locked else "active"


def _password() -> str:
    if sys.stdin.isatty():
        asked: str = click.prompt("password", hide_input=True, confirmation_prompt=True, err=True)
        return asked
    return sys.stdin.readline().rstrip("\r\n")
