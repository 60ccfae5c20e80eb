"""When reminders are sent: silent hours, a message a day; all of it told what time it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo


@dataclass(frozen=True, slots=True)
class Timetable:
    """When reminders may be sent.

    Attributes:
        zone: where times and days are; None is that of this machine.
        gather: what comes up in so long goes into one message.
        digest: the time of the one message a day; None sends whenever something came up.
        silent: from when until when nothing is sent; it may go past midnight.
    """

    zone: tzinfo | None = None
    gather: timedelta = timedelta(minutes=5)
    digest: time | None = None
    silent: tuple[time, time] | None = None

    def local(self, now: datetime) -> datetime:
        return now.astimezone(self.zone)

    def is_silent(self, now: datetime) -> bool:
        if self.silent is None:
            return False
        begin, end = self.silent
        clock = self.local(now).time()
        if begin <= end:
            return begin <= clock < end
        return clock >= begin or clock < end

    def is_due(self, now: datetime, oldest: datetime) -> bool:
        """Whether what waits is to be made a message of, the first of which came up at `oldest`."""
        if self.is_silent(now):
            return False
        if self.digest is None:
            return now - oldest >= self.gather
        return oldest <= self._latest_digest(now)

    def _latest_digest(self, now: datetime) -> datetime:
        """The time of today's digest, or of yesterday's where that is still to come."""
        today = self.local(now).date()
        assert self.digest is not None
        for day in (today, today - timedelta(days=1)):
            # With the zone, since the clock may have been put forward or back in between.
            naive = datetime.combine(day, self.digest)
            moment = naive.replace(tzinfo=self.zone) if self.zone else naive.astimezone()
            if moment.astimezone(UTC) <= now:
                break
        return moment.astimezone(UTC)
