"""What became of findings in a period, and what stood at its end, for people who were not there.

finding_log, history --until the end of the period--> Entry: finding, how it stood, what happened
Entry                --portal.audit_report--> one HTML file, to be read and kept
                     --portal.audit_report_pdf--> one PDF file, to be printed, sent and filed
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Protocol

from enricher.audit.guard import PolicyGuard
from enricher.audit.scopes import Scopes
from enricher.audit.service import FindingService
from enricher.errors import InputError, Problem
from enricher.ledger.accounts import Collection
from enricher.ledger.days import begin_of, end_of
from enricher.people.assignments import NOBODY
from enricher.policies.finding_log import Decision, Step, Unsaid
from enricher.policies.findings import Finding, FindingFilter, State
from enricher.policies.policy import Policy
from enricher.policies.sets import PolicySet
from enricher.policies.severity import Severity

EVERY_FINDING = FindingFilter()
_ALL_UNDECIDED = 1_000_000


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
        stopped: by policy, for how many documents it was stopped.
        idle: by policy that is not asked, the list that is not written.
        unset: by policy that is not asked, the clause of which the playbook has no wording.
        problems: of policies and lists that could not be read then.
        waiting: documents that were still to be asked about then.
        narrowed: that it tells of some findings alone, in words; nothing where it tells of all.
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
    stopped: Mapping[str, int]
    idle: Mapping[str, str]
    unset: Mapping[str, str]
    problems: tuple[Problem, ...]
    waiting: int
    documents: Mapping[str, int | None] = field(default_factory=dict)
    narrowed: tuple[str, ...] = ()


class FindingLog(Protocol):
    """Reads what became of findings; nothing of it ever changes."""

    def unsaid(self) -> list[Unsaid]:
        """Of what policies cannot say anything at present, what most documents lack first."""

    def steps(self, before: datetime) -> list[Step]:
        """All steps until a moment, a finding's own in order."""

    def decisions(self, before: datetime) -> list[Decision]:
        """All decisions until a moment, the first one first."""


class AuditCounts(Protocol):
    def waiting(self) -> int:
        """How many texts owe an audit."""

    def stopped(self) -> Mapping[tuple[str, str], int]:
        """By project and policy, for how many documents it was stopped."""

    def documents(self, project: str) -> int:
        """How many texts of a project its policies were asked about, whatever their scope."""


class Reports:
    """Makes reports of the findings of a home."""

    def __init__(
        self,
        log: FindingLog,
        audits: AuditCounts,
        findings: FindingService,
        guard: PolicyGuard,
        scopes: Scopes,
        collections: Callable[[], Sequence[Collection]],
    ) -> None:
        self._log = log
        self._audits = audits
        self._findings = findings
        self._guard = guard
        self._scopes = scopes
        self._collections = collections

    def make(
        self, first: date, last: date, now: datetime, asked: FindingFilter = EVERY_FINDING
    ) -> Report:
        """Read what became of findings.

        Args:
            now: with the zone in which days begin.
            asked: only of these; its states and days make no difference, as the period says which.

        Raises:
            InputError: the period ends before it begins, or begins in the future.
        """
        if last < first:
            raise InputError(f"the period ends on {last}, before it starts on {first}")
        if first > now.date():
            raise InputError(f"the period begins on {first}, which is in the future")
        known = self._guard.all()
        policies = {
            (project, id): policy
            for project, of_project in known.items()
            for id, policy in of_project.policies.items()
        }
        asked = replace(asked, states=(), since=None, before=None)
        entries = self._entries(begin_of(first), end_of(last), policies, asked)
        enabled = [
            id
            for (project, id), policy in policies.items()
            if policy.enabled
            and asked.project in (None, project)
            and (not asked.policies or id in asked.policies)
        ]
        titles = {one.finding.policy: one.title for one in entries}
        return Report(
            first,
            last,
            now,
            entries,
            _tallies([(one.finding.policy, one) for one in entries], enabled),
            _tallies([(one.last.severity, one) for one in entries]),
            titles | {id: policy.title for (_, id), policy in policies.items()},
            tuple(self._log.unsaid() if asked == EVERY_FINDING else self._unsaid(asked)),
            {policy: count for (_, policy), count in self._audits.stopped().items()},
            {id: name for of_project in known.values() for id, name in of_project.idle.items()},
            {id: name for of_project in known.values() for id, name in of_project.unset.items()},
            tuple(problem for of_project in known.values() for problem in of_project.problems),
            self._audits.waiting(),
            self._documents(known, now.date()),
            tuple(narrowed_to(asked)),
        )

    def _unsaid(self, asked: FindingFilter) -> list[Unsaid]:
        """Of what policies can say nothing among the documents that are asked for."""
        counts = Counter(
            (one.project, one.policy, one.reason)
            for one in self._findings.undecided(asked, _ALL_UNDECIDED)
        )
        return [Unsaid(*of, count) for of, count in counts.most_common()]

    def _entries(
        self,
        begin: datetime,
        end: datetime,
        policies: Mapping[tuple[str, str], Policy],
        asked: FindingFilter,
    ) -> tuple[Entry, ...]:
        """What stood at the end or moved since the beginning, the worst first."""
        steps: dict[int, list[Step]] = defaultdict(list)
        for step in self._log.steps(end):
            steps[step.finding].append(step)
        decisions: dict[int, list[Decision]] = defaultdict(list)
        for decision in self._log.decisions(end):
            decisions[decision.finding].append(decision)
        entries = []
        for finding in self._findings.all(asked):
            known = steps.get(finding.id, [])
            within = tuple(one for one in known if one.at >= begin)
            if known and (within or known[-1].state is not State.RESOLVED):
                entries.append(
                    Entry(
                        finding,
                        policies.get((finding.project, finding.policy)),
                        known[-1],
                        within,
                        tuple(decisions.get(finding.id, ())),
                        next((one for one in reversed(known) if one.at < begin), None),
                    )
                )
        entries.sort(
            key=lambda one: (Severity(one.last.severity).rank, one.finding.policy, one.finding.id)
        )
        return tuple(entries)

    def _documents(self, known: Mapping[str, PolicySet], today: date) -> dict[str, int | None]:
        """About how many documents each policy is asked."""
        collections = self._collections()
        documents: dict[str, int | None] = {}
        for project, policies in known.items():
            read = [
                one.name
                for one in collections
                if any(each.project == project for each in one.serve)
            ]
            whole = self._audits.documents(project)
            documents |= self._scopes.counts(policies, read, whole, today)
        return documents


def narrowed_to(asked: FindingFilter) -> list[str]:
    """Which findings are asked for, in words."""
    chosen = {
        "project": (asked.project,) if asked.project else (),
        "policy": asked.policies,
        "severity": asked.severities,
        "kind": asked.kinds,
        "document": asked.documents,
        "party": asked.parties,
        "collection": asked.collections,
        "path": (asked.path,) if asked.path else (),
        "words": asked.words,
        "assignee": tuple(one or NOBODY for one in asked.assignees),
    }
    joint = {"words": " "}  # all of them
    return [
        f"{name} {joint.get(name, ' or ').join(values)}"
        for name, values in chosen.items()
        if values
    ]


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
