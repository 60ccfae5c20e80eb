"""What people say about documents and findings, and whom they mention by `@name`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from enricher.errors import ForbiddenError, InputError, NotFoundError
from enricher.ledger.days import local_time
from enricher.people.assignments import Subject
from enricher.people.users import User

MOST_CHARACTERS = 5_000
MOST_MENTIONS = 100  # that are listed
# Not what stands in an address of mail.
_NAMED = re.compile(r"(?<![\w.@/-])@([A-Za-z0-9][A-Za-z0-9._-]*)")


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody said.

    Attributes:
        number: by which it is deleted; none is given twice.
        mentions: the users whom it names, as the text writes them in lower case.
    """

    number: int
    subject: Subject
    text: str
    who: str
    at: datetime
    mentions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mentions:
    """Comments that name a user, the latest first; of them `unseen` came after the last look."""

    comments: tuple[Comment, ...]
    unseen: int


class KeptComments(Protocol):
    """Where comments are kept; see `connectors.ledger.comments`."""

    def add(
        self, subject: Subject, text: str, mentions: Sequence[str], who: str, at: datetime
    ) -> Comment: ...

    def get(self, number: int) -> Comment | None:
        """None where there is none, or it was deleted."""

    def remove(self, number: int, who: str, at: datetime) -> None: ...

    def of(self, subjects: Iterable[Subject]) -> Mapping[Subject, Sequence[Comment]]:
        """In the order in which they were made."""

    def naming(self, user: str, size: int) -> list[Comment]:
        """Those of others that name a user, the latest first."""

    def unseen(self, user: str) -> int: ...

    def see(self, user: str, upto: int) -> None: ...


class Subjects(Protocol):
    """What is there to speak about; see `connectors.ledger.assignments`."""

    def subjects(self, documents: Sequence[str], findings: Sequence[int]) -> list[Subject]: ...


class FindUser(Protocol):
    def find(self, name: str) -> User | None: ...


@dataclass(frozen=True, slots=True)
class Comments:
    """Takes and shows what people say about documents and findings."""

    kept: KeptComments
    subjects: Subjects
    users: FindUser

    def add(
        self, text: str, who: str, document: str | None = None, finding: int | None = None
    ) -> Comment:
        """Say something about a document, or about a finding.

        Raises:
            InputError: there is no text, it is very long, or not one thing that it is about.
            NotFoundError: there is no such document or finding.
        """
        text = text.strip()
        if not text:
            raise InputError("the comment is empty")
        if len(text) > MOST_CHARACTERS:
            raise InputError(
                f"the comment has {len(text):,} characters; at most {MOST_CHARACTERS:,} are allowed"
            )
        subject = self.subject(document, finding)
        return self.kept.add(subject, text, self._mentioned(text), who, local_time())

    def subject(self, document: str | None, finding: int | None) -> Subject:
        """Raises what `add` raises."""
        if (document is None) == (finding is None):
            raise InputError("a comment is about either a document or a finding")
        found = self.subjects.subjects(
            [] if document is None else [document], [] if finding is None else [finding]
        )
        if not found:
            name = f"finding {finding}" if document is None else f"document {document!r}"
            raise NotFoundError(f"there is no {name}")
        return found[0]

    def of(self, subjects: Iterable[Subject]) -> Mapping[Subject, Sequence[Comment]]:
        """By what they are about, in the order in which they were made."""
        return self.kept.of(subjects)

    def remove(self, number: int, who: str, *, is_administrator: bool) -> None:
        """Delete a comment for good: the history tells that there was one, not what it said.

        Raises:
            NotFoundError: there is none such.
            ForbiddenError: somebody else wrote it, and who asks is no administrator.
        """
        comment = self.kept.get(number)
        if comment is None:
            raise NotFoundError(f"there is no comment {number}")
        if comment.who != who and not is_administrator:
            raise ForbiddenError(
                f"comment {number} is of {comment.who}; its author or an administrator deletes it"
            )
        self.kept.remove(number, who, local_time())

    def mentions(self, user: str) -> Mentions:
        """What others said to a user."""
        return Mentions(tuple(self.kept.naming(user, MOST_MENTIONS)), self.kept.unseen(user))

    def unseen(self, user: str) -> int:
        """How many comments name a user since the last look."""
        return self.kept.unseen(user)

    def see(self, user: str, upto: int) -> None:
        """A user has seen comments up to this number."""
        self.kept.see(user, upto)

    def _mentioned(self, text: str) -> list[str]:
        """The users who are named; any other name is plain text."""
        names = dict.fromkeys(found[1].lower().rstrip("._-") for found in _NAMED.finditer(text))
        return [name for name in names if self.users.find(name) is not None]
