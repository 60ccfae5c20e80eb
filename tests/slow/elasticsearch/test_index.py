"""What the index at Elasticsearch does beyond the contract of every index."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from connectors.elasticsearch.client import Access
from connectors.elasticsearch.index import ElasticsearchIndex
from connectors.elasticsearch.mapping import DEEPEST
from enricher.errors import IndexBusyError, QueryError, SettingsError, UnavailableError
from enricher.query.nodes import Not, SearchRequest, Sort, Words
from tests.build import date_value, make_document, money_value
from tests.connectors.elasticsearch_home import IndexHome, found, index_home
from tests.connectors.elasticsearch_proxy import Answer, Forward, Request, proxy_before
from tests.elasticsearch_server import server_url

pytestmark = pytest.mark.elasticsearch


@pytest.fixture
def home(tmp_path: Path) -> Iterator[IndexHome]:
    with index_home(tmp_path) as home:
        yield home


def test_index_is_made_when_it_is_first_needed(home: IndexHome) -> None:
    index = home.open()
    assert not home.server.indices.exists(index=home.name)
    assert found(index) == []
    ((made, facts),) = home.server.indices.get_alias(name=home.name).body.items()
    assert made == f"{home.name}-v6-1"
    assert facts["aliases"][home.name] == {"is_write_index": True}


def test_processes_that_come_first_together_make_one_index(home: IndexHome) -> None:
    generations: list[str] = []
    threads = [
        threading.Thread(target=lambda: generations.append(home.open().generation))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(generations) == 4
    assert len(set(generations)) == 1


def test_index_of_another_home_is_read_and_not_written(home: IndexHome, tmp_path: Path) -> None:
    writer = home.open().open_writer()
    writer.write([make_document("a")], [])
    writer.close()
    other = home.open(folder=tmp_path / "other")
    assert found(other) == ["a"]
    with pytest.raises(UnavailableError, match="is filled from another home"):
        other.open_writer()
    home.open().open_writer().close()


def test_writer_lets_go_when_it_is_closed(home: IndexHome) -> None:
    index = home.open()
    writer = index.open_writer()
    with pytest.raises(IndexBusyError):
        index.open_writer()
    writer.close()
    index.open_writer().close()


def test_index_of_another_format_is_put_aside_by_the_writer(home: IndexHome) -> None:
    index = home.open()
    index.open_writer().close()
    before = index.generation
    old = f"{home.name}-v6-1"
    meta = home.server.indices.get_mapping(index=old)[old]["mappings"]["_meta"]
    meta["enricher"]["format"] = 0
    home.server.indices.put_mapping(index=old, meta=meta)
    with pytest.raises(UnavailableError, match="has format 0"):
        home.open().search(SearchRequest())
    writer = home.open().open_writer()
    assert index.generation != before
    writer.write([make_document("a")], [])
    writer.close()
    assert found(home.open()) == ["a"]
    assert home.server.indices.exists(index=old)


def test_index_that_was_deleted_is_made_anew_with_another_generation(home: IndexHome) -> None:
    index = home.open()
    writer = index.open_writer()
    before = index.generation
    home.server.indices.delete(index=f"{home.name}-v6-1")
    with pytest.raises(UnavailableError):
        writer.write([make_document("a")], [])
    writer.close()
    writer = index.open_writer()
    assert index.generation != before
    writer.write([make_document("a")], [])
    writer.close()
    assert found(index) == ["a"]


def test_name_of_an_index_that_is_no_alias_is_refused(home: IndexHome) -> None:
    home.server.indices.create(index=home.name)
    try:
        with pytest.raises(UnavailableError, match="set elasticsearch_index to another name"):
            home.open().open_writer()
    finally:
        home.server.indices.delete(index=home.name)


def test_name_that_the_server_would_not_take_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="elasticsearch_index is 'Great Index'"):
        ElasticsearchIndex(Access(url="http://127.0.0.1:9200"), tmp_path, "Great Index")


def test_typed_fields_are_there_for_charts(home: IndexHome) -> None:
    writer = home.open().open_writer()
    fields = {
        "Price": [money_value("100.50"), money_value("7", "EUR")],
        "Effective Date": [date_value("2020-02")],
    }
    writer.write([make_document("a", fields=fields), make_document("b", fields=fields)], [])
    writer.close()
    answer = home.server.search(
        index=home.name,
        size=0,
        aggs={
            "sum": {"sum": {"field": "numbers.Price"}},
            "currencies": {"terms": {"field": "currencies.Price"}},
            "months": {
                "date_histogram": {
                    "field": "dates.Effective_u20_Date",
                    "calendar_interval": "month",
                }
            },
        },
    )["aggregations"]
    assert answer["sum"]["value"] == pytest.approx(215)
    assert [one["key"] for one in answer["currencies"]["buckets"]] == ["EUR", "USD"]
    (month,) = answer["months"]["buckets"]
    assert (month["key_as_string"], month["doc_count"]) == ("2020-02-01", 2)
    (source,) = (
        hit["_source"] for hit in home.server.search(index=home.name, size=1)["hits"]["hits"]
    )
    assert source["content"] == "A text."
    assert "words" not in source


def test_server_highlights_a_text_of_more_than_a_million_characters(home: IndexHome) -> None:
    writer = home.open().open_writer()
    text = "Nothing to see. " * 90_000 + "The governing law is here."
    assert len(text) > 1_400_000
    writer.write([make_document("a", text)], [])
    writer.close()
    answer = home.server.search(
        index=home.name,
        query={"match_phrase": {"content": "governing law"}},
        source=False,
        highlight={"fields": {"content": {"type": "unified"}}},
    )
    (fragment,) = answer["hits"]["hits"][0]["highlight"]["content"]
    assert "<em>governing</em> <em>law</em>" in fragment or "<em>governing law</em>" in fragment


@pytest.mark.parametrize("shards", [1, 3])
def test_facets_are_exact_over_several_shards(
    home: IndexHome, shards: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The value that is first over all shards is second on each."""
    monkeypatch.setattr("connectors.elasticsearch.results._LEAST_SHARD_SIZE", 1)
    index = home.open(shards=shards)
    writer = index.open_writer()
    documents = [
        make_document(f"d{number:03}", fields={"Party": ["Common" if number % 3 else f"P{number}"]})
        for number in range(60)
    ]
    many = [
        make_document(f"e{n:03}", fields={"Party": [f"Q{n % 25}", "common"]}) for n in range(50)
    ]
    writer.write([*documents, *many], [])
    writer.close()
    page = index.search(SearchRequest(facets=("Party",), facet_size=3))
    counts = [(one.value, one.count) for one in page.facets["Party"]]
    assert counts == [("common", 90), ("Q0", 2), ("Q1", 2)]


