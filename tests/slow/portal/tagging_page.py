"""The page on which documents are tagged: a project behind it, keys, and places to open it at."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import httpx
from playwright.sync_api import Page, expect

SCHEMA = """
[categories.Lender]
type = "party"
learned = true
description = "Who lends. With the legal form, without what is in parentheses."

[categories.Borrower]
type = "party"
learned = true

[categories.Signed]
type = "date"
learned = true
description = "The day on which it was signed."
"""
ARROWS = {name: f"Arrow{name}" for name in ("Right", "Left", "Down", "Up")}


class Project:
    """A project as the API sees it."""

    def __init__(self, url: str, name: str, schema: str | None = SCHEMA) -> None:
        self.url, self.name = url, name
        self.documents = f"{url}/api/projects/{name}/documents"
        if schema is not None:
            made = httpx.post(
                f"{url}/api/projects", json={"name": name, "toml": schema}, timeout=60
            )
            assert made.status_code == 201, made.text

    def add(self, **texts: str) -> Project:
        files = [("files", (f"{name}.txt", text.encode())) for name, text in texts.items()]
        added = httpx.post(self.documents, files=files, timeout=60)
        assert len(added.json()["added"]) == len(texts), added.text
        return self

    def read(self, name: str) -> Any:
        return httpx.get(f"{self.documents}/{name}").json()

    def labels(self, name: str) -> list[tuple[str, str]]:
        read = self.read(name)
        return [
            (one["category"], read["text"][one["offset"] :][: one["length"]])
            for one in read["labels"]
        ]

    def put(self, name: str, *labels: tuple[str, int, int], source: str = "human") -> None:
        said = [
            {"category": category, "offset": offset, "length": length, "source": source}
            for category, offset, length in labels
        ]
        answer = httpx.put(
            f"{self.documents}/{name}",
            json={"labels": said, "tagged": []},
            headers={"If-Match": "*"},
            timeout=60,
        )
        assert answer.status_code == 200, answer.text

    def open(self, page: Page, name: str, place: str = "") -> None:
        page.goto(f"{self.url}/projects/{self.name}/tag/{quote(name)}{place}")
        expect(page.locator("html[data-ready]")).to_be_attached()
        expect(page.locator("#text")).to_be_focused()


def press(page: Page, keys: str) -> None:
    """Keys with blanks between; `Right*3` is three times."""
    for key in keys.split():
        name, _, times = key.partition("*")
        for _ in range(int(times or 1)):
            page.keyboard.press(ARROWS.get(name, name))


def at(text: str, word: str, nth: int = 0) -> str:
    """The part of an address that selects the nth place of a word."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(word, start + 1)
    return f"#at={start},{start + len(word)}"


def saved(page: Page) -> None:
    expect(page.locator("#saved")).to_have_text("Saved")
