"""The audit page and the findings of a document, over documents that break a few policies."""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, Route, expect

from enricher.ingestion.indexer import write_out
from enricher.ledger.days import local_time
from enricher.wiring.audit import audit_home
from enricher.wiring.home import open_home
from enricher.wiring.ingestion import collections, folders
from tests.enricher.homes import LOAN, MEMO, make_home
from tests.slow.portal.chromium import box, check_page, serving, take_picture

KEYS = {"ENRICHER_API_KEY": "a" * 20, "ENRICHER_READER_KEY": "r" * 20}
_TOPS = "all => all.map((one) => Math.round(one.getBoundingClientRect().top))"
HOSTILE = "<img src=x onerror=window.hacked=1>"
LEASE = (
    f"Lease as of May 1, 2020 {HOSTILE} of Orion Labs Inc. for a term of nine (9) years. The rent of"
    " $2,400,000.00 is due at once. By the laws of Ohio.\n"
)
POLICIES = {
    "large": """
id: large
title: An amount above a million
severity: high
condition: fields.Money.exists(m, above(m, "1000000 USD"))
message: '{Money} is above a million.'
remedy: Have the board approve it.
""",
    "no-law": f"""
id: no-law
title: 'No law {HOSTILE}'
severity: medium
scope: Party:present
condition: missing(fields.Jurisdiction)
message: 'No law is named {HOSTILE}'
""",
    "long": """
id: long
title: A term over five years
severity: critical
condition: longer(fields.Term, "5 years")
message: 'The term of {Term} is over five years.'
""",
    "wrong": "id: wrong\ntitle: Wrong\nseverity: low\ncondition: fields.Typo\nmessage: Wrong.\n",
}


@pytest.fixture(scope="module")
def audited_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("audited")
    home, documents = make_home(folder / "home"), folder / "documents"
    documents.mkdir()
    (documents / "loan.txt").write_text(LOAN)
    (documents / "memo.txt").write_text(MEMO)
    (documents / "lease <b>.txt").write_text(LEASE)
    policies = home / "projects" / "contracts" / "policies"
    policies.mkdir()
    with open_home(home) as opened:
        for shipped in opened.registry.policy_folders("contracts")[1].glob("*.yaml"):
            (policies / shipped.name).write_text(f"id: {shipped.stem}\nenabled: false\n")
        for name, text in POLICIES.items():
            (policies / f"{name}.yaml").write_text(text)
        folders(opened).ingest([documents])
        audit_home(opened, local_time())
        write_out(opened.ledger.documents, opened.index)
    return home


@pytest.fixture
def audited_copy(audited_home: Path, tmp_path: Path) -> Path:
    home = tmp_path / "home"
    shutil.copytree(audited_home, home, ignore=shutil.ignore_patterns("*.lock", ".*lock*"))
    return home


@pytest.fixture(scope="module")
def url(audited_home: Path) -> Iterator[str]:
    """A server for tests that change nothing; who asks has the key of a reader."""
    with serving(audited_home, **KEYS) as address:
        yield address


def sign_in(page: Page, url: str, path: str) -> None:
    page.goto(url + path)
    page.get_by_label("Key").fill(KEYS["ENRICHER_READER_KEY"])
    page.get_by_role("button", name="Sign in").click()


def test_what_stands_open_is_counted_narrowed_and_opened_at_its_words(page: Page, url: str) -> None:
    sign_in(page, url, "/audit")
    findings = page.get_by_role("article")
    expect(page.get_by_role("status").first).to_contain_text("4 findings are open")
    expect(findings).to_have_count(4)
    expect(findings.first).to_contain_text("The term of 9 years is over five years.")
    stopped = page.get_by_role("region", name="Policies without an answer")
    expect(stopped).to_contain_text("wrong.yaml")
    ages = page.get_by_role("region", name="Open, by age")
    expect(ages.get_by_role("row", name="new today")).to_contain_text("4")
    expect(
        page.get_by_role("region", name="What came and went").locator("svg").first
    ).to_be_visible()
    expect(page.get_by_text("Accept", exact=True)).to_have_count(0)  # a reader decides nothing
    check_page(page)
    choice = page.get_by_role("search", name="Which findings")
    tops = sorted(choice.locator("select, input, button").evaluate_all(_TOPS))
    assert sum(after - before > 5 for before, after in pairwise(tops)) == 1, "two lines"
    page.set_viewport_size({"width": 400, "height": 800})
    titles = page.get_by_role("region", name="Policies", exact=True).get_by_role("rowheader")
    assert titles.first.evaluate("one => one.clientWidth") > 150
    page.set_viewport_size({"width": 1280, "height": 800})
    ages.get_by_role("link", name="older").click()
    expect(page.get_by_role("heading", name="No such finding")).to_be_visible()
    ages.get_by_role("link", name="new today").click()
    expect(page.get_by_label("Opened since")).to_have_value(local_time().date().isoformat())
    expect(findings).to_have_count(4)
    page.get_by_role("link", name="All open findings").click()
    page.get_by_role("region", name="Open, by severity").get_by_role("link", name="high").click()
    expect(findings).to_have_count(2)
    assert page.url.endswith("/audit?severity=high")
    page.get_by_role("combobox", name="Severity").select_option("all")
    page.get_by_role("combobox", name="Policy").select_option("long")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(findings).to_have_count(1)
    findings.get_by_role("link", name="lease <b>.txt").click()
    expect(page.locator(".doc[data-ready]")).to_be_visible()
    expect(page.locator(".doc-here").first).to_contain_text("nine (9) years")
    page.get_by_role("region", name="Findings").get_by_role("link", name="Money: 2400000").click()
    expect(page.locator(".doc-here").first).to_contain_text("$2,400,000.00")
    assert page.evaluate("window.hacked") is None


