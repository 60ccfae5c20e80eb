"""Review in a browser: ten agreements by keys alone, and what each key does."""

from __future__ import annotations

import json
import logging
import os
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from playwright.sync_api import Locator, Page, Route, expect

from enricher.shipped.samples import documents_folder
from tests.checkout import ROOT
from tests.enricher.homes import enricher_command, environment
from tests.slow.portal.chromium import check_page, run, serving, take_picture
from tests.slow.portal.document_page import hit

logger = logging.getLogger(__name__)

KEYS_A_DOCUMENT = 12  # which take 30 seconds
DOCUMENTS = 10
ALL_DONE = "All looked at"
READER, ADMINISTRATOR = "the-key-of-readers", "the-key-of-the-administrator"

Truth = dict[str, set[str]]


@pytest.fixture(scope="module")
def agreements(
    tmp_path_factory: pytest.TempPathFactory, sample_home: Path
) -> tuple[Path, dict[str, Truth]]:
    """A home with ten NDAs and what is right of each; with the samples where there are none."""
    home = tmp_path_factory.mktemp("review") / "home"
    data = Path(os.environ.get("ENRICHER_TEST_DATA", ROOT.parent / "shared" / "data")) / "nda"
    if not data.is_dir():
        shutil.copytree(sample_home, home)
        return home, {}
    lines = (data / "expected.jsonl").read_text().splitlines()
    known = {one["file"]: one for one in map(json.loads, lines)}
    files = sorted((data / "documents").iterdir(), key=lambda one: one.stat().st_size)
    folder = home.parent / "agreements"
    folder.mkdir()
    for file in files[:DOCUMENTS]:
        shutil.copy(file, folder)
    run(enricher_command("ingest", str(folder), "--home", str(home)), env=environment())
    return home, {file.name: _truth(known[file.name]) for file in files[:DOCUMENTS]}


def _truth(line: dict[str, Any]) -> Truth:
    names = {
        "Party": "party",
        "EffectiveDate": "effective_date",
        "Jurisdiction": "jurisdiction",
        "Term": "term",
    }
    return {name: {_plain(one) for one in line[key]} for name, key in names.items()}


def _plain(text: str) -> str:
    return "".join(one for one in text.casefold() if one.isalnum())


@pytest.fixture
def server(agreements: tuple[Path, dict[str, Truth]]) -> Iterator[str]:
    with serving(agreements[0]) as url:
        yield url


class Reviewer:
    """A person who knows what is right, and presses one key after the other."""

    def __init__(self, page: Page, truth: dict[str, Truth]) -> None:
        self.page, self.truth = page, truth
        self.keys = 0
        self.confirmed: list[tuple[str, str, str]] = []

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.keys += 1

    def shown(self) -> tuple[str, str, str]:
        """Document, category and value of the field in hand."""
        name = self.page.locator("#desk-document a").inner_text()
        category = self.page.locator("#desk-category").inner_text()
        return name, category, self.page.locator("#desk-value").inner_text()

    def answer(self) -> None:
        desk = self.page.locator("#desk")  # busy too while answers are saved and more is asked for
        expect(desk).to_have_attribute("aria-busy", "false", timeout=60_000)
        name, category, value = self.shown()
        if value == ALL_DONE:  # it came while the last answer was saved
            return
        is_lacking = value == f"No {category} found"
        right = self.truth.get(name, {}).get(category)
        shown = self.page.locator("#candidates .value").all_inner_texts()
        candidates = [_plain(one.removesuffix("Duration").removesuffix("Date")) for one in shown]
        better = [n for n, one in enumerate(candidates, 1) if one in (right or ())]
        if value.endswith("?"):  # ambiguous: which is meant, or none
            self.press(str(better[0]) if better else "n")
        elif right is None or (_plain(value) in right) or (is_lacking and not right):
            if not is_lacking:
                self.confirmed.append((name, category, value))
            self.press("Enter")
        elif better:
            self.press(str(better[0]))
        elif not right:
            self.press("n")
        else:
            self.press("Enter")


