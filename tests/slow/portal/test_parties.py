"""The pages of parties: from the list to one, merged there and undone; with names that addresses take ill."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from enricher.ledger.days import local_time
from enricher.wiring.audit import audit_home
from enricher.wiring.home import open_home
from enricher.wiring.ingestion import folders
from tests.enricher.homes import LARGE, make_home
from tests.slow.portal.chromium import check_page, follow, serving, take_picture

ODD = 'Müller/Söhne + O\'Brien #50% "A?" Inc.'
SCHEMA = r"""
[categories.Party]
type = "party"
patterns = ['between (.+?) and', 'and (.+?) of']

[categories.Money]
type = "money"
detectors = ["money"]

[categories.Fee]
type = "money"
cardinality = "one"
patterns = ['fee of (\$[0-9,.]+[0-9])']

[categories.ExpiryDate]
type = "date"
cardinality = "one"
patterns = ['ends on ([A-Z][a-z]+ \d{1,2}, \d{4})']
"""
TEXTS = {
    "first": f"Agreement between Goldman Sachs Inc. and {ODD} of Ohio. A fee of $2,000,000.00 is due."
    " It ends on May 1, 2099.",
    "second": "Agreement between Goldman Sachs Inc. and Vega LLC of Ohio. A fee of $1,500.50 is due.",
    "third": "Agreement between Goldmann Sachs Inc. and Vega LLC of Ohio. No fee is due.",
}


@pytest.fixture(scope="module")
def named_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("parties")
    home, documents = make_home(folder / "home", SCHEMA), folder / "documents"
    documents.mkdir()
    for name, text in TEXTS.items():
        (documents / f"{name}.txt").write_text(text + "\n")
    policies = home / "projects" / "contracts" / "policies"
    policies.mkdir()
    (policies / "large.yaml").write_text(LARGE)
    with open_home(home) as opened:
        folders(opened).ingest([documents])
        audit_home(opened, local_time())
    return home


@pytest.fixture
def url(named_home: Path, tmp_path: Path) -> Iterator[str]:
    home = tmp_path / "home"
    shutil.copytree(named_home, home, ignore=shutil.ignore_patterns("*.lock", ".*lock*"))
    with serving(home) as address:
        yield address


def test_party_is_found_merged_and_taken_apart_again(page: Page, url: str) -> None:
    page.goto(url)
    follow(page.get_by_role("navigation", name="Main").get_by_role("link", name="Parties"))
    expect(page.get_by_role("status").first).to_contain_text("1 to 4 of 4 parties")
    rows = page.get_by_role("row")
    expect(rows.nth(1)).to_contain_text("2,001,500.50 USD Fee, 2 documents")
    check_page(page)
    page.get_by_role("searchbox", name="Name").fill("goldman")
    follow(page.get_by_role("button", name="Show"))
    expect(rows).to_have_count(3)
    follow(page.get_by_role("link", name="Goldman Sachs Inc.", exact=True))
    expect(page.get_by_role("heading", level=1)).to_have_text("Goldman Sachs Inc.")
    exposures = page.get_by_role("region", name="Exposures", exact=True)
    expect(exposures.get_by_role("row", name="Fee")).to_contain_text("2,001,500.50 USD")
    expect(exposures.get_by_role("row", name="Money")).to_contain_text("not added up")
    expect(page.get_by_role("region", name="Next dates", exact=True)).to_contain_text("2099-05-01")
    expect(page.get_by_role("region", name="Open findings")).to_contain_text("is above a million")
    check_page(page)
    take_picture(page, "party")
    likely = page.get_by_role("region", name="May be the same")
    expect(likely).to_contain_text("one letter")
    likely.get_by_role("button", name="Merge Goldmann Sachs Inc.").click()
    expect(page.locator(".head")).to_contain_text("3 documents")
    expect(page.get_by_role("region", name="Spellings")).to_contain_text("Goldmann Sachs Inc.")
    check_page(page)
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(page.locator(".head")).to_contain_text("2 documents")
    expect(page.get_by_role("region", name="Spellings")).not_to_contain_text("Goldmann")


def test_numbers_lead_to_the_documents_behind_them(page: Page, url: str) -> None:
    page.goto(f"{url}/parties/party?name=Goldman+Sachs+Inc.")
    fees = page.get_by_role("region", name="Exposures", exact=True).get_by_role("row", name="Fee")
    follow(fees.get_by_role("link"))
    titles = page.locator(".hit h3")
    assert titles.all_text_contents() == ["first.txt", "second.txt"]
    page.go_back()
    follow(page.locator(".head").get_by_role("link", name="2 documents"))
    expect(titles).to_have_count(2)
    follow(page.get_by_role("link", name="The page of Vega LLC"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Vega LLC")


def test_name_with_signs_of_addresses_has_its_page(page: Page, url: str) -> None:
    page.goto(f"{url}/parties")
    follow(page.get_by_role("link", name=ODD, exact=True))
    expect(page.get_by_role("heading", level=1)).to_have_text(ODD)
    follow(page.locator(".head").get_by_role("link", name="1 document"))
    assert page.locator(".hit h3").all_text_contents() == ["first.txt"]
    follow(page.locator(".hit h3 a"))
    follow(page.locator("#fields").get_by_role("link", name=ODD))
    expect(page.get_by_role("heading", level=1)).to_have_text(ODD)
    follow(page.get_by_role("link", name="2 open findings in Audit"))
    expect(page.get_by_role("article")).to_have_count(2)


def test_party_that_no_document_names_is_not_found(page: Page, url: str) -> None:
    answer = page.goto(f"{url}/parties/party?name=Nobody")
    assert answer is not None
    assert answer.status == 404
    expect(page.locator(".lead")).to_contain_text("no document has a party")
