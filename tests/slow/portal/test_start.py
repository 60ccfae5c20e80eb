"""The page on which one begins the day."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from playwright.sync_api import Page, expect

from enricher.policies.findings import FindingFilter
from enricher.wiring.home import open_home
from enricher.wiring.ingestion import folders
from enricher.wiring.people import build_assignments
from enricher.wiring.search import saved_searches
from tests.enricher.homes import write_texts
from tests.slow.portal.audited_people import make_audited_home, sign_in
from tests.slow.portal.chromium import check_page, follow, serving, take_picture

SCHEMA = """
[categories.ExpiryDate]
type = "date"
cardinality = "one"
patterns = ['It ends on (\\d{4}-\\d{2}-\\d{2})']
"""


def test_the_day_begins_with_what_came_in_is_due_and_stands_open(
    page: Page, tmp_path: Path
) -> None:
    home = make_audited_home(tmp_path)
    schema = home / "projects" / "contracts" / "schema.toml"
    schema.write_text(schema.read_text() + SCHEMA)
    soon = date.today() + timedelta(days=12)
    lease = write_texts(tmp_path / "leases", {"lease": f"Lease of a shop. It ends on {soon}.\n"})
    with open_home(home) as opened:
        folders(opened).ingest([lease])
    with serving(home) as url:
        sign_in(page, url, "bob", "/start")
        expect(page.get_by_role("region", name="Since yesterday")).to_contain_text(
            "3 new documents"
        )
        due = page.get_by_role("region", name="Next 90 days")
        expect(due).to_contain_text(f"{soon} ExpiryDate")
        expect(due).to_contain_text("in 12 days")
        expect(page.get_by_role("region", name="Saved searches")).to_contain_text(
            "No search is saved."
        )
        expect(page.get_by_role("region", name="My open findings")).to_contain_text(
            "No open finding is assigned to you."
        )
        with open_home(home) as opened:
            saved_searches(opened).save("Loans", "q=loan")
            (number, *_) = opened.ledger.findings.numbers(FindingFilter(policies=("large",)))
            build_assignments(opened).assign("bob", "ada", findings=[number])
        page.reload()
        expect(page.get_by_role("link", name="Work through them in Audit")).to_be_visible()
        check_page(page)
        take_picture(page, "start")
        follow(due.get_by_role("link", name="lease.txt"))
        page.go_back()
        searches = page.get_by_role("region", name="Saved searches")
        expect(searches).to_contain_text("not looked at yet")
        follow(page.get_by_role("link", name="Loans"))
        expect(page.locator("main input[name=q]").first).to_have_value("loan")
        page.go_back()
        follow(
            page.get_by_role("region", name="Open findings", exact=True).get_by_role(
                "link", name="1 finding of severity high"
            )
        )
        expect(page.get_by_role("region", name="Findings", exact=True)).to_contain_text("loan.txt")


def test_what_is_new_in_a_saved_search_is_counted_and_marked(page: Page, tmp_path: Path) -> None:
    home = make_audited_home(tmp_path)
    with open_home(home) as opened:
        saved_searches(opened).save("Loans", "q=loan")
    with serving(home) as url:
        sign_in(page, url, "bob", "/start")
        searches = page.get_by_role("region", name="Saved searches")
        expect(searches).to_contain_text("not looked at yet")
        follow(searches.get_by_role("link", name="Loans"))
        expect(page.locator("#hits .badge")).to_have_count(0)
        loans = write_texts(tmp_path / "loans", {"bridge": "A bridge loan of Vega LLC.\n"})
        with open_home(home) as opened:
            folders(opened).ingest([loans])
        page.goto(f"{url}/start")
        expect(searches).to_contain_text("1 new")
        check_page(page)
        follow(searches.get_by_role("link", name="Loans"))
        marked = page.locator("#hits .hit", has=page.locator(".badge"))
        expect(marked).to_have_count(1)
        expect(marked).to_contain_text("bridge")
        check_page(page)
        follow(page.get_by_role("link", name="Table", exact=True))
        expect(page.locator("#hits tbody tr .badge")).to_have_text(["new"])
        page.locator("summary", has_text="Saved searches").click()
        expect(page.locator("#saved .badge")).to_have_count(0)
