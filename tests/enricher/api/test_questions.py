"""Questions over HTTP and on the command line."""

from __future__ import annotations

import json

import pytest
from fastapi.testclient import TestClient

from enricher.api.bodies import to_json
from enricher.api.bodies.search import FoundBody
from enricher.query.nodes import Hit
from enricher.wiring.home import Home
from enricher.wiring.search import hybrid_search

QUESTION = "which contracts with Vega are governed by Delaware"


def texts_of(home: Home) -> dict[str, str]:
    found = {}
    for hit in hybrid_search(home).hits("", "words"):
        document = home.ledger.documents.read(hit.id)
        assert document is not None
        found[hit.id] = document.enriched.extracted.text
    return found


def answer(home: Home, question: str = QUESTION, **asked: object) -> list[Hit]:
    return list(hybrid_search(home).hits(question, "hybrid", **asked))  # type: ignore[arg-type]  # as given


def test_answers_over_http_are_those_of_the_service(api: TestClient, ingested_home: Home) -> None:
    body = api.get("/api/search", params={"q": QUESTION, "facet": "Jurisdiction"}).json()
    expected = hybrid_search(ingested_home).find(QUESTION, facets=["Jurisdiction"])
    assert body | {"took_ms": 0} == to_json(expected, FoundBody) | {"took_ms": 0}
    assert body["mode"] == "hybrid"
    assert {one["category"] for one in body["question"]["chips"]} == {"Party", "Jurisdiction"}


def test_passages_stand_in_their_documents(ingested_home: Home) -> None:
    texts = texts_of(ingested_home)
    hits = answer(ingested_home)
    assert hits
    assert all(hit.passages for hit in hits)
    for hit in hits:
        for one in hit.passages:
            assert texts[hit.id][one.offset : one.offset + one.length] == one.text


def test_no_document_is_hidden_by_what_a_question_names(ingested_home: Home) -> None:
    hits = answer(ingested_home)
    met = [len(hit.meets) for hit in hits]
    assert met[0] == 2
    assert met[-1] == 0
    assert met == sorted(met, reverse=True)


def test_what_is_not_meant_is_taken_back(ingested_home: Home) -> None:
    found = hybrid_search(ingested_home).find(QUESTION)
    assert found.question is not None
    filters = [chip.filter for chip in found.question.chips]
    rest = hybrid_search(ingested_home).find(QUESTION, without=filters[:1]).question
    assert rest is not None
    assert [chip.filter for chip in rest.chips] == filters[1:]


def test_filters_that_are_set_hold_for_every_hit(ingested_home: Home) -> None:
    all_hits = answer(ingested_home)
    some = answer(ingested_home, where=["Jurisdiction=Delaware"])
    assert 0 < len(some) < len(all_hits)
    assert all("Delaware" in hit.fields["Jurisdiction"] for hit in some)


def test_syntax_within_a_question_must_hold(ingested_home: Home) -> None:
    hits = answer(ingested_home, 'who signed with Vega "governed by the laws of Delaware"')
    assert 0 < len(hits) < len(texts_of(ingested_home))


def test_words_that_stand_together_nowhere_are_answered_by_meaning(ingested_home: Home) -> None:
    search = hybrid_search(ingested_home)
    assert search.find("governed").mode == "words"
    assert search.find("zebra governed").mode == "hybrid"
    assert search.find("zebra governed", "words").page.total == 0


@pytest.mark.parametrize("question", ["", "   "])
def test_nothing_asked_is_everything(api: TestClient, question: str) -> None:
    body = api.get("/api/search", params={"q": question, "mode": "hybrid"}).json()
    assert body["mode"] == "words"
    assert body["total"] > 0


def test_answers_come_by_relevance_alone(api: TestClient) -> None:
    answer = api.get("/api/search", params={"q": QUESTION, "mode": "hybrid", "sort": "date"})
    assert answer.status_code == 422
    assert "by relevance" in answer.json()["detail"]


def test_pages_of_a_question_follow_each_other(api: TestClient) -> None:
    asked = {"q": QUESTION, "mode": "hybrid"}
    whole = api.get("/api/search", params=asked).json()["hits"]
    pages = [
        api.get("/api/search", params={**asked, "size": 1, "from": first}).json()["hits"]
        for first in range(len(whole))
    ]
    assert [hit["id"] for page in pages for hit in page] == [hit["id"] for hit in whole]


def test_exported_lines_are_the_hits(api: TestClient) -> None:
    asked = {"q": QUESTION, "mode": "hybrid"}
    hits = api.get("/api/search", params=asked).json()["hits"]
    lines = api.get("/api/search.jsonl", params=asked).text.splitlines()
    assert [json.loads(line) for line in lines] == hits


def test_similar_documents_are_others(api: TestClient, ingested_home: Home) -> None:
    id = answer(ingested_home)[0].id
    similar = api.get(f"/api/documents/{id}/similar").json()
    assert similar
    assert id not in {hit["id"] for hit in similar}
    assert all(hit["passages"] for hit in similar)
    scores = [hit["score"] for hit in similar]
    assert scores == sorted(scores, reverse=True)
    passage = answer(ingested_home)[0].passages[0]
    place = {"start": passage.offset, "end": passage.offset + passage.length}
    assert api.get(f"/api/documents/{id}/similar", params=place).json()
    half = api.get(f"/api/documents/{id}/similar", params={"start": 0})
    assert half.status_code == 422
    nowhere = api.get(f"/api/documents/{id}/similar", params={"start": 10**6, "end": 10**6 + 9})
    assert nowhere.status_code == 422
    assert "no passage at 1000000,1000009" in nowhere.json()["detail"]


def test_nothing_is_like_what_is_not_there(api: TestClient) -> None:
    assert api.get("/api/documents/ffffffffffff/similar").status_code == 404
