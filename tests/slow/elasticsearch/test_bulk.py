"""Bulk requests through a proxy that misbehaves before the real server: nothing is lost."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from connectors.elasticsearch.bulk import ATTEMPTS, BulkSender, Item, Refusal, pause_seconds
from connectors.elasticsearch.client import Access, connect
from enricher.errors import UnavailableError
from tests.build import make_document
from tests.connectors.elasticsearch_home import IndexHome, found, index_home
from tests.connectors.elasticsearch_proxy import (
    Answer,
    Forward,
    Hook,
    Proxy,
    Request,
    bulk_items,
    proxy_before,
)
from tests.elasticsearch_server import server_url

pytestmark = pytest.mark.elasticsearch


@pytest.fixture
def home(tmp_path: Path) -> Iterator[IndexHome]:
    with index_home(tmp_path) as home:
        home.open().open_writer().close()
        yield home


@pytest.fixture
def proxy(home: IndexHome) -> Iterator[Proxy]:
    with proxy_before(server_url() or "") as proxy:
        yield proxy


class Sender:
    """Sends through the proxy to the home's index, and notes the pauses."""

    def __init__(self, home: IndexHome, proxy: Proxy, max_bytes: int) -> None:
        self.pauses: list[float] = []
        self._client = connect(Access(url=proxy.url, seconds=60))
        self._home = home
        self._sender = BulkSender(
            self._client, home.name, "the server", max_bytes, pause=self.pauses.append
        )

    def send(self, items: list[Item]) -> dict[str, Refusal]:
        try:
            return self._sender.send(items)
        finally:
            self._client.close()
            self._home.server.indices.refresh(index=self._home.name)

    @property
    def ids(self) -> list[str]:
        answer = self._home.server.search(index=self._home.name, size=1_000, source=False)
        return sorted(hit["_id"] for hit in answer["hits"]["hits"])


def items(count: int, size: int = 1_000) -> list[Item]:
    return [item(f"d{number:03}", {"content": "x" * size}) for number in range(count)]


def item(id: str, source: dict[str, Any]) -> Item:
    lines = json.dumps({"index": {"_id": id}}) + "\n" + json.dumps(source) + "\n"
    return Item(id, lines.encode())


def on_bulk(hook: Hook) -> Hook:
    """The hook for bulk requests alone."""

    def chosen(request: Request, forward: Forward) -> Answer | None:
        return hook(request, forward) if request.is_bulk else forward(request.body)

    return chosen


def test_requests_are_bounded_by_bytes_and_a_large_item_goes_alone(
    home: IndexHome, proxy: Proxy
) -> None:
    sent = [*items(5), item("large", {"content": "y" * 9_000}), *items(1)]
    sender = Sender(home, proxy, 3_500)
    assert sender.send(sent) == {}
    requests = [[id for id, _ in bulk_items(bulk.body)] for bulk in proxy.bulks]
    assert requests == [["d000", "d001", "d002"], ["d003", "d004"], ["large"], ["d000"]]
    assert sender.ids == ["d000", "d001", "d002", "d003", "d004", "large"]
    assert sender.pauses == []


def test_rejected_items_alone_are_sent_again_and_requests_grow_smaller(
    home: IndexHome, proxy: Proxy
) -> None:
    rejected: set[str] = set()

    def reject_each_odd_once(request: Request, forward: Forward) -> Answer:
        results: list[dict[str, Any]] = []
        for id, lines in bulk_items(request.body):
            if int(id[1:]) % 2 and id not in rejected:
                rejected.add(id)
                error = {"type": "es_rejected_execution_exception", "reason": "full"}
                results.append({"index": {"_id": id, "status": 429, "error": error}})
            else:
                results += json.loads(forward(lines).body)["items"]
        return Answer(200, json.dumps({"errors": True, "items": results}).encode())

    proxy.hook = on_bulk(reject_each_odd_once)
    sender = Sender(home, proxy, 100_000)
    assert sender.send(items(6)) == {}
    requests = [[id for id, _ in bulk_items(bulk.body)] for bulk in proxy.bulks]
    assert requests == [[f"d{n:03}" for n in range(6)], ["d001", "d003", "d005"]]
    assert sender.ids == [f"d{n:03}" for n in range(6)]
    assert len(sender.pauses) == 1


@pytest.mark.parametrize(
    "trouble",
    [
        Answer.error(429, "es_rejected_execution_exception"),
        Answer.error(503, "unavailable_shards_exception"),
        Answer(502, b"<html>bad gateway</html>"),
        None,
    ],
    ids=["429", "503", "gateway", "closed"],
)
def test_request_that_is_not_answered_is_sent_again(
    home: IndexHome, proxy: Proxy, trouble: Answer | None
) -> None:
    failures = 0

    def fail_twice(request: Request, forward: Forward) -> Answer | None:
        nonlocal failures
        failures += 1
        if failures == 2:  # this time it is done and nobody hears of it
            forward(request.body)
        return trouble if failures < 3 else forward(request.body)

    proxy.hook = on_bulk(fail_twice)
    sender = Sender(home, proxy, 100_000)
    assert sender.send(items(3)) == {}
    assert sender.ids == ["d000", "d001", "d002"]
    assert len(sender.pauses) == 2


