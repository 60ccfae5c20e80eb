"""What Kibana would ask for the saved objects, asked of a real Elasticsearch: no Kibana is at hand."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from elasticsearch import Elasticsearch

from connectors.elasticsearch.extension import wanted_fields
from connectors.elasticsearch.mapping import build_mappings
from enricher.ledger.accounts import DEFAULT_DEPLOYMENTS
from enricher.models.registry import Registry
from enricher.settings import load_settings
from enricher.wiring.home import open_home
from tests.checkout import DOCS, ROOT
from tests.connectors import scanned
from tests.connectors.foreign_index import AGREEMENT, foreign_home
from tests.elasticsearch_server import remove_index, server_url
from tests.enricher.here import ingest
from tests.enricher.homes import LOAN, MEMO, NDA, make_home
from tests.kibana_questions import (
    Shown,
    chart_request,
    chart_rows,
    panels_of,
    read_objects,
    search_query,
)

FOLDER = DOCS / "kibana"
CONTRACTS = (FOLDER / "contracts.ndjson").read_text(encoding="utf-8")
ENRICHED = (FOLDER / "enriched.ndjson").read_text(encoding="utf-8")

CATEGORIES = """
[categories.IBAN]
type = "identifier"
detectors = ["iban"]

[categories.BIC]
type = "identifier"
detectors = ["bic"]

[categories.Date]
type = "date"
detectors = ["date"]

