"""The home that a command works on, and the numbers of what is kept in one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from enricher.files.temporary import temporary_files
from enricher.ledger.names import LARGEST_NUMBER
from enricher.terminal.options import start_logging

if TYPE_CHECKING:
    from enricher.wiring.home import Home

NUMBER = click.IntRange(0, LARGEST_NUMBER)


@contextmanager
def open_home(home: Path) -> Iterator[Home]:
    """Open a home, and send the log to stderr at the level of its settings."""
    from enricher.settings import load_settings
    from enricher.wiring.home import open_home

    settings = load_settings(home)
    start_logging(settings.log_level)
    with open_home(home, settings) as opened, temporary_files(opened.path):
        yield opened
