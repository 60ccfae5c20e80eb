"""What became of findings in a period, and what stood at its end, for people who were not there.

finding_log, history --until the end of the period--> Entry: finding, how it stood, what happened
Entry                --portal.audit_report--> one HTML file, to be read and kept
                     --portal.audit_report_pdf--> one PDF file, to be printed, sent and filed
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any

from enricher.audit.findings import Finding, FindingFilter, State, stopped_words
from enricher.audit.findings_file import all_findings
from enricher.audit.overview import known_policies
from enricher.audit.project import documents_asked
from enricher.audit.steps import Decision, Step, Unsaid
from enricher.errors import InputError
from enricher.history.days import begin_of, end_of
from enricher.policies.policy import Policy
from enricher.policies.severity import Severity
from enricher.wiring.home import Home


@dataclass(frozen=True, slots=True)
class Entry:
    """A finding in a report.

    Attributes:
        finding: what it is of; how it stood says `last`, since it may have changed after the period.
        policy: as its file is now; None where there is none.
        last: its last step until the end of the period.
        steps: those of the period.
        earlier: the last one before the period; None where it came within.
        decisions: about it until the end of the period.
    """

    finding: Finding
    policy: Policy | None
    last: Step
    steps: tuple[Step, ...]
    decisions: tuple[Decision, ...]
    earlier: Step | None = None

    @property
    def title(self) -> str:
        return self.policy.title if self.policy else self.finding.policy

    def as_json(self) -> dict[str, Any]:
        last = self.last
        return {
            "id": self.finding.id,
            "document": self.finding.document,
            "path": self.finding.path,
            "project": self.finding.project,
            "policy": self.finding.policy,
            "title": self.title,
            "severity": last.severity,
            "kind": last.kind,
            "state": last.state.value,
            "message": last.message,
            "evidence": last.proof.as_json(),
            "policy_version": last.version,
            "sha256": last.sha256,
            "not_asked": self.finding.not_asked or None,
            "steps": [one.as_json() for one in self.steps],
            "decisions": [one.as_json() for one in self.decisions],
        }


@dataclass(frozen=True, slots=True)
class Tally:
    """How many findings of a policy or a severity moved in the period, and stood at its end.

    A finding counts once, however often it did the same.

    Attributes:
        opened: that were found for the first time.
        reopened: that were open again, after they had been accepted or resolved.
    """

    opened: int
    reopened: int
    accepted: int
    resolved: int
    still_open: int
    still_accepted: int


@dataclass(frozen=True, slots=True)
class Report:
    """What became of findings from `first` to `last`, both days included.

    Attributes:
        entries: what stood at the end or moved in the period, the worst first.
        unsaid: of what policies can say nothing, when the report was made.
        stopped: why a policy is not asked, when the report was made.
        problems: of policies and lists that could not be read then.
        waiting: documents that were still to be asked about then.
        documents: about how many each policy was asked then, by its id; None where the index did not
            answer. Those that are not asked are left out.
    """

    first: date
    last: date
    made: datetime
    entries: tuple[Entry, ...]
    by_policy: Mapping[str, Tally]
    by_severity: Mapping[str, Tally]
    titles: Mapping[str, str]
    unsaid: tuple[Unsaid, ...]
    stopped: Mapping[str, str]
    problems: tuple[str, ...]
    waiting: int
    documents: Mapping[str, int | None] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return {
            "from": self.first.isoformat(),
            "to": self.last.isoformat(),
            "made": self.made.isoformat(timespec="seconds"),
            "by_severity": {name: asdict(one) for name, one in self.by_severity.items()},
            "by_policy": {
                name: {"documents": self.documents.get(name), **asdict(one)}
                for name, one in self.by_policy.items()
            },
            "findings": [one.as_json() for one in self.entries],
            "undecided": [asdict(one) for one in self.unsaid],
            "not_asked": dict(self.stopped),
            "problems": list(self.problems),
            "waiting": self.waiting,
        }


def make_report(home: Home, first: date, last: date, now: datetime) -> Report:
    """Read what became of findings.

    Args:
        now: with the zone in which days begin.

    Raises:
        InputError: the period ends before it begins, or begins in the future.
    """
    if last < first:
        raise InputError(f"the period ends on {last}, before it begins on {first}")
    if first > now.date():
        raise InputError(f"the period begins on {first}, which is still to come")
    begin, end = begin_of(first), end_of(last)
    log = home.ledger.finding_log
    steps: dict[int, list[Step]] = defaultdict(list)
    for step in log.steps(end):
        steps[step.finding].append(step)
    decisions: dict[int, list[Decision]] = defaultdict(list)
    for decision in log.decisions(end):
        decisions[decision.finding].append(decision)
    known = known_policies(home)
    policies = {
        (project, id): policy
        for project, of_project in known.items()
        for id, policy in of_project.policies.items()
    }
    entries = []
    for finding in all_findings(home, FindingFilter()):
        known_steps = steps.get(finding.id, [])
        within = tuple(one for one in known_steps if one.at >= begin)
        if known_steps and (within or known_steps[-1].state is not State.RESOLVED):
            entries.append(
                Entry(
                    finding,
                    policies.get((finding.project, finding.policy)),
                    known_steps[-1],
                    within,
                    tuple(decisions.get(finding.id, ())),
                    next((one for one in reversed(known_steps) if one.at < begin), None),
                )
            )
    entries.sort(
        key=lambda one: (Severity(one.last.severity).rank, one.finding.policy, one.finding.id)
    )
    enabled = [id for (_, id), policy in policies.items() if policy.enabled]
    idle = {
        id: f"is not asked, since its list {name} is not written"
        for of_project in known.values()
        for id, name in of_project.idle.items()
    }
    documents: dict[str, int | None] = {}
    for project, of_project in known.items():
        documents |= documents_asked(home, project, of_project, now.date())
    return Report(
        first,
        last,
        now,
        tuple(entries),
        _tallies([(one.finding.policy, one) for one in entries], enabled),
        _tallies([(one.last.severity, one) for one in entries]),
        {one.finding.policy: one.title for one in entries}
        | {id: policy.title for (_, id), policy in policies.items()},
        tuple(log.unsaid()),
        {
            policy: stopped_words(count)
            for (_, policy), count in home.ledger.audits.stopped().items()
        }
        | idle,
        tuple(str(one) for of_project in known.values() for one in of_project.problems),
        home.ledger.audits.waiting(),
        documents,
    )


def _tallies(named: Sequence[tuple[str, Entry]], others: Sequence[str] = ()) -> dict[str, Tally]:
    """By name, those with findings first; `others` are told as well if nothing was found."""
    moved: dict[str, Counter[str]] = defaultdict(Counter)
    stood: dict[str, Counter[State]] = defaultdict(Counter)
    for name, entry in named:
        moved[name].update({_move(one) for one in entry.steps if one.state is not one.before})
        stood[name][entry.last.state] += 1
    return {
        name: Tally(
            moved[name]["opened"],
            moved[name]["reopened"],
            moved[name][State.ACCEPTED],
            moved[name][State.RESOLVED],
            stood[name][State.OPEN],
            stood[name][State.ACCEPTED],
        )
        for name in dict.fromkeys([*(name for name, _ in named), *sorted(others)])
    }


def _move(step: Step) -> str:
    if step.state is not State.OPEN:
        return step.state.value
    return "opened" if step.before is None else "reopened"
