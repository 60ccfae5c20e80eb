"""Two models compare document by document, and chance is not taken for progress."""

from __future__ import annotations

import itertools
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from enricher.__main__ import cli
from enricher.api.bodies.models import comparison_body
from enricher.errors import InputError
from enricher.models.comparison import ALL, compare_counts, compare_kept
from enricher.models.significance import DRAWS, Counts, chance_of
from enricher.projects.label_files import import_documents
from enricher.projects.project import create_project
from enricher.wiring.projects import open_project
from tests.training.people import CATEGORIES, KNOWN, RIGHT, TESTED, WRONG, add
from training.evaluation.comparison import compare_models
from training.evaluation.project import evaluate_model


@pytest.fixture
def home(tmp_path: Path) -> Path:
    create_project(tmp_path, "people")
    with open_project(tmp_path, "people") as project:
        import_documents(project, [*TESTED, KNOWN], CATEGORIES)
        (project.folder / "models").mkdir()
    return tmp_path


def counts(*rows: tuple[int, int, int]) -> Counts:
    return np.array(rows, dtype=np.float64)


def f1(some: Counts) -> float:
    tp, fp, fn = some.sum(axis=0)
    return float(2 * tp / (2 * tp + fp + fn))


def test_chance_is_counted_over_all_ways_to_swap_documents() -> None:
    first = counts((1, 0, 2), (2, 1, 1), (3, 0, 0), (0, 2, 3))
    second = counts((2, 0, 1), (2, 0, 1), (3, 0, 0), (1, 1, 2))
    observed = abs(f1(second) - f1(first))
    as_much = 0
    for swaps in itertools.product([False, True], repeat=4):
        chosen = np.array(swaps)[:, None]
        one, other = np.where(chosen, second, first), np.where(chosen, first, second)
        as_much += abs(f1(other) - f1(one)) >= observed - 1e-12
    assert chance_of(first, second) == as_much / 16


def test_what_many_documents_say_alike_is_no_chance() -> None:
    first, second = counts(*[(1, 0, 1)] * 40), counts(*[(2, 0, 0)] * 40)
    assert chance_of(first, second) == 1 / (DRAWS + 1)
    assert chance_of(first, second) == chance_of(first, second)
    change = compare_counts({"A": [first, second]})["A"]
    assert (change.verdict, change.certainty) == ("better", "proven")
    assert compare_counts({"A": [second, first]})["A"].verdict == "worse"


def test_ups_and_downs_are_chance() -> None:
    up, down = [(1, 0, 1), (2, 0, 0)], [(2, 0, 0), (1, 0, 1)]
    first = counts(*[one for one, _ in [up, down] * 20])
    second = counts(*[other for _, other in [up, down] * 20])
    change = compare_counts({"A": [first, second]})["A"]
    assert change.p == 1.0
    assert (change.verdict, change.certainty) == ("equal", "may be chance")


def test_a_few_documents_are_said_to_be_too_few() -> None:
    same, worse, better = (5, 0, 0), (1, 0, 4), (5, 0, 0)
    for differing, verdict, certainty in (
        (0, "equal", "too few documents"),
        (4, "better", "too few documents"),
        (6, "better", "proven"),
    ):
        first = counts(*[same] * 30, *[worse] * differing)
        second = counts(*[same] * 30, *[better] * differing)
        change = compare_counts({"A": [first, second]})["A"]
        assert (change.verdict, change.certainty) == (verdict, certainty)


def test_a_great_loss_is_worse_whatever_the_test_says() -> None:
    first, second = counts((23, 0, 1), (24, 1, 0)), counts((9, 12, 15), (10, 13, 14))
    change = compare_counts({"A": [first, second]})["A"]
    assert change.first.f1 > 0.97
    assert change.second.f1 < 0.45
    assert (change.verdict, change.certainty) == ("worse", "too few documents")


def test_all_categories_are_compared_together_too() -> None:
    changes = compare_counts(
        {
            "A": [counts((1, 0, 1), (1, 0, 1)), counts((2, 0, 0), (1, 0, 1))],
            "B": [counts((1, 1, 0), (0, 0, 0)), counts((1, 1, 0), (0, 0, 0))],
        }
    )
    together = changes[ALL]
    assert (together.first.tp, together.first.fp, together.first.fn) == (3, 1, 2)
    assert (together.second.tp, together.second.fp, together.second.fn) == (4, 1, 1)
    assert (together.differing, changes["B"].differing) == (1, 0)


def test_models_are_compared_and_the_labels_say_who_is_right(home: Path) -> None:
    add(home, "m1", WRONG)
    add(home, "m2", {**RIGHT, "sea": "B-City"})
    result = CliRunner().invoke(
        cli, ["--home", str(home), "compare", "people", "m1", "m2", "--json"]
    )
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    assert (found["first"]["name"], found["second"]["name"]) == ("m1", "m2")
    assert found["documents"] == 2
    assert found["categories"]["Person"]["delta"] == {
        "precision": round(1 - 2 / 3, 4),
        "recall": round(1 - 2 / 3, 4),
        "f1": round(1 - 2 / 3, 4),
    }
    assert (found["micro"]["verdict"], found["micro"]["certainty"]) == (
        "better",
        "too few documents",
    )
    lives, sails = found["differing"]
    assert [(one["text"], one["category"], one["right"]) for one in lives["first"]] == [
        ("Florence", "Person", False),
        ("Turing", "City", False),
    ]
    assert [(one["text"], one["category"], one["right"]) for one in lives["second"]] == [
        ("Florence", "City", True),
        ("Turing", "Person", True),
    ]
    assert sails["first"] == []
    assert [(one["text"], one["right"]) for one in sails["second"]] == [("sea", False)]
    printed = CliRunner().invoke(cli, ["--home", str(home), "compare", "people", "m1", "m2"]).stdout
    assert "m1 → m2  on 2 documents" in printed
    assert "1.000 (+0.333)" in printed
    assert "only m2  wrong  City at 16  …Grace sails the sea.…" in printed


def test_what_is_kept_of_evaluations_compares_as_the_models_do(home: Path) -> None:
    first = add(home, "m1", {**WRONG, "Lovelace": "O", "Turing": "O"})
    second = add(home, "m2", {**RIGHT, "sea": "B-City"})
    with pytest.raises(InputError, match="no evaluation of model m1 is stored"):
        compare_kept(first, second)
    with open_project(home, "people") as project:
        for model in (first, second):
            evaluate_model(project, model)
        read = compare_models(project, first, second)
        assert comparison_body(compare_kept(first, second)) == comparison_body(read)
        assert read.differing
        fewer = replace(TESTED[1], labels=())
        import_documents(project, [replace(fewer, tagged=CATEGORIES)], CATEGORIES)
        evaluate_model(project, second)
        kept = compare_kept(first, second)
    assert (kept.documents, kept.relabelled) == (1, ("sails.txt",))


def test_a_model_compares_equal_with_itself(home: Path) -> None:
    model = add(home, "m1", WRONG)
    with open_project(home, "people") as project:
        comparison = compare_models(project, model, model)
    assert {one.verdict for one in comparison.changes.values()} == {"equal"}
    assert comparison.differing == ()


def test_documents_that_one_model_learned_from_are_left_out(home: Path) -> None:
    first = add(home, "m1", WRONG)
    second = add(home, "m2", RIGHT, learned_from=[TESTED[0].text])
    with open_project(home, "people") as project:
        comparison = compare_models(project, first, second)
    assert (comparison.documents, comparison.left_out) == (1, 1)
    assert comparison.differing == ()
