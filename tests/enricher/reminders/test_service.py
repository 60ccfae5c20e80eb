"""Reminders from a finding or a date to a real HTTP server and a real mail server."""

from __future__ import annotations

import base64
import hashlib
import hmac
import ssl
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from enricher.errors import NotFoundError, SettingsError
from enricher.ledger.events import Act
from enricher.policies.findings import Acceptance, Audited, Found, Proof
from enricher.reminders.service import Reminded, Reminding, send_test
from enricher.settings import Settings
from enricher.wiring.home import Home, open_home
from enricher.wiring.reminders import build_places, build_reminding, reminder_thread
from tests.enricher.homes import IngestedHome, enricher_command, environment, make_home
from tests.enricher.receivers import (
    SECRET,
    Mailbox,
    WebhookReceiver,
    receiving_mail,
    receiving_webhooks,
)

NOON = datetime(2027, 1, 10, 12, tzinfo=UTC)


@pytest.fixture
def hook() -> Iterator[WebhookReceiver]:
    with receiving_webhooks() as receiver:
        yield receiver


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with receiving_mail() as mailbox:
        yield mailbox


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    with open_home(make_home(tmp_path / "home")) as home:
        yield home


def by_webhook(home: Home, hook: WebhookReceiver, **settings: object) -> Home:
    given = {"reminder_webhook": hook.url, "reminder_webhook_secret": SECRET, "time_zone": "UTC"}
    return replace(home, settings=Settings.model_validate(given | settings))


def by_mail(home: Home, mailbox: Mailbox, *to: str, **settings: object) -> Home:
    given = {
        "reminder_mail_to": to,
        "smtp_host": "127.0.0.1",
        "smtp_port": mailbox.port,
        "smtp_security": "none",
        "smtp_from": "enricher@example.org",
        "time_zone": "UTC",
    }
    return replace(home, settings=Settings.model_validate(given | settings))


def find(
    home: Home, *documents: str, severity: str = "high", facts: str = "1", minutes: float = 0
) -> None:
    """What an audit finds in documents, by one policy, so many minutes after noon."""
    found = Found("large", "finding", severity, "It is large.", 0.9, facts, "v", Proof())
    audited = [Audited(one, "sha", "m", None, (found,)) for one in documents]
    home.ledger.findings.record("contracts", ["large"], audited, NOON + timedelta(minutes=minutes))


def remind(reminding: Reminding, minutes: float, *, at_once: bool = False) -> Reminded:
    """What happens so many minutes after noon."""
    now = NOON + timedelta(minutes=minutes)
    return reminding.run(lambda: now, at_once=at_once)


def test_finding_is_posted_once_and_signed(home: Home, hook: WebhookReceiver) -> None:
    reminding = build_reminding(by_webhook(home, hook))
    find(home, "one", "other")
    assert remind(reminding, 1) == Reminded()  # it gathers
    assert remind(reminding, 6) == Reminded(made=1, sent=1)
    assert remind(reminding, 60) == Reminded()
    ((headers, body),) = hook.posted
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    expected = base64.b64encode(hmac.digest(SECRET.encode(), signed, hashlib.sha256)).decode()
    assert headers["webhook-signature"] == f"v1,{expected}"
    assert headers["idempotency-key"] == headers["webhook-id"] == hook.bodies[0]["id"]
    said = hook.bodies[0]
    assert (said["type"], said["total_findings"]) == ("reminder", 2)
    assert [one["document"] for one in said["findings"]] == ["one", "other"]
    assert said["findings"][0]["message"] == "It is large."


def test_finding_is_told_again_only_when_it_opens_anew(home: Home, hook: WebhookReceiver) -> None:
    reminding = build_reminding(by_webhook(home, hook, reminder_minutes=0))
    find(home, "one")
    remind(reminding, 1)
    find(home, "one")  # asked again, and the same
    assert remind(reminding, 2).made == 0
    find(home, "one", facts="2")
    assert remind(reminding, 3).made == 1
    home.ledger.findings.accept(1, Acceptance("it may", "ada", NOON))
    assert remind(reminding, 4).made == 0
    home.ledger.findings.reopen(1, "ada", NOON)
    assert remind(reminding, 5).made == 1
    assert len(set(hook.ids)) == 3


def test_what_is_over_before_it_is_told_is_not_told(home: Home, hook: WebhookReceiver) -> None:
    reminding = build_reminding(by_webhook(home, hook))
    find(home, "one", "other")
    find(home, "low", severity="low")
    home.ledger.findings.record("contracts", ["large"], [Audited("one", "sha", "m", None)], NOON)
    assert remind(reminding, 6).sent == 1
    assert [one["document"] for one in hook.bodies[0]["findings"]] == ["other"]


