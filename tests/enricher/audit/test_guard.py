"""Files of policies and lists that vanish or shrink: findings stay before somebody confirms it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from fastapi.testclient import TestClient

from enricher.__main__ import cli
from enricher.api.bodies.event_wording import in_words
from enricher.audit.run import AuditRun
from enricher.commands.doctor import examine
from enricher.errors import ConflictError, NotFoundError
from enricher.ledger.days import local_time
from enricher.ledger.events import Act
from enricher.policies.findings import Finding, FindingFilter
from enricher.portal.audit_report import report_html
from enricher.wiring.audit import build_findings, build_guard, make_report
from enricher.wiring.home import Home, open_home
from tests.enricher.api.clients import connect
from tests.enricher.here import audit, ingest
from tests.enricher.homes import make_ruled_home

BLOCKED = """
id: blocked
title: A party is blocked
severity: critical
condition: fields.Party.exists(p, on_list(p, "ours"))
message: '{Party} is blocked.'
"""
LOAN = "Made as of March 1, 2020 between Vega LLC and Harbor Bank Inc. by the laws of Texas.\n"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with one document, and of the policies that ship those that ask a list."""
    folder = tmp_path_factory.mktemp("guarded")
    home = make_ruled_home(folder / "home")
    (folder / "documents").mkdir()
    (folder / "documents" / "loan.txt").write_text(LOAN)
    policies = home / "projects" / "contracts" / "policies"
    (policies / "lists").mkdir(parents=True)
    with open_home(home) as opened:
        for shipped in opened.registry.policy_folders("contracts")[1].glob("*.yaml"):
            if shipped.stem not in ("blocked-party", "governing-law-not-accepted"):
                (policies / shipped.name).write_text("enabled: false\n")
        ingest(opened, folder / "documents")
    return home


@pytest.fixture
def home(made: Path, tmp_path: Path) -> Iterator[GuardedHome]:
    shutil.copytree(made, tmp_path / "home")
    with open_home(tmp_path / "home") as opened:
        yield GuardedHome(opened)


class GuardedHome:
    def __init__(self, opened: Home) -> None:
        self.opened = opened
        self.policies = opened.path / "projects" / "contracts" / "policies"
        self.lists = self.policies / "lists"

    def audit(self) -> AuditRun:
        return audit(self.opened)

    def findings(self) -> dict[str, str]:
        page = self.opened.ledger.findings.page(FindingFilter(), 100, 0)
        return {one.policy: one.state.value for one in page.findings}

    def finding(self, policy: str) -> Finding:
        asked = FindingFilter(policies=(policy,))
        return build_findings(self.opened).page(asked, 100).findings[0]

    def run(self, *arguments: str) -> Result:
        return CliRunner().invoke(cli, ["--home", str(self.opened.path), *arguments])

    def broken(self) -> list[str]:
        return [one.finding for one in examine(self.opened.path) if one.state == "broken"]


def change(path: Path, content: str | None) -> None:
    if content is None:
        path.unlink()
    else:
        path.write_text(content)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "the list is missing: policy blocked is skipped, and its findings stay"),
        ("", "the list has no name and had 4"),
        ("# none of them\n", "the list has no name and had 4"),
        ("Another Inc.\n", "the list has 1 name and had 4"),
        ("id;firm\n1;Vega LLC\n", "has a table in line 1"),
        ("Vega LLC\n\0\xff", "is not UTF-8 text"),
    ],
)
def test_findings_stay_when_their_list_vanishes_or_shrinks(
    home: GuardedHome, content: str | None, said: str
) -> None:
    names = home.lists / "ours.txt"
    names.write_text("Vega LLC\nOne Inc.\nTwo Inc.\nThree Inc.\n")
    (home.policies / "blocked.yaml").write_text(BLOCKED)
    assert home.audit().problems == ()
    assert home.findings() == {"blocked": "open"}
    assert home.broken() == []
    if content is not None and "\xff" in content:
        names.write_bytes(content.encode("latin-1"))
    else:
        change(names, content)
    (problem,) = map(str, home.audit().problems)
    assert said in problem
    assert home.findings() == {"blocked": "open"}
    assert said in home.finding("blocked").not_asked
    ran = home.run("audit", "run")
    assert (ran.exit_code, said in ran.output) == (1, True)
    checked = home.run("policies", "check")
    assert (checked.exit_code, said in checked.output) == (1, True)
    (told,) = home.broken()
    assert said in told
    listed = home.run("audit", "list")
    assert f"not checked  {home.finding('blocked').not_asked}" in listed.output
    names.write_text("Vega LLC\nOne Inc.\nTwo Inc.\n")
    assert home.audit().problems == ()
    assert home.findings() == {"blocked": "open"}
    assert home.finding("blocked").not_asked == ""


