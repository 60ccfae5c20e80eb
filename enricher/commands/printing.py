"""Printing results: plain where they are piped, coloured on a terminal, JSON for programs."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from enricher.documents import EnrichedText
    from enricher.query.nodes import FacetValue, Hit, SearchPage

_BAR_CELLS = 24
_EIGHTHS = " ▏▎▍▌▋▊▉█"
_LABEL_CELLS = 36
_VALUES_SHOWN = 4


def print_json(value: Any, body: Any = None) -> None:
    """One line of JSON; letters stay as they are where the receiver takes UTF-8.

    Args:
        body: what the value is written as (`enricher.api.bodies`); left out, it is JSON already.
    """
    if body is not None:
        from enricher.api.bodies import to_json

        value = to_json(value, body)
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
        max((_cells(line[n]) for line in [list(headers), *lines]), default=0)
        for n in range(len(headers))
    ]

    def line(cells: Sequence[str]) -> str:
        padded = [
            cell + " " * (width - _cells(cell)) for cell, width in zip(cells, widths, strict=True)
        ]
        return "  ".join(padded).rstrip()

    click.echo(heading(line(headers)))
    for cells in lines:
        click.echo(line(cells))


def print_page(page: SearchPage, offset: int) -> None:
    """Hits with their fields and snippets, then the facets."""
    shown = f", {offset + 1} to {offset + len(page.hits)} shown" if page.hits else ""
    click.echo(dim(f"{page.total} document{'' if page.total == 1 else 's'}{shown}"))
    for hit in page.hits:
        click.echo()
        print_hit(hit)
    for category, values in page.facets.items():
        click.echo()
        print_facet(category, values)


def print_hit(hit: Hit) -> None:
    click.echo(f"{heading(printable(hit.title))}  {dim(hit.id)}")
    for path in hit.paths:
        click.echo(f"  {dim(printable(path))}")
    for category, values in hit.fields.items():
        click.echo(f"  {click.style(category, fg='cyan')}  {_some(values)}")
    for category, stated in hit.stated.items():
        click.echo(f"  {click.style(category, fg='cyan')}  {printable(stated.shown)}")
    for snippet in hit.snippets:
        click.echo(f"  {_marked(printable(snippet))}")


def print_facet(category: str, values: Sequence[FacetValue]) -> None:
    """A category's values as a small bar chart."""
    click.echo(heading(category))
    if not values:
        click.echo(dim("  no values"))
        return
    labels = [_cut(printable(one.value), _LABEL_CELLS) for one in values]
    width = max(_cells(label) for label in labels)
    most = max(one.count for one in values)
    for label, one in zip(labels, values, strict=True):
        bar = click.style(_bar(one.count / most), fg="cyan")
        click.echo(f"  {label}{' ' * (width - _cells(label))}  {one.count:>5}  {bar}")


def shown_fields(enriched: EnrichedText) -> dict[str, list[str]]:
    """The fields of a document, each with its values and what stands in place of one."""
    shown = {name: [one.value.display for one in found] for name, found in enriched.fields.items()}
    for name, stated in enriched.stated.items():
        shown.setdefault(name, []).append(stated.shown)
    return shown


def fields_line(fields: dict[str, list[str]]) -> str:
    return "   ".join(
        f"{click.style(category, fg='cyan')} {_some(values)}" for category, values in fields.items()
    )


def _some(values: Sequence[str]) -> str:
    shown = "; ".join(printable(value) for value in values[:_VALUES_SHOWN])
    more = len(values) - _VALUES_SHOWN
    return shown + dim(f" and {more} more") if more > 0 else shown


def _marked(snippet: str) -> str:
    """The words between `**` in bold."""
    parts = snippet.split("**")
    if len(parts) % 2 == 0:
        return snippet
    return "".join(heading(part) if n % 2 else part for n, part in enumerate(parts))


def _bar(share: float) -> str:
    eighths = max(1, round(share * _BAR_CELLS * 8))
    return "█" * (eighths // 8) + _EIGHTHS[eighths % 8].strip()


def _cut(text: str, cells: int) -> str:
    if _cells(text) <= cells:
        return text
    while _cells(text) > cells - 1:
        text = text[:-1]
    return text + "…"


def _cells(text: str) -> int:
    """How many columns of a terminal a text takes."""
    wide = sum(unicodedata.east_asian_width(one) in "WF" for one in text)
    return len(text) + wide - sum(unicodedata.combining(one) > 0 for one in text)


def _is_control(character: str) -> bool:
    # Cc steers terminals, Cf holds the marks that turn the direction of writing.
    return unicodedata.category(character) in ("Cc", "Cf")
