"""Reminds people of what came up.

    dates of documents ─ near? ─► deadlines ─────┐
    findings that opened ─► finding_log ─────────┤
    saved searches ─ new? ─► search_matches ─────┴─ due? ─► message ─► place
                                                              └─ failed: again in 30 s, 1, 2 … 60 minutes

Every step may be done in however many processes, and be cut off anywhere (`enricher.ledger.messages`).
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from enricher.errors import UnavailableError
from enricher.ledger.deadlines import DeadlineSource, step_of
from enricher.ledger.jobs import wait_seconds
from enricher.ledger.messages import (
    Content,
    Message,
    Place,
    ReminderStore,
    Selection,
    StoredMessage,
)
from enricher.reminders.timetable import Timetable

logger = logging.getLogger(__name__)

_MOST_NAMED = 100
_MANY_LINES = 1_000
_FIRST_WAIT_SECONDS, _LONGEST_WAIT_SECONDS = 30.0, 3600.0
_LOOK = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Reminded:
    """What was done.

    Attributes:
        made: messages that were made.
        failed: messages that were tried in vain.
        silent: whether nothing was done since it is silent hours.
    """

    made: int = 0
    sent: int = 0
    failed: int = 0
    silent: bool = False


class Reminding:
    """Reminds the places of one home.

    Args:
        severities: of the findings that people are reminded of.
        fields: the categories whose dates are deadlines.
        days_ahead: how many days before a deadline people are reminded of it.
        look_for_matches: notes what saved searches with an alert found since the last time.
    """

    def __init__(
        self,
        reminders: ReminderStore,
        deadlines: DeadlineSource,
        places: Sequence[Place],
        timetable: Timetable,
        *,
        severities: Sequence[str],
        fields: Sequence[str],
        days_ahead: Sequence[int],
        look_for_matches: Callable[[datetime], object] = lambda now: None,
    ) -> None:
        self._reminders = reminders
        self._deadlines = deadlines
        self.places = {one.name: one for one in places}
        self._timetable = timetable
        self._selection = Selection(tuple(severities), _MOST_NAMED, is_whole=True)
        self._fields = fields
        self._days_ahead = days_ahead
        self._look_for_matches = look_for_matches
        self._looked_at: datetime | None = None

    def run(
        self,
        clock: Callable[[], datetime],
        is_over: Callable[[], bool] = lambda: False,
        *,
        at_once: bool = False,
    ) -> Reminded:
        """Make and send whatever is due.

        Args:
            is_over: whether to end early; what is left is kept.
            at_once: whatever hour it is, and without gathering; what failed is tried again.
        """
        if not self.places:
            return Reminded()
        self._reminders.welcome(list(self.places))
        self._look(clock())
        if at_once:
            self._reminders.hurry()
        elif self._timetable.is_silent(clock()):
            return Reminded(silent=True)
        made = sum(self._make(place, clock(), at_once=at_once) for place in self.places.values())
        sent = failed = 0
        while not is_over() and (taken := self._reminders.take(list(self.places), clock())):
            if self._send(taken, clock):
                sent += 1
            else:
                failed += 1
        return Reminded(made, sent, failed)

    def _look(self, now: datetime) -> None:
        """Note what came near and what searches found: it asks all documents, so not at every turn."""
        day = self._timetable.local(now).date()
        last = self._looked_at
        if last and now - last < _LOOK and self._timetable.local(last).date() == day:
            return
        self._looked_at = now
        self._look_for_deadlines(now, day)
        try:
            self._look_for_matches(now)
        except UnavailableError as error:  # of the index; findings and deadlines do not wait for it
            logger.warning("saved searches were not asked reason=%s", error)

    def _look_for_deadlines(self, now: datetime, day: date) -> None:
        steps = []
        for deadline in self._deadlines.all(self._fields, day):
            ahead = step_of(deadline, day, self._days_ahead)
            if ahead is not None:
                steps.append((deadline.document, deadline.category, deadline.day, ahead))
        new = self._reminders.note_near(steps, now)
        if new:
            logger.info("deadlines came near count=%d", new)

    def _make(self, place: Place, now: datetime, *, at_once: bool) -> int:
        reminders = self._reminders
        selection = replace(self._selection, is_whole=place.is_whole)
        day = self._timetable.local(now).date()
        waiting = reminders.waiting(place.name, selection, day)
        if waiting.oldest is None:
            if waiting.lines >= _MANY_LINES:  # none of them matters: do not look at them again
                reminders.make(place.name, selection, day, now)
            return 0
        if not at_once and not self._timetable.is_due(now, waiting.oldest):
            return 0
        made = 0
        while reminders.make(place.name, selection, day, now) is not None:
            made += 1
        return made

    def _send(self, taken: StoredMessage, clock: Callable[[], datetime]) -> bool:
        def again() -> datetime:
            seconds = wait_seconds(taken.attempts, _FIRST_WAIT_SECONDS, _LONGEST_WAIT_SECONDS)
            return clock() + timedelta(seconds=seconds)

        message = taken.message
        try:
            self.places[message.place].send(message)
        except UnavailableError as error:
            self._reminders.note_failed(taken.number, str(error), again())
            logger.warning("a reminder was not sent message=%s reason=%s", message.id, error)
            return False
        except BaseException as error:  # whatever it is, the message is for others to send
            reason = f"{type(error).__name__}: {error}"
            self._reminders.note_failed(taken.number, reason, again())
            raise
        self._reminders.note_sent(taken.number, clock())
        logger.info("a reminder was sent message=%s", message.id)
        return True


def send_test(place: Place, now: datetime) -> str:
    """Send a message that says no more than that messages arrive; why it failed, "" where not."""
    try:
        place.send(Message(str(uuid.uuid4()), place.name, Content(is_test=True), now))
    except UnavailableError as error:
        return str(error)
    return ""
