"""A type of one's own, the real way round: said of a few documents, taught, deployed, read, routed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from enricher.__main__ import cli
from enricher.models.deployments import ProjectModels
from enricher.models.registry import Registry
from enricher.projects.label_files import import_documents
from enricher.recognizer.choices import read_choosers
from enricher.wiring.projects import open_project
from tests.enricher.homes import LOAN, NDA, SETTINGS, write_texts
from tests.tiny_model import tiny_documents
from training.projects import Request, train_project

SUBSCRIPTION = "gazette subscription"
_TOWNS = ("Aldgate", "Bramley", "Corfe", "Dunmow", "Eltham", "Fowey", "Garth", "Hythe")
BERTHS = """
[categories.Town]
type = "text"
cardinality = "one"
patterns = ['Gazette of (\\w+)']
"""


def gazette(town: str) -> str:
    return (
        f"ORDER FOR THE GAZETTE\nGazette of {town}\n\nThe reader takes the Gazette of {town} for a"
        " year of 52 issues, delivered each Friday before breakfast. Back issues are kept at the"
        " newsstand, and the crossword is answered a week later.\n"
    )


class Home:
    def __init__(self, folder: Path) -> None:
        self.path = folder / "home"
        self.documents = write_texts(
            folder / "documents",
            {"nda": NDA, "loan": LOAN} | {town: gazette(town) for town in _TOWNS},
        )
        self.path.mkdir()
        (self.path / "enricher.toml").write_text(SETTINGS)

    def run(self, *arguments: str) -> Any:
        result = CliRunner().invoke(cli, ["--home", str(self.path), *arguments, "--json"])
        assert result.exit_code == 0, result.output
        return json.loads(result.stdout.splitlines()[-1])

    def total(self, query: str) -> int:
        return int(self.run("search", query)["total"])

    def fields(self, name: str) -> dict[str, list[str]]:
        (hit,) = self.run("search", "--where", f"path={self.documents}/{name}.txt")["hits"]
        return dict(hit["fields"])

    def tells(self, model: str) -> tuple[str, ...]:
        bundle = ProjectModels(Registry(self.path), "contracts").find(model).bundle
        assert bundle.choices_path is not None
        (chooser,) = read_choosers(bundle.choices_path.read_bytes())
        return chooser.choices


def test_a_type_is_taught_deployed_and_decides_who_reads(tmp_path: Path, backbone: Path) -> None:
    home = Home(tmp_path)
    shipped = Registry(home.path).schema_path("contracts").read_text()
    own = home.path / "projects" / "contracts" / "schema.toml"
    own.parent.mkdir(parents=True)
    assert '"other"' in shipped
    own.write_text(shipped.replace('"other"', f'"{SUBSCRIPTION}", "other"', 1))
    (home.path / "projects" / "gazettes").mkdir()
    (home.path / "projects" / "gazettes" / "schema.toml").write_text(BERTHS)
    home.run("ingest", str(home.documents))
    as_shipped = home.fields("nda")
    for town in _TOWNS[:5]:
        path = str(home.documents / f"{town}.txt")
        said = ("--category", "DocumentType", "--value", SUBSCRIPTION)
        home.run("corrections", "add", path, *said, "--text", "ORDER FOR THE GAZETTE")
    trained = home.run("train", "contracts", "--types", "--model", "gazettes")
    assert trained["examples"] == {SUBSCRIPTION: 5}
    assert trained["right"] == {SUBSCRIPTION: 5}
    home.run("deploy", "contracts", "gazettes")
    home.run("collections", "serve", "default", "contracts", "clauses", f"gazettes={SUBSCRIPTION}")
    home.run("ingest", str(home.documents))
    home.run("reenrich")
    assert home.run("status")["outdated"] == 0
    assert home.total(f'DocumentType:"{SUBSCRIPTION}"') == len(_TOWNS)
    assert home.total("Town:present") == len(_TOWNS)
    assert home.total("DocumentType:nda") == home.total("DocumentType:loan") == 1
    assert home.fields("nda") == as_shipped
    assert "Orion Labs Inc." in as_shipped["Party"]

    with open_project(home.path, "contracts") as project:
        import_documents(project, tiny_documents(8))
        train_project(project, Request(name="labelled", epochs=1, backbone=str(backbone)))
    assert SUBSCRIPTION in home.tells("labelled"), "what is trained tells it as well"
    for one in home.run("corrections", "list"):
        home.run("corrections", "undo", str(one["id"]))
    with open_project(home.path, "contracts") as project:
        train_project(project, Request(name="later", epochs=1, backbone=str(backbone)))
    assert SUBSCRIPTION in home.tells("later"), "nobody says it any more, and it is not lost"
