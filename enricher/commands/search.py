"""Commands that find documents and show them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from enricher.commands.answers import print_body, print_fields, print_found, print_page
from enricher.commands.homes import open_home
from enricher.documents.notices import all_in_words
from enricher.search.address import AUTO, MODES
from enricher.terminal.options import home_option, json_option
from enricher.terminal.printing import dim, heading, print_json, printable
from enricher.text.excerpts import excerpt

if TYPE_CHECKING:
    from enricher.ingestion.catalog import Document
    from enricher.search.hybrid import Mode


@click.command(
    epilog="\b\nExample:\n  enricher search '\"confidential information\" Jurisdiction:Delaware' --facet Party\n  enricher search --where 'Money>=1000000 USD' --where 'Jurisdiction:missing'\n  enricher search who may hand the contract to somebody else\n  enricher reread $(enricher search statement --ids --size 100)"
)
@click.argument("query", nargs=-1, metavar="[QUERY]")
@click.option(
    "--where", multiple=True, metavar="FILTER", help="A filter. Repeatable: all must hold."
)
@click.option(
    "--mode",
    type=click.Choice(MODES),
    default=AUTO,
    show_default=True,
    help="words: documents with all of the words. hybrid: documents that answer the question, in"
    " any wording. auto: hybrid for questions and where no document has all of the words.",
)
@click.option(
    "--without",
    multiple=True,
    metavar="FILTER",
    help="A filter that was read from the question by mistake.",
)
@click.option("--facet", "facets", multiple=True, metavar="C", help="Count the values of C.")
@click.option(
    "--facet-size",
    type=click.IntRange(1, 10_000),
    default=20,
    show_default=True,
    help="How many values of each facet.",
)
@click.option(
    "--sort",
    default="relevance",
    show_default=True,
    metavar="relevance|date|C[:desc]",
    help="date: EffectiveDate, newest first.",
)
@click.option("--size", type=click.IntRange(0, 10_000), default=10, show_default=True)
@click.option("--from", "offset", type=click.IntRange(0), default=0, help="How many hits to skip.")
@click.option(
    "--written",
    is_flag=True,
    help="Let the language model of the settings write an answer from the passages found.",
)
@click.option("--ids", is_flag=True, help="Print the ids of the documents alone, one a line.")
@home_option()
@json_option
def search(
    query: tuple[str, ...],
    where: tuple[str, ...],
    mode: Mode,
    without: tuple[str, ...],
    facets: tuple[str, ...],
    facet_size: int,
    sort: str,
    size: int,
    offset: int,
    written: bool,
    ids: bool,
    home: Path,
    as_json: bool,
) -> None:
    """Find documents by words, by the entities in them, or by a question.

    QUERY: words (all of them), "phrases", OR, -word, C:value, or a question in plain words;
    all documents if left out.

    FILTER: C=V, C!=V, C>=V, C<V, C:missing, C:present, joined by `or`. Dates may be relative:
    EffectiveDate<today-5y. C is a category of the schema, or collection, language, media_type,
    path, parent, sha256, policy, severity.
    """
    from enricher.api.bodies.search import FoundBody
    from enricher.ingestion.indexer import fill
    from enricher.wiring.search import hybrid_search

    with open_home(home) as opened:
        if filled := fill(opened.ledger.documents, opened.index):
            documents = f"{filled:,} document{'' if filled == 1 else 's'}"
            click.echo(f"The index was rebuilt from the ledger: {documents}.", err=True)
        found = hybrid_search(opened).find(
            " ".join(query),
            mode,
            where=where,
            without=without,
            facets=facets,
            facet_size=facet_size,
            sort=sort,
            size=size,
            offset=offset,
            written=written,
        )
        passages = {one.name for one in opened.schema().categories if one.type.is_passage}
    if as_json:
        print_body(found, FoundBody)
    elif ids:
        for hit in found.page.hits:
            click.echo(hit.id)
    else:
        print_found(found, offset, passages)


@click.command(
    epilog="\b\nExample:\n  enricher similar 3f9c2a\n  enricher similar ~/contracts/nda.pdf --at 11936,12263"
)
@click.argument("document", metavar="ID|PATH")
@click.option(
    "--at",
    "place",
    metavar="START,END",
    callback=lambda _context, _option, text: text and _read_place(text),
    help="Similar to this passage, given in characters of the document's text.",
)
@click.option(
    "--where", multiple=True, metavar="FILTER", help="A filter. Repeatable: all must hold."
)
@click.option("--size", type=click.IntRange(1, 100), default=10, show_default=True)
@home_option()
@json_option
def similar(
    document: str,
    place: tuple[int, int] | None,
    where: tuple[str, ...],
    size: int,
    home: Path,
    as_json: bool,
) -> None:
    """Find documents similar to a document, or to one of its passages."""
    from enricher.api.bodies.search import HitBody
    from enricher.query.nodes import SearchPage
    from enricher.wiring.catalog import catalog
    from enricher.wiring.search import hybrid_search

    with open_home(home) as opened:
        id = catalog(opened).find(document)
        hits = hybrid_search(opened).similar(id, place, where=where, size=size)
        passages = {one.name for one in opened.schema().categories if one.type.is_passage}
    if as_json:
        print_body(hits, list[HitBody])
    else:
        print_page(SearchPage(len(hits), 0, tuple(hits)), 0, passages)


def _read_place(text: str) -> tuple[int, int]:
    start, comma, end = text.partition(",")
    if not comma or not start.strip().isdecimal() or not end.strip().isdecimal():
        raise click.BadParameter(f"{text} is not a place; write START,END, as in 11936,12263")
    return int(start), int(end)


@click.command(epilog="\b\nExample:\n  enricher show 3f9c2a --text")
@click.argument("identity", metavar="ID")
@click.option("--text", "with_text", is_flag=True, help="Print the document's text as well.")
@home_option()
@json_option
def show(identity: str, with_text: bool, home: Path, as_json: bool) -> None:
    """Show a document: its fields, entities, places, versions and members.

    The start of an ID is enough if it is unique.
    """
    from enricher.api.bodies import to_json
    from enricher.api.bodies.documents import document_body
    from enricher.wiring.catalog import catalog

    with open_home(home) as opened:
        document = catalog(opened).show(identity)
    if as_json:
        print_json(to_json(document_body(document, with_text=with_text), exclude_unset=True))
    else:
        _print_document(document, with_text=with_text)


def _print_document(document: Document, *, with_text: bool) -> None:
    from enricher.api.bodies.family_wording import family_lines

    click.echo(f"{heading(printable(document.title))}  {dim(document.id)}")
    for path in document.paths:
        click.echo(f"  {printable(path)}")
    click.echo(f"  {document.state}{': ' + printable(document.reason) if document.reason else ''}")
    if document.next_step:
        click.echo(f"  {dim(document.next_step)}")
    for label, ids in (("inside", document.parents), ("members", document.members)):
        if ids:
            click.echo(f"  {label}: {', '.join(ids)}")
    if len(document.versions) > 1:
        click.echo(f"  {len(document.versions)} versions, this one since {document.since}")
    indexed = document.indexed
    if indexed is None:
        return
    enriched = indexed.enriched
    facts = (
        enriched.extracted.media_type,
        f"{len(enriched.extracted.text):,} characters",
        f"{len(enriched.extracted.pages)} pages" if enriched.extracted.pages else "",
        enriched.language,
        "" if enriched.coverage == 1 else f"coverage {enriched.coverage:.0%}",
    )
    click.echo("  " + ", ".join(fact for fact in facts if fact))
    click.echo(f"  read by {', '.join(document.readers)}")
    for warning in all_in_words(enriched.all_warnings):
        click.echo(f"  warning: {printable(warning)}")
    for line in family_lines(indexed.family):
        beside = " ".join(filter(None, (line.id, line.note)))
        click.echo(f"  {line.label}: {printable(line.title)}  {dim(beside)}")
    print_fields(enriched)
    for one in enriched.derived:
        click.echo(dim(f"  {one.category}: {printable(one.sentence())}"))
    click.echo()
    for entity in enriched.entities:
        place = f"page {entity.page}" if entity.page else f"at {entity.span.start}"
        readings = " or ".join(one.display for one in entity.readings)
        value = entity.value.display if entity.value else readings or "?"
        click.echo(
            f"  {entity.span.category:<14} {printable(excerpt(entity.text))}"
            f" → {printable(excerpt(value))}"
            f"  {dim(f'{place}, {entity.span.confidence:.2f} {entity.span.source.value}')}"
        )
        for warning in all_in_words(entity.warnings):
            click.echo(dim(f"  {'':<14} {printable(warning)}"))
    if with_text:
        click.echo()
        click.echo(enriched.extracted.text)
