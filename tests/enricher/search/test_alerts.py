"""Alerts of saved searches, from a new document to a message."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from enricher.__main__ import cli
from enricher.errors import InputError, NotFoundError
from enricher.ledger.events import Act
from enricher.reminders.service import Reminding
from enricher.settings import Settings
from enricher.wiring.home import Home, open_home
from enricher.wiring.reminders import build_reminding
from enricher.wiring.search import search_alerts
from tests.enricher.here import ingest
from tests.enricher.homes import make_home
from tests.enricher.receivers import SECRET, WebhookReceiver, receiving_mail, receiving_webhooks

NOON = datetime(2027, 1, 10, 12, tzinfo=UTC)


@pytest.fixture
def hook() -> Iterator[WebhookReceiver]:
    with receiving_webhooks() as receiver:
        yield receiver


@pytest.fixture
def home(tmp_path: Path, hook: WebhookReceiver) -> Iterator[Home]:
    (tmp_path / "contracts").mkdir()
    with open_home(make_home(tmp_path / "home")) as home:
        given = {
            "reminder_webhook": hook.url,
            "reminder_webhook_secret": SECRET,
            "reminder_minutes": 0,
        }
        yield replace(home, settings=Settings.model_validate(given))


def write(home: Home, folder: Path, *names: str, text: str = "A loan of some bank.") -> None:
    for name in names:
        (folder / name).write_text(f"{text} It is called {name}.\n")
    ingest(home, folder)


def remind(home: Home, minutes: float) -> None:
    """What a process does that begins so many minutes after noon."""
    reminding: Reminding = build_reminding(home)
    reminding.run(lambda: NOON + timedelta(minutes=minutes))


def begin(home: Home, address: str = "q=loan") -> int:
    saved = home.ledger.searches.add("Loans", address)
    search_alerts(home).begin(saved.id, "ada", NOON)
    return saved.id


def test_what_is_new_is_told_once_and_what_was_there_is_not(
    home: Home, hook: WebhookReceiver, tmp_path: Path
) -> None:
    folder = tmp_path / "contracts"
    write(home, folder, "old.txt")
    number = begin(home)
    write(home, folder, "lease.txt", text="A lease of a house.")
    remind(home, 10)
    assert hook.bodies == []
    write(home, folder, "new.txt")
    remind(home, 20)
    remind(home, 30)
    ((body),) = hook.bodies
    (told,) = body["searches"]
    assert (told["search"], told["name"], told["address"]) == (number, "Loans", "/?q=loan")
    assert told["total"] == 1
    assert [Path(one["path"]).name for one in told["documents"]] == ["new.txt"]
    assert home.ledger.alerts.new_since(NOON) == {number: 1}


def test_document_that_comes_back_is_no_news(
    home: Home, hook: WebhookReceiver, tmp_path: Path
) -> None:
    folder = tmp_path / "contracts"
    begin(home)
    write(home, folder, "new.txt")
    remind(home, 10)
    write(home, folder, "new.txt", text="A lease of a house.")
    remind(home, 20)
    write(home, folder, "new.txt")
    remind(home, 30)
    remind(home, 200)  # all is asked anew
    assert len(hook.bodies) == 1


def test_document_that_comes_to_match_is_news(
    home: Home, hook: WebhookReceiver, tmp_path: Path
) -> None:
    folder = tmp_path / "contracts"
    write(home, folder, "new.txt", text="A lease of a house.")
    begin(home)
    write(home, folder, "new.txt", text="A loan of another bank.")
    remind(home, 10)
    assert [one["searches"][0]["total"] for one in hook.bodies] == [1]


def test_many_at_once_are_one_message(home: Home, hook: WebhookReceiver, tmp_path: Path) -> None:
    begin(home)
    write(home, tmp_path / "contracts", *(f"{number}.txt" for number in range(12)))
    remind(home, 10)
    (body,) = hook.bodies
    assert body["searches"][0]["total"] == 12
    assert len(body["searches"][0]["documents"]) == 10


def test_receiver_that_fails_gets_the_same_message_later(
    home: Home, hook: WebhookReceiver, tmp_path: Path
) -> None:
    hook.answers = [503]
    begin(home)
    write(home, tmp_path / "contracts", "new.txt")
    remind(home, 10)
    assert home.ledger.reminders.troubled()[0] == 1
    remind(home, 11)
    assert (len(hook.ids), len(set(hook.ids))) == (2, 1)


def test_search_that_cannot_be_asked_any_more_says_so(home: Home) -> None:
    number = begin(home)
    connection = home.ledger.database.connection
    connection.execute("UPDATE searches SET address = 'q=%28' WHERE id = ?", (number,))
    search_alerts(home).look(NOON + timedelta(hours=2))
    (alert,) = home.ledger.alerts.all()
    assert alert.fault


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("q=who+may+end+this+contract", "a question always finds the nearest"),
        ("q=loan&mode=hybrid", "a question always finds the nearest"),
        ("similar=3f9c", "similar documents always"),
    ],
)
def test_nothing_is_new_to_what_finds_the_nearest(home: Home, address: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        begin(home, address)


def test_alert_for_nobody_is_refused(home: Home) -> None:
    with pytest.raises(InputError, match="nobody would be told"):
        begin(replace(home, settings=Settings()))


def test_alert_ends_and_goes_with_its_search(home: Home) -> None:
    number = begin(home)
    home.ledger.alerts.end(number, "bob")
    assert home.ledger.alerts.all() == []
    with pytest.raises(NotFoundError, match="has no alert"):
        home.ledger.alerts.end(number, "bob")
    events = home.ledger.history.read(act=Act.ALERT).events
    assert [(one.who, one.details["on"]) for one in events] == [("bob", False), ("ada", True)]
    search_alerts(home).begin(number, "ada", NOON)
    home.ledger.searches.remove(number)
    assert home.ledger.alerts.all() == []


def test_mail_names_the_first_and_leads_to_the_search(tmp_path: Path, home: Home) -> None:
    folder = tmp_path / "contracts"
    with receiving_mail() as mailbox:
        given = {
            "reminder_mail_to": ["ada@example.org"],
            "smtp_host": "127.0.0.1",
            "smtp_port": mailbox.port,
            "smtp_security": "none",
            "smtp_from": "enricher@example.org",
            "reminder_minutes": 0,
            "portal_url": "https://enricher.example.org/",
        }
        mailing = replace(home, settings=Settings.model_validate(given))
        begin(mailing)
        write(mailing, folder, *(f"{number}.txt" for number in range(12)))
        remind(mailing, 10)
    ((_, mail),) = mailbox.received
    text = mail.get_content().replace("\r\n", "\n")
    assert mail["subject"] == "enricher: 12 new in Loans"
    assert "New in the saved search Loans: 12\n" in text
    assert "and 2 more\nhttps://enricher.example.org/?q=loan\n" in text


def test_alert_is_turned_on_and_off_by_command(home: Home) -> None:
    (home.path / "enricher.toml").write_text(
        'reminder_webhook = "http://127.0.0.1:1/"\nreminder_webhook_secret = "a secret"\n'
    )
    home.ledger.searches.add("New loans", "q=loan")

    def run(*arguments: str) -> str:
        called = CliRunner().invoke(cli, ["searches", "--home", str(home.path), *arguments])
        assert called.exit_code == 0, called.output
        return called.output

    assert run("alert", "New loans") == "alert of New loans turned on\n"
    assert "alert, 0 new this week" in run("list")
    assert run("alert", "New loans", "--off") == "alert of New loans turned off\n"
    assert json.loads(run("list", "--json"))["searches"][0]["alert"] is None
