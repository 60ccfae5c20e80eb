from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from enricher.projects.label_files import import_documents
from enricher.projects.project import create_project
from enricher.wiring.projects import open_project
from tests.enricher.homes import enricher_command, environment, make_home
from tests.enricher.projects.quality.loans import clean, marked, moved
from tests.slow.portal.chromium import check_page, serving, take_picture

SECONDS = 30_000  # the first check loads a tokenizer
KEYS = {"ENRICHER_API_KEY": "the-key-of-the-administrator", "ENRICHER_READER_KEY": "of-readers"}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A project of loans: two cities begin too early, two documents wait to be tagged."""
    documents = [*(moved(one, "City", start=-3) for one in clean()[:2]), *clean()[2:]]
    documents += [marked(f"more/{name}.txt", f"A lease of {name}.", None) for name in "ab"]
    made = make_home(tmp_path / "home")
    create_project(made, "loans")
    with open_project(made, "loans") as project:
        import_documents(project, documents)
    return made


@pytest.fixture
def loans(home: Path) -> Iterator[str]:
    with serving(home) as url:
        yield f"{url}/projects/loans/quality"


def check(home: Path) -> dict[str, Any]:
    command = enricher_command("project", "check", "loans", "--home", str(home), "--json")
    done = subprocess.run(command, env=environment(), capture_output=True, text=True, check=True)
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def test_what_is_proposed_is_applied_for_all_and_undone(page: Page, loans: str) -> None:
    page.goto(loans)
    edge = page.locator('#flaws [data-kind="edge"]')
    expect(edge).to_contain_text("probably meant: Austin", timeout=SECONDS)
    edge.get_by_role("button", name="Apply 00.txt, In Austin").click()
    expect(edge).to_contain_text("1 of 24 City labels begin", timeout=SECONDS)
    page.locator(".notice").get_by_role("button", name="Undo").click()
    expect(edge).to_contain_text("2 of 24 City labels begin", timeout=SECONDS)
    check_page(page)
    edge.get_by_role("button", name="Apply all 2").press("Enter")
    expect(edge).to_have_count(0, timeout=SECONDS)
    expect(page.locator(".notice").last).to_contain_text("2 labels changed")


def test_flaw_leads_to_its_place_and_is_dismissed_for_all(
    page: Page, loans: str, home: Path
) -> None:
    page.goto(loans)
    edge = page.locator('#flaws [data-kind="edge"]')
    expect(edge).to_contain_text("2 of 24 City labels begin otherwise", timeout=SECONDS)
    (flaw,) = [one for one in check(home)["flaws"] if one["kind"] == "edge"]
    place = flaw["passages"][0]
    assert (place["document"], place["text"]) == ("00.txt", "In Austin")
    link = edge.get_by_role("link", name="00.txt")
    at = f"/projects/loans/tag/00.txt#at={place['start']},{place['end']}"
    expect(link).to_have_attribute("href", at)
    expect(edge).to_contain_text("probably meant: Austin")
    never = page.locator('#flaws [data-kind="not-validated"]')
    expect(never).to_contain_text("yet; a cross-validation trains models that find them")
    form = never.get_by_role("link", name="a cross-validation")
    expect(form).to_have_attribute("href", "/projects/loans/models#validate")
    next_ = page.get_by_role("region", name="What to tag next")
    expect(next_.get_by_role("link")).to_have_count(2)
    expect(next_).to_contain_text("unlike what is tagged")
    check_page(page)
    take_picture(page, "quality")

    page.get_by_role("button", name="Correct as it is 00.txt, In Austin").focus()
    page.keyboard.press("Enter")
    expect(link).to_have_count(0)
    expect(page.get_by_text("Dismissed (1)")).to_be_visible()
    told = check(home)
    assert [one["id"] for flaw in told["dismissed"] for one in flaw["passages"]] == [place["id"]]
    page.reload()
    expect(edge.get_by_role("link")).to_have_count(1, timeout=SECONDS)
    page.get_by_text("Dismissed (1)").click()
    check_page(page)
    page.get_by_role("button", name="Restore 00.txt, In Austin").click()
    expect(link).to_be_visible()
    expect(page.get_by_text("Dismissed (1)")).to_be_hidden()

    page.get_by_role("button", name="Correct as it is, all 2").click()
    expect(edge).to_have_count(0)
    page.locator("#notices").get_by_role("button", name="Undo").last.click()
    expect(edge.get_by_role("link")).to_have_count(2)
    assert check(home)["dismissed"] == []


def test_reader_sees_all_and_is_offered_no_change(page: Page, home: Path) -> None:
    with serving(home, **KEYS) as url:
        page.goto(f"{url}/projects/loans/quality")
        page.get_by_label("Key").fill(KEYS["ENRICHER_READER_KEY"])
        page.get_by_role("button", name="Sign in").click()
        expect(page.locator('[data-kind="edge"]')).to_be_visible(timeout=SECONDS)
        expect(page.get_by_role("button", name="Correct as it is")).to_have_count(0)
        page.goto(f"{url}/projects/loans/documents")
        expect(page.get_by_role("row")).to_have_count(27)
        expect(page.locator("tbody :is(select, input, button)")).to_have_count(0)
        expect(page.get_by_text("Add documents and labels")).to_have_count(0)
        check_page(page)
        page.goto(f"{url}/projects/loans")
        name = page.get_by_role("listitem", name="City").get_by_label("Name", exact=True)
        expect(name).to_be_disabled()
        expect(page.get_by_role("button", name="Add a category")).to_have_count(0)
        check_page(page)
        page.goto(f"{url}/projects")
        expect(page.get_by_role("heading", name="loans")).to_be_visible()
        expect(page.get_by_role("button", name="Create project")).to_have_count(0)
