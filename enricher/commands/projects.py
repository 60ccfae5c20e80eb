"""Commands about projects of one's own: schema, documents, labels in and out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from enricher.commands.answers import print_body
from enricher.commands.homes import open_home
from enricher.ledger.actors import user
from enricher.terminal.options import home_option, json_option
from enricher.terminal.printing import dim, heading, print_json, print_table, printable

if TYPE_CHECKING:
    from enricher.ledger.labels import DataSet
    from enricher.projects.label_files import Imported
    from enricher.projects.project import Overview
    from enricher.schema import Category

_name = click.argument("name", metavar="PROJECT")


@click.group(
    epilog="\b\nExample:\n  enricher project create loans\n"
    "  enricher project import loans labels.json --documents ./loans"
)
def project() -> None:
    """Manage projects: schemas, and documents with labels."""


@project.command(epilog="\b\nExample:\n  enricher project create loans --schema schema.toml")
@_name
@click.option(
    "--schema",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE.toml",
    help="The schema.  [default: the categories of imported labels]",
)
@home_option()
@json_option
def create(name: str, schema: Path | None, home: Path, as_json: bool) -> None:
    """Create a project, and print the path of its schema file."""
    from enricher.wiring.projects import projects

    with open_home(home) as opened:
        path = projects(opened).create(name, schema, user())
    if as_json:
        print_json({"name": name, "schema": str(path)})
    else:
        click.echo(f"project {printable(name)}: {path}")


@project.command("list")
@home_option()
@json_option
def list_(home: Path, as_json: bool) -> None:
    """List projects, including those that ship with enricher."""
    from enricher.api.bodies.projects import ProjectBody, project_body
    from enricher.wiring.projects import survey_projects

    found = survey_projects(home)
    if as_json:
        print_body(list(map(project_body, found)), list[ProjectBody])
        return
    print_table(
        ["project", "categories", "documents", "labels"],
        [
            [one.name, str(len(one.schema.categories)), str(one.documents), str(one.labels.total())]
            for one in found
        ],
    )


@project.command()
@_name
@home_option()
@json_option
def show(name: str, home: Path, as_json: bool) -> None:
    """Show the categories of a project and the number of labels of each."""
    from enricher.api.bodies import to_json
    from enricher.api.bodies.projects import project_body
    from enricher.projects.project import survey
    from enricher.wiring.projects import open_project

    with open_project(home, name) as opened:
        found = survey(opened)
        path = opened.schema_path
    if as_json:
        print_json({**to_json(project_body(found)), "schema": str(path)})
        return
    _print_overview(found)
    click.echo(dim(f"schema: {path}"))


_formats = click.Choice(["azure", "doccano", "label-studio", "conll", "spacy", "brat"])


@project.command(
    "import",
    epilog="\b\nExample:\n  enricher project import loans labels.json --documents ./loans\n"
    "  enricher project import loans labels.jsonl --set test\n"
    "  enricher project import loans public.jsonl --rename LEGISLATION/ACT=Act --fit-names\n"
    "  enricher project import loans --register register.xlsx --documents ./loans\n"
    "  enricher project import loans --documents ./more",
)
@_name
@click.argument("path", type=click.Path(path_type=Path), metavar="[FILE|DIR]", required=False)
@click.option(
    "--register",
    type=click.Path(path_type=Path),
    metavar="FILE.xlsx|.csv",
    help="Take the labels from a table: each value is looked up in its document.",
)
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="'HEADING=CATEGORY'",
    help="With --register: the category of a column.  [default: the category of the same name]",
)
@click.option(
    "--file-column",
    metavar="HEADING",
    help="With --register: the column that names the documents.  [default: detected]",
)
@click.option(
    "--documents",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="The folder of the documents that the file only names: texts, or files of any kind"
    " that can be read. Without a file, all of its documents are added, to be tagged.",
)
@click.option("--format", "format_", type=_formats, help="  [default: detected by content]")
@click.option(
    "--set", "dataset", type=click.Choice(["train", "test"]), help="The set of these documents."
)
@click.option(
    "--utf16",
    is_flag=True,
    help="Offsets count UTF-16 units, as in browsers. For files that do not say so.",
)
@click.option(
    "--rename",
    "renames",
    multiple=True,
    metavar="OLD=NEW",
    help="Rename a category of the file. Repeatable.",
)
@click.option(
    "--fit-names",
    is_flag=True,
    help="Replace invalid characters with _: LEGISLATION/ACT becomes LEGISLATION_ACT.",
)
@home_option()
@json_option
def import_(
    name: str,
    path: Path | None,
    register: Path | None,
    columns: tuple[str, ...],
    file_column: str | None,
    documents: Path | None,
    format_: str | None,
    dataset: DataSet | None,
    utf16: bool,
    renames: tuple[str, ...],
    fit_names: bool,
    home: Path,
    as_json: bool,
) -> None:
    """Import labelled documents into a project: the whole file or, after an error, nothing.

    Documents that the project already has are replaced; others stay. Categories that its schema
    lacks are added, with the type that their labels suggest; check them in the schema file.
    """
    from enricher.api.bodies.projects import ImportBody, import_body

    if register is not None:
        if path or format_ or utf16 or renames or fit_names:
            raise click.UsageError(
                "--register takes no FILE, --format, --utf16, --rename or --fit-names"
            )
        from enricher.commands.register import import_from_register, print_register

        found, schema = import_from_register(
            home, name, register, documents, columns, file_column, dataset
        )
        print_register(found, schema, as_json)
        if not as_json:
            _print_imported(found.imported, schema)
        return
    if columns or file_column:
        raise click.UsageError("--column and --file-column need --register")
    if path is None:
        if documents is None:
            raise click.UsageError(
                "name a FILE of labels or a --register, or use --documents to add documents to tag"
            )
        from enricher.commands.labels import import_untagged

        import_untagged(name, documents, dataset, home, as_json)
        return
    from enricher.projects.category_names import read_renaming
    from enricher.projects.formats import Unit
    from enricher.projects.label_files import import_labels
    from enricher.wiring.projects import document_texts, open_project

    renaming = read_renaming(renames, by_rule=fit_names)
    with open_project(home, name, user()) as opened:
        keep = opened.store.keep_boxes
        texts = document_texts(home, documents, keep) if documents else None
        unit = Unit.UTF16 if utf16 else None
        imported = import_labels(opened, path, texts, format_, dataset, unit, renaming)
        schema = opened.schema_path
    if as_json:
        print_body(import_body(imported), ImportBody)
    else:
        _print_imported(imported, schema)


@project.command(
    epilog="\b\nExample:\n  enricher project export loans labels.jsonl --format doccano"
)
@_name
@click.argument("path", type=click.Path(path_type=Path), metavar="FILE|DIR")
@click.option("--format", "format_", type=_formats, default="azure", show_default=True)
@home_option()
@json_option
def export(name: str, path: Path, format_: str, home: Path, as_json: bool) -> None:
    """Export the documents and labels of a project, in a form that can be imported again.

    The format azure names the documents, without their texts.
    """
    from enricher.projects.label_files import export_labels
    from enricher.wiring.projects import open_project

    with open_project(home, name) as opened:
        count, warnings = export_labels(opened, path, format_)
    if as_json:
        print_json(
            {"documents": count, "format": format_, "path": str(path), "warnings": list(warnings)}
        )
    else:
        click.echo(f"{path}: {count} documents, format {format_}")
        for warning in warnings:
            click.echo(f"warning: {warning}", err=True)


@project.command(epilog="\b\nExample:\n  enricher project delete loans --yes")
@_name
@click.option("--yes", is_flag=True, help="Do not ask for confirmation.")
@home_option()
def delete(name: str, yes: bool, home: Path) -> None:
    """Delete a project with its documents, labels and models.

    Refused while it reads a collection. Indexed documents keep what it found.
    """
    from enricher.wiring.projects import projects

    if not yes:
        click.confirm(f"Delete project {name} with all its labels and models?", abort=True)
    with open_home(home) as opened:
        projects(opened).delete(name, user())
    click.echo(f"project {printable(name)} is deleted")


def _finder(category: Category) -> str:
    if not category.is_found:
        return "derived"
    by = "a model" if category.learned or category.choices else "rules"
    if category.stated:
        by = "the file itself"
    return f"{by}, else derived" if category.derived else by


def _print_overview(found: Overview) -> None:
    undecided = found.documents - found.train - found.test
    click.echo(
        f"{heading(printable(found.name))}  {found.documents} documents: {found.train} for training,"
        f" {found.test} for testing, {undecided} unassigned"
    )
    print_table(
        ["category", "type", "values", "labels", "found by"],
        [
            [
                one.name,
                one.type.name,
                one.cardinality,
                str(found.labels[one.name]),
                _finder(one),
            ]
            for one in found.schema.categories
        ],
    )


def _print_imported(imported: Imported, schema: Path) -> None:
    for warning in imported.warnings:
        click.echo(f"warning: {printable(warning)}", err=True)
    for old, new in imported.renamed.items():
        click.echo(f"category {printable(old)} is called {printable(new)}")
    for one in imported.categories:
        click.echo(
            f"new category {printable(one.name)}: {one.type.name},"
            f" {one.cardinality} value{'s' if one.cardinality == 'many' else ''} a document"
        )
    if imported.categories:
        click.echo(dim(f"look them over in {schema}"))
    click.echo(
        f"{len(imported.added)} documents added, {len(imported.replaced)} replaced,"
        f" {len(imported.unchanged)} unchanged; {imported.labels} labels"
        + (f", {imported.lost} earlier labels removed" if imported.lost else "")
    )
