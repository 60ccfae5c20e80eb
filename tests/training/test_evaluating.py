"""An evaluation counts what a person counts, from the labels of a project to the terminal."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from enricher.__main__ import cli
from enricher.errors import InputError
from enricher.projects.formats import LabelSet, write_labels
from enricher.projects.label_files import import_documents
from enricher.projects.project import create_project
from enricher.wiring.projects import open_project
from tests.enricher.command_line import run
from tests.training.people import CATEGORIES, KNOWN, RIGHT, TESTED, WRONG, add, document
from training.evaluation.project import evaluate_model


@pytest.fixture
def home(tmp_path: Path) -> Path:
    home = tmp_path / "home"
    create_project(home, "people")
    with open_project(home, "people") as project:
        import_documents(project, [*TESTED, KNOWN], CATEGORIES)
        (project.folder / "models").mkdir()
    return home


def evaluate(home: Path, *arguments: str) -> Any:
    return json.loads(run(home, "evaluate", "people", *arguments, "--json").stdout)


def test_worked_example_through_the_whole_evaluation(home: Path) -> None:
    """A person TP 2 FP 1 FN 1, a city TP 1 FP 1 FN 1: 0.67, 0.50, and 0.60 together."""
    add(home, "m1", WRONG)
    found = evaluate(home, "m1")
    assert found["documents"] == {"train": 1, "test": 2}
    evaluation = found["evaluation"]
    person, city = (evaluation["categories"][name] for name in CATEGORIES)
    assert (person["tp"], person["fp"], person["fn"], person["support"]) == (2, 1, 1, 3)
    assert (city["tp"], city["fp"], city["fn"], city["support"]) == (1, 1, 1, 2)
    for scores, expected in ((person, 0.67), (city, 0.50), (evaluation["micro"], 0.60)):
        assert {round(scores[one], 2) for one in ("precision", "recall", "f1")} == {expected}
    assert evaluation["macro"]["f1"] == pytest.approx((2 / 3 + 1 / 2) / 2, abs=1e-4)
    assert evaluation["confusion"]["Person"] == {"Person": 2, "City": 1}
    assert evaluation["confusion"]["City"] == {"City": 1, "Person": 1}
    assert evaluation["kinds"] == {"correct": 3, "category": 2}


def test_documents_list_what_is_right_wrong_and_missed_with_its_surroundings(home: Path) -> None:
    add(home, "m1", {**WRONG, "sea": "B-City", "Lovelace": "O", "Turing": "O"})
    lives, sails = evaluate(home, "m1")["evaluation"]["documents"]
    assert (lives["name"], [one["text"] for one in lives["right"]]) == ("lives.txt", ["Bath"])
    assert [(one["kind"], one["text"], one["label"]["text"]) for one in lives["wrong"]] == [
        ("bounds", "Ada", "Ada Lovelace"),
        ("category", "Florence", "Florence"),
    ]
    (missed,) = lives["missed"]
    text = TESTED[0].text
    assert text[missed["start"] : missed["end"]] == missed["text"] == "Turing"
    assert missed["before"] == "Ada Lovelace lives in Florence. "
    assert missed["after"] == " visits Bath."
    (spurious,) = sails["wrong"]
    assert (spurious["kind"], spurious["text"], spurious["label"]) == ("spurious", "sea", None)
    assert spurious["category"] == "City"


def test_lists_and_matches_agree_with_the_scores(home: Path) -> None:
    add(home, "m1", {**WRONG, "sea": "B-City", "Lovelace": "O"})
    evaluation = evaluate(home, "m1")["evaluation"]
    documents, scores = evaluation["documents"], evaluation["categories"].values()
    right = sum(len(one["right"]) for one in documents)
    wrong = [one for document in documents for one in document["wrong"]]
    missed = sum(len(one["missed"]) for one in documents)
    assert right == sum(one["tp"] for one in scores) == evaluation["kinds"]["correct"]
    assert len(wrong) == sum(one["fp"] for one in scores)
    assert missed + sum(one["label"] is not None for one in wrong) == sum(
        one["fn"] for one in scores
    )


def test_curve_tells_what_each_threshold_would_give(home: Path) -> None:
    add(home, "m1", {**RIGHT, "sea": "B-City"}, leads={"sea": 2.0})
    thresholds = evaluate(home, "m1")["evaluation"]["thresholds"]
    assert thresholds["City"]["chosen"] is None
    by_threshold = {one["threshold"]: one for one in thresholds["City"]["curve"]}
    assert by_threshold[0.0]["precision"] == pytest.approx(2 / 3, abs=1e-4)
    assert by_threshold[0.95] == {"threshold": 0.95, "precision": 1.0, "recall": 1.0, "f1": 1.0}
    assert len(thresholds["Person"]["curve"]) == len(by_threshold) == 20


def test_threshold_of_the_schema_is_measured_with_and_the_curve_shows_what_it_leaves_out(
    home: Path,
) -> None:
    add(home, "m1", {**RIGHT, "sea": "B-City"}, leads={"sea": 2.0})
    with open_project(home, "people") as project:
        schema = project.schema_path.read_text(encoding="utf-8")
        schema = schema.replace("[categories.City]\n", "[categories.City]\nthreshold = 0.9\n")
        project.schema_path.write_text(schema, encoding="utf-8")
    evaluation = evaluate(home, "m1")["evaluation"]
    assert evaluation["micro"]["f1"] == 1.0
    assert evaluation["thresholds"]["City"]["chosen"] == 0.9
    assert evaluation["thresholds"]["City"]["curve"][0]["precision"] == pytest.approx(0.6667)


def test_model_that_was_not_calibrated_says_so(home: Path) -> None:
    add(home, "m1", WRONG)
    calibration = evaluate(home, "m1")["evaluation"]["calibration"]
    assert calibration["calibrated"] is False
    assert calibration["entities"] == 5
    assert calibration["ece"]["before"] == calibration["ece"]["after"] > 0.3
    printed = run(home, "evaluate", "people", "m1").stdout
    assert "confidence is not calibrated: off by 0.3" in printed
    assert "not calibrated" in run(home, "models", "people").stdout


def test_mistakes_are_listed_on_demand(home: Path) -> None:
    add(home, "m1", {**WRONG, "Turing": "O"})
    assert "missed" not in run(home, "evaluate", "people", "m1").stdout
    printed = run(home, "evaluate", "people", "m1", "--mistakes").stdout
    assert "lives.txt  2 right" in printed
    assert "other category  Person at 22  …Ada Lovelace lives in Florence. Turing" in printed
    assert "labelled City: Florence" in printed
    assert "missed  Person at 32" in printed
    assert "sails.txt" not in printed


def test_other_labels_are_measured_and_not_kept(home: Path, tmp_path: Path) -> None:
    add(home, "m1", RIGHT)
    more = (document("more.txt", "[Person Turing] sails to [City Bath] [Ship Beagle]."), KNOWN)
    path = tmp_path / "more.jsonl"
    write_labels(LabelSet(more, ("Person", "City", "Ship"), "people"), path, "doccano")
    found = evaluate(home, "m1", "--labels", str(path))
    assert found["documents"] == {"train": 1, "test": 2}
    assert found["evaluation"]["categories"]["Person"]["tp"] == 2
    advice = {one["kind"]: one for one in found["evaluation"]["advice"]}
    assert "learned from 1 of the 2 documents" in advice["seen"]["text"]
    assert advice["unknown"]["category"] == "Ship"
    with open_project(home, "people") as project:
        assert len(list(project.store.read())) == 3


def test_labels_that_name_documents_are_measured_with_their_texts(
    home: Path, tmp_path: Path
) -> None:
    add(home, "m1", RIGHT)
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "more.txt").write_text("Ada Lovelace sails.", encoding="utf-8")
    more = document("more.txt", "[Person Ada Lovelace] sails.")
    path = tmp_path / "labels.json"
    write_labels(LabelSet((more,), CATEGORIES, "people"), path, "azure")
    arguments = ("--labels", str(path), "--documents", str(tmp_path / "texts"))
    found = evaluate(home, "m1", *arguments, "--format", "azure")
    assert found["evaluation"]["micro"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0}


def test_options_that_go_together_are_asked_for_together(home: Path, tmp_path: Path) -> None:
    add(home, "m1", RIGHT)
    for arguments in (
        ("evaluate", "people", "m1", "--documents", str(tmp_path)),
        ("evaluate", "people", "--cv", "2", "--labels", str(tmp_path)),
    ):
        result = CliRunner().invoke(cli, ["--home", str(home), *arguments])
        assert result.exit_code == 2
        assert "--labels" in result.output


def test_labels_of_unknown_categories_alone_are_refused(home: Path) -> None:
    model = add(home, "m1", RIGHT)
    with open_project(home, "people") as project, pytest.raises(InputError, match="Person, City"):
        evaluate_model(project, model, [document("a.txt", "the [Ship Beagle]")])


def test_a_model_is_measured_on_the_testing_set_that_it_was_trained_with(tmp_path: Path) -> None:
    """Also where documents came since, of which some would now be drawn."""
    create_project(tmp_path, "people")
    free = [document(f"{number}.txt", f"[Person Grace] sails {number}") for number in range(10)]
    with open_project(tmp_path, "people") as project:
        import_documents(project, free[:5], CATEGORIES)
        (project.folder / "models").mkdir()
    texts = [one.text for one in free]
    model = add(tmp_path, "m1", RIGHT, learned_from=texts[:3], tested_on=texts[3:5])
    with open_project(tmp_path, "people") as project:
        import_documents(project, free[5:], CATEGORIES)
        measured = evaluate_model(project, model)
    assert {one.name for one in measured.outcomes} == {"3.txt", "4.txt"}
    assert measured.documents == (3, 2)


def test_documents_that_were_learned_from_are_left_out_of_a_later_testing_set(home: Path) -> None:
    model = add(home, "m1", RIGHT, learned_from=[KNOWN.text, TESTED[1].text])
    with open_project(home, "people") as project:
        measured = evaluate_model(project, model)
        assert [one.name for one in measured.outcomes] == ["lives.txt"]
        assert (
            "1 document of the testing set"
            in {one.kind: one.text for one in measured.advice}["left_out"]
        )
        all_seen = add(home, "m2", RIGHT, learned_from=[one.text for one in TESTED])
        with pytest.raises(InputError, match="m2 did not learn from"):
            evaluate_model(project, all_seen)
