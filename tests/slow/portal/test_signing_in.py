from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.enricher.homes import make_home
from tests.slow.portal.chromium import check_page, serving

KEYS = {
    "ENRICHER_API_KEY": "the-key-of-the-administrator",
    "ENRICHER_TAGGER_KEY": "the-key-of-taggers",
    "ENRICHER_READER_KEY": "the-key-of-readers",
}


@pytest.fixture
def guarded(tmp_path: Path) -> Iterator[str]:
    with serving(make_home(tmp_path / "home"), **KEYS) as url:
        yield url


def test_key_opens_the_page_that_was_asked_for(page: Page, guarded: str) -> None:
    page.goto(f"{guarded}/ingestion")
    check_page(page)
    page.get_by_label("Key").fill("something else")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("No key is like this one")
    page.get_by_label("Key").fill(KEYS["ENRICHER_API_KEY"])
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Ingestion")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_label("Key")).to_be_visible()


def test_reader_reads_and_changes_nothing(page: Page, guarded: str) -> None:
    page.goto(f"{guarded}/signin")
    page.get_by_label("Key").fill(KEYS["ENRICHER_READER_KEY"])
    page.get_by_role("button", name="Sign in").click()
    page.goto(f"{guarded}/ingestion")
    expect(page.get_by_role("heading", name="Add documents")).to_have_count(0)
    refused = page.evaluate(
        "async () => (await fetch('/api/retry', {method: 'POST', body: '{}',"
        " headers: {'content-type': 'application/json'}})).status"
    )
    assert refused == 403


@pytest.mark.parametrize(
    ("key", "method", "path", "status"),
    [
        ("ENRICHER_READER_KEY", "GET", "/api/search", 200),
        ("ENRICHER_READER_KEY", "POST", "/api/corrections", 403),
        ("ENRICHER_TAGGER_KEY", "POST", "/api/corrections", 422),
        ("ENRICHER_TAGGER_KEY", "POST", "/api/projects", 403),
        ("ENRICHER_API_KEY", "POST", "/api/projects", 422),
    ],
)
def test_role_of_a_key_decides(guarded: str, key: str, method: str, path: str, status: int) -> None:
    answer = httpx.request(method, guarded + path, json={}, headers={"X-API-Key": KEYS[key]})
    assert answer.status_code == status


def test_session_is_of_no_use_to_pages_of_others(guarded: str) -> None:
    with httpx.Client(base_url=guarded) as client:
        signed = client.post("/signin", data={"key": KEYS["ENRICHER_API_KEY"]})
        assert signed.status_code == 303
        cookie = signed.headers["set-cookie"].lower()
        assert "httponly" in cookie
        assert "samesite=lax" in cookie
        own = {"origin": guarded}
        assert client.post("/api/retry", json={}, headers=own).status_code == 200
        for headers in ({"origin": "https://evil.example"}, {}, {"sec-fetch-site": "cross-site"}):
            assert client.post("/api/retry", json={}, headers=headers).status_code == 403


def test_session_cannot_be_made_up(guarded: str) -> None:
    for session in ("3.99999999999.00", "3", "", "0" * 43, KEYS["ENRICHER_API_KEY"]):
        answer = httpx.get(
            f"{guarded}/api/status", headers={"cookie": f"enricher_session={session}"}
        )
        assert answer.status_code == 401


def test_signing_in_leads_to_no_other_site(guarded: str) -> None:
    for elsewhere in ("https://evil.example", "//evil.example", "/\\evil.example"):
        sent = {"key": KEYS["ENRICHER_API_KEY"], "next": elsewhere}
        answer = httpx.post(f"{guarded}/signin", data=sent)
        assert answer.headers["location"] == "/"
