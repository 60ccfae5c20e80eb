"""Policies that hold documents against the playbook, from its files to findings and back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from enricher.__main__ import cli
from enricher.audit.run import Auditing
from enricher.audit.wording import story
from enricher.ingestion.indexer import write_out
from enricher.ledger.days import local_time
from enricher.policies.findings import FindingFilter
from enricher.wiring.audit import build_auditing, build_findings
from enricher.wiring.clauses import playbook
from enricher.wiring.home import Home
from tests.enricher.audit.clauses.agreements import agreements
from tests.enricher.here import open_auditor
from tests.enricher.policies.writing import write_policy

LAW = "This Agreement is governed by the laws of Delaware, to whose courts [Party] submits."
ANOTHER = "This Agreement shall be governed by English law alone, whatever conflicts provide."


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    with agreements(tmp_path) as opened:
        folder = opened.registry.policy_folders("contracts")[0]
        for shipped in opened.registry.policy_folders("contracts")[1].glob("*.yaml"):
            folder.mkdir(exist_ok=True)
            (folder / shipped.name).write_text(f"id: {shipped.stem}\nenabled: false\n")
        write_policy(folder, "law", 'playbook.GoverningLaw == "other"', "{GoverningLaw}")
        yield opened


@pytest.fixture
def auditing(home: Home) -> Iterator[Auditing]:
    with build_auditing(home, open_auditor) as opened:
        yield opened


def findings(home: Home, auditing: Auditing) -> list[tuple[str, str]]:
    problems = auditing.run(local_time()).problems
    assert [one for one in problems if "/shipped/" not in one.file] == []
    write_out(home.ledger.documents, home.index)
    page = build_findings(home).page(FindingFilter(policies=("law",)), 100)
    return sorted((one.name, one.state.value) for one in page.findings)


def test_findings_follow_the_playbook(home: Home, auditing: Auditing) -> None:
    assert findings(home, auditing) == []
    playbook(home).write("contracts", "GoverningLaw", LAW, "ada")
    assert findings(home, auditing) == [("english.txt", "open")]
    (found,) = build_findings(home).page(FindingFilter(policies=("law",)), 100).findings
    (place,) = found.proof.places
    assert place["text"].startswith("This Agreement shall be governed by English law")

    playbook(home).write("contracts", "GoverningLaw", ANOTHER, "ada")
    assert findings(home, auditing) == [
        ("english.txt", "resolved"),
        *((f"{name}.txt", "open") for name in ("harbor", "orion", "vega")),
    ]
    told = " ".join(map(str, story(*home.ledger.finding_log.story(found.id, found.document))))
    assert "the standard wording of GoverningLaw was changed" in told

    playbook(home).remove("contracts", "GoverningLaw", "ada")
    assert {state for _, state in findings(home, auditing)} == {"resolved"}


def test_policy_without_its_standard_is_told_as_waiting(home: Home) -> None:
    arguments = ["--home", str(home.path), "policies", "list", "--project", "contracts"]
    told = CliRunner().invoke(cli, arguments).output
    assert "no standard wording of GoverningLaw yet, so law is skipped" in told
    playbook(home).write("contracts", "GoverningLaw", LAW, "ada")
    assert "is skipped: enricher playbook" not in CliRunner().invoke(cli, arguments).output
