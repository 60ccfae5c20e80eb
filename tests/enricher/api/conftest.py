from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from enricher.wiring.home import Home, open_home
from tests.enricher.api.clients import Connect, connect
from tests.enricher.homes import make_home


@pytest.fixture
def api(ingested_home: Home) -> Iterator[TestClient]:
    """The API over the home with a few documents, asked from this machine."""
    with connect(ingested_home) as client:
        yield client


@pytest.fixture
def empty_home(tmp_path: Path) -> Iterator[Home]:
    with open_home(make_home(tmp_path / "home")) as home:
        yield home


@pytest.fixture
def connecting(ingested_home: Home) -> Iterator[Connect]:
    """Makes clients with other settings, hosts and addresses."""
    with ExitStack() as stack:
        yield lambda **options: stack.enter_context(connect(ingested_home, **options))
