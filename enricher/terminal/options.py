"""Options that every command takes, and how its errors end."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from enricher.errors import DiskFullError, EnricherError, InputError, QueryError
from enricher.files.disk import is_full
from enricher.files.temporary import temporary_files

DEFAULT_HOME = Path(".enricher")
FAILED = 1
MISUSED = 2
INTERRUPTED = 130

_Command = TypeVar("_Command", bound=Callable[..., Any])

FILE = click.Path(path_type=Path)


class _HomePath(click.Path):
    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if value == "":  # which as a path would be the current folder
            self.fail("it is empty; name a folder, or leave out --home", param, ctx)
        return super().convert(value, param, ctx)


HOME = _HomePath(file_okay=False, path_type=Path)


def _nearest_home(context: click.Context, value: Path | None) -> Path | None:
    """The nearest of: the command's own option, the group's, the environment."""
    given: Path | None = value or (context.find_root().obj if context.parent else None)
    if given is None and os.environ.get("ENRICHER_HOME"):
        return Path(os.environ["ENRICHER_HOME"])
    return given


def home_option(*, default: Path | None = DEFAULT_HOME) -> Callable[[_Command], _Command]:
    """`--home`, which people write after the command as often as before it."""

    def callback(
        context: click.Context, _parameter: click.Parameter, value: Path | None
    ) -> Path | None:
        home = _nearest_home(context, value) or default
        if home and not context.resilient_parsing and (home / "ledger.db").exists():
            context.with_resource(temporary_files(home))
        return home

    return click.option(
        "--home",
        type=HOME,
        metavar="DIR",
        callback=callback,
        help="Where settings, ledger, index and models are kept."
        "  [default: $ENRICHER_HOME, else ./.enricher]",
    )


json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")


class CommandGroup(click.Group):
    """Turns the errors of this package into a line on stderr and an exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except EnricherError as error:
            say_error(error)
            ctx.exit(MISUSED if isinstance(error, InputError) else FAILED)
        except OSError as error:
            if not is_full(error):
                raise
            place = f" at {error.filename}" if error.filename else ""
            say_error(
                DiskFullError(f"the disk is full{place}; make room and run the command again")
            )
            ctx.exit(FAILED)
        except KeyboardInterrupt:
            ctx.exit(INTERRUPTED)


def say_error(error: EnricherError) -> None:
    """One line, and for a malformed query the place of its fault below it."""
    click.echo(f"error: {error}", err=True)
    if isinstance(error, QueryError) and error.position is not None:
        click.echo(f"  {error.text}", err=True)
        click.echo("  " + " " * error.position + "^", err=True)


def start_logging(level: str) -> None:
    """Send the log to stderr; results alone go to stdout."""
    logging.basicConfig(
        level=level, stream=sys.stderr, format="%(asctime)s %(levelname)s %(name)s %(message)s"
    )
    # They log each request with its whole URL, and some URLs are secrets.
    for name in ("httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)
