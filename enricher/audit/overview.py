"""What stands open in a home: by severity, policy and age, how it moved, and what is not asked."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Protocol

from enricher.audit.guard import PolicyGuard
from enricher.errors import Problem
from enricher.policies.finding_log import Standing, Unsaid
from enricher.policies.findings import State
from enricher.policies.holds import Held
from enricher.policies.policy import Policy
from enricher.policies.sets import PolicySet
from enricher.policies.severity import Severity

WEEKS = 12  # of which the moves are told
AGES = ("new today", "of the last seven days", "older")


def age_bounds(now: datetime) -> tuple[datetime, datetime]:
    """When what is new today opened at the earliest, and what is of the last seven days."""
    today = datetime.combine(now.date(), time(), now.tzinfo)
    return today, today - timedelta(days=6)


@dataclass(frozen=True, slots=True)
class PolicyLine:
    """A policy, and what stands of it.

    Attributes:
        policy: None where no file has it any more, or the file cannot be read.
        undecided: documents that it could not say anything of.
        stopped: for how many documents it took too long or too much.
        is_unread: its file, or a list that it names, cannot be read.
    """

    project: str
    id: str
    policy: Policy | None
    open: int
    accepted: int
    undecided: int
    stopped: int = 0
    is_unread: bool = False

    @property
    def title(self) -> str:
        return self.policy.title if self.policy else self.id


@dataclass(frozen=True, slots=True)
class Week:
    """How many findings opened, were accepted and resolved in the seven days from `start` on."""

    start: date
    opened: int
    accepted: int
    resolved: int


@dataclass(frozen=True, slots=True)
class Overview:
    """What stands.

    Attributes:
        severities: of open findings, the worst first, all of them.
        ages: of open findings, as `AGES`.
        policies: those with most open findings first; disabled ones without any are left out.
        weeks: the latest last, this one among them.
        moved: the same of all these weeks; a finding that opened twice counts once.
        problems: of policies and lists that cannot be read.
        unsaid: why policies can say nothing of some documents.
        reviews: of the open ones, those where a name is near one of a list.
        folders: where policies of each project are written.
        held: changes of files that a person has to confirm; `problems` tell of them as well.
    """

    severities: Mapping[str, int]
    ages: tuple[int, ...]
    policies: tuple[PolicyLine, ...]
    weeks: tuple[Week, ...]
    problems: tuple[Problem, ...]
    unsaid: tuple[Unsaid, ...]
    reviews: int
    accepted: int
    resolved: int
    waiting: int
    folders: Mapping[str, Path] = field(default_factory=dict)
    held: tuple[Held, ...] = ()
    moved: Mapping[State, int] = field(default_factory=dict)

    @property
    def open(self) -> int:
        return sum(self.severities.values())

    @property
    def undecided(self) -> int:
        return sum(one.count for one in self.unsaid)

    @property
    def stopped(self) -> tuple[PolicyLine, ...]:
        """Those that took too long or too much; of unreadable ones `problems` say more."""
        return tuple(one for one in self.policies if one.stopped)

    @property
    def asked(self) -> int:
        """How many policies can be asked."""
        return sum(one.policy is not None for one in self.policies)


class StandingLog(Protocol):
    """Counts what stands, and how it moved."""

    def standing(self, moments: Sequence[datetime]) -> list[Standing]:
        """All findings, counted; ages are told by moments, the latest first."""

    def unsaid(self) -> list[Unsaid]:
        """Of what policies cannot say anything at present, what most documents lack first."""

    def moves(self, since: datetime) -> list[tuple[date, State, int]]:
        """Day, state and finding of all that came into a state; a finding once a day and state.

        Days are those of this machine's zone.
        """


class Unasked(Protocol):
    """How many documents have no answer."""

    def waiting(self) -> int:
        """How many owe an audit."""

    def stopped(self) -> Mapping[tuple[str, str], int]:
        """By project and policy, for how many documents it was stopped."""


def overview(log: StandingLog, audits: Unasked, guard: PolicyGuard, now: datetime) -> Overview:
    """Count what stands.

    Args:
        now: with the zone in which days begin.

    Raises:
        SettingsError: the schema of a project is wrong.
    """
    standing = log.standing(age_bounds(now))
    unsaid = log.unsaid()
    known = guard.all()
    opened = [one for one in standing if one.state is State.OPEN]
    severities = _counted(opened, "severity")
    ages = _counted(opened, "age")
    states = _counted(standing, "state")
    weeks, moved = _weeks(log, now)
    return Overview(
        {one.value: severities[one.value] for one in Severity},
        tuple(ages[age] for age in range(len(AGES))),
        _lines(known, audits.stopped(), standing, unsaid),
        weeks,
        tuple(problem for one in known.values() for problem in one.problems),
        tuple(unsaid),
        _counted(opened, "kind")["review"],
        states[State.ACCEPTED],
        states[State.RESOLVED],
        audits.waiting(),
        {project: guard.folders(project)[0] for project in known},
        tuple(guard.held()),
        moved,
    )


def _counted(standing: Iterable[Standing], attribute: str) -> Counter[object]:
    counts: Counter[object] = Counter()
    for one in standing:
        counts[getattr(one, attribute)] += one.count
    return counts


def _lines(
    known: Mapping[str, PolicySet],
    stopped: Mapping[tuple[str, str], int],
    standing: Iterable[Standing],
    unsaid: Iterable[Unsaid],
) -> tuple[PolicyLine, ...]:
    counts: Counter[tuple[str, str, str]] = Counter()
    for one in standing:
        if one.state is not State.RESOLVED:
            counts[one.project, one.policy, one.state] += one.count
    for each in unsaid:
        counts[each.project, each.policy, "undecided"] += each.count
    policies = {
        (project, id): policy
        for project, known_set in known.items()
        for id, policy in known_set.policies.items()
        if known_set.is_enabled(id)
    }
    unread = {(project, id) for project, of in known.items() for id in of.broken}
    named = {*policies, *((project, policy) for project, policy, _ in counts), *stopped, *unread}
    lines = [
        PolicyLine(
            project,
            id,
            policies.get((project, id)),
            counts[project, id, State.OPEN],
            counts[project, id, State.ACCEPTED],
            counts[project, id, "undecided"],
            0 if (project, id) in unread else stopped.get((project, id), 0),
            (project, id) in unread,
        )
        for project, id in sorted(named)
    ]
    return tuple(sorted(lines, key=lambda one: (-one.open, -one.undecided)))


def _weeks(log: StandingLog, now: datetime) -> tuple[tuple[Week, ...], Mapping[State, int]]:
    """Findings by what they came into: of each week, and of all of them together."""
    first = now.date() - timedelta(days=7 * WEEKS - 1)
    by_week: dict[tuple[int, State], set[int]] = defaultdict(set)
    moved: dict[State, set[int]] = {state: set() for state in State}
    for day, state, finding in log.moves(datetime.combine(first, time(), now.tzinfo)):
        by_week[(day - first).days // 7, state].add(finding)
        moved[state].add(finding)
    order = (State.OPEN, State.ACCEPTED, State.RESOLVED)
    weeks = [
        Week(
            first + timedelta(days=7 * number),
            *(len(by_week.get((number, state), ())) for state in order),
        )
        for number in range(WEEKS)
    ]
    return tuple(weeks), {state: len(findings) for state, findings in moved.items()}
