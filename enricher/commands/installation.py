"""Commands about the installation: the server, the check-up, the settings."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from enricher.commands.answers import print_body
from enricher.commands.homes import open_home
from enricher.terminal.options import FAILED, home_option, json_option
from enricher.terminal.printing import print_json


@click.command(epilog="\b\nExample:\n  enricher serve --watch ~/contracts")
@click.option("--host", default="127.0.0.1", show_default=True, help="The interface to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@click.option(
    "--watch",
    "watched",
    multiple=True,
    is_flag=False,
    flag_value="",
    metavar="[PATH]",
    help="Watch the folders of all collections, and PATH as well.",
)
@home_option()
@json_option
def serve(host: str, port: int, watched: tuple[str, ...], home: Path, as_json: bool) -> None:
    """Serve the portal and the API, and read uploads, waiting files and changes in watched folders.

    With --watch, watches all folders that were ever ingested, watched or added to a collection.
    Without a key (ENRICHER_API_KEY), only requests from this machine are accepted. The API is
    described at /docs.
    """
    from enricher.commands.server import serve
    from enricher.terminal.interruption import interruptible

    def announce(url: str) -> None:
        if as_json:
            print_json({"url": url})
        else:
            click.echo(f"serving {url}  (the API is described at {url}/docs)", err=True)
        sys.stdout.flush()

    with open_home(home) as opened, interruptible() as interruption:
        paths = [Path(one) for one in watched if one] if watched else None
        serve(opened, host, port, paths, stop=interruption.stop, on_ready=announce)


@click.command()
@home_option()
@json_option
def doctor(home: Path, as_json: bool) -> None:
    """Check that everything enricher needs is in place, and show how to fix what is not.

    Exit code 1 if something required is missing or broken; for optional parts there is only a
    warning.
    """
    from enricher.commands.checks import CheckBody
    from enricher.commands.doctor import examine

    checks = examine(home)
    if as_json:
        print_body(checks, list[CheckBody])
    else:
        colours = {"ok": "green", "warning": "yellow", "broken": "red"}
        width = max(len(check.name) for check in checks)
        for check in checks:
            state = click.style(f"{check.state:<8}", fg=colours[check.state])
            click.echo(f"{state} {check.name:<{width}}  {check.finding}")
            if check.remedy:
                click.echo(f"{'':<8} {'':<{width}}  → {check.remedy}")
    if any(check.state == "broken" for check in checks):
        sys.exit(FAILED)


@click.command(epilog="\b\nExample:\n  enricher settings --write")
@click.option("--write", is_flag=True, help="Write the file, unless there is one already.")
@home_option()
@json_option
def settings(write: bool, home: Path, as_json: bool) -> None:
    """Print the settings in force, as a documented enricher.toml."""
    from enricher.settings import describe_settings, load_settings, settings_json, write_settings

    if write:
        click.echo(f"wrote {write_settings(home)}")
    if as_json:
        print_json(settings_json(load_settings(home)))
    elif not write:
        click.echo(describe_settings(load_settings(home)), nl=False)