def test_ten_agreements_are_through_in_five_minutes_of_keys(
    page: Page, server: str, agreements: tuple[Path, dict[str, Truth]]
) -> None:
    home, truth = agreements
    before = httpx.get(f"{server}/api/review?precision=1&all=true&size=200").json()
    page.goto(f"{server}/review?percent=100")  # every field, however sure
    reviewer = Reviewer(page, truth)
    wait_for_evidence(page)
    take_picture(page, "review")
    check_page(page)
    page.locator("#desk").focus()
    while page.locator("#desk-value").inner_text() != ALL_DONE:
        reviewer.answer()
        assert reviewer.keys < 500
    expect(page.locator("#left")).to_have_text("0")
    wait_until_saved(page)
    refused = page.locator(".notice.error").all_text_contents()
    assert not (truth and refused)
    documents = before["doubtful_documents"]
    assert documents >= DOCUMENTS - 2
    logger.info(
        "%d keys for %d fields of %d documents", reviewer.keys, before["doubtful"], documents
    )
    assert reviewer.keys / documents <= KEYS_A_DOCUMENT
    after = httpx.get(f"{server}/api/review?precision=1").json()
    assert after["doubtful"] == 0
    page.reload()
    expect(page.get_by_role("heading", name="Nothing needs review")).to_be_visible()
    assert len(reviewer.confirmed) > DOCUMENTS
    confirmed = [one for one in reviewer.confirmed if not _is_refused(one, refused)]
    _check_human(server, home, before["documents"], confirmed)
    path = next(one["path"] for one in before["documents"] if one["fields"])
    where = ["--where", f"path={path}"]
    command = enricher_command("reenrich", "--all", *where, "--home", str(home))
    run(command, env=environment())
    _check_human(server, home, before["documents"], confirmed)


def _is_refused(answer: tuple[str, str, str], told: Sequence[str]) -> bool:
    """Whether the page told that a field had another value by then.

    In invoices of the samples, what is said of the customer may change the party.
    """
    name, category, value = answer
    changed = f"{category} of the document is no longer {value!r}"
    return any(one.startswith(f"{category} in {name}: {changed}") for one in told)


def _check_human(
    server: str, home: Path, documents: list[Any], confirmed: list[tuple[str, str, str]]
) -> None:
    found: dict[str, set[tuple[str, str]]] = {}
    for one in documents:
        entities = httpx.get(f"{server}/api/documents/{one['document']}").json()["entities"]
        found.setdefault(one["name"], set()).update(
            (each["category"], _plain(each["normalized"]))
            for each in entities
            if each["source"] == "human"
        )
    for name, category, value in confirmed:
        assert (category, _plain(value)) in found[name]  # a field has the case of its first place


@pytest.fixture
def review_page(page: Page, own_server: str) -> Page:
    """The samples without those of a joinery's books, few of which have a term."""
    contracts = quote(f"path!={documents_folder()}/books/")
    page.goto(f"{own_server}/review?percent=99&where={contracts}")
    wait_for_evidence(page)
    return page


def press(page: Page, keys: str) -> None:
    for key in keys.split():
        page.keyboard.press(key)


def go_to(page: Page, name: str, value: str) -> None:
    """Press a field of the grid."""
    line = page.locator("#grid tbody tr").filter(has_text=name)
    line.locator(".cell").filter(has_text=value).first.click()
    wait_for_evidence(page)


def select_words(page: Page, around: Locator, words: str) -> None:
    """Select words of a stretch of text with the mouse."""
    around.scroll_into_view_if_needed()
    lines = around.evaluate(
        """(around, words) => {
          const node = around.firstChild;
          const range = document.createRange();
          range.setStart(node, node.data.indexOf(words));
          range.setEnd(node, node.data.indexOf(words) + words.length);
          return [...range.getClientRects()]; // one a line
        }""",
        words,
    )
    first, last = lines[0], lines[-1]
    page.mouse.move(first["x"] + 1, first["y"] + first["height"] / 2)
    page.mouse.down()
    page.mouse.move(last["x"] + last["width"] - 1, last["y"] + last["height"] / 2, steps=5)
    page.mouse.up()


