"""Which tests are slow, what they need outside of Python, and where data lies that is not committed."""

from __future__ import annotations

import gc
import os
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.checkout import ROOT
from tests.outside import SYSTEMS, demand, required

SLOW = ROOT / "tests" / "slow"
SLOW_SYSTEMS = ("elasticsearch", "elasticsearch_cluster")
LONGEST = (
    *("training/test_contract_register.py", "training/test_serving.py", "training/test_bench.py"),
    *("bench", "portal/test_whole_way.py", "portal/test_models.py", "portal"),
    *("torture/test_planted_violations.py", "torture/test_hostile_requests.py", "torture"),
    *("training/test_register.py", "training/test_sources.py", "test_receipts.py", "guides"),
    *("training", "elasticsearch"),
)
"""Folders and files of tests/slow to begin with: one that is begun last goes on alone at the end."""


def pytest_configure(config: pytest.Config) -> None:
    required()
    for name in SYSTEMS:
        config.addinivalue_line("markers", f"{name}: needs {name} (see tests/outside.py)")
    # Tests run two at a time, and threads of torch wait for each other where others run beside.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    # Where others run beside, a clock says nothing of one example.
    settings.register_profile("shared machine", deadline=None)
    settings.load_profile("shared machine")


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None]:
    """What is imported stays, a million objects: none of them is looked through for garbage.

    Else whoever makes many objects, as each application does, has all of them looked through.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect()
        gc.freeze()
        gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """`make test` leaves out tests/slow, and of suites that run elsewhere what asks Elasticsearch."""
    turns = {path: _turn(path) for path in {item.path for item in items}}
    slow = {path for path in turns if path.is_relative_to(SLOW)}
    for item in items:
        asks = any(item.get_closest_marker(name) for name in SLOW_SYSTEMS)
        if asks or item.path in slow:
            item.add_marker("slow")
    items.sort(key=lambda item: turns[item.path])


def _turn(file: Path) -> int:
    turns = (turn for turn, path in enumerate(LONGEST) if file.is_relative_to(SLOW / path))
    return next(turns, len(LONGEST))


def pytest_runtest_setup(item: pytest.Item) -> None:
    for name in SYSTEMS:
        if item.get_closest_marker(name):
            demand(name)


@pytest.fixture(scope="session")
def test_data() -> Path:
    """The folder of data that is never committed: `ENRICHER_TEST_DATA`, or beside the checkout."""
    folder = Path(os.environ.get("ENRICHER_TEST_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"no test data at {folder}; set ENRICHER_TEST_DATA")
    return folder
