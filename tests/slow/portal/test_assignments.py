"""Documents and findings are assigned, found by whose they are, and never taken from under somebody."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.slow.portal.audited_people import other_browser, serving_people, sign_in
from tests.slow.portal.chromium import check_page, follow


@pytest.fixture
def url(tmp_path: Path) -> Iterator[str]:
    with serving_people(tmp_path) as address:
        yield address


def test_finding_is_assigned_by_keyboard_and_taken_back(page: Page, url: str) -> None:
    sign_in(page, url, "bob", "/audit?view=cards")
    large = page.get_by_role("article", name="is above a million")
    large.locator("summary", has_text="Assign").focus()
    page.keyboard.press("Enter")
    large.get_by_role("combobox", name="Assignee").select_option("ada")
    check_page(page)
    large.get_by_role("combobox", name="Assignee").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(large).to_contain_text("Assigned to ada")
    expect(page.locator("#notices")).to_contain_text("1 finding assigned to ada.")
    page.get_by_role("button", name="Undo").click()
    expect(large).not_to_contain_text("Assigned to")


def test_two_who_assign_a_finding_at_once_do_not_overwrite_each_other(page: Page, url: str) -> None:
    sign_in(page, url, "bob", "/audit?view=cards")
    with other_browser(page, url, "ada", "/audit?view=cards") as other:
        for browser, name in ((other, "ada"), (page, "bob")):
            large = browser.get_by_role("article", name="is above a million")
            large.locator("summary", has_text="Assign").click()
            large.get_by_role("combobox", name="Assignee").select_option(name)
            large.get_by_role("button", name="Assign finding").click()
            expect(large).to_contain_text("Assigned to ada")
        said = page.locator("#notices")
        expect(said).to_contain_text("This finding is assigned to ada by now.")


def test_chosen_findings_are_assigned_and_shown_as_mine(page: Page, url: str) -> None:
    sign_in(page, url, "bob", "/audit?view=table")
    rows = page.get_by_role("region", name="Table of findings").locator("tbody tr")
    expect(rows).to_have_count(2)
    page.get_by_label("Choose all open findings of this page").check()
    page.get_by_text("Assign several").click()
    several = page.get_by_role("form", name="Assign several findings")
    expect(several.get_by_label("Assignee")).to_have_value("bob")  # who asks
    check_page(page)
    several.get_by_role("button", name="Assign the chosen findings").click()
    expect(page.locator("#notices")).to_contain_text("2 findings assigned to bob.")
    expect(rows.locator("[data-label=Assignee]")).to_have_text(["bob", "bob"])
    choice = page.get_by_role("search", name="Which findings")
    choice.get_by_label("Assignee").select_option("nobody")
    choice.get_by_role("button", name="Show").click()
    expect(page.get_by_role("heading", name="No such finding")).to_be_visible()
    choice.get_by_label("Assignee").select_option("me")
    choice.get_by_role("button", name="Show").click()
    expect(rows).to_have_count(2)
    page.get_by_role("link", name="Assignee", exact=True).click()
    expect(page.get_by_role("columnheader", name="Assignee")).to_have_attribute(
        "aria-sort", "ascending"
    )


def test_document_is_assigned_on_its_page(page: Page, url: str) -> None:
    sign_in(page, url, "bob", "/audit?view=cards")
    large = page.get_by_role("article", name="is above a million")
    follow(large.get_by_role("link", name="loan.txt"))
    whose = page.get_by_role("region", name="Assignee")
    expect(whose).to_contain_text("Nobody yet.")
    whose.get_by_role("combobox", name="Assignee").select_option("cy")
    whose.get_by_role("button", name="Assign").click()
    expect(whose).to_contain_text("cy assigned by bob")
    expect(page.get_by_role("region", name="History")).to_contain_text(
        "assigned the document to cy"
    )
    check_page(page)
    with other_browser(page, url, "cy", "/") as other:
        other.goto(page.url)
        theirs = other.get_by_role("region", name="Assignee")
        expect(theirs).to_contain_text("cy assigned by bob")
        expect(theirs.get_by_role("button")).to_have_count(0)  # readers assign nothing