def click_on_page(page: Page, name: str, word: str) -> None:
    """Click a word on the picture of the first page."""
    found = hit(page.url.split("/review")[0], name)["id"]
    api = f"{page.url.split('/review')[0]}/api/documents/{found}"
    text = httpx.get(api, params={"text": True}).json()["text"]
    words = httpx.get(f"{api}/pages/1/words").json()["words"]
    (left, top, right, bottom) = next(
        one["rectangles"][0]
        for one in words
        if text[one["offset"] : one["offset"] + one["length"]] == word
    )
    sheet = page.locator("#whole .doc-sheet")
    width, height = sheet.evaluate("(one) => [one.clientWidth, one.clientHeight]")
    place = {"x": (left + right) / 2 * width, "y": (top + bottom) / 2 * height}
    sheet.click(position=place)  # type: ignore[arg-type]


def wait_for_evidence(page: Page) -> None:
    expect(page.locator("#desk")).to_have_attribute("aria-busy", "false")


def wait_until_saved(page: Page) -> None:
    expect(page.locator("#saving")).to_have_text("", timeout=60_000)


def fields(page: Page, name: str) -> dict[str, list[str]]:
    base = page.url.split("/review")[0]
    hits = httpx.get(f"{base}/api/search?size=100").json()["hits"]
    (hit,) = [one for one in hits if one["paths"][0].endswith(name)]
    return dict(hit["fields"])


def test_a_lack_is_confirmed_filled_and_taken_back(review_page: Page) -> None:
    page = review_page
    go_to(page, "rechnung.pdf", "none found: Term")
    expect(page.locator("#desk-value")).to_have_text("No Term found")
    expect(page.locator("#desk-why")).to_contain_text("of these documents have one")
    lack = page.locator("#desk-sureness").inner_text(), page.locator("#desk-why").inner_text()
    sure, have = (int(one.split(" %")[0]) for one in lack)
    assert sure == 100 - have
    left = int(page.locator("#left").inner_text())
    press(page, "Enter")
    expect(page.locator("#left")).to_have_text(str(left - 1))
    expect(page.locator("#desk-category")).not_to_have_text("Term")
    press(page, "u")
    expect(page.locator("#desk-value")).to_have_text("No Term found")
    expect(page.locator("#left")).to_have_text(str(left))
    expect(page.locator("#candidates button").first).to_contain_text("14 days")
    expect(page.locator("#spoken")).to_contain_text("Undone. No Term found")
    press(page, "2")
    expect(page.locator("#grid")).to_contain_text("10 days")
    wait_until_saved(page)
    assert fields(page, "rechnung.pdf")["Term"] == ["10 days"]
    press(page, "u")
    expect(page.locator("#desk-value")).to_have_text("No Term found")
    assert "Term" not in fields(page, "rechnung.pdf")


def test_that_there_is_none_is_listed_with_the_document_and_taken_back(review_page: Page) -> None:
    page = review_page
    go_to(page, "rechnung.pdf", "none found: Term")
    press(page, "Enter")
    wait_until_saved(page)
    base = page.url.split("/review")[0]
    (none,) = httpx.get(f"{base}/api/corrections").json()
    assert (none["act"], none["category"], none["text"]) == ("none", "Term", "")
    page.goto(f"{base}/documents/{none['document']}")
    listed = page.locator("#corrections li")
    expect(listed).to_contain_text("There is no Term")
    expect(listed).to_contain_text("in force")
    page.get_by_role("button", name="Undo: There is no Term").click()
    expect(page.locator("#corrections")).to_contain_text("1 undone")
    assert httpx.get(f"{base}/api/corrections").json() == []