def test_receiver_that_fails_gets_the_same_message_later(home: Home, hook: WebhookReceiver) -> None:
    hook.answers = [503, 500]
    reminding = build_reminding(by_webhook(home, hook, reminder_minutes=0))
    find(home, "one")
    assert remind(reminding, 1) == Reminded(made=1, failed=1)
    (waiting,) = home.ledger.reminders.messages(10)
    assert (waiting.attempts, waiting.error) == (1, "the webhook answered 503, not 200")
    assert home.ledger.reminders.troubled() == (1, waiting.error)
    assert remind(reminding, 1.4) == Reminded()  # half a minute is not over
    assert remind(reminding, 1.6) == Reminded(failed=1)
    assert remind(reminding, 2.5) == Reminded()
    assert remind(reminding, 2.7) == Reminded(sent=1)
    assert remind(reminding, 500) == Reminded()
    assert (len(hook.ids), len(set(hook.ids)), len({body for _, body in hook.posted})) == (3, 1, 1)
    assert home.ledger.reminders.troubled() == (0, "")
    (sent,) = home.ledger.reminders.messages(10, sent=True)
    assert sent.message.id == hook.ids[0]


def test_who_watches_sends_by_itself(home: Home, hook: WebhookReceiver) -> None:
    find(home, "one")
    hooked = by_webhook(home, hook)
    with reminder_thread(hooked, lambda: NOON + timedelta(minutes=6), pause_seconds=0.01):
        assert hook.arrived.wait(30)
    assert [one["total_findings"] for one in hook.bodies] == [1]
    assert len(home.ledger.reminders.messages(10, sent=True)) == 1


def test_message_is_given_up_by_a_person_alone(home: Home, hook: WebhookReceiver) -> None:
    hook.answers = [500]
    reminding = build_reminding(by_webhook(home, hook, reminder_minutes=0))
    find(home, "one")
    assert remind(reminding, 1).failed == 1
    home.ledger.reminders.drop(1, "ada")
    (event,) = home.ledger.history.read(act=Act.DROP_REMINDER).events
    assert (event.who, event.act, event.details["message"]) == ("ada", Act.DROP_REMINDER, 1)
    assert remind(reminding, 60 * 24 * 365) == Reminded()
    find(home, "other")
    assert remind(reminding, 60 * 24 * 366).sent == 1
    with pytest.raises(NotFoundError, match="no message 2 is to be sent"):
        home.ledger.reminders.drop(2, "ada")


def test_redirect_is_not_followed(home: Home, hook: WebhookReceiver) -> None:
    hook.answers = [302]
    (place,) = build_places(by_webhook(home, hook).settings)
    assert send_test(place, NOON) == "the webhook answered 302, not 200"
    assert send_test(place, NOON) == ""
    assert [one["type"] for one in hook.bodies] == ["test", "test"]


def test_process_that_is_killed_while_it_sends_loses_and_doubles_nothing(
    home: Home, hook: WebhookReceiver
) -> None:
    find(home, "one")
    hook.may_answer.clear()
    sender = subprocess.Popen(
        enricher_command("--home", str(home.path), "reminders", "send", "--now"),
        env=environment(
            ENRICHER_REMINDER_WEBHOOK=hook.url, ENRICHER_REMINDER_WEBHOOK_SECRET=SECRET
        ),
    )
    assert hook.arrived.wait(60)
    reminding = build_reminding(by_webhook(home, hook))
    home.ledger.hand_back_of_the_dead()
    assert remind(reminding, 100) == Reminded()  # it is in the hands of a process that lives
    sender.kill()
    sender.wait()
    hook.may_answer.set()
    home.ledger.hand_back_of_the_dead()
    assert remind(reminding, 100) == Reminded(sent=1)
    assert remind(reminding, 200) == Reminded()
    assert len(hook.ids) == 2
    assert len(set(hook.ids)) == 1


def test_many_who_send_at_once_send_each_message_once(home: Home, hook: WebhookReceiver) -> None:
    find(home, *(f"document-{n}" for n in range(450)))
    home = by_webhook(home, hook)
    starting = threading.Barrier(4)

    def send() -> None:
        reminding = build_reminding(home)
        starting.wait()
        remind(reminding, 10)

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    named = [one["document"] for body in hook.bodies for one in body["findings"]]
    assert sorted(named) == sorted(f"document-{n}" for n in range(450))
    assert len(hook.ids) == len(set(hook.ids)) == 5


