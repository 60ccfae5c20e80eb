"""A policy asked about the documents of a home before it counts; nothing is changed by it.

policy of a file, or a draft ─► ProjectAudit.answers ┐
findings that stand of it ───────────────────────────┴─► Trial: what would open, close and stay
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from enricher.audit.drafts import refused, with_draft
from enricher.audit.guard import PolicyGuard
from enricher.audit.project import ProjectAudit, Texts
from enricher.audit.service import FindingService
from enricher.errors import Problem
from enricher.policies.files import LISTS
from enricher.policies.findings import AuditedText, Finding, FindingFilter, State, facts_key
from enricher.policies.lists import NamedList
from enricher.policies.policy import Policy, Verdict
from enricher.policies.sets import PolicySet, with_list
from enricher.policies.severity import is_raised
from enricher.policies.verdicts import Result

SHOWN = 50
_UNTRUE = "its condition is false for the document"
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Opening:
    """A finding that would open.

    Attributes:
        finding: the number of the one that is resolved or accepted now; None for a new one.
    """

    document: str
    path: str
    kind: str
    severity: str
    message: str
    finding: int | None = None


@dataclass(frozen=True, slots=True)
class Closing:
    """A finding that would be resolved, since its policy does not find it any more.

    Attributes:
        is_out: the document is out of scope.
        undecided: why nothing can be said of it, "" where it can.
    """

    finding: int
    document: str
    path: str
    message: str
    is_out: bool = False
    undecided: str = ""

    @property
    def reason(self) -> str:
        if self.is_out:
            return "the document is out of scope"
        return f"undecided: {self.undecided}" if self.undecided else _UNTRUE


@dataclass(frozen=True, slots=True)
class Trial:
    """What a policy would do.

    Attributes:
        documents: that a model of its project reads.
        in_scope: those of them that it looks at.
        would_open, would_close: how many findings; the first of them are in `opens` and `closes`.
        would_stay: findings that stand, open or accepted, and would go on to.
        undecided: of how many documents it could not say anything, by reason.
        stopped: for how many documents it took too long or too much memory.
        not_asked: documents that the index is still to hear of.
    """

    policy: str
    project: str
    documents: int
    in_scope: int
    would_open: int
    would_close: int
    would_stay: int
    opens: tuple[Opening, ...]
    closes: tuple[Closing, ...]
    undecided: Mapping[str, int]
    stopped: int
    not_asked: int


class AuditTexts(Protocol):
    """The texts that policies are asked about."""

    def texts(self, project: str, after: int, limit: int) -> tuple[list[AuditedText], int]:
        """Some that owe no audit, and the place of the last of them; none at the end."""

    def owed(self, limit: int) -> list[AuditedText]:
        """Those that owe one and that the index has."""

    def waiting(self) -> int:
        """How many owe one."""


class PolicyTrials:
    """Tries policies on the documents of a home.

    Args:
        open_project: begins to ask the policies of a project.
    """

    def __init__(
        self,
        guard: PolicyGuard,
        findings: FindingService,
        audits: AuditTexts,
        documents: Texts,
        open_project: Callable[[str, PolicySet], ProjectAudit],
    ) -> None:
        self._guard = guard
        self._findings = findings
        self._audits = audits
        self._documents = documents
        self._open_project = open_project

    def run(
        self,
        project: str,
        id: str,
        now: datetime,
        draft: str | None = None,
        shown: int = SHOWN,
        check: Callable[[], None] = lambda: None,
    ) -> Trial:
        """Ask a policy about all documents of its project, whether it is enabled or not.

        Args:
            now: with the zone in which days begin.
            draft: what its file would say; left out, the file is read.
            shown: the most of `opens` and of `closes`.
            check: called between documents; raises where nobody waits for the answer any more.

        Raises:
            NotFoundError: there is no such project or policy.
            PolicyError: the policy, or a list that it asks, cannot be read; with all that is wrong.
            UnavailableError: the index does not answer.
        """
        policies = self._guard.policies(project)
        folders = self._guard.folders(project)
        if draft is not None:
            policies = with_draft(policies, id, draft, folders)
        policy = _policy(policies, id, folders[0])
        return self._compare(project, policies, [policy], now, shown, check)[0]

    def run_list(
        self,
        project: str,
        names: NamedList,
        now: datetime,
        shown: int = SHOWN,
        check: Callable[[], None] = lambda: None,
    ) -> list[Trial]:
        """Ask the policies that use a list, as if it had these names; by the order of their ids.

        Policies that are off, or cannot be read, are left out.

        Raises:
            NotFoundError: there is no such project.
            UnavailableError: the index does not answer.
        """
        policies = with_list(self._guard.policies(project), names)
        asking = [
            one
            for one in policies.enabled
            if names.name in one.condition.lists and one.id not in policies.broken
        ]
        return self._compare(project, policies, asking, now, shown, check) if asking else []

    def _compare(
        self,
        project: str,
        policies: PolicySet,
        asked: Sequence[Policy],
        now: datetime,
        shown: int,
        check: Callable[[], None],
    ) -> list[Trial]:
        """Compare what some policies say of all documents with what stands."""
        ids = [one.id for one in asked]
        standing: dict[str, list[Finding]] = {id: [] for id in ids}
        for finding in self._findings.all(FindingFilter(project, tuple(ids))):
            standing[finding.policy].append(finding)
        trials = {one.id: _Comparison(one, standing[one.id], self._path, shown) for one in asked}
        with closing(self._open_project(project, policies)) as audit:
            for texts in self._texts(project):
                check()
                for document, results in audit.answers(texts, ids, now.date()).items():
                    for id, trial in trials.items():
                        trial.add(document, results.get(id))
        waiting = self._audits.waiting()
        not_asked = waiting - len(self._audits.owed(waiting))
        return [trial.ended(project, not_asked) for trial in trials.values()]

    def _texts(self, project: str) -> Iterator[list[AuditedText]]:
        """All texts of a project that the index has, some at a time."""
        place = 0
        while True:
            texts, place = self._audits.texts(project, place, _BATCH)
            if not texts:
                break
            yield texts
        owed = self._audits.owed(self._audits.waiting())
        mine = [one for one in owed if project in one.projects and one.facts is not None]
        for start in range(0, len(mine), _BATCH):
            yield mine[start : start + _BATCH]

    def _path(self, document: str) -> str:
        stored = self._documents.stored(document)
        return stored.paths[0] if stored is not None and stored.paths else ""


def _policy(policies: PolicySet, id: str, folder: Path) -> Policy:
    """The policy, if it and all lists that it asks can be read."""
    if id in policies.broken:
        raise refused(policies.problems_of(id))
    policy = policies[id]
    for name in policy.condition.lists:
        if name not in policies.lists:
            path = folder / LISTS / f"{name}.txt"
            message = (
                f"policy {id} uses the list {name!r}, which does not exist; write one name per line"
            )
            raise refused([Problem(str(path), message, code="InvalidPolicy")])
    return policy


class _Comparison:
    """Compares what a policy says of each document with what stands."""

    def __init__(
        self, policy: Policy, standing: Iterable[Finding], path_of: Callable[[str], str], shown: int
    ) -> None:
        self._policy = policy
        self._path_of = path_of
        self._shown = shown
        self._standing = {one.document: one for one in standing}
        self._counts: Counter[str] = Counter()
        self._undecided: Counter[str] = Counter()
        self._opens: list[Opening] = []
        self._closes: list[Closing] = []

    def add(self, document: str, result: Result | None) -> None:
        """Count what the policy says of a document; None where that is out of its scope."""
        finding = self._standing.get(document)
        stands = finding is not None and finding.state is not State.RESOLVED
        self._counts["documents"] += 1
        self._counts["in scope"] += result is not None
        if result is not None and result.verdict is Verdict.UNDECIDED:
            self._undecided[result.message] += 1
        if result is not None and result.verdict is Verdict.STOPPED:
            self._counts["stopped"] += 1
            self._counts["stay"] += stands
        elif result is not None and result.is_finding:
            if finding is not None and stands and not self._ends(finding, result):
                self._counts["stay"] += 1
            else:
                self._open(document, result, finding)
        elif finding is not None and stands:
            self._close(finding, result)

    def _ends(self, finding: Finding, result: Result) -> bool:
        """Whether an acceptance would end."""
        if finding.state is not State.ACCEPTED:
            return False
        return (
            is_raised(finding.severity, self._policy.severity.value)
            or facts_key(self._policy, result) != finding.facts
        )

    def _open(self, document: str, result: Result, finding: Finding | None) -> None:
        self._counts["open"] += 1
        if len(self._opens) < self._shown:
            self._opens.append(
                Opening(
                    document,
                    self._path_of(document),
                    result.verdict.value,
                    self._policy.severity.value,
                    result.message,
                    None if finding is None else finding.id,
                )
            )

    def _close(self, finding: Finding, result: Result | None) -> None:
        self._counts["close"] += 1
        if len(self._closes) < self._shown:
            undecided = ""
            if result is not None and result.verdict is Verdict.UNDECIDED:
                undecided = result.message
            is_out = result is None
            self._closes.append(
                Closing(
                    finding.id, finding.document, finding.path, finding.message, is_out, undecided
                )
            )

    def ended(self, project: str, not_asked: int) -> Trial:
        return Trial(
            self._policy.id,
            project,
            self._counts["documents"],
            self._counts["in scope"],
            self._counts["open"],
            self._counts["close"],
            self._counts["stay"],
            tuple(self._opens),
            tuple(self._closes),
            dict(self._undecided.most_common()),
            self._counts["stopped"],
            not_asked,
        )
