"""Draws docs/kibana/dashboard.svg: `python -m docs.kibana.picture http://localhost:9200`.

    docs.kibana.portfolio -> ingested into that Elasticsearch, under an alias of its own
    contracts.ndjson -> the request of each panel -> the server's answer -> a drawing of it

It is no screenshot of Kibana: places, titles and numbers are those of the saved objects, their looks
are not. What was written to the server is removed at the end.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from elasticsearch import Elasticsearch

from docs.kibana import drawing
from docs.kibana.contracts import CONTROLS
from docs.kibana.questions import (
    Json,
    Row,
    Shown,
    chart_request,
    chart_rows,
    labels_of,
    panels_of,
    read_objects,
    search_query,
)

OBJECTS = Path(__file__).with_name("contracts.ndjson")
PICTURE = Path(__file__).with_name("dashboard.svg")
ALIAS = "enricher-picture"
WIDTH, MARGIN, HEAD, GAP = 1240, 12, 108, 8
ROW = 21
_COLUMNS = 48

_SAID = "drawn from the answers of Elasticsearch to what the panels ask; no screenshot of Kibana"

Fill = Callable[[float, float], list[str]]


def draw(client: Elasticsearch, index: str, lines: str) -> str:
    """The dashboard of a file of saved objects, filled from an index."""
    objects = read_objects(lines)
    names = labels_of(objects)
    panels = list(panels_of(objects))
    column = (WIDTH - 2 * MARGIN + GAP) / _COLUMNS
    (title,) = (
        one["attributes"]["title"] for (type, _), one in objects.items() if type == "dashboard"
    )
    parts = _head(title)
    for panel in panels:
        parts += drawing.panel(
            MARGIN + panel.x * column,
            HEAD + panel.y * ROW,
            panel.width * column - GAP,
            panel.height * ROW - GAP,
            panel.title,
            _fill(client, index, panel, names),
        )
    bottom = max(panel.y + panel.height for panel in panels)
    return drawing.page(WIDTH, HEAD + bottom * ROW + MARGIN - GAP, parts)


def _head(title: str) -> list[str]:
    parts = [
        drawing.text(MARGIN + 2, 36, title, 20, bold=True),
        drawing.text(WIDTH - MARGIN - 2, 36, _SAID, 12, drawing.DIM, anchor="end"),
    ]
    room = (WIDTH - 2 * MARGIN + GAP) / len(CONTROLS)
    for place, (_, kind, label, _field) in enumerate(CONTROLS):
        x = MARGIN + place * room
        parts += [
            drawing.rectangle(x, 56, room - GAP, 38, drawing.PAPER, edge=drawing.LINE, round=5),
            drawing.text(x + 14, 80, label, 12.5, bold=True),
            drawing.text(
                x + room - GAP - 14, 80, "Any ▾" if kind == "optionsListControl" else "◦────◦",
                12.5, drawing.DIM, anchor="end",
            ),
        ]  # fmt: skip
    return parts


def _fill(client: Elasticsearch, index: str, panel: Shown, names: dict[str, str]) -> Fill:
    if panel.search:
        return _found(client, index, panel.search, names)
    if not panel.chart:
        return lambda width, _: drawing.paragraph(width, panel.text)
    answer = client.search(index=index, **chart_request(panel)).body
    rows = chart_rows(panel, answer)
    named = [(row.name, row.numbers["number"] or 0) for row in rows]
    look = panel.chart["state"]["visualization"]
    match panel.chart["visualizationType"]:
        case "lnsMetric":
            label = panel.columns["number"]["label"]
            return partial(drawing.tile, name=label, number=rows[0].numbers["number"])
        case "lnsPie":
            return partial(drawing.ring, slices=named)
        case "lnsDatatable":
            return _table(panel, rows)
        case "lnsXY" if look["preferredSeriesType"] == "bar_horizontal":
            return partial(drawing.lying_bars, bars=named)
    if panel.columns["rows"]["operationType"] == "date_histogram":
        years = [int(name[:4]) for name, _ in named]
        bars = [(str(year), number) for year, (_, number) in zip(years, named, strict=True)]
        places = [year - years[0] for year in years]
        return partial(drawing.standing_bars, bars=bars, places=places)
    return partial(drawing.standing_bars, bars=named)


def _table(panel: Shown, rows: list[Row]) -> Fill:
    columns = panel.columns
    cells = [[row.name, *map(drawing.number_text, row.numbers.values())] for row in rows]
    share = 0.22 if len(columns) > 2 else 0.16
    return partial(
        drawing.table,
        head=[column["label"] for column in columns.values()],
        rows=cells,
        shares=[1 - share * (len(columns) - 1), *[share] * (len(columns) - 1)],
        numbers_from=1,
    )


def _found(client: Elasticsearch, index: str, search: Json, names: dict[str, str]) -> Fill:
    """The first documents of a saved search, as Discover lists them."""
    columns: list[str] = search["columns"]
    answer = client.search(
        index=index, query=search_query(search), size=20, source=False, sort=[{field: order} for field, order in search["sort"]],
        fields=[{"field": field} for field in columns],
    )  # fmt: skip
    rows = [
        [_shown(field, hit.get("fields", {}).get(field, [])) for field in columns]
        for hit in answer["hits"]["hits"]
    ]
    wide = [_WIDTHS.get(field.rpartition(".")[2], 1) for field in columns]
    return partial(
        drawing.table,
        head=[names.get(field, field) for field in columns],
        rows=rows,
        shares=[one / sum(wide) for one in wide],
        numbers_from=len(columns),
    )


_WIDTHS = {"title": 2.2, "Party": 3.2, "warnings": 3.2, "paths": 1.6, "coverage": 1.1}


def _shown(field: str, values: list[Any]) -> str:
    if field.endswith("coverage"):
        return ", ".join(f"{100 * value:.4g}%" for value in values)
    if field.endswith("paths"):
        return ", ".join("…/" + str(value).rpartition("/")[2] for value in values)
    return ", ".join(map(str, values)) or "-"


def main(url: str) -> None:
    from docs.kibana.portfolio import write_portfolio
    from enricher.ingestion.folders import ingest
    from enricher.settings import load_settings
    from enricher.wiring.stores import open_store

    with tempfile.TemporaryDirectory() as folder, Elasticsearch(url, request_timeout=60) as client:
        home = Path(folder) / "home"
        home.mkdir()
        (home / "enricher.toml").write_text(
            f'ocr = "off"\nelasticsearch_url = "{url}"\nelasticsearch_index = "{ALIAS}"\n'
        )
        write_portfolio(Path(folder) / "portfolio")
        try:
            with open_store(home, load_settings(home)) as store:
                ingest(store, [Path(folder) / "portfolio"])
            lines = OBJECTS.read_text(encoding="utf-8")
            picture = draw(client, ALIAS, lines)
        finally:
            for index in client.indices.get(index=f"{ALIAS}-v*").body:
                client.indices.delete(index=index)
            client.options(ignore_status=404).indices.delete_index_template(name=f"{ALIAS}-v*")
    PICTURE.write_text(picture, encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
