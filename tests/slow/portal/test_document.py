from __future__ import annotations

import re
import shutil
import time
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import httpx
import pypdfium2
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.enricher.homes import NDA, enricher_command, environment, make_home
from tests.slow.portal.chromium import check_page, run, serving, take_picture
from tests.slow.portal.document_page import hit, open_document
from tests.slow.portal.page_changes import MOST_NODES, changes_by_key

LEASE = Path(str(files("enricher.shipped.samples"))) / "documents" / "leases" / "office-lease.pdf"
LEAVING_MS = 500  # longer than a tooltip or an offer waits before it comes or goes
HOSTILE = '</script><script>window.hacked = 1</script><img src=x onerror="window.hacked = 1">'


@pytest.fixture(scope="module")
def ingested_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home read by rules, of a contract and of one that is full of script tags."""
    folder = tmp_path_factory.mktemp("documents")
    home, documents = make_home(folder / "home"), folder / "contracts"
    documents.mkdir()
    (documents / "nda.txt").write_text(NDA + "Signed by Vega LLC, and by Orion Labs Inc. 🤝\n" * 2)
    (documents / "other.txt").write_text("Made between Vega LLC and Harbor Bank Inc. in May.\n")
    (documents / "<script>window.hacked = 1<").write_text(
        f"{HOSTILE}\n\nMade as of May 20, 2014 with Vega LLC. {HOSTILE} javascript:hacked()\n"
    )
    run(enricher_command("ingest", str(documents), "--home", str(home)), env=environment())
    return home


@pytest.fixture
def server(ingested_home: Path, tmp_path: Path) -> Iterator[str]:
    home = tmp_path / "home"
    shutil.copytree(ingested_home, home, ignore=shutil.ignore_patterns("*.lock", ".*lock*"))
    with serving(home) as url:
        yield url


def entity(page: Page, label: str) -> Locator:
    return page.locator("#text").get_by_role("button", name=label, exact=True)


def said(page: Page, words: str) -> Locator:
    return page.locator("#corrections li", has_text=words)


def select(page: Page, words: str) -> None:
    """Select words of the text with the mouse, from the first letter to the last."""
    boxes = page.evaluate(
        """(words) => {
          const root = document.querySelector("#text");
          const start = root.textContent.indexOf(words);
          const range = document.createRange();
          const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
          for (let node, at = 0; (node = walker.nextNode()); at += node.length) {
            const [from, to] = [start - at, start + words.length - at];
            if (from >= 0 && from < node.length) range.setStart(node, from);
            if (to > 0 && to <= node.length) range.setEnd(node, to);
          }
          return [...range.getClientRects()]; // one a line, and of each entity
        }""",
        words,
    )
    first, last = boxes[0], boxes[-1]
    page.mouse.move(first["x"] + 1, first["y"] + first["height"] / 2)
    page.mouse.down()
    page.mouse.move(last["x"] + last["width"] - 1, last["y"] + last["height"] / 2, steps=5)
    page.mouse.up()


def test_entities_on_pages_and_in_text_jump_to_each_other(page: Page, samples: str) -> None:
    open_document(page, samples, "office-lease.pdf")
    expect(page.locator("#sheets img").first).to_be_visible()
    expect(page.locator("#sheets .doc-box").first).to_be_visible()  # the marks come after the page
    take_picture(page, "document")
    marked = entity(page, "Party: Omsys Realty Pty Limited")
    box = page.locator("#sheets").get_by_label("Jurisdiction: Victoria")
    entity(page, "Jurisdiction and GoverningLaw: Victoria").click()
    expect(box).to_be_in_viewport()  # on the second page, which was drawn for it
    expect(box).to_have_class(re.compile("current"))
    expect(page.get_by_role("dialog")).to_contain_text("Confidence")
    page.keyboard.press("Escape")
    page.locator("#sheets").get_by_label("Party: Omsys Realty Pty Limited", exact=True).click()
    expect(marked).to_be_in_viewport()
    expect(page).to_have_url(re.compile("#at=166,190$"))
    page.keyboard.press("Escape")
    page.locator("#sheets").focus()
    page.keyboard.press("n")
    page.keyboard.press("Enter")  # from the picture to the text
    expect(page.locator("#text mark:focus")).to_have_attribute("aria-label", "Money: 3.000,00 EUR")
    check_page(page)


def test_rectangles_lie_over_the_words_that_are_seen(page: Page, samples: str) -> None:
    """The words that pdfium has under each rectangle of the browser are those of its entity."""
    open_document(page, samples, "office-lease.pdf")
    sheet = page.locator(".doc-sheet").first
    expect(sheet.locator(".doc-box").first).to_be_visible()
    frame = sheet.locator(".doc-layer").bounding_box()
    assert frame is not None
    with pypdfium2.PdfDocument(LEASE) as document:
        across, down = document[0].get_size()
        text = document[0].get_textpage()
        seen: dict[str, str] = {}
        for one in sheet.locator(".doc-box").all():
            box, label = one.bounding_box(), one.get_attribute("aria-label")
            assert box is not None
            assert label is not None
            left = (box["x"] - frame["x"]) / frame["width"] * across
            top = down - (box["y"] - frame["y"]) / frame["height"] * down
            found = text.get_text_bounded(
                left, top - box["height"] / frame["height"] * down,
                left + box["width"] / frame["width"] * across, top,
            )  # fmt: skip
            label = label.removesuffix(", further line").partition(": ")[2]
            seen[label] = seen.get(label, "") + "".join(found.split())
    assert len(seen) > 8
    for words, found in seen.items():
        assert "".join(words.split()) in found


def test_field_leads_to_the_place_it_is_from(page: Page, samples: str) -> None:
    open_document(page, samples, "mutual-nda.pdf")
    page.locator("#fields button").last.click()
    place = page.locator("#text .current").first
    expect(place).to_be_in_viewport()
    words = page.locator("#fields button").last.inner_text().partition("“")[2].rstrip("”")
    assert words in place.inner_text()
    place.hover()
    expect(page.get_by_role("tooltip")).to_contain_text("Found by")
    page.keyboard.press("Escape")
    expect(page.get_by_role("tooltip")).to_have_count(0)


def test_field_that_shares_its_words_is_the_one_that_opens(page: Page, server: str) -> None:
    address = f"{server}/api/documents/{hit(server, 'nda.txt')['id']}"
    text = httpx.get(address, params={"text": True}).json()["text"]
    start = text.index("May 20, 2014")
    body = {"start": start, "end": start + 12, "text": "May 20, 2014", "category": "Party"}
    httpx.post(f"{address}/corrections", json=body, timeout=60).raise_for_status()
    open_document(page, server, "nda.txt")
    for name in ("EffectiveDate", "Party"):
        field = page.locator("#fields > dl > div", has_text=name).first
        field.get_by_role("button", name="“May 20, 2014”").first.click()
        page.keyboard.press("Enter")
        dialog = page.get_by_role("dialog", name=f"{name}: May 20, 2014")
        expect(dialog.get_by_role("heading")).to_have_text(name)
        page.keyboard.press("Escape")
        page.locator("#text .current").first.click()
        expect(dialog).to_be_visible()
        page.keyboard.press("Escape")


def expiry_of(samples: str, where: str, *, is_sum: bool) -> str:
    """The id of a document whose ExpiryDate is a date and a term, or lacks one of them."""
    hits = httpx.get(f"{samples}/api/search", params={"where": where, "size": 100}).json()["hits"]
    for listed in hits:
        for one in httpx.get(f"{samples}/api/documents/{listed['id']}").json()["derived"]:
            follows = one["value"] is not None and len(one["inputs"]) == 2
            if one["category"] == "ExpiryDate" and follows == is_sum:
                return str(listed["id"])
    raise AssertionError(f"no document where {where}")


def test_derived_value_leads_to_what_it_comes_from_or_says_what_is_missing(
    page: Page, samples: str
) -> None:
    page.goto(f"{samples}/documents/{expiry_of(samples, 'Term:present', is_sum=True)}")
    page.locator("[data-ready]").wait_for(state="attached")
    field = page.locator("#fields > dl > div:has(dt:text-is('ExpiryDate'))")
    expect(field).to_contain_text(re.compile(r"= .*\(EffectiveDate\) \+ .*\(Term\)"))
    field.get_by_role("button", name="(Term)").click()
    expect(page.locator("#text .current").first).to_be_in_viewport()
    expect(page.locator("#text .current").first).to_have_attribute("aria-label", re.compile("Term"))
    check_page(page)
    page.goto(f"{samples}/documents/{expiry_of(samples, 'ExpiryDate:missing', is_sum=False)}")
    expect(field).to_contain_text("is missing.")
    expect(page.locator("#warnings p")).to_have_count(0)


def test_address_marks_a_place(page: Page, server: str) -> None:
    start = NDA.index("confidential")
    open_document(page, server, "nda.txt", f"#at={start},{start + len('confidential')}")
    expect(page.locator(".doc-here")).to_have_text("confidential")
    expect(page.locator(".doc-here")).to_be_in_viewport()


def test_entity_is_corrected_and_the_correction_undone(page: Page, server: str) -> None:
    """Search shows each correction when the page says that it is made, and when it is undone.

    On a phone, where the fields are behind a button; the other tests have a larger screen.
    """
    page.set_viewport_size({"width": 400, "height": 900})
    open_document(page, server, "nda.txt")
    page.on("dialog", lambda dialog: dialog.accept())
    before = hit(server, "nda.txt")["fields"]

    def do(label: str, act: Callable[[Locator], None], words: str) -> Any:
        entity(page, label).first.click()
        act(page.get_by_role("dialog"))
        expect(page.locator(".notice").last).to_contain_text(words)
        return hit(server, "nda.txt")["fields"]

    def undo() -> None:
        page.locator(".notice", has=page.get_by_role("button", name="Undo")).last.get_by_role(
            "button", name="Undo"
        ).click()
        expect(page.locator(".notice", has_text="Undone")).to_be_visible()
        assert hit(server, "nda.txt")["fields"] == before
        for one in page.get_by_role("button", name="Dismiss").all():
            one.click()

    def delete(dialog: Locator) -> None:
        dialog.get_by_label("every place").check()
        dialog.get_by_role("button", name="Delete").click()

    def rename(dialog: Locator) -> None:
        dialog.get_by_label("Category").select_option("Jurisdiction")
        dialog.get_by_role("button", name="Change").click()

    def revalue(dialog: Locator) -> None:
        dialog.get_by_label("Means").fill("New York")
        dialog.get_by_role("button", name="Save value").click()

    def shorten(dialog: Locator) -> None:
        dialog.get_by_role("button", name="Begin a word later").click()
        expect(dialog.locator("output")).to_have_text("Labs Inc.")
        dialog.get_by_role("button", name="Save bounds").click()

    def banish(dialog: Locator) -> None:
        dialog.get_by_role("button", name="Nowhere in my documents").click()

    assert "Vega LLC" not in do("Party: Vega LLC", delete, "is no longer a Party")["Party"]
    expect(entity(page, "Party: Vega LLC")).to_have_count(0)
    undo()
    expect(entity(page, "Party: Vega LLC")).to_have_count(3)
    found = do("EffectiveDate: May 20, 2014", rename, "is Jurisdiction now")
    assert "EffectiveDate" not in found
    undo()
    assert do("Jurisdiction: Delaware", revalue, "means New York now")["Jurisdiction"] == [
        "New York"
    ]
    undo()
    assert "Labs Inc." in do("Party: Orion Labs Inc.", shorten, "is Party now")["Party"]
    expect(entity(page, "Party: Labs Inc.")).to_have_count(1)
    undo()
    do("Party: Vega LLC", banish, "in any document: 3 documents changed")
    assert "Vega LLC" not in hit(server, "other.txt")["fields"]["Party"]
    page.get_by_role("button", name="Fields", exact=True).click()
    expect(said(page, "“Vega LLC” is nowhere a Party")).to_contain_text("in force")
    expect(said(page, "“Vega LLC” is nowhere a Party")).to_contain_text("administrator, 20")
    said(page, "“Vega LLC” is nowhere a Party").get_by_role("button", name="Undo").click()
    expect(page.locator("#corrections")).to_contain_text("5 undone")
    expect(page.locator("#notices").get_by_role("button", name="Undo")).to_have_count(0)
    assert hit(server, "nda.txt")["fields"] == before


def test_what_is_open_over_an_entity_closes_when_it_is_another(page: Page, server: str) -> None:
    open_document(page, server, "nda.txt")
    entity(page, "Party: Vega LLC").first.click()
    page.get_by_role("dialog").get_by_label("Category").select_option("Jurisdiction")
    page.get_by_role("dialog").get_by_role("button", name="Change").click()
    entity(page, "Jurisdiction: Vega LLC").first.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.locator("#notices").get_by_role("button", name="Undo").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(entity(page, "Jurisdiction: Vega LLC")).to_have_count(0)
    expect(page.locator("#notices").get_by_role("button", name="Undo")).to_have_count(0)


def test_entity_is_added_with_the_mouse_and_with_keys(page: Page, server: str) -> None:
    open_document(page, server, "nda.txt")
    select(page, "confidential information")
    page.get_by_role("button", name="Tag as…").click()
    page.get_by_role("dialog").get_by_role("button", name="Party").click()
    expect(entity(page, "Party: confidential information")).to_be_visible()
    parties = hit(server, "nda.txt")["fields"]["Party"]
    assert "confidential information" in [one.casefold() for one in parties]
    take_picture(page, "document-corrected")

    page.locator("#text").focus()
    page.evaluate("getSelection().removeAllRanges()")
    page.keyboard.press("ArrowRight")  # the first word: NON-DISCLOSURE
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_contain_text("NON-DISCLOSURE AGREEMENT")
    page.keyboard.press("1")
    expect(entity(page, "Party: NON-DISCLOSURE AGREEMENT")).to_be_focused()
    page.keyboard.press("Delete")
    expect(entity(page, "Party: NON-DISCLOSURE AGREEMENT")).to_have_count(0)


def test_words_up_to_an_entity_are_tagged_and_leave_nothing_behind(page: Page, server: str) -> None:
    open_document(page, server, "nda.txt")
    offer = page.get_by_role("button", name="Tag as…")
    select(page, "This Agreement is made as of May 20, 2014")  # the pointer rests on the date
    expect(offer).to_be_visible()
    expect(page.get_by_role("tooltip")).to_have_count(0)
    entity(page, "EffectiveDate: May 20, 2014").hover()
    page.wait_for_timeout(LEAVING_MS)
    expect(page.get_by_role("tooltip")).to_have_count(0)
    offer.click()  # nothing lies over it
    page.get_by_role("dialog").get_by_role("button", name="Party").click()
    added = entity(page, "Party: This Agreement is made as of ")
    expect(added).to_be_visible()
    page.locator(".notice").get_by_role("button", name="Undo").click()
    expect(added).to_have_count(0)
    page.wait_for_timeout(LEAVING_MS)
    expect(offer).to_have_count(0)

    select(page, "Each keeps")
    expect(offer).to_be_visible()
    page.keyboard.press("Escape")
    expect(offer).to_have_count(0)


def test_one_party_deleted_and_another_tagged_leave_the_third(page: Page, server: str) -> None:
    open_document(page, server, "other.txt")
    entity(page, "Party: Vega LLC").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(entity(page, "Party: Vega LLC")).to_have_count(0)
    select(page, "May")
    page.get_by_role("button", name="Tag as…").click()
    page.get_by_role("dialog").get_by_role("button", name="Party").click()
    expect(entity(page, "Party: May")).to_be_visible()
    assert hit(server, "other.txt")["fields"]["Party"] == ["Harbor Bank Inc.", "May"]
    expect(page.locator("#fields")).to_contain_text("Harbor Bank Inc.")


def test_parties_are_merged(page: Page, server: str) -> None:
    open_document(page, server, "other.txt")
    entity(page, "Party: Vega LLC").click()
    page.get_by_role("button", name="Merge this party").click()
    dialog = page.get_by_role("dialog", name="Merge Vega LLC")
    dialog.get_by_label("Is the same party as").fill("Harbor Bank Inc.")
    check_page(page)
    dialog.get_by_role("button", name="Merge").click()
    expect(page.locator(".notice")).to_contain_text("count as one party now: Vega LLC")
    assert hit(server, "other.txt")["fields"]["Party"] == ["Vega LLC"]
    entity(page, "Party: Harbor Bank Inc.").click()
    expect(page.get_by_role("dialog")).to_contain_text("Counted as")
    page.get_by_role("button", name="Merge this party").click()
    page.get_by_role("button", name="Take apart").click()
    expect(page.locator(".notice", has_text="is undone")).to_be_visible()
    assert len(hit(server, "other.txt")["fields"]["Party"]) == 2


def test_another_version_meanwhile_is_a_conflict_and_lost_corrections_say_why(
    page: Page, ingested_home: Path, tmp_path: Path
) -> None:
    home, folder = make_home(tmp_path / "home"), tmp_path / "contracts"
    folder.mkdir()
    contract = folder / "nda.txt"
    contract.write_text(NDA)
    with serving(home, folder) as url:
        deadline = time.monotonic() + 30
        while not httpx.get(f"{url}/api/search").json()["total"] and time.monotonic() < deadline:
            time.sleep(0.1)
        open_document(page, url, "nda.txt")
        entity(page, "Party: Vega LLC").click()
        page.get_by_role("button", name="It is right").click()
        expect(said(page, "“Vega LLC” is Party")).to_contain_text("in force")
        contract.write_text(NDA.replace("Vega LLC", "Somebody Else Inc."))
        while "Somebody Else Inc." not in hit(url, "nda.txt")["fields"]["Party"]:
            time.sleep(0.1)
        entity(page, "Jurisdiction: Delaware").click()
        page.get_by_role("dialog").get_by_role("button", name="Delete").click()
        expect(page.locator(".notice.error")).to_contain_text("content of the document has changed")
        page.get_by_role("button", name="Load it again").click()
        expect(said(page, "“Vega LLC” is Party")).to_contain_text("lost")
        expect(said(page, "“Vega LLC” is Party")).to_contain_text(
            "Its words are no longer in the document"
        )
        expect(page.locator("dt", has_text="Versions").locator("..")).to_contain_text("shown here")


def test_hostile_document_shows_as_text_and_runs_nothing(page: Page, server: str) -> None:
    open_document(page, server, "hacked")
    expect(page.locator("#text")).to_contain_text(HOSTILE)
    expect(page.get_by_role("heading", level=1)).to_contain_text("<script>window.hacked = 1<")
    entity(page, "Party: Vega LLC").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert page.evaluate("window.hacked") is None
    assert page.locator("#text script, #text img").count() == 0
    original = httpx.get(page.get_by_role("link", name="Original").evaluate("one => one.href"))
    assert original.headers["content-disposition"].startswith("attachment")


def test_reader_sees_no_way_to_correct(page: Page, ingested_home: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(ingested_home, home, ignore=shutil.ignore_patterns("*.lock", ".*lock*"))
    with serving(home, ENRICHER_API_KEY="the-key-of-all", ENRICHER_READER_KEY="the-readers") as url:
        key = {"X-API-Key": "the-readers"}
        found = httpx.get(f"{url}/api/search", params={"q": "secret"}, headers=key).json()["hits"]
        page.goto(f"{url}/signin?next=/documents/{found[0]['id']}")
        page.get_by_label("Key").fill("the-readers")
        page.get_by_role("button", name="Sign in").click()
        page.locator("[data-ready]").wait_for(state="attached")
        entity(page, "Jurisdiction: Delaware").click()
        expect(page.get_by_role("dialog")).to_contain_text("a pattern of the schema")
        expect(page.get_by_role("dialog").get_by_role("button", name="Delete")).to_have_count(0)
        page.keyboard.press("Escape")
        page.keyboard.press("Delete")
        expect(entity(page, "Jurisdiction: Delaware")).to_have_count(1)


def test_failed_and_nested_documents_say_what_they_are(page: Page, samples: str) -> None:
    failed = httpx.get(f"{samples}/api/failed").json()[0]
    page.goto(f"{samples}/documents/{failed['id']}")
    expect(page.get_by_role("heading", name="could not be read")).to_be_visible()
    check_page(page)
    open_document(page, samples, "closing-set.zip!/01 Loan.pdf")
    page.get_by_role("link", name="closing-set.zip").first.click()
    members = page.get_by_role("region", name="Details")
    members.get_by_role("link", name="01 Loan.pdf").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Secured Loan Contract")
    page.emulate_media(media="print")
    expect(page.locator("#text")).to_be_visible()
    expect(page.get_by_role("button", name="Print")).to_have_count(0)


def test_a_key_changes_little_of_a_long_text(page: Page, tmp_path: Path) -> None:
    """Two million characters: what a key changes on the page does not grow with them."""
    home, folder = make_home(tmp_path / "home"), tmp_path / "long"
    folder.mkdir()
    filler = "Filler words of a clause without any name in them at all.\n" * 180
    (folder / "long.txt").write_text((NDA + filler) * 180)
    run(enricher_command("ingest", str(folder), "--home", str(home)), env=environment())
    with serving(home) as url:
        open_document(page, url, "long.txt")
        page.locator("#text").focus()
        changed = changes_by_key(page, ("n", "n", "p", "ArrowRight", "ArrowRight"))
        assert 0 < max(changed.values()) <= MOST_NODES, changed
        page.locator("#text").evaluate("one => one.scrollTo(0, 1e9)")
        expect(page.locator(".doc-block").last).to_be_in_viewport()
