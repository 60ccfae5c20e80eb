from __future__ import annotations

from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect

from enricher.wiring.home import open_home
from enricher.wiring.parties import parties
from enricher.wiring.projects import projects
from tests.enricher.homes import make_home
from tests.slow.portal.chromium import check_page, serving

KEYS = {"ENRICHER_API_KEY": "a" * 20, "ENRICHER_READER_KEY": "r" * 20}


def test_acts_are_told_chosen_and_turned_over(page: Page, own_home: Path) -> None:
    with open_home(own_home) as home:
        for number in range(51):
            projects(home).create(f"p{number}", None, "ada")
        names = [one.name for one in parties(home).list()[:2]]
        parties(home).merge(names, "bob")
    with serving(own_home) as url:
        page.goto(url)
        page.get_by_role("link", name="History").click()
        rows = page.get_by_role("region", name="Acts, the latest first").locator("tbody tr")
        expect(rows).to_have_count(50)
        expect(rows.first).to_contain_text("bob")
        expect(rows.first).to_contain_text("merged")
        expect(page.get_by_role("status").first).to_have_text("1 to 50 of 53 acts")
        check_page(page)
        page.get_by_role("link", name="Older").click()
        expect(rows).to_have_count(3)
        expect(rows.last).to_contain_text("to collection default")
        page.get_by_role("link", name="Newer").click()
        page.get_by_role("combobox", name="Act").select_option("create project")
        page.get_by_role("combobox", name="Who").select_option("ada")
        page.get_by_label("About").fill("p7")
        page.get_by_role("button", name="Show").click()
        expect(rows).to_have_count(1)
        page.get_by_role("link", name="p7").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("p7")
        page.goto(f"{url}/history?act=split")
        expect(page.get_by_role("heading", name="No matching entries")).to_be_visible()


@pytest.mark.parametrize(
    ("asked", "status", "said"),
    [
        ("about=nobody", 404, "has the name 'nobody'"),
        ("since=soon", 422, "'soon' is not a date"),
        ("act=dance", 422, "there is no act 'dance'"),
    ],
)
def test_what_cannot_be_told_is_said(
    page: Page, samples: str, asked: str, status: int, said: str
) -> None:
    answer = page.goto(f"{samples}/history?{asked}")
    assert answer is not None
    assert answer.status == status
    expect(page.get_by_role("alert")).to_contain_text(said)
    page.get_by_role("link", name="Everything").click()
    expect(page.locator("tbody tr")).to_have_count(1)


def test_readers_see_the_history_and_that_there_is_none_yet(page: Page, tmp_path: Path) -> None:
    with serving(make_home(tmp_path / "home"), **KEYS) as url:
        page.goto(f"{url}/history")
        page.get_by_label("Key").fill(KEYS["ENRICHER_READER_KEY"])
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("heading", name="No history yet")).to_be_visible()
        check_page(page)


def test_a_document_tells_its_history_and_keeps_it_up_to_date(page: Page, own_server: str) -> None:
    hits = httpx.get(f"{own_server}/api/search?q=confidential", timeout=60).json()["hits"]
    document = f"{own_server}/documents/{hits[0]['id']}"
    path = f"{own_server}/api/documents/{hits[0]['id']}"
    found = httpx.get(path, params={"text": True}, timeout=60).json()
    words = list(dict.fromkeys(found["text"].split()))[:6]
    page.goto(document)
    history = page.get_by_role("region", name="History")
    expect(history).to_contain_text("Nobody has changed this document.")
    for word in words:
        start = found["text"].index(word)
        said = {"category": "Party", "start": start, "end": start + len(word), "text": word}
        made = httpx.post(f"{path}/corrections", json=said | {"reject": True}, timeout=60)
        assert made.status_code == 201, made.text
    page.goto(document)
    expect(page.locator(".doc[data-ready]")).to_be_visible()
    expect(history.locator("li:visible")).to_have_count(5)
    expect(history.locator("li").first).to_contain_text(f"“{words[-1]}” as Party")
    expect(history.locator("li").first).to_contain_text("administrator")
    history.get_by_text("1 earlier").click()
    expect(history.locator("li:visible")).to_have_count(6)
    check_page(page)
    page.get_by_role("button", name="Undo:").first.click()
    expect(history.locator("li").first).to_contain_text("undid")
    expect(history.locator("li:visible")).to_have_count(7)
