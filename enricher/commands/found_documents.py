"""The command that takes ingested documents into a project."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from enricher.commands.answers import print_body
from enricher.commands.homes import open_home
from enricher.ledger.actors import user
from enricher.terminal.options import home_option, json_option
from enricher.terminal.printing import printable

if TYPE_CHECKING:
    from enricher.projects.indexed_documents import AddedDocuments


@click.command(
    epilog="\b\nExample:\n  enricher project add loans loan agreement --where Jurisdiction=Delaware --size 30\n"
    "  enricher project add loans --document 3f9c2a --document ~/contracts/loan.pdf"
)
@click.argument("name", metavar="PROJECT")
@click.argument("query", nargs=-1, metavar="[QUERY]")
@click.option(
    "--where", multiple=True, metavar="FILTER", help="A filter. Repeatable: all must hold."
)
@click.option("--sort", default="relevance", show_default=True, metavar="relevance|date|C[:desc]")
@click.option(
    "--size",
    type=click.IntRange(1, 1_000),
    default=50,
    show_default=True,
    help="How many of the documents found to add.",
)
@click.option(
    "--document",
    "documents",
    multiple=True,
    metavar="ID|PATH",
    help="Add this document, in place of a search. Repeatable.",
)
@home_option()
@json_option
def add(
    name: str,
    query: tuple[str, ...],
    where: tuple[str, ...],
    sort: str,
    size: int,
    documents: tuple[str, ...],
    home: Path,
    as_json: bool,
) -> None:
    """Add ingested documents to a project, to be tagged: those that a search finds.

    QUERY and FILTER are those of `enricher search`. The documents have no labels then; `enricher
    corrections labels` adds what people corrected in them.
    """
    from enricher.projects.indexed_documents import AddedDocuments
    from enricher.wiring.catalog import catalog
    from enricher.wiring.projects import add_documents, open_project
    from enricher.wiring.search import hybrid_search

    if documents and (query or where):
        raise click.UsageError("give either a search or --document")
    with open_home(home) as opened, open_project(home, name, user()) as project:
        if documents:
            known = catalog(opened)
            ids = [known.find(one) for one in documents]
        else:
            found = hybrid_search(opened).find(" ".join(query), where=where, sort=sort, size=size)
            ids = [hit.id for hit in found.page.hits]
        added = add_documents(opened, project, ids)
    if as_json:
        print_body(added, AddedDocuments)
    else:
        _print_added(name, added)


def _print_added(project: str, added: AddedDocuments) -> None:
    click.echo(
        f"project {printable(project)}: {len(added.added)} documents added,"
        f" {len(added.unchanged)} already there"
    )
    for name, fault in added.failed.items():
        click.echo(f"warning: {printable(name)} was not added: {fault}", err=True)
