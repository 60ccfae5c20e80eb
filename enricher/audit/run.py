"""Keeps findings in step with documents, policies, lists and the day.

    policies, lists of another version ─┐
    another day (those that ask for it) ├─► all documents that owe nothing ─┐
                                        │                                   ├─ ask ─► findings ─► index
    documents the index heard of ───────┴─► owed, once the index has them ──┘

Each step may be done twice with the same result, in however many processes: a document that has
changed meanwhile is left as it is, since it owes another audit.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from enricher.audit.guard import PolicyGuard
from enricher.audit.project import ProjectAudit
from enricher.errors import Problem
from enricher.policies.findings import Asked, Audited, AuditedText
from enricher.policies.sets import PolicySet

logger = logging.getLogger(__name__)

_BATCH = 500


@dataclass(frozen=True, slots=True)
class AuditRun:
    """What an audit did.

    Attributes:
        documents: that owed an audit and were asked about. What went, or could not be read, owes one
            too; no policy is asked about it.
        policies: that all documents were asked by, since they, their lists or the day changed.
        changed: findings that came, changed or were resolved.
        waiting: documents that still owe an audit: the index is to hear of them first, or there
            was no time.
        is_whole: whether there was time for all policies.
        problems: of policies and lists that cannot be read, or whose change is to be confirmed: what
            they found stays, and nothing is asked by them.
        stopped: by policy, for how many documents it was stopped, now or before.
    """

    documents: int
    policies: tuple[str, ...]
    changed: int
    waiting: int
    is_whole: bool
    problems: tuple[Problem, ...] = ()
    stopped: Mapping[str, int] = field(default_factory=dict)


class FindingRecords(Protocol):
    """Keeps what policies say."""

    def record(
        self,
        project: str,
        policies: Iterable[str],
        audited: Sequence[Audited],
        now: datetime,
        why: Mapping[str, Sequence[str]] = {},
    ) -> int:
        """Keep what policies say of documents; what they found before and find no more is resolved.

        Where a policy was stopped, what it found before stays as it was.
        A document that changed meanwhile is left as it is: it owes an audit.

        Args:
            why: by policy what changed, where all documents are asked about (`Step.why`).

        Returns:
            How many findings came, changed or were resolved.
        """

    def settle(self, texts: Sequence[AuditedText], now: datetime) -> None:
        """These texts owe no audit any more; findings of projects that read them no more go.

        Those of a text that cannot be read stay: nobody knows what it says now.
        """

    def resolve_policy(self, project: str, policy: str, now: datetime, why: Sequence[str]) -> int:
        """A policy is asked no more; returns how many findings are resolved by that."""

    def expire(self, today: date, now: datetime) -> int:
        """Reopen what was accepted until a day that is over; returns how many."""


class AuditLedger(Protocol):
    """What was audited by what, and what is owed."""

    def owed(self, limit: int) -> list[AuditedText]:
        """Texts that owe an audit and that the index has, the longest waiting first."""

    def waiting(self) -> int:
        """How many texts owe an audit."""

    def texts(self, project: str, after: int, limit: int) -> tuple[list[AuditedText], int]:
        """Texts of a project that owe no audit, in the order in which these came.

        Args:
            after: the place of the last one that was given before, 0 at first.

        Returns:
            Some of them and the place of the last; none at the end.
        """

    def asked(self, project: str | None = None) -> Mapping[tuple[str, str], Asked]:
        """By project and policy."""

    def stopped(self) -> Mapping[tuple[str, str], int]:
        """By project and policy, for how many documents it was stopped."""

    def note(self, project: str, policy: str, asked: Asked, now: datetime) -> None: ...


Reasons = Mapping[str, Sequence[str]]
"""By policy what of it is another than when all documents were asked (`Step.why`)."""


class Auditing:
    """Audits one home. It keeps the policies that it has read, and the processes that they ran in.

    Args:
        open_project: begins to ask the policies of a project.
    """

    def __init__(
        self,
        guard: PolicyGuard,
        findings: FindingRecords,
        audits: AuditLedger,
        open_project: Callable[[str, PolicySet], ProjectAudit],
    ) -> None:
        self._guard = guard
        self._findings = findings
        self._audits = audits
        self._open_project = open_project
        self._known: dict[str, ProjectAudit] = {}

    def __enter__(self) -> Auditing:
        return self

    def __exit__(self, *_: object) -> None:
        for known in self._known.values():
            known.close()
        self._known.clear()

    def run(self, now: datetime, is_over: Callable[[], bool] = lambda: False) -> AuditRun:
        """Ask whatever is to be asked.

        Args:
            now: with the zone in which days begin.
            is_over: whether to end early; what is left is owed.

        Raises:
            UnavailableError: the index does not answer.
            SettingsError: the schema of a project is wrong.
        """
        changed = self._findings.expire(now.date(), now)
        projects = self._projects()
        reasons = {one.project: self._reasons(one) for one in projects}
        policies: list[str] = []
        is_whole = True
        for project in projects:
            changed += self._resolve_others(project, now)
            due = self._due(project, now.date())
            more, is_done = self._ask_all(project, due, now, is_over, reasons[project.project])
            changed += more
            policies += due if is_done else ()
            is_whole = is_whole and is_done
        documents, more = self._ask_owed(projects, now, is_over, reasons)
        changed += more
        if documents or policies:
            logger.info(
                "audited documents=%d policies=%d changed=%d", documents, len(policies), changed
            )
        return AuditRun(
            documents,
            tuple(policies),
            changed,
            self._audits.waiting(),
            is_whole,
            tuple(problem for one in projects for problem in one.policies.problems),
            {policy: count for (_, policy), count in self._audits.stopped().items()},
        )

    def _projects(self) -> list[ProjectAudit]:
        """Those that read documents, with their policies as the files are now."""
        for project in self._guard.projects():
            policies = self._guard.policies(project)
            before = self._known.get(project)
            if before is None or before.policies != policies:
                if before is not None:
                    before.close()
                self._guard.follow(project)
                self._known[project] = self._open_project(project, policies)
        return list(self._known.values())

    def _asked(self, project: ProjectAudit) -> dict[str, Asked]:
        """By what each policy of a project was last asked."""
        return {id: one for (_, id), one in self._audits.asked(project.project).items()}

    def _reasons(self, project: ProjectAudit) -> Reasons:
        reasons = {}
        asked = self._asked(project)
        for id, policy in project.enabled.items():
            last = asked.get(id)
            if last is None:
                reasons[id] = ["new"]
            elif last.version != project.version(policy):
                parts = project.parts(policy)
                changed = [name for name, part in parts.items() if last.parts.get(name) != part]
                reasons[id] = changed if last.parts else ["version"]
        return reasons

    def _resolve_others(self, project: ProjectAudit, now: datetime) -> int:
        """Resolve what policies found that are not to be asked any more; what is broken stays."""
        changed = 0
        name, asked = project.project, self._asked(project)
        for id in asked.keys() - project.enabled.keys():
            if id not in project.broken:
                policies = project.policies
                why = [
                    "idle" if id in policies.idle else "unset" if id in policies.unset else "off"
                ]
                changed += self._findings.resolve_policy(name, id, now, why)
            elif asked[id].version:  # once it can be read again, all documents are asked about
                self._audits.note(name, id, Asked("", "", asked[id].parts), now)
        return changed

    def _due(self, project: ProjectAudit, today: date) -> list[str]:
        """The policies that changed, or for which the day did: all documents are asked about."""
        asked = self._asked(project)

        def is_due(id: str) -> bool:
            policy, last = project.enabled[id], asked.get(id)
            if last is None or last.version != project.version(policy):
                return True
            return policy.is_day_dependent and last.day != today.isoformat()

        return [id for id in project.enabled if is_due(id)]

    def _ask_all(
        self,
        project: ProjectAudit,
        due: Sequence[str],
        now: datetime,
        is_over: Callable[[], bool],
        reasons: Reasons,
    ) -> tuple[int, bool]:
        """Ask policies about all documents that owe nothing.

        Returns:
            How many findings changed, and whether there was time for all.
        """
        changed = place = 0
        why = {id: reasons.get(id, ["day"]) for id in due}
        while due:
            texts, place = self._audits.texts(project.project, place, _BATCH)
            if not texts:
                break
            if is_over():
                return changed, False
            said = project.ask(texts, due, now.date())
            changed += self._findings.record(project.project, due, said, now, why)
        for id in due:
            policy = project.enabled[id]
            asked = Asked(project.version(policy), now.date().isoformat(), project.parts(policy))
            self._audits.note(project.project, id, asked, now)
        return changed, True

    def _ask_owed(
        self,
        projects: Sequence[ProjectAudit],
        now: datetime,
        is_over: Callable[[], bool],
        reasons: Mapping[str, Reasons],
    ) -> tuple[int, int]:
        """Ask all policies about documents that owe an audit: how many, and what changed."""
        documents = changed = 0
        while not is_over() and (texts := self._audits.owed(_BATCH)):
            looked_at: set[str] = set()
            for project in projects:
                name, ids = project.project, list(project.enabled)
                mine = [one for one in texts if name in one.projects and one.facts is not None]
                looked_at.update(one.document for one in mine)
                if mine:
                    said = project.ask(mine, ids, now.date())
                    changed += self._findings.record(name, ids, said, now, reasons[name])
            self._findings.settle(texts, now)
            documents += len(looked_at)
        return documents, changed
