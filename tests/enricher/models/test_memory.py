from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

import pytest

from enricher.documents import EnrichedText, ExtractedText
from enricher.enrichment.parts import Parts
from enricher.enrichment.pipeline import enrich_text
from enricher.ledger.routes import Route, deployments_of
from enricher.models.deployments import ProjectModels
from enricher.models.memory import ModelMemory
from enricher.models.registry import Registry
from enricher.recognizer.confidence import Confidence
from tests.word_model import write_word_bundle

FIELDS = """
[categories.Party]
type = "party"
learned = true

[categories.Money]
type = "money"
detectors = ["money"]
"""
CLAUSES = """
[categories.AuditRights]
type = "passage"
learned = true
"""
TEXT = "Made with Vega. The lender may inspect all books at any time. The fee is $250.\n" * 9
BOTH = (Route("contracts/production"), Route("clauses/production"))


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    """What ships: two projects, and one model for both."""
    folder = tmp_path / "shipped"
    for project, schema in (("contracts", FIELDS), ("clauses", CLAUSES)):
        (folder / project).mkdir(parents=True)
        (folder / project / "schema.toml").write_text(schema)
    bundle = write_word_bundle(
        folder,
        {"Vega": "B-Party"}
        | dict.fromkeys(["The", "lender", "may", "inspect", "all", "books"], "AuditRights"),
        [TEXT],
        ("Party", "AuditRights"),
        project="contracts",
        name="both",
        passages=("AuditRights",),
        confidence=Confidence(thresholds={"AuditRights": 0.3}),
    )
    bundle.folder.rename(folder / "contracts" / "model")
    return folder


def read(
    registry: Registry, routes: tuple[Route, ...], on_window: Callable[[], None] | None = None
) -> EnrichedText:
    models = tuple(map(ModelMemory(registry, on_window).load, deployments_of(routes)))
    parts = Parts(lambda _: [], models, 10_000, routes)  # type: ignore[arg-type]
    return enrich_text(ExtractedText.of_text(TEXT), parts)


def test_what_one_model_finds_for_two_projects_is_found_in_one_pass(
    shipped: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    registry, windows = Registry(tmp_path, shipped), [0, 0]

    def count_of(number: int) -> Callable[[], None]:
        def count() -> None:
            windows[number] += 1

        return count

    alone = [read(Registry(tmp_path, shipped), (one,), count_of(0)) for one in BOTH]
    both = read(registry, BOTH, count_of(1))
    assert windows[0] == 2 * windows[1] > 2, "a text is read once for both"
    assert both.spans == tuple(one.spans[0] for one in alone)
    assert both.fields == {**alone[0].fields, **alone[1].fields}
    assert {one.span.category for one in both.entities} == {"Party", "Money", "AuditRights"}
    assert not caplog.records, "what only one of them finds is nothing to warn of"


def test_the_model_of_another_project_is_each_projects_own(shipped: Path, tmp_path: Path) -> None:
    registry = Registry(tmp_path, shipped)
    found = read(registry, BOTH)
    assert [one.project for one in found.models] == ["contracts", "clauses"]
    for model, categories in zip(found.models, (("Party",), ("AuditRights",)), strict=True):
        deployment = f"{model.project}/production"
        assert model == registry.version(deployment) == registry.deployed(deployment)
        assert registry.confidence(model) == Confidence(thresholds={"AuditRights": 0.3})
        serving = ProjectModels(registry, model.project).deployments()["production"]
        assert (serving.bundle.version, serving.categories) == (model, categories)
        assert serving.deployments == ("production",)


def test_a_project_of_a_home_takes_no_model_of_another_one(shipped: Path, tmp_path: Path) -> None:
    (shipped / "clauses" / "schema.toml").unlink()
    registry = Registry(tmp_path, shipped)
    registry.create("clauses", CLAUSES)
    assert registry.shipped_model("clauses") is None
    assert registry.deployments() == ["contracts/production"]
