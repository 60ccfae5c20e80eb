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
from enricher.wiring.readers import ReaderHere
from enricher.wiring.stores import Store, open_store
from tests.enricher.homes import make_home

Connect = Callable[..., TestClient]


def connect(
    store: Store, *, host: str = "localhost", client: str = "127.0.0.1", **settings: object
) -> TestClient:
    """A client of an application over a store, as if from some address by some name."""
    changed = Settings.model_validate(store.settings.model_dump() | settings)
    pool: Callable[[], AbstractContextManager[ReaderHere]] = partial(
        nullcontext, ReaderHere(store.home, changed)
    )
    app = create_app(replace(store, settings=changed), open_pool=pool)
    return TestClient(
        app, base_url=f"http://{host}", client=(client, 50000), raise_server_exceptions=False
    )


@pytest.fixture
def api(ingested_store: Store) -> Iterator[TestClient]:
    """The API over the home with a few documents, asked from this machine."""
    with connect(ingested_store) as client:
        yield client


@pytest.fixture
def empty_store(tmp_path: Path) -> Iterator[Store]:
    with open_store(make_home(tmp_path / "home")) as store:
        yield store


@pytest.fixture
def connecting(ingested_store: Store) -> Iterator[Connect]:
    """Makes clients with other settings, hosts and addresses."""
    with ExitStack() as stack:
        yield lambda **options: stack.enter_context(connect(ingested_store, **options))
