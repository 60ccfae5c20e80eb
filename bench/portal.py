"""How long until the first result is on the screen: a real browser, a real server, many documents."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import uvicorn

from bench.asking import WORDS, latencies
from bench.enriched import ManyDocuments
from bench.results import Cell, Result, Table
from bench.workspace import Workspace
from enricher.api.app import create_app
from enricher.portal.pages import add_pages
from enricher.wiring.home import open_home
from tests.outside import CHROMIUM

_DISTINCT = 1_000
_AT_ONCE = 500
_KINDS = {
    "one word": {"q": "{word}"},
    "two words and a range": {"q": "agreement {word}", "r.EffectiveDate": "..2024"},
    "a range, no words": {"r.EffectiveDate": "2010..2020"},
    "a word that all have": {"q": "agreement"},
    "everything": {},
}
# Two frames after the first result is in the document it has been painted.
_FIRST_HIT = """() => {
    const seen = new MutationObserver(() => {
        if (!document.querySelector(".hit")) return;
        seen.disconnect();
        requestAnimationFrame(() => requestAnimationFrame(() => (window.firstHit = performance.now())));
    });
    seen.observe(document, { childList: true, subtree: true });
}"""


def run(work: Workspace) -> Result:
    if not CHROMIUM:
        note = "no Chromium here, so not measured"
        return Result("portal", (Table("The first result", ("what",), (("none",),), (note,)),), {})
    count = work.sizes.steps[-1]
    home = work.new_home("portal", paired=False)
    _fill(home, count)
    with _serving(home) as address:
        rows = list(_measure(address, max(2, work.sizes.searches // 10)))
    table = Table(
        f"The first result on the screen, {count:,} documents",
        ("what", "times", "p50 ms", "p99 ms"),
        tuple(rows),
        (
            "Milliseconds from the beginning of the navigation until the first result is painted, in"
            " Chromium without a window, which shares the cores with the server; the words change"
            " from search to search.",
        ),
    )
    return Result("portal", (table,), {f"{row[0]} p50 ms": float(row[2]) for row in rows})


def _fill(home: Path, count: int) -> None:
    """Write documents into the index of a home, past the ledger: only what search reads is there."""
    many = ManyDocuments(min(_DISTINCT, count))
    with open_home(home) as opened:
        writer = opened.index.open_writer()
        for start in range(0, count, _AT_ONCE):
            writer.write(
                [many[number] for number in range(start, min(start + _AT_ONCE, count))], ()
            )
        writer.close()


@contextmanager
def _serving(home: Path) -> Iterator[str]:
    """The application without ingestion, which would empty an index that the ledger knows nothing of."""
    with (
        socket.create_server(("127.0.0.1", 0)) as listener,
        open_home(home) as opened,
        ThreadPoolExecutor(1) as pool,
    ):
        app = create_app(opened)
        add_pages(app)
        server = uvicorn.Server(uvicorn.Config(app, log_config=None))
        done = pool.submit(server.run, [listener])
        try:
            while not (server.started or done.done()):
                time.sleep(0.01)
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            done.result()


def _measure(address: str, times: int) -> Iterator[tuple[Cell, ...]]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = chromium.new_page()
        page.add_init_script(f"({_FIRST_HIT})()")
        for kind, asked in _KINDS.items():
            seconds = []
            for number in range(times + 1):
                word = WORDS[number % len(WORDS)]
                state = {name: value.format(word=word) for name, value in asked.items()}
                page.goto(f"{address}/?{urlencode(state)}")
                if not page.locator(".hit").count():
                    raise RuntimeError(f"no document for {state}")
                while (painted := page.evaluate("window.firstHit")) is None:
                    page.wait_for_timeout(10)
                seconds.append(painted / 1000)
            yield kind, *latencies(seconds[1:])  # the first one opens what later ones share
        chromium.close()
