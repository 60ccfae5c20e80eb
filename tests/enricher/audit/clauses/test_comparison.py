"""Two documents clause by clause, from functions, over HTTP and on the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from fastapi.testclient import TestClient

from enricher.__main__ import cli
from enricher.audit.clauses.comparison import Clause, pair_clauses
from enricher.entities import Entity, Span
from enricher.text.wordings import read_wording
from enricher.wiring.home import Home


def clause(category: str, text: str) -> Clause:
    return Clause(Entity(Span(0, len(text), category), text, None), read_wording(text))


def test_those_most_alike_belong_together_and_the_others_are_told() -> None:
    cap, costs = "The cap is the fees of a year.", "It covers no costs of lawyers."
    first = [clause("Cap", costs), clause("Cap", cap), clause("Law", "Delaware law governs it.")]
    second = [clause("Cap", cap.replace("a", "one")), clause("Audit", "Books are open.")]
    pairs = [
        (one.category, one.first and one.first.wording.text, one.second and one.second.wording.text)
        for one in pair_clauses(first, second)
    ]
    assert pairs == [
        ("Cap", costs, None),
        ("Cap", cap, second[0].wording.text),
        ("Law", first[2].wording.text, None),
        ("Audit", None, "Books are open."),
    ]


@pytest.fixture
def ids(api: TestClient) -> dict[str, str]:
    hits = api.get("/api/search").json()["hits"]
    return {Path(one["paths"][0]).stem: one["id"] for one in hits}


def compare(api: TestClient, first: str, second: str) -> Any:
    return api.get(f"/api/documents/{first}/comparison", params={"other": second})


def test_clauses_of_two_documents_side_by_side(api: TestClient, ids: dict[str, str]) -> None:
    found = compare(api, ids["orion"], ids["harbor"]).json()
    assert (found["first"]["id"], found["second"]["id"]) == (ids["orion"], ids["harbor"])
    law, assignment = found["clauses"]
    assert (law["category"], law["nearness"]) == ("GoverningLaw", "close")
    differing = [one for one in law["differences"] if one["differs"]]
    assert [(one["first"], one["second"]) for one in differing] == [("Delaware,", "New York,")]
    text = api.get(f"/api/documents/{ids['harbor']}", params={"text": True}).json()["text"]
    start = law["second"]["offset"]
    assert text[start : start + law["second"]["length"]] == law["second"]["text"]
    assert assignment["category"] == "Assignment"
    assert (assignment["nearness"], assignment["second"], assignment["differences"]) == (
        None,
        None,
        [],
    )


def test_other_names_of_parties_and_numbers_of_clauses_are_the_same(
    api: TestClient, ids: dict[str, str]
) -> None:
    (law, _) = compare(api, ids["orion"], ids["vega"]).json()["clauses"]
    assert law["nearness"] == "same"


def test_document_is_not_compared_with_itself_or_nothing(
    api: TestClient, ids: dict[str, str]
) -> None:
    assert compare(api, ids["orion"], ids["orion"][:12]).status_code == 422
    assert compare(api, ids["orion"], "nothing").status_code == 404


def test_command_takes_paths_and_leaves_out_what_is_the_same(
    home: Home, api: TestClient, ids: dict[str, str]
) -> None:
    def run(*arguments: str) -> str:
        done = CliRunner().invoke(cli, ["clauses", "compare", *arguments, "--home", str(home.path)])
        assert done.exit_code == 0, done.output
        return done.stdout

    orion = str(home.path.parent / "agreements" / "orion.txt")
    answered = compare(api, ids["orion"], ids["english"]).json()
    assert json.loads(run(orion, ids["english"], "--json")) == answered
    shown = run(orion, ids["english"])
    assert "GoverningLaw  other" in shown
    assert "Assignment  same" in shown
    assert "Assignment" not in run(orion, ids["english"], "--changed")
    assert "in the first document only" in run(orion, ids["vega"], "--changed")