def test_what_is_undecided_is_told_with_its_reason(page: Page, url: str) -> None:
    sign_in(page, url, "/audit")
    page.get_by_role("link", name="undecided", exact=True).click()
    rows = page.get_by_role("region", name="Undecided documents").locator("tbody tr")
    expect(rows).to_have_count(2)
    expect(rows.first).to_contain_text("Term is missing")
    check_page(page)
    answer = page.goto(f"{url}/audit?severity=awful")
    assert answer is not None
    assert answer.status == 422
    expect(page.get_by_role("alert")).to_contain_text("there is no severity 'awful'")


def test_a_question_is_asked_as_of_a_day_and_refused_before_the_log_began(
    page: Page, url: str
) -> None:
    sign_in(page, url, "/audit")
    page.get_by_role("link", name="Questions as of a day").click()
    form = page.get_by_role("form", name="Ask a question")
    form.get_by_label("Question").select_option("severe-findings")
    form.get_by_role("button", name="Ask").click()
    expect(page.locator("#answer")).to_contain_text("2 documents as of")
    lease = page.get_by_role("region", name="lease <b>.txt")
    expect(lease).to_contain_text("The term of 9 years is over five years.")
    check_page(page)
    take_picture(page, "audit-query")
    controls = form.locator("select, input, button")
    assert len(set(controls.evaluate_all(_TOPS))) == 1, "they stand in a line"
    with page.expect_download() as started:
        page.get_by_role("link", name="CSV").click()
    assert "lease <b>.txt" in started.value.path().read_text(encoding="utf-8-sig")
    form.get_by_label("At the end of").fill("2020-01-31")
    form.get_by_role("button", name="Ask").click()
    expect(page.get_by_role("alert")).to_contain_text("2020-01-31")
    expect(page.locator("#answer")).to_have_count(0)
    expect(form.get_by_label("Question")).to_have_value("severe-findings")
    lease = page.get_by_role("link", name="lease <b>.txt")
    expect(lease).to_have_count(0)


def test_findings_are_accepted_and_reopened_in_place(page: Page, audited_copy: Path) -> None:
    with serving(audited_copy) as url:
        page.goto(f"{url}/audit?policy=long")
        finding = page.get_by_role("article")
        finding.locator("summary", has_text="Accept").click()
        check_page(page)
        finding.get_by_label("Reason").fill(f"The board knows {HOSTILE}")
        finding.get_by_label("Until").fill("2099-12-31")
        finding.get_by_role("button", name="Accept").click()
        expect(page.get_by_role("heading", name="No such finding")).to_be_visible()
        expect(page.get_by_role("status").first).to_contain_text("3 findings are open")
        page.get_by_role("combobox", name="State").select_option("accepted")
        page.get_by_role("button", name="Show", exact=True).click()
        expect(finding).to_contain_text("Accepted by administrator")
        expect(finding).to_contain_text(f"until 2099-12-31: “The board knows {HOSTILE}”")
        finding.get_by_role("link", name="lease <b>.txt").click()
        mine = page.get_by_role("region", name="Findings")
        mine.get_by_text("1 accepted").click()
        check_page(page)
        mine.get_by_role("button", name="Reopen").click()
        expect(mine.get_by_role("article", name="The term of 9 years")).to_have_attribute(
            "data-state", "open"
        )
        history = page.get_by_role("region", name="History")
        expect(history).to_contain_text("reopened finding")
        found = httpx.get(f"{url}/api/findings.xlsx", params={"policy": "long", "kind": "finding"})
        assert found.content.startswith(b"PK")
        today = local_time().date()
        page.goto(f"{url}/audit")
        page.locator("summary", has_text="Report").click()
        with page.expect_download() as download:
            page.get_by_role("button", name="PDF").click()
        assert download.value.suggested_filename.endswith(f"{today}.pdf")
        assert Path(download.value.path()).read_bytes().startswith(b"%PDF")
        report = page.goto(f"{url}/audit/report?from={today}&to={today}")
        assert report is not None
        assert report.ok
        said = page.locator("article", has_text="over five years")
        expect(said).to_contain_text("accepted by administrator until 2099-12-31")
        expect(said).to_contain_text("reopened by administrator")
        expect(page.locator("main")).to_contain_text("wrong.yaml:4")
        assert page.evaluate("getComputedStyle(document.querySelector('mark')).backgroundColor")
        check_page(page)
        assert page.evaluate("window.hacked") is None
        page.set_viewport_size({"width": 400, "height": 800})
        for name in ("By severity", "By policy"):
            table = page.get_by_role("region", name=name)
            assert table.evaluate("one => one.scrollWidth - one.clientWidth") <= 0, name
        title = page.get_by_role("region", name="By policy").get_by_role("rowheader").first
        assert title.evaluate("one => one.clientWidth") > 300


