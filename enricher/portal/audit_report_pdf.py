"""A report of findings as a PDF file to print and to keep, with the same words as the HTML one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from importlib.resources import files
from typing import Any, Protocol

from enricher.audit.report import Entry, Report, Tally
from enricher.audit.wording import asked_about, events, not_asked, quoted, remarks, source
from enricher.files.versions import __version__
from enricher.text.addresses import document_url


class Typeset(Protocol):
    """A PDF file, and the characters that it names instead of showing them."""

    @property
    def content(self) -> bytes: ...

    @property
    def missing(self) -> tuple[str, ...]: ...


SetTexts = Callable[[str, Mapping[str, Any], datetime], Typeset]
"""Sets texts by a template, as of a time."""

_TEMPLATE = files("enricher.portal").joinpath("templates", "audit_report.typ")


def report_pdf(report: Report, set_texts: SetTexts, portal_url: str = "") -> Typeset:
    """Set a report.

    Args:
        portal_url: where documents can be looked at; "" where nobody said.
    """
    return set_texts(_TEMPLATE.read_text("utf-8"), _texts(report, portal_url), report.made)


def _texts(report: Report, portal_url: str) -> dict[str, Any]:
    titles = report.titles
    reasons = [f"{titles.get(id, id)}: {reason}" for id, reason in not_asked(report).items()]
    return {
        "first": report.first.isoformat(),
        "last": report.last.isoformat(),
        "narrowed": "; ".join(report.narrowed),
        "made": f"{report.made.astimezone():%Y-%m-%d %H:%M %Z}",
        "version": __version__,
        "severities": _numbers(report.by_severity, {}),
        "policies": [
            [title, asked_about(report.documents, name), *numbers]
            for name, (title, *numbers) in zip(
                report.by_policy, _numbers(report.by_policy, titles), strict=True
            )
        ],
        "waiting": report.waiting,
        "not_asked": [*reasons, *map(str, report.problems)],
        "unsaid": [
            [titles.get(one.policy, one.policy), one.reason, f"{one.count:,}"]
            for one in report.unsaid
        ],
        "findings": [_finding(one, portal_url) for one in report.entries],
    }


def _numbers(tallies: Mapping[str, Tally], titles: Mapping[str, str]) -> list[list[str]]:
    return [
        [
            titles.get(name, name),
            *(
                f"{count:,}"
                for count in (
                    one.opened,
                    one.reopened,
                    one.accepted,
                    one.resolved,
                    one.still_open,
                    one.still_accepted,
                )
            ),
        ]
        for name, one in tallies.items()
    ]


def _finding(one: Entry, portal_url: str) -> dict[str, Any]:
    finding, last = one.finding, one.last
    return {
        "id": finding.id,
        "message": last.message,
        "severity": last.severity,
        "review": last.kind == "review",
        "state": last.state.value,
        "title": one.title,
        "name": finding.name,
        "path": finding.path or "its document is gone",
        "url": document_url(portal_url, finding.document) if portal_url and finding.path else "",
        "places": [
            {"said": quoted(place), "source": source(place), "at": _anchor(place)}
            for place in last.proof.places
        ],
        "remarks": remarks(last.proof),
        "remedy": one.policy.remedy if one.policy else "",
        "not_asked": finding.not_asked,
        "events": [[f"{at.astimezone():%Y-%m-%d %H:%M}", what] for at, what in events(one)],
        "policy": finding.policy,
        "project": finding.project,
        "policy_version": last.version,
        "models": finding.models or "none",
        "document": finding.document,
        "sha256": last.sha256,
    }


def _anchor(place: Mapping[str, Any]) -> str:
    return f"#at={place['offset']},{place['offset'] + place['length']}"
