from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from enricher.cli import cli
from tests.enricher.homes import make_home, write_documents


def run(home: Path, *arguments: str, code: int = 0) -> Result:
    result = CliRunner().invoke(cli, ["--home", str(home), *arguments])
    assert result.exit_code == code, result.output
    return result


def run_json(home: Path, *arguments: str) -> Any:
    return json.loads(run(home, *arguments, "--json").stdout)


def test_a_project_is_created_shown_listed_and_deleted(tmp_path: Path) -> None:
    schema = tmp_path / "mine.toml"
    schema.write_text('# loans\n[categories.Rate]\ntype = "percent"\nlearned = true\n')
    home = tmp_path / "home"
    made = run_json(home, "project", "create", "loans", "--schema", str(schema))
    assert Path(made["schema"]).read_text() == schema.read_text()
    shown = run_json(home, "project", "show", "loans")
    assert shown["categories"] == [
        {"name": "Rate", "type": "percent", "cardinality": "many", "learned": True, "labels": 0}
    ]
    listed = {one["name"]: one["documents"]["all"] for one in run_json(home, "project", "list")}
    assert listed == {"contracts": 0, "loans": 0}
    assert "Rate" in run(home, "project", "show", "loans").output
    run(home, "project", "delete", "loans", "--yes")
    assert [one["name"] for one in run_json(home, "project", "list")] == ["contracts"]


def test_nothing_is_deleted_without_a_yes(tmp_path: Path) -> None:
    run(tmp_path, "project", "create", "loans")
    result = CliRunner().invoke(cli, ["--home", str(tmp_path), "project", "delete", "loans"], "n\n")
    assert result.exit_code == 1
    assert len(run_json(tmp_path, "project", "list")) == 2


def test_a_wrong_schema_makes_no_project(tmp_path: Path) -> None:
    schema = tmp_path / "mine.toml"
    schema.write_text('[categories.Rate]\ntype = "rate"\nlearned = true\n')
    result = run(tmp_path, "project", "create", "loans", "--schema", str(schema), code=1)
    assert "mine.toml: categories.Rate.type" in result.output
    assert [one["name"] for one in run_json(tmp_path, "project", "list")] == ["contracts"]


def test_a_project_that_reads_a_collection_is_not_deleted(tmp_path: Path) -> None:
    home = make_home(tmp_path / "home")
    documents = write_documents(tmp_path / "documents")
    schema = home / "projects" / "contracts" / "schema.toml"
    run(home, "project", "create", "rules", "--schema", str(schema))
    run(home, "collections", "add", "files", str(documents), "--serve", "rules")
    result = run(home, "project", "delete", "rules", "--yes", code=2)
    assert "collection files is read by rules/production" in result.output
    assert len(run_json(home, "project", "list")) == 2


def test_the_model_that_ships_is_deployed_and_no_model_of_the_home(tmp_path: Path) -> None:
    (deployment,) = run_json(tmp_path, "deployments", "contracts")
    assert deployment["deployment"] == "production"
    assert deployment["name"] == "contracts-1"
    assert run_json(tmp_path, "models", "contracts") == []
    assert "enricher train contracts" in run(tmp_path, "models", "contracts").output
    missing = run(tmp_path, "deploy", "contracts", "m1", code=2)
    assert "project contracts has no model 'm1'; it has: none" in missing.output
    for command in (["swap", "contracts", "production", "a"], ["rollback", "contracts"]):
        assert "no deployment" in run(tmp_path, *command, code=2).output
    assert not (tmp_path / "projects").exists()


def test_an_unknown_project_is_named_with_those_there_are(tmp_path: Path) -> None:
    for command in (["project", "show"], ["project", "delete", "--yes"], ["models"]):
        result = run(tmp_path, *command, "loan", code=2)
        assert "there is no project 'loan'; there are: contracts" in result.output
