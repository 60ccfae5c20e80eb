"""Findings as a file: CSV, or a workbook, a row each with the words that prove it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from enricher.audit.findings import Finding, FindingFilter
from enricher.audit.guard import marked
from enricher.errors import InputError
from enricher.search.exports import csv_row
from enricher.search.register import open_table
from enricher.wiring.home import Home

_AT_ONCE = 1_000
_COLUMNS = (
    ("finding", 9),
    ("severity", 10),
    ("policy", 26),
    ("kind", 9),
    ("state", 10),
    ("file", 48),
    ("message", 60),
    ("values", 36),
    ("words", 48),
    ("page", 7),
    ("sentence", 80),
    ("confidence", 11),
    ("first seen", 20),
    ("last seen", 20),
    ("accepted by", 14),
    ("reason", 40),
    ("until", 12),
    ("document", 26),
    ("not asked", 60),
)


def all_findings(home: Home, asked: FindingFilter) -> Iterator[Finding]:
    """Every finding once, the worst first."""
    numbers = home.ledger.findings.numbers(asked)
    for start in range(0, len(numbers), _AT_ONCE):
        yield from marked(home, home.ledger.findings.some(numbers[start : start + _AT_ONCE]))


def csv_lines(findings: Iterable[Finding]) -> Iterator[str]:
    """Lines with their ends, the titles of the columns first."""
    yield "\ufeff" + csv_row([name for name, _ in _COLUMNS])  # the mark tells Excel: UTF-8
    for one in findings:
        yield csv_row(_cells(one))


def write_findings(findings: Iterable[Finding], path: Path) -> int:
    """Write a file by its suffix, .csv or .xlsx; returns how many findings it has.

    Raises:
        InputError: it is to be another kind of file, or it cannot be written there.
    """
    rows = 0
    if path.suffix == ".xlsx":
        with open_table(path, "Findings", _COLUMNS) as table:
            for one in findings:
                table.add(_cells(one))
                rows += 1
        return rows
    if path.suffix != ".csv":
        raise InputError(f"{path}: findings go into a .csv or an .xlsx file")
    try:
        with path.open("w", encoding="utf-8", newline="") as stream:
            for rows, line in enumerate(csv_lines(findings)):  # noqa: B007  the last is the count
                stream.write(line)
    except OSError as error:
        raise InputError(f"{path} cannot be written: {error.strerror or error}") from error
    return rows


def _cells(one: Finding) -> list[str]:
    proof, accepted = one.proof, one.acceptance
    values = (f"{each['category']}: {each['value']}" for each in proof.values)
    sentences = dict.fromkeys(place["sentence"]["text"] for place in proof.places)
    pages = dict.fromkeys(str(place["page"]) for place in proof.places if place["page"])
    return [
        str(one.id),
        one.severity,
        one.policy,
        one.kind,
        one.state.value,
        one.path,
        one.message,
        "; ".join(values),
        "; ".join(dict.fromkeys(place["text"] for place in proof.places)),
        ", ".join(pages),
        " … ".join(sentences),
        f"{one.confidence:.4f}",
        f"{one.first_seen:%Y-%m-%d %H:%M:%S}",
        f"{one.last_seen:%Y-%m-%d %H:%M:%S}",
        accepted.who if accepted else "",
        accepted.reason if accepted else "",
        accepted.until.isoformat() if accepted and accepted.until else "",
        one.document,
        one.not_asked,
    ]
