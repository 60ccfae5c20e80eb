"""The page that searches, with its index at a real Elasticsearch."""

from __future__ import annotations

import io
import json
import re
import uuid
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.agreements import make_elasticsearch_home, write_agreements
from tests.elasticsearch_server import remove_index, server_url
from tests.enricher.homes import enricher_command, environment
from tests.slow.portal.chromium import follow, run, serving
from tests.slow.portal.search_page import state, total

pytestmark = pytest.mark.elasticsearch

COUNT = 60


@pytest.fixture(scope="module")
def agreements(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server over generated agreements."""
    folder = tmp_path_factory.mktemp("agreements")
    name = f"portal-{uuid.uuid4().hex[:8]}"
    home = make_elasticsearch_home(folder / "home", server_url() or "", name)
    write_agreements(folder / "documents", range(COUNT))
    ingest = enricher_command("ingest", "--home", str(home), str(folder / "documents"))
    run(ingest, env=environment())
    with serving(home) as url:
        yield url
    remove_index(name)


def test_a_search_is_narrowed_sorted_saved_and_exported(page: Page, agreements: str) -> None:
    page.goto(f"{agreements}/?q=agreement")
    assert total(page) == COUNT
    expect(page.locator(".hit mark").first).to_have_text(re.compile("agreement", re.IGNORECASE))
    laws = page.locator("details.facet", has=page.locator("summary", has_text="Jurisdiction"))
    count = int(laws.locator(".count").first.inner_text())
    follow(laws.locator(".values a").first)
    assert total(page) == count < COUNT
    bar = page.locator("details.facet", has_text="Money").locator("svg a").last
    said = re.search(r": ([\d,]+) document", bar.get_attribute("aria-label") or "")
    assert said is not None
    follow(bar)
    assert total(page) == int(said[1])
    follow(page.get_by_role("list", name="Filters that are on").get_by_role("link").first)
    assert list(state(page)) == ["q", "r.Money"]
    page.locator("summary", has_text="Best match").click()
    follow(page.get_by_role("link", name="EffectiveDate, earliest first"))
    days = page.locator(".fields > div", has_text="EffectiveDate").locator("dd").all_inner_texts()
    assert days == sorted(days)
    assert len(days) > 1
    found = total(page)
    page.locator("summary", has_text="Save").click()
    page.get_by_label("Save this search as").fill("the greatest fees")
    follow(page.get_by_role("button", name="Save", exact=True))
    page.locator("summary", has_text="Saved searches").click()
    follow(page.get_by_role("link", name="the greatest fees"))
    assert total(page) == found
    page.locator("summary", has_text="Export").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Register (XLSX)").click()
    book = load_workbook(io.BytesIO(Path(download.value.path()).read_bytes()))
    assert book["Documents"].max_row == found + 1
    for kind, heads in (("CSV", 1), ("JSONL", 0)):
        address = page.get_by_role("link", name=kind).get_attribute("href")
        lines = httpx.get(f"{agreements}{address}").raise_for_status().text.splitlines()
        assert len(lines) == found + heads
    assert json.loads(lines[0])["fields"]["EffectiveDate"] == [days[0]]
