"""Commands for the names of parties: which there are, which may be one, and who said so."""

from __future__ import annotations

from pathlib import Path

import click

from enricher.commands.answers import print_body
from enricher.commands.homes import open_home
from enricher.commands.party_report import joined, print_party, print_report
from enricher.ledger.actors import user
from enricher.terminal.options import home_option, json_option
from enricher.terminal.printing import print_table, printable


@click.group(
    epilog='\b\nExample:\n  enricher parties suggest\n  enricher parties merge "Nike" "Nike, Inc."'
)
@home_option()
@json_option
@click.pass_context
def parties(context: click.Context, home: Path, as_json: bool) -> None:
    """Merge names that mean the same party.

    Names that differ only in case, punctuation or the spelling of their legal form count as
    one already. Other names are merged only by people, and a merge can be undone.
    """
    context.find_root().obj = home


@parties.command(name="list", epilog="\b\nExample:\n  enricher parties list bank")
@click.argument("text", default="", metavar="[TEXT]")
@click.option("--merged", is_flag=True, help="Only merged parties.")
@home_option()
@json_option
def list_(text: str, merged: bool, home: Path, as_json: bool) -> None:
    """List the parties (with TEXT in a name), most documents first."""
    from enricher.api.bodies.parties import PartyBody
    from enricher.wiring.parties import parties

    with open_home(home) as opened:
        found = parties(opened).list(text, merged=merged)
    if as_json:
        print_body(found, list[PartyBody])
        return
    if not found:
        click.echo("no such party" if text or merged else "no parties yet: enricher ingest FOLDER")
    for party in found:
        print_party(party)


@parties.command(epilog='\b\nExample:\n  enricher parties show "Nike, Inc."')
@click.argument("name", metavar="NAME")
@home_option()
@json_option
def show(name: str, home: Path, as_json: bool) -> None:
    """Show a party: its spellings, documents, exposures, next dates and open findings.

    Any spelling of its name will do. An exposure is one field in one currency over all of its
    documents, each of which counts once; amounts are added up where a document has one of the field.
    """
    from enricher.api.bodies.parties import PartyReportBody
    from enricher.ledger.days import local_time
    from enricher.wiring.parties import party_directory

    with open_home(home) as opened:
        found = party_directory(opened).show(name, local_time().date())
    if as_json:
        print_body(found, PartyReportBody)
    else:
        print_report(found)


@parties.command(epilog="\b\nExample:\n  enricher parties suggest --size 50")
@click.argument("name", default="", metavar="[NAME]")
@click.option("--size", type=click.IntRange(1, 100_000), default=20, show_default=True)
@home_option()
@json_option
def suggest(name: str, size: int, home: Path, as_json: bool) -> None:
    """Suggest pairs of parties (with NAME) that may be the same, most likely first.

    `merge` those that are the same; `split` those that are not, so that they are not suggested
    again. The score only orders the list; it is not a probability.
    """
    from enricher.api.bodies.parties import SuggestionBody
    from enricher.wiring.parties import parties

    with open_home(home) as opened:
        found = parties(opened).suggest(name, size)
    if as_json:
        print_body(found, list[SuggestionBody])
        return
    if not found:
        click.echo("no two parties look the same")
        return
    print_table(
        ("score", "party", "documents", "party", "documents", "why"),
        [
            (
                f"{one.score:.2f}",
                *(cell for party in one.parties for cell in (party.name, f"{party.documents}")),
                one.reason,
            )
            for one in found
        ],
    )


@parties.command(
    epilog='\b\nExample:\n  enricher parties merge "Nike" "Nike, Inc." --into "Nike, Inc."'
)
@click.argument("names", nargs=-1, required=True, metavar="NAME…")
@click.option("--into", metavar="NAME", help="The name to show.  [default: the most used]")
@home_option()
@json_option
def merge(names: tuple[str, ...], into: str | None, home: Path, as_json: bool) -> None:
    """Count these names as one party from now on, in every document.

    Any spelling of a name will do. The documents themselves do not change.
    """
    from enricher.api.bodies.parties import PartyBody
    from enricher.wiring.parties import parties

    with open_home(home) as opened:
        party = parties(opened).merge(names, user(), into)
    if as_json:
        print_body(party, PartyBody)
    else:
        print_party(party)


@parties.command(epilog='\b\nExample:\n  enricher parties split "Nike Retail B.V."')
@click.argument("names", nargs=-1, required=True, metavar="NAME…")
@home_option()
@json_option
def split(names: tuple[str, ...], home: Path, as_json: bool) -> None:
    """Undo a merge, or take a name out of it.

    Given the name that a merge is shown under, undoes the last merge; given another of its names,
    takes that name out. Several names are marked as different parties, merged or not. What was
    split is not suggested again.
    """
    from enricher.api.bodies.parties import PartyBody
    from enricher.wiring.parties import parties

    with open_home(home) as opened:
        found = parties(opened).split(names, user())
    if as_json:
        print_body(found, list[PartyBody])
        return
    for party in found:
        print_party(party)


@parties.command(epilog="\b\nExample:\n  enricher parties log")
@home_option()
@json_option
def log(home: Path, as_json: bool) -> None:
    """Show who merged and split which names, latest first."""
    from enricher.api.bodies.parties import DecisionBody
    from enricher.wiring.parties import parties

    with open_home(home) as opened:
        found = parties(opened).log()
    if as_json:
        print_body(found, list[DecisionBody])
        return
    if not found:
        click.echo("nothing has been merged or split yet")
    for one in found:
        what = joined(one.names) + (f" → {printable(one.shown)}" if one.shown else "")
        click.echo(f"{one.at.astimezone():%Y-%m-%d %H:%M}  {printable(one.who)}  {one.act}  {what}")
