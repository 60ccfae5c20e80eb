from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from icalendar import Calendar

from enricher.ledger.deadlines import Deadline, step_of
from enricher.reminders.calendar import write_calendar
from enricher.wiring.home import Home, open_home
from enricher.wiring.reminders import deadline_calendar
from tests.enricher.here import ingest
from tests.enricher.homes import make_ruled_home

NOW = datetime(2020, 3, 1, 12, tzinfo=UTC)


def test_calendar_reads_back_as_what_was_written() -> None:
    name = 'Müller & Söhne; "Pacht, ' + "lang " * 30 + "\\n.pdf"
    deadline = Deadline("3f9c", f"/contracts/{name}", "ExpiryDate", date(2028, 2, 29), 0.875)
    written = write_calendar([deadline], (90, 7), "https://enricher.example.org", NOW)
    assert all(len(line) <= 75 for line in written.split(b"\r\n"))
    calendar = Calendar.from_ical(written)
    (event,) = calendar.walk("VEVENT")
    assert event["uid"] == "3f9c-ExpiryDate@enricher"
    assert event.decoded("dtstart") == date(2028, 2, 29)
    assert event.decoded("dtend") == date(2028, 3, 1)
    assert event["summary"] == f"ExpiryDate of {name}"
    assert event["description"] == f"/contracts/{name}\nconfidence 0.88"
    assert event["url"] == "https://enricher.example.org/documents/3f9c"
    alarms = [alarm.decoded("trigger") for alarm in event.walk("VALARM")]
    assert alarms == [timedelta(days=-90), timedelta(days=-7)]


def test_event_stays_the_same_when_its_day_moves() -> None:
    def uids(*deadlines: Deadline) -> list[str]:
        calendar = Calendar.from_ical(write_calendar(deadlines, (), "", NOW))
        return [str(event["uid"]) for event in calendar.walk("VEVENT")]

    one = Deadline("3f9c", "a.pdf", "ExpiryDate", date(2028, 2, 29), 1)
    moved = Deadline("3f9c", "b.pdf", "ExpiryDate", date(2030, 1, 1), 1)
    second = Deadline("3f9c", "b.pdf", "ExpiryDate", date(2030, 1, 1), 1, number=1)
    assert uids(one) == uids(moved)
    assert len(set(uids(one, second))) == 2


def test_calendar_has_the_dates_of_the_documents(ingested_home: Home) -> None:
    settings = ingested_home.settings.model_copy(update={"deadline_fields": ("EffectiveDate",)})
    home = replace(ingested_home, settings=settings)
    calendar = Calendar.from_ical(deadline_calendar(home, NOW))
    found = [(str(event["summary"]), event.decoded("dtstart")) for event in calendar.walk("VEVENT")]
    assert found == [
        ("EffectiveDate of loan.txt", date(2020, 3, 1)),
        ("EffectiveDate of annex.txt", date(2020, 3, 2)),
    ]


def test_calendar_has_dates_that_were_derived(tmp_path: Path) -> None:
    """Of a document that says when it begins and for how long, and nowhere when it ends."""
    home, documents = tmp_path / "home", tmp_path / "contracts"
    make_ruled_home(home)
    documents.mkdir()
    (documents / "loan.txt").write_text(
        "Loan agreement as of March 1, 2020 between Vega LLC and Harbor Bank Inc. for a term of nine"
        " (9) years. It is governed by the laws of Delaware.\n"
    )
    with open_home(home) as opened:
        ingest(opened, documents)
        calendar = Calendar.from_ical(deadline_calendar(opened, NOW))
    (event,) = calendar.walk("VEVENT")
    assert str(event["summary"]) == "ExpiryDate of loan.txt"
    assert event.decoded("dtstart") == date(2029, 3, 1)
    assert len(event.walk("VALARM")) == 3


def test_reminder_is_due_at_the_nearest_step_that_is_reached() -> None:
    deadline = Deadline("d", "", "ExpiryDate", date(2027, 4, 1), 1)
    days = [date(2027, 1, 1) - timedelta(days=1), date(2027, 1, 1), date(2027, 3, 26)]
    assert [step_of(deadline, day, (90, 30, 7)) for day in days] == [None, 90, 7]
    assert step_of(deadline, date(2027, 4, 1), (90, 30, 7)) == 7
    assert step_of(deadline, date(2027, 4, 2), (90, 30, 7)) is None
    assert step_of(deadline, date(2027, 4, 1), ()) is None
