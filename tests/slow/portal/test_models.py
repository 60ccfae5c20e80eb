"""A model is trained, read, compared, deployed and searched by, in the browser and for real."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from enricher.models.deployments import MEASURED, ProjectModels
from enricher.projects.label_files import import_documents
from enricher.projects.project import create_project
from enricher.wiring.projects import open_project
from tests.enricher.homes import SETTINGS, make_home
from tests.slow.portal.chromium import check_page, follow, serving, take_picture
from tests.slow.portal.letters import CALLED, PAGE, WORDS, labelled
from tests.tiny_model import tiny_texts
from tests.word_model import write_word_bundle
from training.evaluation.project import evaluate_model
from training.export.bundle import fingerprint
from training.projects import as_text

TRAINING_MS = 300_000  # torch alone takes a minute to load where processors are short


def add_word_model(home: Path) -> None:
    """A model `words` beside those that are trained, measured on the same documents."""
    with open_project(home, "letters") as project:
        known = labelled()
        tested = [as_text(one, project.schema.learned) for one in known if one.dataset == "test"]
        (project.folder / "models").mkdir()
        bundle = write_word_bundle(
            project.folder / "models",
            WORDS,
            [one.text for one in known],
            project.schema.learned,
            project="letters",
            name="words",
            learned_from=[one.text for one in known[:6]],
            tested_on=[one.text for one in tested],
            metrics={MEASURED: 0.1},
            test_fingerprint=fingerprint(tested),
        )
        models = ProjectModels(project.registry, "letters")
        models.add(bundle)
        evaluate_model(project, models.find("words"))


@dataclass(frozen=True)
class Trained:
    """A home whose project has a trained model m1, and what was seen while it was trained."""

    home: Path
    url: str
    progress: str
    charts: list[str]


@pytest.fixture(scope="module")
def trained(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trained]:
    home = make_home(tmp_path_factory.mktemp("models") / "home")
    # Two threads of torch wait for each other where other tests run beside.
    (home / "enricher.toml").write_text(f"{SETTINGS}training_threads = 1\n")
    create_project(home, "letters")
    with open_project(home, "letters") as project:
        import_documents(project, labelled())
    add_word_model(home)
    with serving(home) as url:
        page = browser.new_page()
        page.goto(f"{url}{PAGE}/models")
        page.get_by_label("Name", exact=True).fill("m1")
        page.get_by_text("More", exact=True).click()
        page.get_by_label("Epochs at most").fill("40")
        page.get_by_role("button", name="Train", exact=True).click()
        running = page.get_by_role("article").filter(has_text="Train m1")
        expect(running.get_by_text(re.compile(r"^Epoch ([4-9]|[12]\d) of 40"))).to_be_visible(
            timeout=TRAINING_MS
        )
        progress = running.inner_text()
        charts = running.get_by_role("img").evaluate_all(
            "all => all.map(one => one.querySelector('desc').textContent)"
        )
        take_picture(page, "training")
        running.get_by_role("button", name="End with the best model so far").click()
        expect(running).to_contain_text("ending")
        expect(running.get_by_role("button", name="End with the best model so far")).to_have_count(
            0
        )
        expect(
            page.get_by_role("region", name="Models").get_by_role("link", name="m1")
        ).to_be_visible(timeout=TRAINING_MS)
        page.close()
        yield Trained(home, url, progress, charts)


def test_training_shows_how_it_goes_ends_with_the_best_and_tells_of_labels(
    page: Page, trained: Trained
) -> None:
    assert "112 labels used as they are" in trained.progress
    assert "left" in trained.progress
    (loss,) = trained.charts
    assert re.search(r"the loss is [\d.]+ after epoch ([4-9]|[12]\d)", loss)
    page.goto(f"{trained.url}{PAGE}/models")
    over = page.get_by_role("listitem").filter(has_text="Train m1")
    expect(over).to_contain_text("done")
    over.get_by_text("Curves").click()
    expect(over.get_by_role("img", name="Loss")).to_be_visible()
    over.get_by_text("Numbers").click()
    rows = over.get_by_role("region", name="Numbers of Loss").get_by_role("row")
    assert 5 <= rows.count() < 40, "it was ended with the best so far"
    check_page(page)
    take_picture(page, "models")


def test_training_that_fails_says_why_and_one_in_line_is_cancelled(
    page: Page, trained: Trained
) -> None:
    wrong = {"model": "wrong", "backbone": "/no/such/folder"}
    page.request.post(f"{trained.url}/api{PAGE}/trainings", data=wrong)
    page.goto(f"{trained.url}{PAGE}/models")
    page.get_by_label("Folds").fill("2")
    page.get_by_role("button", name="Cross-validate").click()
    waiting = page.get_by_role("article").filter(has_text="Cross-validation, 2 folds")
    expect(waiting).to_contain_text("queued")
    waiting.get_by_role("button", name="Cancel").click()
    over = page.get_by_role("listitem").filter(has_text="Cross-validation, 2 folds")
    expect(over).to_contain_text("cancelled")
    failed = page.get_by_role("listitem").filter(has_text="Train wrong")
    expect(failed).to_contain_text("/no/such/folder", timeout=TRAINING_MS)


def test_cell_of_the_matrix_opens_the_places_behind_it(page: Page, trained: Trained) -> None:
    page.goto(f"{trained.url}{PAGE}/models/words")
    found = page.request.get(f"{trained.url}/api{PAGE}/models/words/evaluation").json()
    confusion = found["evaluation"]["confusion"]
    matrix = page.get_by_role("region", name="Confusion matrix")
    confused = confusion["Law"]["Borrower"]
    matrix.get_by_role("link", name=f"Law labelled, Borrower found: {confused}").click()
    expect(page.get_by_role("heading", name="Law that was taken for Borrower")).to_be_in_viewport()
    places = page.locator(".cases > li")
    expect(places).to_have_count(confused)
    expect(places.first.locator("mark")).to_have_text("Delaware")
    link = places.first.get_by_role("link").get_attribute("href") or ""
    name, start, end = re.fullmatch(rf"{PAGE}/tag/(\S+)#at=(\d+),(\d+)", link).groups()  # type: ignore[union-attr]
    (text,) = [one.text for one in labelled() if one.name == name]
    assert text[int(start) : int(end)] == "Delaware"
    missed = sum(row.get("none", 0) for row in confusion.values())
    page.get_by_role("link", name=f"missed {missed}").click()
    expect(page.locator(".cases > li")).to_have_count(missed)
    check_page(page)


def test_matrix_of_many_categories_is_whole_on_a_laptop(page: Page, tmp_path: Path) -> None:
    home, schema = make_home(tmp_path / "home"), tmp_path / "schema.toml"
    names = [*CALLED.values(), *(f"TerminationForConvenience{number}" for number in range(10))]
    schema.write_text(
        "\n".join(f'[categories.{one}]\ntype = "text"\nlearned = true' for one in names)
    )
    create_project(home, "letters", schema)
    with open_project(home, "letters") as project:
        import_documents(project, labelled())
    add_word_model(home)
    with serving(home) as url:
        page.set_viewport_size({"width": 1440, "height": 900})
        page.goto(f"{url}{PAGE}/models/words")
        matrix = page.get_by_role("region", name="Confusion matrix")
        expect(matrix.get_by_role("columnheader")).to_have_count(len(names) + 2)
        assert matrix.evaluate("(one) => one.scrollWidth - one.clientWidth") <= 0
        check_page(page)


def test_evaluation_of_a_trained_model_is_drawn(page: Page, trained: Trained) -> None:
    page.goto(f"{trained.url}{PAGE}/models/m1")
    said = page.request.get(f"{trained.url}/api{PAGE}/models/m1/evaluation").json()
    facts = page.get_by_label("About the model")
    expect(facts).to_contain_text(f"{said['evaluation']['micro']['f1']:.3f}")
    expect(facts).to_contain_text("Lost by quantization")
    for category in CALLED.values():
        expect(page.get_by_role("img", name=category, exact=True)).to_be_visible()
    expect(page.get_by_role("img", name="Confidence and share of right entities")).to_be_visible()
    expect(page.get_by_role("img", name="F1 by documents")).to_be_visible()
    expect(page.get_by_text("onnxruntime")).to_be_visible()
    check_page(page)


def test_model_without_an_evaluation_is_measured_by_a_button(page: Page, trained: Trained) -> None:
    with open_project(trained.home, "letters") as project:
        models = ProjectModels(project.registry, "letters")
        kept = models.find("words").bundle.folder / "evaluation.json"
    before = kept.read_bytes()
    kept.unlink()
    page.goto(f"{trained.url}{PAGE}/compare?first=m1&second=words")
    expect(page.get_by_role("heading", name="They cannot be compared yet")).to_be_visible()
    page.goto(f"{trained.url}{PAGE}/models/words")
    expect(page.get_by_role("heading", name="No evaluation is stored")).to_be_visible()
    check_page(page)
    page.get_by_role("button", name="Measure", exact=True).click()
    expect(page.get_by_role("region", name="Confusion matrix")).to_be_visible(timeout=TRAINING_MS)
    assert len(kept.read_bytes()) == pytest.approx(len(before), abs=10)


def test_two_models_are_compared(page: Page, trained: Trained) -> None:
    page.goto(f"{trained.url}{PAGE}/models")
    page.get_by_label("First model").select_option(label=option(page, "words"))
    page.get_by_label("Second model").select_option(label=option(page, "m1"))
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_role("heading", name="words → m1")).to_be_visible()
    table = page.get_by_role("region", name="What changed")
    expect(table.get_by_role("row")).to_have_count(6)
    expect(table.get_by_role("row", name="All (micro)")).to_contain_text("▲")
    expect(page.get_by_role("article").first).to_contain_text("Only m1 finds")
    check_page(page)
    take_picture(page, "compare")


def option(page: Page, name: str) -> str:
    """The whole text of the option of a model."""
    options = page.get_by_label("First model").locator("option").all_inner_texts()
    return next(one for one in options if one.startswith(f"{name} "))


def laws(page: Page, url: str) -> dict[str, int]:
    """The values of the facet that letters bring."""
    facets = page.request.get(f"{url}/api/search", params={"facet": "Law"})
    if not facets.ok:  # no category of that name is searchable yet
        return {}
    return {one["value"]: one["count"] for one in facets.json()["facets"]["Law"]}


def indexed(page: Page, url: str) -> int:
    return int(page.request.get(f"{url}/api/status").json()["indexed"])


def wait_for(condition: Any) -> None:
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.2)


def test_model_is_deployed_reads_and_is_rolled_back(
    page: Page, trained: Trained, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    shutil.copytree(trained.home, home, ignore=shutil.ignore_patterns("*.lock", "ledger*", "index"))
    texts = tiny_texts(3, seed=5)
    with serving(home) as url:
        for one in texts:
            sent: FilePayload = {
                "name": f"{one.name}.txt",
                "mimeType": "text/plain",
                "buffer": one.text.encode(),
            }
            assert page.request.post(f"{url}/api/documents", multipart={"file": sent}).ok
        wait_for(lambda: indexed(page, url) == 3)
        assert not laws(page, url)
        page.on("dialog", lambda dialog: dialog.accept())

        page.goto(f"{url}{PAGE}/models/m1")
        follow(page.get_by_role("link", name="Deploy…"))
        follow(page.get_by_role("button", name="Deploy", exact=True))
        serves = page.get_by_role("region", name="What serves")
        expect(serves).to_contain_text("m1")
        follow(page.get_by_role("button", name="Let production read it (default)"))
        expect(page.get_by_role("region", name="Collections")).to_contain_text("letters/production")
        expect(serves).to_contain_text("default")
        wait_for(lambda: laws(page, url) and indexed(page, url) == 3)
        good = laws(page, url)

        page.locator("#deploy").get_by_label("Model").select_option(index=1)
        page.get_by_role("button", name="Deploy", exact=True).click()
        worse = page.get_by_role("dialog", name="It scores lower than the deployed model")
        expect(worse).to_contain_text("has F1 0.100 on the testing set")
        worse.get_by_role("button", name="Leave it").click()
        expect(serves).to_contain_text("m1")
        page.get_by_role("button", name="Deploy", exact=True).click()
        follow(worse.get_by_role("button", name="Deploy anyway"))
        expect(serves).to_contain_text("words")
        assert laws(page, url) == good

        page.get_by_role("button", name="See what would change").click()
        trial = page.get_by_role("article", name="Dry run")
        expect(trial).to_contain_text("3 of 3 documents would change", timeout=60_000)
        expect(trial.get_by_role("row", name=re.compile("^Borrower"))).to_be_visible()
        trial.get_by_text("3 documents, change by change").click()
        expect(trial.get_by_text("gone").first).to_be_visible()
        check_page(page)
        take_picture(page, "deployments")
        assert laws(page, url) == good
        page.get_by_role("button", name="Read 3 documents again").click()
        expect(page.get_by_text("All documents were read by the deployed models.")).to_be_visible(
            timeout=60_000
        )
        assert laws(page, url) != good

        follow(page.get_by_role("button", name="Roll back production to m1"))
        expect(serves).to_contain_text("m1")
        page.get_by_role("button", name="Read 3 documents again").click()
        expect(page.get_by_text("All documents were read by the deployed models.")).to_be_visible(
            timeout=60_000
        )
        assert laws(page, url) == good


def test_project_without_labels_says_what_to_do(page: Page, samples: str) -> None:
    page.goto(f"{samples}/projects/contracts/models")
    expect(page.get_by_role("heading", name="Nothing to learn from yet")).to_be_visible()
    check_page(page)
    page.goto(f"{samples}/projects/contracts/deployments")
    expect(page.get_by_text("ships with enricher")).to_be_visible()
    check_page(page)
