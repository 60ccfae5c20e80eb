"""Findings: what policies found in documents, what people decided about it, and where it is kept.

    open ──accept (reason, who, until)──► accepted ──its facts change, its severity is raised, or
      ▲  ◄──────────reopen─────────────────┘         its time is over──► open
      └──it is found again── resolved ◄──it is found no more── open, accepted

A finding belongs to a document and a policy, over all versions of either. An acceptance stands as
long as the facts do that the finding rests on, the condition and the values that prove it, and its
severity is raised no further. One that ended never comes back: a person decides anew.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from enricher.policies.finding_order import WORST_FIRST, FindingOrder

if TYPE_CHECKING:
    from enricher.policies.policy import Policy
    from enricher.policies.verdicts import Result


class State(StrEnum):
    """The state of a finding."""

    OPEN = "open"
    ACCEPTED = "accepted"
    RESOLVED = "resolved"


@dataclass(frozen=True, slots=True)
class Proof:
    """What a finding rests on, as it was when it was found.

    Attributes:
        values: with their categories, as `enricher.policies.Evidence` has them.
        places: words of the document that say so, with offset, page and sentence, as
            `enricher.policies.EvidencePlace` has them.
        notes: what is to be known beside it.
        near: names that made it a review.
    """

    values: tuple[Mapping[str, Any], ...] = ()
    places: tuple[Mapping[str, Any], ...] = ()
    notes: tuple[str, ...] = ()
    near: tuple[Mapping[str, Any], ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {
            "values": [dict(one) for one in self.values],
            "places": [dict(one) for one in self.places],
            "notes": list(self.notes),
            "near": [dict(one) for one in self.near],
        }


def read_proof(text: str) -> Proof:
    """Read what `json.dumps(proof.as_json())` wrote."""
    data = json.loads(text)
    return Proof(*(tuple(data[name]) for name in ("values", "places", "notes", "near")))


@dataclass(frozen=True, slots=True)
class Acceptance:
    """That somebody can live with a finding.

    Attributes:
        until: the last day on which it stands; None is for good.
    """

    reason: str
    who: str
    at: datetime
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What a policy found in a document.

    Attributes:
        id: a number, for people to name it by.
        kind: `finding`, or `review` where a name is near one of a list.
        path: one of the places of the document; "" where it is gone.
        facts: another one where it rests on other values or another condition (`facts_key`).
        version: of the policy and its lists.
        sha256: of the content that it was found in.
        models: that read it, joined by commas.
        last_seen: when the policy was last asked and said so.
        reopened: when it last came back, after it was accepted or resolved.
        acceptance: in force, or one that ended, where `state` is another.
        assignee: the name of the user who deals with it; "" is nobody.
        comments: about it, each with its author and day.
        not_asked: why its policy is not asked about it, so that it stays as it is; "" where it is.
        parties: that its document names, as they are shown; filled in by `FindingService`.
        collections: that its document is in; likewise.
    """

    id: int
    document: str
    path: str
    project: str
    policy: str
    kind: str
    state: State
    severity: str
    message: str
    confidence: float
    facts: str
    proof: Proof
    version: str
    sha256: str
    models: str
    first_seen: datetime
    last_seen: datetime
    reopened: datetime | None = None
    acceptance: Acceptance | None = None
    assignee: str = ""
    comments: tuple[str, ...] = ()
    not_asked: str = ""
    parties: tuple[str, ...] = ()
    collections: tuple[str, ...] = ()

    @property
    def opened(self) -> datetime:
        """When it opened last."""
        return self.reopened or self.first_seen

    @property
    def name(self) -> str:
        return self.path.rsplit("/", 1)[-1] or self.document


