"""Questions in plain words on the page of the search."""

from __future__ import annotations

import re
from pathlib import Path

import httpx
from playwright.sync_api import Locator, Page, expect

from tests.answer_server import MODEL, model_server
from tests.slow.portal.chromium import check_page, follow, serving, take_picture
from tests.slow.portal.search_page import state, total


def ask(page: Page, server: str, question: str) -> None:
    page.goto(server)
    page.keyboard.press("/")
    page.keyboard.type(question)
    page.keyboard.press("Enter")
    expect(page.locator("#count")).to_be_visible()


def test_question_is_answered_and_opens_at_the_place(page: Page, samples: str) -> None:
    ask(page, samples, "when does the commercial lease end")
    answer = page.locator(".answers li").first
    expect(answer).to_contain_text("2015-06-21")
    expect(page.locator(".hit").first).to_contain_text("COMMERCIAL LEASE")
    check_page(page)
    take_picture(page, "questions")
    link = page.locator(".hit").first.locator(".passages a").first
    shown = re.sub(r"\s+", " ", link.inner_text()).rstrip("…")
    follow(link)
    place = re.search(r"#at=(\d+),(\d+)$", page.url)
    assert place is not None
    id = page.url.rpartition("/")[2].partition("#")[0]
    text = httpx.get(f"{samples}/api/documents/{id}", params={"text": True}).json()["text"]
    stands = re.sub(r"\s+", " ", text[int(place[1]) : int(place[2])])
    assert stands.startswith(shown)


def test_chip_is_taken_back_by_one_click_and_hides_nothing(page: Page, samples: str) -> None:
    ask(page, samples, "when does the commercial lease end")
    chips = page.locator(".named .chip")
    expect(chips).to_have_count(1)
    meeting = total(page)
    assert page.locator(".hit").count() == 10 > meeting
    follow(chips.first)
    expect(chips).to_have_count(0)
    assert state(page)["not"] == ['DocumentType="lease"']
    expect(page.get_by_text("Not meant: ")).to_be_visible()
    follow(page.get_by_role("link", name="Undo"))
    expect(chips).to_have_count(1)
    assert total(page) == meeting


def test_switch_searches_for_all_words_instead(page: Page, samples: str) -> None:
    ask(page, samples, "penalty for late payment of rent")
    assert page.locator(".passages").count() > 0
    follow(page.get_by_role("link", name="all words"))
    assert state(page)["mode"] == ["words"]
    assert page.locator(".passages").count() == 0
    follow(page.get_by_role("link", name="by meaning"))
    assert page.locator(".passages").count() > 0


def test_misspelt_word_is_respelled_and_said(page: Page, samples: str) -> None:
    ask(page, samples, "which confidentiallity agreements are there")
    expect(page.get_by_text("Showing results for")).to_contain_text("confidentiality")


def test_more_like_a_passage_and_like_a_document(page: Page, samples: str) -> None:
    ask(page, samples, "what the parties learn of each other stays secret")
    follow(page.locator(".hit").first.get_by_role("link", name="more like this").first)
    expect(page.locator("#count")).to_contain_text("nearest documents")
    assert page.locator(".passages").count() > 1
    check_page(page)
    follow(page.locator(".hit h3 a").first)
    title = page.locator("h1").inner_text()
    follow(page.get_by_role("link", name="More like this", exact=True))
    assert page.locator(".hit").count() > 1
    hrefs = [link.get_attribute("href") for link in page.locator(".hit h3 a").all()]
    assert f"/documents/{state(page)['similar'][0]}" not in hrefs, title


def test_what_answers_is_exported(page: Page, samples: str) -> None:
    ask(page, samples, "when does the commercial lease end")
    page.locator("summary", has_text="Export").click()
    address = page.get_by_role("link", name="For programs (JSONL)").get_attribute("href")
    lines = httpx.get(f"{samples}{address}").text.splitlines()
    assert "COMMERCIAL LEASE" in lines[0]
    assert len(lines) > total(page)


def complete(page: Page, words: str) -> Locator:
    """What is offered for words in the box."""
    box = page.get_by_role("combobox", name="A question")
    box.press_sequentially(words)
    expect(box).to_have_attribute("aria-expanded", "true")
    return page.locator("#completions").get_by_role("option")


