"""What docs/kibana/contracts.ndjson holds: a data view, saved searches and a dashboard of contracts.

    python -m docs.kibana.objects > docs/kibana/contracts.ndjson
    python -m docs.kibana.objects --index contracts --prefix enriched --title name > mine.ndjson

The second is for an index that `enricher elasticsearch enrich` has enriched. What is in it is
said in `docs.kibana.contracts`.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence

from docs.kibana import lens
from docs.kibana.contracts import (
    CONTROLS,
    WIDTH,
    Names,
    Panel,
    Search,
    formats,
    labels,
    panels,
    searches,
)
from docs.kibana.lens import Chart, Json, packed, reference


def data_view(names: Names) -> Json:
    """The index with its fields; without a time field, so that no document is out of time."""
    attributes = {
        "title": names.index,
        "name": f"Contracts in {names.index}",
        "fieldAttrs": packed(
            {field: {"customLabel": label} for field, label in labels(names).items()}
        ),
        "fieldFormatMap": packed(formats(names)),
        "sourceFilters": packed([{"value": names.field("content")}]),
        "runtimeFieldMap": "{}",
        "fields": "[]",
        "typeMeta": "{}",
    }
    return lens.saved_object("index-pattern", names.data_view, attributes)


def saved_search(search: Search, names: Names) -> Json:
    index = "kibanaSavedObjectMeta.searchSourceJSON.index"
    references = [reference("index-pattern", names.data_view, index)]
    filters = []
    for number, one in enumerate(search.filters):
        name = f"kibanaSavedObjectMeta.searchSourceJSON.filter[{number}].meta.index"
        references.append(reference("index-pattern", names.data_view, name))
        filters.append(one | {"meta": one["meta"] | {"indexRefName": name}})
    source = {
        "query": {"query": "", "language": "kuery"},
        "filter": filters,
        "highlightAll": True,
        "version": True,
        "indexRefName": index,
    }
    attributes = {
        "title": search.title,
        "description": search.description,
        "columns": list(search.columns),
        "sort": [[names.title, "asc"]],
        "hits": 0,
        "version": 1,
        "kibanaSavedObjectMeta": {"searchSourceJSON": packed(source)},
    }
    return lens.saved_object("search", names.id(search.name), attributes, references)


def dashboard(names: Names) -> Json:
    shown = []
    references: list[Json] = []
    for panel, (x, y) in _placed(panels(names)):
        grid = {"x": x, "y": y, "w": panel.width, "h": panel.height, "i": panel.name}
        made: Json = {
            "version": lens.PANEL_VERSION,
            "gridData": grid,
            "panelIndex": panel.name,
            "title": panel.title,
        }
        config: Json = {"enhancements": {}, "hidePanelTitles": not panel.title}
        if isinstance(panel.shows, Search):
            name = f"panel_{panel.name}"
            made |= {"type": "search", "panelRefName": name}
            references.append(
                reference("search", names.id(panel.shows.name), f"{panel.name}:{name}")
            )
        elif isinstance(panel.shows, Chart):
            chart = panel.shows.attributes(panel.title, panel.description, names.data_view)
            made["type"] = "lens"
            config["attributes"] = chart
            references += [
                one | {"name": f"{panel.name}:{one['name']}"} for one in chart["references"]
            ]
        else:
            made["type"] = "visualization"
            config["savedVis"] = _text(panel.shows)
        shown.append(made | {"embeddableConfig": config})
    controls = _controls(names)
    references += [
        reference(
            "index-pattern", names.data_view, f"controlGroup_{name}:{_DATA_VIEWS[one['type']]}"
        )
        for name, one in controls.items()
    ]
    attributes = {
        "title": f"Contracts in {names.index}",
        "description": "Parties, governing law, dates, terms and amounts, and what was not read.",
        "panelsJSON": packed(shown),
        "optionsJSON": packed(
            {
                "useMargins": True,
                "syncColors": False,
                "syncCursor": True,
                "syncTooltips": False,
                "hidePanelTitles": False,
            }
        ),
        "controlGroupInput": {
            "controlStyle": "oneLine",
            "chainingSystem": "HIERARCHICAL",
            "panelsJSON": packed(controls),
            "ignoreParentSettingsJSON": packed(
                {
                    "ignoreFilters": False,
                    "ignoreQuery": False,
                    "ignoreTimerange": False,
                    "ignoreValidations": False,
                }
            ),
        },
        "kibanaSavedObjectMeta": {
            "searchSourceJSON": packed({"query": {"query": "", "language": "kuery"}, "filter": []})
        },
        "timeRestore": False,
        "version": 1,
    }
    return lens.saved_object("dashboard", names.id("dashboard"), attributes, references)


_DATA_VIEWS = {
    "optionsListControl": "optionsListDataView",
    "rangeSliderControl": "rangeSliderDataView",
}


def _controls(names: Names) -> dict[str, Json]:
    return {
        name: {
            "order": order,
            "width": "medium",
            "grow": True,
            "type": type,
            "explicitInput": {
                "id": name,
                "title": title,
                "fieldName": names.field(field),
                "enhancements": {},
            },
        }
        for order, (name, type, title, field) in enumerate(CONTROLS)
    }


def _text(markdown: str) -> Json:
    return {
        "title": "",
        "description": "",
        "type": "markdown",
        "params": {"fontSize": 10, "openLinksInNewTab": False, "markdown": markdown},
        "uiState": {},
        "data": {"aggs": [], "searchSource": {}},
    }


def _placed(wanted: Sequence[Panel]) -> Iterator[tuple[Panel, tuple[int, int]]]:
    x = y = height = 0
    for panel in wanted:
        if x + panel.width > WIDTH:
            x, y, height = 0, y + height, 0
        yield panel, (x, y)
        x, height = x + panel.width, max(height, panel.height)


def build(names: Names) -> list[Json]:
    """Everything, what is referred to before what refers to it."""
    found = [saved_search(one, names) for one in searches(names)]
    return [data_view(names), *found, dashboard(names)]


def to_lines(objects: Sequence[Json]) -> str:
    """The file that Kibana imports: an object a line."""
    return "".join(packed(one) + "\n" for one in objects)


def main() -> None:
    usual = Names()
    parser = argparse.ArgumentParser(description="Print the saved objects for an index.")
    parser.add_argument("--index", default=usual.index, help="its name, an alias or a pattern")
    parser.add_argument("--prefix", default=usual.prefix, help="of the fields, such as enriched")
    parser.add_argument("--title", default=usual.title, help="the field that names a document")
    parser.add_argument("--place", default=usual.place, help="the field that says where it lies")
    given = parser.parse_args()
    names = Names(given.index, given.prefix, given.title, given.place)
    sys.stdout.write(to_lines(build(names)))


if __name__ == "__main__":
    main()
