"""The pipelines of docs/pipelines, at a running enricher and a real Elasticsearch."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from click.testing import CliRunner
from elasticsearch import Elasticsearch

from enricher.__main__ import cli
from tests.checkout import DOCS
from tests.elasticsearch_server import server_url
from tests.enricher.homes import LOAN, MEMO, NDA, environment, make_home
from tests.servers import server_process

pytestmark = pytest.mark.elasticsearch

FOLDER = DOCS / "pipelines"
GUIDE = (FOLDER.parent / "pipelines.md").read_text(encoding="utf-8")
CONF = (FOLDER / "logstash.conf").read_text(encoding="utf-8")
FAILED = "_httprequestfailure"
TEXTS = {"nda": NDA, "loan": LOAN, "memo": MEMO}
TOO_LARGE = NDA + "No more is said. " * 70_000
"""More than the megabyte that the server of the tests takes."""


class Index:
    """An index at the server, and the command that docs/pipelines.md shows."""

    def __init__(self, home: Path, mappings: dict[str, Any]) -> None:
        self.name = f"pipeline-{uuid.uuid4().hex[:8]}"
        self.server = Elasticsearch(server_url() or "", request_timeout=120)
        self._home = home
        self.server.indices.create(index=self.name, mappings=mappings)

    def __enter__(self) -> Index:
        return self

    def __exit__(self, *_: object) -> None:
        self.server.indices.delete(index=self.name)
        self.server.close()

    def enrich(self, *arguments: str) -> dict[str, Any]:
        """Run `enricher elasticsearch enrich`, and read what it says at the end."""
        (said,) = set(re.findall(r"^enricher (elasticsearch enrich .*)$", GUIDE, re.MULTILINE))
        command = said.replace("--index contracts", f"--index {self.name}").split()
        done = CliRunner().invoke(
            cli,
            [*command, "--home", str(self._home), "--json", *arguments],
            env={"ENRICHER_ELASTICSEARCH_URL": server_url() or ""},
        )
        assert done.exit_code == 0, done.output
        summary: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return summary

    def sources(self) -> dict[str, dict[str, Any]]:
        self.server.indices.refresh(index=self.name)
        hits = self.server.search(index=self.name, size=100)["hits"]["hits"]
        return {hit["_id"]: hit["_source"] for hit in hits}

    def waiting(self) -> int:
        """What the query of the guide counts."""
        (query,) = re.findall(r"_count\?q=(\S+)'", GUIDE)
        return int(self.server.count(index=self.name, q=query.replace("%20", " "))["count"])

    def facet(self, field: str) -> dict[Any, int]:
        answer = self.server.search(
            index=self.name, size=0, aggs={"found": {"terms": {"field": field}}}
        )
        buckets = answer["aggregations"]["found"]["buckets"]
        return {one.get("key_as_string", one["key"]): one["doc_count"] for one in buckets}

    def assert_facets(self) -> None:
        assert self.facet("enriched.fields.Jurisdiction") == {"Delaware": 1, "New York": 1}
        assert self.facet("enriched.fields.Party")["Vega LLC"] == 2
        assert self.facet("enriched.dates.EffectiveDate") == {"2014-05-20": 1, "2020-03-01": 1}
        assert self.facet("enriched.currencies.Money") == {"USD": 2}
        million = {"range": {"enriched.numbers.Money": {"gte": 1_000_000}}}
        hits = self.server.search(index=self.name, query=million)["hits"]["hits"]
        assert [hit["_id"] for hit in hits] == ["loan"]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = make_home(tmp_path_factory.mktemp("pipelines") / "home")
    with (home / "enricher.toml").open("a") as file:
        file.write("upload_megabytes = 1\n")
    return home


@pytest.fixture(scope="module")
def enricher_url(home: Path) -> Iterator[str]:
    with server_process(home) as (_, url):
        yield url


@pytest.fixture(scope="module")
def mappings(home: Path) -> dict[str, Any]:
    """Of an index that was given its fields before it has a document, as the guide says."""
    (body,) = re.findall(r"curl -X PUT --json '([^']+)'", GUIDE)
    with Index(home, json.loads(body)["mappings"]) as index:
        assert index.enrich()["waiting"] == 0
        found = index.server.indices.get_mapping(index=index.name)[index.name]
        return dict(found["mappings"])


@pytest.fixture
def index(home: Path, mappings: dict[str, Any]) -> Iterator[Index]:
    with Index(home, mappings) as index:
        yield index


def run_bulk(index: Index, url: str, **texts: str) -> subprocess.CompletedProcess[str]:
    lines = [json.dumps({"id": id, "title": id, "content": text}) for id, text in texts.items()]
    return subprocess.run(
        [sys.executable, str(FOLDER / "bulk.py"), index.name],
        input="\n".join(lines),
        env=environment(ENRICHER_URL=url, ELASTICSEARCH_URL=server_url() or ""),
        capture_output=True,
        text=True,
    )


def test_python_loop_writes_documents_with_their_facets(index: Index, enricher_url: str) -> None:
    done = run_bulk(index, enricher_url, **TEXTS)
    assert (done.returncode, done.stderr) == (0, "")
    sources = index.sources()
    assert {id: source["content"] for id, source in sources.items()} == TEXTS
    assert index.waiting() == 0
    index.assert_facets()


def test_document_that_could_not_be_enriched_is_enriched_later(
    index: Index, enricher_url: str
) -> None:
    done = run_bulk(index, enricher_url, large=TOO_LARGE, loan=LOAN, memo=MEMO)
    assert done.returncode == 0
    assert "large is not enriched" in done.stderr
    assert "Orion" not in done.stderr
    sources = index.sources()
    assert sources["large"]["tags"] == [FAILED]
    assert "enriched" not in sources["large"]
    assert "tags" not in sources["loan"]
    assert index.waiting() == 1
    assert index.enrich()["enriched"] == 1
    assert index.sources()["loan"] == sources["loan"]
    assert index.waiting() == 0
    index.assert_facets()


def test_server_that_is_away_loses_no_document(index: Index) -> None:
    assert run_bulk(index, "http://127.0.0.1:9", **TEXTS).returncode == 0
    assert {source["tags"][0] for source in index.sources().values()} == {FAILED}
    assert index.waiting() == len(TEXTS)
    assert index.enrich()["enriched"] == len(TEXTS)
    index.assert_facets()


def test_pipeline_adds_what_is_added_in_place(index: Index, enricher_url: str) -> None:
    run_bulk(index, enricher_url, **TEXTS)
    on_the_way = index.sources()
    assert index.enrich("--again")["unchanged"] == len(TEXTS)
    assert index.sources() == on_the_way
    for id, text in TEXTS.items():
        index.server.index(index=index.name, id=id, document={"content": text})
    index.server.indices.refresh(index=index.name)
    assert index.enrich()["enriched"] == len(TEXTS)
    for id, source in index.sources().items():
        added, before = source["enriched"], on_the_way[id]["enriched"]
        assert added.pop("enriched_at") >= before.pop("enriched_at").replace("Z", "+00:00")
        assert added == before


def setting(name: str, conf: str = CONF) -> str:
    """A setting of the configuration, which has it once; variables have their defaults."""
    (value,) = re.findall(rf"^ *{name} => (.+)$", conf, re.MULTILINE)
    return re.sub(r"\$\{\w+:([^}]*)\}", r"\1", value).strip('"')


def pairs(text: str) -> dict[str, str]:
    return dict(re.findall(r'"([^"]+)" => "([^"]*)"', text))


def filled(template: str, event: dict[str, Any]) -> str:
    """A string of the configuration with the fields of an event in it."""
    return re.sub(r"%\{\[(\w+)\]\}", lambda match: str(event[match[1]]), template)


def pass_through_logstash(event: dict[str, Any], url: str) -> dict[str, Any]:
    """What the filters of the configuration make of an event, read as Logstash is said to."""
    assert (setting("verb"), setting("body_format")) == ("POST", "json")
    (guard,) = re.findall(r"if \[(\w+)\] \{\n    http", CONF)
    if guard not in event:
        return event
    target = setting("target_body").strip("[]")
    body = {name: filled(text, event) for name, text in pairs(setting("body")).items()}
    try:
        answer = httpx.post(
            url + urlsplit(setting("url")).path,
            json=body,
            headers={name: text.strip() for name, text in pairs(setting("headers")).items()},
            timeout=float(setting("socket_timeout")),
        )
        answer.raise_for_status()
        assert answer.headers["content-type"] == "application/json"
        event = event | {target: answer.json()}
    except httpx.HTTPError:
        event = event | {"tags": json.loads(setting("tag_on_request_failure"))}
    for reads in set(re.findall(rf"\[{target}\]\[(\w+)\]", CONF)):
        assert target not in event or reads in event[target], f"the API answers without {reads}"
    return event


def write_as_logstash(index: Index, event: dict[str, Any]) -> None:
    assert setting("action") == "index"
    id = filled(setting("document_id"), event)
    index.server.index(index=index.name, id=id, document=event)


def test_logstash_configuration_fits_the_api_and_the_index(index: Index, enricher_url: str) -> None:
    for id, text in TEXTS.items():
        write_as_logstash(index, pass_through_logstash({"id": id, "content": text}, enricher_url))
    write_as_logstash(index, pass_through_logstash({"id": "empty"}, enricher_url))
    assert set(index.sources()) == {*TEXTS, "empty"}
    index.assert_facets()
    assert index.enrich()["enriched"] == 0


def test_what_logstash_could_not_enrich_is_enriched_later(index: Index) -> None:
    for id, text in TEXTS.items():
        event = pass_through_logstash({"id": id, "content": text}, "http://127.0.0.1:9")
        assert event["tags"] == [FAILED]
        write_as_logstash(index, event)
    index.server.indices.refresh(index=index.name)
    assert index.waiting() == len(TEXTS)
    assert index.enrich("--query", f"tags:{FAILED}")["enriched"] == len(TEXTS)
    index.assert_facets()
