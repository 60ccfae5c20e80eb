"""Printing results: plain where they are piped, coloured on a terminal, JSON for programs."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

import click


def print_json(value: Any) -> None:
    """One line of JSON; letters stay as they are where the receiver takes UTF-8."""
    is_utf8 = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    click.echo(json.dumps(value, ensure_ascii=not is_utf8))


def printable(text: str) -> str:
    """A text of unknown origin on one line, without what would steer a terminal."""
    return " ".join("".join(" " if _is_control(one) else one for one in text).split())


def heading(text: str) -> str:
    return click.style(text, bold=True)


def dim(text: str) -> str:
    return click.style(text, dim=True)


def print_table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Columns as wide as what is in them; the last is not cut, so nothing is lost in a pipe."""
    lines = [[printable(cell) for cell in row] for row in rows]
    widths = [
        max((cells(line[n]) for line in [list(headers), *lines]), default=0)
        for n in range(len(headers))
    ]

    def line(texts: Sequence[str]) -> str:
        padded = [
            cell + " " * (width - cells(cell)) for cell, width in zip(texts, widths, strict=True)
        ]
        return "  ".join(padded).rstrip()

    click.echo(heading(line(headers)))
    for texts in lines:
        click.echo(line(texts))


def cells(text: str) -> int:
    """How many columns of a terminal a text takes."""
    wide = sum(unicodedata.east_asian_width(one) in "WF" for one in text)
    return len(text) + wide - sum(unicodedata.combining(one) > 0 for one in text)


def _is_control(character: str) -> bool:
    # Cc steers terminals, Cf holds the marks that turn the direction of writing.
    return unicodedata.category(character) in ("Cc", "Cf")
