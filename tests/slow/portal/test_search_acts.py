"""Documents that a search found are chosen, and something is done with all of them at once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.slow.portal.audited_people import serving_people, sign_in
from tests.slow.portal.chromium import check_page


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving_people(tmp_path_factory.mktemp("people")) as address:
        yield address


def test_chosen_documents_are_assigned_by_keyboard_and_given_back(page: Page, url: str) -> None:
    sign_in(page, url, "bob", "/")
    boxes = page.locator("#hits [data-choose]")
    expect(boxes).to_have_count(2)
    page.get_by_label("All on this page").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    expect(page.locator("#chosen")).to_have_text("1 chosen")
    page.locator("#act-assign summary").focus()
    page.keyboard.press("Enter")
    form = page.get_by_role("form", name="Assign")
    expect(form.get_by_role("button", name="Assign all 2")).to_be_visible()
    check_page(page)
    form.get_by_label("Assignee").select_option("ada")
    form.get_by_role("button", name="Assign the chosen 1").focus()
    page.keyboard.press("Enter")
    notices = page.locator("#notices")
    expect(notices).to_contain_text("1 document assigned to ada.")
    hits = page.locator("#hits .hit")
    expect(hits.first).to_contain_text("Assigned to ada")
    expect(hits.last).not_to_contain_text("Assigned to")
    expect(form).to_be_hidden()
    notices.get_by_role("button", name="Undo").click()
    expect(hits.first).not_to_contain_text("Assigned to")


def test_all_that_match_are_assigned_and_what_was_passed_over_is_named(
    page: Page, url: str
) -> None:
    sign_in(page, url, "bob", "/?view=table")
    title = page.locator("#hits tbody a").first.inner_text()
    page.get_by_label(f"Choose {title}").check()
    page.get_by_text("Assign", exact=True).click()
    form = page.get_by_role("form", name="Assign")
    form.get_by_role("button", name="Assign the chosen 1").click()
    rows = page.locator("#hits tbody tr")
    expect(rows.first).to_contain_text("bob")
    page.get_by_text("Assign", exact=True).click()
    form.get_by_role("button", name="Assign all 2").click()
    notices = page.locator("#notices")
    expect(notices).to_contain_text("1 document assigned to bob, 1 passed over.")
    expect(notices).to_contain_text(
        f"{title} passed over: this document is assigned to bob already."
    )
    expect(rows.last).to_contain_text("bob")
    expect(notices.get_by_role("button", name="Undo")).to_have_count(1)  # of what was done last
    notices.get_by_role("button", name="Undo").click()
    expect(rows.last).not_to_contain_text("bob")
    expect(rows.first).to_contain_text("bob")


def test_documents_are_read_again_by_administrators_alone(page: Page, url: str) -> None:
    sign_in(page, url, "ada", "/")
    page.get_by_label("All on this page").check()
    page.get_by_text("Read again", exact=True).click()
    form = page.get_by_role("form", name="Read again")
    expect(form).to_contain_text("This cannot be undone.")
    check_page(page)
    form.get_by_role("button", name="Read the chosen 2").click()
    expect(page.locator("#notices")).to_contain_text("2 documents will be read again.")
    page.goto(f"{url}/history")
    expect(page.locator("main")).to_contain_text("had the file of the document read again")


def test_uploads_move_to_a_collection_and_back_and_files_in_folders_stay(
    page: Page, url: str
) -> None:
    page.on("dialog", lambda dialog: dialog.accept())
    sign_in(page, url, "ada", "/")
    for name, collection in (("lease of a shop.txt", "default"), ("Loan.txt", "loans")):
        sent = page.request.post(
            f"{url}/api/documents",
            multipart={
                "file": {"name": name, "mimeType": "text/plain", "buffer": name.encode()},
                "collection": collection,
            },
            headers={"origin": url},
        )
        status = url + sent.json()["status"]
        while page.request.get(status).json()["state"] != "indexed":
            page.wait_for_timeout(100)
    page.reload()
    boxes = page.locator("#hits [data-choose]")
    expect(boxes).to_have_count(4)
    page.get_by_label("All on this page").check()
    page.get_by_text("Move", exact=True).click()
    form = page.get_by_role("form", name="Move")
    form.get_by_label("Collection").select_option("loans")
    check_page(page)
    form.get_by_role("button", name="Move the chosen 4").click()
    notices = page.locator("#notices")
    expect(notices).to_contain_text("1 document moved to loans")
    expect(notices).to_contain_text("it is in loans already")
    expect(
        notices.locator(".error", has_text="lies in a folder of collection default")
    ).to_have_count(2)
    notices.get_by_role("button", name="Undo").click()
    expect(notices).to_contain_text("1 document moved back to default.")
    page.goto(f"{url}/history")
    told = page.locator("main")
    expect(told).to_contain_text("moved the document from default to loans")
    expect(told).to_contain_text("moved the document from loans to default")


def test_taggers_are_offered_what_they_may_do_and_readers_nothing(page: Page, url: str) -> None:
    sign_in(page, url, "bob", "/")
    expect(page.locator("#acts summary")).to_have_text(["Assign"])
    page.context.clear_cookies()
    sign_in(page, url, "cy", "/")
    expect(page.locator("#hits .hit").first).to_be_visible()
    expect(page.locator("#hits [data-choose], #acts")).to_have_count(0)
