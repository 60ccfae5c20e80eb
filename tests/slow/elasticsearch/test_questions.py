"""Questions are answered alike, whichever index stands behind them."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

import pytest

from enricher.search.hybrid import HybridSearch
from enricher.wiring.home import open_home
from enricher.wiring.ingestion import folders
from enricher.wiring.search import hybrid_search
from tests.agreements import make_elasticsearch_home, write_agreements
from tests.elasticsearch_server import remove_index, server_url
from tests.enricher.homes import make_home

pytestmark = pytest.mark.elasticsearch

COUNT = 40


@pytest.fixture(scope="module")
def searches(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[HybridSearch, ...]]:
    """What asks the embedded index, and what asks Elasticsearch, over the same agreements."""
    folder = tmp_path_factory.mktemp("questions")
    name = f"questions-{uuid.uuid4().hex[:8]}"
    documents = folder / "documents"
    write_agreements(documents, range(COUNT))
    one = make_home(folder / "embedded", vectors=True)
    other = make_elasticsearch_home(
        folder / "elasticsearch", server_url() or "", name, vectors=True
    )
    with open_home(one) as embedded, open_home(other) as elastic:
        for home in (embedded, elastic):
            folders(home).ingest([documents])
        yield hybrid_search(embedded), hybrid_search(elastic)
    remove_index(name)


@pytest.mark.parametrize(
    "question",
    [
        "who has to keep what they learn to themselves",
        "which agreements are governed by the laws of Delaware",
        "agreements signed before 2015",
        "what must be given back when it ends",
    ],
)
def test_both_indexes_answer_alike(searches: tuple[HybridSearch, ...], question: str) -> None:
    embedded, elastic = (one.find(question, "hybrid", size=5) for one in searches)
    assert embedded.question == elastic.question
    assert embedded.meeting == elastic.meeting
    assert embedded.page.hits
    first, second = embedded.page.hits[0], elastic.page.hits[0]
    assert first.score == pytest.approx(second.score, rel=0.15)
    assert len(first.meets) == len(second.meets)
    texts = [{one.text for one in hit.passages} for hit in (first, second)]
    assert all(texts)


def test_filters_hold_inside(searches: tuple[HybridSearch, ...]) -> None:
    for search in searches:
        found = search.find("what must be given back", "hybrid", where=["Jurisdiction=Delaware"])
        assert found.page.hits
        assert all(hit.fields["Jurisdiction"] == ("Delaware",) for hit in found.page.hits)


def test_similar_documents_are_alike(searches: tuple[HybridSearch, ...]) -> None:
    embedded, elastic = searches
    id = embedded.find("agreement", "words", size=1).page.hits[0].id
    found = [[hit.id for hit in search.similar(id, size=3)] for search in (embedded, elastic)]
    assert len(found[0]) == len(found[1]) == 3
    assert id not in {*found[0], *found[1]}
