"""The pages of policies and of reminders, over documents that break a few policies."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from enricher.ingestion.indexer import write_out
from enricher.ledger.days import local_time
from enricher.policies.findings import Audited, Found, Proof
from enricher.wiring.audit import audit_home
from enricher.wiring.home import open_home
from enricher.wiring.ingestion import folders
from tests.enricher.homes import make_ruled_home
from tests.enricher.receivers import receiving_mail
from tests.slow.portal.chromium import check_page, follow, serving, take_picture

HOSTILE = "<img src=x onerror=window.hacked=1>"
KEYS = {"ENRICHER_API_KEY": "a" * 20, "ENRICHER_READER_KEY": "r" * 20}
LOAN = (
    "Loan agreement as of March 1, 2020 between Vega LLC and Nowhere Trading LLC for a term of nine"
    " (9) years. The lender lends $1,500,000.00. It is governed by the laws of Delaware.\n"
)
GOOD = f"""
id: very-long
title: 'Terms over eight years {HOSTILE}'
severity: high
scope: Party:present
condition: longer(fields.Term, "8 years")
message: 'The term of {{Term}} is over eight years.'
remedy: Have it shortened.
examples:
  - fields: {{Term: 9 years}}
    expect: finding
  - fields: {{Term: 9 years}}
    expect: none
"""


@pytest.fixture(scope="module")
def policed_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("policed")
    home, documents = folder / "home", folder / "documents"
    make_ruled_home(home)
    documents.mkdir()
    (documents / "loan.txt").write_text(LOAN)
    with open_home(home) as opened:
        policies = opened.registry.policy_folders("contracts")[0]
        policies.mkdir(parents=True, exist_ok=True)
        (policies / "very-long.yaml").write_text(GOOD)
        (policies / "wrong.yaml").write_text(
            "id: wrong\ntitle: Wrong\nseverity: low\ncondition: fields.Typo\nmessage: Wrong.\n"
        )
        (policies / "term-too-long.yaml").write_text("id: term-too-long\nenabled: false\n")
        folders(opened).ingest([documents])
        audit_home(opened, local_time())
        write_out(opened.ledger.documents, opened.index)
    return home


@pytest.fixture
def own_policed_home(policed_home: Path, tmp_path: Path) -> Path:
    home = tmp_path / "home"
    shutil.copytree(policed_home, home, ignore=shutil.ignore_patterns("*.lock", ".*lock*"))
    return home


def test_policies_are_told_with_what_they_found_and_what_is_wrong(
    page: Page, own_policed_home: Path
) -> None:
    with serving(own_policed_home) as url:
        page.goto(f"{url}/audit")
        page.get_by_role("navigation", name="Audit").get_by_role("link", name="Policies").click()
        mine = page.locator("[data-policy=very-long]")
        expect(mine).to_contain_text(f"Terms over eight years {HOSTILE}")
        for words in ("high", "Party:present", 'longer(fields.Term, "8 years")', "shortened"):
            expect(mine).to_contain_text(words)
        expect(mine.get_by_role("link", name="1 open")).to_be_visible()
        expect(page.locator("[data-policy=term-too-long]")).to_contain_text("off")
        unread = page.get_by_role("group", name="Files that cannot be read")
        expect(unread).to_contain_text("wrong.yaml:4")
        blocked = page.locator("[data-policy=blocked-party]")
        expect(blocked.get_by_role("link", name="blocked-parties")).to_be_visible()
        check_page(page)
        take_picture(page, "policies")
        page.get_by_role("link", name="Try the examples of contracts").click()
        failed = mine.get_by_role("list", name="Examples that fail")
        expect(failed).to_contain_text("expected none, was finding")
        expect(page.get_by_text("come out as they should").first).to_be_visible()
        check_page(page)
        mine.get_by_role("link", name="1 open").click()
        expect(page.get_by_role("article")).to_have_count(1)
        assert page.evaluate("window.hacked") is None


def test_reminders_are_tried_sent_and_given_up(page: Page, own_policed_home: Path) -> None:
    with receiving_mail() as mailbox:
        mailbox.refused = {"gone@example.org"}
        settings = {
            "ENRICHER_REMINDER_MAIL_TO": "ada@example.org,gone@example.org",
            "ENRICHER_SMTP_HOST": "127.0.0.1",
            "ENRICHER_SMTP_PORT": str(mailbox.port),
            "ENRICHER_SMTP_SECURITY": "none",
            "ENRICHER_SMTP_FROM": "enricher@example.org",
            "ENRICHER_REMINDER_DIGEST": "23:59",  # the server sends nothing by itself meanwhile
        }
        found = Found("very-long", "finding", "high", "It is long.", 0.9, "f", "v", Proof())
        with open_home(own_policed_home) as home:
            audited = Audited("elsewhere", "sha", "m", None, (found,))
            home.ledger.findings.record("contracts", ["very-long"], [audited], datetime.now(UTC))
        with serving(own_policed_home, **settings) as url:
            page.goto(f"{url}/audit/reminders")
            expect(page.get_by_role("region", name="Recipients")).to_contain_text("ada@example")
            page.get_by_role("button", name="Send a test").click()
            expect(page.get_by_text("mail ada@example.org accepted the test.")).to_be_visible()
            expect(page.get_by_text("550 no such mailbox")).to_be_visible()
            follow(page.get_by_role("button", name="Send all that waits"))
            waiting = page.get_by_role("region", name="Still to be sent").locator("tbody tr")
            expect(waiting).to_have_count(1)
            expect(waiting).to_contain_text("mail gone@example.org")
            expect(waiting).to_contain_text("550 no such mailbox")
            sent = page.get_by_role("region", name="Sent", exact=True).locator("tbody tr")
            expect(sent).to_have_count(1)
            expect(sent).to_contain_text("mail ada@example.org")
            expect(page.get_by_text("/api/calendar.ics")).to_be_visible()
            check_page(page)
            take_picture(page, "reminders")
            page.on("dialog", lambda dialog: dialog.accept())
            follow(waiting.get_by_role("button", name="Give up"))
            expect(page.get_by_text("No messages are waiting.")).to_be_visible()
        assert [address for address, _ in mailbox.received] == ["ada@example.org"] * 2


def test_a_reader_sees_reminders_and_sends_none(page: Page, own_policed_home: Path) -> None:
    with serving(own_policed_home, **KEYS) as url:
        page.goto(f"{url}/audit/reminders")
        page.get_by_label("Key").fill(KEYS["ENRICHER_READER_KEY"])
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("heading", name="No recipients")).to_be_visible()
        expect(page.get_by_text("calendar.ics?token=")).to_be_visible()
        expect(page.get_by_role("button", name="Send")).to_have_count(0)
        refused = page.evaluate(
            "fetch('/api/reminders/send', {method: 'POST'}).then((answer) => answer.status)"
        )
        assert refused == 403
        check_page(page)
