from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.enricher.projects.tagging.texts import SURE
from tests.slow.portal.chromium import check_page, serving, take_picture
from tests.slow.portal.page_changes import MOST_NODES, changes_by_key
from tests.slow.portal.tagging_page import ARROWS, SCHEMA, Project, at, press, saved

LOAN = (
    "LOAN AGREEMENT 🎈\n\nOn May 20, 2014 Orion Labs, Inc. borrows $1,500.00 of Vega LLC. Vega LLC"
    " is the lender, and Orion Labs, Inc. pays it back to VEGA LLC within a year.\n"
)
HOSTILE = (
    "<script>window.pwned = 1</script><img src=x onerror='window.pwned = 1'>\n"
    "</script></div>{{ 7 * 7 }} &lt;b&gt; Vega <!-- LLC\u202e reversed\n"
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Any:
    with serving(tmp_path_factory.mktemp("tagging") / "home") as url:
        yield url


def test_two_documents_are_tagged_with_keys_alone(page: Page, server: str) -> None:
    project = Project(server, "keys").add(a=LOAN, b="Nothing of a loan is in here.")
    page.goto(f"{server}/projects/keys/tag")
    expect(page.locator("#text")).to_be_focused()
    for _ in range(2):  # the order of both is that of the model or of their words
        if page.get_by_role("heading", name="a.txt").count():
            press(page, "Right*6")  # LOAN AGREEMENT 🎈 On May 20
            expect(page.locator("#said")).to_have_text("20")
            press(page, "Left e e e 3")
            expect(page.locator("#said")).to_have_text("Signed, label 1 of 1: May 20, 2014")
            press(page, "Right e e e e 2 Right*3")
            expect(page.locator("#said")).to_have_text("1,500.00")
            press(page, "Right*2 e Shift+ArrowRight s 1")
            expect(page.locator("[data-here=Lender]")).to_have_text("1")
        else:
            expect(page.get_by_role("button", name="Nothing in it")).to_be_visible()
        with page.expect_event("load"):
            press(page, "d")
    expect(page.get_by_role("heading", name="Every document is tagged")).to_be_visible()
    check_page(page)
    assert project.labels("a.txt") == [
        ("Signed", "May 20, 2014"),
        ("Borrower", "Orion Labs, Inc."),
        ("Lender", "Vega LLC"),
    ]
    for name in ("a.txt", "b.txt"):
        assert project.read(name)["tagged"] == ["Lender", "Borrower", "Signed"]


def test_labels_are_mended_undone_and_done_again(page: Page, server: str) -> None:
    project = Project(server, "undo").add(a=LOAN)
    project.open(page, "a.txt", at(LOAN, "Orion"))
    said = page.locator("#said")
    press(page, "2 e e e e E s")
    expect(said).to_have_text("Borrower, label 1 of 1: 2014 Orion Labs, Inc")
    press(page, "S e")
    saved(page)
    assert project.labels("a.txt") == [("Borrower", "Orion Labs, Inc.")]
    press(page, "1")  # another category for the label that is selected
    saved(page)
    assert project.labels("a.txt") == [("Lender", "Orion Labs, Inc.")]
    press(page, "Delete")
    expect(page.locator("#text .entity")).to_have_count(0)
    press(page, "u u")
    expect(said).to_have_text("Borrower, label 1 of 1: Orion Labs, Inc.")
    press(page, "U")
    expect(said).to_have_text("Lender, label 1 of 1: Orion Labs, Inc.")
    press(page, "Control+z*12")
    expect(page.locator("#text .entity")).to_have_count(0)
    expect(page.get_by_role("button", name="Undo")).to_be_disabled()
    press(page, "Control+y*2")
    saved(page)
    assert project.labels("a.txt") == [("Borrower", "Orion Labs")]
    assert project.read("a.txt")["tagged"] == []  # begun, and not done


def test_mouse_selects_words_tags_and_selects_labels(page: Page, server: str) -> None:
    project = Project(server, "mouse").add(a=LOAN)
    project.open(page, "a.txt")
    start, end = page.evaluate(
        """() => ["Orion", "Inc"].map((word) => {
          const walker = document.createTreeWalker(document.getElementById("text"), NodeFilter.SHOW_TEXT);
          for (let node; (node = walker.nextNode()); ) {
            const found = node.data.indexOf(word);
            if (found < 0) continue;
            const range = document.createRange();
            range.setStart(node, found + 1);
            range.setEnd(node, found + 2);
            const box = range.getBoundingClientRect();
            return [Math.round(box.x + box.width / 2), Math.round(box.y + box.height / 2)];
          }
        })"""
    )
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(*end, steps=4)
    page.mouse.up()
    expect(page.locator("#said")).to_have_text("Orion Labs, Inc")  # whole words
    page.get_by_role("button", name="Borrower").click()
    page.locator("#text").press("ArrowRight")
    page.mouse.click(*start)
    expect(page.locator("#said")).to_have_text("Borrower, label 1 of 1: Orion Labs, Inc")
    page.get_by_role("button", name="Extend").click()
    saved(page)
    assert project.labels("a.txt") == [("Borrower", "Orion Labs, Inc.")]
    page.get_by_role("button", name="Delete").click()
    saved(page)
    assert project.labels("a.txt") == []


def test_suggestions_are_labels_once_they_are_accepted(page: Page, server: str) -> None:
    project = Project(server, "contracts", None).add(a=SURE, b=SURE + "Again.")
    project.open(page, "a.txt")
    suggested = page.locator("#text .suggested.last")
    expect(suggested).to_have_count(6)
    expect(page.locator("#suggested")).to_have_text("6 suggestions of contracts-1 left")
    assert project.labels("a.txt") == []
    press(page, "n a")
    expect(page.locator("#said")).to_have_text("Title, label 1 of 1: NON-DISCLOSURE AGREEMENT")
    press(page, "n a")
    expect(page.locator("#said")).to_have_text("EffectiveDate, label 2 of 2: May 20, 2014")
    press(page, "n")
    expect(page.locator("#said")).to_contain_text("Suggested Party, ")
    take_picture(page, "tagging")
    check_page(page)
    press(page, "r")
    expect(suggested).to_have_count(3)
    press(page, "A")
    expect(suggested).to_have_count(0)
    saved(page)
    assert [category for category, _ in project.labels("a.txt")] == [
        "Title",
        "EffectiveDate",
        "Party",
        "Jurisdiction",
        "Term",
    ]
    press(page, "u u")
    expect(suggested).to_have_count(4)
    press(page, "R")
    expect(suggested).to_have_count(0)
    press(page, "x")
    page.wait_for_url("**/tag/b.txt")
    expect(suggested).to_have_count(6)
    press(page, "d")
    expect(page.locator("#said")).to_contain_text("neither accepted nor refused")


def test_label_from_a_register_is_confirmed_by_a_person(page: Page, server: str) -> None:
    project = Project(server, "register").add(a=LOAN)
    project.put("a.txt", ("Lender", LOAN.index("Vega"), 8), source="register")
    project.open(page, "a.txt")
    press(page, "n")
    expect(page.locator("#said")).to_contain_text("Lender, from a register, not confirmed")
    press(page, "a")
    saved(page)
    assert project.read("a.txt")["labels"] == [
        {"category": "Lender", "offset": LOAN.index("Vega"), "length": 8, "source": "human"}
    ]


def test_document_of_a_register_is_done_once_all_was_looked_for(page: Page, server: str) -> None:
    project = Project(server, "columns").add(a=LOAN)
    table = b"File,Lender,Signed\na.txt,Vega LLC,2014-05-20\n"
    register = httpx.post(
        f"{server}/api/projects/columns/register",
        files={"file": ("register.csv", table)},
        timeout=60,
    )
    assert register.json()["found"] == 2, register.text
    page.goto(f"{server}/projects/columns/documents")
    expect(page.get_by_label("Progress")).to_contain_text("0 of 1 document tagged, 1 in part")
    expect(page.get_by_role("row", name="a.txt")).to_contain_text("tagged in part not for Borrower")
    check_page(page)
    page.locator("select[name=tagged]").select_option("tagged in part")
    page.get_by_role("button", name="Filter").click()
    expect(page.get_by_role("row", name="a.txt")).to_be_visible()
    page.get_by_role("link", name="Tag the next document").click()
    expect(page.locator("html[data-ready]")).to_be_attached()
    expect(page.get_by_role("button", name="Done")).to_be_visible()
    expect(page.locator("#progress-text")).to_have_text("0 of 1 documents done")
    expect(page.locator("#lacking")).to_have_text("No one has looked for Borrower here yet.")
    assert project.read("a.txt")["tagged"] == ["Lender", "Signed"]
    check_page(page)
    with page.expect_event("load"):
        press(page, "d")
    expect(page.get_by_role("heading", name="Every document is tagged")).to_be_visible()
    done = project.read("a.txt")
    assert sorted(done["tagged"]) == ["Borrower", "Lender", "Signed"]
    project.open(page, "a.txt")
    expect(page.get_by_role("button", name="Next")).to_be_visible()
    expect(page.locator("#lacking")).to_be_hidden()
    with page.expect_event("load"):
        press(page, "d")
    assert project.read("a.txt") == done


def test_every_same_string_is_tagged_after_a_look_at_the_places(page: Page, server: str) -> None:
    project = Project(server, "same").add(a=LOAN)
    project.open(page, "a.txt", at(LOAN, "Vega LLC"))
    press(page, "1 f")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("listitem")).to_have_count(1)
    expect(dialog.get_by_role("listitem")).to_contain_text("of Vega LLC. Vega LLC is the lender")
    expect(dialog).to_contain_text("1 place has a label of Lender already.")
    dialog.get_by_label("in any case").check()
    expect(dialog.get_by_role("listitem")).to_have_count(2)
    check_page(page)
    take_picture(page, "tagging-same")
    dialog.get_by_role("listitem").first.get_by_role("checkbox").uncheck()
    dialog.get_by_role("button", name="Tag 1 place").click()
    expect(page.get_by_text("1 more place is Lender now.")).to_be_visible()  # and unsaved
    saved(page)
    assert project.labels("a.txt") == [("Lender", "Vega LLC"), ("Lender", "VEGA LLC")]
    press(page, "u")
    saved(page)
    assert project.labels("a.txt") == [("Lender", "Vega LLC")]


