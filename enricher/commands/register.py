"""`enricher project import --register`: labels from a table, and what became of its values."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from enricher.commands.answers import print_body
from enricher.errors import InputError
from enricher.ledger.actors import user
from enricher.terminal.printing import dim, print_table, printable

if TYPE_CHECKING:
    from enricher.ledger.labels import DataSet
    from enricher.projects.project import Project
    from enricher.projects.spreadsheet import RegisterImported

_SHOWN = 10  # lines of what was not found; `--json` has all


def import_from_register(
    home: Path,
    name: str,
    register: Path,
    documents: Path | None,
    columns: Sequence[str],
    file_column: str | None,
    dataset: DataSet | None,
) -> tuple[RegisterImported, Path]:
    """Import a register into a project.

    Returns:
        What it did, and the schema file of the project.
    """
    from enricher.projects.spreadsheet import (
        NamedFiles,
        Request,
        files_below,
        import_register,
        read_asked,
    )
    from enricher.wiring.apart import read_sheet_apart
    from enricher.wiring.projects import document_texts, open_project

    request = Request(register, dict(map(read_asked, columns)), file_column, dataset)
    with open_project(home, name, user()) as project, _progress() as progress:
        if documents:
            files = NamedFiles(files_below(documents))
            texts = document_texts(home, documents, project.store.keep_boxes)
        else:
            files, texts = NamedFiles(project.store.names()), _own_texts(project)
        if not len(files):
            where = documents or f"project {name}; name their folder with --documents"
            raise InputError(f"there are no documents in {where}")
        imported = import_register(project, request, files, texts, progress, read_sheet_apart)
        return imported, project.schema_path


def print_register(imported: RegisterImported, schema: Path, as_json: bool) -> None:
    from enricher.api.bodies.projects import RegisterBody, register_body

    if as_json:
        print_body(register_body(imported), RegisterBody)
        return
    print_table(
        ["column", "category", "values", "found", "labels"],
        [
            [one.heading, one.category, str(one.values), str(one.found), str(one.labels)]
            for one in imported.columns
        ],
    )
    _print_some(
        "not found:",
        [
            f"{one.file}, row {one.row}, {one.column} {one.value!r}: {one.reason}"
            for one in imported.not_found
        ],
    )
    _print_some(
        "left out:",
        [
            f"{one.file or 'no file'}, row {', '.join(map(str, one.rows))}: {one.reason}"
            for one in imported.left_out
        ],
    )
    if imported.unused:
        click.echo(f"columns not used: {printable(', '.join(imported.unused))}")


def _print_some(title: str, lines: Sequence[str]) -> None:
    if not lines:
        return
    click.echo(title)
    for line in lines[:_SHOWN]:
        click.echo(f"  {printable(line)}")
    if len(lines) > _SHOWN:
        click.echo(dim(f"  and {len(lines) - _SHOWN} more; --json lists all"))


def _own_texts(project: Project) -> Callable[[str], str]:
    def read(name: str) -> str:
        return next(document.text for document in project.store.read([name]))

    return read


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None]]:
    """Documents read so far, on one line of stderr where that is a terminal."""
    if not sys.stderr.isatty():
        yield lambda _done, _all: None
        return

    def show(done: int, of: int) -> None:
        click.echo(f"\r{done} of {of} documents read", err=True, nl=False)

    try:
        yield show
    finally:
        click.echo("\r\033[K", err=True, nl=False)
