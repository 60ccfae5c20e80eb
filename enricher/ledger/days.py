"""What time it is here, and when days begin and end."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

# Whoever writes 0001-01-01 or 9999-12-31 means ever: nothing is as old or as late. The day beside
# each of them has to be one as well, for zones differ by that much.
_FIRST, _LAST = date(2, 1, 1), date(9998, 12, 31)


def local_time() -> datetime:
    """Now, in the zone in which days begin here."""
    return datetime.now().astimezone()


def begin_of(day: date) -> datetime:
    """The moment in which a day begins here."""
    return datetime.combine(min(max(day, _FIRST), _LAST), time()).astimezone()


def midnight(day: date | None) -> datetime | None:
    """When a day begins here, if one is named."""
    return None if day is None else begin_of(day)


def end_of(day: date) -> datetime:
    """The moment in which the next day begins here."""
    return begin_of(min(max(day, _FIRST), _LAST) + timedelta(days=1))


def days_before(day: date, count: int) -> date:
    """So many days before a day, or the first day that there is."""
    return date.fromordinal(max(1, day.toordinal() - count))
