"""Answers on a terminal: JSON for programs, hits and facets for people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from enricher.terminal.printing import cells, dim, heading, print_json, printable
from enricher.text.excerpts import excerpt

if TYPE_CHECKING:
    from enricher.documents import EnrichedText
    from enricher.query.nodes import FacetValue, Hit, SearchPage

_BAR_CELLS = 24
_EIGHTHS = " ▏▎▍▌▋▊▉█"
_LABEL_CELLS = 36
_VALUES_SHOWN = 4


def print_body(value: Any, body: Any) -> None:
    """Print a value as the body that it is over HTTP."""
    from enricher.api.bodies import to_json

    print_json(to_json(value, body))


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
    width = max(cells(label) for label in labels)
    most = max(one.count for one in values)
    for label, one in zip(labels, values, strict=True):
        bar = click.style(_bar(one.count / most), fg="cyan")
        click.echo(f"  {label}{' ' * (width - cells(label))}  {one.count:>5}  {bar}")


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
    shown = "; ".join(printable(excerpt(value)) for value in values[:_VALUES_SHOWN])
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


def _cut(text: str, width: int) -> str:
    if cells(text) <= width:
        return text
    while cells(text) > width - 1:
        text = text[:-1]
    return text + "…"
