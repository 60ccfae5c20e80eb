"""500 documents go to three nodes: one is killed for good, another restarted, and nothing is lost."""

from __future__ import annotations

import signal
import subprocess
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from elasticsearch import Elasticsearch

from enricher.wiring.home import open_home
from enricher.wiring.ingestion import folders
from tests.agreements import (
    answers,
    contents,
    make_elasticsearch_home,
    wait_until,
    write_agreements,
)
from tests.elasticsearch_server import Node, cluster, remove_index, server_url
from tests.enricher.homes import enricher_command, environment

pytestmark = [pytest.mark.elasticsearch, pytest.mark.elasticsearch_cluster]

DOCUMENTS = 500
FIRST = 300  # are there when the first node has died, the last 50 of them since then
LATE = 400  # when the second begins to stop, which takes seconds; the others when it has


@pytest.fixture
def nodes() -> Iterator[list[Node]]:
    with cluster(3) as nodes:
        yield nodes


@pytest.fixture
def clean_name() -> Iterator[str]:
    name = f"cluster-{uuid.uuid4().hex[:8]}"
    yield name
    remove_index(name)


def holder_of_the_primary(nodes: list[Node], asked: Node) -> Node:
    with Elasticsearch(asked.url) as server:
        shards: list[Any] = list(server.cat.shards(index="enricher", format="json"))
        (shard,) = (one for one in shards if one["prirep"] == "p")
    (node,) = (node for node in nodes if node.name == shard["node"])
    return node


def test_killed_and_restarted_node_lose_nothing(
    tmp_path: Path, nodes: list[Node], clean_name: str
) -> None:
    """The worst order: each time it is the node that takes the writes.

    While the second is away, one of three is left, which takes none.
    """
    folder = tmp_path / "documents"
    urls = ",".join(node.url for node in nodes)
    home = make_elasticsearch_home(tmp_path / "home", urls, "enricher")
    write_agreements(folder, range(1))
    log = tmp_path / "log"
    with log.open("wb") as output:
        watcher = subprocess.Popen(
            enricher_command("watch", str(folder), "--home", str(home)),
            env=environment(),
            stdout=output,
            stderr=output,
        )

    def still_watches() -> None:
        assert watcher.poll() is None, log.read_text()

    try:
        with open_home(home) as opened:
            wait_until(lambda status: status.indexed == 1, opened, still_watches)
            with Elasticsearch(nodes[0].url) as server:
                server.cluster.health(index="enricher", wait_for_status="green", timeout="120s")

            killed = holder_of_the_primary(nodes, nodes[0])
            write_agreements(folder, range(1, FIRST // 2))
            at_kill = wait_until(lambda status: status.indexed > 50, opened, still_watches)
            write_agreements(folder, range(FIRST // 2, FIRST - 50))
            killed.stop(signal.SIGKILL)
            write_agreements(folder, range(FIRST - 50, FIRST))
            after_kill = opened.ledger.accounts.status()
            assert after_kill.indexed < FIRST, "the node died after the ingestion"
            left = [node for node in nodes if node is not killed]
            wait_until(lambda status: status.indexed > at_kill.indexed, opened, still_watches)

            restarted = holder_of_the_primary(left, left[0])
            write_agreements(folder, range(FIRST, LATE))
            restarted.stop(signal.SIGTERM)
            write_agreements(folder, range(LATE, DOCUMENTS))
            after_stop = opened.ledger.accounts.status()
            assert after_stop.indexed < DOCUMENTS, "the node stopped after the ingestion"
            restarted.start()
            restarted.wait()
            done = wait_until(lambda status: status.indexed == DOCUMENTS, opened, still_watches)
            assert (done.seen, done.failed, done.pending) == (DOCUMENTS, 0, 0)
            survived = answers(opened)
        watcher.send_signal(signal.SIGTERM)
        assert watcher.wait(timeout=60) == 0, log.read_text()
    finally:
        watcher.kill()
        watcher.wait()
    with Elasticsearch(left[0].url) as server:
        kept = contents(server, "enricher")
    paths = [path for source in kept.values() for path in source["paths"]]
    assert sorted(paths) == sorted(str(path) for path in folder.rglob("*.txt"))
    assert len(kept) == DOCUMENTS

    clean_home = make_elasticsearch_home(tmp_path / "clean", server_url() or "", clean_name)
    with open_home(clean_home) as opened, Elasticsearch(server_url() or "") as server:
        folders(opened).ingest([folder])
        assert kept == contents(server, clean_name)
        assert survived == answers(opened)
