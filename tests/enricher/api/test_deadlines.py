from __future__ import annotations

from urllib.parse import urlsplit

from enricher.api.sessions import calendar_address
from enricher.settings import Settings
from tests.enricher.api.clients import Connect

KEYS = {"api_key": "administrator's", "reader_key": "reader's"}


def test_calendar_is_for_readers_and_for_who_has_its_address(connecting: Connect) -> None:
    client = connecting(host="enricher.example.org", client="203.0.113.9", **KEYS)
    assert client.get("/api/calendar.ics").status_code == 401
    answer = client.get("/api/calendar.ics", headers={"x-api-key": "reader's"})
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.text.startswith("BEGIN:VCALENDAR\r\n")
    settings = Settings.model_validate(KEYS | {"portal_url": "https://enricher.example.org"})
    parts = urlsplit(calendar_address(settings))
    assert client.get(f"{parts.path}?{parts.query}").text.startswith("BEGIN:VCALENDAR")
    assert "reader's" not in parts.query


def test_address_of_the_calendar_opens_nothing_else(connecting: Connect) -> None:
    client = connecting(host="enricher.example.org", client="203.0.113.9", **KEYS)
    query = urlsplit(calendar_address(Settings.model_validate(KEYS))).query
    for path in ("/api/search", "/api/findings", "/api/calendar.ics/x", "/healthz/../api/search"):
        assert client.get(f"{path}?{query}").status_code == 401
    assert client.post(f"/api/calendar.ics?{query}").status_code == 401
    assert client.get("/api/calendar.ics?token=").status_code == 401
    assert client.get(f"/api/calendar.ics?{query}0").status_code == 401
    changed = connecting(host="h", client="203.0.113.9", **KEYS | {"reader_key": "another"})
    assert changed.get(f"/api/calendar.ics?{query}").status_code == 401


def test_without_keys_only_this_machine_has_the_calendar(connecting: Connect) -> None:
    assert connecting().get("/api/calendar.ics").status_code == 200
    far = connecting(host="h", client="203.0.113.9")
    assert far.get("/api/calendar.ics?token=x").status_code == 403


def test_address_of_the_calendar_is_the_one_that_was_asked_at_or_the_portal_s(
    connecting: Connect,
) -> None:
    here = connecting(host="localhost:8765").get("/audit/reminders").text
    assert "<code>http://localhost:8765/api/calendar.ics</code>" in here
    told = connecting(host="localhost:8765", portal_url="https://enricher.example.org/")
    page = told.get("/audit/reminders", headers={"x-forwarded-host": "evil.example"}).text
    assert "<code>https://enricher.example.org/api/calendar.ics</code>" in page
    assert "another address" in here
    assert "another address" not in page
