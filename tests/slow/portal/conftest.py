"""A real Chromium, and a real server over the documents that ship with enricher."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.enricher.homes import enricher_command, environment
from tests.outside import CHROMIUM, demand
from tests.slow.portal.chromium import run, serving

PATIENCE_MS = 30_000  # with which no test waits where all is well


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    demand("chromium")
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """An empty page; whatever its scripts throw or the policy of the pages forbids fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.set_default_timeout(PATIENCE_MS)
    made = context.new_page()
    faults: list[str] = []
    made.on("pageerror", lambda error: faults.append(str(error)))
    made.on(
        "console",
        lambda said: faults.append(said.text) if "Content Security" in said.text else None,
    )
    yield made
    context.close()
    assert not faults


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the documents that ship, read by the model that ships, to be copied.

    Nothing else uses it: a copy of a home that a server has open may be of its middle.
    """
    home = tmp_path_factory.mktemp("samples") / "home"
    run(enricher_command("demo", "--home", str(home)), env=environment())
    return home


@pytest.fixture(scope="package")
def samples(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server over the samples, for tests that change nothing."""
    with serving(shutil.copytree(sample_home, tmp_path_factory.mktemp("served") / "home")) as url:
        yield url


@pytest.fixture
def own_home(sample_home: Path, tmp_path: Path) -> Path:
    """A home with the samples that a test may change."""
    return Path(shutil.copytree(sample_home, tmp_path / "home"))


@pytest.fixture
def own_server(own_home: Path) -> Iterator[str]:
    with serving(own_home) as url:
        yield url
