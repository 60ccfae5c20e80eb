"""Answers to audit queries as a CSV file, a row for each document, with what said so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from enricher.audit.queries.answers import Answer
from enricher.audit.snapshots import PastDocument, PastFinding
from enricher.errors import InputError
from enricher.search.exports import csv_row

_COLUMNS = (
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


def answer_lines(answer: Answer) -> Iterator[str]:
    """Lines with their ends, the titles of the columns first."""
    yield "\ufeff" + csv_row(_COLUMNS)  # the mark tells Excel: UTF-8
    for one in answer.documents:
        yield csv_row(_cells(answer, one))


def write_answer(answer: Answer, path: Path) -> int:
    """Write a CSV file; returns how many documents it has.

    Raises:
        InputError: it cannot be written there.
    """
    try:
        with path.open("w", encoding="utf-8", newline="") as stream:
            stream.writelines(answer_lines(answer))
    except OSError as error:
        raise InputError(f"{path} cannot be written: {error.strerror or error}") from error
    return answer.total


def values_line(answer: Answer, one: PastDocument) -> str:
    """The values that the question is about, each with what said so and how sure that was."""
    return "; ".join(
        f"{name}: {value.value} ({value.said_by or 'unknown'}, {value.confidence:.2f})"
        for name, values in answer.values_of(one).items()
        for value in values
    )


def corrections_line(one: PastDocument) -> str:
    acts = {"tag": "is", "reject": "is no", "none": "has no"}
    return "; ".join(
        " ".join(
            [
                *([f"“{each.text}”"] if each.text else []),
                f"{acts.get(each.act, each.act)} {each.category}",
                f"by {each.who} on {each.at.astimezone():%Y-%m-%d}",
            ]
        )
        for each in one.entry.corrections
    )


def finding_line(answer: Answer, finding: PastFinding) -> str:
    """A finding, the version of its policy, and the decision about it."""
    said = f"{finding.policy} ({finding.severity}, version {finding.version})"
    decision = answer.decision_of(finding)
    if decision is None:
        return f"{said}: {finding.message}"
    until = f" until {decision.until}" if decision.until else ""
    return f"{said}: accepted by {decision.who} on {decision.at.astimezone():%Y-%m-%d}{until}: {decision.reason}"


def _cells(answer: Answer, one: PastDocument) -> list[str]:
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
