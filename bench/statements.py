"""How fast statements become rows that are proven, by their pages, and whether memory stays flat."""

from __future__ import annotations

from pathlib import Path

from bench.measuring import run_task
from bench.results import Cell, Result, Table
from bench.workspace import Workspace
from tests.statement_pages import STYLES, write

_ROWS_OF_A_PAGE = 44


def run(work: Workspace) -> Result:
    rows = tuple(_measure(work.folder, pages) for pages in work.sizes.pages)
    table = Table(
        "One statement by its pages, with a balance in each row",
        ("pages", "rows", "adds up", "text alone, CPU s", "with tables, CPU s",
         "pages/s of tables", "MB, text alone", "MB, with tables"),
        rows,
        (
            "Each reading is a process of its own, its start included; pages a second are of what"
            " tables cost beside the text, by the CPU.",
        ),
    )  # fmt: skip
    last = rows[-1]
    return Result("statements", (table,), {"pages/s": float(last[5]), "MB": float(last[7])})


def _measure(folder: Path, pages: int) -> tuple[Cell, ...]:
    path = folder / f"statement-{pages}.pdf"
    data, gold = write(STYLES[0], pages * _ROWS_OF_A_PAGE)
    path.write_bytes(data)
    text = run_task("statement", str(path), "text")
    tables = run_task("statement", str(path), "tables")
    count = text.answer["pages"]
    if tables.answer["rows"] != len(gold["accounts"][0]["rows"]):
        raise RuntimeError(f"of {path.name} {tables.answer['rows']} rows were read")
    seconds = max(tables.cpu_seconds - text.cpu_seconds, 0.01)
    return (
        count, tables.answer["rows"], "yes" if tables.answer["balanced"] else "no",
        text.cpu_seconds, tables.cpu_seconds, count / seconds,
        text.main_megabytes, tables.main_megabytes,
    )  # fmt: skip
