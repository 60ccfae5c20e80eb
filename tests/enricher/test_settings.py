from __future__ import annotations

import pickle
import tomllib
import traceback
from pathlib import Path

import pytest

from enricher.errors import InputError, SettingsError
from enricher.settings import (
    SETTINGS_FILE,
    Settings,
    describe_settings,
    load_settings,
    settings_json,
    without_secrets,
    write_settings,
)
from tests.variables import load_with

SECRETS = {
    "answer_server_key",
    "api_key",
    "passwords_key",
    "reader_key",
    "reminder_webhook",
    "tagger_key",
    "elasticsearch_api_key",
    "elasticsearch_password",
    "reminder_webhook_secret",
    "smtp_password",
}


def test_defaults_need_no_file(tmp_path: Path) -> None:
    assert load_settings(tmp_path) == Settings()


def test_environment_overrides_the_file(tmp_path: Path) -> None:
    (tmp_path / SETTINGS_FILE).write_text('workers = 3\nocr = "off"\n')
    settings = load_with(tmp_path, {"ENRICHER_WORKERS": "5", "ENRICHER_IGNORE": "*.bak,.*"})
    assert (settings.workers, settings.ocr, settings.ignore) == (5, "off", ("*.bak", ".*"))


@pytest.mark.parametrize(
    ("content", "environment", "named"),
    [
        ("workers = -1", {}, "workers"),
        ("wrokers = 1", {}, "wrokers"),
        ("workers = ", {}, "cannot be read"),
        ("", {"ENRICHER_WORKERS": "many"}, "ENRICHER_WORKERS"),
        ("", {"ENRICHER_OCR": "maybe"}, "ENRICHER_OCR"),
    ],
)
def test_wrong_setting_is_named_with_its_place(
    tmp_path: Path, content: str, environment: dict[str, str], named: str
) -> None:
    (tmp_path / SETTINGS_FILE).write_text(content)
    with pytest.raises(SettingsError, match=named):
        load_with(tmp_path, environment)


def test_described_settings_are_a_file_that_says_the_same(tmp_path: Path) -> None:
    settings = load_with(tmp_path, {"ENRICHER_FILE_SECONDS": "7", "ENRICHER_OCR": "off"})
    (tmp_path / SETTINGS_FILE).write_text(describe_settings(settings))
    assert load_settings(tmp_path) == settings


def test_settings_are_written_once_and_never_over_those_of_a_person(tmp_path: Path) -> None:
    home = tmp_path / "home"
    path = write_settings(home)
    assert path.read_text() == describe_settings(Settings())
    path.write_text("workers = 3\n")
    with pytest.raises(InputError, match=r"enricher\.toml exists"):
        write_settings(home)
    assert path.read_text() == "workers = 3\n"


def test_every_setting_is_described() -> None:
    text = describe_settings(Settings())
    assert all(field.description for field in Settings.model_fields.values())
    assert set(tomllib.loads(text)) == set(Settings.model_fields) - SECRETS


@pytest.mark.parametrize("name", sorted(SECRETS))
def test_secret_is_never_printed(tmp_path: Path, name: str) -> None:
    given = {f"ENRICHER_{name.upper()}": "https://hooks.example.org/s3cret"}
    given |= {"ENRICHER_REMINDER_WEBHOOK_SECRET": "s3cret"}
    settings = load_with(tmp_path, given)
    assert "s3cret" not in _all_that_is_shown(settings)


@pytest.mark.parametrize(
    "name", ["answer_server_url", "elasticsearch_url", "tika_url", "portal_url"]
)
@pytest.mark.parametrize(
    "secret", ["s3cret", "s3,cret", "s3/cret", "s3@cret", "s3?cret", "s3#cret"]
)
def test_secret_inside_a_url_is_never_printed(tmp_path: Path, name: str, secret: str) -> None:
    for url in (f"https://ada:{secret}@host:9200/x", f"https://host:9200/x?key={secret}"):
        given = {f"ENRICHER_{name.upper()}": url, "ENRICHER_ANSWER_SERVER_MODEL": "small"}
        settings = load_with(tmp_path, given)
        shown = _all_that_is_shown(settings)
        assert "cret" not in shown.replace("secret", "")
        assert "s3" not in shown
        assert settings_json(settings)[name] != url
        # What is printed is a file to keep: it must not put the shortened address in force.
        assert name not in tomllib.loads(describe_settings(settings))