def test_several_findings_are_narrowed_and_accepted_for_one_reason(
    page: Page, audited_copy: Path
) -> None:
    with serving(audited_copy) as url:
        page.goto(f"{url}/audit")
        findings = page.get_by_role("article")
        expect(findings).to_have_count(4)
        page.get_by_label("Path contains").fill("lease")
        page.get_by_role("button", name="Show", exact=True).click()
        expect(findings.first).to_be_visible()
        of_lease = findings.count()
        assert 1 < of_lease < 4
        assert all("lease" in one for one in page.locator(".aud-document").all_inner_texts())
        page.get_by_text("Accept several").click()
        form = page.get_by_role("form", name="Accept several findings")
        form.get_by_label("Reason").fill("Known to the board")
        form.get_by_role("button", name="Accept the chosen findings").click()
        expect(page.locator(".notice.error")).to_contain_text("Choose findings first")
        findings.first.get_by_role("checkbox").check()
        check_page(page)
        form.get_by_role("button", name="Accept the chosen findings").click()
        expect(page.locator(".notice", has_text=" is accepted.")).to_be_visible()
        expect(findings).to_have_count(of_lease - 1)
        expect(page.get_by_label("Path contains")).to_have_value("lease")
        page.get_by_role("button", name="Undo").click()
        expect(findings).to_have_count(of_lease)
        page.get_by_text("Accept several").click()  # a single one had no such form
        form.get_by_label("Reason").fill("Known to the board")
        form.get_by_role("button", name=f"Accept all {of_lease}").click()
        accepted = page.locator(".notice", has_text=f"{of_lease} findings accepted.")
        expect(accepted).to_be_visible()
        expect(page.get_by_role("heading", name="No such finding")).to_be_visible()
        expect(page.get_by_role("status").first).to_contain_text(f"{4 - of_lease} finding")
        page.get_by_text("Report", exact=True).click()
        page.get_by_role("button", name="Show report").click()
        expect(page.locator("body")).to_contain_text("Known to the board")
        assert "path=lease" in page.url
        expect(page.locator("body")).to_contain_text("lease <b>.txt")


def test_findings_are_sorted_chosen_and_accepted_in_a_table(page: Page, audited_copy: Path) -> None:
    with serving(audited_copy) as url:
        page.goto(f"{url}/audit")
        page.get_by_role("group", name="View").get_by_role("link", name="Table").click()
        table = page.get_by_role("region", name="Table of findings")
        rows = table.locator("tbody tr")
        expect(rows).to_have_count(4)
        expect(page.get_by_role("article")).to_have_count(0)
        heading = table.get_by_role("columnheader", name="Severity")
        expect(heading).to_have_attribute("aria-sort", "descending")
        check_page(page)
        take_picture(page, "audit-table")
        heading.get_by_role("link").click()
        expect(table.get_by_role("columnheader", name="Severity")).to_have_attribute(
            "aria-sort", "ascending"
        )
        table.get_by_role("link", name="Document").click()
        names = rows.locator("td[data-label=Document]").all_inner_texts()
        assert names == sorted(names)
        page.get_by_label("Path contains").fill("lease")
        page.get_by_role("button", name="Show", exact=True).click()
        expect(rows).to_have_count(2)
        expect(table.get_by_role("columnheader", name="Document")).to_have_attribute(
            "aria-sort", "ascending"
        )
        with page.expect_download() as started:
            page.get_by_role("link", name="CSV").click()
        text = started.value.path().read_text(encoding="utf-8-sig")
        lines = list(csv.reader(text.splitlines()))
        shown = rows.evaluate_all("all => all.map((one) => one.dataset.finding)")
        assert [line[0] for line in lines[1:]] == shown
        first = rows.nth(0).get_by_role("checkbox")
        first.focus()
        page.keyboard.press("Space")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Space")
        page.get_by_text("Accept several").click()
        form = page.get_by_role("form", name="Accept several findings")
        form.get_by_label("Reason").fill("Known")
        form.get_by_role("button", name="Accept the chosen findings").click()
        expect(page.locator(".notice", has_text="2 findings accepted.")).to_be_visible()
        expect(page.get_by_role("heading", name="No such finding")).to_be_visible()
        page.goto(f"{url}/audit?state=all")  # what was chosen last is remembered
        expect(rows).to_have_count(4)
        table.get_by_label("Choose all open findings").check()
        expect(table.locator("[data-choose]:checked")).to_have_count(2)
        rows.get_by_role("button", name="Reopen").first.click()
        expect(rows.get_by_role("button", name="Reopen")).to_have_count(1)
        page.goto(f"{url}/audit?sort=nothing")
        expect(page.get_by_role("alert")).to_contain_text("cannot be sorted by 'nothing'")
        page.goto(f"{url}/audit?view=cards")
        expect(page.get_by_role("article").first).to_be_visible()


