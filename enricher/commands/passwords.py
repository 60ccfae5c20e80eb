"""Commands for the passwords by which protected files are opened."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path

import click

from enricher.commands.answers import print_body
from enricher.commands.homes import NUMBER, open_home
from enricher.ledger.actors import user
from enricher.terminal.options import home_option, json_option
from enricher.terminal.printing import print_table, printable


@click.group(epilog="\b\nExample:\n  enricher passwords add 'statements 2024'")
@home_option()
@click.pass_context
def passwords(context: click.Context, home: Path) -> None:
    """Manage the passwords of protected files. They are kept encrypted."""
    context.find_root().obj = home


@passwords.command(
    epilog="\b\nExample:\n  enricher passwords add 'statements 2024'\n  enricher passwords add < password.txt"
)
@click.argument("name", default="")
@home_option()
@json_option
def add(name: str, home: Path, as_json: bool) -> None:
    """Add a password, and retry the files that failed for lack of one.

    Prompts for the password, or reads it from the first line of standard input. It is never an
    argument, because other users of the machine could see it. NAME is for your reference.
    """
    from enricher.api.bodies.passwords import AddedPassword
    from enricher.wiring.passwords import passwords as passwords_of

    if sys.stdin.isatty():
        secret = click.prompt("password", hide_input=True, err=True)
    else:
        secret = sys.stdin.readline().rstrip("\r\n")
    with open_home(home) as opened:
        added, again = passwords_of(opened).add(secret, name, user())
    if as_json:
        print_body(AddedPassword(**asdict(added), read_again=again), AddedPassword)
        return
    click.echo(f"added as number {added.number}")
    if again:
        files = "1 file is" if again == 1 else f"{again:,} files are"
        click.echo(f"{files} read again: by a running watch or serve, or the next ingest")


@passwords.command(name="list", epilog="\b\nExample:\n  enricher passwords list --json")
@home_option()
@json_option
def list_(home: Path, as_json: bool) -> None:
    """List the numbers and names of the passwords, never the passwords themselves."""
    from enricher.api.bodies.passwords import PasswordBody
    from enricher.wiring.passwords import passwords as passwords_of

    with open_home(home) as opened:
        found = passwords_of(opened).all()
    if as_json:
        print_body(found, list[PasswordBody])
    elif not found:
        click.echo("no passwords yet")
    else:
        print_table(
            ("number", "name", "added", "by"),
            [
                (str(one.number), printable(one.name), f"{one.added_at:%Y-%m-%d}", one.added_by)
                for one in found
            ],
        )


@passwords.command(epilog="\b\nExample:\n  enricher passwords remove 3")
@click.argument("number", type=NUMBER, metavar="NUMBER")
@home_option()
def remove(number: int, home: Path) -> None:
    """Remove a password. Documents already read with it stay."""
    from enricher.wiring.passwords import passwords as passwords_of

    with open_home(home) as opened:
        removed = passwords_of(opened).remove(number, user())
    click.echo(f"removed number {removed.number}")
