"""`enricher elasticsearch enrich` as a person runs it: killed, followed, tried out."""

from __future__ import annotations

import json
import signal
import subprocess
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from elasticsearch import Elasticsearch

from tests.elasticsearch_server import server_url
from tests.enricher.homes import enricher_command, environment, make_home

pytestmark = pytest.mark.elasticsearch

DOCUMENTS = 2_000
KILLS = 3
PATIENCE_SECONDS = 300  # a free machine takes two for each step


class Index:
    def __init__(self, home: Path) -> None:
        self.name = f"enriched-{uuid.uuid4().hex[:8]}"
        self.server = Elasticsearch(server_url() or "")
        self._home = home

    def put(self, numbers: range) -> None:
        operations: list[dict[str, Any]] = []
        for number in numbers:
            text = (
                f"This Agreement is made as of May {number % 28 + 1}, 2014 between Orion Labs Inc."
                f" and Vega LLC. {'No more is said. ' * 200}"
            )
            operations += [{"index": {"_id": f"d{number}"}}, {"body": text}]
        assert not self.server.bulk(index=self.name, operations=operations, refresh=True)["errors"]

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        command = [*enricher_command(), "elasticsearch", "enrich", "--home", str(self._home)]
        command += ["--index", self.name, "--text-field", "body", "--json", *arguments]
        return subprocess.Popen(
            command,
            env=environment(ENRICHER_ELASTICSEARCH_URL=server_url() or ""),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *arguments: str) -> tuple[int, dict[str, Any]]:
        process = self.start(*arguments)
        output, errors = process.communicate(timeout=PATIENCE_SECONDS)
        assert output, errors
        return process.returncode, json.loads(output.splitlines()[-1])

    def enriched(self) -> int:
        self.server.indices.refresh(index=self.name)
        query = {"exists": {"field": "enriched.model"}}
        return int(self.server.count(index=self.name, query=query)["count"])

    def versions(self) -> set[int]:
        answer = self.server.search(index=self.name, size=10_000, version=True, source=False)
        return {hit["_version"] for hit in answer["hits"]["hits"]}


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    index = Index(make_home(tmp_path / "home"))
    yield index
    index.server.options(ignore_status=404).indices.delete(index=index.name)
    index.server.close()


def wait_until(condition: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < until, "it takes too long"
        time.sleep(0.05)


def test_killed_run_goes_on_where_it_was(index: Index) -> None:
    index.put(range(DOCUMENTS))
    done = 0
    for _ in range(KILLS):
        process = index.start()
        least = done
        wait_until(lambda: index.enriched() > least)  # noqa: B023  called at once
        process.send_signal(signal.SIGKILL)
        process.communicate()
        done = index.enriched()
    assert 0 < done < DOCUMENTS, "the kills came in the middle"
    code, summary = index.run()
    assert code == 0
    assert summary["waiting"] == 0
    assert summary["enriched"] <= DOCUMENTS - done
    assert index.enriched() == DOCUMENTS
    assert index.versions() == {2}, "each document was updated once"


def test_follow_keeps_up_with_new_documents_until_it_is_stopped(index: Index) -> None:
    index.put(range(3))
    process = index.start("--follow", "--seconds", "0.2")
    wait_until(lambda: index.enriched() == 3)
    index.put(range(3, 5))
    wait_until(lambda: index.enriched() == 5)
    process.send_signal(signal.SIGINT)
    output, errors = process.communicate(timeout=PATIENCE_SECONDS)
    assert process.returncode == 0, errors
    summary = json.loads(output.splitlines()[-1])
    assert (summary["enriched"], summary["waiting"]) == (5, 0)


def test_dry_run_writes_nothing_and_says_what_is_in_the_way(index: Index) -> None:
    index.put(range(3))
    code, said = index.run("--dry-run")
    assert code == 0
    assert (said["documents"], said["waiting"], said["tried"]) == (3, 3, 3)
    assert said["documents_per_hour"] > 0
    assert said["added"][index.name]["enriched.fields.Party"] == "keyword"
    assert index.versions() == {1}
    index.server.indices.put_mapping(index=index.name, properties={"enriched": {"type": "keyword"}})
    code, said = index.run("--dry-run")
    assert code == 1
    assert "enriched is keyword" in said["obstacles"][0]


def test_failed_documents_are_told_and_the_exit_code_says_so(index: Index) -> None:
    index.put(range(1))
    process = index.start("--text-field", "nothing", "--file-field", "body")
    process.communicate(timeout=PATIENCE_SECONDS)
    assert process.returncode == 2, "one of both"
    command = process.args
    assert isinstance(command, list)
    as_file = [one.replace("--text-field", "--file-field") for one in command[:-4]]
    done = subprocess.run(
        as_file,
        env=environment(ENRICHER_ELASTICSEARCH_URL=server_url() or ""),
        capture_output=True,
        text=True,
    )
    first, last = map(json.loads, done.stdout.splitlines())
    assert done.returncode == 1
    assert "is not base64" in first["error"]
    assert (first["id"], last["failed"]) == ("d0", 1)