def test_nothing_is_sent_in_silent_hours_and_all_of_it_afterwards(
    home: Home, hook: WebhookReceiver
) -> None:
    reminding = build_reminding(by_webhook(home, hook, silent_hours="11:00-13:00"))
    find(home, "one")
    assert remind(reminding, 30) == Reminded(silent=True)
    find(home, "other")
    assert remind(reminding, 60) == Reminded(made=1, sent=1)
    assert hook.bodies[0]["total_findings"] == 2


def test_digest_is_one_message_a_day(home: Home, hook: WebhookReceiver) -> None:
    reminding = build_reminding(by_webhook(home, hook, reminder_digest="13:00"))
    find(home, "one")
    find(home, "other", minutes=10)
    assert remind(reminding, 59) == Reminded()
    assert remind(reminding, 60).sent == 1
    find(home, "third", minutes=70)
    assert remind(reminding, 60 * 24) == Reminded()
    assert remind(reminding, 60 * 25).sent == 1
    find(home, "fourth", minutes=60 * 26)
    assert remind(reminding, 60 * 27) == Reminded()
    assert [one["total_findings"] for one in hook.bodies] == [2, 1]
    assert remind(reminding, 60 * 27, at_once=True).sent == 1


def test_each_person_gets_an_email_of_the_worst_first(home: Home, mailbox: Mailbox) -> None:
    settings = {"portal_url": "https://enricher.example.org/"}
    mailing = by_mail(home, mailbox, "ada@example.org", "bob@example.org", **settings)
    find(home, *(f"high-{n:03}" for n in range(120)))
    find(home, "worst", severity="critical")
    assert remind(build_reminding(mailing), 6) == Reminded(made=2, sent=2)
    assert [address for address, _ in mailbox.received] == ["ada@example.org", "bob@example.org"]
    mails = [mail for _, mail in mailbox.received]
    assert [mail["to"] for mail in mails] == ["ada@example.org", "bob@example.org"]
    assert mails[0]["subject"] == "enricher: 121 findings"
    assert mails[0]["message-id"] != mails[1]["message-id"]
    text = mails[0].get_content()
    assert text.index("critical: It is large.") < text.index("high: It is large.")
    assert "https://enricher.example.org/documents/worst\n" in text.replace("\r", "")
    assert "and 21 more: enricher audit list" in text


def test_person_whose_mailbox_refuses_keeps_nobody_else_waiting(
    home: Home, mailbox: Mailbox
) -> None:
    mailbox.refused = {"gone@example.org"}
    mailing = by_mail(home, mailbox, "gone@example.org", "ada@example.org", reminder_minutes=0)
    find(home, "one")
    reminding = build_reminding(mailing)
    assert remind(reminding, 1) == Reminded(made=2, sent=1, failed=1)
    (waiting,) = home.ledger.reminders.messages(10)
    assert waiting.error.endswith("refused the recipient: 550 no such mailbox")
    mailbox.refused.clear()
    assert remind(reminding, 2) == Reminded(sent=1)
    assert [address for address, _ in mailbox.received] == ["ada@example.org", "gone@example.org"]
    assert mailbox.received[1][1]["message-id"] == f"<{waiting.message.id}@example.org>"


def make_certificate(tmp_path: Path) -> tuple[ssl.SSLContext, str]:
    """What a server of 127.0.0.1 shows that nobody knows, and the file by which it can be known."""
    certificate, key = tmp_path / "certificate.pem", tmp_path / "key.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"),
            *(
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=mail",
                "-addext",
                "subjectAltName=IP:127.0.0.1",
            ),
            *("-keyout", str(key), "-out", str(certificate)),
        ],
        check=True,
        capture_output=True,
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context, str(certificate)