def test_labels_of_one_category_do_not_overlap(page: Page, server: str) -> None:
    project = Project(server, "overlap").add(a=LOAN)
    project.open(page, "a.txt", at(LOAN, "Orion Labs, Inc."))
    press(page, "2 Left Right Right")
    expect(page.locator("#said")).to_have_text("In Borrower: Labs")
    press(page, "2")
    expect(page.locator("#said")).to_contain_text("It overlaps another Borrower.")
    press(page, "1")
    expect(page.locator("#said")).to_contain_text(
        "Lender shares words with Borrower. Both are kept"
    )
    saved(page)
    assert project.labels("a.txt") == [("Borrower", "Orion Labs, Inc."), ("Lender", "Labs")]


def test_labels_that_the_schema_keeps_apart_overlap_no_other(page: Page, server: str) -> None:
    apart = SCHEMA.replace("[categories.Borrower]\n", "[categories.Borrower]\noverlaps = false\n")
    project = Project(server, "apart", apart).add(a=LOAN)
    project.open(page, "a.txt", at(LOAN, "Orion Labs, Inc."))
    press(page, "2 Left Right Right")
    expect(page.locator("#said")).to_have_text("In Borrower: Labs")
    told = "In the schema, labels of Borrower must not overlap others"
    press(page, "1")
    expect(page.locator("#said")).to_contain_text(f"It shares words with Borrower. {told}")
    page.locator("[data-category=Signed]").click()
    expect(page.locator("#said")).to_contain_text(f"It shares words with Borrower. {told}")
    project.open(page, "a.txt", at(LOAN, "Vega LLC", 1))
    press(page, "1")
    project.open(page, "a.txt", at(LOAN, "Vega"))
    press(page, "1 2")  # the label there becomes one of another category
    press(page, "f")
    expect(page.locator("#same-note")).to_contain_text(
        "1 place has a label of Borrower already. 1 place has a label that must not overlap one of"
    )
    press(page, "Escape")
    project.open(page, "a.txt", at(LOAN, "LLC is"))
    press(page, "2")
    expect(page.locator("#said")).to_contain_text(f"It shares words with Lender. {told}")
    saved(page)
    assert project.labels("a.txt") == [
        ("Borrower", "Orion Labs, Inc."),
        ("Borrower", "Vega"),
        ("Lender", "Vega LLC"),
    ]


