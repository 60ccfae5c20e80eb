"""Passages on the page of a document: marks that overlap, and the outline that leads to them."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.enricher.homes import SCHEMA, enricher_command, environment, make_home, write_texts
from tests.slow.portal.chromium import check_page, run, serving
from tests.slow.portal.document_page import open_document

CLAUSES = r"""
[categories.Renewal]
type = "passage"
patterns = ['(?s)It renews.*?given\.']

[categories.CapOnLiability]
type = "passage"
patterns = ['(?s)Neither party.*?gross negligence\.', 'The cap is \S+']

[categories.CarveOut]
type = "passage"
patterns = ['(?s)except as.*?renews by itself']
"""
TEXT = (
    "SERVICES AGREEMENT\n\nMade as of May 20, 2014 between Orion Labs Inc. and Vega LLC.\n\n"
    + "The supplier delivers every month. " * 60
    + "\n\nNeither party is liable to the other for more than $250.00, which Orion Labs Inc. may raise,"
    + " and for no loss of profits " * 40
    + "except as the law says for gross negligence. It renews by itself every year unless notice is"
    " given.\n\nThe cap is $250.00.\n"
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("clauses")
    home = make_home(folder / "home", SCHEMA + CLAUSES)
    documents = write_texts(folder / "contracts", {"services": TEXT})
    run(enricher_command("ingest", str(documents), "--home", str(home)), env=environment())
    with serving(home) as url:
        yield url


def test_outline_lists_clauses_in_the_order_of_the_text_and_leads_to_them(
    page: Page, server: str
) -> None:
    open_document(page, server, "services.txt")
    outline = page.get_by_role("navigation", name="Clauses")
    entries = outline.get_by_role("button")
    names = ["CarveOut", "CapOnLiability", "Renewal", "CapOnLiability"]
    expect(entries).to_have_text([re.compile(f"^{name}: ") for name in names])
    expect(entries.first).to_have_attribute("title", re.compile("^Neither party is liable"))
    assert not page.locator("#fields").get_by_text("CapOnLiability").count()

    renewal = outline.get_by_role("button", name="It renews by itself every")
    renewal.focus()
    page.keyboard.press("Enter")
    current = page.locator("#text .passage.current")
    assert (
        "".join(current.all_inner_texts())
        == "It renews by itself every year unless notice is given."
    )
    expect(current.first).to_be_in_viewport()
    expect(outline.locator("[aria-current]")).to_have_text(re.compile("^Renewal"))
    check_page(page)


def test_address_leads_to_a_value_of_a_field(page: Page, server: str) -> None:
    open_document(page, server, "services.txt", "#field=CapOnLiability,2")
    expect(page.locator("#text .passage.current").first).to_have_text("The cap is ")
    expect(page.get_by_role("navigation", name="Clauses").locator("[aria-current]")).to_have_count(
        1
    )


def test_overlapping_passages_and_what_they_hold_can_be_told_apart(page: Page, server: str) -> None:
    open_document(page, server, "services.txt")
    text = page.locator("#text")
    assert text.locator(".passage.first").count() == text.locator(".passage.last").count() == 4
    shared = text.get_by_role("button", name=re.compile("^CapOnLiability and CarveOut: "))
    expect(shared.last).to_contain_text("except as the law says for gross negligence.")
    party = text.get_by_role(
        "button", name="Party and CapOnLiability and CarveOut: Orion Labs Inc."
    )
    party.click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("heading")).to_have_text("Party")
    dialog.get_by_role("button", name="CapOnLiability").click()
    expect(dialog.get_by_role("heading")).to_have_text("CapOnLiability")
    expect(dialog.get_by_role("button", name="Save value")).to_have_count(0)
