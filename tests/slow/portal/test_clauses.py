"""The pages of clauses: their wordings, and two documents side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.enricher.audit.clauses.agreements import agreements
from tests.slow.portal.chromium import check_page, follow, serving, take_picture
from tests.slow.portal.document_page import hit, open_document


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("clauses")
    with agreements(folder) as home:
        path = home.path
    with serving(path) as url:
        yield url


def test_wordings_of_a_clause_lead_to_their_places(page: Page, server: str) -> None:
    page.goto(server)
    follow(page.get_by_role("navigation", name="Main").get_by_role("link", name="Clauses"))
    check_page(page)
    follow(page.get_by_role("link", name="GoverningLaw"))
    delaware, english = page.get_by_role("article").all()
    expect(delaware.get_by_role("heading")).to_have_text("3 documents, 1 deviates")
    expect(delaware.locator("del")).to_have_text("Delaware,")
    expect(delaware.locator("ins")).to_have_text("New York,")
    expect(english.get_by_role("heading")).to_have_text("1 document")
    take_picture(page, "clauses")
    check_page(page)
    follow(delaware.get_by_role("link", name="harbor.txt"))
    page.locator("[data-ready]").wait_for(state="attached")
    expect(page.locator("#text .passage.current").first).to_contain_text("4. This Agreement")


def test_wordings_of_a_search_that_cannot_be_read(page: Page, server: str) -> None:
    page.goto(f"{server}/clauses/GoverningLaw")
    page.get_by_role("searchbox").fill("Party:")
    follow(page.get_by_role("button", name="Show"))
    expect(page.get_by_role("alert")).to_contain_text("Party:")
    page.get_by_role("searchbox").fill("English")
    follow(page.get_by_role("button", name="Show"))
    expect(page.get_by_role("status").first).to_contain_text("1 document in 1 wording")


def test_two_documents_are_compared_clause_by_clause(page: Page, server: str) -> None:
    open_document(page, server, "orion.txt")
    follow(page.get_by_role("link", name="Compare"))
    page.get_by_role("searchbox").fill("Harbor")
    follow(page.get_by_role("button", name="Search"))
    check_page(page)
    follow(page.get_by_role("link", name="harbor.txt"))
    law = page.get_by_role("region", name=re.compile("GoverningLaw"))
    expect(law.locator(".badge")).to_have_text("close")
    expect(law.locator("del")).to_have_text("Delaware,")
    expect(law.locator("ins")).to_have_text("New York,")
    assignment = page.get_by_role("region", name=re.compile("Assignment"))
    expect(assignment).to_contain_text("in one only")
    expect(assignment).to_contain_text("No matching clause in harbor.txt.")
    check_page(page)
    follow(law.get_by_role("link", name="In the text of harbor.txt"))
    assert page.url.startswith(f"{server}/documents/{hit(server, 'harbor')['id']}#at=")


def test_documents_are_held_against_a_standard(page: Page, server: str) -> None:
    page.goto(f"{server}/clauses/GoverningLaw")
    page.get_by_role("button", name="Make it the standard").first.click()
    draft = page.get_by_label("Your standard wording")
    expect(draft).to_have_value(re.compile("^9. This Agreement is governed|^12. This Agreement"))
    draft.fill(
        "This Agreement is governed by the laws of Delaware, to whose courts [Party] submits."
    )
    follow(page.get_by_role("button", name="Save"))
    standard = page.get_by_role("article").first
    expect(standard).to_contain_text("standard wording")
    expect(standard.get_by_role("heading")).to_have_text("3 documents, 1 deviates")
    check_page(page)

    open_document(page, server, "harbor.txt", "#field=GoverningLaw,1")
    outline = page.get_by_role("navigation", name="Clauses")
    expect(outline.locator(".badge")).to_have_text("close")
    expect(outline.locator("del")).to_have_text("Delaware,")
    expect(outline.locator("ins")).to_have_text("New York,")
    check_page(page)
    open_document(page, server, "silent.txt")
    expect(outline).to_contain_text("Missing: GoverningLaw.")

    page.goto(f"{server}/clauses/GoverningLaw")
    page.get_by_text("Change the standard wording").click()
    check_page(page)
    follow(page.get_by_role("link", name="Make a policy of it"))
    condition = page.get_by_role("group", name="There is a finding if").get_by_role("listitem")
    expect(condition.get_by_role("combobox").first).to_have_value("GoverningLaw")
    expect(condition).to_contain_text("does not follow the playbook")
    expect(page.get_by_role("textbox", name="YAML")).to_have_value(
        re.compile('condition: .?playbook.GoverningLaw == "other"')
    )
    page.get_by_label("Name", exact=True).fill("other-law")
    page.get_by_role("button", name="Try on the documents").click()
    expect(page.get_by_role("region", name="What it would find")).to_contain_text("english.txt")
    check_page(page)
    take_picture(page, "wording-policy")

    page.goto(f"{server}/clauses/GoverningLaw")
    page.get_by_text("Change the standard wording").click()
    follow(page.get_by_role("button", name="Remove"))
    expect(page.get_by_text("Set a standard wording")).to_be_visible()
