"""Comments on documents and findings, and the page of what is somebody's own."""

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


def test_who_is_mentioned_on_a_finding_sees_it_on_the_start_page(page: Page, url: str) -> None:
    sign_in(page, url, "bob", "/audit?view=cards")
    large = page.get_by_role("article", name="is above a million")
    large.locator("summary", has_text="Comment").focus()
    page.keyboard.press("Enter")
    large.get_by_role("textbox", name="Comment").fill("@ada <i>approved</i>? @eve knows")
    check_page(page)
    large.get_by_role("button", name="Comment on finding").focus()
    page.keyboard.press("Enter")
    said = large.locator("[data-comment]")
    expect(said.locator("p")).to_have_text("@ada <i>approved</i>? @eve knows")
    expect(said.locator("strong")).to_have_text("@ada")
    expect(page.locator("#notices")).to_contain_text("Commented; ada will see it under Start.")
    with other_browser(page, url, "ada", "/") as other:
        start = other.get_by_role("navigation", name="Main").get_by_role("link", name="Start")
        expect(start).to_have_text("Start 1 new")
        start.click()
        mentions = other.get_by_role("region", name="Mentions")
        expect(mentions).to_contain_text("approved")
        expect(start).to_have_text("Start")  # she has seen it
        check_page(other)
        mentions.get_by_role("link", name="finding 1 in loan.txt").click()
        shown = other.get_by_role("region", name="Findings").locator("[data-comment]")
        expect(shown).to_contain_text("approved")
        other.goto(f"{url}/start")
        expect(other.get_by_text("new", exact=True)).to_have_count(0)


def test_document_is_commented_on_and_the_comment_deleted(page: Page, url: str) -> None:
    sign_in(page, url, "bob", "/audit?view=cards")
    large = page.get_by_role("article", name="is above a million")
    follow(large.get_by_role("link", name="loan.txt"))
    comments = page.get_by_role("region", name="Comments")
    expect(comments).to_contain_text("No comments yet.")
    comments.get_by_role("textbox", name="Comment").fill("The signed one.\nKeep it.")
    comments.get_by_role("button", name="Comment on this document").click()
    said = comments.locator("[data-comment]")
    expect(said).to_contain_text("The signed one.")
    expect(page.get_by_role("region", name="History")).to_contain_text(
        "commented: “The signed one."
    )
    check_page(page)
    with other_browser(page, url, "cy", "/") as other:
        other.goto(page.url)
        theirs = other.get_by_role("region", name="Comments")
        expect(theirs).to_contain_text("The signed one.")
        expect(theirs.get_by_role("button")).to_have_count(0)  # a reader says nothing
    page.once("dialog", lambda dialog: dialog.accept())
    said.get_by_role("button", name="Delete").click()
    expect(comments).to_contain_text("No comments yet.")
    expect(page.get_by_role("region", name="History")).to_contain_text("deleted a comment of bob")


def test_users_are_offered_where_an_at_sign_is_typed(page: Page, url: str) -> None:
    sign_in(page, url, "bob", "/audit?view=cards")
    large = page.get_by_role("article", name="is above a million")
    large.locator("summary", has_text="Comment").click()
    field = large.locator("textarea[name=text]")
    field.press_sequentially("mail to x@a")
    offered = large.get_by_role("listbox", name="Users").get_by_role("option")
    expect(offered).to_have_count(0)  # an address of mail
    field.fill("")
    field.press_sequentially("Please, @")
    expect(offered).to_have_text(["@ada", "@bob", "@cy"])
    expect(field).to_have_attribute("aria-haspopup", "listbox")
    check_page(page)
    field.press("ArrowDown")
    expect(offered.nth(1)).to_have_attribute("aria-selected", "true")
    field.press("Enter")
    expect(field).to_have_value("Please, @bob ")
    field.press_sequentially("and @C")
    expect(offered).to_have_text(["@cy"])
    field.press("Escape")
    expect(offered).to_have_count(0)
    field.press_sequentially("y")
    expect(field).to_have_value("Please, @bob and @Cy")
    follow(large.get_by_role("link", name="loan.txt"))
    comments = page.get_by_role("region", name="Comments")
    comments.locator("textarea").press_sequentially("@a")
    comments.get_by_role("option", name="@ada").click()
    expect(comments.locator("textarea")).to_have_value("@ada ")
    check_page(page)