def test_a_value_is_corrected_by_typing_by_selecting_and_by_its_meaning(review_page: Page) -> None:
    page = review_page
    go_to(page, "rechnung.pdf", "Alderquay Deutschland GmbH")
    expect(page.locator("#snippet")).to_be_visible(timeout=30_000)
    assert page.locator("#snippet").evaluate("(image) => image.naturalWidth") == 1000
    take_picture(page, "review-correct")
    press(page, "e")
    page.get_by_label("Words of the document").fill("Alderquay Deutschland")
    press(page, "Enter")
    wait_until_saved(page)
    assert "Alderquay Deutschland" in fields(page, "rechnung.pdf")["Party"]
    assert "Alderquay Deutschland GmbH" not in fields(page, "rechnung.pdf")["Party"]
    go_to(page, "rechnung.pdf", "Stenunsys Medizintechnik KG")
    mark = page.locator("#sentence mark")  # its words may be on two lines
    x, y = mark.evaluate("(one) => { const at = one.getClientRects()[0]; return [at.x, at.y]; }")
    page.mouse.dblclick(x + 10, y + 10)
    expect(page.get_by_label("Words of the document")).to_have_value("Stenunsys")
    check_page(page)
    page.get_by_label("Meaning").fill("Stenunsys KG")
    page.get_by_role("button", name="Save").click()
    wait_until_saved(page)
    assert "Stenunsys KG" in fields(page, "rechnung.pdf")["Party"]
    press(page, "u u")
    expect(page.locator("#desk-value")).to_have_text("Alderquay Deutschland GmbH")
    wait_until_saved(page)
    found = fields(page, "rechnung.pdf")["Party"]
    assert found == ["Alderquay Deutschland GmbH", "Stenunsys Medizintechnik KG"]


def test_mouse_alone_does_it_and_what_fails_is_said(review_page: Page) -> None:
    page = review_page
    first = page.locator("#desk-document").inner_text(), page.locator("#desk-value").inner_text()
    page.get_by_role("button", name="Next field").click()
    page.get_by_role("button", name="Previous field").click()
    expect(page.locator("#desk-value")).to_have_text(first[1])
    page.route("**/api/review/*", lambda route: route.abort())
    page.locator("#confirm").click()
    notice = page.locator(".notice.error")
    expect(notice).to_contain_text("The server does not answer")
    page.unroute("**/api/review/*")
    notice.get_by_role("button", name="Show").click()
    expect(page.locator("#desk-value")).to_have_text(first[1])
    seen = int(page.locator("#seen").inner_text())
    page.locator("#confirm").click()
    expect(page.locator("#seen")).to_have_text(str(seen + 1))
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#seen")).to_have_text(str(seen))


def test_what_is_said_before_the_evidence_is_on_the_screen_does_nothing(
    page: Page, own_server: str
) -> None:
    waiting: list[Route] = []
    posted: list[str] = []
    page.on("request", lambda one: posted.append(one.url) if one.method == "POST" else None)
    looks = "**/api/review/*"
    page.route(looks, lambda one: waiting.append(one) if is_look(one) else one.continue_())
    page.goto(f"{own_server}/review?percent=99")
    early, left = page.locator("#early"), page.locator("#left")
    first, count = page.locator("#desk-value").inner_text(), int(left.inner_text())
    press(page, "Enter Enter n 1")
    expect(early).to_contain_text("The evidence is not on the screen yet, so nothing was changed")
    press(page, "j k")
    expect(early).to_be_hidden()
    expect(page.locator("#desk-value")).to_have_text(first)
    page.unroute(looks)  # those that wait go on
    wait_for_evidence(page)
    assert (posted, left.inner_text()) == ([], str(count))
    press(page, "Enter")
    expect(left).to_have_text(str(count - 1))
    wait_until_saved(page)
    assert len(posted) == 1

    page.route(looks, lambda one: one.abort() if is_look(one) else one.continue_())
    page.reload()
    expect(page.locator(".notice.error")).to_be_visible()
    press(page, "Enter")
    expect(early).to_contain_text("could not be shown, so nothing was changed")
    page.unroute(looks)
    press(page, "Enter")
    wait_for_evidence(page)
    assert (len(posted), left.inner_text()) == (1, str(count - 1))
    press(page, "Enter")
    expect(left).to_have_text(str(count - 2))
    wait_until_saved(page)
    assert len(posted) == 2


