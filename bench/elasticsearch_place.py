"""Where an index at Elasticsearch is measured: a home and names of the run's own at a server."""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from elasticsearch import Elasticsearch

from connectors.elasticsearch.client import Access
from connectors.elasticsearch.index import ElasticsearchIndex
from enricher.files.versions import ELASTICSEARCH_VERSION
from enricher.query.index import IndexWriter
from enricher.settings import load_settings
from enricher.wiring.home import Home, open_home
from tests.elasticsearch_server import remove_index
from tests.servers import server_process

_SETTLE_SECONDS = 300
_REQUEST_SECONDS = 300
_OUR_STDERR = 2  # its file descriptor: a server that does not start says why


@dataclass(frozen=True, slots=True)
class Place:
    """A home whose index lies at the server under `name`; `client` is a bare one."""

    home: Path
    url: str
    name: str
    client: Elasticsearch

    @contextmanager
    def open_writer(self, suffix: str = "") -> Iterator[IndexWriter]:
        """The writer of the home's index, or with a suffix of another one."""
        folder = self.home / f"elasticsearch{suffix}"
        index = ElasticsearchIndex(
            Access(url=self.url, seconds=_REQUEST_SECONDS), folder, self.name + suffix
        )
        with closing(index), closing(index.open_writer()) as writer:
            yield writer

    def create_plain(self, name: str) -> str:
        """An index of the same settings and mapping, which nothing of ours writes."""
        index = f"{self.name}-v{ELASTICSEARCH_VERSION}-{name}"  # the template of the home's index matches
        self.client.indices.create(index=index)
        return index

    @contextmanager
    def open_home(self, url: str = "") -> Iterator[Home]:
        """The home, with another way to the server where one is given."""
        settings = load_settings(self.home).model_copy(
            update={"elasticsearch_url": url or self.url, "elasticsearch_index": self.name}
        )
        with open_home(self.home, settings) as home:
            yield home

    @contextmanager
    def serve(self) -> Iterator[str]:
        """`enricher serve` as a process of its own; gives its URL."""
        elsewhere = {
            "ENRICHER_ELASTICSEARCH_URL": self.url,
            "ENRICHER_ELASTICSEARCH_INDEX": self.name,
        }
        with server_process(self.home, stderr=_OUR_STDERR, **elsewhere) as (_, url):
            yield url

    def settle(self) -> None:
        """Wait until no segments are merged any more: what comes next is not slowed by it."""
        until = time.monotonic() + _SETTLE_SECONDS
        while self._merges() and time.monotonic() < until:
            time.sleep(0.5)

    def described(self) -> str:
        """The server, in a sentence."""
        nodes = list(self.client.nodes.info(metric="jvm")["nodes"].values())
        heap = nodes[0]["jvm"]["mem"]["heap_max_in_bytes"] / 2**30
        count = "one node" if len(nodes) == 1 else f"{len(nodes)} nodes"
        return (
            f"Elasticsearch {nodes[0]['version']}, {count} on the same machine, {heap:.1f} GiB of"
            " heap, one shard."
        )

    def _merges(self) -> int:
        stats = self.client.indices.stats(index=f"{self.name}*", metric="merge")
        return int(stats["_all"]["total"]["merges"]["current"])


@contextmanager
def place_at(url: str, home: Path, *suffixes: str) -> Iterator[Place]:
    """A new home and its index, which is removed in the end, as are those of the suffixes."""
    home.mkdir()
    name = f"bench-{uuid.uuid4().hex[:8]}"
    with Elasticsearch(url, request_timeout=_REQUEST_SECONDS) as client:
        try:
            yield Place(home, url, name, client)
        finally:
            for suffix in ("", *suffixes):
                remove_index(name + suffix)
