"""Clients of an application over a home."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace

from fastapi.testclient import TestClient

from enricher.api.app import create_app
from enricher.portal.pages import add_pages
from enricher.settings import Settings
from enricher.wiring.home import Home
from enricher.wiring.readers import ReaderHere

Connect = Callable[..., TestClient]


def connect(
    home: Home, *, host: str = "localhost", client: str = "127.0.0.1", **settings: object
) -> TestClient:
    """A client of an application over a home, as if from some address by some name."""
    changed = Settings.model_validate(home.settings.model_dump(exclude_unset=True) | settings)
    reader = ReaderHere(home.path, changed)
    app = create_app(replace(home, settings=changed), open_pool=lambda: nullcontext(reader))
    add_pages(app)
    return TestClient(
        app, base_url=f"http://{host}", client=(client, 50000), raise_server_exceptions=False
    )