def test_of_two_people_neither_loses_anything(page: Page, browser: Browser, server: str) -> None:
    project = Project(server, "two").add(a=LOAN)
    project.put("a.txt", ("Signed", LOAN.index("May"), 12))
    other = browser.new_page()
    project.open(page, "a.txt", at(LOAN, "Orion Labs, Inc."))
    project.open(other, "a.txt", at(LOAN, "Vega LLC"))
    press(page, "2")
    saved(page)
    press(other, "p Delete")  # the date
    dialog = other.get_by_role("dialog", name="Someone else has changed this document")
    expect(dialog).to_contain_text("They added (1)")
    expect(dialog).to_contain_text("Borrower")
    expect(dialog).to_contain_text("You deleted (1)")
    assert project.labels("a.txt") == [("Signed", "May 20, 2014"), ("Borrower", "Orion Labs, Inc.")]
    check_page(other)
    take_picture(other, "tagging-conflict")
    press(other, "Escape")  # decided later: nothing is saved until then
    expect(other.locator("#saved")).to_contain_text("Not saved: a.txt was changed by someone else")
    press(other, "m d")
    dialog.get_by_role("button", name="Merge both").click()
    saved(other)
    assert project.labels("a.txt") == [("Borrower", "Orion Labs, Inc.")]
    press(other, "n Delete")  # that of the first person, who gives it another category meanwhile
    saved(other)
    press(page, "1")
    expect(page.get_by_role("dialog")).to_be_visible()
    expect(page.locator("#saved")).to_contain_text("Not saved: a.txt was changed by someone else")
    page.get_by_role("button", name="Take theirs").click()
    saved(page)
    expect(page.locator("#text .entity")).to_have_count(0)
    press(page, "u")  # what was mine is not lost
    saved(page)
    assert project.labels("a.txt") == [("Signed", "May 20, 2014"), ("Lender", "Orion Labs, Inc.")]
    other.close()


