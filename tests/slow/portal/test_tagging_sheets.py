"""A document of a project is tagged where its words stand on its page."""

from __future__ import annotations

from pathlib import Path

import httpx
from playwright.sync_api import Page, expect

from tests.enricher.homes import make_home
from tests.form_pages import LOOKS
from tests.form_pages import write as write_form
from tests.form_texts import ACCOUNT
from tests.slow.portal.chromium import box, check_page, serving
from tests.slow.portal.tagging_page import Project, press, saved


def corner(
    page: Page, project: Project, name: str, words: str
) -> tuple[float, float, float, float]:
    """Where a stretch of the text stands on the screen: left, top, right, bottom."""
    start = project.read(name)["text"].index(words)
    (sheet,) = httpx.get(f"{project.url}/api/projects/{project.name}/pages/{name}").json()
    frame = box(page.locator(".doc-sheet .doc-picks"))
    places = [
        one["rectangles"][0]
        for one in sheet["words"]
        if start <= one["offset"] < start + len(words)
    ]
    low, high = (min(one[:2] for one in places), max(one[2:] for one in places))
    return (
        frame["x"] + low[0] * frame["width"],
        frame["y"] + low[1] * frame["height"],
        frame["x"] + high[0] * frame["width"],
        frame["y"] + high[1] * frame["height"],
    )


def test_words_of_a_page_are_labelled(page: Page, tmp_path: Path) -> None:
    form, _ = write_form(LOOKS[0], ACCOUNT)
    with serving(make_home(tmp_path / "home")) as url:
        project = Project(url, "forms")
        sent = httpx.post(project.documents, files=[("files", ("form.pdf", form))], timeout=60)
        assert sent.json()["added"] == ["form.pdf"], sent.text
        project.open(page, "form.pdf")
        page.get_by_role("button", name="On its page").click()
        sheets = page.locator("#sheets")
        expect(sheets).to_be_focused()
        expect(page.locator("#text")).to_be_hidden()
        left, top, right, bottom = corner(page, project, "form.pdf", "Iris Mabel")
        page.mouse.move(left - 2, top - 2)
        page.mouse.down()
        page.mouse.move(right + 2, bottom + 2, steps=4)
        expect(sheets.locator(".doc-pick")).to_have_count(2)
        page.mouse.up()
        expect(page.locator("#said")).to_contain_text("Iris Mabel")
        press(page, "1")
        expect(sheets.locator(".doc-box[title=Lender]")).to_have_count(1)
        saved(page)
        assert project.labels("form.pdf") == [("Lender", "Iris Mabel")]
        check_page(page)

        left, top, right, bottom = corner(page, project, "form.pdf", "Surname: Featherstone")
        page.mouse.click(left + 3, (top + bottom) / 2)
        expect(page.locator("#said")).to_contain_text("Surname")
        press(page, "Right 2")
        saved(page)
        assert ("Borrower", "Featherstone") in project.labels("form.pdf")
        press(page, "u")
        saved(page)
        assert project.labels("form.pdf") == [("Lender", "Iris Mabel")]
        page.get_by_role("button", name="On its page").click()
        expect(page.locator("#text")).to_be_focused()
        expect(page.locator("#text .entity")).to_have_text("Iris Mabel")


def test_a_text_says_that_it_has_no_pages(page: Page, tmp_path: Path) -> None:
    with serving(make_home(tmp_path / "home")) as url:
        project = Project(url, "letters").add(**{"a": "Ada pays Bob."})
        project.open(page, "a.txt")
        expect(page.get_by_text("not known where its words stand")).to_be_visible()
        expect(page.get_by_role("button", name="On its page")).to_have_count(0)
