"""`enricher policies`, from the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from enricher.__main__ import cli
from tests.enricher.policies.writing import SHIPPED, write_list, write_policy

COUNT = len(list(SHIPPED.glob("*.yaml")))


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """The folder of a home's own policies of contracts."""
    folder = tmp_path / "projects" / "contracts" / "policies"
    folder.mkdir(parents=True)
    return folder


def run(home: Path, *arguments: str, code: int = 0) -> str:
    done = CliRunner().invoke(cli, ["--home", str(home), "policies", *arguments])
    assert done.exit_code == code, done.output
    return done.output


def run_json(home: Path, *arguments: str, code: int = 0) -> Any:
    return json.loads(run(home, *arguments, "--json", code=code))


def test_policies_are_listed_with_what_is_turned_off(tmp_path: Path, own: Path) -> None:
    (own / "ended.yaml").write_text("enabled: false\n")
    write_list(own, "blocked-parties.txt", "Initech LLC\n")
    lines = [line.split() for line in run(tmp_path, "list").splitlines()]
    assert ["ended", "low", "off", "The", "agreement", "has", "ended"] in lines
    assert ["list", "blocked-parties", "1", "names"] in lines
    found = run_json(tmp_path, "list")
    assert len(found["policies"]) == len(list(SHIPPED.glob("*.yaml")))
    by_id = {one["id"]: one for one in found["policies"]}
    assert by_id["ended"]["enabled"] is False
    assert by_id["ended"]["file"] == str(own / "ended.yaml")
    assert by_id["ends-soon"]["day_dependent"] is True
    assert by_id["blocked-party"]["lists"] == ["blocked-parties"]


def test_check_names_each_bad_file_with_its_line(tmp_path: Path, own: Path) -> None:
    run(tmp_path, "check")
    write_policy(own, "wrong", "true &&\nfields.Typo == 1")
    (own / "awry.yaml").write_text("title: [\n")
    shown = run(tmp_path, "check", code=1)
    assert f"{own}/wrong.yaml:7: condition: column 10: there is no category 'Typo'" in shown
    assert f"{own}/awry.yaml:" in shown
    assert f"{COUNT} policies can be read" in shown
    problems = run_json(tmp_path, "check", code=1)["problems"]
    assert [(one["file"], one["line"]) for one in problems] == [
        (str(own / "awry.yaml"), 2),
        (str(own / "wrong.yaml"), 7),
    ]


def test_examples_that_come_out_otherwise_are_told(tmp_path: Path, own: Path) -> None:
    path = write_policy(own, "shorter", 'shorter(fields.Term, "2 years")')
    path.write_text(
        path.read_text() + "examples:\n  - {fields: {Term: 3 years}, expect: finding}\n"
        "  - {fields: {Term: soon}, expect: none}\n  - {fields: {Term: 1 year}, expect: finding}\n"
    )
    shown = run(tmp_path, "test", "shorter", "ended", code=1)
    assert f"{path}:8: Term 3 years: expected finding, was none" in shown
    assert f"{path}:9: Term soon: 'soon' is ambiguous as a duration" in shown
    assert "7 of 9 examples of 2 policies passed" in shown
    found = run_json(tmp_path, "test", "shorter", code=1)
    assert [one["passed"] for one in found["examples"]] == [False, False, True]
    run(tmp_path, "test", "longer", code=2)


def test_smells_are_told(tmp_path: Path, own: Path) -> None:
    assert run(tmp_path, "lint") == f"nothing about {COUNT} policies\n"
    write_policy(own, "bare", "missing(fields.Term)")
    assert "it has no remedy" in run(tmp_path, "lint", code=1)
    assert {one["code"] for one in run_json(tmp_path, "lint", code=1)["smells"]} == {
        "no-example-of-a-finding",
        "no-example-of-none",
        "no-remedy",
    }


def test_project_without_policies_says_so(tmp_path: Path) -> None:
    CliRunner().invoke(cli, ["--home", str(tmp_path), "project", "create", "loans"])
    assert "project loans has no policies yet" in run(tmp_path, "list", "--project", "loans")
    run(tmp_path, "list", "--project", "nowhere", code=2)
