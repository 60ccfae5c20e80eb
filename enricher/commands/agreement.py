"""How far the labels of a project agree with those of another person."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from enricher.commands.terminal.options import home_option, json_option
from enricher.commands.terminal.printing import print_json, print_table, printable

if TYPE_CHECKING:
    from enricher.projects.agreement import Agreement, CategoryAgreement


@click.command(epilog="\b\nExample:\n  enricher project agreement loans bob.jsonl --json")
@click.argument("name", metavar="PROJECT")
@click.argument("path", type=click.Path(exists=True, path_type=Path), metavar="FILE|DIR")
@home_option()
@json_option
def agreement(name: str, path: Path, home: Path, as_json: bool) -> None:
    """Compare the labels of a project with those that another person made.

    FILE is a file of labels that `enricher project import` reads; nothing is imported. For each
    category: Cohen's kappa over characters, and F1 over spans that are the same to the character.
    Documents are compared that both people tagged in whole.
    """
    from enricher.projects import agreement as agreements
    from enricher.projects.documents import texts_with_known
    from enricher.projects.label_files import read_documents
    from enricher.wiring.projects import open_project

    with open_project(home, name) as opened:
        theirs = read_documents(path, texts_with_known(opened, None)).documents
        found = agreements.agreement(opened.store.read(), theirs, opened.schema.learned)
    if as_json:
        print_json(_as_json(found))
        return
    click.echo(f"{len(found.documents)} documents that both people tagged")
    rows = [
        (one.category, str(one.documents), _shown(one.characters.kappa), f"{one.spans.f1:.3f}")
        for one in found.categories
    ]
    print_table(["category", "documents", "kappa", "F1"], rows)
    for document, reason in found.passed_over.items():
        click.echo(f"passed over: {printable(document)} {reason}", err=True)


def _shown(kappa: float | None) -> str:
    return "none" if kappa is None else f"{kappa:.3f}"


def _as_json(found: Agreement) -> dict[str, Any]:
    return {
        "documents": list(found.documents),
        "categories": [_category_json(one) for one in found.categories],
        "passed_over": dict(found.passed_over),
    }


def _category_json(one: CategoryAgreement) -> dict[str, Any]:
    kappa = one.characters.kappa
    return {
        "category": one.category,
        "documents": one.documents,
        "kappa": None if kappa is None else round(kappa, 4),
        "f1": round(one.spans.f1, 4),
        "same_spans": one.spans.tp,
        "spans_of_file_only": one.spans.fp,
        "spans_of_project_only": one.spans.fn,
    }
