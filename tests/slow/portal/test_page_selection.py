"""Words are tagged on the picture of their page, as they are in the text."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from playwright.sync_api import FloatRect, Locator, Page, expect
from reportlab.pdfgen.canvas import Canvas

from connectors.ocr.picture import turn
from enricher.wiring.home import open_home
from tests.connectors import scanned
from tests.enricher.here import ingest
from tests.enricher.homes import make_home
from tests.form_pages import LOOKS
from tests.form_pages import write as write_form
from tests.form_texts import ACCOUNT
from tests.slow.portal.chromium import box, check_page, serving
from tests.slow.portal.document_page import hit, open_document

COLUMNS = ("Ada Byron signs for the bank", "Kurt Gauss signs for the firm")
ROWS = 4
SCANS_ARE_READ = shutil.which("tesseract") is not None


def write_columns(*, is_turned: bool = False) -> bytes:
    """Two lists side by side, of which the text has one row after the other.

    Args:
        is_turned: what is drawn lies on its side, and the page is shown turned to be read.
    """
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(300, 600) if is_turned else (600, 300))
    if is_turned:
        canvas.setPageRotation(90)
        canvas.translate(300, 0)
        canvas.rotate(90)
    for row in range(ROWS):
        for column, words in enumerate(COLUMNS):
            canvas.drawString(40 + 300 * column, 250 - 20 * row, f"{words} {row}{column}")
    canvas.save()
    return buffer.getvalue()


def write_empty() -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(600, 300))
    canvas.drawString(40, 250, "Made as of May 20, 2014, by Acme Inc. (the firm), of Leeds.")
    canvas.showPage()
    canvas.rect(40, 40, 500, 200)
    canvas.save()
    return buffer.getvalue()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A home read by rules; each test corrects a document of its own."""
    folder = tmp_path_factory.mktemp("pages")
    documents = folder / "documents"
    documents.mkdir()
    form, _ = write_form(LOOKS[0], ACCOUNT)
    for name, content in (
        ("form.pdf", form),
        ("turned.pdf", write_columns(is_turned=True)),
        ("columns.pdf", write_columns()),
        ("empty.pdf", write_empty()),
        ("plain.txt", b"Made as of May 20, 2014."),
    ):
        (documents / name).write_bytes(content)
    if SCANS_ARE_READ:
        scanned.pdf(documents / "scan.pdf", turn(scanned.page(), 90))
    settings = make_home(folder / "home") / "enricher.toml"
    settings.write_text(settings.read_text().replace('ocr = "off"', 'ocr = "auto"'))
    with open_home(folder / "home") as home:
        ingest(home, documents)
    with serving(folder / "home") as url:
        yield url


def open_pages(page: Page, url: str, name: str) -> None:
    """Open a document, and wait until the words of its first page are known."""
    open_document(page, url, name)
    page.locator(".doc-sheet[data-words]").first.wait_for()


class Words:
    """The words of a page where the browser has them."""

    def __init__(self, page: Page, url: str, name: str) -> None:
        self.id = hit(url, name)["id"]
        self.url = f"{url}/api/documents/{self.id}"
        self.text = httpx.get(self.url, params={"text": True}).json()["text"]
        self.words = httpx.get(f"{self.url}/pages/1/words").json()["words"]
        self.frame = box(page.locator(".doc-sheet").first.locator(".doc-picks"))

    def place(self, words: str, nth: int = 0) -> FloatRect:
        """Around a stretch of the text, on the screen."""
        start = -1
        for _ in range(nth + 1):
            start = self.text.index(words, start + 1)
        boxes = [
            corners
            for one in self.words
            if start <= one["offset"] < start + len(words)
            for corners in one["rectangles"]
        ]
        left, top = (min(one[at] for one in boxes) for at in (0, 1))
        right, bottom = (max(one[at] for one in boxes) for at in (2, 3))
        width, height = self.frame["width"], self.frame["height"]
        return {
            "x": self.frame["x"] + left * width,
            "y": self.frame["y"] + top * height,
            "width": (right - left) * width,
            "height": (bottom - top) * height,
        }

    def entities(self, category: str) -> list[str]:
        found: list[Any] = httpx.get(self.url).json()["entities"]
        return [one["text"] for one in found if one["category"] == category]


def draw(page: Page, around: FloatRect, *, release: bool = True) -> None:
    """Draw a rectangle a little larger than a place."""
    page.mouse.move(around["x"] - 2, around["y"] - 2)
    page.mouse.down()
    right, bottom = around["x"] + around["width"], around["y"] + around["height"]
    page.mouse.move(right + 2, bottom + 2, steps=4)
    if release:
        page.mouse.up()


def click(page: Page, place: FloatRect) -> None:
    page.mouse.click(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)


def chosen(page: Page) -> Locator:
    return page.get_by_role("dialog", name=re.compile("^Tag "))