def test_list_that_is_meant_to_be_so_short_is_confirmed(home: GuardedHome) -> None:
    names = home.lists / "ours.csv"
    names.write_text("name\nVega LLC\nOne Inc.\nTwo Inc.\n")
    (home.policies / "blocked.yaml").write_text(BLOCKED)
    home.audit()
    names.write_text("name\nOne Inc.\n")
    home.audit()
    confirmed = home.run("policies", "confirm", "lists/ours")
    assert confirmed.exit_code == 0, confirmed.output
    assert home.audit().problems == ()
    assert home.findings() == {"blocked": "resolved"}
    names.write_text("name\n")  # from one name to none is to be confirmed, too
    (problem,) = map(str, home.audit().problems)
    assert "no name and had 1" in problem
    build_guard(home.opened).confirm("contracts", "lists/ours", "ada")
    assert home.audit().problems == ()
    names.write_text("name\nVega LLC\n")
    assert home.audit().problems == ()
    assert home.findings() == {"blocked": "open"}
    told = home.opened.ledger.history.read(["contracts"], act=Act.CONFIRM_POLICY).events
    assert told[0].who == "ada"
    assert [in_words(one) for one in told] == [
        "confirmed that lists/ours of project contracts has 0 names, 1 before",
        "confirmed that lists/ours of project contracts has 1 name, 3 before",
    ]


def test_list_that_a_policy_of_ones_own_asks_is_to_be_there(home: GuardedHome) -> None:
    (home.policies / "blocked.yaml").write_text(BLOCKED)
    (problem,) = map(str, home.audit().problems)
    assert "policy blocked uses the list 'ours', which does not exist" in problem
    (home.lists / "Ours.xlsx").write_bytes(b"PK")
    assert "Ours.xlsx is not read; name it ours.txt" in str(home.audit().problems[0])
    (home.lists / "ours.txt").write_text("Vega LLC\n")
    (home.lists / "ours.csv").write_text("name\nOne Inc.\n")
    assert "is in ours.csv and in ours.txt; keep one" in str(home.audit().problems[0])
    (home.lists / "ours.csv").unlink()
    assert home.audit().problems == ()
    (home.lists / "ours.txt").unlink()
    with pytest.raises(ConflictError, match="restore the list"):
        build_guard(home.opened).confirm("contracts", "lists/ours", "ada")
    with pytest.raises(NotFoundError, match="needs confirmation; these do: lists/ours"):
        build_guard(home.opened).confirm("contracts", "ours", "ada")


def test_policy_that_ships_waits_for_its_list_and_then_needs_it(home: GuardedHome) -> None:
    assert home.audit().problems == ()
    assert home.run("policies", "check").exit_code == 0
    assert "not written yet" in home.run("policies", "list").output
    assert home.broken() == []
    (home.lists / "blocked-parties.csv").write_text("name;since\nVega LLC;2020\n")
    home.audit()
    assert home.findings() == {"blocked-party": "open"}
    (home.lists / "blocked-parties.csv").unlink()
    (problem,) = map(str, home.audit().problems)
    assert "the list is missing: policy blocked-party is skipped" in problem
    assert home.findings() == {"blocked-party": "open"}
    build_guard(home.opened).confirm("contracts", "lists/blocked-parties", "ada")
    assert home.audit().problems == ()
    assert home.findings() == {"blocked-party": "resolved"}


