"""A folder of the server is added in the browser, after a look at what it has."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.enricher.homes import make_home, write_documents
from tests.slow.portal.chromium import check_page, serving


def test_folder_is_looked_at_added_and_read_without_a_restart(page: Page, tmp_path: Path) -> None:
    home, first = make_home(tmp_path / "home"), tmp_path / "first"
    first.mkdir()
    documents = write_documents(tmp_path / "documents")
    with serving(home, first) as url:
        page.goto(f"{url}/ingestion")
        page.get_by_text("Add a folder of the server").click()
        folder = page.get_by_label("Folder", exact=True)
        folder.fill(str(home))
        page.get_by_role("button", name="Look at it").click()
        looked = page.locator("#looked")
        expect(looked).to_contain_text("is in the home")
        folder.fill(str(documents))
        page.get_by_label("Collection of the folder").fill("loans")
        page.get_by_role("button", name="Look at it").click()
        expect(looked).to_contain_text(".txt")
        check_page(page)
        page.get_by_role("button", name="Add it to collection loans").click()
        expect(page.get_by_text("is read and watched from now on")).to_be_visible()
        expect(page.get_by_role("region", name="Collections")).to_contain_text("loans")
        indexed = page.locator("[data-count=indexed]")
        expect(indexed).not_to_have_text("0", timeout=120_000)
        folder.fill(str(documents))
        page.get_by_role("button", name="Look at it").click()
        expect(looked).to_contain_text("is in collection loans already")
        check_page(page)
