"""Reminders: messages of what came up, kept until the place they go to has them.

    finding_log, deadlines, search_matches ─ what a place does not know yet ─► message ─ send ─► sent
                                                                                  └ it failed: again, later ┘

What opens or reopens a finding writes the log in the same transaction, and what makes a message moves
the place on in the same one: nothing is left out, and nothing is in two messages. A message that was
sent, but not noted as sent since the process was killed in between, is sent again: with the same id,
by which the receiver knows it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Content:
    """What a message says.

    Attributes:
        findings, deadlines: the first ones, as JSON has them.
        searches: saved searches that found more, each with how many documents and the first ones.
        total_findings, total_deadlines: how many there are.
        is_test: that somebody tries whether messages arrive.
    """

    findings: tuple[Mapping[str, Any], ...] = ()
    deadlines: tuple[Mapping[str, Any], ...] = ()
    total_findings: int = 0
    total_deadlines: int = 0
    is_test: bool = False
    searches: tuple[Mapping[str, Any], ...] = ()

    @property
    def total_matches(self) -> int:
        """How many documents the searches found, one of several as often."""
        return sum(one["total"] for one in self.searches)

    def as_json(self) -> dict[str, Any]:
        return {
            "type": "test" if self.is_test else "reminder",
            "total_findings": self.total_findings,
            "total_deadlines": self.total_deadlines,
            "findings": [dict(one) for one in self.findings],
            "deadlines": [dict(one) for one in self.deadlines],
            "searches": [dict(one) for one in self.searches],
        }


def read_content(data: Mapping[str, Any]) -> Content:
    """Read what `as_json` made."""
    return Content(
        tuple(data["findings"]),
        tuple(data["deadlines"]),
        data["total_findings"],
        data["total_deadlines"],
        data["type"] == "test",
        tuple(data.get("searches", ())),  # messages of before have none
    )


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent to a place.

    Attributes:
        id: the same however often it is sent, and no other message's.
    """

    id: str
    place: str
    content: Content
    made_at: datetime


@dataclass(frozen=True, slots=True)
class StoredMessage:
    """A message and how far it is.

    Attributes:
        attempts: how often it was tried.
        not_before: when it is tried next.
        error: why the last try failed, "" where none did.
    """

    number: int
    message: Message
    attempts: int = 0
    not_before: datetime | None = None
    error: str = ""
    sent_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Selection:
    """What a place is to know.

    Attributes:
        most: how many findings, and how many deadlines, a message names.
        is_whole: whether one message is for all there is, the first named and the others counted;
            otherwise there are as many messages as it takes to name all.
    """

    severities: tuple[str, ...]
    most: int
    is_whole: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """What a place does not know yet.

    Attributes:
        oldest: when the first of it came up; None where there is nothing.
        lines: of the log, in which that was looked for.
    """

    oldest: datetime | None
    lines: int


class Place(Protocol):
    """Where messages go: an address, with the way there."""

    @property
    def name(self) -> str: ...

    @property
    def is_whole(self) -> bool:
        """Whether it is for people: one message, the worst first, the rest counted."""

    def send(self, message: Message) -> None:
        """Raises UnavailableError where it was not taken: it is to be tried again later."""


class ReminderStore(Protocol):
    """Messages, and how far each place knows what came up."""

    def welcome(self, places: Sequence[str]) -> None:
        """Note places: to a new one, all findings and deadlines are news, and no match of alerts."""

    def note_near(self, steps: Sequence[tuple[str, str, date, int]], now: datetime) -> int:
        """Note dates that came near: document, category, day, days ahead; known ones are left.

        Returns:
            How many are new.
        """

    def waiting(self, place: str, asked: Selection, today: date) -> Waiting: ...

    def make(
        self, place: str, asked: Selection, today: date, now: datetime
    ) -> StoredMessage | None:
        """Make the next message for a place; None where it knows all, which is kept as well."""

    def take(self, places: Sequence[str], now: datetime) -> StoredMessage | None:
        """Take a message that is to be sent, from all other processes as well."""

    def note_sent(self, number: int, now: datetime) -> None:
        """What was sent long ago is forgotten."""

    def note_failed(self, number: int, error: str, not_before: datetime) -> None: ...

    def drop(self, number: int, who: str) -> None:
        """Give a message up; the history keeps that. Raises NotFoundError where none of that number is to be sent."""

    def hurry(self) -> None:
        """Try all that is not sent at once."""

    def messages(self, size: int, *, sent: bool = False) -> list[StoredMessage]:
        """Those that are not sent, or those that were, the latest first."""

    def troubled(self) -> tuple[int, str]:
        """How many messages were tried in vain, and why the latest of them failed."""
