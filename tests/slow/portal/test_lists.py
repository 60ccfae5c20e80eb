"""The pages of lists: names come and go, a file is uploaded, and what would open and close is told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from openpyxl import Workbook
from playwright.sync_api import Page, expect

from enricher.audit.list_edits import ListEdits
from enricher.ledger.days import local_time
from enricher.policies.list_changes import ListChange
from enricher.wiring.audit import audit_home, build_list_edits
from enricher.wiring.home import Home, open_home
from enricher.wiring.ingestion import folders
from tests.enricher.homes import make_ruled_home
from tests.slow.portal.chromium import check_page, follow, serving, take_picture

KEYS = {"ENRICHER_API_KEY": "a" * 20, "ENRICHER_READER_KEY": "r" * 20}
LOAN = (
    "Loan agreement as of March 1, 2020 between Vega LLC and Nowhere Trading LLC for a term of nine"
    " (9) years. The lender lends $1,500,000.00. It is governed by the laws of Delaware.\n"
)


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


@pytest.fixture
def register(tmp_path: Path) -> Path:
    path, book = tmp_path / "sanctions.xlsx", Workbook()
    sheet = book.create_sheet("Sanctions", 0)
    for row in (
        ("Id", "Firm", "Since"),
        (1, "Nowhere Trading, L.L.C.", "2024"),
        (2, "Initech; Initrode", "2024"),
        (3, "Globex AG", "2025"),
        (4, "GLOBEX AG", "2025"),
    ):
        sheet.append(row)
    book.save(path)
    return path


def check(page: Page) -> None:
    page.evaluate("scrollTo(0, 0)")  # else a button of a name may be half below the top bar
    check_page(page)


def edits(home: Home) -> ListEdits:
    return build_list_edits(home)


def names(home: Path, name: str = "blocked-parties") -> list[str]:
    with open_home(home) as opened:
        return list(edits(opened).read("contracts", name).names.names.values())


def put(home: Path, change: ListChange, name: str = "blocked-parties") -> None:
    with open_home(home) as opened:
        edits(opened).save("contracts", name, change, "*", "bob", "meanwhile")


def test_file_is_uploaded_tried_saved_changed_and_returned_to(
    page: Page, home: Path, register: Path
) -> None:
    with serving(home) as url:
        page.goto(f"{url}/audit/policies")
        page.get_by_role("navigation", name="Audit").get_by_role("link", name="Lists").click()
        row = page.get_by_role("row", name=re.compile("A party is on the list"))
        expect(row).to_contain_text("not written yet")
        check(page)
        row.get_by_role("link", name="blocked-parties").click()
        expect(page.get_by_text("Nobody has written it yet")).to_be_visible()
        page.get_by_label("XLSX, CSV").set_input_files(register)
        told = page.get_by_role("region", name="What the file has")
        expect(told).to_contain_text("4 rows: 2 names, 1 repeated, 1 left out")
        expect(told).to_contain_text("this is a guess")
        expect(told.get_by_label("Column with the names")).to_have_value("1")
        expect(told.get_by_role("list", name="Rows left out")).to_contain_text(
            "Row 3: 'Initech; Initrode' is more than one name"
        )
        changes = page.locator("#changes")
        expect(changes).to_contain_text("2 new, 0 gone: the list would have 2 names instead of 0")
        page.get_by_role("button", name="Try on the documents").click()
        trial = page.get_by_role("region", name="blocked-party")
        expect(trial).to_contain_text("Would open 1 finding, close 0", timeout=30_000)
        check(page)
        take_picture(page, "list")
        page.get_by_label("Why", exact=True).fill("The list of March")
        follow(page.get_by_role("button", name="Save"))
        expect(page.get_by_text("The list is saved.")).to_be_visible()
        assert names(home) == ["Nowhere Trading, L.L.C.", "Globex AG"]
        # By hand: one comes, one goes.
        page.get_by_role("button", name="Remove Globex AG").click()
        page.get_by_label("Names, one in each line").fill("Acme Inc.\nNOWHERE TRADING LLC\na;b")
        expect(changes).to_contain_text("Line 3: 'a;b' is more than one name")
        expect(changes).to_contain_text("1 new, 1 gone")
        expect(changes).to_contain_text("On the list already: NOWHERE TRADING LLC")
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_text("It is not saved; see what is wrong above.")).to_be_visible()
        check(page)
        page.get_by_label("Names, one in each line").fill("Acme Inc.")
        expect(changes.get_by_role("list", name="Mistakes")).to_have_count(0)
        follow(page.get_by_role("button", name="Save"))
        assert names(home) == ["Nowhere Trading, L.L.C.", "Acme Inc."]
        versions = page.locator(".pol-versions li:has(> p)")
        expect(versions).to_have_count(2)
        expect(versions.last).to_contain_text("The list of March")
        versions.first.get_by_text("What changed").click()
        expect(versions.first.locator("ins")).to_have_text("+ Acme Inc.")
        check(page)
        versions.last.get_by_role("button", name="Return to this version").click()
        expect(changes).to_contain_text("1 new, 1 gone")
        follow(page.get_by_role("button", name="Save"))
        assert names(home) == ["Nowhere Trading, L.L.C.", "Globex AG"]


def test_two_people_lose_nothing_and_most_names_go_only_if_that_is_meant(
    page: Page, home: Path
) -> None:
    put(home, ListChange(add=("Vega LLC", "Initech", "Globex")))
    with serving(home) as url:
        page.goto(f"{url}/audit/lists/contracts/blocked-parties")
        page.get_by_label("Names, one in each line").fill("Acme Inc.")
        put(home, ListChange(add=("Harbor Bank",)))  # somebody else, meanwhile
        page.get_by_role("button", name="Save").click()
        conflict = page.get_by_role("alert").filter(has_text="Someone else has changed this list")
        expect(conflict).to_contain_text("It has 4 names now.")
        check(page)
        conflict.get_by_role("button", name="Show my changes").click()
        expect(page.locator("#changes")).to_contain_text("5 names instead of 4")
        follow(page.get_by_role("button", name="Save"))
        assert names(home) == ["Vega LLC", "Initech", "Globex", "Harbor Bank", "Acme Inc."]
        for name in ("Vega LLC", "Initech", "Globex"):
            page.get_by_role("button", name=f"Remove {name}").click()
        meant = page.get_by_label("This is meant.")
        expect(meant).to_be_visible()
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_text("Confirm above that this is meant.")).to_be_visible()
        meant.check()
        follow(page.get_by_role("button", name="Save"))
        assert names(home) == ["Harbor Bank", "Acme Inc."]
        page.on("dialog", lambda dialog: dialog.accept())
        follow(page.get_by_role("button", name="Remove the list"))
        expect(page.get_by_text("The file of the list is removed.")).to_be_visible()
        assert names(home) == []


def test_laws_are_saved_as_documents_have_them_and_a_new_list_is_made(
    page: Page, home: Path
) -> None:
    with serving(home) as url:
        page.goto(f"{url}/audit/policies/contracts/governing-law-not-accepted")
        page.get_by_role("link", name="accepted-jurisdictions").click()
        page.get_by_label("Laws, one in each line").fill(
            "the laws of the Kingdom of Spain\nNowhere"
        )
        changes = page.locator("#changes")
        expect(changes).to_contain_text("“the laws of the Kingdom of Spain” is saved as Spain")
        expect(changes.get_by_role("list", name="Mistakes")).to_contain_text("Line 2")
        page.get_by_label("Laws, one in each line").fill("the laws of the Kingdom of Spain")
        page.get_by_role("button", name="Remove Delaware").click()
        expect(changes).to_contain_text("1 new, 1 gone")
        page.get_by_role("button", name="Try on the documents").click()
        trial = page.get_by_role("region", name="governing-law-not-accepted")
        expect(trial).to_contain_text("Would open 1 finding, close 0", timeout=30_000)
        check(page)
        follow(page.get_by_role("button", name="Save"))
        assert "Spain" in names(home, "accepted-jurisdictions")
        assert "Delaware" not in names(home, "accepted-jurisdictions")
        page.goto(f"{url}/audit/lists")
        page.get_by_role("link", name="New list of contracts").click()
        page.get_by_label("Name", exact=True).fill("our-banks")
        page.get_by_label("Names, one in each line").fill("Harbor Bank Inc.")
        check(page)
        follow(page.get_by_role("button", name="Save"))
        expect(page.get_by_text("No policy uses it.")).to_be_visible()
        assert names(home, "our-banks") == ["Harbor Bank Inc."]


def test_a_reader_sees_a_list_and_changes_none(page: Page, home: Path) -> None:
    with serving(home, **KEYS) as url:
        page.goto(f"{url}/audit/lists/contracts/accepted-jurisdictions")
        page.get_by_label("Key").fill(KEYS["ENRICHER_READER_KEY"])
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_text("Only an administrator can save changes.")).to_be_visible()
        page.get_by_label("Find", exact=True).fill("switz")
        expect(page.get_by_role("list", name="Names").get_by_role("listitem")).to_have_text(
            ["Switzerland"]
        )
        expect(page.get_by_role("button", name="Save")).to_have_count(0)
        check(page)
