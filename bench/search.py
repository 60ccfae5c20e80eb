"""How long an answer takes on the largest home of `scale`."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from bench.asking import KINDS, latencies, question
from bench.measuring import wall_seconds
from bench.results import Cell, Result, Table
from bench.scale import grow
from bench.workspace import Workspace, model_note
from enricher.wiring.home import Home, open_home
from enricher.wiring.search import search

_COMMAND_RUNS = 5


def run(work: Workspace) -> Result:
    if not work.grown_home.exists():
        for _ in grow(work):
            pass
    home = work.grown_home
    with open_home(home) as opened:
        documents = opened.ledger.accounts.status().documents
        rows = [_row(name, _latencies(opened, name, work.sizes.searches)) for name in KINDS]
        statuses = [
            wall_seconds(opened.ledger.accounts.status) for _ in range(work.sizes.searches // 10)
        ]
        rows.append(_row("status", statuses))
    commands = {
        "enricher status": ["status"],
        "enricher search agreement --facet Party": ["search", "agreement", "--facet", "Party"],
    }
    timed = {name: _command(home, arguments) for name, arguments in commands.items()}
    rows += [_row(f"`{name}`, a process", seconds) for name, seconds in timed.items()]
    table = Table(
        f"Answers from {documents:,} documents",
        ("what", "times", "p50 ms", "p99 ms"),
        tuple(rows),
        (
            "One search at a time, in one process that has the index open, the words changing from"
            f" search to search; a process includes its start. {model_note()}",
            "With fewer than 100 times, p99 is the slowest.",
        ),
    )
    return Result("search", (table,), {f"{row[0]} p50 ms": float(row[2]) for row in rows})


def _latencies(home: Home, name: str, times: int) -> list[float]:
    def ask(number: int) -> Callable[[], object]:
        text, options = question(name, number)
        return lambda: search(home).page(text, **options)

    ask(0)()
    return [wall_seconds(ask(number)) for number in range(times)]


def _command(home: Path, arguments: list[str]) -> list[float]:
    command = [sys.executable, "-m", "enricher", *arguments, "--home", str(home), "--json"]
    return [
        wall_seconds(lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL))
        for _ in range(_COMMAND_RUNS)
    ]


def _row(name: str, seconds: list[float]) -> tuple[Cell, ...]:
    return name, *latencies(seconds)
