"""A project from its name to documents with labels, in the browser only."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.enricher.homes import make_home
from tests.slow.portal.chromium import box, check_page, serving, take_picture


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return make_home(tmp_path / "home")


def test_newcomer_is_led_through_the_steps(page: Page, home: Path, test_data: Path) -> None:
    with serving(home) as url:
        page.goto(f"{url}/projects")
        expect(page.get_by_role("heading", name="From nothing to your own model")).to_be_visible()
        for word in page.locator(".ladder strong").all():
            assert box(word)["height"] < 30  # on one line
        check_page(page)
        take_picture(page, "projects-empty")
        create = page.get_by_role("button", name="Create project")
        before = box(create)["width"]
        create.click()
        expect(page.get_by_role("alert")).to_have_text("Enter a name first.")
        page.get_by_role("alert").evaluate("(it) => (it.textContent = it.textContent.repeat(4))")
        assert box(create)["width"] == before
        page.get_by_label("New project").fill("../loans")
        page.get_by_role("button", name="Create project").click()
        expect(page.get_by_role("alert")).to_contain_text("project name '../loans'")
        page.get_by_label("New project").fill("loans")
        page.keyboard.press("Enter")
        page.wait_for_url("**/projects/loans")
        expect(page.get_by_role("heading", name="What should be found?")).to_be_visible()
        check_page(page)
        for name, type_ in (("LenderName", "party"), ("Date", "date"), ("Interest", "percent")):
            page.get_by_role("button", name="Add a category").click()
            page.keyboard.type(name)  # the name has the focus
            made = page.get_by_role("listitem", name=name)
            made.get_by_label("Type of its values").select_option(type_)
        page.get_by_role("button", name="Save schema").click()
        expect(page.locator("#notices")).to_contain_text("The schema is saved.")
        page.goto(f"{url}/projects")
        page.get_by_role("link", name="Add documents of loans").click()
        check_page(page)
        documents = sorted((test_data / "loan-agreements").glob("[0-9]*.txt"))[:20]
        page.get_by_label("Documents", exact=True).set_input_files(documents)
        page.get_by_role("button", name="Add documents").click()
        expect(page.locator("#outcome")).to_contain_text("20 documents added.", timeout=30_000)
        expect(page.get_by_role("row")).to_have_count(21)
        tag = page.get_by_role("link", name="Tag the next document")
        expect(tag).to_have_attribute("href", "/projects/loans/tag")
        page.goto(f"{url}/projects")
        expect(page.get_by_role("link", name="Tag documents of loans")).to_be_visible()
        expect(page.get_by_label("How far it has come").first).to_contain_text("Tag, next")
        check_page(page)
        take_picture(page, "projects")


def test_steps_of_a_project_are_done_where_it_has_what_they_lead_to(
    page: Page, samples: str
) -> None:
    page.goto(f"{samples}/projects")
    project = page.get_by_role("article", name="contracts")
    expect(project.get_by_label("How far it has come").get_by_role("listitem")).to_have_text(
        ["✓Schema, done", "2Documents, not done", "3Tag, not done", "4Train, not done", "✓Deploy, done"]
    )  # fmt: skip
    expect(project.get_by_role("link", name="of contracts")).to_have_count(0)  # nothing is next


def test_project_is_deleted_by_who_types_its_name(page: Page, home: Path) -> None:
    with serving(home) as url:
        for name in ("loans", "leases"):
            httpx.post(f"{url}/api/projects", json={"name": name}).raise_for_status()
        page.goto(f"{url}/projects")
        page.get_by_role("button", name="Delete… loans").click()
        dialog = page.get_by_role("dialog")
        expect(dialog).to_contain_text("0 documents, 0 labels and 0 models")
        check_page(page)
        dialog.get_by_role("textbox").fill("leases")
        expect(dialog.get_by_role("button", name="Delete project")).to_be_disabled()
        page.keyboard.press("Enter")
        expect(dialog).to_be_visible()
        dialog.get_by_role("textbox").fill("loans")
        dialog.get_by_role("button", name="Delete project").click()
        expect(page.get_by_role("heading", name="loans")).to_have_count(0)
        expect(page.get_by_role("heading", name="leases")).to_be_visible()
        names = [one["name"] for one in httpx.get(f"{url}/api/projects").json()]
        assert names == ["clauses", "contracts", "financial", "leases"]


def test_project_that_is_in_use_says_why_it_stays(page: Page, home: Path) -> None:
    with serving(home) as url:
        page.goto(f"{url}/projects")
        page.get_by_role("button", name="Delete… contracts").click()
        dialog = page.get_by_role("dialog")
        dialog.get_by_role("textbox").fill("contracts")
        dialog.get_by_role("button", name="Delete project").click()
        expect(dialog.get_by_role("alert")).to_contain_text("is read by contracts/production")
