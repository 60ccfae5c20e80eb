"""The page of rows: found, added up, sorted, exported, and each with its place in its document."""

from __future__ import annotations

import re
from pathlib import Path

import httpx
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.enricher.homes import enricher_command, environment, make_home
from tests.enricher.statement_home import mt940, write_statements
from tests.slow.portal.chromium import check_page, follow, run, serving

MANY = 130  # more than stand on a page


def test_rows_are_found_once_a_collection_asks_for_them(page: Page, tmp_path: Path) -> None:
    folder = write_statements(tmp_path / "statements")
    many = [("250501", f"D{at},00", f"Tea {at}") for at in range(1, MANY + 1)]
    (folder / "many.sta").write_text(mt940("NL02ABNA0123456789", many))
    home = make_home(tmp_path / "home")
    for arguments in (
        ("collections", "add", "statements", str(folder), "--serve", "financial"),
        ("ingest", str(folder), "--collection", "statements"),
    ):
        run(enricher_command(*arguments, "--home", str(home)), env=environment())
    with serving(home) as url:
        page.goto(f"{url}/")
        expect(page.get_by_role("link", name="Rows")).to_have_count(0)
        page.goto(f"{url}/ingestion")
        collection = page.locator("tr", has=page.get_by_role("rowheader", name="statements"))
        collection.locator("summary").click()
        collection.get_by_label("Search the rows of its tables").check()
        collection.get_by_role("button", name="Save collection").click()
        expect(page.get_by_role("status").get_by_text("read again")).to_be_visible()
        page.goto(f"{url}/")
        follow(page.get_by_role("navigation", name="Main").get_by_role("link", name="Rows"))
        expect(page.get_by_role("heading", name="135 rows")).to_be_visible()
        check_page(page)
        rows = page.get_by_role("region", name="Rows found").get_by_role("row")
        expect(rows).to_have_count(101)
        follow(page.get_by_role("link", name="Next rows"))
        expect(rows).to_have_count(36)

        page.get_by_label("Find").fill("amount<0 -tea")
        page.get_by_label("Add up by").select_option("month")
        page.get_by_role("button", name="Show").click()
        expect(page.get_by_role("heading", name="3 rows")).to_be_visible()
        by_month = page.get_by_role("region", name="Sums by month").get_by_role("row")
        expect(by_month.nth(2)).to_contain_text("-11,025.03")
        follow(page.get_by_role("link", name="Amount"))
        expect(rows.nth(3)).to_contain_text("-11000.00")
        follow(page.get_by_role("link", name="Amount"))
        expect(rows.nth(1)).to_contain_text("-11000.00")
        with page.expect_download() as download:
            page.get_by_role("link", name="Export as XLSX").click()
        download.value.save_as(tmp_path / "rows.xlsx")
        assert load_workbook(tmp_path / "rows.xlsx")["Rows"].max_row == 4

        follow(rows.nth(1).get_by_role("link"))
        place = re.search(r"/documents/(\w+)#at=(\d+),(\d+)$", page.url)
        assert place is not None
        asked = httpx.get(f"{url}/api/documents/{place[1]}", params={"text": True})
        shown = asked.json()["text"][int(place[2]) : int(place[3])]
        assert "Cash withdrawal" in shown

        page.goto(f"{url}/rows?q=weather>5")
        expect(page.get_by_role("alert")).to_contain_text("there is no category 'weather'")
        check_page(page)
        page.goto(f"{url}/rows?q=nothinglikethis")
        expect(page.get_by_role("heading", name="No rows match")).to_be_visible()
