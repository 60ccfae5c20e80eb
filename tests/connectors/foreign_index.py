"""An index at the real server that a test fills, and what reads and enriches it."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from elasticsearch import Elasticsearch

from connectors.elasticsearch.client import Access
from connectors.elasticsearch.foreign import ElasticsearchForeignIndex
from enricher.documents import EnrichedText
from enricher.ingestion.foreign.content import Content, TextContent
from enricher.ingestion.foreign.enrichment import Account, InPlace
from enricher.ledger.accounts import CONTRACTS
from enricher.ledger.backlog import Task
from enricher.ledger.routes import Route
from enricher.models.registry import Registry
from enricher.query.foreign_index import ForeignDocument
from enricher.schema import EntitySchema
from enricher.settings import Settings
from enricher.wiring.readers import ReaderHere
from tests.elasticsearch_server import server_url

AGREEMENT = (
    "MUTUAL NON-DISCLOSURE AGREEMENT\n\nThis Agreement is made as of March 3, 2014 between Acme"
    " Holdings, Inc. and Birch Systems LLC. This Agreement shall remain in effect for three (3)"
    " years. It is governed by the laws of the State of Delaware."
)
OTHER = AGREEMENT.replace("March 3, 2014", "May 9, 2016").replace("Delaware", "Texas")


class CountingPool:
    """Reads in this process; calls `meanwhile` with the number of each task before it is done."""

    def __init__(self, home: Path) -> None:
        self._pool = ReaderHere(home, Settings())
        self.tasks = 0
        self.meanwhile: Callable[[int], object] = lambda number: None

    def submit(self, task: Task) -> Future[list[EnrichedText]]:
        self.tasks += 1
        self.meanwhile(self.tasks)
        return self._pool.submit(task)


class ForeignHome:
    """An index called `name`, and failures as they were told."""

    def __init__(self, home: Path) -> None:
        self.name = f"foreign-{uuid.uuid4().hex[:8]}"
        self.server = Elasticsearch(server_url() or "")
        self.pool = CountingPool(home)
        registry = Registry(home)
        self.schema: EntitySchema = registry.schema(CONTRACTS)
        self.model = str(registry.version(CONTRACTS))
        self.failures: dict[str, str] = {}
        self.troubles: list[str] = []

    def put(self, **texts: str) -> None:
        for id, text in texts.items():
            self.server.index(index=self.name, id=id, document={"body": text, "owner": "legal"})
        self.server.indices.refresh(index=self.name)

    def get(self, id: str, **options: Any) -> dict[str, Any]:
        return dict(self.server.get(index=self.name, id=id, **options).body)

    def enriched(self, id: str) -> dict[str, Any]:
        found: dict[str, Any] = self.get(id)["_source"]["enriched"]
        return found

    @contextmanager
    def open(
        self, url: str = "", field: str = "body", **options: Any
    ) -> Iterator[ElasticsearchForeignIndex]:
        options.setdefault("index", self.name)
        options.setdefault("prefix", "enriched")
        access = Access(url=url or server_url() or "")
        index = ElasticsearchForeignIndex(access, field=field, **options)
        try:
            yield index
        finally:
            index.close()

    def work(self, index: ElasticsearchForeignIndex, content: Content | None = None) -> InPlace:
        def fail(document: ForeignDocument, reason: str) -> None:
            self.failures[document.id] = reason

        return InPlace(
            index,
            content or TextContent((Route(CONTRACTS),)),
            self.pool,
            [self.model],
            ahead=2,
            on_failure=fail,
            on_progress=lambda account: None,
            on_trouble=self.troubles.append,
        )

    def enrich(
        self,
        url: str = "",
        content: Content | None = None,
        *,
        again: bool = False,
        patience: float = 0,
        **options: Any,
    ) -> Account:
        with self.open(url, **options) as index:
            index.extend(self.schema)
            account = self.work(index, content).run(
                threading.Event(), again=again, patience=patience
            )
        self.server.indices.refresh(index=self.name, ignore_unavailable=True)
        return account

    def facet(self, field: str) -> dict[Any, int]:
        aggs = {"values": {"terms": {"field": field, "size": 100}}}
        answer = self.server.search(index=self.name, size=0, aggs=aggs)
        buckets: Sequence[dict[str, Any]] = answer["aggregations"]["values"]["buckets"]
        return {one.get("key_as_string", one["key"]): one["doc_count"] for one in buckets}

    def close(self) -> None:
        for index in self.server.indices.get(index=f"{self.name}*").body:
            self.server.indices.delete(index=index)
        self.server.close()


@contextmanager
def foreign_home(folder: Path) -> Iterator[ForeignHome]:
    home = ForeignHome(folder)
    try:
        yield home
    finally:
        home.close()