def test_harmless_urls_are_printed_as_they_are(tmp_path: Path) -> None:
    urls = "https://es1.example.org:9200, https://es2.example.org:9200"
    settings = load_with(tmp_path, {"ENRICHER_ELASTICSEARCH_URL": urls})
    assert tomllib.loads(describe_settings(settings))["elasticsearch_url"] == urls
    assert settings_json(settings)["elasticsearch_url"] == urls


def test_a_secret_that_is_wrong_is_not_quoted(tmp_path: Path) -> None:
    given = {"ENRICHER_REMINDER_WEBHOOK": "hooks.example.org/s3cret"}
    with pytest.raises(SettingsError) as refused:
        load_with(tmp_path, given)
    assert "setting reminder_webhook in the environment variable" in str(refused.value)
    assert "s3cret" not in "".join(traceback.format_exception(refused.value))


def _all_that_is_shown(settings: Settings) -> str:
    """Each way in which settings reach a terminal, a log or a program."""
    return (
        describe_settings(settings) + repr(settings) + str(settings) + str(settings_json(settings))
    )


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("SILENT_HOURS", "20-7", "not a time such as 08:00"),
        ("REMINDER_DIGEST", "noon", "not a time such as 08:00"),
        ("TIME_ZONE", "Mars/Olympus", "no time zone"),
        ("REMINDER_MAIL_TO", "ada", "not an address"),
        ("REMINDER_MAIL_TO", "ada@example.org", "needs smtp_host"),
        ("REMINDER_WEBHOOK", "file:///etc/passwd", "setting reminder_webhook"),
        ("REMINDER_WEBHOOK", "https://hooks.example.org", "needs reminder_webhook_secret"),
        ("REMINDER_SEVERITIES", "urgent", "setting reminder_severities"),
        ("DEADLINE_DAYS", "90,soon", "setting deadline_days"),
    ],
)
def test_reminders_that_could_not_be_sent_are_refused(
    tmp_path: Path, variable: str, value: str, said: str
) -> None:
    with pytest.raises(SettingsError, match=said):
        load_with(tmp_path, {f"ENRICHER_{variable}": value})


def test_lists_of_numbers_come_from_the_environment_too(tmp_path: Path) -> None:
    settings = load_with(tmp_path, {"ENRICHER_DEADLINE_DAYS": "60,7"})
    assert settings.deadline_days == (60, 7)


def test_server_that_writes_answers_needs_a_model(tmp_path: Path) -> None:
    given = {"ENRICHER_ANSWER_SERVER_URL": "http://localhost:11434/v1"}
    with pytest.raises(SettingsError, match="needs answer_server_model"):
        load_with(tmp_path, given)
    assert load_with(tmp_path, given | {"ENRICHER_ANSWER_SERVER_MODEL": "small"})


def test_settings_for_readers_have_no_secrets(tmp_path: Path) -> None:
    values = {name: f"https://secret-{name}.example" for name in SECRETS}
    names = ("answer_server_url", "elasticsearch_url", "portal_url")
    urls = dict.fromkeys(names, "https://ada:secret-word@localhost")
    del values["elasticsearch_password"]  # which stands in for a key
    values |= urls | {"ocr": "off", "answer_server_model": "small"}
    environment = {f"ENRICHER_{name.upper()}": value for name, value in values.items()}
    settings = without_secrets(load_with(tmp_path, environment))
    assert settings.ocr == "off"
    assert b"secret-" not in pickle.dumps(settings)
