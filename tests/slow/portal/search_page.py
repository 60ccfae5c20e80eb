"""What the page of the search shows, and what its address says."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page


def total(page: Page) -> int:
    return int(page.locator("#count").inner_text().split()[0].replace(",", ""))


def state(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)
