"""Every implementation of the search index, for the contract suite."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from connectors.elasticsearch.client import Access
from connectors.elasticsearch.index import ElasticsearchIndex
from connectors.tantivy.index import TantivyIndex
from enricher.query.index import HomeIndex
from tests.elasticsearch_server import remove_index, server_url

OpenIndex = Callable[[], HomeIndex]
"""Opens the same index each time, as another process would."""


@contextmanager
def tantivy_index(folder: Path) -> Iterator[OpenIndex]:
    opened: list[HomeIndex] = []

    def open_index() -> HomeIndex:
        opened.append(TantivyIndex(folder / "index"))
        return opened[-1]

    yield open_index
    for index in opened:
        index.close()


@contextmanager
def elasticsearch_index(folder: Path) -> Iterator[OpenIndex]:
    opened: list[HomeIndex] = []
    name = f"contract-{uuid.uuid4().hex[:8]}"
    access = Access(url=server_url() or "")

    def open_index() -> HomeIndex:
        opened.append(ElasticsearchIndex(access, folder, name))
        return opened[-1]

    yield open_index
    for index in opened:
        index.close()
    remove_index(name)


SEARCH_INDEXES: dict[str, Callable[[Path], AbstractContextManager[OpenIndex]]] = {
    "tantivy": tantivy_index,
    "elasticsearch": elasticsearch_index,
}

SEARCH_INDEX_PARAMS = ["tantivy", pytest.param("elasticsearch", marks=pytest.mark.elasticsearch)]
