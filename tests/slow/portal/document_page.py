"""The page of a document, opened by the name of its file."""

from __future__ import annotations

from typing import Any

import httpx
from playwright.sync_api import Page


def hit(url: str, name: str) -> Any:
    hits = httpx.get(f"{url}/api/search", params={"size": 100}).json()["hits"]
    return next(one for one in hits if name in one["paths"][0])


def open_document(page: Page, url: str, name: str, place: str = "") -> None:
    page.goto(f"{url}/documents/{hit(url, name)['id']}{place}")
    page.locator("[data-ready]").wait_for(state="attached")
