"""Parts of Kibana's saved objects: the columns and charts of Lens, filters, the objects themselves.

Source: saved objects of Kibana 8.9 and later as Kibana's own sample data has them (`formBased`
layers, panels by value, references by name). Every string that Kibana keeps as JSON in JSON is
written by `packed`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]

CORE_VERSION = "8.8.0"
"""`coreMigrationVersion` of everything that Kibana 8.8 and later exports."""

TYPE_VERSIONS = {
    "index-pattern": "7.11.0",
    "search": "7.9.3",
    "dashboard": "8.7.0",
}
"""The last version that changed a type's form before this form: a newer Kibana migrates from it."""

PANEL_VERSION = "8.8.0"
ROWS = "rows"
"""The id of the column that a chart is divided by."""

_LAYER = "layer"
_RECORDS = "___records___"
_NO_QUERY: Json = {"query": "", "language": "kuery"}


def packed(value: Any) -> str:
    """JSON as a string inside of JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def lucene(query: str) -> Json:
    """A query as the server's `query_string` takes it, so that it can be run without Kibana."""
    return {"query": query, "language": "lucene"}


def count(label: str, where: str = "") -> Json:
    """How many documents; `where` is a query in Lucene's language."""
    column = _metric(label, "count", _RECORDS)
    return column | {"filter": lucene(where)} if where else column


def unique(label: str, field: str) -> Json:
    return _metric(label, "unique_count", field)


def median(label: str, field: str) -> Json:
    return _amount(label, "median", field)


def largest(label: str, field: str) -> Json:
    return _amount(label, "max", field)


def top(label: str, field: str, size: int, by: str, *, with_missing: bool = False) -> Json:
    """The most frequent values.

    Args:
        by: the id of the column that counts.
        with_missing: documents without a value, and those with another, are rows of their own;
            for fields that have one value.
    """
    params: Json = {
        "size": size,
        "orderBy": {"type": "column", "columnId": by},
        "orderDirection": "desc",
        "otherBucket": with_missing,
        "missingBucket": with_missing,
        "parentFormat": {"id": "terms"},
        "include": [],
        "exclude": [],
        "includeIsRegex": False,
        "excludeIsRegex": False,
    }
    return _bucket(label, "terms", "string", "ordinal", params) | {"sourceField": field}


def years(label: str, field: str) -> Json:
    params = {
        "interval": "1y",
        "includeEmptyRows": False,
        "dropPartials": False,
        "ignoreTimeRange": True,  # what the time picker says is not about agreements
    }
    return _bucket(label, "date_histogram", "date", "interval", params) | {"sourceField": field}


def ranges(label: str, field: str, limits: Sequence[tuple[float, float | None, str]]) -> Json:
    """Intervals from a number up to, and without, another; None is without end."""
    params = {
        "type": "range",
        "ranges": [{"from": least, "to": most, "label": name} for least, most, name in limits],
        "maxBars": "auto",
        "parentFormat": {
            "id": "range",
            "params": {"template": "arrow_right", "replaceInfinity": True},
        },
    }
    # Ranges of one's own are words to a chart, not a scale.
    return _bucket(label, "range", "string", "ordinal", params) | {"sourceField": field}


def groups(label: str, queries: Mapping[str, str]) -> Json:
    """Rows by name, each with its query in Lucene's language."""
    filters = [{"label": name, "input": lucene(query)} for name, query in queries.items()]
    return _bucket(label, "filters", "string", "ordinal", {"filters": filters})


def _metric(label: str, operation: str, field: str) -> Json:
    return {
        "label": label,
        "customLabel": True,
        "dataType": "number",
        "operationType": operation,
        "isBucketed": False,
        "scale": "ratio",
        "sourceField": field,
        "params": {"emptyAsNull": False},
    }


def _amount(label: str, operation: str, field: str) -> Json:
    whole = {"id": "number", "params": {"decimals": 0}}
    return _metric(label, operation, field) | {"params": {"emptyAsNull": True, "format": whole}}


