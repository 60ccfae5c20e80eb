"""The commands of docs/elasticsearch.md and docs/pipelines.md work at a real Elasticsearch."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import time
import uuid
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from elasticsearch import Elasticsearch

from enricher.settings import Settings
from tests.checkout import ROOT
from tests.elasticsearch_server import remove_index, server_url
from tests.enricher.homes import LOAN, NDA, make_home, write_documents
from tests.servers import find_free_port, wait_until_healthy
from tests.slow.guides.pages import blocks, read_page, reader_environment, run

pytestmark = pytest.mark.elasticsearch

FIELDS = {"title": {"type": "keyword"}, "attachment": {"properties": {"content": {"type": "text"}}}}
PATIENCE_SECONDS = 300


class Reader:
    """Someone with an Elasticsearch of their own, and `contracts` as the name of an index there."""

    def __init__(self, home: Path) -> None:
        make_home(home / ".enricher")
        write_documents(home / "FOLDER")
        (home / "FOLDER" / "broken.pdf").unlink()
        (home / "docs").symlink_to(ROOT / "docs")
        self.home = home
        self.url = server_url() or ""
        self.port = find_free_port()
        self.index = f"guide-{uuid.uuid4().hex[:8]}"
        self.server = Elasticsearch(self.url, request_timeout=120)
        self.environment = reader_environment(home) | {
            "ENRICHER_ELASTICSEARCH_URL": self.url,
            "ENRICHER_ELASTICSEARCH_INDEX": f"{self.index}-own",
            "ENRICHER_URL": f"http://localhost:{self.port}",
            "ELASTICSEARCH_URL": self.url,
        }

    def adapt(self, command: str) -> str:
        """The same command for the servers and the index of this test."""
        command = command.replace("http://localhost:9200", self.url)
        command = command.replace("localhost:8000", f"localhost:{self.port}")
        command = command.replace("curl ", "curl --fail --silent --show-error ")
        return re.sub(r"\bcontracts\b", self.index, command)

    def run(self, command: str) -> str:
        return run(self.adapt(command), self.home, self.environment)

    def enriched(self) -> int:
        self.server.indices.refresh(index=self.index)
        query = {"exists": {"field": "enriched.model"}}
        return int(self.server.count(index=self.index, query=query)["count"])


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[Reader]:
    reader = Reader(tmp_path)
    yield reader
    remove_index(f"{reader.index}-own")
    reader.server.options(ignore_status=404).indices.delete(index=reader.index)
    reader.server.close()


def test_commands_of_the_page_about_elasticsearch_work(reader: Reader) -> None:
    own, foreign = blocks(read_page("elasticsearch.md"), "sh")
    *exports, ingest = own.splitlines()
    names = [name.lower() for name in re.findall(r"^export ENRICHER_(\w+)=", own, re.M)]
    assert len(names) == len(exports)
    # This server has neither TLS nor keys; that such settings reach it is tested at a proxy.
    assert set(names) < Settings.model_fields.keys()
    assert "4 indexed" in reader.run(ingest)
    # Three texts, an archive, and what is in it.
    assert reader.server.count(index=f"{reader.index}-own")["count"] == 5

    reader.server.indices.create(index=reader.index, mappings={"properties": FIELDS})
    for number, text in enumerate((NDA, LOAN)):
        document: dict[str, Any] = {"title": str(number), "attachment": {"content": text}}
        reader.server.index(index=reader.index, id=str(number), document=document, refresh=True)
    dry, once, follow = foreign.splitlines()
    assert reader.run(dry)
    assert reader.enriched() == 0
    assert reader.run(once)
    assert reader.enriched() == 2
    reader.server.index(index=reader.index, id="2", document=document, refresh=True)
    command = ["bash", "-c", f"exec {reader.adapt(follow)}"]
    following = subprocess.Popen(
        command, cwd=reader.home, env=reader.environment, stdout=subprocess.DEVNULL
    )
    try:
        until = time.monotonic() + PATIENCE_SECONDS
        while reader.enriched() < 3:
            assert following.poll() is None
            assert time.monotonic() < until, "it takes too long"
            time.sleep(0.2)
    finally:
        following.send_signal(signal.SIGINT)
        following.wait()


def test_commands_of_the_page_about_pipelines_work(reader: Reader) -> None:
    texts = {"nda": NDA, "loan": LOAN}
    lines = [json.dumps({"id": id, "title": id, "content": text}) for id, text in texts.items()]
    (reader.home / "documents.ndjson").write_text("\n".join(lines), encoding="utf-8")
    here = {"ENRICHER_ELASTICSEARCH_URL": ""}  # the server's own index, in its home
    serve = f"exec enricher serve --port {reader.port}"
    printed = {}
    with ExitStack() as stack:
        server = subprocess.Popen(
            ["bash", "-c", serve], cwd=reader.home, env=reader.environment | here
        )
        stack.enter_context(server)
        stack.callback(server.terminate)
        wait_until_healthy(reader.port)
        for block in blocks(read_page("pipelines.md"), "sh"):
            for command in block.splitlines():
                if command.startswith("pip install "):
                    continue  # both are here, as the next command shows
                printed[command] = reader.run(command)
    extracted = next(shown for command, shown in printed.items() if "extract/fields" in command)
    assert json.loads(extracted)["fields"]["Jurisdiction"] == ["Delaware"]
    counted = next(shown for command, shown in printed.items() if "_count" in command)
    assert json.loads(counted)["count"] == 0
    assert reader.enriched() == len(texts)
