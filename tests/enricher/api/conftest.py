from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, nullcontext
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from enricher.api.app import create_app
from enricher.settings import Settings
from enricher.wiring.home import Home, open_home
from enricher.wiring.readers import ReaderHere
from tests.enricher.homes import make_home

Connect = Callable[..., TestClient]


def connect(
    home: Home, *, host: str = "localhost", client: str = "127.0.0.1", **settings: object
) -> TestClient:
    """A client of an application over a home, as if from some address by some name."""
    changed = Settings.model_validate(home.settings.model_dump() | settings)
    pool: Callable[[], AbstractContextManager[ReaderHere]] = partial(
        nullcontext, ReaderHere(home.path, changed)
    )
    app = create_app(replace(home, settings=changed), open_pool=pool)
    return TestClient(
        app, base_url=f"http://{host}", client=(client, 50000), raise_server_exceptions=False
    )


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
