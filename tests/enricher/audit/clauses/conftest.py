from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from enricher.wiring.home import Home
from tests.enricher.api.clients import connect
from tests.enricher.audit.clauses.agreements import agreements


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    """A home with five agreements; tests only read it."""
    with agreements(tmp_path_factory.mktemp("clauses")) as opened:
        yield opened


@pytest.fixture(scope="module")
def api(home: Home) -> Iterator[TestClient]:
    with connect(home) as client:
        yield client
