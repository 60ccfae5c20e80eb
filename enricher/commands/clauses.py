"""Commands for clauses: which there are in documents, how they are worded, how two compare."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from enricher.commands.answers import print_body
from enricher.commands.homes import open_home
from enricher.terminal.options import home_option, json_option
from enricher.terminal.printing import dim, heading, print_table, printable
from enricher.text.excerpts import excerpt

if TYPE_CHECKING:
    from enricher.audit.clauses.comparison import ClausePair
    from enricher.audit.clauses.library import Passage, WordingGroup
    from enricher.text.wordings import Stretch

_DOCUMENTS_SHOWN = 5  # of those with the same words; `--json` has all
_query = click.argument("query", nargs=-1, metavar="[QUERY]")
_where = click.option(
    "--where",
    multiple=True,
    metavar="FILTER",
    help="A filter, as for search. Repeatable: all must hold.",
)


@click.group(epilog="\b\nExample:\n  enricher clauses list\n  enricher clauses show GoverningLaw")
@home_option()
@click.pass_context
def clauses(context: click.Context, home: Path) -> None:
    """List and compare the clauses of documents.

    A clause is a passage of a category whose type is `passage`.
    """
    context.find_root().obj = home


@clauses.command(name="list", epilog="\b\nExample:\n  enricher clauses list --where language=en")
@_query
@_where
@home_option()
@json_option
def list_(query: tuple[str, ...], where: tuple[str, ...], home: Path, as_json: bool) -> None:
    """List the categories of clauses, with the number of documents that have each."""
    from enricher.api.bodies.clauses import ClauseCategoryBody
    from enricher.wiring.clauses import clause_library

    with open_home(home) as opened:
        found = clause_library(opened).categories(" ".join(query), where)
    if as_json:
        print_body(found, list[ClauseCategoryBody])
    elif not found:
        click.echo(
            "no collection is read by a project that finds clauses. To use the shipped one:"
            " `enricher collections serve default contracts clauses`, then `enricher reenrich`"
            " (docs/schema.md)"
        )
    else:
        print_table(
            ("category", "documents", "missing", "description"),
            [
                (
                    f"{one.category} *" if one.is_weak else one.category,
                    f"{one.documents:,}",
                    f"{one.missing:,}",
                    one.description,
                )
                for one in found
            ],
        )
        if any(one.is_weak for one in found):
            click.echo("* often wrong or missed: check it yourself", err=True)


@clauses.command(
    epilog="\b\nExample:\n  enricher clauses show GoverningLaw\n"
    "  enricher clauses show AuditRights --where collection=leases"
)
@click.argument("category", metavar="CATEGORY")
@_query
@_where
@click.option(
    "--size",
    type=click.IntRange(0, 10_000),
    default=10,
    show_default=True,
    help="How many wordings to show.",
)
@home_option()
@json_option
def show(
    category: str,
    query: tuple[str, ...],
    where: tuple[str, ...],
    size: int,
    home: Path,
    as_json: bool,
) -> None:
    """Group the clauses of CATEGORY by similar wording.

    With a QUERY, only those of the documents found. Case, punctuation, clause numbers and names of
    parties make no difference. Other differences are marked: [-words of the group-] {+words of the
    document+}.
    """
    from enricher.api.bodies.clauses import WordingsBody, wordings_body
    from enricher.wiring.clauses import clause_library

    with open_home(home) as opened:
        found = clause_library(opened).wordings(category, " ".join(query), where)
    if as_json:
        print_body(wordings_body(found, size), WordingsBody)
        return
    click.echo(
        f"{heading(found.category)}  {counted(found.documents)},"
        f" {len(found.groups):,} wording{'' if len(found.groups) == 1 else 's'};"
        f" missing in {counted(found.missing)}"
    )
    for each in found.groups[:size]:
        click.echo()
        _print_group(each)
    if len(found.groups) > size:
        click.echo()
        click.echo(dim(f"and {len(found.groups) - size:,} other wordings (--size)"))


@clauses.command(
    epilog="\b\nExample:\n  enricher clauses compare contracts/2019.pdf contracts/2024.pdf"
)
@click.argument("first", metavar="DOCUMENT")
@click.argument("second", metavar="OTHER")
@click.option("--changed", is_flag=True, help="Leave out clauses with the same wording.")
@home_option()
@json_option
def compare(first: str, second: str, changed: bool, home: Path, as_json: bool) -> None:
    """Compare two documents clause by clause, and mark the words that differ.

    DOCUMENT and OTHER are ids, the starts of ids, or paths.
    """
    from enricher.api.bodies.clauses import ClauseComparisonBody
    from enricher.text.wordings import Nearness
    from enricher.wiring.clauses import comparisons

    with open_home(home) as opened:
        found = comparisons(opened).compare(first, second)
    if changed:
        pairs = tuple(one for one in found.pairs if one.nearness is not Nearness.SAME)
        found = replace(found, pairs=pairs)
    if as_json:
        print_body(found, ClauseComparisonBody)
        return
    for sign, document in (("-", found.first), ("+", found.second)):
        click.echo(f"{sign} {heading(printable(document.title))}  {dim(document.id)}")
    for pair in found.pairs:
        click.echo()
        _print_pair(pair)
    if not found.pairs:
        click.echo("the same clauses" if changed else "neither has a clause")


def _print_pair(pair: ClausePair) -> None:
    only = pair.first or pair.second
    if pair.first is None or pair.second is None:
        where = "second" if pair.first is None else "first"
        state = click.style(f"in the {where} document only", fg="red")
        text = printable(only.entity.text) if only else ""
    else:
        state = click.style(str(pair.nearness), fg="green" if pair.nearness == "same" else "yellow")
        text = marked(pair.differences)
    click.echo(f"{heading(pair.category)}  {state}")
    click.echo(f"  {text}")


def _print_group(found: WordingGroup) -> None:
    deviate = f", {len(found.close):,} of them close" if found.close else ""
    whose = "  the standard" if found.is_standard else ""
    click.echo(f"{heading(counted(found.documents))}{deviate}{click.style(whose, fg='cyan')}")
    click.echo(f"  {printable(found.text)}")
    for one in found.same[:_DOCUMENTS_SHOWN]:
        click.echo(f"  {click.style('same', fg='green')}   {_named(one)}")
    if len(found.same) > _DOCUMENTS_SHOWN:
        click.echo(dim(f"         and {len(found.same) - _DOCUMENTS_SHOWN:,} more"))
    from enricher.text.wordings import differences

    for one in found.close:
        click.echo(f"  {click.style('close', fg='yellow')}  {_named(one)}")
        click.echo(f"         {marked(differences(found.wording, one.wording))}")


def _named(passage: Passage) -> str:
    return f"{printable(excerpt(passage.title))}  {dim(passage.document)}"


def marked(stretches: Sequence[Stretch]) -> str:
    """A wording with what it lacks of another one, and what it has instead."""
    parts: list[str] = []
    for one in stretches:
        if not one.differs:
            parts.append(printable(one.second))
            continue
        if one.first:
            parts.append(click.style(f"[-{printable(one.first)}-]", fg="red"))
        if one.second:
            parts.append(click.style(f"{{+{printable(one.second)}+}}", fg="green"))
    return " ".join(filter(None, parts))


def counted(documents: int) -> str:
    return f"{documents:,} document{'' if documents == 1 else 's'}"
