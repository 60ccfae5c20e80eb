"""An index of a test's own at the real server, straight or through a proxy."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from elasticsearch import Elasticsearch

from connectors.elasticsearch.client import Access
from connectors.elasticsearch.index import ElasticsearchIndex
from enricher.query.nodes import Node, SearchRequest
from tests.elasticsearch_server import remove_index, server_url


class IndexHome:
    """A home folder and a name at the server."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.name = f"test-{uuid.uuid4().hex[:8]}"
        self.server = Elasticsearch(server_url() or "")
        self._opened: list[ElasticsearchIndex] = []

    def open(self, url: str = "", folder: Path | None = None, **options: Any) -> ElasticsearchIndex:
        access = Access(url=url or server_url() or "")
        index = ElasticsearchIndex(access, folder or self.folder, self.name, **options)
        self._opened.append(index)
        return index

    def close(self) -> None:
        for index in self._opened:
            index.close()
        remove_index(self.name)
        self.server.close()


@contextmanager
def index_home(folder: Path) -> Iterator[IndexHome]:
    home = IndexHome(folder)
    try:
        yield home
    finally:
        home.close()


def found(index: ElasticsearchIndex, query: Node | None = None) -> list[str]:
    page = index.search(SearchRequest(query=query, size=1_000))
    return sorted(hit.id for hit in page.hits)
