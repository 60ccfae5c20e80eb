from __future__ import annotations

import httpx
import pytest
from playwright.sync_api import Page, expect

from enricher.portal.static_files import SHEET, static_files
from tests.slow.portal.chromium import check_page


def test_page_that_is_not_there_says_so(page: Page, samples: str) -> None:
    answer = page.goto(f"{samples}/nowhere")
    assert answer is not None
    assert answer.status == 404
    expect(page.get_by_role("heading", name="Not Found")).to_be_visible()
    expect(page.get_by_text("Not Found")).to_have_count(1)
    expect(page.locator(".lead")).to_contain_text("There is no page at this address.")
    check_page(page)
    assert httpx.get(f"{samples}/nowhere").headers["content-type"] == "application/problem+json"


def test_error_leads_to_a_page_and_to_no_command(page: Page, samples: str) -> None:
    page.goto(f"{samples}/documents/nowhere")
    said = page.locator(".lead")
    expect(said).to_contain_text("there is no document nowhere; Search lists the documents")
    check_page(page)
    said.get_by_role("link", name="Search").click()
    expect(page).to_have_url(f"{samples}/")


def test_nothing_is_run_or_loaded_but_what_is_served(samples: str) -> None:
    policy = httpx.get(f"{samples}/ingestion").headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


def test_no_page_names_another_host() -> None:
    for name, found in static_files().items():
        text = found.body.decode(errors="replace").replace("http://www.w3.org/", "")
        assert "http://" not in text, name
        assert "https://" not in text, name


@pytest.mark.parametrize("name", [SHEET, "js/page.js", "icon.svg"])
def test_static_file_is_sent_once(samples: str, name: str) -> None:
    first = httpx.get(f"{samples}/static/{name}")
    assert first.status_code == 200
    again = httpx.get(f"{samples}/static/{name}", headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("name", ["nothing.css", "../pages.py", "..%2Fpages.py", "styles/base.css"])
def test_static_files_are_those_of_the_list_alone(samples: str, name: str) -> None:
    assert httpx.get(f"{samples}/static/{name}").status_code == 404