[categories.Duration]
type = "duration"
detectors = ["duration"]
"""
"""Of the project that ships, what the home of the tests has not and the saved objects name."""

DOCUMENTS = {
    "nda.txt": NDA.replace("Each keeps", "It has a term of three (3) years. Each keeps"),
    "loan.txt": LOAN.replace("The lender", "It has a term of six years. The lender"),
    "five.txt": "Made as of May 2, 2020 by Vega LLC for a term of five years under the laws of Texas.",
    "memo.txt": MEMO,
    "mixed.txt": "Vega LLC pays $10.00 at once and EUR 9,000,000.00 later.",
    "bank.txt": "Pay GBP 40.00 to DE89 3704 0044 0532 0130 00, BIC COBADEFFXXX, within 30 days.",
    "brief.txt": scanned.GERMAN,
}


def charts_of(lines: str) -> dict[str, Shown]:
    return {panel.name: panel for panel in panels_of(read_objects(lines)) if panel.chart}


def searches_of(lines: str) -> dict[str, dict[str, Any]]:
    return {
        one["attributes"]["title"]: one["attributes"]
        for (type, _), one in read_objects(lines).items()
        if type == "search"
    }


def renamed(lines: str, names: dict[str, str]) -> str:
    for name, other in names.items():
        lines = lines.replace(name, other)
    return lines


def test_files_differ_in_the_names_of_fields_alone() -> None:
    names = {"INDEX": "enricher", "TITLE_FIELD": "title", "PLACE_FIELD": "paths", "enriched.": ""}
    assert renamed(ENRICHED, names) == CONTRACTS


GUIDE = (FOLDER / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("target", "index", "fields"),
    [
        ("loans.ndjson", "enricher-loans", {"title", "paths", "fields.Party"}),
        ("mine.ndjson", "contracts", {"name", "url", "enriched.fields.Party"}),
    ],
)
def test_command_of_the_guide_writes_objects_for_its_index(
    target: str, index: str, fields: set[str]
) -> None:
    (command,) = re.findall(rf"^(sed .*) > {target}$", GUIDE, re.MULTILINE)
    done = subprocess.run(
        shlex.split(command), cwd=ROOT, capture_output=True, text=True, check=True
    )
    objects = read_objects(done.stdout)
    view, *_, dashboard = objects.values()
    assert view["attributes"]["title"] == index
    assert dashboard["attributes"]["title"] == f"Contracts in {index}"
    assert all(id.startswith(f"enricher-{index}-") for _, id in objects)
    assert fields <= {field for field, _ in fields_used(done.stdout)}


def test_guide_names_every_panel_and_saved_search() -> None:
    for panel in panels_of(read_objects(CONTRACTS)):
        if panel.title:
            assert panel.title in GUIDE
    for title in searches_of(CONTRACTS):
        assert title in " ".join(GUIDE.split())


def test_objects_refer_to_what_is_there() -> None:
    objects = [json.loads(line) for line in CONTRACTS.splitlines()]
    known = [(one["type"], one["id"]) for one in objects]
    assert len(set(known)) == len(known)
    for place, one in enumerate(objects):
        names = [reference["name"] for reference in one["references"]]
        assert len(set(names)) == len(names)
        for reference in one["references"]:
            assert (reference["type"], reference["id"]) in known[:place]
        for said in re.findall(r'"(?:indexRefName|panelRefName)":"([^"]+)"', _unpacked(one)):
            assert any(name == said or name.endswith(f":{said}") for name in names), said
    (dashboard,) = (one for one in objects if one["type"] == "dashboard")
    named = {reference["name"] for reference in dashboard["references"]}
    wanted = set()
    for panel in json.loads(dashboard["attributes"]["panelsJSON"]):
        if panel["type"] == "search":
            wanted.add(f"{panel['panelIndex']}:{panel['panelRefName']}")
        for layer in _layers(panel):
            wanted.add(f"{panel['panelIndex']}:indexpattern-datasource-layer-{layer}")
    for name in json.loads(dashboard["attributes"]["controlGroupInput"]["panelsJSON"]):
        wanted |= {one for one in named if one.startswith(f"controlGroup_{name}:")}
    assert wanted == named


def _unpacked(one: dict[str, Any]) -> str:
    return json.dumps(one, separators=(",", ":")).replace('\\"', '"')


def _layers(panel: dict[str, Any]) -> list[str]:
    chart = panel["embeddableConfig"].get("attributes")
    return list(chart["state"]["datasourceStates"]["formBased"]["layers"]) if chart else []


def test_charts_show_columns_that_they_have() -> None:
    for name, panel in charts_of(CONTRACTS).items():
        (layer,) = panel.chart["state"]["datasourceStates"]["formBased"]["layers"].values()
        assert sorted(layer["columnOrder"]) == sorted(layer["columns"]), name
        said = json.dumps(panel.chart["state"]["visualization"])
        ids = re.findall(r'"(?:metricAccessor|xAccessor|columnId)": "(\w+)"', said)
        for many in re.findall(r'"(?:accessors|primaryGroups|metrics)": \[([^]]*)\]', said):
            ids += re.findall(r'"(\w+)"', many)
        assert sorted(ids) == sorted(layer["columns"]), name


def test_panels_lie_beside_each_other() -> None:
    taken: set[tuple[int, int]] = set()
    for panel in panels_of(read_objects(CONTRACTS)):
        assert panel.x + panel.width <= 48
        cells = {
            (x, y)
            for x in range(panel.x, panel.x + panel.width)
            for y in range(panel.y, panel.y + panel.height)
        }
        assert not cells & taken, panel.name
        taken |= cells


KINDS = {
    "terms": {"keyword"},
    "unique_count": {"keyword"},
    "date_histogram": {"date"},
    "range": {"double", "float", "long"},
    "median": {"double", "float", "long"},
    "max": {"double", "float", "long"},
    "optionsListControl": {"keyword"},
    "rangeSliderControl": {"double", "float", "long"},
}
"""What a field must be for what is done with it; elsewhere it must only be there."""


def fields_used(lines: str) -> Iterator[tuple[str, str]]:
    """Every field that the saved objects name, with what is done with it."""
    for panel in charts_of(lines).values():
        for column in panel.columns.values():
            if (field := column.get("sourceField", "___records___")) != "___records___":
                yield field, column["operationType"]
            for query in re.findall(r'"query": "(.*?)"', json.dumps(column)):
                bare = query.replace("_exists_:", "").split(" AND ")
                fields = [re.match(r"(?:NOT )?([\w.]+)", one) for one in bare]
                yield from ((one[1], "query") for one in fields if one)
    for search in searches_of(lines).values():
        yield from ((field, "column") for field in search["columns"])
        for query in json.loads(search["kibanaSavedObjectMeta"]["searchSourceJSON"])["filter"]:
            yield from ((field, "query") for field in _fields_in(query["query"]))
    for (type, _), one in read_objects(lines).items():
        if type == "dashboard":
            controls = json.loads(one["attributes"]["controlGroupInput"]["panelsJSON"])
            for control in controls.values():
                yield control["explicitInput"]["fieldName"], control["type"]
        if type == "index-pattern":
            for part in ("fieldAttrs", "fieldFormatMap"):
                yield from ((field, part) for field in json.loads(one["attributes"][part]))


def _fields_in(query: dict[str, Any]) -> Iterator[str]:
    for kind, body in query.items():
        if kind == "exists":
            yield body["field"]
        elif kind in ("range", "term"):
            yield from body
        else:
            for clause in body["should"]:
                yield from _fields_in(clause)


def test_fields_are_those_of_the_project_that_ships(tmp_path: Path) -> None:
    schema = Registry(tmp_path).merged_schema(DEFAULT_DEPLOYMENTS)
    known = {
        name: one["type"]
        for name, one in build_mappings("standard")["properties"].items()
        if one["type"] != "object"
    }
    known |= {name: one["type"] for name, one in wanted_fields(schema).items()}
    used = set(fields_used(CONTRACTS))
    assert len(used) > 30
    for field, use in used:
        assert known[field] in KINDS.get(use, known.values()), (field, use)


def test_query_that_only_kibana_reads_is_refused() -> None:
    panel = charts_of(CONTRACTS)["lawless"]
    panel.columns["number"]["filter"]["language"] = "kuery"
    with pytest.raises(ValueError, match="Kibana alone can read"):
        chart_request(panel)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An index of seven texts and a PDF of which one page is a picture."""
    folder = tmp_path_factory.mktemp("kibana")
    index = f"kibana-{uuid.uuid4().hex[:8]}"
    home = make_home(folder / "home")
    with (home / "projects" / "contracts" / "schema.toml").open("a") as file:
        file.write(CATEGORIES)
    with (home / "enricher.toml").open("a") as file:
        file.write(f'elasticsearch_url = "{server_url()}"\nelasticsearch_index = "{index}"\n')
    documents = folder / "documents"
    documents.mkdir()
    for name, text in DOCUMENTS.items():
        (documents / name).write_text(text, encoding="utf-8")
    scanned.pdf(documents / "half.pdf", scanned.ENGLISH, scanned.page())
    with open_home(home, load_settings(home)) as opened:
        ingest(opened, documents)
    yield index
    remove_index(index)