def test_shipped_list_takes_no_place_unasked(home: GuardedHome) -> None:
    own = home.lists / "accepted-jurisdictions.txt"
    own.write_text("New York\n")
    home.audit()
    assert home.findings() == {"governing-law-not-accepted": "open"}  # Texas
    own.unlink()
    (problem,) = map(str, home.audit().problems)
    assert "or confirm its removal (the shipped list applies)" in problem
    assert home.findings() == {"governing-law-not-accepted": "open"}
    build_guard(home.opened).confirm("contracts", "lists/accepted-jurisdictions", "ada")
    home.audit()
    assert home.findings() == {"governing-law-not-accepted": "resolved"}


def test_policy_file_that_is_gone_keeps_its_findings_marked(home: GuardedHome) -> None:
    (home.lists / "ours.txt").write_text("Vega LLC\n")
    file = home.policies / "blocked.yaml"
    file.write_text(BLOCKED)
    home.audit()
    build_findings(home.opened).accept(home.finding("blocked").id, "known", "ada")
    file.write_text(BLOCKED.replace("id: blocked", "id: barred"))
    file.rename(home.policies / "barred.yaml")
    (problem,) = map(str, home.audit().problems)
    assert "the file of policy blocked is missing, and its findings stay" in problem
    assert home.findings() == {"barred": "open", "blocked": "accepted"}
    assert problem.endswith(home.finding("blocked").not_asked)
    assert home.run("audit", "run").exit_code == 1
    asked = json.loads(home.run("audit", "show", "1", "--json").output)
    assert "is missing" in asked["not_asked"]
    today = local_time().date()
    assert "is missing, and its findings stay" in report_html(
        make_report(home.opened, today, today, local_time())
    )
    with connect(home.opened) as api:
        check_api(api)
    assert home.findings() == {"barred": "open", "blocked": "resolved"}
    assert home.audit().problems == ()
    (event,) = home.opened.ledger.history.read(["contracts"], act=Act.CONFIRM_POLICY).events
    assert in_words(event) == "confirmed the removal of blocked from project contracts"


def check_api(api: TestClient) -> None:
    listed = api.get("/api/findings", params={"policy": "blocked"}).json()
    assert "is missing" in listed["problems"][0]
    assert "is missing" in listed["findings"][0]["not_asked"]
    (held,) = api.get("/api/policies/held").json()["held"]
    assert (held["name"], held["what"], held["policies"]) == ("blocked", "gone", ["blocked"])
    for address in ("/audit", "/audit/policies"):
        assert "Confirm blocked is gone" in api.get(address).text
    asked = {"project": "contracts", "name": "blocked"}
    assert api.post("/api/policies/confirm", json=asked | {"name": "other"}).status_code == 404
    assert api.post("/api/policies/confirm", json=asked).json()["name"] == "blocked"


def test_change_of_a_shipped_policy_that_is_gone_is_confirmed(home: GuardedHome) -> None:
    (home.lists / "accepted-jurisdictions.txt").write_text("New York\nTexas\n")
    file = home.policies / "governing-law-not-accepted.yaml"
    file.write_text("condition: fields.Jurisdiction == 'Texas'\n")
    home.audit()
    assert home.findings() == {"governing-law-not-accepted": "open"}
    file.unlink()
    (problem,) = map(str, home.audit().problems)
    assert "(the shipped policy applies)" in problem
    assert home.findings() == {"governing-law-not-accepted": "open"}
    build_guard(home.opened).confirm("contracts", "governing-law-not-accepted", "ada")
    assert home.audit().problems == ()
    assert home.findings() == {"governing-law-not-accepted": "resolved"}


def test_policies_that_all_vanish_keep_their_findings(home: GuardedHome) -> None:
    (home.lists / "ours.txt").write_text("Vega LLC\n")
    (home.policies / "blocked.yaml").write_text(BLOCKED)
    home.audit()
    home.policies.rename(home.policies.with_name("elsewhere"))
    assert any("policy blocked is missing" in str(one) for one in home.audit().problems)
    assert home.findings()["blocked"] == "open"
    home.policies.with_name("elsewhere").rename(home.policies)
    assert home.audit().problems == ()
    assert home.findings()["blocked"] == "open"