def test_what_one_is_writing_stays_while_policies_are_checked(
    page: Page, audited_copy: Path
) -> None:
    with serving(audited_copy) as url:
        known = httpx.get(f"{url}/api/findings").json()["findings"]
        accepted = {"findings": [known[-1]["id"]], "reason": "Known before"}
        httpx.post(f"{url}/api/findings/accept", json=accepted).raise_for_status()

        def still_checking(route: Route) -> None:
            """The server as it answers while it checks: these documents take it no time."""
            answer = route.fetch()
            counts = 'id="audit-counts"'
            route.fulfill(
                response=answer, body=answer.text().replace(counts, f"{counts} data-busy")
            )

        page.route("**/audit*", still_checking)
        page.route("**/audit/part*", still_checking)
        page.goto(f"{url}/audit")
        findings = page.get_by_role("article")
        expect(findings).to_have_count(3)
        page.get_by_text("Accept several").click()
        form = page.get_by_role("form", name="Accept several findings")
        findings.first.get_by_role("checkbox").check()
        reason = form.get_by_label("Reason")
        reason.press_sequentially("Half a rea")
        place = box(reason)["y"]
        again = {"findings": [known[-1]["id"]]}
        httpx.post(f"{url}/api/findings/reopen", json=again).raise_for_status()
        show = page.get_by_role("button", name="Show", exact=True).first
        expect(page.locator("#audit-offer")).to_contain_text("1 new finding")
        expect(page.get_by_role("status").first).to_contain_text("4 findings are open")
        reason.press_sequentially("son")
        expect(reason).to_be_focused()
        assert abs(box(reason)["y"] - place) < 1, "the page moved under the pen"
        check_page(page)
        expect(findings).to_have_count(3)
        show.click()
        expect(findings).to_have_count(4)
        expect(reason).to_have_value("Half a reason")
        expect(findings.first.get_by_role("checkbox")).to_be_checked()
        form.get_by_role("button", name="Accept the chosen findings").click()
        expect(findings).to_have_count(3)
        expect(reason).to_have_value("")
        expect(page.locator("[data-choose]:checked")).to_have_count(0)
        page.unroute_all(behavior="wait")  # before the server goes


def test_without_policies_the_page_says_what_they_are(page: Page, audited_copy: Path) -> None:
    policies = audited_copy / "projects" / "contracts" / "policies"
    for name in POLICIES:
        (policies / f"{name}.yaml").unlink()
    with open_home(audited_copy) as home:
        collections(home).serve("default", ["contracts"], "ann")
        audit_home(home, local_time())
    with serving(audited_copy) as url:
        page.goto(url)
        page.get_by_role("link", name="Audit", exact=True).click()
        empty = page.get_by_role("region", name="No policies")
        expect(empty).to_contain_text(re.compile(r"contracts/policies/ID\.yaml"))
        check_page(page)


def test_policies_that_ship_are_asked_about_the_samples(page: Page, own_home: Path) -> None:
    with open_home(own_home) as home:
        audit_home(home, local_time())
        write_out(home.ledger.documents, home.index)
    with serving(own_home) as url:
        page.goto(f"{url}/audit")
        expect(page.get_by_role("article").first).to_be_visible()
        expect(page.get_by_role("region", name="Policies without an answer")).to_have_count(0)
        check_page(page)
        take_picture(page, "audit")
        page.get_by_role("article").first.locator("a[href^='/documents/']").first.click()
        beside = page.get_by_role("region", name="Findings")
        expect(beside.get_by_text("Accept", exact=False).first).to_be_visible()
        check_page(page)
