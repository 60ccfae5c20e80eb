"""What tests of pages share: the browser's place, servers, pictures, and what must hold of each page."""

from __future__ import annotations

import os
import subprocess
import tempfile
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import FloatRect, Locator, Page

from enricher.commands.server import serve
from enricher.settings import load_settings
from enricher.shipped.samples import documents_folder
from enricher.wiring.home import open_home
from tests.checkout import DOCS
from tests.slow.portal.accessibility import find_violations

SECONDS_TO_START = 60

WIDTHS = (400, 1280, 3840)
"""Of windows in which every page must hold: a phone, a laptop, a large screen."""

# Where a test keeps its files is nobody's business: the paths that are shown become plain ones.
_NEUTRAL_PATHS = """([samples, temporary]) => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const text = texts.currentNode;
        text.data = text.data.replaceAll(samples, "/contracts");
        const [before, ...after] = text.data.split(temporary + "/");
        if (after.length) text.data = before + "/contracts/" + after.at(-1).split("/").at(-1);
    }
}"""

_EMPTINESS = """() => {
    const bottom = document.body.getBoundingClientRect().bottom + window.scrollY;
    return document.documentElement.scrollHeight - Math.max(window.innerHeight, bottom);
}"""


def run(command: Sequence[str], **options: Any) -> None:
    done = subprocess.run(command, capture_output=True, text=True, **options)
    assert done.returncode == 0, done.stderr


@contextmanager
def serving(home: Path, *watched: Path, **variables: str) -> Iterator[str]:
    """A server with such variables in its environment; gives its address.

    In a thread of this process: to start one of its own takes seconds, and tests of pages are not
    about that (tests/enricher/commands/test_server.py, tests/slow/torture).
    """
    with pytest.MonkeyPatch.context() as environment:
        for name, value in variables.items():
            environment.setenv(name, value)
        settings = load_settings(home)
    stop, address = threading.Event(), Future[str]()
    with open_home(home, settings) as opened, ThreadPoolExecutor(1, "server") as thread:
        served = thread.submit(
            serve,
            *(opened, "127.0.0.1", 0, watched or None),
            stop=stop,
            on_ready=address.set_result,
        )
        served.add_done_callback(lambda _: address.cancel())  # where it never answered
        try:
            yield address.result(SECONDS_TO_START)
        finally:
            stop.set()
            served.result()


def check_page(page: Page) -> None:
    """No violation of WCAG 2.2 AA, light and dark, and nothing wider than the narrowest window.

    Nor is there anything to scroll to below what the page has.
    """
    before = page.viewport_size
    violations = find_violations(page)
    assert not violations, "\n".join(violations)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        beyond = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert beyond <= 0, f"{beyond} pixels wider than a window of {width}"
        below = page.evaluate(_EMPTINESS)
        assert below <= 1, f"{below} pixels of nothing below the page in a window of {width}"
    if before:
        page.set_viewport_size(before)


def box(locator: Locator) -> FloatRect:
    """Where something that is shown stands."""
    place = locator.bounding_box()
    assert place is not None
    return place


def follow(locator: Locator) -> None:
    """Click what loads a page, and wait for it: the page before it may say what is expected."""
    with locator.page.expect_event("load"):
        locator.click()


def take_picture(page: Page, name: str) -> None:
    """Picture a page; `make pictures` keeps those that the documentation shows."""
    page.evaluate("scrollTo(0, 0)")
    page.evaluate(_NEUTRAL_PATHS, [str(documents_folder()), tempfile.gettempdir()])
    taken = page.screenshot()
    assert taken.startswith(b"\x89PNG")
    shown = f"pictures/{name}.png" in (DOCS / "portal.md").read_text(encoding="utf-8")
    if shown and os.environ.get("ENRICHER_PICTURES"):
        (DOCS / "pictures").mkdir(exist_ok=True)
        (DOCS / "pictures" / f"{name}.png").write_bytes(taken)
