"""Settings of reminders in the browser: tested before they are saved, and secrets never shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from enricher.settings import load_settings
from tests.enricher.homes import make_home
from tests.enricher.receivers import receiving_mail
from tests.slow.portal.chromium import check_page, follow, serving


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return make_home(tmp_path / "home")


def test_mail_is_set_up_tested_and_saved(page: Page, home: Path) -> None:
    with receiving_mail() as mailbox:
        mailbox.refused = {"gone@example.org"}
        with serving(home, ENRICHER_SMTP_FROM="enricher@example.org") as url:
            page.goto(f"{url}/audit/reminders")
            sender = page.get_by_label("From", exact=True)
            expect(sender).to_be_disabled()
            expect(sender).to_have_value("enricher@example.org")
            page.get_by_label("E-mail to").fill("ada@example.org\ngone@example.org")
            page.get_by_role("button", name="Save the settings").click()
            expect(page.get_by_role("alert")).to_contain_text("needs smtp_host")
            page.get_by_label("Server", exact=True).fill("127.0.0.1")
            page.get_by_label("Port", exact=True).fill(str(mailbox.port))
            page.get_by_label("Encryption").select_option("none")
            page.get_by_role("button", name="Test them without saving").click()
            result = page.get_by_role("status", name="Result of the test")
            expect(result).to_contain_text("mail ada@example.org accepted the test.")
            expect(result).to_contain_text("mail gone@example.org: ")
            assert load_settings(home).reminder_mail_to == ()
            check_page(page)
            page.get_by_label("E-mail to").fill("ada@example.org")
            page.get_by_label("Webhook", exact=True).fill("http://127.0.0.1:9/hook-of-ours")
            page.get_by_label("Secret of the webhook").fill("between us")
            page.get_by_label("medium").check()
            follow(page.get_by_role("button", name="Save the settings"))
            expect(page.get_by_text("The settings are saved.")).to_be_visible()
            recipients = page.get_by_role("region", name="Recipients")
            expect(recipients).to_contain_text("mail ada@example.org")
            expect(recipients).to_contain_text("critical, high, medium")
            assert "between us" not in page.content()
            assert "hook-of-ours" not in page.content()
            page.get_by_text("Settings", exact=True).click()
            check_page(page)
            page.get_by_label("Remove it: Webhook", exact=True).check()
            page.get_by_label("Silent hours").fill("late")
            page.get_by_role("button", name="Save the settings").click()
            expect(page.get_by_role("alert")).to_contain_text("silent_hours")
            page.get_by_label("Silent hours").fill("20:00-07:00")
            follow(page.get_by_role("button", name="Save the settings"))
            expect(recipients).not_to_contain_text("webhook")
