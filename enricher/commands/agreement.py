"""How far people agree who tagged the same documents of a project."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from enricher.terminal.options import home_option, json_option
from enricher.terminal.printing import print_json, print_table, printable

if TYPE_CHECKING:
    from enricher.projects.adjudication.standings import Standing
    from enricher.projects.agreement import Agreement, CategoryAgreement


@click.command(
    epilog="\b\nExample:\n  enricher project agreement loans\n"
    "  enricher project agreement loans bob.jsonl --json"
)
@click.argument("name", metavar="PROJECT")
@click.argument(
    "path", type=click.Path(exists=True, path_type=Path), metavar="[FILE|DIR]", required=False
)
@home_option()
@json_option
def agreement(name: str, path: Path | None, home: Path, as_json: bool) -> None:
    """Show how far people agree who tagged the same documents, each for themselves.

    Without FILE, they are the users to whom `enricher project assign` gave documents of the project,
    and the documents in which they disagree are listed, the worst first. FILE is a file of labels
    that `enricher project import` reads: the project is compared with it, and nothing is imported.

    For each category: Cohen's kappa over characters, and F1 over spans that are the same to the
    character. Documents are compared that both people tagged in whole.
    """
    if path is None:
        _print_taggers(home, name, as_json)
    else:
        _print_file(home, name, path, as_json)


def _print_taggers(home: Path, name: str, as_json: bool) -> None:
    from enricher.api.bodies import to_json
    from enricher.api.bodies.adjudication import agreement_body
    from enricher.projects.adjudication.standings import read_standings
    from enricher.wiring.projects import open_project

    with open_project(home, name) as opened:
        found = read_standings(opened)
    if as_json:
        print_json(to_json(agreement_body(found)))
        return
    if not found.standings:
        click.echo(
            "no document was given to several taggers; `enricher project assign` does, and a file"
            " of labels can be compared with the project"
        )
        return
    _print_agreement(found.agreement, "all of their taggers")
    for (first, second), one in found.pairs.items() if len(found.pairs) > 1 else ():
        click.echo(
            f"{first} and {second}: kappa {_shown(one.characters.kappa)}, F1 {one.spans.f1:.3f}"
        )
    print_table(
        ["document", "disagreements", "state"],
        [
            (printable(one.document), str(one.disagreements or ""), _state(one))
            for one in found.standings
        ],
    )


def _state(one: Standing) -> str:
    if one.settled_by:
        return f"settled by {one.settled_by}"
    if one.is_closed:
        return f"{one.undecided} to decide"
    return f"waits for {', '.join(name for name, is_done in one.taggers.items() if not is_done)}"


def _print_file(home: Path, name: str, path: Path, as_json: bool) -> None:
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
    _print_agreement(found, "both people")
    for document, reason in found.passed_over.items():
        click.echo(f"passed over: {printable(document)} {reason}", err=True)


def _print_agreement(found: Agreement, people: str) -> None:
    count = len(found.documents)
    click.echo(f"{count} {'document' if count == 1 else 'documents'} that {people} tagged")
    rows = [
        (one.category, str(one.documents), _shown(one.characters.kappa), f"{one.spans.f1:.3f}")
        for one in found.categories
    ]
    if rows:
        overall = (_shown(found.characters.kappa), f"{found.spans.f1:.3f}")
        rows.append(("all", str(count), *overall))
        print_table(["category", "documents", "kappa", "F1"], rows)


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