def test_spelling_of_a_value_that_has_too_many_is_found(home: IndexHome) -> None:
    """No spelling of the most frequent value is among the most frequent spellings."""
    index = home.open()
    writer = index.open_writer()
    documents = []
    for number in range(16):
        spelled = "".join(
            letter.upper() if number >> place & 1 else letter for place, letter in enumerate("acme")
        )
        others = [f"P{number % 8}", f"Q{number % 8}"]
        documents.append(make_document(f"d{number}", fields={"Party": [spelled, *others]}))
    writer.write(documents, [])
    writer.close()
    (facet,) = index.search(SearchRequest(facets=("Party",), facet_size=1)).facets["Party"]
    assert facet.value != "acme"
    assert (facet.value.lower(), facet.count) == ("acme", 16)


def test_document_that_is_larger_than_the_server_takes_fails_alone(home: IndexHome) -> None:
    limits = home.server.nodes.info(metric="http")["nodes"].values()
    limit = min(node["http"]["max_content_length_in_bytes"] for node in limits)
    if limit > 30 << 20:
        pytest.skip(f"the server takes {limit >> 20} MB; this test would send more")
    index = home.open()
    writer = index.open_writer()
    writer.write([make_document("large", "small at first")], [])
    text = "word " * (limit // 5)
    refused = writer.write([make_document("a"), make_document("large", text)], [])
    writer.close()
    assert list(refused) == ["large"]
    assert "http.max_content_length" in refused["large"]
    assert found(index) == ["a"]


def test_refused_document_leaves_no_earlier_version(home: IndexHome) -> None:
    def refuse(request: Request, forward: Forward) -> Answer:
        if request.is_bulk and b"poison" in request.body:
            return Answer.error(413, "content_too_long")
        return forward(request.body)

    with proxy_before(server_url() or "") as proxy:
        proxy.hook = refuse
        index = home.open(proxy.url)
        writer = index.open_writer()
        writer.write([make_document("a", "first"), make_document("b")], [])
        assert list(writer.write([make_document("a", "poison"), make_document("c")], [])) == ["a"]
        writer.close()
        assert found(index) == ["b", "c"]


def test_texts_of_a_short_page_come_with_its_hits(home: IndexHome) -> None:
    writer = home.open().open_writer()
    writer.write([make_document(f"d{number}", "a needle") for number in range(12)], [])
    writer.close()
    needle = Words(("needle",))
    with proxy_before(server_url() or "") as proxy:
        index = home.open(proxy.url)
        for size, requests in ((10, ["_search"]), (12, ["_search", "_mget", "_mget"])):
            index.search(SearchRequest(size=0))
            proxy.requests.clear()
            page = index.search(SearchRequest(query=needle, size=size))
            assert [hit.snippets for hit in page.hits] == [("a **needle**",)] * size
            asked = [one.path.split("?")[0].rsplit("/", 1)[1] for one in proxy.requests]
            assert asked == requests


def test_pages_end_where_the_server_does(home: IndexHome) -> None:
    index = home.open()
    page = index.search(SearchRequest(offset=DEEPEST - 10))
    assert page.hits == ()
    with pytest.raises(QueryError, match="narrow the search"):
        index.search(SearchRequest(offset=DEEPEST, sort=Sort("date")))


def test_query_that_the_server_cannot_nest_is_a_query_error(home: IndexHome) -> None:
    node: Not | Words = Words(("law",))
    for _ in range(40):
        node = Not(node)
    with pytest.raises(QueryError, match="nested"):
        home.open().search(SearchRequest(query=node))


def test_server_that_is_down_is_unavailable_and_back_again(home: IndexHome) -> None:
    is_down = True

    def hook(request: Request, forward: Forward) -> Answer | None:
        return None if is_down else forward(request.body)

    with proxy_before(server_url() or "") as proxy:
        proxy.hook = hook
        index: ElasticsearchIndex = home.open(proxy.url)
        with pytest.raises(UnavailableError, match="did not answer"):
            index.search(SearchRequest())
        with pytest.raises(UnavailableError, match="did not answer"):
            index.open_writer()
        is_down = False
        index.open_writer().close()
        assert found(index) == []
