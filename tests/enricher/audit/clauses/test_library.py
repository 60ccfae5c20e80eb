"""The library of clauses, from functions, over HTTP and on the command line."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from fastapi.testclient import TestClient

from enricher.__main__ import cli
from enricher.audit.clauses.library import Passage, group
from enricher.errors import InputError
from enricher.text.wordings import read_wording
from enricher.wiring.clauses import clause_library
from enricher.wiring.home import Home


def passages(*texts: str) -> list[Passage]:
    return [
        Passage(f"{number}", f"{number}", "", 1, read_wording(text))
        for number, text in enumerate(texts)
    ]


def test_wording_that_most_have_leads_its_group() -> None:
    common = "Neither party is liable for more than the fees of the last 12 months."
    rare = common.replace("12", "24")
    found = group(passages(rare, common, "It renews by itself every year.", common.upper()))
    assert [(one.text, one.documents) for one in found] == [
        (common, 3),
        ("It renews by itself every year.", 1),
    ]
    assert [one.document for one in found[0].same] == ["1", "3"]
    (deviating,) = found[0].close
    assert deviating.document == "0"
    assert 0.8 < deviating.likeness < 1


def test_document_with_two_passages_of_a_group_counts_once() -> None:
    (one, other) = passages("All books are open to audit.", "All books are open to audit.")
    found = group([one, Passage(one.document, "", "", 2, other.wording)])
    assert [(len(each.same), each.documents) for each in found] == [(2, 1)]


def stems(listed: list[dict[str, str]]) -> list[str]:
    return sorted(Path(one["path"]).stem for one in listed)


def test_wordings_are_grouped_counted_and_compared(api: TestClient) -> None:
    found = api.get("/api/clauses/governinglaw").json()
    assert (found["category"], found["documents"], found["missing"]) == ("GoverningLaw", 4, 1)
    delaware, english = found["groups"]
    assert delaware["documents"] == 3
    assert stems(delaware["same"]) == ["orion", "vega"]
    (harbor,) = delaware["close"]
    differing = [one for one in harbor["differences"] if one["differs"]]
    assert [(one["first"], one["second"]) for one in differing] == [("Delaware,", "New York,")]
    assert stems(english["same"]) == ["english"]
    assert english["close"] == []


def test_wordings_of_a_search_alone(api: TestClient) -> None:
    asked: dict[str, str | int] = {"q": "GoverningLaw:Delaware", "size": 1}
    found = api.get("/api/clauses/GoverningLaw", params=asked).json()
    assert (found["documents"], found["missing"], found["total"]) == (2, 0, 1)
    listed = api.get("/api/clauses", params={"where": "Party=Vega LLC"}).json()
    assert [(one["category"], one["documents"], one["missing"]) for one in listed] == [
        ("GoverningLaw", 2, 1),
        ("Assignment", 1, 2),
    ]


def test_clauses_that_are_found_badly_are_told(home: Home) -> None:
    library = replace(clause_library(home), weak=lambda: ("Assignment",))
    assert [(one.category, one.is_weak) for one in library.categories()] == [
        ("GoverningLaw", False),
        ("Assignment", True),
    ]


def test_number_says_which_value_of_the_document_it_is(api: TestClient) -> None:
    (english,) = api.get("/api/clauses/Assignment", params={"q": "English"}).json()["groups"]
    (passage,) = english["same"]
    fields = api.get(f"/api/documents/{passage['document']}/fields").json()
    of = [one for one in fields if one["category"] == "Assignment"]
    assert of[passage["number"] - 1]["value"] == passage["text"]


def test_category_without_passages_is_refused(api: TestClient, home: Home) -> None:
    refused = api.get("/api/clauses/Party")
    assert refused.status_code == 422
    assert "there are: GoverningLaw, Assignment" in refused.json()["detail"]
    with pytest.raises(InputError, match="no category 'Nothing' to compare"):
        clause_library(home).wordings("Nothing")


def test_command_shows_what_http_answers(api: TestClient, home: Home) -> None:
    def run(*arguments: str) -> str:
        done = CliRunner().invoke(cli, ["clauses", *arguments, "--home", str(home.path)])
        assert done.exit_code == 0, done.output
        return done.stdout

    assert (
        json.loads(run("show", "GoverningLaw", "--json"))
        == api.get("/api/clauses/GoverningLaw").json()
    )
    assert json.loads(run("list", "--json")) == api.get("/api/clauses").json()
    shown = run("show", "GoverningLaw", "--size", "1")
    assert "4 documents, 2 wordings; missing in 1 document" in shown
    assert "[-Delaware,-] {+New York,+}" in shown
    assert "and 1 other wordings" in shown
    assert "GoverningLaw" in run("list")
