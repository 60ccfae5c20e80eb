"""Commands for mappings: which there are, whether they can be used, and what one finds in a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from enricher.terminal.options import FAILED, FILE, home_option, json_option
from enricher.terminal.printing import dim, heading, print_json, print_table, printable

if TYPE_CHECKING:
    from enricher.documents import Reading
    from enricher.documents.tables import Table

_LONGEST_TABLE = 50  # rows, but after --all


@click.group(
    epilog="\b\nExample:\n  enricher mappings try till.yaml till-2025-03.json\n  enricher mappings add till.yaml"
)
@home_option()
@click.pass_context
def mappings(context: click.Context, home: Path) -> None:
    """Manage mappings: where to find rows and values in JSON and CSV files of other programs.

    A mapping is a YAML file in HOME/mappings. It names the files it applies to, and says where in
    them the rows of a statement or an invoice are. Try it before you add it. Files that a new or
    changed mapping applies to are read again by the next ingest, or by a running watch or serve.
    """
    context.find_root().obj = home


@mappings.command(name="list", epilog="\b\nExample:\n  enricher mappings list --json")
@home_option()
@json_option
def list_(home: Path, as_json: bool) -> None:
    """List the mappings of the home, and the files they apply to."""
    from enricher.wiring.mappings import home_mappings

    found = home_mappings(home)
    if as_json:
        rows = [
            {"name": one.name, "files": list(one.files), "problem": one.problem} for one in found
        ]
        print_json({"mappings": rows})
    elif not found:
        click.echo("there are no mappings yet: docs/financial.md says how to write one")
    else:
        print_table(
            ("mapping", "", "files"),
            [(one.name, "wrong" if one.problem else "", ", ".join(one.files)) for one in found],
        )


@mappings.command(epilog="\b\nExample:\n  enricher mappings check")
@home_option()
@json_option
@click.pass_context
def check(context: click.Context, home: Path, as_json: bool) -> None:
    """Check that all mappings of the home are valid; exit code 1 if any is not."""
    from enricher.wiring.mappings import home_mappings

    found = home_mappings(home)
    problems = [line for one in found for line in one.problem.splitlines()]
    if as_json:
        print_json({"mappings": len(found), "problems": problems})
    else:
        for line in problems:
            click.echo(printable(line))
        good = sum(not one.problem for one in found)
        click.echo(f"{good} mapping{'' if good == 1 else 's'} can be used")
    if problems:
        context.exit(FAILED)


@mappings.command(epilog="\b\nExample:\n  enricher mappings add till.yaml")
@click.argument("file", type=FILE)
@home_option()
def add(file: Path, home: Path) -> None:
    """Check the mapping FILE and add it to the home, in place of one of the same name."""
    from enricher.wiring.mappings import add_mapping

    place = add_mapping(home, file)
    click.echo(f"{printable(str(place))}: files that it is for are read again by the next ingest")


@mappings.command(
    name="try",
    epilog="\b\nExample:\n  enricher mappings try till.yaml till-2025-03.json\n  enricher mappings try till ~/till/april.csv --all",
)
@click.argument("mapping")
@click.argument("file", type=FILE)
@click.option("--all", "whole", is_flag=True, help="Show all rows, not only the first 50.")
@home_option()
@json_option
def try_(mapping: str, file: Path, whole: bool, home: Path, as_json: bool) -> None:
    """Show what a mapping finds in FILE; nothing is stored.

    MAPPING: a YAML file, or the name of a mapping in the home. The mapping's pattern of file names
    is ignored.
    """
    from enricher.wiring.mappings import try_mapping

    reading = try_mapping(home, mapping, file)
    if as_json:
        print_json(_json(reading))
    else:
        _print(reading, whole=whole)


def _json(reading: Reading) -> dict[str, object]:
    from enricher.documents.notices import all_in_words
    from enricher.documents.proofs import balanced

    return {
        "fields": _fields(reading),
        "tables": [
            {
                "name": one.name,
                **one.facts,
                "balanced": balanced(one),
                "columns": [column.name for column in one.columns],
                "rows": one.records(),
            }
            for one in reading.tables
        ],
        "warnings": all_in_words(reading.warnings),
    }


def _fields(reading: Reading) -> dict[str, list[str]]:
    from enricher.documents.document_type import DOCUMENT_TYPE

    found: dict[str, list[str]] = {}
    for one in reading.stated:
        if one.category != DOCUMENT_TYPE:
            found.setdefault(one.category, []).append(reading.text[one.start : one.end])
    return found


def _print(reading: Reading, *, whole: bool) -> None:
    from enricher.documents.notices import all_in_words
    from enricher.documents.proofs import prove_table

    for name, values in _fields(reading).items():
        click.echo(f"{dim(name)}  {printable('; '.join(values))}")
    for table in reading.tables:
        click.echo(heading(_title(table)))
        rows = table.records() if whole else table.records()[:_LONGEST_TABLE]
        names = [one.name for one in table.columns]
        print_table(names, [[row[name] or "" for name in names] for row in rows])
        if len(rows) < len(table.rows):
            click.echo(dim(f"and {len(table.rows) - len(rows):,} more; --all shows them"))
        for proof in prove_table(table):
            if not proof.holds:
                click.echo(f"warning: {all_in_words([proof.notice()])[0]}")
    for warning in all_in_words(reading.warnings):
        click.echo(f"warning: {printable(warning)}")


def _title(table: Table) -> str:
    from enricher.documents.proofs import balanced

    of = f" of {table.facts['account']}" if "account" in table.facts else ""
    count = f"{len(table.rows):,} row{'' if len(table.rows) == 1 else 's'}"
    sums = {True: ", add up", False: ", do not add up", None: ""}[balanced(table)]
    return printable(f"{table.name}{of}: {count}{sums}")