@pytest.fixture(scope="module")
def server() -> Iterator[Elasticsearch]:
    with Elasticsearch(server_url() or "", request_timeout=120) as client:
        yield client


@pytest.fixture(scope="module")
def rows(filled: str, server: Elasticsearch) -> Callable[[str], Any]:
    """The rows of a chart by name; of a chart without rows its number."""
    charts = charts_of(CONTRACTS)

    def ask(name: str) -> Any:
        answer = server.search(index=filled, **chart_request(charts[name])).body
        found = {row.name: list(row.numbers.values()) for row in chart_rows(charts[name], answer)}
        return {row: numbers[0] if len(numbers) == 1 else numbers for row, numbers in found.items()}

    return ask


@pytest.mark.elasticsearch
def test_every_field_is_in_the_index_and_fit_for_its_use(
    filled: str, server: Elasticsearch
) -> None:
    _assert_fit(server, filled, set(fields_used(CONTRACTS)))


def _assert_fit(server: Elasticsearch, index: str, used: set[tuple[str, str]]) -> None:
    caps = server.field_caps(index=index, fields=sorted({field for field, _ in used}))["fields"]
    for field, use in used:
        (cap,) = caps[field].values()
        assert cap["type"] in KINDS.get(use, {cap["type"]}), (field, use)
        assert cap["searchable"], field
        assert cap["aggregatable"], field


