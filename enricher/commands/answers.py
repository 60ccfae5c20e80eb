"""Answers on a terminal: JSON for programs, hits and facets for people."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

import click

from enricher.terminal.printing import cells, dim, heading, print_json, printable
from enricher.text.excerpts import excerpt
from enricher.values import VALUE_TYPES

if TYPE_CHECKING:
    from enricher.documents import EnrichedText
    from enricher.query.nodes import FacetValue, Hit, SearchPage
    from enricher.search.answers import Answer
    from enricher.search.citations import WrittenAnswer
    from enricher.search.hybrid import FoundPage

_BAR_CELLS = 24
_EIGHTHS = " ▏▎▍▌▋▊▉█"
_LABEL_CELLS = 36
_VALUES_SHOWN = 4
_PASSAGES_SHOWN = 2


def print_body(value: Any, body: Any) -> None:
    """Print a value as the body that it is over HTTP."""
    from enricher.api.bodies import to_json

    print_json(to_json(value, body))


def print_page(page: SearchPage, offset: int, passages: Collection[str] = ()) -> None:
    """Hits with their fields and snippets, then the facets; of passages their names."""
    shown = f", {offset + 1} to {offset + len(page.hits)} shown" if page.hits else ""
    click.echo(dim(f"{page.total} document{'' if page.total == 1 else 's'}{shown}"))
    for hit in page.hits:
        click.echo()
        _print_hit(hit, passages)
    for category, values in page.facets.items():
        click.echo()
        print_facet(category, values)


def print_found(found: FoundPage, offset: int, passages: Collection[str] = ()) -> None:
    """A page of hits; before those of a question, how it was understood."""
    question = found.question
    if question is not None:
        if question.respelled != question.text:
            click.echo(f"Showing results for {heading(printable(question.respelled))}")
        for chip in question.chips:
            click.echo(f"  {click.style('first', fg='cyan')}  {printable(chip.filter)}")
        if question.sure_topics:
            topics = ", ".join(one.category for one in question.sure_topics)
            click.echo(f"  {click.style('about', fg='cyan')}  {printable(topics)}")
    if found.written is not None:
        _print_written(found.written)
    for answer in found.answers:
        _print_answer(answer)
    print_page(found.page, offset, passages)


def _print_written(written: WrittenAnswer) -> None:
    from enricher.api.bodies.answer_wording import sent_passages, why_none

    if why := why_none(written):
        click.echo(printable(why), err=written.state == "unavailable")
        return
    click.echo(dim(printable(f"Written by {written.model} from {sent_passages(written)}:")))
    click.echo(f"  {printable(written.text)}")
    for one in written.citations:
        page = f", page {one.page}" if one.page else ""
        click.echo(dim(f"  [{one.number}] {printable(one.title)}{page}"))
        click.echo(f"      {printable(excerpt(one.text))}")


def _print_answer(answer: Answer) -> None:
    title = dim(printable(answer.title))
    if answer.evidence is None:
        unread = f", of which {answer.coverage:.0%} was read" if answer.coverage < 1 else ""
        click.echo(f"  {printable(answer.category)} is not stated in {title}{unread}")
        return
    said = answer.value or " or ".join(answer.readings) or excerpt(answer.evidence.text)
    page = f", page {answer.evidence.page}" if answer.evidence.page else ""
    click.echo(f"  {heading(printable(said))}  {title}{dim(page)}")
    if answer.inputs:
        inputs = " and ".join(f"{one.category} {one.value}" for one in answer.inputs)
        click.echo(f"    derived from {printable(inputs)}")
    elif answer.value or answer.readings:
        click.echo(f"    {printable(excerpt(answer.evidence.sentence.text))}")


def _print_hit(hit: Hit, passages: Collection[str]) -> None:
    click.echo(f"{heading(printable(hit.title))}  {dim(hit.id)}")
    for path in hit.paths:
        click.echo(f"  {dim(printable(path))}")
    if hit.passages:
        _print_passages(hit)
        return
    for category, values in hit.fields.items():
        if category not in passages:
            click.echo(f"  {click.style(category, fg='cyan')}  {_some(values)}")
    for category, stated in hit.stated.items():
        click.echo(f"  {click.style(category, fg='cyan')}  {printable(stated.shown)}")
    if clauses := [name for name in hit.fields if name in passages]:
        click.echo(f"  {click.style('clauses', fg='cyan')}  {', '.join(clauses)}")
    for snippet in hit.snippets:
        click.echo(f"  {_marked(printable(snippet))}")


def _print_passages(hit: Hit) -> None:
    """What answers a question says enough of a document."""
    for one in hit.passages[:_PASSAGES_SHOWN]:
        page = f"page {one.page}: " if one.page else ""
        click.echo(f"  {dim(page)}{printable(excerpt(one.text))}")
    if hit.copy_of:
        click.echo(dim(f"  nearly the same as {hit.copy_of}"))


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


def print_fields(enriched: EnrichedText) -> None:
    """A line of fields, and one for each clause: these are sentences."""
    shown = {name: [one.value.display for one in found] for name, found in enriched.fields.items()}
    for name, stated in enriched.stated.items():
        shown.setdefault(name, []).append(stated.shown)
    clauses = {name: shown.pop(name) for name in [*shown] if _has_passages(enriched, name)}
    if line := fields_line(shown):
        click.echo(f"  {line}")
    for name, passages in clauses.items():
        click.echo(f"  {fields_line({name: passages})}")
    if not (shown or clauses):
        click.echo(dim("  no entities"))


def _has_passages(enriched: EnrichedText, name: str) -> bool:
    return any(VALUE_TYPES[one.value.type].is_passage for one in enriched.fields.get(name, ()))


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
