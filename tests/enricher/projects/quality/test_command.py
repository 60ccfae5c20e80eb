"""`enricher project check`, on small projects and on a set that others labelled."""

from __future__ import annotations

import json
from pathlib import Path

from enricher.projects.label_files import import_documents
from enricher.projects.project import create_project
from enricher.wiring.projects import open_project
from tests.clocks import processor_at_most
from tests.enricher.command_line import run
from tests.enricher.projects.quality.loans import clean, found_as_labelled, moved

LABELS = "loan-agreements/loanAgreementsLabels.json"


def test_flaws_are_printed_with_their_places(tmp_path: Path) -> None:
    documents = [moved(clean()[0], "City", start=-3), *clean()[1:]]
    create_project(tmp_path, "loans")
    with open_project(tmp_path, "loans") as project:
        import_documents(project, documents)
    said = json.loads(run(tmp_path, "project", "check", "loans", "--json").stdout)
    edge, note = said["flaws"]
    assert note["kind"] == "not-validated"
    assert edge["documents"] == ["00.txt"]
    (passage,) = edge["passages"]
    text = documents[0].text
    assert text[passage["start"] : passage["end"]] == passage["text"] == "In Austin"
    assert passage["suggested"] == {
        "start": passage["start"] + 3, "end": passage["end"], "text": "Austin"
    }  # fmt: skip
    assert text.index(passage["before"] + passage["text"] + passage["after"]) >= 0
    shown = run(tmp_path, "project", "check", "loans").output
    assert "1 of 24 City labels begin otherwise than most" in shown
    assert "In Austin" in shown
    assert "-> Austin" in shown
    assert shown.endswith("loans: 1 warning, 1 note; nothing was changed\n")


def test_nothing_wrong_is_said(tmp_path: Path) -> None:
    create_project(tmp_path, "loans")
    with open_project(tmp_path, "loans") as project:
        import_documents(project, clean())
        found_as_labelled(clean(), project.folder)
    assert run(tmp_path, "project", "check", "loans").output == "loans: nothing looks wrong\n"


def test_an_unknown_project_is_named(tmp_path: Path) -> None:
    assert "there is no project 'loan'" in run(tmp_path, "project", "check", "loan", code=2).output


def test_what_is_wrong_with_the_loan_agreements_is_found_and_little_else(
    tmp_path: Path, test_data: Path
) -> None:
    """Their labels, looked through by hand: four of 240 begin or end wrongly."""
    run(tmp_path, "project", "create", "loans")
    labels = test_data / LABELS
    run(tmp_path, "project", "import", "loans", str(labels), "--documents", str(labels.parent))
    with processor_at_most(30):  # it takes half a second
        said = json.loads(run(tmp_path, "project", "check", "loans", "--json").stdout)
    places = {
        (one["document"], one["text"].partition(" ")[0], flaw["kind"])
        for flaw in said["flaws"]
        for one in flaw["passages"]
    }
    assert places == {
        ("05.txt", "of", "edge"),
        ("06.txt", "Devon", "edge"),
        ("06.txt", "Torres", "edge"),
        ("11.txt", "mailing", "edge"),
    }
    assert [one["kind"] for one in said["flaws"] if not one["passages"]] == ["not-validated"]
    suggested = {
        one["suggested"]["text"]
        for flaw in said["flaws"]
        for one in flaw["passages"]
        if one["suggested"]
    }
    assert suggested == {
        "5432 Richards Avenue", "4321 Nash Street", "2948 Ben Street", "Devon Torres"
    }  # fmt: skip
