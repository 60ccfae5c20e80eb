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
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from enricher.audit.findings import Asked
from enricher.audit.guard import follow_sources, guarded_policies, served_projects
from enricher.audit.project import ProjectAudit
from enricher.policies.auditor import MEGABYTES, SECONDS
from enricher.wiring.home import Home

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
    problems: tuple[str, ...] = ()
    stopped: Mapping[str, int] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return {
            "documents": self.documents,
            "policies": list(self.policies),
            "changed": self.changed,
            "waiting": self.waiting,
            "problems": list(self.problems),
            "stopped": dict(self.stopped),
        }


class Auditing:
    """Audits one home. It keeps the policies that it has read, and the processes that they ran in.

    Args:
        seconds: the most that a policy may take for a batch.
        megabytes: the most that the process may take in which it is asked.
    """

    def __init__(self, home: Home, seconds: float = SECONDS, megabytes: int = MEGABYTES) -> None:
        self._home = home
        self._limits = seconds, megabytes
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
        home = self._home
        changed = home.ledger.findings.expire(now.date(), now)
        audits = self._audits()
        policies: list[str] = []
        documents = 0
        is_whole = True
        reasons: dict[str, Mapping[str, Sequence[str]]] = {}
        for audit in audits.values():
            reasons[audit.project] = self._reasons(audit)
            due, more, is_done = self._ask_all(audit, now, is_over, reasons[audit.project])
            policies += due
            changed += more
            is_whole = is_whole and is_done
        while not is_over() and (texts := home.ledger.audits.owed(_BATCH)):
            looked_at: set[str] = set()
            for project, audit in audits.items():
                mine = [one for one in texts if project in one.projects and one.facts is not None]
                looked_at.update(one.document for one in mine)
                if mine:
                    ids = list(audit.enabled)
                    said = audit.ask(mine, ids, now.date())
                    changed += home.ledger.findings.record(
                        project, ids, said, now, reasons[project]
                    )
            home.ledger.findings.settle(texts, now)
            documents += len(looked_at)
        if documents or policies:
            logger.info(
                "audited documents=%d policies=%d changed=%d", documents, len(policies), changed
            )
        problems = [str(one) for audit in audits.values() for one in audit.policies.problems]
        waiting = home.ledger.audits.waiting()
        stopped = {policy: count for (_, policy), count in home.ledger.audits.stopped().items()}
        return AuditRun(
            documents, tuple(policies), changed, waiting, is_whole, tuple(problems), stopped
        )

    def _audits(self) -> dict[str, ProjectAudit]:
        """Of each project that reads documents, as its files are now."""
        home = self._home
        for project in served_projects(home):
            policies = guarded_policies(home, project)
            before = self._known.get(project)
            if before is None or before.policies != policies:
                if before is not None:
                    before.close()
                follow_sources(home, project)
                self._known[project] = ProjectAudit(home, project, policies, *self._limits)
        return dict(self._known)

    def _reasons(self, audit: ProjectAudit) -> Mapping[str, Sequence[str]]:
        """By policy what of it is another than when all documents were asked (`Step.why`)."""
        reasons = {}
        asked = self._home.ledger.audits.asked(audit.project)
        for id, policy in audit.enabled.items():
            last = asked.get((audit.project, id))
            if last is None:
                reasons[id] = ["new"]
            elif last.version != audit.version(policy):
                parts = audit.parts(policy)
                changed = [name for name, part in parts.items() if last.parts.get(name) != part]
                reasons[id] = changed if last.parts else ["version"]
        return reasons

    def _ask_all(
        self,
        audit: ProjectAudit,
        now: datetime,
        is_over: Callable[[], bool],
        reasons: Mapping[str, Sequence[str]],
    ) -> tuple[list[str], int, bool]:
        """Ask policies that changed, or for which the day did, about all documents."""
        home, project = self._home, audit.project
        enabled = audit.enabled
        changed = 0
        asked = {policy: one for (_, policy), one in home.ledger.audits.asked(project).items()}
        for id in asked.keys() - enabled.keys():
            if id not in audit.broken:
                why = ["idle" if id in audit.policies.idle else "off"]
                changed += home.ledger.findings.resolve_policy(project, id, now, why)
            elif asked[id].version:  # once it can be read again, all documents are asked about
                home.ledger.audits.note(project, id, Asked("", "", "", asked[id].parts), now)
        day = now.date().isoformat()
        due = []
        for id, policy in enabled.items():
            last = asked.get(id)
            is_new = last is None or last.version != audit.version(policy)
            is_late = last is not None and policy.is_day_dependent and last.day != day
            if is_new or is_late:
                due.append(id)
        if not due:
            return [], changed, True
        place = 0
        while True:
            texts, place = home.ledger.audits.texts(project, place, _BATCH)
            if not texts:
                break
            if is_over():
                return [], changed, False
            said = audit.ask(texts, due, now.date())
            asked_for = {id: reasons.get(id, ["day"]) for id in due}
            changed += home.ledger.findings.record(project, due, said, now, asked_for)
        for id in due:
            version, parts = audit.version(enabled[id]), audit.parts(enabled[id])
            asked_now = Asked(version, day, audit.stopped.get(id, ""), parts)
            home.ledger.audits.note(project, id, asked_now, now)
        return due, changed, True


def audit_for(home: Home, now: datetime, seconds: float | None = None) -> AuditRun:
    """Audit once, for so many seconds at most; None is until all is done."""
    end = None if seconds is None else time.monotonic() + seconds
    with Auditing(home) as auditing:
        return auditing.run(now, lambda: end is not None and time.monotonic() > end)
