"""From a search into its documents: the words marked and gone through, the next document, the panes."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.slow.portal.chromium import check_page, follow
from tests.slow.portal.document_page import open_document


def ready(page: Page) -> None:
    page.locator("[data-ready]").wait_for(state="attached")


def test_words_of_a_search_are_marked_and_its_documents_follow_each_other(
    page: Page, samples: str
) -> None:
    page.goto(f"{samples}/?q=agreement")
    titles = page.locator(".hit h3 a").all_inner_texts()
    page.locator(".hit h3 a").first.click()
    ready(page)
    expect(page.locator("h1")).to_have_text(titles[0])
    marked = page.locator(".doc-match")
    assert {text.lower() for text in marked.all_text_contents()} <= {"agreement", "agreements"}
    count = page.locator("#find-count")
    expect(count).to_have_text(re.compile(r"^1 of \d+$"))
    most = int(count.inner_text().split()[-1])
    page.get_by_role("button", name="Next place").click()
    expect(count).to_have_text(f"2 of {most}")
    page.get_by_role("button", name="Previous place").click()
    page.get_by_role("button", name="Previous place").click()
    expect(count).to_have_text(f"{most} of {most}")
    expect(page.locator(".doc-here").first).to_be_in_viewport()

    documents = page.get_by_role("navigation", name="Documents of the search")
    expect(documents).to_contain_text("1 of ")
    check_page(page)
    page.locator("#text").focus()
    page.keyboard.press("j")
    page.wait_for_url(re.compile("hit=2"))
    ready(page)
    expect(page.locator("h1")).to_have_text(titles[1])
    expect(documents).to_contain_text("2 of ")
    page.keyboard.press("k")
    page.wait_for_url(re.compile("hit=1"))
    expect(page.locator("h1")).to_have_text(titles[0])
    follow(documents.get_by_role("link", name="Back to the search"))
    assert page.locator(".hit h3 a").all_inner_texts() == titles


def test_a_search_that_cannot_be_repeated_is_said_to_be_one(page: Page, samples: str) -> None:
    page.goto(f"{samples}/?q=agreement")
    page.locator(".hit h3 a").first.click()
    ready(page)
    page.goto(page.url.replace("q=agreement", 'q="agreement'))
    ready(page)
    documents = page.get_by_role("navigation", name="Documents of the search")
    expect(documents).to_have_text("This search cannot be repeated")


def test_a_passage_opens_at_its_place_with_the_words_of_the_question_marked(
    page: Page, samples: str
) -> None:
    page.goto(f"{samples}/?q=who+may+assign+the+lease+to+others")
    page.locator(".passages a").first.click()
    ready(page)
    expect(page.locator(".doc-here").first).to_be_in_viewport()
    words = {text.lower() for text in page.locator(".doc-match").all_text_contents()}
    assert any(word.startswith("assign") for word in words)
    assert not words & {"who", "the", "to"}


def test_words_are_found_by_the_keyboard_and_no_word_is_said_to_be_there(
    page: Page, samples: str
) -> None:
    open_document(page, samples, "office-lease.pdf")
    page.keyboard.press("/")
    page.keyboard.type("tenants")
    count = page.locator("#find-count")
    expect(count).to_have_text(re.compile(r"^1 of \d+$"))
    assert set(page.locator(".doc-match").all_text_contents()) == {"Tenant"}
    expect(page.locator(".doc-matched").first).to_be_visible()  # on the picture, too
    page.keyboard.press("Shift+Enter")
    expect(count).to_have_text(re.compile(r"^(\d+) of \1$"))
    page.keyboard.press("Control+A")
    page.keyboard.type("zeppelin")
    expect(count).to_have_text("not found")
    expect(page.locator(".doc-match, .doc-matched")).to_have_count(0)
    page.keyboard.press("Control+A")
    page.keyboard.type('"half a phrase')
    expect(count).to_have_text("not understood")
    page.keyboard.press("Escape")
    expect(count).to_have_text("")


def test_panes_are_chosen_and_resized_and_stay_so(page: Page, samples: str) -> None:
    open_document(page, samples, "office-lease.pdf")
    pages, text = page.locator(".doc-pages"), page.locator(".doc-words")
    split = page.get_by_role("separator", name="Width of the pages")
    wide = pages.bounding_box()
    split.focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    wider = pages.bounding_box()
    assert wide
    assert wider
    assert wider["width"] > wide["width"]
    sheet = page.locator(".doc-sheet").first.bounding_box()
    assert sheet
    assert wider["width"] * 0.8 < sheet["width"] <= wider["width"]  # the picture fits its pane
    panes = page.get_by_role("group", name="Beside the fields")
    panes.get_by_role("button", name="Pages", exact=True).click()
    expect(text).to_be_hidden()
    page.get_by_role("button", name="Thumbnails").click()
    page.get_by_role("button", name="Page 2", exact=True).click()
    expect(page.locator(".doc-sheet").nth(1)).to_be_in_viewport()
    check_page(page)
    page.reload()
    ready(page)
    expect(text).to_be_hidden()
    page.keyboard.press("/")  # who looks for words is shown them
    expect(text).to_be_visible()
    panes.get_by_role("button", name="Text", exact=True).click()
    expect(pages).to_be_hidden()
