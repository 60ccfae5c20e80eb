"""Commands for whose documents and findings are."""

from __future__ import annotations

from pathlib import Path

import click

from enricher.commands.answers import print_body
from enricher.commands.homes import NUMBER, open_home
from enricher.ledger.actors import user
from enricher.terminal.options import home_option, json_option
from enricher.terminal.printing import heading, print_table, printable

_NOBODY = "nobody"


@click.group(
    epilog="\b\nExample:\n  enricher assignments set --to ada --finding 3\n  enricher assignments list ada"
)
@home_option()
@click.pass_context
def assignments(context: click.Context, home: Path) -> None:
    """Assign documents and findings to users, and list what is assigned to them."""
    context.find_root().obj = home


@assignments.command(
    name="set",
    epilog="\b\nExample:\n  enricher assignments set --to ada --finding 3 --finding 5\n  enricher assignments set --to nobody nda.txt",
)
@click.argument("documents", nargs=-1, metavar="[DOCUMENT]...")
@click.option("--to", required=True, metavar="NAME", help="A user, or nobody.")
@click.option("--finding", "findings", multiple=True, type=NUMBER, help="A finding, by its number.")
@home_option()
@json_option
def set_(
    documents: tuple[str, ...], to: str, findings: tuple[int, ...], home: Path, as_json: bool
) -> None:
    """Assign documents, by path or id, and findings to a user.

    An assignment of a document includes its fields to review; its findings are assigned each by
    itself.
    """
    from enricher.api.bodies.assignments import AssignedBody
    from enricher.wiring.catalog import catalog
    from enricher.wiring.people import build_assignments

    with open_home(home) as opened:
        ids = [catalog(opened).find(one) for one in documents]
        assignee = None if to.lower() == _NOBODY else to
        done = build_assignments(opened).assign(assignee, user(), ids, findings)
    if as_json:
        print_body(done, AssignedBody)
        return
    click.echo(f"{len(done.before)} assigned to {printable(to)}")
    for one, reason in done.passed_over.items():
        click.echo(f"{heading(one)}  passed over: {reason}")


@assignments.command(name="list", epilog="\b\nExample:\n  enricher assignments list ada --json")
@click.argument("name")
@home_option()
@json_option
def list_(name: str, home: Path, as_json: bool) -> None:
    """List what is assigned to a user, latest first."""
    from enricher.api.bodies.assignments import AssignmentBody
    from enricher.wiring.people import build_assignments

    with open_home(home) as opened:
        service = build_assignments(opened)
        found = service.to(service.asked(name, None))
        place_of = opened.ledger.accounts.place_of
        places = [place_of(one.subject.document) or one.subject.document for one in found]
    if as_json:
        print_body(found, list[AssignmentBody])
    elif not found:
        click.echo(f"nothing is assigned to {printable(name)}")
    else:
        print_table(
            ("what", "document", "by", "on"),
            [
                (
                    f"finding {one.subject.finding}" if one.subject.finding else "document",
                    place,
                    one.who,
                    f"{one.at.astimezone():%Y-%m-%d}",
                )
                for one, place in zip(found, places, strict=True)
            ],
        )
