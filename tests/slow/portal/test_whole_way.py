"""The quickstart, from twenty documents to a corrected entity, in the browser."""

from __future__ import annotations

import json
import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.slow.portal.chromium import follow, serving, take_picture

CATEGORIES = {"LenderName": "party", "BorrowerName": "party", "Date": "date"}
TRAINING_MS = 600_000
BY_HAND = 6
"""So many documents are tagged in the browser: fourteen more show no more, and take a minute."""
QUICK_EPOCHS = "4"  # a fifth of those that a person leaves to the data; enough for three categories


def test_from_twenty_documents_to_a_corrected_entity(
    page: Page, tmp_path: Path, test_data: Path
) -> None:
    folder = test_data / "loan-agreements"
    said = json.loads((folder / "loanAgreementsLabels.json").read_text())["assets"]["documents"]
    labels = {
        one["location"]: [
            (label["category"], label["offset"], label["offset"] + label["length"])
            for label in one["entities"][0]["labels"]
            if label["category"] in CATEGORIES
        ]
        for one in said
    }
    page.on("dialog", lambda dialog: dialog.accept())
    with serving(tmp_path / "home") as url:
        create_project(page, url)
        upload(page, url, [folder / name for name in labels])
        for name in list(labels)[BY_HAND:]:
            tag_at_once(page, url, name, labels[name])
        for _ in range(BY_HAND):
            tag_next(page, url, labels)
        expect(page.get_by_role("heading", name="Every document is tagged")).to_be_visible()

        page.goto(f"{url}/projects/loans/models")
        page.get_by_text("More", exact=True).click()
        page.get_by_label("Epochs at most").fill(QUICK_EPOCHS)
        page.get_by_role("button", name="Train", exact=True).click()
        models = page.get_by_role("region", name="Models")
        expect(models.get_by_role("link", name="m1")).to_be_visible(timeout=TRAINING_MS)
        follow(models.get_by_role("link", name="m1"))
        assert read_f1(page) > 0.8
        take_picture(page, "evaluation")
        follow(page.get_by_role("link", name="Deploy…"))
        follow(page.get_by_role("button", name="Deploy", exact=True))
        expect(page.get_by_role("region", name="What serves")).to_contain_text("m1")

        page.goto(f"{url}/ingestion")
        unseen = [folder / f"Test {number}.txt" for number in (1, 2, 3)]
        page.get_by_label("Files", exact=True).set_input_files(unseen)
        page.get_by_role("button", name="Upload").click()
        expect(page.locator("#uploads .good")).to_have_count(len(unseen), timeout=60_000)
        page.goto(f"{url}/projects/loans/deployments")
        page.get_by_role("button", name="Let production read it (default)").click()
        expect(page.get_by_role("region", name="Collections")).to_contain_text("loans/production")

        lender = find_a_lender(page, url)
        page.get_by_role("heading", level=3).get_by_role("link").first.click()
        reject(page, lender)
        page.goto(f"{url}/?f.LenderName={lender}")
        expect(page.locator("#count")).to_have_text("0 documents")


def create_project(page: Page, url: str) -> None:
    page.goto(f"{url}/projects")
    page.get_by_label("New project").fill("loans")
    page.keyboard.press("Enter")
    page.wait_for_url("**/projects/loans")
    for name, type_ in CATEGORIES.items():
        page.get_by_role("button", name="Add a category").click()
        page.keyboard.type(name)
        made = page.get_by_role("listitem", name=name)
        made.get_by_label("Type of its values").select_option(type_)
    page.get_by_role("button", name="Save schema").click()
    expect(page.locator("#notices")).to_contain_text("The schema is saved.")


def upload(page: Page, url: str, documents: list[Path]) -> None:
    page.goto(f"{url}/projects/loans/documents")
    page.get_by_label("Documents", exact=True).set_input_files(documents)
    page.get_by_role("button", name="Add documents").click()
    expect(page.locator("#outcome")).to_contain_text(f"{len(documents)} documents added.")


def tag_next(page: Page, url: str, labels: dict[str, list[tuple[str, int, int]]]) -> None:
    """Tag whatever document comes: its places by address, all else by keys."""
    page.goto(f"{url}/projects/loans/tag")
    expect(page.locator("html[data-ready]")).to_be_attached()
    here = page.url.partition("#")[0]
    name = here.rsplit("/", 1)[1]
    text = page.request.get(f"{url}/api/projects/loans/documents/{name}").json()["text"]
    there = sorted(labels[name], key=lambda label: label[1])
    said = page.locator("#said")
    for number, (category, start, end) in enumerate(there, 1):
        page.goto(f"{here}#at={start},{end}")
        expect(said).to_have_text(text[start:end])
        page.keyboard.press(str(1 + list(CATEGORIES).index(category)))
        expect(said).to_contain_text(f"{category}, label {number} of {number}:")
    page.keyboard.press("d")
    page.wait_for_url(lambda at: not at.startswith(here))


def tag_at_once(page: Page, url: str, name: str, there: list[tuple[str, int, int]]) -> None:
    address = f"{url}/api/projects/loans/documents/{name}"
    revision = page.request.get(address).headers["etag"]
    labels = [
        {"category": category, "offset": start, "length": end - start}
        for category, start, end in there
    ]
    sent = {"labels": labels, "tagged": None}  # all categories
    answer = page.request.put(address, data=sent, headers={"If-Match": revision})
    assert answer.ok, answer.text()


def read_f1(page: Page) -> float:
    shown = page.get_by_label("About the model").inner_text()
    found = re.search(r"F1\s+(\d\.\d+)", shown)
    assert found, shown
    return float(found[1])


def find_a_lender(page: Page, url: str) -> str:
    """Search by the facet that there was not before; gives the value chosen."""
    facet = page.locator("details.facet", has=page.locator("summary", has_text="LenderName"))
    for _ in range(100):  # documents are read by the new model behind the search
        page.goto(url)
        if facet.count():
            break
        page.wait_for_timeout(500)
    if facet.get_attribute("open") is None:
        facet.locator("summary").click()
    value = facet.locator(".values a").first
    lender = value.locator(".what").inner_text()
    value.click()
    expect(page.locator("#count")).to_have_text("1 document")
    return lender


def reject(page: Page, name: str) -> None:
    """Say that a name is no lender, which other models may call a party as well."""
    label = re.compile(rf"\bLenderName\b.*: {re.escape(name)}")
    page.locator("#text").get_by_role("button", name=label).first.click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("button", name="Delete")).to_be_visible()
    also = dialog.get_by_role("button", name="LenderName", exact=True)
    if also.count():
        also.click()
    dialog = page.get_by_role("dialog", name=f"LenderName: {name}")
    everywhere = dialog.get_by_label("every place")
    if everywhere.count():  # where the name stands more than once
        everywhere.check()
    dialog.get_by_role("button", name="Delete").click()
    expect(page.locator(".notice").last).to_contain_text("is no longer a LenderName")
