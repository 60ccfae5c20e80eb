"""Where vectors of passages are kept, and how the nearest are found: libraries compared.

vectors of a mixture -> each library in a process of its own: filled -> another process: asked
"""

from __future__ import annotations

import importlib.util

from bench.measuring import run_task
from bench.nearest import ASKED, FILTERED_SHARE, LATENT, TOPICS, WIDTH, prepare
from bench.results import Cell, Result, Table
from bench.vector_stores import A_DOCUMENT, STORES
from bench.workspace import Workspace

_SIZES = (100_000, 1_000_000)
_QUICK_SIZES = (2_000,)
_MODULES = {
    "enricher": "simsimd",
    "usearch": "usearch",
    "hnswlib": "hnswlib",
    "sqlite-vec": "sqlite_vec",
    "lancedb": "lancedb",
}


def run(work: Workspace) -> Result:
    is_quick = work.sizes.indexed < min(_SIZES)
    figures: dict[str, float] = {}
    tables = []
    missing = [name for name, module in _MODULES.items() if not importlib.util.find_spec(module)]
    for count in _QUICK_SIZES if is_quick else _SIZES:
        rows: list[tuple[Cell, ...]] = []
        prepare(work.folder, count)
        for name in STORES:
            if name in missing:
                continue
            folder = work.folder / f"vectors-{name}-{count}"
            folder.mkdir(parents=True)
            filled = run_task("fill_vectors", name, str(folder), str(count))
            asked = run_task("ask_vectors", name, str(folder), str(count))
            answer = asked.answer
            rows.append(
                (
                    name,
                    answer["recall"],
                    answer["cpu"],
                    answer["p50"],
                    answer["p99"],
                    answer["filtered_recall"],
                    answer["filtered_p50"],
                    filled.answer["seconds"],
                    filled.answer["cpu_seconds"],
                    filled.answer["megabytes"],
                    asked.main_megabytes,
                    answer["added"],
                )
            )
            figures[f"{name}, {count}, p50 ms"] = answer["p50"]
            figures[f"{name}, {count}, recall"] = answer["recall"]
        tables.append(_table(count, rows, missing))
    return Result("vectors", tuple(tables), figures)


def _table(count: int, rows: list[tuple[Cell, ...]], missing: list[str]) -> Table:
    left_out = (f"Not installed, so left out: {', '.join(missing)}.",) if missing else ()
    return Table(
        f"{count:,} passages, vectors of {WIDTH} numbers",
        (
            "library",
            "recall@10",
            "CPU ms",
            "p50 ms",
            "p99 ms",
            "recall@10, filtered",
            "p50 ms, filtered",
            "fill s",
            "fill CPU s",
            "disk MB",
            "MB who asks",
            "a document more, ms",
        ),
        tuple(rows),
        (
            f"{ASKED} questions, one at a time, in a process that opened what another one filled; what it"
            " has in memory counts pages of mapped files, which all processes share.",
            f"Filtered: {FILTERED_SHARE:.0%} of the documents may be found, of {A_DOCUMENT} passages each."
            " A document more: until other processes find it.",
            f"The vectors lie around {TOPICS:,} topics in {LATENT} dimensions, with noise in all others;"
            " recall is of what comparing all of them as int8 finds.",
            *left_out,
        ),
    )
