"""From files to a searchable index: how well the cores are used, and against a plain loop."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from statistics import median

from bench.documents import write_real_files
from bench.measuring import Run, cores, median_of, run_task, take_turns
from bench.results import Result, Table
from bench.workspace import Workspace
from enricher.ledger.accounts import CONTRACTS, DEFAULT_DEPLOYMENTS


def run(work: Workspace) -> Result:
    count = work.sizes.files
    folder, single = work.folder / "real", work.folder / "single"
    folder.mkdir()
    single.mkdir()
    described = write_real_files(folder, count)
    shutil.copy2(min(folder.iterdir(), key=lambda path: path.stat().st_size), single)
    stride = str(work.pair.config.overlap_tokens)
    runs: dict[str, list[Run]] = {"enricher": [], "plain": [], "start": [], "plain start": []}

    def ingest(name: str, files: str) -> Callable[[], float]:
        def act() -> float:
            home = work.new_home(f"{name}-{len(runs[name])}", paired=True)
            runs[name].append(run_task("ingest", str(home), files))
            shutil.rmtree(home)
            return runs[name][-1].wall_seconds

        return act

    def read_plainly(name: str, files: str) -> Callable[[], float]:
        def act() -> float:
            place = work.folder / f"{name}-{len(runs[name])}"
            runs[name].append(run_task("plain", str(place), files, stride))
            shutil.rmtree(place)
            return runs[name][-1].wall_seconds

        return act

    contestants = {
        "enricher": ingest("enricher", str(folder)),
        "plain": read_plainly("plain", str(folder)),
        "start": ingest("start", str(single)),
        "plain start": read_plainly("plain start", str(single)),
    }
    take_turns(contestants, work.sizes.rounds)
    stages_home = work.new_home("stages", paired=True)
    stages = run_task("stages", str(stages_home), str(folder)).answer
    clauses = _read_with_clauses(work, folder)
    return _result(work, runs, stages["seconds"], clauses, described)


def _read_with_clauses(work: Workspace, folder: Path) -> dict[str, float]:
    """CPU seconds of finding fields, and of finding clauses as well, with the models that ship."""
    home = work.new_home("clauses", paired=False)
    ways = {"fields": CONTRACTS, "fields and clauses": ",".join(DEFAULT_DEPLOYMENTS)}

    def read(served: str) -> Callable[[], float]:
        def act() -> float:
            seconds = run_task("stages", str(home), str(folder), served).answer["seconds"]
            return float(sum(seconds.values()) - seconds["extract"])

        return act

    turns = take_turns({name: read(served) for name, served in ways.items()}, work.sizes.rounds)
    return {name: median(seconds) for name, seconds in turns.items()}


def _result(
    work: Workspace,
    runs: dict[str, list[Run]],
    stages: dict[str, float],
    clauses: dict[str, float],
    described: str,
) -> Result:
    count = work.sizes.files
    wall = {name: median_of(some, lambda run: run.wall_seconds) for name, some in runs.items()}
    cpu = {name: median_of(some, lambda run: run.cpu_seconds) for name, some in runs.items()}
    main = median_of(runs["enricher"], lambda run: run.main_cpu_seconds)
    for name, start in (("enricher", "start"), ("plain", "plain start")):
        wall[f"{name} on"] = wall[name] - wall[start]
        cpu[f"{name} on"] = cpu[name] - cpu[start]
    whole = wall["enricher"] * cores() / cpu["enricher"]
    steady = wall["enricher on"] * cores() / cpu["enricher on"]
    ratio, steady_ratio = (wall["plain"] / wall["enricher"], wall["plain on"] / wall["enricher on"])
    failed = runs["enricher"][-1].answer["failed"]
    totals = Table(
        f"{count} documents from files to the index",
        ("what", "wall s", "CPU s", "wall / (CPU / cores)", "documents/s"),
        tuple(
            (label, wall[name], cpu[name], wall[name] * cores() / cpu[name], count / wall[name])
            for label, name in (
                ("enricher ingest", "enricher"),
                ("the same without its start", "enricher on"),
                ("plain loop", "plain"),
                ("plain loop without its start", "plain on"),
            )
        ),
        (
            f"{described[0].upper()}{described[1:]}; {failed} of them failed.",
            "Whole processes, from their start to their end; a start alone is measured with one"
            f" document ({wall['start']:.1f} s wall, {cpu['start']:.1f} s CPU; plain loop"
            f" {wall['plain start']:.1f} s wall)."
            f" Medians of {work.sizes.rounds} rounds, taking turns.",
            "The plain loop is iscc-tika, transformers' pipeline (float32, the same weights) and"
            " tantivy in one process, one file after the other; it has no typed values, detectors,"
            " members, accounting or limits.",
            f"The plain loop takes {ratio:.1f} times as long, without the starts {steady_ratio:.1f}"
            " times.",
        ),
    )
    rows = tuple((stage, 1000 * stages.get(stage, 0.0) / count) for stage in
                 ("extract", "recognize", "normalize", "pack for the ledger"))  # fmt: skip
    rows += (("hash, ledger, index (main process)", 1000 * main / count),)
    shares = Table(
        "CPU of the stages",
        ("stage", "CPU ms a document"),
        rows,
        (
            "The first four in one process without its start; the main process with its start.",
            "normalize includes telling the language and resolving fields.",
        ),
    )
    least = clauses["fields"]
    found = Table(
        "Clauses beside fields",
        ("found", "CPU ms a document", "times"),
        tuple((name, 1000 * each / count, each / least) for name, each in clauses.items()),
        (
            "From a text to what the ledger keeps, with the model that ships, in one process without its"
            f" start. Medians of {work.sizes.rounds} rounds, taking turns.",
        ),
    )
    figures = {
        "clauses_to_fields": clauses["fields and clauses"] / least,
        "wall_to_cpu": whole,
        "wall_to_cpu_without_start": steady,
        "ratio_to_plain_loop": ratio,
        "ratio_to_plain_loop_without_starts": steady_ratio,
    }
    return Result("pipeline", (totals, shares, found), figures)
