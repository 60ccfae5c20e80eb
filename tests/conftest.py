"""Fixtures that several packages of tests use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.outside import SYSTEMS, demand, required

ROOT = Path(__file__).parents[1]


def pytest_configure(config: pytest.Config) -> None:
    required()
    for name in SYSTEMS:
        config.addinivalue_line("markers", f"{name}: needs {name} (see tests/outside.py)")


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
