"""Whose a document or a finding is: assigned to a user, or to nobody.

A document that is assigned is so with the fields in it that need review; each finding in it is
assigned by itself. An assignee who is removed stays one, so that what waits for them is found and
given to somebody else; nothing new is assigned to them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from enricher.errors import ConflictError, InputError, NotFoundError
from enricher.ledger.days import local_time
from enricher.ledger.events import MOST_AT_ONCE
from enricher.people.users import User

NOBODY = "nobody"
"""In filters: what is assigned to no one."""
ME = "me"


@dataclass(frozen=True, slots=True)
class Subject:
    """What somebody deals with or speaks about: a document, or a finding in it.

    Attributes:
        finding: its number; 0 is the document as a whole.
    """

    document: str
    finding: int = 0

    @property
    def id(self) -> str:
        """The number of a finding, the id of a document."""
        return str(self.finding or self.document)


@dataclass(frozen=True, slots=True)
class Assignment:
    """That something is somebody's.

    Attributes:
        who: assigned it.
    """

    subject: Subject
    assignee: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Assigned:
    """What became of an assignment of several things.

    Attributes:
        before: of those that were assigned, to whom each was before, "" to nobody.
        passed_over: why others were not, by the id of a document or the number of a finding.
    """

    before: Mapping[Subject, str]
    passed_over: Mapping[str, str] = field(default_factory=dict)


class KeptAssignments(Protocol):
    """Where assignments are kept; see `connectors.ledger.assignments`."""

    def subjects(self, documents: Sequence[str], findings: Sequence[int]) -> list[Subject]:
        """Those that are there."""

    def assign(
        self,
        subjects: Sequence[Subject],
        assignee: str,
        who: str,
        at: datetime,
        seen: Mapping[str, str] | None,
    ) -> tuple[dict[Subject, str], dict[Subject, str]]:
        """Assign all at once, "" to nobody; those with another assignee than was seen stay as they are.

        Returns what each was assigned to before, and to whom those are that stay.
        """

    def of(self, subjects: Iterable[Subject]) -> Mapping[Subject, Assignment]:
        """Of those that are assigned to somebody."""

    def to(self, assignee: str) -> list[Assignment]:
        """What is assigned to somebody, the latest first."""


class KnownUsers(Protocol):
    """Who may be assigned something, or was; see `connectors.ledger.users`."""

    def find(self, name: str) -> User | None: ...

    def was_removed(self, name: str) -> bool: ...


@dataclass(frozen=True, slots=True)
class Assignments:
    """Assigns documents and findings."""

    kept: KeptAssignments
    users: KnownUsers

    def assign(
        self,
        assignee: str | None,
        who: str,
        documents: Sequence[str] = (),
        findings: Sequence[int] = (),
        seen: Mapping[str, str | None] | None = None,
    ) -> Assigned:
        """Assign documents and findings to a user, None to nobody.

        Args:
            seen: by the id of a document or the number of a finding, whose it was when whoever asks
                looked; what somebody else assigned meanwhile is passed over. None looks at nothing.

        Raises:
            InputError: there is nothing to assign, or too much at once.
            NotFoundError: there is no such user.
            ConflictError: the user is locked.
        """
        if not 0 < len(documents) + len(findings) <= MOST_AT_ONCE:
            raise InputError(f"assign 1 to {MOST_AT_ONCE:,} documents and findings at once")
        name = self._assignable(assignee) if assignee is not None else ""
        known = self.kept.subjects(documents, findings)
        shown = None if seen is None else {id: one or "" for id, one in seen.items()}
        before, others = self.kept.assign(known, name, who, local_time(), shown)
        ids = {one.id for one in known}
        passed = {one.id: _already(one, name, present) for one, present in others.items()}
        passed |= {one: "there is no such document" for one in documents if one not in ids}
        passed |= {str(one): "there is no such finding" for one in findings if str(one) not in ids}
        return Assigned(before, passed)

    def of(self, subjects: Iterable[Subject]) -> Mapping[Subject, Assignment]:
        """Of those that are assigned to somebody."""
        return self.kept.of(subjects)

    def to(self, assignee: str) -> list[Assignment]:
        """What is assigned to a user, the latest first."""
        return self.kept.to(assignee)

    def asked(self, assignee: str, own: str | None) -> str:
        """Whom a filter means: `me` is who asks, `nobody` is "".

        Args:
            own: the name of the user who asks, None of who does not sign in by name.

        Raises:
            InputError: `me` is nobody who signs in by name.
            NotFoundError: there is and was no such user.
        """
        name = assignee.strip().lower()
        if name == NOBODY:
            return ""
        if name == ME:
            if own is None:
                raise InputError("“me” is for those who sign in by name; name a user instead")
            return own
        if self.users.find(name) is None and not self.users.was_removed(name):
            raise _no_user(assignee)
        return name

    def _assignable(self, name: str) -> str:
        user = self.users.find(name.strip().lower())
        if user is None:
            raise _no_user(name)
        if user.is_locked:
            raise ConflictError(f"user {user.name} is locked: unlock them or choose somebody else")
        return user.name


def _no_user(name: str) -> NotFoundError:
    return NotFoundError(f"there is no user {name!r} (`enricher users list`)")


def _already(subject: Subject, name: str, present: str) -> str:
    what = "finding" if subject.finding else "document"
    whose = f"assigned to {present}" if present else "assigned to nobody"
    return f"this {what} is {whose} {'already' if present == name else 'by now'}"