def test_server_that_stays_away_is_unavailable_in_the_end(home: IndexHome, proxy: Proxy) -> None:
    proxy.hook = on_bulk(lambda *_: Answer.error(429, "circuit_breaking_exception"))
    sender = Sender(home, proxy, 100_000)
    with pytest.raises(UnavailableError, match="circuit_breaking_exception"):
        sender.send(items(3))
    assert len(proxy.bulks) == ATTEMPTS
    assert sender.ids == []


def test_item_that_the_server_cannot_hold_is_refused_alone_with_its_reason(
    home: IndexHome, proxy: Proxy
) -> None:
    sender = Sender(home, proxy, 100_000)
    bad = item("bad", {"enriched_at": "no date"})
    refused = sender.send([*items(2), bad, *items(4)])
    assert list(refused) == ["bad"]
    assert "enriched_at" in refused["bad"].reason
    assert sender.ids == ["d000", "d001", "d002", "d003"]


def test_item_that_is_larger_than_the_server_takes_is_refused_alone(
    home: IndexHome, proxy: Proxy
) -> None:
    def take_little(request: Request, forward: Forward) -> Answer:
        if len(request.body) > 5_000:
            return Answer.error(413, "content_too_long")
        return forward(request.body)

    proxy.hook = on_bulk(take_little)
    sender = Sender(home, proxy, 100_000)
    refused = sender.send([*items(2), item("large", {"content": "y" * 9_000}), *items(5)])
    assert list(refused) == ["large"]
    assert "http.max_content_length" in refused["large"].reason
    assert sender.ids == [f"d{n:03}" for n in range(5)]


@pytest.mark.parametrize("setting", ["read_only", "read_only_allow_delete"])
def test_index_that_is_closed_to_writing_refuses_no_document(
    home: IndexHome, proxy: Proxy, setting: str
) -> None:
    """A full disk says nothing about a document: it is written once there is room."""
    home.server.indices.put_settings(index=home.name, settings={f"blocks.{setting}": True})
    sender = Sender(home, proxy, 100_000)
    with pytest.raises(UnavailableError, match="read-only"):
        sender.send(items(2))
    home.server.indices.put_settings(index=home.name, settings={f"index.blocks.{setting}": False})
    assert Sender(home, proxy, 100_000).send(items(2)) == {}
    assert sender.ids == ["d000", "d001"]


def test_nothing_is_made_by_writing_to_an_alias_that_is_gone(home: IndexHome, proxy: Proxy) -> None:
    ((index, _),) = home.server.indices.get_alias(name=home.name).body.items()
    home.server.indices.delete_alias(index=index, name=home.name)
    client = connect(Access(url=proxy.url))
    with client, pytest.raises(UnavailableError, match=home.name):
        BulkSender(client, home.name, "the server", 100_000).send(items(1))
    assert not home.server.indices.exists(index=home.name)


def test_writer_writes_all_through_a_bad_day(home: IndexHome, proxy: Proxy) -> None:
    seen = 0

    def sometimes(request: Request, forward: Forward) -> Answer | None:
        nonlocal seen
        seen += 1
        if seen % 3 == 1:
            return Answer.error(429, "es_rejected_execution_exception")
        if seen % 3 == 2:
            forward(request.body)
            return None
        return forward(request.body)

    proxy.hook = on_bulk(sometimes)
    index = home.open(proxy.url, bulk_bytes=20_000)
    writer = index.open_writer()
    documents = [make_document(f"d{n:03}", "word " * 1_000) for n in range(6)]
    assert writer.write(documents, []) == {}
    writer.close()
    assert found(index) == [f"d{n:03}" for n in range(6)]


def test_write_that_arrives_late_does_not_undo_a_later_one(home: IndexHome, proxy: Proxy) -> None:
    """As of a request that was given up after a minute, and that the server does after two."""
    late: list[tuple[Forward, bytes]] = []

    def hold_the_first(request: Request, forward: Forward) -> Answer | None:
        if late:
            return forward(request.body)
        late.append((forward, request.body))
        return None

    proxy.hook = on_bulk(hold_the_first)
    index = home.open(proxy.url)
    writer = index.open_writer()
    writer.write([make_document("changed", "early"), make_document("removed", "early")], [])
    writer.write([make_document("changed", "late")], ["removed"])
    ((forward, body),) = late
    assert [id for id, _ in bulk_items(body)] == ["changed", "removed"]
    forward(body)
    writer.close()
    home.server.indices.refresh(index=home.name)
    hits = home.server.search(index=home.name)["hits"]["hits"]
    assert {hit["_id"]: hit["_source"]["content"] for hit in hits} == {"changed": "late"}


def test_document_with_a_number_from_the_future_is_written_and_removed(home: IndexHome) -> None:
    """As after a clock that was ahead: whoever holds the lock writes."""
    index = home.open()
    writer = index.open_writer()
    for id in ("changed", "removed"):
        home.server.index(
            index=home.name,
            id=id,
            document={"content": "early"},
            version=2**62,
            version_type="external",
            require_alias=True,
        )
    assert writer.write([make_document("changed", "late")], ["removed"]) == {}
    writer.close()
    hits = home.server.search(index=home.name)["hits"]["hits"]
    assert {hit["_id"]: hit["_source"]["content"] for hit in hits} == {"changed": "late"}


def test_waits_double_and_differ() -> None:
    assert 0.25 <= pause_seconds(1) <= 0.5
    assert 2.0 <= pause_seconds(4) <= 4.0
    assert 10.0 <= pause_seconds(40) <= 20.0
    assert len({pause_seconds(3) for _ in range(20)}) > 1
