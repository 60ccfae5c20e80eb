"""Every command of docs/reminders.md works, with a mail server and a webhook, and its code verifies."""

from __future__ import annotations

import base64
import hmac
import os
import shlex
import time
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from enricher.__main__ import cli
from enricher.settings import SETTINGS_FILE
from tests.enricher.homes import make_ruled_home
from tests.enricher.receivers import SECRET, receiving_mail, receiving_webhooks
from tests.slow.guides.pages import blocks, commands, read_page
from tests.variables import load_with

PAGE = "reminders.md"
LOAN = (
    "Loan agreement as of March 1, 2099 between Vega LLC and Nowhere Trading LLC for a term of"
    " nine (9) years. The lender lends $1,500,000.00. It is governed by the laws of Delaware.\n"
)


def test_commands_of_the_guide_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for variable in [name for name in os.environ if name.startswith("ENRICHER_")]:
        monkeypatch.delenv(variable)
    make_ruled_home(tmp_path / ".enricher")
    (tmp_path / "contracts").mkdir()
    (tmp_path / "contracts" / "loan.txt").write_text(LOAN)
    printed = {}
    with receiving_webhooks() as hook, receiving_mail() as mailbox:
        given = {
            "REMINDER_WEBHOOK": hook.url,
            "REMINDER_WEBHOOK_SECRET": SECRET,
            "REMINDER_MAIL_TO": "ada@example.org",
            "REMINDER_SEVERITIES": "critical,high,medium,low",
            "SMTP_HOST": "127.0.0.1",
            "SMTP_PORT": str(mailbox.port),
            "SMTP_SECURITY": "none",
            "SMTP_FROM": "enricher@example.org",
            "DEADLINE_FIELDS": "EffectiveDate",
        }
        for name, value in given.items():
            monkeypatch.setenv(f"ENRICHER_{name}", value)
        for command in commands(PAGE):
            _, *arguments = shlex.split(command)
            done = CliRunner().invoke(cli, arguments)
            assert done.exit_code == 0, f"{command}\n{done.output}"
            assert done.stdout, command
            assert SECRET not in done.output
            printed[command] = done.stdout
    assert "mail ada@example.org  accepted" in printed["enricher reminders test"]
    assert printed["enricher reminders send --now"] == "2 messages sent\n"
    assert printed["enricher reminders list"] == "no messages are waiting\n"
    assert printed["enricher reminders list --sent"].count("0 deadlines") == 2
    assert printed["enricher reminders calendar"] == "http://localhost:8000/api/calendar.ics\n"
    assert "1 deadline\n" in printed["enricher reminders calendar --out deadlines.ics"]
    assert "DTSTART;VALUE=DATE:20990301" in Path("deadlines.ics").read_text(encoding="utf-8")
    assert [one["type"] for one in hook.bodies] == ["test", "reminder"]
    assert "term-too-long" in {one["policy"] for one in hook.bodies[1]["findings"]}
    assert "nine (9)" not in mailbox.received[1][1].get_content()
    assert "policy term-too-long" in mailbox.received[1][1].get_content()
    (code,) = blocks(read_page(PAGE), "python")
    known: dict[str, object] = {"base64": base64, "hmac": hmac, "time": time}
    exec(code, known)
    is_genuine = known["is_genuine"]
    assert callable(is_genuine)
    headers, body = hook.posted[1]
    assert is_genuine(headers, body, SECRET.encode())
    assert not is_genuine(headers, body + b" ", SECRET.encode())
    assert not is_genuine(headers | {"webhook-timestamp": "1"}, body, SECRET.encode())


def test_settings_of_the_guide_are_some(tmp_path: Path) -> None:
    (text,) = blocks(read_page(PAGE), "toml")
    (tmp_path / SETTINGS_FILE).write_text(text)
    settings = load_with(tmp_path, {"ENRICHER_REMINDER_WEBHOOK_SECRET": SECRET})
    assert settings.reminder_digest == tomllib.loads(text)["reminder_digest"]


def test_reminders_that_fail_are_told_by_exit_codes_status_and_list(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    make_ruled_home(home)
    monkeypatch.setenv("ENRICHER_HOME", str(home))

    def run(*arguments: str) -> tuple[int, str]:
        done = CliRunner().invoke(cli, arguments)
        return done.exit_code, done.output

    assert run("reminders", "send")[1].startswith("no recipients")
    assert run("reminders", "calendar", "--out", str(tmp_path / "no" / "x.ics"))[0] == 2
    monkeypatch.setenv("ENRICHER_REMINDER_WEBHOOK", "http://127.0.0.1:1/hook")
    code, said = run("reminders", "send")
    assert (code, "needs reminder_webhook_secret" in said) == (1, True)
    monkeypatch.setenv("ENRICHER_REMINDER_WEBHOOK_SECRET", SECRET)
    code, said = run("reminders", "test")
    assert (code, "the webhook did not answer" in said) == (1, True)
    (tmp_path / "contracts").mkdir()
    (tmp_path / "contracts" / "loan.txt").write_text(LOAN)
    assert run("ingest", str(tmp_path / "contracts"))[0] == 0
    run("audit", "run")
    monkeypatch.setenv("ENRICHER_REMINDER_SEVERITIES", "critical,high,medium,low")
    code, said = run("reminders", "send", "--now")
    assert (code, "1 not sent yet: the webhook did not answer" in said) == (1, True)
    assert "tried 1 times, again " in run("reminders", "list")[1]
    assert "reminders not sent: 1, the webhook did not answer" in run("status")[1]
