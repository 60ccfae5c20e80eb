"""Both readings of an ambiguous date in a browser: in Review by a key, beside a document by a button."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect

from enricher.wiring.home import open_home
from enricher.wiring.ingestion import folders
from tests.enricher.homes import SIGNED_SCHEMA, make_home, write_texts
from tests.slow.portal.chromium import check_page, serving

TEXTS = {
    "one": "An agreement dated 11/8/2019, term: two years. Signed by all.",
    "other": "A lease dated 3/4/2020, term: in perpetuity. Signed by all.",
}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    home, documents = tmp_path / "home", tmp_path / "documents"
    make_home(home, SIGNED_SCHEMA)
    write_texts(documents, TEXTS)
    with open_home(home) as opened:
        folders(opened).ingest([documents])
    with serving(home) as url:
        yield url


def fields_of(server: str, where: str) -> list[dict[str, list[str]]]:
    answer = httpx.get(f"{server}/api/search", params={"where": where}).json()
    return [hit["fields"] for hit in answer["hits"]]


def test_a_reading_is_chosen_by_its_number_and_does_not_come_back(page: Page, server: str) -> None:
    page.goto(f"{server}/review")
    expect(page.locator("#desk-value")).to_have_text("2019-11-08 or 2019-08-11?")
    expect(page.locator("#others-title")).to_have_text("Which is meant?")
    choices = page.locator("#candidates button .value")
    expect(choices).to_have_text(["2019-11-08", "2019-08-11"])
    expect(page.locator("#sentence mark")).to_have_text("11/8/2019")
    check_page(page)
    page.keyboard.press("Enter")
    expect(page.locator("#notices")).to_contain_text("choose one of them by its number")
    page.keyboard.press("2")
    expect(page.locator("#desk-value")).to_have_text("2020-03-04 or 2020-04-03?")
    expect(page.locator("#saving")).to_be_empty()
    assert fields_of(server, "Signed=2019-08-11")[0]["End"] == ["2021-08-11"]
    page.locator("#candidates button").first.click()
    expect(page.locator("#desk-value")).to_have_text("All looked at")
    expect(page.locator("#saving")).to_be_empty()
    page.reload()
    expect(page.locator("main")).to_contain_text("Nothing needs review")
    assert fields_of(server, "Signed:ambiguous") == []


def test_readings_are_buttons_beside_a_document(page: Page, server: str) -> None:
    (hit,) = httpx.get(f"{server}/api/search", params={"q": "lease"}).json()["hits"]
    page.goto(f"{server}/documents/{hit['id']}")
    side = page.locator("#fields")
    expect(side).to_contain_text("Ambiguous")
    expect(side.locator("strong", has_text="perpetual")).to_have_count(2)  # the term and its end
    check_page(page)
    page.locator("#text mark").first.click()
    entity = page.get_by_role("dialog")
    expect(entity.get_by_role("button", name="2020-04-03")).to_be_visible()
    expect(entity.get_by_role("button", name="It is right")).to_have_count(0)
    check_page(page)
    page.keyboard.press("Escape")
    side.get_by_role("button", name="2020-04-03").click()
    expect(side.locator("strong", has_text="2020-04-03")).to_be_visible()
    expect(side).not_to_contain_text("Ambiguous")
    page.reload()
    expect(side.locator("strong", has_text="2020-04-03")).to_be_visible()
    assert len(fields_of(server, "Signed=2020-04-03")) == 1


def test_search_shows_and_counts_what_is_ambiguous(page: Page, server: str) -> None:
    page.goto(server)
    hit = page.locator(".hit", has_text="one.txt")
    expect(hit).to_contain_text("ambiguous: 2019-11-08 or 2019-08-11")
    facet = page.locator(".facet", has_text="Signed").first
    facet.get_by_text("ambiguous").click()
    expect(page.locator(".hit")).to_have_count(2)
    expect(page).to_have_url(f"{server}/?f.Signed=ambiguous")
    check_page(page)
