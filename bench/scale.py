"""Whether a document costs the same when there are many: one home that grows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bench.documents import synthetic_text, write_synthetic_files
from bench.measuring import Run, run_task, wall_seconds
from bench.results import Cell, Result, Table
from bench.workspace import Workspace, model_note
from enricher.wiring.home import open_home


def run(work: Workspace) -> Result:
    rows: list[tuple[Cell, ...]] = []
    later: list[tuple[Cell, ...]] = []
    figures: dict[str, float] = {}
    for total, added, ingested in grow(work):
        again = run_task("ingest", str(work.grown_home), str(work.synthetic_folder))
        size = {name: _bytes(work.grown_home, name) / total / 1000 for name in ("index", "ledger")}
        rows.append(
            (
                total,
                added,
                1000 * ingested.workers_cpu_seconds / added,
                1000 * ingested.main_cpu_seconds / added,
                1000 * ingested.wall_seconds / added,
                ingested.main_megabytes,
                ingested.worker_megabytes,
                size["index"],
                size["ledger"],
            )
        )
        later.append(
            (
                total,
                again.answer["seconds"],
                1e6 * again.answer["seconds"] / total,
                1000 * status_seconds(work.grown_home),
            )
        )
        figures[f"cpu_ms_at_{total}"] = 1000 * ingested.cpu_seconds / added
    grown = Table(
        "A home that grows",
        (
            "documents",
            "added",
            "CPU ms, workers",
            "CPU ms, main",
            "wall ms",
            "MB, main",
            "MB, a worker",
            "index kB",
            "ledger kB",
        ),
        tuple(rows),
        (
            "Milliseconds per document that was added, kilobytes per document that is there,"
            " starts included.",
            f"Synthetic texts of about {len(synthetic_text(1))} characters, made for this."
            f" {model_note()}",
            "MB is the most resident memory that a process had; MB, main counts mapped pages of the"
            " index, which the system takes back when it needs them.",
        ),
    )
    unchanged = Table(
        "Asking again",
        ("documents", "ingest, nothing changed, s", "µs a document", "status, ms"),
        tuple(later),
        ("Without the start of the process; see `search` for the commands as a whole.",),
    )
    return Result("scale", (grown, unchanged), figures)


def grow(work: Workspace) -> Iterator[tuple[int, int, Run]]:
    """Let the home of the run grow; gives total, added and the run after each step."""
    work.new_home(work.grown_home.name, paired=False)
    before = 0
    for total in work.sizes.steps:
        write_synthetic_files(work.synthetic_folder, range(before, total))
        ingested = run_task("ingest", str(work.grown_home), str(work.synthetic_folder))
        if ingested.answer["indexed"] != total:
            raise RuntimeError(f"{total} documents, and ingest says {ingested.answer}")
        yield total, total - before, ingested
        before = total


def status_seconds(home: Path) -> float:
    """Counting every file, the home being open."""
    with open_home(home) as opened:
        return min(wall_seconds(opened.ledger.accounts.status) for _ in range(5))


def _bytes(home: Path, name: str) -> int:
    return sum(path.stat().st_size for path in home.rglob("*")
               if path.is_file() and path.relative_to(home).parts[0].startswith(name))  # fmt: skip
