"""Commands that answer about files and texts, and store nothing."""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from enricher.commands.answers import print_body, print_fields
from enricher.documents.notices import all_in_words
from enricher.documents.proofs import balanced
from enricher.terminal.options import FAILED, FILE, home_option, json_option, start_logging
from enricher.terminal.printing import heading, printable
from enricher.values import VALUE_TYPES

if TYPE_CHECKING:
    from enricher.documents.extraction import Extraction


@click.command(
    epilog="\b\nExample:\n  enricher extract contract.pdf\n  enricher extract ~/contracts --xlsx register.xlsx"
)
@click.argument("paths", nargs=-1, required=True, type=FILE, metavar="FILE|DIR…")
@click.option(
    "--project",
    metavar="P[/D]",
    help="The project (and deployment) that reads them.  [default: contracts and clauses]",
)
@click.option(
    "--xlsx",
    "register",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="REGISTER.XLSX",
    help="Write a register: a row for each document, a column for each category, and a sheet of"
    " evidence.",
)
@click.option(
    "--candidates",
    is_flag=True,
    help="With --json, add all candidates of the model, however unsure.",
)
@home_option()
@json_option
def extract(
    paths: tuple[Path, ...],
    project: str | None,
    register: Path | None,
    candidates: bool,
    home: Path,
    as_json: bool,
) -> None:
    """Extract the entities of files, folders, mails and archives; nothing is stored.

    Documents come in the order of the files, members after their archive or mail. Exit code 1 if
    any failed; its line says why, and the others are read all the same.
    """
    from enricher.api.bodies.documents import CandidatesBody, ExtractionBody
    from enricher.ledger.routes import deployments_of
    from enricher.models.registry import Registry
    from enricher.search.register import open_register
    from enricher.settings import load_settings
    from enricher.wiring.readers import extract_paths, reading

    if candidates and not as_json:
        raise click.UsageError("--candidates is for --json")
    settings = load_settings(home)
    start_logging(settings.log_level)
    body = CandidatesBody if candidates else ExtractionBody
    failures = 0
    with ExitStack() as stack:
        registry = Registry(home.absolute())
        served = registry.readers(project)
        schema = registry.merged_schema(deployments_of(served))
        sheet = stack.enter_context(open_register(register, schema)) if register else None
        pool = stack.enter_context(reading(home, settings))
        for extraction in extract_paths(pool, paths, settings, served):
            failures += extraction.error is not None
            if sheet is not None:
                sheet.add(extraction)
            if as_json:
                print_body(extraction, body)
                sys.stdout.flush()
            elif sheet is None:
                _print_extraction(extraction)
    if sheet is not None and not as_json:
        click.echo(f"{register}: {sheet.rows} documents, {failures} of them failed")
    if failures:
        sys.exit(FAILED)


def _print_extraction(extraction: Extraction) -> None:
    click.echo(heading(printable(extraction.file)))
    if extraction.error is not None:
        click.echo(f"  {click.style('failed', fg='red')} {printable(extraction.error)}")
        return
    for warning in all_in_words(extraction.enriched.all_warnings):
        click.echo(f"  warning: {printable(warning)}")
    print_fields(extraction.enriched)
    for table in extraction.enriched.extracted.tables:
        named = (
            f"{table.name} of {table.facts['account']}" if "account" in table.facts else table.name
        )
        sums = {True: ", add up", False: ", do not add up", None: ""}[balanced(table)]
        click.echo(f"  {printable(named)}: {len(table.rows)} rows{sums}")


_OTHERS, _LAST = ", ".join(list(VALUE_TYPES)[:-1]), list(VALUE_TYPES)[-1]


@click.command(
    help=f"Convert texts to values of a type.\n\nTYPE: {_OTHERS} or {_LAST}.",
    # `-$50` is a text, not an option.
    context_settings={"ignore_unknown_options": True},
    epilog='\b\nExample:\n  enricher normalize date "the 20th day of May, 2014"\n  enricher normalize money "1.471,60 €" --locale de',
)
@click.argument("type", type=click.Choice(list(VALUE_TYPES)), metavar="TYPE")
@click.argument("texts", nargs=-1, required=True, metavar="TEXT…")
@click.option("--locale", metavar="L", help="How numbers and dates are written: en-GB, de, de-CH.")
@json_option
@home_option(default=None)
def normalize(
    type: str, texts: tuple[str, ...], locale: str | None, home: Path | None, as_json: bool
) -> None:
    from enricher.api.bodies.documents import NormalizationBody
    from enricher.values import normalize_text

    for argument in texts:
        text = os.fsencode(argument).decode("utf-8", "replace")
        found = normalize_text(VALUE_TYPES[type], text, locale=locale)
        if as_json:
            print_body(found, NormalizationBody)
            continue
        readings = " or ".join(reading.display for reading in found.readings)
        value = found.value.display if found.value else f"ambiguous: {readings}"
        click.echo(value if found.value or found.ambiguous else "none")
        for warning in all_in_words(found.warnings):
            click.echo(f"warning: {warning}", err=True)
