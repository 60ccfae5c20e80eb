"""Reports of periods: what stood, what moved, who decided, as the log of findings tells it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from pypdf import PdfReader

from enricher.__main__ import cli
from enricher.audit.report import Tally
from enricher.audit.wording import events as told
from enricher.errors import InputError
from enricher.ingestion.indexer import write_out
from enricher.ledger.days import local_time
from enricher.policies.findings import FindingFilter, State
from enricher.portal.audit_report import report_html
from enricher.portal.audit_report_pdf import report_pdf
from enricher.wiring.audit import build_findings, make_report, read_overview
from enricher.wiring.home import Home, open_home
from enricher.wiring.typesetter import typeset
from tests.enricher.here import audit
from tests.enricher.homes import IngestedHome

LARGE = """
id: large
title: Above a million
severity: high
condition: fields.Money.exists(m, above(m, "1000000 USD"))
message: '{Money} is <b>above</b> a million.'
"""


@pytest.fixture
def home(copied: IngestedHome) -> Iterator[Home]:
    policies = copied.home / "projects" / "contracts" / "policies"
    policies.mkdir()
    with open_home(copied.home) as opened:
        for shipped in opened.registry.policy_folders("contracts")[1].glob("*.yaml"):
            (policies / shipped.name).write_text(f"id: {shipped.stem}\nenabled: false\n")
        (policies / "large.yaml").write_text(LARGE)
        audit(opened)
        write_out(opened.ledger.documents, opened.index)
        yield opened


def test_a_report_tells_what_moved_and_what_stood(home: Home, tmp_path: Path) -> None:
    now = local_time()
    today = now.date()
    (finding,) = home.ledger.findings.page(FindingFilter(), 10, 0).findings
    build_findings(home).accept(finding.id, "approved <i>so</i>", "ada")
    build_findings(home).reopen(finding.id, "bob")
    build_findings(home).accept(finding.id, "approved again", "cy", today + timedelta(days=9))
    report = make_report(home, today, today, now)
    (entry,) = report.entries
    tally = report.by_policy["large"]
    assert (tally.opened, tally.reopened, tally.accepted, tally.resolved) == (1, 1, 1, 0)
    assert (tally.still_open, tally.still_accepted) == (0, 1)
    assert [(one.act, one.who) for one in entry.decisions] == [
        ("accept", "ada"),
        ("reopen", "bob"),
        ("accept", "cy"),
    ]
    html = report_html(report)
    for words in (
        "$1,500,000.00",
        "approved again",
        entry.last.version,
        finding.sha256,
        "cy until",
    ):
        assert words in html
    assert "approved &lt;i&gt;so&lt;/i&gt;" in html
    assert "&lt;b&gt;above" in html
    assert "src=" not in html
    assert "href=" not in html
    seen = read_overview(home, now)
    assert (seen.open, seen.accepted, seen.ages) == (0, 1, (0, 0, 0))
    assert (seen.weeks[-1].opened, seen.weeks[-1].accepted) == (1, 1)
    assert (seen.moved[State.OPEN], seen.moved[State.ACCEPTED]) == (1, 1)


def test_what_is_resolved_leaves_later_reports(home: Home) -> None:
    now = local_time()
    policy = home.path / "projects" / "contracts" / "policies" / "large.yaml"
    policy.write_text(LARGE + "enabled: false\n")
    audit(home, now)
    (entry,) = make_report(home, now.date(), now.date(), now).entries
    assert (entry.last.state, [one.state for one in entry.steps]) == (
        "resolved",
        ["open", "resolved"],
    )
    later = now + timedelta(days=1)
    assert make_report(home, later.date(), later.date(), later).entries == ()
    before = now.date() - timedelta(days=1)
    assert make_report(home, before, before, now).entries == ()
    with pytest.raises(InputError, match="before it starts"):
        make_report(home, now.date(), before, now)


QUIET = """
id: quiet
title: A policy that finds nothing
severity: low
scope: Jurisdiction:present
condition: fields.Jurisdiction == 'Atlantis'
message: It is of Atlantis.
"""


def test_a_report_says_why_and_of_how_many_documents(home: Home, tmp_path: Path) -> None:
    policies = home.path / "projects" / "contracts" / "policies"
    (policies / "quiet.yaml").write_text(QUIET)
    (number,) = home.ledger.findings.numbers(FindingFilter())
    build_findings(home).accept(number, "approved", "ada")
    for content in (
        LARGE.replace("severity: high", "severity: critical"),
        LARGE.replace("1000000", "9000000"),
        LARGE,
        LARGE + "enabled: false\n",
    ):
        (policies / "large.yaml").write_text(content)
        write_out(home.ledger.documents, home.index)
        audit(home)
    now = local_time()
    report = make_report(home, now.date(), now.date(), now)
    assert report.by_policy["large"] == Tally(1, 1, 1, 1, 0, 0)
    assert report.by_policy["quiet"] == Tally(0, 0, 0, 0, 0, 0)
    assert report.documents["quiet"] == 2
    (entry,) = report.entries
    events = [what for _, what in told(entry)]
    assert events == [
        "opened",
        "accepted by ada for good: “approved”",
        "open again: the acceptance ended; severity critical, was high; the policy changed",
        "resolved: the policy changed",
        "open again: severity high, was critical; the policy changed",
        "resolved: the policy was turned off",
    ]
    shown = CliRunner().invoke(cli, ["audit", "show", str(number), "--home", str(home.path)])
    pages = PdfReader(BytesIO(report_pdf(report, typeset).content)).pages
    printed = " ".join(" ".join(page.extract_text() for page in pages).split())
    html = report_html(report)
    for said in (printed.replace("\u200b", ""), html, shown.stdout):
        for event in events:
            assert event in said
    for said in (printed, html):
        assert "A policy that finds nothing" in said


def test_the_command_writes_one_file(home: Home, tmp_path: Path) -> None:
    today = local_time().date().isoformat()
    path = tmp_path / "report.html"
    asked = ["audit", "report", "--from", today, "--to", today, "--home", str(home.path), "--html"]
    done = CliRunner().invoke(cli, [*asked, str(path)])
    assert (done.exit_code, done.stdout) == (0, f"{path}: 1 finding\n")
    assert path.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert CliRunner().invoke(cli, [*asked, str(tmp_path / "no" / "report.html")]).exit_code == 2
    said = CliRunner().invoke(cli, asked[:-1])  # neither HTML nor PDF
    assert (said.exit_code, " opened\n" in said.stdout) == (0, True)
    told = json.loads(CliRunner().invoke(cli, [*asked[:-1], "--json"]).stdout)
    assert told["report"]["by_policy"]["large"]["documents"] == 4
    pdf = tmp_path / "report.pdf"
    done = CliRunner().invoke(cli, [*asked[:-1], "--pdf", str(pdf)])
    assert (done.exit_code, done.stdout) == (0, f"{pdf}: 1 finding\n")
    assert pdf.read_bytes().startswith(b"%PDF")
