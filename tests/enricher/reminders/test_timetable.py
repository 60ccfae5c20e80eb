from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from enricher.reminders.timetable import Timetable
from enricher.text.times import parse_span, parse_time, read_zone

BERLIN = ZoneInfo("Europe/Berlin")


def at(text: str) -> datetime:
    """A moment in Berlin."""
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN).astimezone(UTC)


@pytest.mark.parametrize(
    ("span", "moment", "silent"),
    [
        ("20:00-07:00", "2027-01-10 19:59", False),
        ("20:00-07:00", "2027-01-10 20:00", True),
        ("20:00-07:00", "2027-01-11 06:59", True),
        ("20:00-07:00", "2027-01-11 07:00", False),
        ("12:00-13:30", "2027-01-11 12:30", True),
        ("12:00-13:30", "2027-07-11 13:30", False),
    ],
)
def test_nothing_is_sent_in_silent_hours_of_the_zone(span: str, moment: str, silent: bool) -> None:
    timetable = Timetable(BERLIN, silent=parse_span(span))
    assert timetable.is_silent(at(moment)) is silent
    assert timetable.is_due(at(moment), at("2027-01-01 00:00")) is not silent


def test_what_comes_up_together_goes_into_one_message() -> None:
    timetable = Timetable(BERLIN, gather=timedelta(minutes=5))
    oldest = at("2027-01-10 10:00")
    assert not timetable.is_due(at("2027-01-10 10:04"), oldest)
    assert timetable.is_due(at("2027-01-10 10:05"), oldest)


@pytest.mark.parametrize(
    ("now", "oldest", "due"),
    [
        ("2027-01-10 07:59", "2027-01-09 08:01", False),
        ("2027-01-10 08:00", "2027-01-09 08:01", True),
        ("2027-01-10 23:00", "2027-01-10 08:01", False),
        ("2027-01-10 07:00", "2027-01-09 07:30", True),  # yesterday nothing was running
        ("2027-03-28 08:00", "2027-03-28 07:59", True),  # the clock went forward in the night
        ("2027-03-28 07:59", "2027-03-27 08:01", False),
        ("2027-10-31 08:00", "2027-10-31 07:59", True),  # and back
        ("2027-10-31 07:59", "2027-10-30 08:01", False),
    ],
)
def test_digest_is_sent_once_a_day_at_its_time(now: str, oldest: str, due: bool) -> None:
    timetable = Timetable(BERLIN, digest=time(8))
    assert timetable.is_due(at(now), at(oldest)) is due


def test_digest_in_silent_hours_waits_for_their_end() -> None:
    timetable = Timetable(BERLIN, digest=time(6), silent=(time(20), time(7)))
    oldest = at("2027-01-09 12:00")
    assert not timetable.is_due(at("2027-01-10 06:30"), oldest)
    assert timetable.is_due(at("2027-01-10 07:00"), oldest)


@pytest.mark.parametrize("text", ["24:00", "8", "8:5", "08:00-", "noon"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a time"):
        parse_time(text)


@pytest.mark.parametrize("text", ["20:00", "07:00-07:00", "20-07"])
def test_what_is_no_span_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"not a range|always|not a time"):
        parse_span(text)


def test_zone_that_is_none_is_refused() -> None:
    assert read_zone("") is None
    with pytest.raises(ValueError, match="Europe/Berlin"):
        read_zone("Mars/Olympus")