def test_mine_is_kept_on_a_conflict_and_undo_brings_theirs_back(page: Page, server: str) -> None:
    project = Project(server, "mine").add(a=LOAN)
    project.open(page, "a.txt", at(LOAN, "Vega LLC"))
    project.put("a.txt", ("Borrower", LOAN.index("Orion"), 16))  # somebody else
    press(page, "1")
    page.get_by_role("dialog").get_by_role("button", name="Keep mine").click()
    saved(page)
    assert project.labels("a.txt") == [("Lender", "Vega LLC")]
    press(page, "u")
    saved(page)
    assert project.labels("a.txt") == [("Borrower", "Orion Labs, Inc.")]
    press(page, "U")
    saved(page)
    assert project.labels("a.txt") == [("Lender", "Vega LLC")]
    expect(page.locator("#text .entity.last")).to_have_count(1)


def test_of_labels_that_the_schema_keeps_apart_mine_stay_in_a_merge(
    page: Page, server: str
) -> None:
    apart = SCHEMA.replace("[categories.Lender]\n", "[categories.Lender]\noverlaps = false\n")
    project = Project(server, "apart-merged", apart).add(a=LOAN)
    project.open(page, "a.txt", at(LOAN, "Vega LLC"))
    project.put("a.txt", ("Borrower", LOAN.index("Vega"), 4), ("Borrower", LOAN.index("Orion"), 16))
    press(page, "1")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Contradicts yours, which stays if you merge (1)")
    dialog.get_by_role("button", name="Merge both").click()
    saved(page)
    assert project.labels("a.txt") == [("Borrower", "Orion Labs, Inc."), ("Lender", "Vega LLC")]


