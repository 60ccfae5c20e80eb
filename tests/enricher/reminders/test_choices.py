"""Settings of reminders are chosen over HTTP, tested, and kept beside those of the environment."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from enricher.errors import InputError, OutdatedError
from enricher.reminders.choices import NO_REVISION, ReminderChoices
from enricher.settings import CHOSEN_FILE, SETTINGS_FILE, load_settings
from enricher.wiring.home import Home, open_home
from enricher.wiring.reminders import build_choices, build_places, reminder_settings
from tests.enricher.api.clients import connect
from tests.enricher.homes import make_home

KEYS = {"api_key": "a" * 20, "tagger_key": "t" * 20}
ADMINISTRATOR, TAGGER = ({"x-api-key": key} for key in KEYS.values())
MAIL = {
    "reminder_mail_to": ["ada@example.org"],
    "smtp_host": "mail.example.org",
    "smtp_from": "enricher@example.org",
}
SERVER = {"smtp_user": "enricher", "smtp_password": "the password"}


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    with open_home(make_home(tmp_path / "home")) as home:
        yield home


def save(choices: ReminderChoices, **values: Any) -> Any:
    return choices.save(values, "*", "ada")


def test_choices_count_at_once_and_when_the_home_is_opened_again(home: Home) -> None:
    choices = build_choices(home)
    assert choices.read().revision == NO_REVISION
    assert build_places(reminder_settings(home)) == []
    save(choices, **MAIL, **SERVER)
    assert [one.name for one in build_places(reminder_settings(home))] == ["mail ada@example.org"]
    assert load_settings(home.path).reminder_mail_to == ("ada@example.org",)
    path = home.path / CHOSEN_FILE
    assert path.stat().st_mode & 0o777 == 0o600
    password = choices.read().settings["smtp_password"]
    assert (password.value, password.is_set, password.is_chosen) == (None, True, True)
    assert "the password" not in repr(choices.read())
    save(choices, reminder_digest="08:00")
    save(choices, reminder_digest=None, reminder_mail_to=[])
    assert build_places(reminder_settings(home)) == []
    assert choices.read().settings["smtp_host"].value == "mail.example.org"


def test_what_the_file_or_the_environment_sets_stays(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (home.path / SETTINGS_FILE).open("a") as file:
        file.write('\nsmtp_from = "file@example.org"\n')
    monkeypatch.setenv("ENRICHER_SMTP_PASSWORD", "secret")
    with open_home(home.path) as opened:
        choices = build_choices(opened)
        found = choices.read().settings
        assert (found["smtp_from"].value, found["smtp_from"].origin) == (
            "file@example.org",
            "enricher.toml",
        )
        with pytest.raises(InputError, match=r"smtp_from is set by enricher\.toml"):
            save(choices, smtp_from="else@example.org")
        # Nobody sends a password that they do not know to a server of their own.
        with pytest.raises(InputError, match="smtp_host is set by the environment"):
            save(choices, smtp_host="evil.example.org")


def test_password_is_written_again_for_another_server(home: Home) -> None:
    choices = build_choices(home)
    save(choices, **MAIL, **SERVER)
    with pytest.raises(InputError, match="write the password again"):
        choices.draft({"smtp_host": "evil.example.org"})
    save(choices, smtp_security="starttls")  # as it is
    save(choices, smtp_host="other.example.org", smtp_password="the password")
    assert reminder_settings(home).smtp_host == "other.example.org"


def test_wrong_values_are_told_and_two_people_lose_nothing(home: Home) -> None:
    choices = build_choices(home)
    for values, expected in (
        ({"reminder_mail_to": ["ada@example.org"]}, "reminder_mail_to needs smtp_host"),
        ({"silent_hours": "late"}, "silent_hours: "),
        ({"reminder_severities": ["dire"]}, "reminder_severities: "),
        ({"smtp_ca": "/etc/passwd"}, "smtp_ca is not a setting that can be changed here"),
        ({"reminder_webhook": "https://x.example.org"}, "needs reminder_webhook_secret"),
    ):
        with pytest.raises(InputError, match=expected):
            save(choices, **values)
    assert not (home.path / CHOSEN_FILE).exists()
    first = choices.save({"silent_hours": "20:00-07:00"}, NO_REVISION, "ada")
    with pytest.raises(OutdatedError):
        choices.save({"reminder_digest": "08:00"}, NO_REVISION, "bob")
    choices.save({"reminder_digest": "08:00"}, first.revision, "bob")
    now = reminder_settings(home)
    assert (now.silent_hours, now.reminder_digest) == ("20:00-07:00", "08:00")


def test_over_http_administrators_choose_and_secrets_stay(home: Home) -> None:
    address = "/api/reminders/settings"
    with connect(home, **KEYS) as api:
        body = {"values": MAIL | SERVER}
        etag = {"if-match": api.get(address, headers=TAGGER).headers["etag"]}
        assert api.put(address, json=body, headers=TAGGER | etag).status_code == 403
        saved = api.put(address, json=body, headers=ADMINISTRATOR | etag)
        assert saved.status_code == 200, saved.text
        assert "the password" not in saved.text
        late = api.put(address, json=body, headers=ADMINISTRATOR | etag)
        assert late.status_code == 412
        assert "the password" not in late.text
        wrong = {"values": {"smtp_user": "x", "smtp_security": "none", "smtp_password": "y"}}
        tested = api.post(f"{address}/test", json=wrong, headers=ADMINISTRATOR)
        assert (tested.status_code, "in the clear" in tested.json()["detail"]) == (422, True)
        events = api.get("/api/history", headers=TAGGER).json()["events"]
        assert events[0]["what"].startswith("changed the settings reminder_mail_to, smtp_host")