def test_words_in_a_rectangle_are_tagged_as_in_the_text(page: Page, server: str) -> None:
    open_pages(page, server, "form.pdf")
    words = Words(page, server, "form.pdf")
    name = words.place("Featherstone")
    draw(page, name, release=False)
    expect(page.locator(".doc-pick")).to_have_count(1)
    page.keyboard.press("Escape")  # while it is drawn
    expect(page.locator(".doc-pick, .doc-lasso")).to_have_count(0)
    page.mouse.up()
    expect(chosen(page)).to_have_count(0)

    draw(page, name)
    expect(chosen(page)).to_contain_text("Featherstone")
    check_page(page)
    page.keyboard.press("Escape")
    expect(chosen(page)).to_have_count(0)
    expect(page.locator(".doc-pick")).to_have_count(0)
    expect(page.locator("#sheets")).to_be_focused()

    draw(page, name)
    page.keyboard.press("1")
    mark = page.locator("#sheets").get_by_label("Party: Featherstone")
    expect(mark).to_be_focused()
    assert words.entities("Party") == ["Featherstone"]
    page.get_by_role("button", name="Undo").first.click()
    expect(mark).to_have_count(0)


def test_words_between_two_clicks_are_tagged(page: Page, server: str) -> None:
    open_pages(page, server, "form.pdf")
    words = Words(page, server, "form.pdf")
    click(page, words.place("run"))
    expect(chosen(page).locator(".doc-quote")).to_have_text("run")
    page.keyboard.down("Shift")
    click(page, words.place("account."))
    page.keyboard.up("Shift")
    expect(chosen(page).locator(".doc-quote")).to_have_text("run your account")
    page.keyboard.press("3")
    expect(page.locator("#sheets").get_by_label("Jurisdiction: run your account")).to_be_focused()
    assert words.entities("Jurisdiction") == ["run your account"]


def test_keys_select_words_on_the_page_and_tag_them(page: Page, server: str) -> None:
    open_pages(page, server, "columns.pdf")
    page.locator("#sheets").focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowLeft", "Shift+ArrowRight", "Enter"):
        page.keyboard.press(key)
    expect(chosen(page).locator(".doc-quote")).to_have_text("Ada Byron")
    page.keyboard.press("Escape")
    expect(page.locator(".doc-pick")).to_have_count(0)


def test_words_apart_in_the_text_become_an_entity_each(page: Page, server: str) -> None:
    open_pages(page, server, "columns.pdf")
    words = Words(page, server, "columns.pdf")
    first, last = words.place("Kurt Gauss"), words.place("Kurt Gauss", 1)
    draw(page, first | {"height": last["y"] + last["height"] - first["y"]})
    expect(chosen(page)).to_contain_text("each of the 2 parts becomes an entity of its own")
    page.keyboard.press("1")
    expect(page.locator("#sheets").get_by_label("Party: Kurt Gauss")).to_have_count(2)
    assert words.entities("Party") == ["Kurt Gauss"] * 2


def test_what_was_found_in_a_form_is_pressed_and_tagged(page: Page, server: str) -> None:
    open_pages(page, server, "form.pdf")
    page.get_by_role("button", name="Date of birth: 14 March 1979").click()
    expect(chosen(page)).to_contain_text("Date of birth")
    expect(chosen(page).locator(".doc-quote")).to_have_text("14 March 1979")
    page.keyboard.press("2")
    mark = page.locator("#sheets").get_by_label("EffectiveDate: 14 March 1979")
    expect(mark).to_be_focused()


def test_words_of_a_page_that_is_turned_are_tagged(page: Page, server: str) -> None:
    open_pages(page, server, "turned.pdf")
    words = Words(page, server, "turned.pdf")
    place = words.place("Ada Byron", 2)
    assert place["height"] < place["width"] < 0.2 * words.frame["width"]
    draw(page, place)
    expect(chosen(page).locator(".doc-quote")).to_have_text("Ada Byron")


def test_a_page_without_words_says_so(page: Page, server: str) -> None:
    open_pages(page, server, "empty.pdf")
    page.locator(".doc-sheet").last.scroll_into_view_if_needed()
    expect(page.locator(".doc-page-hint p")).to_have_text("There are no words on this page.")


@pytest.mark.tesseract
def test_words_of_a_scan_on_its_side_are_tagged(page: Page, server: str) -> None:
    open_pages(page, server, "scan.pdf")
    words = Words(page, server, "scan.pdf")
    place = words.place("Acme")
    assert place["height"] > place["width"]  # it is read from top to bottom
    draw(page, place)
    expect(chosen(page).locator(".doc-quote")).to_have_text("Acme")
    page.keyboard.press("1")
    mark = page.locator("#sheets").get_by_label("Party: Acme", exact=True)
    expect(mark).to_be_focused()
    expect(mark).to_be_in_viewport()
    found = box(mark)
    assert abs(found["x"] - place["x"]) < 3
    assert abs(found["height"] - place["height"]) < 3


def test_a_file_without_pictures_of_pages_says_so(page: Page, server: str) -> None:
    open_document(page, server, "plain.txt")
    expect(page.get_by_text("no picture of its pages")).to_be_visible()


def test_marks_of_the_sentence_are_left_out(page: Page, server: str) -> None:
    open_pages(page, server, "empty.pdf")
    words = Words(page, server, "empty.pdf")
    for drawn, expected in (
        ("May 20, 2014,", "May 20, 2014"),
        ("Acme Inc.", "Acme Inc."),
        ("(the firm),", "(the firm)"),
        ("firm),", "firm"),
        ("Leeds.", "Leeds"),
    ):
        draw(page, words.place(drawn))
        expect(chosen(page).locator(".doc-quote")).to_have_text(expected)
        page.keyboard.press("Escape")