def test_a_text_that_was_replaced_meanwhile_takes_no_labels_of_the_old_one(
    page: Page, server: str
) -> None:
    project = Project(server, "replaced").add(a=LOAN)
    project.open(page, "a.txt", at(LOAN, "Vega LLC"))
    httpx.delete(f"{project.documents}/a.txt").raise_for_status()
    project.add(a=f"Amended. {LOAN}")
    press(page, "1")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("The text of the document has changed")
    expect(dialog).to_contain_text("You tagged (1)")
    expect(dialog.get_by_role("button", name="Merge both")).to_be_hidden()
    expect(dialog.get_by_role("button", name="Keep mine")).to_be_hidden()
    press(page, "Escape")
    expect(page.locator("#saved")).to_contain_text("Not saved: a.txt was changed by someone else")
    assert project.labels("a.txt") == []
    press(page, "d")  # asks again, and does not leave
    dialog.get_by_role("button", name="Take theirs").click()
    expect(page.locator("#text")).to_contain_text("Amended. LOAN AGREEMENT")
    expect(page.locator("#text")).to_be_focused()
    expect(page.locator("#text .entity")).to_have_count(0)
    saved(page)
    assert project.labels("a.txt") == []


def test_what_is_not_saved_yet_is_saved_on_leaving(page: Page, server: str) -> None:
    project = Project(server, "leaving").add(a=LOAN)
    project.open(page, "a.txt", at(LOAN, "Vega LLC"))
    press(page, "1")
    page.goto(f"{server}/ingestion")
    assert project.labels("a.txt") == [("Lender", "Vega LLC")]


def test_documents_are_only_ever_text(page: Page, server: str) -> None:
    project = Project(server, "hostile").add(a=HOSTILE)
    project.open(page, "a.txt", at(HOSTILE, "Vega"))
    press(page, "1 e e e")
    saved(page)
    assert page.locator("#text").text_content() == HOSTILE
    assert page.locator("#text img, #text script").count() == 0
    press(page, "f")
    expect(page.locator("#same-string")).to_contain_text("<!--")
    assert page.evaluate("window.pwned") is None
    assert page.locator("#given").evaluate("one => JSON.parse(one.textContent).document.text") == (
        HOSTILE
    )


def test_reader_sees_labels_and_changes_none(page: Page, tmp_path: Path) -> None:
    keys = {"ENRICHER_API_KEY": "a-key-of-them", "ENRICHER_READER_KEY": "a-key-to-read"}
    with serving(tmp_path / "home", **keys) as url:
        admin = {"X-API-Key": keys["ENRICHER_API_KEY"]}
        sent = [("files", ("a.txt", SURE.encode()))]
        httpx.post(f"{url}/api/projects/contracts/documents", files=sent, headers=admin)
        page.set_extra_http_headers({"X-API-Key": keys["ENRICHER_READER_KEY"]})
        page.goto(f"{url}/projects/contracts/tag/a.txt")
        expect(page.locator("#text")).to_be_focused()
        press(page, "Right 1")
        expect(page.locator("#said")).to_contain_text("You can read here, but tagging needs")
        expect(page.locator("#text .entity")).to_have_count(0)


def test_a_key_draws_little_anew_in_a_long_text(page: Page, server: str) -> None:
    """300,000 characters with 2,000 labels: what a key changes on the page does not grow with them."""
    sentence = "On May 20, 2014 Orion Labs, Inc. borrows $1,500.00 of Vega LLC, which is the lender"
    line = f"{sentence}, as {'the books of both say and nobody denies, ' * 2}so it is.\n"
    text = line * (300_000 // len(line) + 1)
    project = Project(server, "long").add(a=text)
    lines = text.count("\n")
    places = [
        (category, number * len(line) + line.index(word), len(word))
        for number in range(lines)
        for category, word in (("Signed", "May 20, 2014"), ("Lender", "Vega LLC"))
    ]
    project.put("a.txt", *places[:2000])
    middle = (lines // 2) * len(line) + line.index("Orion")
    project.open(page, "a.txt", f"#at={middle},{middle + 5}")
    keys = "Right Right e e s 2 e s Delete u u n p Down Up Right 2 Delete PageDown PageUp"
    changed = changes_by_key(page, [ARROWS.get(key, key) for key in keys.split()])
    assert 0 < min(changed.values()) <= max(changed.values()) <= MOST_NODES, changed
