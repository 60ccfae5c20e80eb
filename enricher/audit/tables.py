"""Findings and answers to audit queries as files: a row each, with the words that prove it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from enricher.audit.answers import Answer
from enricher.audit.wording import corrections_line, finding_line, values_line
from enricher.errors import InputError
from enricher.ledger.snapshots import PastDocument
from enricher.policies.findings import Finding
from enricher.search.exports import csv_row
from enricher.search.workbooks import open_table

_MARK = "\ufeff"  # tells Excel: UTF-8
_FINDING_COLUMNS = (
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
    ("not checked", 60),
    ("opened", 20),
    ("parties", 48),
    ("collections", 20),
    ("assignee", 14),
    ("comments", 60),
)
_ANSWER_COLUMNS = (
    "query",
    "as of",
    "document",
    "file",
    "title",
    "content sha256",
    "content first seen",
    "said since",
    "models",
    "values",
    "corrections",
    "open findings",
    "accepted findings",
    "undecided",
    "audited",
)
_MINUTES = "%Y-%m-%d %H:%M:%S %Z"


def finding_lines(findings: Iterable[Finding]) -> Iterator[str]:
    """Lines with their ends, the titles of the columns first."""
    yield _MARK + csv_row([name for name, _ in _FINDING_COLUMNS])
    for one in findings:
        yield csv_row(_finding_cells(one))


def write_findings(findings: Iterable[Finding], path: Path) -> int:
    """Write a file by its suffix, .csv or .xlsx; returns how many findings it has.

    Raises:
        InputError: it is to be another kind of file, or it cannot be written there.
    """
    if path.suffix == ".csv":
        return _write_lines(finding_lines(findings), path)
    if path.suffix != ".xlsx":
        raise InputError(f"{path}: findings are written to a .csv or .xlsx file")
    rows = 0
    with open_table(path, "Findings", _FINDING_COLUMNS) as table:
        for one in findings:
            table.add(_finding_cells(one))
            rows += 1
    return rows


def answer_lines(answer: Answer) -> Iterator[str]:
    """Lines with their ends, the titles of the columns first."""
    yield _MARK + csv_row(_ANSWER_COLUMNS)
    for one in answer.documents:
        yield csv_row(_answer_cells(answer, one))


def write_answer(answer: Answer, path: Path) -> int:
    """Write a CSV file; returns how many documents it has.

    Raises:
        InputError: it cannot be written there.
    """
    return _write_lines(answer_lines(answer), path)


def _write_lines(lines: Iterable[str], path: Path) -> int:
    """Write a CSV file; returns how many rows it has below its titles."""
    rows = -1
    try:
        with path.open("w", encoding="utf-8", newline="") as stream:
            for line in lines:
                stream.write(line)
                rows += 1
    except OSError as error:
        raise InputError(f"{path} cannot be written: {error.strerror or error}") from error
    return rows


def _finding_cells(one: Finding) -> list[str]:
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
        f"{one.opened:%Y-%m-%d %H:%M:%S}",
        "; ".join(one.parties),
        "; ".join(one.collections),
        one.assignee,
        "\n".join(one.comments),
    ]


def _answer_cells(answer: Answer, one: PastDocument) -> list[str]:
    entry = one.entry
    by_state = {
        state: "; ".join(finding_line(answer, each) for each in one.findings if each.state == state)
        for state in ("open", "accepted")
    }
    return [
        answer.query.name,
        f"{answer.moment.astimezone():{_MINUTES}}",
        one.id,
        "; ".join(entry.paths),
        entry.title,
        entry.sha256,
        f"{entry.seen.astimezone():{_MINUTES}}",
        f"{one.since.astimezone():{_MINUTES}}",
        ", ".join(entry.models),
        values_line(answer, one),
        corrections_line(one),
        by_state["open"],
        by_state["accepted"],
        "; ".join(f"{policy}: {reason}" for policy, reason in sorted(one.undecided.items())),
        f"{one.audited.astimezone():{_MINUTES}}" if one.audited else "",
    ]
