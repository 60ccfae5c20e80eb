"""Fixtures of the package's tests."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from enricher.wiring.home import Home, open_home
from enricher.wiring.ingestion import folders
from tests.enricher.homes import IngestedHome, make_home, write_documents


@pytest.fixture(scope="session")
def ingested(tmp_path_factory: pytest.TempPathFactory) -> IngestedHome:
    folder = tmp_path_factory.mktemp("ingested")
    home = make_home(folder / "home", vectors=True)
    documents = write_documents(folder / "documents")
    with open_home(home) as opened:
        folders(opened).ingest([documents])
    return IngestedHome(home, documents)


@pytest.fixture
def copied(ingested: IngestedHome, tmp_path: Path) -> IngestedHome:
    """A copy of that home, to change; the documents lie where they lay, not to be touched."""
    home = tmp_path / "copied"
    shutil.copytree(ingested.home, home)
    return IngestedHome(home, ingested.documents)


@pytest.fixture(scope="session")
def ingested_home(ingested: IngestedHome) -> Iterator[Home]:
    with open_home(ingested.home) as home:
        yield home