@dataclass(frozen=True, slots=True)
class FindingFilter:
    """Which findings are asked for; all of them where nothing is said.

    Attributes:
        documents: ids.
        kinds: as `Finding` has them.
        since, before: of the moment when they opened last, the latter not included.
        parties: that the documents name, by any of their names as documents write them.
        collections: that the documents are in.
        path: part of the path of the document.
        words: each of which is in the message, the policy, the path, the evidence or the reason.
        order: in which they come.
        assignees: names of users, "" of those that are assigned to nobody.
    """

    project: str | None = None
    policies: tuple[str, ...] = ()
    severities: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    since: datetime | None = None
    before: datetime | None = None
    parties: tuple[str, ...] = ()
    collections: tuple[str, ...] = ()
    path: str = ""
    words: tuple[str, ...] = ()
    order: FindingOrder = WORST_FIRST
    assignees: tuple[str, ...] = ()

    @property
    def is_of_documents(self) -> bool:
        """Whether it asks for some documents alone."""
        return bool(self.documents or self.parties or self.collections or self.path)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What people know a document by beside its path.

    Attributes:
        parties: that it names, as they are shown.
        collections: that it is in.
    """

    parties: tuple[str, ...] = ()
    collections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FindingPage:
    """Some of the findings that were asked for, in their order; `total` are there.

    Attributes:
        undecided: by policy how many documents it could not say anything of; neither a finding nor
            none.
        waiting: documents, of those that were asked for, that policies are still to be asked about.
        stopped: by policy for how many documents it was stopped.
    """

    total: int
    findings: tuple[Finding, ...]
    undecided: Mapping[str, int] = field(default_factory=dict)
    waiting: int = 0
    stopped: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Decided:
    """What became of a decision about several findings.

    Attributes:
        findings: the numbers of those that it was made of.
        passed_over: why it was not made of others, by their numbers.
    """

    findings: tuple[int, ...]
    passed_over: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Undecided:
    """That a policy could not say anything of a document, and why.

    Attributes:
        stopped: not for want of a value: what it found there before stays as it is.
    """

    document: str
    path: str
    project: str
    policy: str
    reason: str
    stopped: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """A finding as it comes from an audit.

    Attributes:
        proof: None where the one that is kept will do, its facts being the same.
    """

    policy: str
    kind: str
    severity: str
    message: str
    confidence: float
    facts: str
    version: str
    proof: Proof | None


@dataclass(frozen=True, slots=True)
class Audited:
    """What the policies of a project say of a document.

    Attributes:
        number: of its debt (`OwedAudit`); None where all documents are asked about.
        undecided: by policy why nothing can be said.
        stopped: by policy what it took too long or too much for; what it found before stays.
    """

    document: str
    sha256: str
    models: str
    number: int | None
    found: tuple[Found, ...] = ()
    undecided: Mapping[str, str] = field(default_factory=dict)
    stopped: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AuditedText:
    """A text of the ledger that policies can be asked about.

    Attributes:
        number: of its debt, None where it owes none.
        projects: whose models read it; none where it is gone, or has no text.
        facts: as `enricher.documents.facts.dump_facts` wrote them; None where they are still to come.
        is_unread: it is there and cannot be read: what an earlier version was found to be stays.
    """

    document: str
    sha256: str
    models: str
    projects: tuple[str, ...]
    facts: str | None
    number: int | None = None
    is_unread: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """By what a policy was last asked about all documents.

    Attributes:
        day: the ISO form of the one it was asked on.
        parts: what the version names, by name: the policy, its lists, the schema.
    """

    version: str
    day: str
    parts: Mapping[str, str] = field(default_factory=dict)


def facts_key(policy: Policy, result: Result) -> str:
    """Names what a finding rests on, whatever the version of the document, its models or the day.

    Where the condition says anything else, nobody has yet decided about what it finds; its blanks,
    comments and quotes are nothing that it says, nor are the title and the message.
    """
    values = sorted({(one.category, one.value) for one in result.evidence})
    near = sorted({(one.name, one.list, *one.listed) for one in result.near})
    whole = json.dumps([result.verdict.value, policy.condition.words, values, near])
    return hashlib.sha256(whole.encode()).hexdigest()[:16]
