"""Commands for what people say about documents and findings."""

from __future__ import annotations

from pathlib import Path

import click

from enricher.commands.answers import print_body
from enricher.commands.homes import NUMBER, open_home
from enricher.ledger.actors import user
from enricher.terminal.options import home_option, json_option
from enricher.terminal.printing import dim, heading, printable


@click.group(
    epilog="\b\nExample:\n  enricher comments add --finding 3 '@ada: is this the amendment?'\n  enricher comments list --finding 3"
)
@home_option()
@click.pass_context
def comments(context: click.Context, home: Path) -> None:
    """Comment on documents and findings."""
    context.find_root().obj = home


_document = click.option("--document", metavar="DOCUMENT", help="A document: a path or an id.")
_finding = click.option("--finding", type=NUMBER, help="A finding, by its number.")


@comments.command(
    epilog="\b\nExample:\n  enricher comments add --document nda.txt 'the signed one'"
)
@click.argument("text")
@_document
@_finding
@home_option()
@json_option
def add(text: str, document: str | None, finding: int | None, home: Path, as_json: bool) -> None:
    """Comment on a document or a finding; @name mentions a user."""
    from enricher.api.bodies.comments import CommentBody
    from enricher.wiring.catalog import catalog
    from enricher.wiring.people import build_comments

    with open_home(home) as opened:
        identity = catalog(opened).find(document) if document else None
        made = build_comments(opened).add(text, user(), identity, finding)
    if as_json:
        print_body(made, CommentBody)
        return
    named = f", mentions {', '.join(made.mentions)}" if made.mentions else ""
    click.echo(f"comment {made.number} added{named}")


@comments.command(name="list", epilog="\b\nExample:\n  enricher comments list --finding 3 --json")
@_document
@_finding
@home_option()
@json_option
def list_(document: str | None, finding: int | None, home: Path, as_json: bool) -> None:
    """List the comments about a document as a whole, or about a finding."""
    from enricher.api.bodies.comments import CommentBody
    from enricher.wiring.catalog import catalog
    from enricher.wiring.people import build_comments

    with open_home(home) as opened:
        service = build_comments(opened)
        identity = catalog(opened).find(document) if document else None
        subject = service.subject(identity, finding)
        found = list(service.of([subject]).get(subject, []))
    if as_json:
        print_body(found, list[CommentBody])
        return
    for one in found:
        said = f"{one.who}, {one.at.astimezone():%Y-%m-%d %H:%M}"
        click.echo(f"{heading(str(one.number))}  {printable(one.text)}  {dim(said)}")
    if not found:
        click.echo("no comments yet")


@comments.command(epilog="\b\nExample:\n  enricher comments delete 4")
@click.argument("number", type=NUMBER)
@home_option()
def delete(number: int, home: Path) -> None:
    """Delete a comment for good; the history tells that there was one."""
    from enricher.wiring.people import build_comments

    with open_home(home) as opened:
        build_comments(opened).remove(number, user(), is_administrator=True)
    click.echo(f"comment {number} deleted")
