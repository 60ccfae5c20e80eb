"""The benchmarks: `python -m bench`; see docs/benchmarks.md."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

from bench.measuring import describe_machine
from bench.results import (
    Report,
    Result,
    as_markdown,
    as_text,
    fill_in,
    machine_as_markdown,
    read_report,
    write_report,
)
from bench.workspace import FULL, QUICK, Workspace

MODULES = {
    "ner": "bench.ner",
    "pipeline": "bench.pipeline",
    "scale": "bench.scale",
    "search": "bench.search",
    "portal": "bench.portal",
    "elasticsearch": "bench.elasticsearch_index",
    "elasticsearch_passages": "bench.elasticsearch_passages",
    "audit": "bench.audit",
    "vectors": "bench.vectors",
    "learning": "bench.learning",
    "relevance": "bench.relevance.measure",
    "passages": "bench.passages",
    "statements": "bench.statements",
}
NAMES = tuple(MODULES)


def main(arguments: Sequence[str] | None = None) -> None:
    options = _parser().parse_args(arguments)
    if options.markdown:
        _print_markdown(options.markdown, options.into)
        return
    with _folder(options.work) as folder:
        work = Workspace(folder, QUICK if options.quick else FULL)
        if options.profile:
            from bench.profiling import profile

            profile(work, options.profile)
            return
        report = run(work, options.only or NAMES)
    if options.out:
        write_report(report, options.out)


def run(work: Workspace, names: Sequence[str]) -> Report:
    """Run some benchmarks and print their tables as they come."""
    machine = describe_machine()
    print(*(f"{name}: {value}" for name, value in machine.items()), sep="\n")
    results = []
    for name in names:
        result: Result = import_module(MODULES[name]).run(work)
        for table in result.tables:
            print(f"\n{as_text(table)}", flush=True)
        results.append(result)
    return Report(machine, tuple(results))


def _print_markdown(path: Path, into: Path | None) -> None:
    report = read_report(path)
    if into:
        into.write_text(fill_in(into.read_text(encoding="utf-8"), report), encoding="utf-8")
        return
    print(machine_as_markdown(report))
    for result in report.results:
        print(f"\n## {result.name}\n\n{as_markdown(result)}")


@contextmanager
def _folder(given: Path | None) -> Iterator[Path]:
    if given:
        given.mkdir(parents=True, exist_ok=True)
        yield given.absolute()
        return
    with tempfile.TemporaryDirectory(prefix="enricher-bench-") as folder:
        yield Path(folder)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    add = parser.add_argument
    add("--only", action="append", choices=NAMES, help="this one; may be repeated")
    add("--quick", action="store_true", help="small sizes: whether it runs, not how fast")
    add("--out", type=Path, metavar="FILE", help="write all results there as JSON")
    add(
        "--work",
        type=Path,
        metavar="DIR",
        help="a folder to work in and to keep: a new one, but for `relevance`",
    )
    add("--profile", choices=("pipeline", "scale"), help="where the main process spends its time")
    add("--markdown", type=Path, metavar="FILE", help="print the tables of a JSON of --out")
    add("--into", type=Path, metavar="FILE", help="with --markdown: fill in this document instead")
    return parser


if __name__ == "__main__":
    main(sys.argv[1:])
