"""How long an answer takes on the largest home of `scale`."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import quantiles
from typing import Any

from bench.measuring import wall_seconds
from bench.results import Cell, Result, Table
from bench.scale import grow
from bench.workspace import Workspace, model_note
from enricher.operations import search
from enricher.wiring import Store, open_store

_COMMAND_RUNS = 5

_ALL: dict[str, Any] = {
    "where": ("Money>=100000",),
    "facets": ("Party", "Jurisdiction", "Money"),
    "sort": "EffectiveDate:desc",
}
QUERIES: Mapping[str, tuple[str, dict[str, Any]]] = {
    "one word and snippets": ("{word}", {}),
    "a phrase": ('"{phrase}"', {}),
    "words, 3 facets, range, sort": ("agreement {word}", _ALL),
    "everything, 3 facets, range, sort": ("", _ALL),
}
_WORDS = ("alpine", "birch", "cobalt", "delta", "ember", "falcon", "garnet", "harbor")
_PHRASES = ("bears its own costs", "a copy to counsel", "keeps the information secret")


def run(work: Workspace) -> Result:
    if not work.grown_home.exists():
        for _ in grow(work):
            pass
    home = work.grown_home
    with open_store(home) as store:
        documents = store.accounts.status().documents
        rows = [_row(name, _latencies(store, name, work.sizes.searches)) for name in QUERIES]
        statuses = [wall_seconds(store.accounts.status) for _ in range(work.sizes.searches // 10)]
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


def _latencies(store: Store, name: str, times: int) -> list[float]:
    template, options = QUERIES[name]

    def ask(number: int) -> Callable[[], object]:
        word, phrase = _WORDS[number % len(_WORDS)], _PHRASES[number % len(_PHRASES)]
        return lambda: search(store, template.format(word=word, phrase=phrase), **options)

    ask(0)()
    return [wall_seconds(ask(number)) for number in range(times)]


def _command(home: Path, arguments: list[str]) -> list[float]:
    command = [sys.executable, "-m", "enricher.cli", *arguments, "--home", str(home), "--json"]
    return [
        wall_seconds(lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL))
        for _ in range(_COMMAND_RUNS)
    ]


def _row(name: str, seconds: list[float]) -> tuple[Cell, ...]:
    ordered = sorted(seconds)
    slow = quantiles(ordered, n=100)[98] if len(ordered) >= 100 else ordered[-1]
    return name, len(ordered), 1000 * ordered[len(ordered) // 2], 1000 * slow
