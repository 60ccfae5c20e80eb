"""An index that somebody else fills, at the real server, read by the model that ships."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from enricher.errors import InputError, NotFoundError, UnavailableError
from enricher.ingestion.foreign.content import AttachedContent, FileContent
from enricher.ingestion.foreign.enrichment import Account, try_out
from enricher.ledger.accounts import CONTRACTS
from enricher.ledger.routes import Route
from tests.connectors.elasticsearch_proxy import (
    Answer,
    Forward,
    Proxy,
    Request,
    bulk_items,
    proxy_before,
)
from tests.connectors.foreign_index import AGREEMENT, OTHER, ForeignHome, foreign_home
from tests.elasticsearch_server import server_url

pytestmark = pytest.mark.elasticsearch

SERVED = (Route(CONTRACTS),)


@pytest.fixture
def home(tmp_path: Path) -> Iterator[ForeignHome]:
    with foreign_home(tmp_path) as home:
        yield home


@pytest.fixture
def proxy() -> Iterator[Proxy]:
    with proxy_before(server_url() or "") as proxy:
        yield proxy


def test_documents_gain_typed_fields_and_keep_their_own(home: ForeignHome) -> None:
    home.put(a=AGREEMENT, b=OTHER)
    assert home.enrich() == Account(enriched=2)
    source = home.get("a")["_source"]
    assert (source["body"], source["owner"]) == (AGREEMENT, "legal")
    found = source["enriched"]
    assert found["fields"]["Party"] == ["Acme Holdings Inc.", "Birch Systems LLC"]
    assert found["dates"]["EffectiveDate"] == ["2014-03-03"]
    assert found["model"] == [home.model]
    assert found["coverage"] == 1.0
    assert "error" not in found
    for entity in found["entities"]:
        start = entity["offset"]
        assert AGREEMENT[start : start + entity["length"]] == entity["text"]
    assert home.facet("enriched.fields.Jurisdiction") == {"Delaware": 1, "Texas": 1}
    assert home.facet("enriched.dates.EffectiveDate") == {"2014-03-03": 1, "2016-05-09": 1}


def test_only_what_the_model_has_not_read_is_read(home: ForeignHome) -> None:
    home.put(a=AGREEMENT)
    home.enrich()
    home.put(b=OTHER)
    assert home.enrich() == Account(enriched=1)
    assert home.pool.tasks == 2
    assert home.get("a")["_version"] == 2
    assert home.enrich() == Account()


def test_document_that_changed_is_read_again_where_that_is_asked_for(home: ForeignHome) -> None:
    home.put(a=AGREEMENT, b=OTHER)
    home.enrich()
    shorter = "This letter is made as of May 9, 2016."
    home.server.update(index=home.name, id="b", doc={"body": shorter}, refresh=True)
    assert home.enrich() == Account()
    assert home.enrich(again=True) == Account(enriched=1, unchanged=1)
    found = home.enriched("b")
    assert found["dates"]["EffectiveDate"] == ["2016-05-09"]
    assert found["fields"]["Jurisdiction"] is None, "what is not there any more is taken out"
    assert home.facet("enriched.fields.Jurisdiction") == {"Delaware": 1}


def test_document_that_changes_while_it_is_read_is_never_overwritten(home: ForeignHome) -> None:
    home.put(a=AGREEMENT)

    def change(number: int) -> None:
        if number == 1:
            home.server.update(index=home.name, id="a", doc={"body": OTHER, "owner": "sales"})

    home.pool.meanwhile = change
    assert home.enrich() == Account(enriched=1)
    source = home.get("a")["_source"]
    assert (source["body"], source["owner"]) == (OTHER, "sales")
    assert source["enriched"]["fields"]["Jurisdiction"] == ["Texas"]
    assert home.pool.tasks == 2


def test_change_beside_the_text_is_kept_and_nothing_is_read_twice(home: ForeignHome) -> None:
    home.put(a=AGREEMENT)
    home.pool.meanwhile = lambda number: home.server.update(
        index=home.name, id="a", doc={"owner": f"sales {number}"}
    )
    assert home.enrich() == Account(enriched=1)
    assert home.get("a")["_source"]["owner"] == "sales 1"
    assert home.pool.tasks == 1


def test_document_that_changes_all_the_time_is_left_for_the_next_run(home: ForeignHome) -> None:
    home.put(a=AGREEMENT)
    home.pool.meanwhile = lambda number: home.server.update(
        index=home.name, id="a", doc={"body": f"{AGREEMENT} {number}"}
    )
    assert home.enrich() == Account(changing=1)
    assert "enriched" not in home.get("a")["_source"]
    home.pool.meanwhile = lambda number: None
    assert home.enrich() == Account(enriched=1)


def test_document_that_is_deleted_meanwhile_stays_deleted(home: ForeignHome) -> None:
    home.put(a=AGREEMENT, b=OTHER)

    def delete(number: int) -> None:
        if number == 1:
            for id in ("a", "b"):
                home.server.delete(index=home.name, id=id)

    home.pool.meanwhile = delete
    assert home.enrich() == Account(gone=2)
    assert home.server.count(index=home.name)["count"] == 0


def test_index_that_is_deleted_meanwhile_is_not_made_again(home: ForeignHome) -> None:
    home.put(a=AGREEMENT)
    home.pool.meanwhile = lambda number: home.server.indices.delete(index=home.name)
    with pytest.raises(NotFoundError, match="there is no index"):
        home.enrich(patience=60)
    assert not home.server.indices.exists(index=home.name)


def test_document_without_the_field_is_left_alone(home: ForeignHome) -> None:
    home.put(a=AGREEMENT, b="  \n")
    home.server.index(index=home.name, id="c", document={"owner": "legal"}, refresh=True)
    assert home.enrich() == Account(enriched=1, empty=1)
    assert home.get("b")["_version"] == home.get("c")["_version"] == 1


def test_field_that_is_not_indexed_is_read_too(home: ForeignHome) -> None:
    home.server.indices.create(
        index=home.name, mappings={"properties": {"body": {"type": "text", "index": False}}}
    )
    home.put(a=AGREEMENT)
    home.server.index(index=home.name, id="c", document={"owner": "legal"}, refresh=True)
    assert home.enrich() == Account(enriched=1, empty=1)


def test_text_in_several_values_inside_objects_is_one_text(home: ForeignHome) -> None:
    parts = AGREEMENT.split("\n\n")
    pages = [{"text": part} for part in parts]
    home.server.index(index=home.name, id="a", document={"pages": pages}, refresh=True)
    assert home.enrich(field="pages.text") == Account(enriched=1)
    assert home.enriched("a")["dates"]["EffectiveDate"] == ["2014-03-03"]


def test_query_and_prefix_and_alias_are_as_asked(home: ForeignHome) -> None:
    home.put(a=AGREEMENT, b=OTHER)
    home.server.indices.put_alias(index=home.name, name=f"{home.name}-alias")
    for query in ("texas", '{"query": {"match": {"body": "texas"}}}'):
        found = home.enrich(index=f"{home.name}-alias", prefix=f"x.{len(query)}", query=query)
        assert found == Account(enriched=1)
    assert home.facet("x.5.fields.Jurisdiction") == {"Texas": 1}
    assert "x" not in home.get("a")["_source"]


def test_documents_keep_their_routing(home: ForeignHome) -> None:
    home.server.indices.create(index=home.name, settings={"number_of_shards": 3})
    for number in range(4):
        home.server.index(
            index=home.name, id=f"d{number}", routing=f"r{number}", document={"body": AGREEMENT}
        )
    home.server.indices.refresh(index=home.name)
    assert home.enrich() == Account(enriched=4)
    assert home.server.count(index=home.name)["count"] == 4
    assert home.get("d1", routing="r1")["_version"] == 2


def test_parts_together_are_everything(home: ForeignHome) -> None:
    home.server.indices.create(index=home.name, settings={"number_of_shards": 2})
    home.put(**{f"d{number}": AGREEMENT for number in range(12)})
    enriched = [home.enrich(part=(part, 3)).enriched for part in range(3)]
    assert sum(enriched) + home.enrich().enriched == 12
    assert home.pool.tasks == 12
    assert all(home.get(f"d{number}")["_version"] == 2 for number in range(12))


def test_strict_mapping_is_extended_and_stays_strict(home: ForeignHome) -> None:
    mappings: dict[str, Any] = {
        "dynamic": "strict",
        "properties": {"body": {"type": "text"}, "owner": {"type": "keyword"}},
    }
    home.server.indices.create(index=home.name, mappings=mappings)
    home.put(a=AGREEMENT)
    assert home.enrich() == Account(enriched=1)
    mapping = home.server.indices.get_mapping(index=home.name)[home.name]["mappings"]
    ours = mapping["properties"].pop("enriched")
    assert mapping == mappings
    assert ours["dynamic"] == "false"
    assert ours["properties"]["fields"]["properties"]["Party"] == {"type": "keyword"}


@pytest.mark.parametrize(
    ("settings", "mappings", "obstacle"),
    [
        ({}, {"properties": {"enriched": {"type": "keyword"}}}, "enriched is keyword"),
        (
            {},
            {"properties": {"enriched": {"properties": {"model": {"type": "text"}}}}},
            "enriched.model is text and should be keyword",
        ),
        ({}, {"_source": {"excludes": ["secret"]}}, "_source excludes secret"),
        ({}, {"_source": {"enabled": False}}, "stores no _source"),
        ({"mapping.total_fields.limit": 12}, {}, "raise index.mapping.total_fields.limit"),
    ],
)
def test_what_stands_in_the_way_is_said_before_anything_is_written(
    home: ForeignHome, settings: dict[str, Any], mappings: dict[str, Any], obstacle: str
) -> None:
    home.server.indices.create(index=home.name, settings=settings, mappings=mappings)
    home.put(a=AGREEMENT)
    before = home.server.indices.get_mapping(index=home.name).body
    with pytest.raises(InputError, match=obstacle):
        home.enrich()
    assert home.server.indices.get_mapping(index=home.name).body == before
    assert home.get("a")["_version"] == 1


def test_trial_says_what_would_be_added_and_writes_nothing(home: ForeignHome) -> None:
    home.put(a=AGREEMENT, b=OTHER)
    before = home.server.indices.get_mapping(index=home.name).body
    with home.open() as index:
        examination = index.examine(home.schema, [home.model])
        work = home.work(index)
        trial = try_out(index, work.content, home.pool, [home.model], 5)
    assert (examination.documents, examination.waiting) == (2, 2)
    assert examination.obstacles == ()
    assert examination.added[home.name]["enriched.dates.EffectiveDate"] == "date"
    assert {one.key for one in trial.found} == {f"{home.name}/a", f"{home.name}/b"}
    assert all(one.fields["Party"] == ["Acme Holdings Inc.", "Birch Systems LLC"]
               for one in trial.found)  # fmt: skip
    assert trial.per_hour
    assert home.server.indices.get_mapping(index=home.name).body == before
    assert home.get("a")["_version"] == 1


def test_base64_is_read_as_the_file_that_it_is(home: ForeignHome) -> None:
    page = f"<html><body><p>{AGREEMENT}</p></body></html>"
    for id, held in {"a": base64.b64encode(page.encode()).decode(), "b": "no base64!"}.items():
        home.server.index(index=home.name, id=id, document={"data": held}, refresh=True)
    with AttachedContent(SERVED) as content:
        assert home.enrich(content=content, field="data") == Account(enriched=1, failed=1)
    found = home.enriched("a")
    assert found["fields"]["Jurisdiction"] == ["Delaware"]
    for entity in found["entities"]:
        start = entity["offset"]
        assert found["content"][start : start + entity["length"]] == entity["text"]
    assert "is not base64: 'no base64!'" in home.failures["b"]
    assert home.enriched("b")["error"] == home.failures["b"]


def test_failed_document_is_accounted_for_and_tried_again_when_asked(home: ForeignHome) -> None:
    home.server.index(index=home.name, id="a", document={"data": "%"}, refresh=True)
    with AttachedContent(SERVED) as content:
        home.enrich(content=content, field="data")
        assert home.enrich(content=content, field="data") == Account()
        mended = base64.b64encode(AGREEMENT.encode()).decode()
        home.server.update(index=home.name, id="a", doc={"data": mended}, refresh=True)
        assert home.enrich(content=content, field="data", again=True) == Account(enriched=1)
    assert home.enriched("a")["error"] is None


def test_paths_are_read_below_their_folder_alone(home: ForeignHome, tmp_path: Path) -> None:
    root = tmp_path / "files"
    root.mkdir()
    (root / "one.txt").write_text(AGREEMENT)
    (tmp_path / "secret.txt").write_text(OTHER)
    (root / "link.txt").symlink_to(tmp_path / "secret.txt")
    paths = {
        "relative": "one.txt",
        "absolute": str(root / "one.txt"),
        "url": (root / "one.txt").as_uri(),
        "outside": str(tmp_path / "secret.txt"),
        "above": "../secret.txt",
        "link": "link.txt",
        "missing": "two.txt",
        "nul": "a\0b",
    }
    for id, path in paths.items():
        home.server.index(index=home.name, id=id, document={"path": path})
    home.server.indices.refresh(index=home.name)
    found = home.enrich(content=FileContent(SERVED, root), field="path")
    assert found == Account(enriched=3, failed=5)
    assert sorted(home.failures) == ["above", "link", "missing", "nul", "outside"]
    assert "--file-root" in home.failures["outside"]


def test_answer_that_was_lost_is_no_second_update(home: ForeignHome, proxy: Proxy) -> None:
    home.put(a=base64.b64encode(AGREEMENT.encode()).decode(), b="no base64!")

    def lose_first(request: Request, forward: Forward) -> Answer | None:
        answer = forward(request.body)
        return None if request.is_bulk and len(proxy.bulks) == 1 else answer

    proxy.hook = lose_first
    with AttachedContent(SERVED) as content:
        assert home.enrich(proxy.url, content) == Account(enriched=1, failed=1)
    assert [home.get(id)["_version"] for id in ("a", "b")] == [2, 2]


def test_item_that_the_server_refuses_fails_alone(home: ForeignHome, proxy: Proxy) -> None:
    home.put(a=AGREEMENT, b=OTHER)

    def refuse_a(request: Request, forward: Forward) -> Answer:
        if not request.is_bulk:
            return forward(request.body)
        results: list[dict[str, Any]] = []
        for id, lines in bulk_items(request.body):
            error = {"type": "document_parsing_exception", "reason": "said the proxy"}
            if id == "a":
                results.append({"update": {"_id": id, "status": 400, "error": error}})
            else:
                results += json.loads(forward(lines).body)["items"]
        return Answer(200, json.dumps({"errors": True, "items": results}).encode())

    proxy.hook = refuse_a
    assert home.enrich(proxy.url) == Account(enriched=1, failed=1)
    assert "said the proxy" in home.failures["a"]
    proxy.hook = lambda request, forward: forward(request.body)
    assert home.enrich(proxy.url) == Account(enriched=1), "the next run tries it again"


def test_server_that_is_away_for_a_while_is_waited_for(home: ForeignHome, proxy: Proxy) -> None:
    home.put(**{f"d{number:02}": AGREEMENT for number in range(30)})
    searches = 0

    def lose_the_point_in_time(request: Request, forward: Forward) -> Answer:
        nonlocal searches
        if request.path.startswith("/_search"):
            searches += 1
            if searches == 2:
                return Answer.error(404, "search_context_missing_exception")
        return forward(request.body)

    proxy.hook = lose_the_point_in_time
    assert home.enrich(proxy.url, patience=60) == Account(enriched=30)
    assert len(home.troubles) == 1
    assert home.pool.tasks == 30
    assert all(home.get(f"d{number:02}")["_version"] == 2 for number in range(30))


def test_server_that_stays_away_ends_the_run(home: ForeignHome, proxy: Proxy) -> None:
    home.put(a=AGREEMENT)
    proxy.hook = lambda request, forward: (
        Answer.error(503, "unavailable_shards_exception")
        if request.path.startswith("/_search")
        else forward(request.body)
    )
    with pytest.raises(UnavailableError, match="unavailable_shards_exception"):
        home.enrich(proxy.url)


def test_wrong_requests_are_refused_by_name(home: ForeignHome) -> None:
    with pytest.raises(NotFoundError, match=f"there is no index {home.name}"):
        home.enrich()
    home.put(a=AGREEMENT)
    with pytest.raises(InputError, match="begins as JSON"):
        home.enrich(query='{"match')
    with pytest.raises(InputError, match="unknown query"):
        home.enrich(query='{"matsch": {}}')
    with pytest.raises(InputError, match="--prefix"):
        home.enrich(prefix="a b")
    with pytest.raises(InputError, match="below the prefix"):
        home.enrich(prefix="body")