def _bucket(label: str, operation: str, type: str, scale: str, params: Json) -> Json:
    return {
        "label": label,
        "customLabel": True,
        "dataType": type,
        "operationType": operation,
        "isBucketed": True,
        "scale": scale,
        "params": params,
    }


@dataclass(frozen=True, slots=True)
class Chart:
    """A Lens visualization: its kind, its columns by id, and how they are shown."""

    kind: str
    columns: Mapping[str, Json]
    visualization: Json

    def attributes(self, title: str, description: str, data_view: str) -> Json:
        """What a panel holds that is kept with its dashboard."""
        layer = {
            "columns": dict(self.columns),
            "columnOrder": list(self.columns),
            "incompleteColumns": {},
        }
        return {
            "title": title,
            "description": description,
            "type": "lens",
            "visualizationType": self.kind,
            "references": [
                reference("index-pattern", data_view, f"indexpattern-datasource-layer-{_LAYER}")
            ],
            "state": {
                "datasourceStates": {"formBased": {"layers": {_LAYER: layer}}},
                "visualization": self.visualization,
                "query": _NO_QUERY,
                "filters": [],
                "internalReferences": [],
                "adHocDataViews": {},
            },
        }


def number(column: Json) -> Chart:
    """One number, large."""
    shown = {"layerId": _LAYER, "layerType": "data", "metricAccessor": "number"}
    return Chart("lnsMetric", {"number": column}, shown)


def bars(rows: Json, metric: Json, *, lying: bool = False) -> Chart:
    kind = "bar_horizontal" if lying else "bar"
    none = {"x": False, "yLeft": False, "yRight": False}
    shown = {
        "legend": {"isVisible": False, "position": "right"},
        "valueLabels": "show",
        "fittingFunction": "None",
        "axisTitlesVisibilitySettings": none,
        "tickLabelsVisibilitySettings": {"x": True, "yLeft": True, "yRight": True},
        "gridlinesVisibilitySettings": none | {"yLeft": True},
        "preferredSeriesType": kind,
        "layers": [
            {
                "layerId": _LAYER,
                "layerType": "data",
                "seriesType": kind,
                "xAccessor": ROWS,
                "accessors": ["number"],
                "position": "top",
                "showGridlines": False,
            }
        ],
    }
    return Chart("lnsXY", {ROWS: rows, "number": metric}, shown)


def ring(rows: Json, metric: Json) -> Chart:
    shown = {
        "shape": "donut",
        "layers": [
            {
                "layerId": _LAYER,
                "layerType": "data",
                "primaryGroups": [ROWS],
                "metrics": ["number"],
                "numberDisplay": "value",
                "categoryDisplay": "default",
                "legendDisplay": "show",
                "nestedLegend": False,
            }
        ],
    }
    return Chart("lnsPie", {ROWS: rows, "number": metric}, shown)


def table(rows: Json, metrics: Mapping[str, Json]) -> Chart:
    columns = {ROWS: rows, **metrics}
    shown = {
        "layerId": _LAYER,
        "layerType": "data",
        "columns": [{"columnId": name, "isTransposed": False} for name in columns],
    }
    return Chart("lnsDatatable", columns, shown)


def filtered(name: str, query: Json, *, negated: bool = False) -> Json:
    """A filter in the query language of the server, with a name; its index is added later."""
    return {
        "meta": {
            "alias": name,
            "disabled": False,
            "negate": negated,
            "type": "custom",
            "key": "query",
            "value": packed(query),
        },
        "query": query,
        "$state": {"store": "appState"},
    }


def reference(type: str, id: str, name: str) -> Json:
    return {"type": type, "id": id, "name": name}


def saved_object(type: str, id: str, attributes: Json, references: Sequence[Json] = ()) -> Json:
    return {
        "id": id,
        "type": type,
        "attributes": attributes,
        "references": list(references),
        "coreMigrationVersion": CORE_VERSION,
        "typeMigrationVersion": TYPE_VERSIONS[type],
        "managed": False,
    }
