"""What needs models and no training of them: swapped deployments, a cross-validation that is over."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from enricher.ledger.trainings import Report, TrainingRequest
from enricher.models.deployments import MEASURED, ProjectModels
from enricher.projects.label_files import import_documents
from enricher.projects.project import create_project
from enricher.wiring.home import open_home
from enricher.wiring.projects import open_project
from tests.enricher.homes import make_home
from tests.slow.portal.chromium import check_page, follow, serving
from tests.slow.portal.letters import PAGE, WORDS, labelled
from tests.word_model import write_word_bundle
from training.evaluation.project import evaluate_model

EPOCHS = [
    {"epoch": number, "epochs": 2, "loss": 1 / number, "f1": number / 4, "fold": fold, "folds": 2}
    for fold in (1, 2)
    for number in (1, 2)
]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A project with the models `few` in production and `words` in staging, and a cross-validation."""
    home = make_home(tmp_path_factory.mktemp("deployments") / "home")
    create_project(home, "letters")
    with open_project(home, "letters") as project:
        import_documents(project, labelled())
        models = ProjectModels(project.registry, "letters")
        (project.folder / "models").mkdir()
        few = {word: tag for word, tag in WORDS.items() if tag == "B-Law"}
        for name, words, deployment in (("few", few, "production"), ("words", WORDS, "staging")):
            bundle = write_word_bundle(
                project.folder / "models",
                words,
                [one.text for one in labelled()],
                project.schema.learned,
                project="letters",
                name=name,
                metrics={MEASURED: 0.1},
            )
            models.add(bundle)
            models.deploy(models.find(name), deployment)
        measured = evaluate_model(project, models.find("words")).as_json()
    _cross_validated(home, measured)
    with serving(home) as url:
        yield url


def _cross_validated(home: Path, result: dict[str, object]) -> None:
    """The ledger as a cross-validation leaves it, with what measuring a model gave as its result."""
    with open_home(home) as opened:
        asked = opened.ledger.trainings.add("letters", TrainingRequest(kind="evaluate", folds=2))
        opened.ledger.trainings.take()
        report = Report(epochs=EPOCHS)
        opened.ledger.trainings.note(asked.id, report)
        opened.ledger.trainings.end(asked.id, "done", {**result, "seconds": 61.0})


def test_deployments_are_swapped_and_swapped_back(page: Page, server: str) -> None:
    page.goto(f"{server}{PAGE}/deployments")
    rows = page.get_by_role("region", name="What serves").get_by_role("row")
    before = rows.nth(1).inner_text(), rows.nth(2).inner_text()
    assert [one.split()[:2] for one in before] == [["production", "few"], ["staging", "words"]]
    check_page(page)
    swap = page.locator("#swap")
    expect(swap.get_by_label("First")).to_have_value("production")
    expect(swap.get_by_label("Second")).to_have_value("staging")
    for production, staging in (("words", "few"), ("few", "words")):
        follow(swap.get_by_role("button", name="Swap"))
        expect(rows.nth(1)).to_contain_text(production)
        expect(rows.nth(2)).to_contain_text(staging)


def test_a_cross_validation_that_is_over_opens_its_evaluation(page: Page, server: str) -> None:
    page.goto(f"{server}{PAGE}/models")
    over = page.get_by_role("listitem").filter(has_text="Cross-validation, 2 folds")
    expect(over).to_contain_text("done")
    expect(over).to_contain_text("on 4 documents, in 61 s")
    over.get_by_text("Curves").click()
    expect(over.get_by_role("img", name="Loss of fold 2")).to_be_visible()
    over.get_by_role("link", name="Read the evaluation").click()
    expect(page.get_by_role("heading", name="Cross-validation, 2 folds")).to_be_visible()
    matrix = page.get_by_role("region", name="Confusion matrix")
    expect(matrix).to_be_visible()
    check_page(page)
    matrix.get_by_role("link").first.click()
    expect(page.locator(".cases > li").first.locator("mark")).to_be_visible()
