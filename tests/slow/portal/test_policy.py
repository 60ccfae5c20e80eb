"""The page of one policy: written by form and as YAML, tried, saved, changed, and returned to."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from enricher.ledger.days import local_time
from enricher.policies.findings import FindingFilter
from enricher.wiring.audit import audit_home
from enricher.wiring.home import open_home
from enricher.wiring.ingestion import folders
from tests.enricher.homes import make_ruled_home
from tests.slow.portal.chromium import check_page, follow, serving, take_picture

KEYS = {"ENRICHER_API_KEY": "a" * 20, "ENRICHER_READER_KEY": "r" * 20}
LOAN = (
    "Loan agreement as of March 1, 2020 between Vega LLC and Nowhere Trading LLC for a term of nine"
    " (9) years. The lender lends $1,500,000.00. It is governed by the laws of Delaware.\n"
)
BROKEN = "title: A long term\nseverity: low\ncondition: fields.Trem.years > 5.0\nmessage: Long.\n"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    home, documents = tmp_path / "home", tmp_path / "documents"
    make_ruled_home(home)
    documents.mkdir()
    (documents / "loan.txt").write_text(LOAN)
    with open_home(home) as opened:
        folders(opened).ingest([documents])
        audit_home(opened, local_time())
    return home


def open_findings(home: Path, policy: str) -> int:
    with open_home(home) as opened:
        audit_home(opened, local_time())
        asked = FindingFilter("contracts", (policy,), states=("open",))
        return opened.ledger.findings.page(asked, 10, 0).total


def own_file(home: Path, name: str) -> Path:
    with open_home(home) as opened:
        return opened.registry.policy_folders("contracts")[0] / f"{name}.yaml"


def test_policy_is_made_by_the_form_tried_saved_changed_and_returned_to(
    page: Page, home: Path
) -> None:
    with serving(home) as url:
        page.goto(f"{url}/audit/policies")
        page.get_by_role("link", name="New policy of contracts").click()
        page.get_by_label("Name", exact=True).fill("long-term")
        page.get_by_label("Title", exact=True).fill("A long term")
        page.get_by_label("Severity", exact=True).select_option("high")
        page.get_by_role("button", name="Add a condition").click()
        page.get_by_label("Field", exact=True).select_option("Term")
        page.get_by_label("Condition", exact=True).select_option("over")
        page.get_by_label("Value", exact=True).fill("8 years")
        page.get_by_label("Message", exact=True).fill("The term is {Term}.")
        text = page.get_by_label("YAML", exact=True)
        expect(text).to_have_value(
            "title: A long term\nseverity: high\n"
            'condition: longer(fields.Term, "8 years")\nmessage: The term is {Term}.\n'
        )
        expect(page.locator("#problems")).to_contain_text("Valid")
        page.get_by_role("button", name="Try on the documents").click()
        trial = page.locator("#trial")
        expect(trial).to_contain_text("Would open 1 finding, close 0", timeout=30_000)
        expect(trial.get_by_role("link", name="loan.txt")).to_be_visible()
        check_page(page)
        take_picture(page, "policy")
        page.get_by_label("Why", exact=True).fill("The board asked for it.")
        follow(page.get_by_role("button", name="Save"))
        expect(page.get_by_text("The policy is saved.")).to_be_visible()
        expect(page.get_by_role("heading", name="A long term")).to_be_visible()
        assert own_file(home, "long-term").read_text() == text.input_value()
        assert open_findings(home, "long-term") == 1
        # As YAML, which the form follows.
        text.fill(text.input_value().replace("8 years", "10 years"))
        expect(page.get_by_label("Value", exact=True)).to_have_value("10 years")
        page.get_by_role("button", name="Try on the documents").click()
        expect(trial).to_contain_text("Would open 0 findings, close 1", timeout=30_000)
        page.get_by_label("Why", exact=True).fill("Ten is enough.")
        follow(page.get_by_role("button", name="Save"))
        versions = page.locator(".pol-versions li")
        expect(versions).to_have_count(2)
        expect(versions.first).to_contain_text("Ten is enough.")
        versions.first.get_by_text("What changed").click()
        expect(versions.first.locator("ins")).to_contain_text("10 years")
        assert open_findings(home, "long-term") == 0
        check_page(page)
        versions.last.get_by_role("button", name="Return to this version").click()
        expect(page.get_by_label("Value", exact=True)).to_have_value("8 years")
        follow(page.get_by_role("button", name="Save"))
        expect(versions).to_have_count(3)
        expect(versions.first).to_contain_text("Return to the version of")
        assert open_findings(home, "long-term") == 1
        # What the form says is saved, however soon.
        page.get_by_label("Value", exact=True).fill("9 years")
        follow(page.get_by_role("button", name="Save"))
        expect(text).to_have_value(re.compile('"9 years"'))
        assert '"9 years"' in own_file(home, "long-term").read_text()


def test_conflict_and_mistakes_are_told_and_comments_stay(page: Page, home: Path) -> None:
    own = own_file(home, "term-missing")
    with serving(home) as url:
        page.goto(f"{url}/audit/policies/contracts/term-missing")
        expect(page.get_by_text("It comes with enricher.")).to_be_visible()
        text = page.get_by_label("YAML", exact=True)
        text.fill("# as agreed\n" + text.input_value())
        page.get_by_label("Severity", exact=True).select_option("critical")
        expect(text).to_have_value(re.compile("severity: critical"))
        own.parent.mkdir(parents=True, exist_ok=True)
        own.write_text("enabled: false\n")  # by hand, meanwhile
        page.get_by_role("button", name="Save").click()
        conflict = page.get_by_role("alert").filter(has_text="Someone else has changed")
        expect(conflict).to_contain_text("enabled: false")
        check_page(page)
        assert own.read_text() == "enabled: false\n"
        conflict.get_by_role("button", name="Keep mine").click()
        follow(page.get_by_role("button", name="Save"))
        assert own.read_text().startswith("# as agreed\n")
        assert "severity: critical" in own.read_text()
        expect(page.locator(".pol-versions li").nth(1)).to_contain_text("edited by hand")
        text.fill(BROKEN)
        mistakes = page.get_by_role("list", name="Mistakes")
        expect(mistakes).to_contain_text("Line 3")
        expect(mistakes).to_contain_text("there is no category 'Trem'")
        expect(page.locator("#lines b")).to_have_text("3\n")
        expect(page.get_by_text("The form cannot express this condition")).to_be_visible()
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_text("It is not saved: the YAML has mistakes.")).to_be_visible()
        check_page(page)
        mistakes.get_by_role("button", name="Line 3").click()
        selected = "text => text.value.slice(text.selectionStart, text.selectionEnd)"
        assert text.evaluate(selected) == "condition: fields.Trem.years > 5.0"
        text.fill("title: [\n")
        expect(page.get_by_text("The YAML has mistakes; the form is back")).to_be_visible()
        page.on("dialog", lambda dialog: dialog.accept())
        follow(page.get_by_role("button", name="Back to the shipped policy"))
        assert not own.exists()


def test_a_reader_sees_a_policy_and_changes_none(page: Page, home: Path) -> None:
    with serving(home, **KEYS) as url:
        page.goto(f"{url}/audit/policies/contracts/ended")
        page.get_by_label("Key").fill(KEYS["ENRICHER_READER_KEY"])
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_text("Only an administrator can save changes.")).to_be_visible()
        expect(page.get_by_label("Title", exact=True)).to_be_disabled()
        expect(page.get_by_role("button", name="Save")).to_have_count(0)
        check_page(page)