def test_password_goes_over_tls_to_a_server_that_is_known(home: Home, tmp_path: Path) -> None:
    context, certificate = make_certificate(tmp_path)
    find(home, "one")
    with receiving_mail(context, "s3cret") as mailbox:
        login = {"smtp_security": "starttls", "smtp_user": "mailer", "smtp_password": "s3cret"}
        stranger = build_reminding(by_mail(home, mailbox, "ada@example.org", **login))
        assert remind(stranger, 6).failed == 1
        assert "certificate" in home.ledger.reminders.troubled()[1].lower()
        assert mailbox.users == []
        known = by_mail(home, mailbox, "ada@example.org", **login, smtp_ca=certificate)
        assert remind(build_reminding(known), 7).sent == 1
        assert mailbox.users == ["mailer"]
        wrong = known.settings.model_copy(update={"smtp_password": None})
        (place,) = build_places(wrong)
        assert "535" in send_test(place, NOON)
    with pytest.raises(SettingsError, match="in the clear"):
        build_places(known.settings.model_copy(update={"smtp_security": "none"}))


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")  # that is SMTPS
@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_mail_arrives_over_tls_from_the_first_byte_or_after_starttls(
    home: Home, tmp_path: Path, security: str
) -> None:
    context, certificate = make_certificate(tmp_path)
    find(home, "one")
    with receiving_mail(context, "s3cret", at_once=security == "tls") as mailbox:
        login = {"smtp_security": security, "smtp_user": "mailer", "smtp_password": "s3cret"}
        stranger = build_reminding(by_mail(home, mailbox, "ada@example.org", **login))
        assert remind(stranger, 6).failed == 1
        assert "certificate" in home.ledger.reminders.troubled()[1].lower()
        assert (mailbox.users, mailbox.received) == ([], [])
        known = by_mail(home, mailbox, "ada@example.org", **login, smtp_ca=certificate)
        assert remind(build_reminding(known), 7).sent == 1
        assert mailbox.users == ["mailer"]
        (received,) = mailbox.received
        assert received[1]["subject"] == "enricher: high: large in one"


def test_server_that_is_not_there_is_told_of(home: Home) -> None:
    with receiving_mail() as mailbox:
        mailing = by_mail(home, mailbox, "ada@example.org")
    find(home, "one")
    assert remind(build_reminding(mailing), 6).failed == 1
    assert "the mail server 127.0.0.1: " in home.ledger.reminders.troubled()[1]


def test_people_are_reminded_at_every_step_before_a_date(
    copied: IngestedHome, mailbox: Mailbox
) -> None:
    days = {"deadline_fields": ("EffectiveDate",), "deadline_days": (30, 7)}
    clock = datetime(2020, 1, 20, 9, tzinfo=UTC)

    def run(moment: datetime) -> int:
        return build_reminding(mailing).run(lambda: moment, at_once=True).sent

    with open_home(copied.home) as home:
        mailing = by_mail(home, mailbox, "ada@example.org", **days)
        assert run(clock) == 0  # 41 days before March 1
        assert run(clock + timedelta(days=11)) == 1
        assert run(clock + timedelta(days=12)) == 1  # another one, of March 2
        assert run(clock + timedelta(days=20)) == 0
        assert run(clock + timedelta(days=35)) == 1
        assert run(clock + timedelta(days=36)) == 0
        assert run(clock + timedelta(days=100)) == 0
    subjects = [mail["subject"] for _, mail in mailbox.received]
    assert subjects[0] == "enricher: EffectiveDate 2020-03-01 of loan.txt"
    assert subjects[1] == "enricher: EffectiveDate 2020-03-02 of annex.txt"
    assert subjects[2:] == ["enricher: 2 deadlines"]
    lines = mailbox.received[2][1].get_content().splitlines()
    assert lines[2].startswith("2020-03-01  EffectiveDate of ")
    assert lines[3].startswith("2020-03-02  EffectiveDate of ")
    assert lines[3].endswith("annexes.zip!/inner/annex.txt")


def test_date_that_was_corrected_before_it_was_told_is_not_told(
    copied: IngestedHome, hook: WebhookReceiver
) -> None:
    now = datetime(2020, 2, 1, 12, tzinfo=UTC)
    with open_home(copied.home) as home:
        settings = {"deadline_fields": ("EffectiveDate",), "silent_hours": "11:00-13:00"}
        reminding = build_reminding(by_webhook(home, hook, **settings))
        assert reminding.run(lambda: now).silent
        with home.ledger.database.transaction() as connection:
            connection.execute(
                "UPDATE facts SET facts = replace(facts, '2020-03-01', '2031-03-01')"
            )
        assert reminding.run(lambda: now + timedelta(hours=2)).sent == 1
    assert [one["day"] for one in hook.bodies[0]["deadlines"]] == ["2020-03-02"]


def test_address_of_the_webhook_is_in_no_log(tmp_path: Path, hook: WebhookReceiver) -> None:
    told = environment(
        ENRICHER_LOG_LEVEL="DEBUG",
        ENRICHER_REMINDER_WEBHOOK=f"{hook.url}/t0ken",
        ENRICHER_REMINDER_WEBHOOK_SECRET=SECRET,
    )
    home = make_home(tmp_path / "home")
    command = enricher_command("reminders", "test", "--home", str(home))
    ran = subprocess.run(command, env=told, capture_output=True, text=True, timeout=60)
    assert len(hook.posted) == 1
    assert "t0ken" not in ran.stdout + ran.stderr
