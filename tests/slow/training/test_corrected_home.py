"""A person corrects what a trained model found; another one is deployed, and it is still so."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from enricher.__main__ import cli
from enricher.documents import ModelVersion
from enricher.models.deployments import ProjectModels
from enricher.models.registry import Registry
from enricher.recognizer.bundle import ModelBundle
from enricher.wiring.projects import open_project
from tests.elasticsearch_server import remove_index, server_url
from tests.enricher.homes import SETTINGS
from tests.tiny_model import SCHEMA, tiny_texts
from training.export.bundle import publish
from training.loop.model import Checkpoint

PROJECT = "agreements"
SCHEMA_TEXT = """
[categories.Party]
type = "party"
learned = true

[categories.EffectiveDate]
type = "date"
cardinality = "one"
learned = true

[categories.Jurisdiction]
type = "jurisdiction"
cardinality = "one"
learned = true

[categories.Term]
type = "duration"
cardinality = "one"
learned = true
"""
TEXTS = tiny_texts(24, seed=7)
FILLER = "the recipient"
CLAUSE = "Notices go to the recipient named in Annex 7, and to nobody else."


@pytest.fixture(scope="module")
def bundles(
    hasty_checkpoint: Checkpoint, checkpoint: Checkpoint, tmp_path_factory: pytest.TempPathFactory
) -> tuple[ModelBundle, ModelBundle]:
    """Two models: one that stopped after a few epochs, and one that learned on."""
    folder = tmp_path_factory.mktemp("models")
    seen, unseen = tiny_texts(10), tiny_texts(10, seed=1)
    early, late = (
        publish(trained, folder / name, SCHEMA, PROJECT, name, seen, unseen).bundle
        for name, trained in (("early", hasty_checkpoint), ("late", checkpoint))
    )
    return early, late


class Home:
    def __init__(self, folder: Path, settings: str = "") -> None:
        self.path = folder / "home"
        self.documents = folder / "documents"
        project = self.path / "projects" / PROJECT
        project.mkdir(parents=True)
        (project / "schema.toml").write_text(SCHEMA_TEXT)
        (self.path / "enricher.toml").write_text(SETTINGS + settings)
        self.documents.mkdir()
        for text in TEXTS:
            self.file(text.name).write_text(f"{text.text}\n{CLAUSE}\n", newline="")

    def file(self, name: str) -> Path:
        return self.documents / f"{name}.txt"

    def deploy(self, bundle: ModelBundle) -> ModelVersion:
        models = ProjectModels(Registry(self.path), PROJECT)
        folder = models.folder(bundle.version.version)
        if not folder.exists():
            folder.mkdir(parents=True)
            for file in bundle.folder.iterdir():
                (folder / file.name).write_bytes(file.read_bytes())
            models.add(bundle)
        models.deploy(models.find(bundle.version.version), force=True)
        return bundle.version

    def run(self, *arguments: str) -> list[Any]:
        """What a command prints, line by line."""
        done = CliRunner().invoke(cli, ["--home", str(self.path), *arguments, "--json"])
        assert done.exit_code == 0, done.output
        return [json.loads(line) for line in done.stdout.splitlines()]

    def fields(self, name: str) -> dict[str, list[str]]:
        """As a search finds them."""
        (page,) = self.run("search", "--where", f"path={self.file(name)}")
        (hit,) = page["hits"]
        return dict(hit["fields"])

    def facet(self, category: str) -> dict[str, int]:
        (page,) = self.run("search", "--facet", category, "--facet-size", "500", "--size", "0")
        return {one["value"]: one["count"] for one in page["facets"][category]}


@pytest.fixture(params=["tantivy", pytest.param("elasticsearch", marks=pytest.mark.elasticsearch)])
def home(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Home]:
    if request.param == "tantivy":
        yield Home(tmp_path)
        return
    name = f"corrections-{uuid.uuid4().hex[:8]}"
    url = f'elasticsearch_url = "{server_url()}"\nelasticsearch_index = "{name}"\n'
    yield Home(tmp_path, url)
    remove_index(name)


def test_a_correction_outlives_models_and_versions(
    home: Home, bundles: tuple[ModelBundle, ModelBundle]
) -> None:
    early, late = bundles
    home.deploy(early)
    home.run("collections", "add", "agreements", str(home.documents), "--serve", PROJECT)
    home.run("ingest", str(home.documents))
    first, second, third = (TEXTS[number].name for number in (0, 1, 2))
    untouched = home.fields(second)

    add = ("corrections", "add", str(home.file(first)), "--category")
    (tagged,) = home.run(*add, "Party", "--text", FILLER + " named in Annex 7")
    (law,) = home.run(*add, "Jurisdiction", "--text", "Annex 7", "--value", "Delaware law")
    (dated,) = home.run(*add, "EffectiveDate", "--text", "nobody else", "--value", "May 3, 2031")
    signed = next(one for one in TEXTS[2].labels if one.category == "Party")
    party = TEXTS[2].text[signed.start : signed.end]
    on_third = ("corrections", "add", str(home.file(third)), "--category", "Party")
    (rejected,) = home.run(*on_third, "--text", party, "--reject", "--every")

    def check() -> None:
        fields = home.fields(first)
        assert "the recipient named in Annex 7" in fields["Party"]
        assert fields["Jurisdiction"] == ["Delaware"]
        assert fields["EffectiveDate"] == ["2031-05-03"]
        assert home.facet("Party")["the recipient named in Annex 7"] == 1
        (page,) = home.run("search", "--where", "EffectiveDate>=2031-01-01")
        assert page["total"] == 1
        identity = find(home, third)
        (shown,) = home.run("show", identity)
        assert party not in [one["text"] for one in shown["entities"] if one["category"] == "Party"]

    check()
    assert home.fields(second) == untouched

    home.deploy(late)
    (status,) = home.run("status")
    assert status["outdated"] == len(TEXTS)
    home.documents.rename(home.documents.with_name("away"))
    *_, totals = home.run("reenrich", "--dry-run")
    assert totals["changed"] > 0, "both models find the same: the test shows nothing"
    check()
    (done,) = home.run("reenrich")
    assert (done["reenriched"], done["left"], done["failed"]) == (len(TEXTS), 0, [])
    check()
    (status,) = home.run("status")
    assert (status["outdated"], status["pending"]) == (0, 0)
    *_, totals = home.run("reenrich", "--dry-run", "--all")
    assert totals["changed"] == 0, "what is indexed is what the deployed model finds"

    home.documents.with_name("away").rename(home.documents)
    text = home.file(first).read_text()
    home.file(first).write_text(f"Second version, with a preamble.\n\n{text}Signed again.\n")
    home.run("ingest", str(home.documents))
    check()
    assert home.run("corrections", "list", "--lost") == [[]]
    home.file(first).write_text(text.replace("Annex 7", "Annex 8"))
    home.run("ingest", str(home.documents))
    (lost,) = home.run("corrections", "list", "--lost")
    assert {one["id"] for one in lost} == {tagged["id"], law["id"]}
    home.file(first).write_text(text)
    home.run("ingest", str(home.documents))
    check()

    for one in (tagged, law, dated, rejected):
        home.run("corrections", "undo", str(one["id"]))
    *_, totals = home.run("reenrich", "--dry-run", "--all")
    assert totals["changed"] == 0, "nothing is left but what the model said"
    assert "the recipient named in Annex 7" not in home.facet("Party")


def test_what_people_said_teaches_the_next_model(
    tmp_path: Path, bundles: tuple[ModelBundle, ModelBundle]
) -> None:
    home = Home(tmp_path)
    home.deploy(bundles[1])
    home.run("collections", "add", "agreements", str(home.documents), "--serve", PROJECT)
    home.run("ingest", str(home.documents))
    path = home.file(TEXTS[0].name)
    home.run("corrections", "add", str(path), "--category", "Party", "--text", "nobody else")
    (taken,) = home.run("corrections", "labels", PROJECT)
    assert taken["added"] == [path.name]
    with open_project(home.path, PROJECT) as project:
        (document,) = project.store.read()
    (label,) = document.labels
    assert document.text[label.start : label.end] == "nobody else"
    assert document.tagged == ()


def find(home: Home, name: str) -> str:
    (page,) = home.run("search", "--where", f"path={home.file(name)}")
    return str(page["hits"][0]["id"])
