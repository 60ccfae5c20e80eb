"""What Kibana asks of Elasticsearch for saved objects, read out of their own JSON.

    a file's lines -> objects -> panels -> a request for each -> an answer -> rows as a chart has them

For what the objects of docs/kibana use, and nothing else: another operation, or a query in Kibana's
own language, is refused rather than guessed. Source: `toEsAggsFn` of each operation of Lens, and
`buildEsQuery` for queries and filters.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]

MISSING = "(missing value)"
OTHER = "Other"
_MISSING_KEY = "__missing__"
_METRICS = {"unique_count": "cardinality", "max": "max", "median": "percentiles"}


@dataclass(frozen=True, slots=True)
class Row:
    """A bar, a slice or a line of a table: its name, and a number by the id of each column."""

    name: str
    numbers: Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class Shown:
    """A panel of a dashboard.

    Attributes:
        chart: the attributes of a Lens visualization, {} where it shows none.
        search: the attributes of a saved search, likewise.
    """

    name: str
    title: str
    x: int
    y: int
    width: int
    height: int
    chart: Json
    search: Json
    text: str = ""

    @property
    def columns(self) -> dict[str, Json]:
        """The columns of a chart, in their order."""
        (layer,) = self.chart["state"]["datasourceStates"]["formBased"]["layers"].values()
        return {name: layer["columns"][name] for name in layer["columnOrder"]}


def read_objects(lines: str) -> dict[tuple[str, str], Json]:
    """Saved objects by type and id."""
    return {(one["type"], one["id"]): one for one in map(json.loads, lines.splitlines())}


def panels_of(objects: Mapping[tuple[str, str], Json]) -> Iterator[Shown]:
    """Every panel of every dashboard."""
    for (type, _), dashboard in objects.items():
        if type != "dashboard":
            continue
        targets = {one["name"]: (one["type"], one["id"]) for one in dashboard["references"]}
        for panel in json.loads(dashboard["attributes"]["panelsJSON"]):
            grid, config = panel["gridData"], panel["embeddableConfig"]
            target = targets.get(f"{panel['panelIndex']}:{panel.get('panelRefName')}")
            yield Shown(
                name=panel["panelIndex"],
                title=panel["title"],
                x=grid["x"],
                y=grid["y"],
                width=grid["w"],
                height=grid["h"],
                chart=config.get("attributes", {}),
                search=objects[target]["attributes"] if target else {},
                text=config.get("savedVis", {}).get("params", {}).get("markdown", ""),
            )


def search_query(search: Json) -> Json:
    """What finds the documents of a saved search."""
    source = json.loads(search["kibanaSavedObjectMeta"]["searchSourceJSON"])
    return _query(source["query"], source["filter"])


def chart_request(panel: Shown) -> Json:
    """The search that fills a chart."""
    state = panel.chart["state"]
    metrics: Json = {}
    rows: list[Json] = []
    for name, column in panel.columns.items():
        if column["isBucketed"]:
            rows.append(_rows(column))
        elif asked := _metric(column):
            metrics[name] = asked
    if len(rows) > 1:
        raise ValueError(f"{panel.name} is divided more than once")
    aggregations = {"rows": rows[0] | {"aggs": metrics}} if rows else metrics
    return {
        "size": 0,
        "track_total_hits": True,
        "query": _query(state["query"], state["filters"]),
        "aggs": aggregations,
    }


def chart_rows(panel: Shown, answer: Json) -> list[Row]:
    """What the chart shows of an answer to its request."""
    found = answer.get("aggregations", {})
    total = answer["hits"]["total"]["value"]
    column = next((one for one in panel.columns.values() if one["isBucketed"]), None)
    if column is None:
        return [Row("", _numbers(panel, found, total))]
    buckets = found["rows"]["buckets"]
    if column["operationType"] == "filters":  # whose answer has an order of its own
        names = [one["label"] for one in column["params"]["filters"]]
        buckets = [buckets[name] | {"key": name} for name in names]
    rows = [Row(_name(bucket), _numbers(panel, bucket, bucket["doc_count"])) for bucket in buckets]
    others = found["rows"].get("sum_other_doc_count", 0)
    if column["params"].get("otherBucket") and others:
        rows.append(Row(OTHER, {"number": others}))
    return rows


def _query(query: Json, filters: Iterable[Json]) -> Json:
    asked: dict[str, list[Json]] = {"filter": [], "must_not": []}
    if query["query"]:
        asked["filter"].append(_lucene(query))
    for one in filters:
        if not one["meta"]["disabled"]:
            asked["must_not" if one["meta"]["negate"] else "filter"].append(one["query"])
    return {"bool": asked}


def _lucene(query: Json) -> Json:
    if query["language"] != "lucene":
        raise ValueError(f"a query in {query['language']}, which Kibana alone can read")
    return {"query_string": {"query": query["query"], "analyze_wildcard": True}}


def _metric(column: Json) -> Json:
    """The aggregation of a number; {} for a plain count, which every answer has."""
    operation = column["operationType"]
    if operation == "count":
        return {"filter": _lucene(column["filter"])} if "filter" in column else {}
    asked: Json = {"field": column["sourceField"]}
    if operation == "median":
        asked["percents"] = [50]
    return {_METRICS[operation]: asked}


def _rows(column: Json) -> Json:
    operation, params = column["operationType"], column["params"]
    if operation == "filters":
        named = {one["label"]: _lucene(one["input"]) for one in params["filters"]}
        return {"filters": {"filters": named}}
    asked: Json = {"field": column["sourceField"]}
    match operation:
        case "terms":
            asked |= {"size": params["size"], "order": {"_count": params["orderDirection"]}}
            if params["missingBucket"] and params["otherBucket"]:
                asked["missing"] = _MISSING_KEY
        case "date_histogram":
            asked |= {
                "calendar_interval": params["interval"],
                "min_doc_count": 0 if params["includeEmptyRows"] else 1,
            }
        case "range":
            asked["ranges"] = [
                {"key": one["label"]}
                | {end: one[end] for end in ("from", "to") if one[end] is not None}
                for one in params["ranges"]
            ]
        case _:
            raise ValueError(f"rows by {operation}")
    return {operation: asked}


def _numbers(panel: Shown, found: Json, total: int) -> dict[str, float | None]:
    return {
        name: _number(column, found.get(name), total)
        for name, column in panel.columns.items()
        if not column["isBucketed"]
    }


def _number(column: Json, found: Json | None, total: int) -> float | None:
    if found is None:
        return total
    if column["operationType"] == "count":
        return int(found["doc_count"])
    (value,) = found["values"].values() if "values" in found else (found["value"],)
    return None if value is None else float(value)


def _name(bucket: Json) -> str:
    if bucket["key"] == _MISSING_KEY:
        return MISSING
    return str(bucket.get("key_as_string", bucket["key"]))
