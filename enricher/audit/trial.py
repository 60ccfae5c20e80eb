"""A policy asked about the documents of a home before it counts; nothing is changed by it.

policy of a file, or a draft ─► ProjectAudit.answers ┐
findings that stand of it ───────────────────────────┴─► Trial: what would open, close and stay
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from enricher.audit.findings import AuditedText, Finding, FindingFilter, State, facts_key
from enricher.audit.findings_file import all_findings
from enricher.audit.guard import guarded_policies
from enricher.audit.project import ProjectAudit
from enricher.errors import InputError, PolicyError, Problem
from enricher.policies.definition import ID, read_policy
from enricher.policies.files import LISTS, SUFFIX
from enricher.policies.policy import Policy, Verdict
from enricher.policies.sets import PolicySet
from enricher.policies.severity import is_raised
from enricher.policies.verdicts import Result
from enricher.wiring.home import Home

SHOWN = 50
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

    def as_json(self) -> dict[str, Any]:
        return {
            "document": self.document,
            "path": self.path,
            "kind": self.kind,
            "severity": self.severity,
            "message": self.message,
            "finding": self.finding,
        }


@dataclass(frozen=True, slots=True)
class Closing:
    """A finding that would be resolved, and why."""

    finding: int
    document: str
    path: str
    message: str
    reason: str

    def as_json(self) -> dict[str, Any]:
        return {
            "finding": self.finding,
            "document": self.document,
            "path": self.path,
            "message": self.message,
            "reason": self.reason,
        }


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

    def as_json(self) -> dict[str, Any]:
        return {
            "policy": self.policy,
            "project": self.project,
            "documents": self.documents,
            "in_scope": self.in_scope,
            "would_open": self.would_open,
            "would_close": self.would_close,
            "would_stay": self.would_stay,
            "opens": [one.as_json() for one in self.opens],
            "closes": [one.as_json() for one in self.closes],
            "undecided": dict(self.undecided),
            "stopped": self.stopped,
            "not_asked": self.not_asked,
        }


def try_policy(
    home: Home,
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
    known = guarded_policies(home, project)
    folders = home.registry.policy_folders(project)
    policies = known if draft is None else _with_draft(known, id, draft, folders)
    policy = _policy(policies, id, folders[0])
    trial = _Comparison(home, project, policy, shown)
    with closing(ProjectAudit(home, project, policies)) as audit:
        for texts in _texts(home, project):
            check()
            for document, results in audit.answers(texts, [id], now.date()).items():
                trial.add(document, results.get(id))
    return trial.ended()


def _policy(policies: PolicySet, id: str, folder: Path) -> Policy:
    """The policy, if it and all lists that it asks can be read."""
    if id in policies.broken:
        raise _refused(policies.problems_of(id))
    policy = policies[id]
    for name in policy.condition.lists:
        if name not in policies.lists:
            path = folder / LISTS / f"{name}.txt"
            message = (
                f"policy {id} asks the list {name!r}, and there is none; write a name per line"
            )
            raise _refused([Problem(str(path), message, code="InvalidPolicy")])
    return policy


def _with_draft(policies: PolicySet, id: str, draft: str, folders: Sequence[Path]) -> PolicySet:
    """The policies as if the home's own file of one of them said something else."""
    if not ID.fullmatch(id):
        raise InputError(f"{id!r} is no name of a policy: small letters, digits and hyphens")
    own, *others = [folder / f"{id}{SUFFIX}" for folder in folders]
    with tempfile.TemporaryDirectory(prefix="enricher-") as folder:
        path = Path(folder) / own.name
        path.write_text(draft, encoding="utf-8")
        files = [path, *(one for one in others if one.exists())]
        try:
            policy = read_policy(files, policies.schema)
        except PolicyError as error:
            raise _refused(
                replace(one, file=str(own)) if one.file == str(path) else one
                for one in error.problems
            ) from error
    problems = tuple(one for one in policies.problems if one.file != str(own))
    return replace(policies, policies={**policies.policies, id: policy}, problems=problems)


def _refused(problems: Iterable[Problem]) -> PolicyError:
    told = list(problems)
    return PolicyError("\n".join(str(one) for one in told), told)


def _texts(home: Home, project: str) -> Iterator[list[AuditedText]]:
    """All texts of a project that the index has, some at a time."""
    place = 0
    while True:
        texts, place = home.ledger.audits.texts(project, place, _BATCH)
        if not texts:
            break
        yield texts
    owed = home.ledger.audits.owed(home.ledger.audits.waiting())
    mine = [one for one in owed if project in one.projects and one.facts is not None]
    for start in range(0, len(mine), _BATCH):
        yield mine[start : start + _BATCH]


class _Comparison:
    """Compares what a policy says of each document with what stands."""

    def __init__(self, home: Home, project: str, policy: Policy, shown: int) -> None:
        self._home = home
        self._project = project
        self._policy = policy
        self._shown = shown
        asked = FindingFilter(project, (policy.id,))
        self._standing = {one.document: one for one in all_findings(home, asked)}
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
            stored = self._home.ledger.documents.stored(document)
            self._opens.append(
                Opening(
                    document,
                    stored.paths[0] if stored is not None and stored.paths else "",
                    result.verdict.value,
                    self._policy.severity.value,
                    result.message,
                    None if finding is None else finding.id,
                )
            )

    def _close(self, finding: Finding, result: Result | None) -> None:
        self._counts["close"] += 1
        if len(self._closes) < self._shown:
            reason = "it is not true of the document"
            if result is None:
                reason = "the document is out of scope"
            elif result.verdict is Verdict.UNDECIDED:
                reason = f"undecided: {result.message}"
            self._closes.append(
                Closing(finding.id, finding.document, finding.path, finding.message, reason)
            )

    def ended(self) -> Trial:
        waiting = self._home.ledger.audits.waiting()
        return Trial(
            self._policy.id,
            self._project,
            self._counts["documents"],
            self._counts["in scope"],
            self._counts["open"],
            self._counts["close"],
            self._counts["stay"],
            tuple(self._opens),
            tuple(self._closes),
            dict(self._undecided.most_common()),
            self._counts["stopped"],
            waiting - len(self._home.ledger.audits.owed(waiting)),
        )
