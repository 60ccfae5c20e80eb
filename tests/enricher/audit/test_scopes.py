"""Scopes are searches: they name what any project found."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from enricher.ledger.days import local_time
from enricher.policies.findings import FindingFilter
from enricher.wiring.audit import build_auditing, build_findings
from enricher.wiring.home import Home, open_home
from enricher.wiring.ingestion import collections
from tests.enricher.here import ingest, open_auditor
from tests.enricher.homes import make_home, write_documents

AMOUNTS = """
[categories.Amount]
type = "money"
detectors = ["money"]
"""
LARGE = """
title: A party's amount above 100 USD
severity: high
scope: '{scope}'
condition: fields.Amount.exists(m, above(m, "100 USD"))
message: '{{Amount}} is named.'
"""


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    """A home in which two projects read each document."""
    path = make_home(tmp_path / "home")
    policies = path / "projects" / "amounts" / "policies"
    policies.mkdir(parents=True)
    (policies.parent / "schema.toml").write_text(AMOUNTS)
    with open_home(path) as opened:
        documents = write_documents(tmp_path / "documents")
        collections(opened).add("default", documents, ["contracts", "amounts"])
        ingest(opened, documents)
        yield opened


def found(home: Home, scope: str) -> tuple[list[str], list[str]]:
    """The documents of the findings, and what is wrong with the policy."""
    folder = home.registry.policy_folders("amounts")[0]
    (folder / "amount.yaml").write_text(LARGE.format(scope=scope))
    with build_auditing(home, open_auditor) as auditing:
        run = auditing.run(local_time())
    page = build_findings(home).page(FindingFilter(policies=("amount",), states=("open",)), 100)
    problems = [one.message for one in run.problems if Path(one.file).name == "amount.yaml"]
    return sorted(one.name for one in page.findings), problems


def test_scope_names_what_another_project_found(home: Home) -> None:
    assert found(home, "") == (["annex.txt", "loan.txt", "memo.txt"], [])
    assert found(home, 'Jurisdiction:"New York"') == (["loan.txt"], [])
    assert found(home, "Jurisdiction:missing") == (["annex.txt", "memo.txt"], [])


def test_scope_names_what_nobody_found_here_and_finds_nothing(home: Home) -> None:
    """The project that ships has kinds of documents; that of this home has none."""
    assert found(home, "DocumentType:loan") == ([], [])


def test_scope_with_a_name_that_no_project_has_is_refused(home: Home) -> None:
    names, problems = found(home, "Jurisdiktion:Delaware")
    assert names == []
    (problem,) = problems
    assert problem.startswith("scope: ")
    assert "Jurisdiktion" in problem
