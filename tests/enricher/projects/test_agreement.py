from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from enricher.__main__ import cli
from enricher.errors import InputError
from enricher.ledger.labels import Label, LabeledDocument
from enricher.projects.agreement import Counts, agreement
from enricher.projects.label_files import export_labels, import_documents
from enricher.projects.project import create_project
from enricher.wiring.projects import open_project
from tests.enricher.projects.quality.loans import clean, moved

TEXT = "Acme pays Vega.\n" * 4


@pytest.mark.parametrize(
    ("counts", "kappa"),
    [
        (Counts(20, 5, 10, 15), 0.4),  # Wikipedia, Cohen's kappa, simple example
        (Counts(45, 15, 25, 15), 0.1304),  # there, same percentages but different numbers
        (Counts(25, 35, 5, 35), 0.2593),  # likewise
        (Counts(10, 0, 0, 90), 1.0),
        (Counts(0, 50, 50, 0), -1.0),
        (Counts(0, 0, 0, 100), None),
        (Counts(), None),
    ],
)
def test_kappa_is_that_of_published_examples(counts: Counts, kappa: float | None) -> None:
    assert counts.kappa == (None if kappa is None else pytest.approx(kappa, abs=5e-5))


def tagged(name: str, *labels: Label, text: str = TEXT, **more: object) -> LabeledDocument:
    return LabeledDocument(name, text, tuple(sorted(labels)), **more)  # type: ignore[arg-type]


def test_characters_and_spans_are_counted_by_category() -> None:
    ours = tagged("a", Label(0, 4, "Party"), Label(10, 14, "Party"))
    theirs = tagged("a", Label(0, 4, "Party"), Label(10, 15, "Party"), Label(5, 9, "Verb"))
    party, verb = agreement([ours], [theirs], ["Party", "Verb"]).categories
    assert party.characters == Counts(8, 0, 1, len(TEXT) - 9)
    assert (party.spans.tp, party.spans.fp, party.spans.fn) == (1, 1, 1)
    assert party.spans.f1 == 0.5
    assert verb.characters == Counts(0, 0, 4, len(TEXT) - 4)
    assert verb.characters.kappa == 0
    turned = agreement([theirs], [ours], ["Party"]).categories[0]
    assert turned.spans.f1 == party.spans.f1
    assert turned.characters.kappa == party.characters.kappa


def test_only_what_both_looked_for_in_one_text_is_compared() -> None:
    label = Label(0, 4, "Party")
    ours = [
        tagged("same", label),
        tagged("other", label),
        tagged("none"),
        tagged("parts", label, regions=((0, 8),)),
        tagged("mine", label),
        tagged("fewer", label, tagged=("Party",)),
    ]
    theirs = [
        tagged("same", label),
        tagged("other", label, text=TEXT + "!"),
        tagged("none", label),
        tagged("parts", label),
        tagged("fewer", tagged=("Party", "Money")),
    ]
    found = agreement(ours, theirs, ["Party", "Money"])
    assert found.documents == ("same", "fewer")
    assert found.passed_over == {
        "other": "has another text in the file",
        "none": "is not tagged in the project",
        "parts": "is tagged in parts",
    }
    assert [(one.category, one.documents) for one in found.categories] == [
        ("Party", 2),
        ("Money", 1),
    ]
    with pytest.raises(InputError, match="no document that both people tagged"):
        agreement(ours, [], ["Party"])


def test_command_compares_a_project_with_a_file_of_labels(tmp_path: Path) -> None:
    file = tmp_path / "bob.jsonl"
    for name, documents in (("loans", clean()), ("bob", [moved(clean()[0], "City", start=-3)])):
        create_project(tmp_path, name)
        with open_project(tmp_path, name) as project:
            import_documents(project, documents)
            export_labels(project, file, "doccano")
    asked = ["--home", str(tmp_path), "project", "agreement", "loans", str(file)]
    told = json.loads(CliRunner().invoke(cli, [*asked, "--json"]).stdout)
    assert told["documents"] == [clean()[0].name]
    city = next(one for one in told["categories"] if one["category"] == "City")
    assert 0 < city["kappa"] < 1
    assert (city["f1"], city["spans_of_file_only"]) == (0, city["spans_of_project_only"])
    others = [one for one in told["categories"] if one["category"] != "City"]
    assert others
    assert all(one["f1"] == 1 for one in others if one["kappa"] is not None)
    assert "City" in CliRunner().invoke(cli, asked).stdout
