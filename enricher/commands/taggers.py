"""Commands that give documents of a project to several taggers, and take them back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from enricher.commands.homes import open_home
from enricher.errors import InputError
from enricher.ledger.actors import user
from enricher.terminal.options import home_option

if TYPE_CHECKING:
    from enricher.ledger.labels import DataSet, LabeledDocument
    from enricher.projects.project import Project

_name = click.argument("name", metavar="PROJECT")
_documents = click.argument("documents", nargs=-1, metavar="[DOCUMENT]...")


@click.command(
    epilog="\b\nExample:\n  enricher project assign loans --tagger ada --tagger bob --size 20\n"
    "  enricher project assign loans loan-7.txt --tagger ada --tagger bob --present ada\n"
    "  enricher project assign loans --tagger ada --tagger bob --present ada --labels bob bob.jsonl"
)
@_name
@_documents
@click.option(
    "--tagger", "taggers", multiple=True, required=True, help="A user who may tag. Repeatable."
)
@click.option(
    "--present", default="", metavar="USER", help="The tagger who made the present labels."
)
@click.option(
    "--labels",
    "files",
    nargs=2,
    multiple=True,
    type=(str, click.Path(exists=True, path_type=Path)),
    metavar="USER FILE",
    help="A file of labels, as for `project import`, that the tagger made elsewhere; by default"
    " of the documents in it. Repeatable.",
)
@click.option(
    "--set", "dataset", type=click.Choice(["train", "test"]), help="Only documents of this set."
)
@click.option("--named", default="", metavar="TEXT", help="Only documents with it in their name.")
@click.option(
    "--size",
    type=click.IntRange(1),
    default=20,
    show_default=True,
    help="Without DOCUMENT: how many of those that are not tagged, or with --present of those that are.",
)
@home_option()
def assign(
    name: str,
    documents: tuple[str, ...],
    taggers: tuple[str, ...],
    present: str,
    files: tuple[tuple[str, Path], ...],
    dataset: DataSet | None,
    named: str,
    size: int,
    home: Path,
) -> None:
    """Have documents tagged by several users, each for themselves.

    Nobody sees the labels of the others until all are done. Then `enricher project agreement` tells
    how far they agree, and in the portal somebody decides where they do not.
    """
    from enricher.projects.adjudication import assignment
    from enricher.wiring.people import tagger_names
    from enricher.wiring.projects import open_project

    with open_home(home) as opened:
        able = tagger_names(opened)
        with open_project(home, name, user(), opened.ledger.history) as project:
            made = {tagger: _read_labels(project, path) for tagger, path in files}
            chosen = (
                documents
                or list(dict.fromkeys(one.name for some in made.values() for one in some))
                or _choose(project, bool(present), dataset, named, size)
            )
            count = assignment.assign(project, chosen, taggers, able, present, made, user())
    click.echo(
        f"{count} {'document' if count == 1 else 'documents'} given to {' and '.join(taggers)}"
    )


@click.command(
    epilog="\b\nExample:\n  enricher project withdraw loans loan-7.txt --tagger bob --discard"
)
@_name
@_documents
@click.option("--tagger", required=True, help="The user who is not to tag them any more.")
@click.option("--discard", is_flag=True, help="Also those that the user has tagged.")
@home_option()
def withdraw(name: str, documents: tuple[str, ...], tagger: str, discard: bool, home: Path) -> None:
    """Take documents from a user who was to tag them beside others.

    By default, all that the user is not done with.
    """
    from enricher.projects.adjudication import assignment
    from enricher.wiring.projects import open_project

    with open_project(home, name, user()) as project:
        chosen = documents or None
        count = assignment.withdraw(project, chosen, tagger, user(), discard=discard)
    click.echo(f"{count} {'document' if count == 1 else 'documents'} taken from {tagger}")


def _read_labels(project: Project, path: Path) -> tuple[LabeledDocument, ...]:
    from enricher.projects.documents import texts_with_known
    from enricher.projects.label_files import read_documents

    return read_documents(path, texts_with_known(project, None)).documents


def _choose(
    project: Project, tagged: bool, dataset: DataSet | None, named: str, size: int
) -> list[str]:
    from enricher.projects.documents import list_documents

    taken = {one.document for one in project.opinions.states()}
    known = [one for one in project.store.summaries() if one.name not in taken]
    found = list_documents(
        project, dataset=dataset, tagged=tagged, named=named, size=size, known=known
    )
    if not found.documents:
        raise InputError(f"project {project.name} has no such document left to give to taggers")
    return [one.name for one in found.documents]