def test_evidence_out_of_sight_is_shown_before_an_answer_counts(
    page: Page, own_server: str
) -> None:
    page.goto(f"{own_server}/review?percent=99")
    wait_for_evidence(page)
    left = page.locator("#left").inner_text()
    page.set_viewport_size({"width": 400, "height": 500})
    page.evaluate("window.scrollTo(0, 0)")
    page.locator("#desk").evaluate("(desk) => desk.focus({ preventScroll: true })")
    press(page, "Enter")
    expect(page.locator("#early")).to_contain_text("Here is the evidence")
    expect(page.locator("#left")).to_have_text(left)
    press(page, "Enter")
    expect(page.locator("#left")).to_have_text(str(int(left) - 1))


def test_a_value_that_was_not_found_is_pointed_at_in_the_text_and_on_the_page(
    review_page: Page,
) -> None:
    page = review_page
    go_to(page, "house-rental.rtf", "none found: Term")
    expect(page.locator("#usual-words")).to_contain_text("like those of others")
    passage = page.locator("#usual-passages .reading").first
    expect(passage).to_contain_text("The tenancy is granted for seven (7) years.")
    expect(page.locator("#whole [data-part=text]")).to_contain_text("HOUSE RENTAL AGREEMENT")
    check_page(page)
    select_words(page, passage, "seven (7) years")
    expect(page.get_by_label("Words of the document")).to_have_value("seven (7) years")
    take_picture(page, "review-lacking")
    press(page, "Enter")
    wait_until_saved(page)
    assert fields(page, "house-rental.rtf")["Term"] == ["7 years"]

    go_to(page, "rechnung.pdf", "none found: Term")
    sheet = page.locator("#whole [data-part=sheet]")
    expect(sheet.locator("[data-words]")).to_be_visible()
    check_page(page)
    sheet.focus()
    press(page, "ArrowRight")
    words = page.locator("#whole .doc-pick")
    expect(words).to_have_count(1)
    press(page, "Enter")
    expect(page.get_by_label("Words of the document")).not_to_have_value("")
    expect(page.get_by_role("button", name="Save")).to_be_focused()
    press(page, "Escape")
    expect(page.get_by_label("Words of the document")).to_be_hidden()
    click_on_page(page, "rechnung.pdf", "24")
    page.keyboard.down("Shift")
    click_on_page(page, "rechnung.pdf", "Monate")
    page.keyboard.up("Shift")
    expect(page.get_by_label("Words of the document")).to_have_value("24 Monate")
    page.get_by_role("button", name="Save").click()
    wait_until_saved(page)
    assert fields(page, "rechnung.pdf")["Term"] == ["24 months"]


def is_look(route: Route) -> bool:
    return route.request.method == "GET"


def test_a_review_is_narrowed_by_a_search_and_its_fault_is_named(page: Page, samples: str) -> None:
    page.goto(f"{samples}/review?q=rent&where=Jurisdiction:present&percent=99.5")
    expect(page.locator("#grid tbody tr").first).to_be_visible()
    assert page.locator("#grid tbody tr").count() < 15
    page.get_by_label("Among").fill("Money>=")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("alert")).to_be_visible()
    check_page(page)
    page.get_by_role("link", name="All documents").click()
    expect(page.locator("#left")).not_to_have_text("0")


def test_readers_look_and_have_no_way_to_change(page: Page, own_home: Path) -> None:
    keys = {"ENRICHER_API_KEY": ADMINISTRATOR, "ENRICHER_READER_KEY": READER}
    with serving(own_home, **keys) as url:
        page.goto(f"{url}/review")
        page.get_by_label("Key").fill(READER)
        page.get_by_role("button", name="Sign in").click()
        expect(page.locator("#sentence")).not_to_be_empty()
        assert (
            page.locator("#confirm, #none, #mend, #undo, #words-form, #candidates button").count()
            == 0
        )
        value = page.locator("#desk-value").inner_text()
        left = page.locator("#left").inner_text()
        press(page, "Enter n 1 u e")
        expect(page.locator("#desk-value")).to_have_text(value)
        expect(page.locator("#left")).to_have_text(left)
        press(page, "j j k")
        check_page(page)