def test_words_are_completed_by_keys(page: Page, samples: str) -> None:
    page.goto(samples)
    box = page.get_by_role("combobox", name="A question")
    expect(box).to_have_attribute("aria-expanded", "false")
    offered = complete(page, "leases with proper")  # which no option holds as it is
    expect(offered.first).to_contain_text("Calobio Properties Pty Ltd.")
    expect(offered.first).to_contain_text("Party")
    check_page(page)
    take_picture(page, "completions")
    page.keyboard.press("ArrowUp")
    expect(offered.last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")  # back to what is typed
    assert box.get_attribute("aria-activedescendant") is None
    page.keyboard.press("ArrowDown")
    id = offered.first.get_attribute("id")
    expect(box).to_have_attribute("aria-activedescendant", str(id))
    page.keyboard.press("Enter")
    expect(box).to_have_value("leases with Calobio Properties Pty Ltd.")
    expect(box).to_be_focused()
    expect(box).to_have_attribute("aria-expanded", "false")
    assert page.url.rstrip("/") == samples  # not yet asked
    with page.expect_event("load"):
        page.keyboard.press("Enter")
    assert state(page)["q"] == ["leases with Calobio Properties Pty Ltd."]


def test_escape_closes_what_is_offered_and_keeps_the_words(page: Page, samples: str) -> None:
    page.goto(samples)
    offered = complete(page, "audit ri")
    expect(offered.first).to_contain_text("AuditRights:present")
    expect(offered.first).to_contain_text("clause")
    page.keyboard.press("Escape")
    expect(page.get_by_role("combobox", name="A question")).to_have_value("audit ri")
    expect(page.locator("#completions")).to_be_hidden()


def test_field_that_was_taken_offers_its_values(page: Page, samples: str) -> None:
    page.goto(samples)
    offered = complete(page, "juris")
    offered.filter(has_text="field").click()
    box = page.get_by_role("combobox", name="A question")
    expect(box).to_have_value("Jurisdiction:")
    expect(box).to_be_focused()
    expect(offered.first).to_contain_text("Jurisdiction:")
    offered.first.click()
    expect(box).to_have_value(re.compile("^Jurisdiction:.+"))
    expect(page.locator("#completions")).to_be_hidden()
    with page.expect_event("load"):
        page.keyboard.press("Enter")
    assert total(page) > 0


def test_answer_is_written_while_hits_are_read(page: Page, own_home: Path) -> None:
    with model_server() as model, serving(own_home, **model.variables) as server:
        model.may_answer.clear()
        model.says("The lease ends on June 21, 2015 [1], <b>whatever</b> is said [99].")
        ask(page, server, "when does the commercial lease end")
        written = page.locator(".written")
        expect(written).to_contain_text("It is being written")
        assert page.locator(".hit").count() == 10  # which do not wait for it
        check_page(page)
        model.may_answer.set()
        text = "The lease ends on June 21, 2015 [1], <b>whatever</b> is said."
        expect(written.locator(".text")).to_have_text(text)
        expect(written).to_have_attribute("aria-busy", "false")
        expect(written.get_by_role("heading")).to_have_text(f"Written by {MODEL}")
        expect(page.locator(".answers").nth(1)).to_contain_text("2015-06-21")  # stays below it
        written.locator("summary").click()
        check_page(page)
        take_picture(page, "written-answer")
        follow(written.locator(".text a"))
        assert re.search(r"/documents/\w+#at=\d+,\d+$", page.url)
        expect(page.locator("h1")).to_contain_text("COMMERCIAL LEASE")


def test_failure_of_the_model_is_said_and_hits_stay(page: Page, own_home: Path) -> None:
    with model_server() as model, serving(own_home, **model.variables) as server:
        model.status, model.body = 404, {"error": {"message": "model not found"}}
        ask(page, server, "when does the commercial lease end")
        expect(page.locator(".written .warn")).to_contain_text("(model not found)")
        expect(page.locator(".written .warn")).to_contain_text("answer_server_model")
        assert page.locator(".hit").count() == 10
        check_page(page)
        page.goto(f"{server}/written?q=when+does+the+commercial+lease+end")
        expect(page.locator(".written .warn")).to_contain_text("(model not found)")
        check_page(page)


def test_without_a_model_the_page_asks_none(page: Page, samples: str) -> None:
    ask(page, samples, "when does the commercial lease end")
    expect(page.locator(".written")).to_have_count(0)
