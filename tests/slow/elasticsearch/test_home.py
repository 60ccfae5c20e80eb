"""A home whose index is at a real Elasticsearch answers as one that has it in its folder."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from connectors.elasticsearch.index import ElasticsearchIndex
from enricher.commands.doctor import examine
from enricher.errors import SettingsError
from enricher.query.nodes import SearchPage
from enricher.wiring.home import Home, open_home
from enricher.wiring.ingestion import folders
from enricher.wiring.search import search
from tests.elasticsearch_server import remove_index, server_url
from tests.enricher.homes import make_home, write_documents

pytestmark = pytest.mark.elasticsearch

QUESTIONS: list[tuple[str, list[str], str]] = [
    ("", [], "relevance"),
    ("agreement law", [], "relevance"),
    ('"principal sum" OR memo', [], "relevance"),
    ("", ["Money >= 1000 USD"], "Money"),
    ("Party:Vega", [], "date"),
    ("", ["EffectiveDate > 2015", "Jurisdiction = Delaware or Money:present"], "EffectiveDate:asc"),
    ("", ["path = /nowhere/"], "relevance"),
]


@pytest.fixture
def name() -> Iterator[str]:
    name = f"flow-{uuid.uuid4().hex[:8]}"
    yield name
    remove_index(name)


def set_elasticsearch(home: Path, url: str, name: str) -> None:
    with (home / "enricher.toml").open("a") as file:
        file.write(f'elasticsearch_url = "{url}"\nelasticsearch_index = "{name}"\n')


def ask(home: Home, question: tuple[str, list[str], str]) -> SearchPage:
    query, where, sort = question
    return search(home).page(query, where=where, facets=["Party", "collection"], sort=sort)


def test_same_documents_give_the_same_answers_from_both_indexes(tmp_path: Path, name: str) -> None:
    documents = write_documents(tmp_path / "documents")
    here, there = make_home(tmp_path / "here"), make_home(tmp_path / "there")
    set_elasticsearch(there, server_url() or "", name)
    with open_home(here) as one, open_home(there) as other:
        for home in (one, other):
            folders(home).ingest([documents])
        assert isinstance(other.index, ElasticsearchIndex)
        assert not (there / "index").exists()
        for question in QUESTIONS:
            pages = [ask(home, question) for home in (one, other)]
            assert pages[0].total == pages[1].total, question
            assert pages[0].facets == pages[1].facets, question
            hits = [
                [(hit.id, hit.title, hit.paths, hit.fields, hit.snippets) for hit in page.hits]
                for page in pages
            ]
            assert sorted(hits[0]) == sorted(hits[1]), question
            if question[2] != "relevance":
                assert hits[0] == hits[1], question
    (check,) = [one for one in examine(there) if one.name == "index"]
    assert check.state == "ok"


def test_home_whose_server_is_away_says_so_and_how_to_go_on(tmp_path: Path) -> None:
    home = make_home(tmp_path / "home")
    set_elasticsearch(home, "http://127.0.0.1:9", "enricher")
    with open_home(home):
        pass
    (check,) = [one for one in examine(home) if one.name == "index"]
    assert check.state == "broken"
    assert "Elasticsearch at http://127.0.0.1:9 did not answer" in check.finding
    assert "docs/elasticsearch.md" in check.remedy


def test_access_that_cannot_be_used_stops_with_its_setting(tmp_path: Path) -> None:
    home = make_home(tmp_path / "home")
    set_elasticsearch(home, "localhost:9200", "enricher")
    with open_home(home) as opened, pytest.raises(SettingsError, match="elasticsearch_url"):
        _ = opened.index
