from __future__ import annotations

from pathlib import Path

import pytest

from enricher.bodies import to_json
from enricher.bodies.documents import document_body
from enricher.errors import InputError, NotFoundError, QueryError
from enricher.models.registry import Registry
from enricher.wiring.catalog import catalog
from enricher.wiring.home import Home, open_home
from enricher.wiring.ingestion import collections
from enricher.wiring.search import search
from tests.enricher.homes import NDA, IngestedHome, make_home


def titles(home: Home, query: str = "", **options: object) -> list[str]:
    page = search(home).page(query, **options)  # type: ignore[arg-type]
    return [Path(hit.paths[0]).name for hit in page.hits]


def test_everything_is_found_without_a_query(ingested_home: Home) -> None:
    assert search(ingested_home).page().total == 5


def test_words_fields_and_filters_are_combined(ingested_home: Home) -> None:
    assert titles(ingested_home, "governed Jurisdiction:Delaware") == ["nda.txt"]
    assert titles(ingested_home, where=["Money>=1000000 USD"]) == ["loan.txt"]
    assert titles(ingested_home, "governed", where=["EffectiveDate<2015", "Party=Vega LLC"]) == [
        "nda.txt"
    ]


def test_documents_without_a_value_are_found(ingested_home: Home) -> None:
    found = titles(ingested_home, where=["Jurisdiction:missing", "media_type=text/plain"])
    assert sorted(found) == ["annex.txt", "memo.txt"]


def test_facets_count_all_hits_and_their_names_need_no_case(ingested_home: Home) -> None:
    page = search(ingested_home).page(facets=["party", "Party"], size=1)
    counts = {one.value: one.count for one in page.facets["Party"]}
    assert counts == {"Vega LLC": 3, "Orion Labs Inc.": 2, "Harbor Bank Inc.": 1}


def test_sorting_goes_by_value(ingested_home: Home) -> None:
    dated = ["EffectiveDate:present"]
    assert titles(ingested_home, where=dated, sort="EffectiveDate") == [
        "nda.txt",
        "loan.txt",
        "annex.txt",
    ]
    newest_first = ["annex.txt", "loan.txt", "nda.txt"]
    assert titles(ingested_home, where=dated, sort="EffectiveDate:desc") == newest_first
    assert titles(ingested_home, where=dated, sort="date") == newest_first


@pytest.mark.parametrize(
    "options", [{"facets": ["Nobody"]}, {"sort": "Nobody"}, {"sort": "date:up"}]
)
def test_unknown_category_is_refused(ingested_home: Home, options: dict[str, object]) -> None:
    with pytest.raises(InputError):
        search(ingested_home).page(**options)  # type: ignore[arg-type]


def test_malformed_filter_has_its_place(ingested_home: Home) -> None:
    with pytest.raises(QueryError) as caught:
        search(ingested_home).page(where=["Money>="])
    assert caught.value.position == 7


def test_document_is_shown_by_the_start_of_its_id(ingested_home: Home) -> None:
    (hit,) = search(ingested_home).page("Jurisdiction:Delaware").hits
    document = catalog(ingested_home).show(hit.id[:10])
    assert document.id == hit.id
    assert document.state == "indexed"
    shown = to_json(document_body(document, with_text=True), exclude_unset=True)
    assert shown["text"] == NDA
    assert shown["fields"]["EffectiveDate"] == ["2014-05-20"]
    assert [one["sha256"] for one in shown["versions"]] == [document.sha256]
    assert "text" not in to_json(document_body(document), exclude_unset=True)


def test_failed_document_is_shown_with_its_reason(
    ingested: IngestedHome, ingested_home: Home
) -> None:
    (account,) = ingested_home.ledger.accounts.failed()
    document = catalog(ingested_home).show(account.id)
    assert document.state == "failed"
    assert document.paths == (str(ingested.documents / "broken.pdf"),)
    assert document_body(document).error
    assert document.next_step


def test_member_names_what_holds_it(ingested_home: Home) -> None:
    (hit,) = search(ingested_home).page("annex", where=["media_type=text/plain"]).hits
    member = catalog(ingested_home).show(hit.id)
    (parent,) = member.parents
    assert catalog(ingested_home).show(parent).members == (hit.id,)
    assert member.paths[0].endswith("annexes.zip!/inner/annex.txt")


def test_unknown_and_ambiguous_ids_are_refused(ingested_home: Home) -> None:
    with pytest.raises(NotFoundError):
        catalog(ingested_home).complete("zzz")
    with pytest.raises(NotFoundError):
        catalog(ingested_home).complete("")
    first = {hit.id[0] for hit in search(ingested_home).page().hits}
    shared = [
        one for one in "0123456789abcdef" if len(ingested_home.ledger.accounts.ids_from(one)) > 1
    ]
    assert first
    for one in shared:
        with pytest.raises(InputError, match="start with"):
            catalog(ingested_home).complete(one)


def test_collection_is_added_with_its_deployments(tmp_path: Path) -> None:
    with open_home(make_home(tmp_path / "home")) as home:
        collection, read_again = collections(home).add("loans", tmp_path, "contracts")
        assert collection.serve == ("contracts/production",)
        assert collection.roots == (tmp_path.resolve(),)
        assert read_again == 0


@pytest.mark.parametrize("name", ["", "../loans", ".loans", "a/b", " loans", "x" * 65, "a\nb"])
def test_odd_collection_names_are_refused(tmp_path: Path, name: str) -> None:
    with open_home(make_home(tmp_path / "home")) as home, pytest.raises(InputError):
        collections(home).add(name, tmp_path)


def test_collection_needs_a_known_project_and_folder(tmp_path: Path) -> None:
    with open_home(make_home(tmp_path / "home")) as home:
        with pytest.raises(NotFoundError):
            collections(home).add("loans", tmp_path, "nowhere")
        with pytest.raises(InputError):
            collections(home).add("loans", tmp_path / "nothing")
        assert home.ledger.collections.all() == []


def test_project_is_resolved_to_its_production_deployment(tmp_path: Path) -> None:
    deployment, schema = Registry(make_home(tmp_path / "home")).read_by("contracts")
    assert deployment == "contracts/production"
    assert "Money" in schema
