"""A project is trained for real: the packaged encoder, a few documents, the served recognizer."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from enricher.__main__ import cli
from enricher.errors import InputError
from enricher.models.deployments import MEASURED, ProjectModels
from enricher.projects.label_files import import_documents
from enricher.projects.project import Project, create_project
from enricher.projects.quality.unseen import read_unseen
from enricher.wiring.projects import open_project
from tests.tiny_model import tiny_documents
from training.evaluation.comparison import compare_models
from training.evaluation.project import evaluate_model
from training.projects import Request, train_project


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a project of 24 documents, a quarter of them to test."""
    home = tmp_path_factory.mktemp("home")
    create_project(home, "letters")
    with open_project(home, "letters") as project:
        import_documents(project, [*tiny_documents(18), *tiny_documents(6, 7, "test")])
    return home


@pytest.fixture
def project(home: Path) -> Iterator[Project]:
    with open_project(home, "letters") as opened:
        yield opened


def run(home: Path, *arguments: str, code: int = 0) -> list[Any]:
    result = CliRunner().invoke(cli, ["--home", str(home), *arguments, "--json"])
    assert result.exit_code == code, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_project_is_trained_measured_deployed_and_reads(home: Path, tmp_path: Path) -> None:
    *told, trained = run(home, "train", "letters", "--model", "m1")
    epochs = [one for one in told if "epoch" in one]
    (forecast,) = [one["forecast"] for one in told if "forecast" in one]
    assert forecast["epochs"] == epochs[0]["epochs"]
    assert forecast["seconds"] > 0
    assert [one["epoch"] for one in epochs] == list(range(1, len(epochs) + 1))
    assert epochs[-1]["loss"] < epochs[0]["loss"] / 4
    assert epochs[0]["loss"] < 0.2  # it begins with what the model that ships knows of them
    assert trained["model"] == "m1"
    assert trained["documents"] == {"train": 18, "test": 6}
    evaluation = trained["evaluation"]
    assert evaluation["micro"]["f1"] > 0.8
    assert set(evaluation["categories"]) == {"Party", "EffectiveDate", "Jurisdiction", "Term"}
    assert set(evaluation["categories"]["Party"]) == {
        *("precision", "recall", "f1", "support", "tp", "fp", "fn")
    }
    assert sum(evaluation["kinds"].values()) == sum(
        sum(cells.values()) for cells in evaluation["confusion"].values()
    )
    assert run(home, "evaluate", "letters", "m1")[0]["evaluation"] == evaluation
    ((noted,),) = run(home, "history", "letters", "--act", "train")
    assert noted["details"] == {"model": "m1", "version": trained["version"]}
    run(home, "deploy", "letters", "m1")
    letter = tiny_documents(1, 99)[0]
    path = tmp_path / "letter.txt"
    path.write_text(letter.text)
    (extracted,) = run(home, "extract", str(path), "--project", "letters")
    assert [one["version"] for one in extracted["model"]] == [trained["version"]]
    found = {(one["offset"], one["length"], one["category"]) for one in extracted["entities"]}
    wanted = {(one.start, one.end - one.start, one.category) for one in letter.labels}
    assert len(found & wanted) >= len(wanted) - 1


def test_training_a_taken_name_needs_to_replace_it(project: Project, backbone: Path) -> None:
    models = ProjectModels(project.registry, project.name)
    request = Request(name="taken", epochs=1, backbone=str(backbone))
    first = train_project(project, request)
    with pytest.raises(InputError, match="project letters has a model taken"):
        train_project(project, request)
    other = train_project(project, replace(request, seed=2, replace=True))
    assert other.model.version != first.model.version
    assert models.find("taken").version == other.model.version
    assert models.find(first.model.version).superseded
    metrics = other.model.bundle.description.metrics
    assert metrics[MEASURED] == round(other.measured.scores.micro.f1, 4)
    assert evaluate_model(project, other.model, tiny_documents(3, 50)).documents == (18, 3)


def test_a_cross_validation_reads_each_document_unseen(home: Path) -> None:
    *told, measured = run(home, "evaluate", "letters", "--cv", "2", "--epochs", "2")
    assert [one["epoch"] for one in told if "epoch" in one] == [1, 2, 1, 2]
    assert measured["documents"] == {"train": 24, "test": 24}
    support = sum(one["support"] for one in measured["evaluation"]["categories"].values())
    assert support == sum(len(one.labels) for one in [*tiny_documents(18), *tiny_documents(6, 7)])
    unseen = read_unseen(home / "projects" / "letters")
    assert unseen is not None
    assert sum(len(one.spans) for one in unseen.documents.values()) == sum(
        cells
        for row in measured["evaluation"]["confusion"].values()
        for category, cells in row.items()
        if category != "none"
    )
    (checked,) = run(home, "project", "check", "letters")
    assert not {"not-validated", "outdated"} & {one["kind"] for one in checked["flaws"]}


def test_a_later_model_is_measured_on_the_same_testing_set(tmp_path: Path, backbone: Path) -> None:
    request = Request(epochs=1, backbone=str(backbone))
    create_project(tmp_path, "letters")
    with open_project(tmp_path, "letters") as project:
        import_documents(project, tiny_documents(8))
        first = train_project(project, replace(request, train_percent=60)).model
        import_documents(project, tiny_documents(4, 3))
        second = train_project(project, request)
        said, later = first.bundle.description, second.model.bundle.description
        assert len(said.tested_on) == 3
        assert later.tested_on == said.tested_on
        assert later.test_fingerprint == said.test_fingerprint
        assert (said.train_percent, later.train_percent) == (60, 60)
        assert second.measured.documents == (9, 3)
        assert evaluate_model(project, first).documents == (5, 3)
        comparison = compare_models(project, first, second.model)
    assert (comparison.documents, comparison.left_out) == (3, 0)