@pytest.mark.elasticsearch
@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("No governing law", {"memo.txt", "mixed.txt", "bank.txt", "brief.txt", "half.pdf"}),
        ("No effective date", {"memo.txt", "mixed.txt", "bank.txt", "brief.txt", "half.pdf"}),
        ("Term above five years", {"loan.txt"}),
        ("A million or more", {"loan.txt", "mixed.txt"}),
        ("Not read whole", {"half.pdf"}),
        ("With warnings", {"half.pdf"}),
        ("Not in English", {"brief.txt"}),
        ("With bank details", {"bank.txt"}),
    ],
)
def test_saved_search_finds_its_documents(
    filled: str, server: Elasticsearch, title: str, found: set[str]
) -> None:
    search = searches_of(CONTRACTS)[title]
    query = search_query(search)
    answer = server.search(index=filled, query=query, fields=[{"field": "paths"}])
    hits = [hit["fields"]["paths"][0] for hit in answer["hits"]["hits"]]
    assert {Path(path).name for path in hits} == found


def test_no_saved_search_is_untested() -> None:
    (marker,) = (
        one
        for one in test_saved_search_finds_its_documents.pytestmark  # type: ignore[attr-defined]
        if one.name == "parametrize"
    )
    assert {title for title, _ in marker.args[1]} == set(searches_of(CONTRACTS))


@pytest.mark.elasticsearch
def test_charts_show_what_the_documents_say(rows: Callable[[str], Any]) -> None:
    numbers = {
        "documents": 8,
        "parties": 3,
        "lawless": 5,
        "undated": 5,
        "long": 1,
        "unread": 1,
    }
    assert {name: rows(name)[""] for name in numbers} == numbers
    assert rows("years") == {"2014-01-01": 1, "2020-01-01": 2}
    assert rows("laws") == {"(missing value)": 5, "Delaware": 1, "New York": 1, "Texas": 1}
    assert rows("top-parties") == {"Vega LLC": 4, "Orion Labs Inc.": 2, "Harbor Bank Inc.": 1}
    assert rows("terms") == {
        "under 1 year": 0,
        "1 year": 0,
        "2 years": 0,
        "3 to 4 years": 1,
        "5 to 9 years": 2,
        "10 years and more": 0,
    }
    assert rows("currencies") == {"USD": 3, "EUR": 1, "GBP": 1}
    assert rows("languages") == {"en": 6, "de": 1}  # one says too little to tell
    ((warning, count),) = rows("warnings").items()
    assert "page 2" in warning
    assert count == 1


@pytest.mark.elasticsearch
def test_amounts_of_documents_with_several_currencies_are_left_out(
    rows: Callable[[str], Any],
) -> None:
    assert rows("amounts") == {
        "EUR alone": [0, None, None],
        "USD alone": [2, 750_125.0, 1_500_000.0],
        "GBP alone": [1, 40.0, 40.0],
        "CHF alone": [0, None, None],
    }


@pytest.mark.elasticsearch
def test_objects_for_an_index_enriched_in_place_find_its_fields(tmp_path: Path) -> None:
    with foreign_home(tmp_path) as home:
        home.put(law=AGREEMENT, none="This Agreement is between Acme Holdings, Inc. and nobody.")
        home.server.indices.put_mapping(
            index=home.name, properties={"name": {"type": "keyword"}, "url": {"type": "keyword"}}
        )
        home.enrich()
        home.server.indices.refresh(index=home.name)
        lines = renamed(ENRICHED, {"TITLE_FIELD": "name", "PLACE_FIELD": "url"})
        _assert_fit(home.server, home.name, set(fields_used(lines)))
        search = searches_of(lines)["No governing law"]
        answer = home.server.search(index=home.name, query=search_query(search))
        assert [hit["_id"] for hit in answer["hits"]["hits"]] == ["none"]
