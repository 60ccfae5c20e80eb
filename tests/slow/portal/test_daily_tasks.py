"""What an analyst does every day takes what docs/portal.md says it takes, each from the start page."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from enricher.ingestion.indexer import write_out
from enricher.ledger.days import local_time
from enricher.wiring.audit import audit_home
from enricher.wiring.home import open_home
from tests.checkout import DOCS
from tests.slow.portal.chromium import serving

HEADING = "## Ten daily tasks"


class Hand:
    """Does to a page what a person does, and counts it: clicks, keys, and texts that are typed.

    Each click waits for what it brings, where that is a new page.
    """

    def __init__(self, page: Page) -> None:
        self._page = page
        self.clicks = self.keys = self.texts = 0

    def click(self, place: Locator) -> None:
        self.clicks += 1
        place.click()

    def press(self, key: str) -> None:
        self.keys += 1
        self._page.keyboard.press(key)

    def write(self, field: Locator, text: str) -> None:
        """Fill a field, with a click into it where it does not have the focus yet."""
        if not field.evaluate("field => field === document.activeElement"):
            self.click(field)
        self.texts += 1
        field.fill(text)

    def choose(self, field: Locator, option: str) -> None:
        """Choose from a list: a click that opens it, and one on the option."""
        self.clicks += 2
        field.select_option(option)

    def open(self, name: str) -> None:
        menu = self._page.get_by_role("navigation", name="Main")
        self.click(menu.get_by_role("link", name=name, exact=True))


def facet(page: Page, name: str) -> Locator:
    return page.locator(
        "details.facet", has=page.locator("summary", has_text=re.compile(f"^{name}$"))
    )


def find_by_type_and_law(page: Page, hand: Hand) -> None:
    hand.click(facet(page, "DocumentType").locator(".values a", has_text="loan"))
    hand.click(facet(page, "Jurisdiction").locator(".values a", has_text="Connecticut"))
    chips = page.get_by_role("list", name="Filters that are on").get_by_role("link")
    expect(chips).to_have_count(3)  # with the one that removes both
    expect(page.locator(".hit").first).to_contain_text("Connecticut")


def read_words_in_their_place(page: Page, hand: Hand) -> None:
    hand.write(page.locator("#q"), '"governing law"')
    hand.press("Enter")
    hand.click(page.locator(".hit h3 a").first)
    expect(page.locator(".doc-match").first).to_be_in_viewport()


def ask(page: Page, hand: Hand) -> None:
    hand.write(page.locator("#q"), "when does the commercial lease end")
    hand.press("Enter")
    hand.click(page.locator(".answers a").first)
    expect(
        page.get_by_role("button", name=re.compile("^AgreementDate and Date"))
    ).to_be_in_viewport()


def export_a_table(page: Page, hand: Hand) -> None:
    hand.click(page.get_by_role("link", name="Table", exact=True))
    hand.click(page.locator("table.documents thead").get_by_role("link", name="EffectiveDate"))
    hand.click(page.locator("summary", has_text="Export"))
    with page.expect_download() as download:
        hand.click(page.get_by_role("link", name="Register (XLSX)"))
    assert download.value.suggested_filename.endswith(".xlsx")


def review_a_field(page: Page, hand: Hand) -> None:
    hand.open("Review")
    expect(page.locator("#desk")).to_have_attribute("aria-busy", "false")
    hand.press("Enter")
    expect(page.get_by_role("button", name="Undo")).to_be_visible()


def accept_findings(page: Page, hand: Hand) -> None:
    hand.open("Audit")
    policies = page.get_by_role("region", name="Policies, those with most")
    hand.click(policies.get_by_role("link", name="Amount above one million", exact=True))
    hand.click(page.get_by_text("Accept several", exact=True))
    form = page.get_by_role("form", name="Accept several findings")
    hand.write(form.get_by_label("Reason"), "Known to the board")
    hand.click(form.get_by_role("button", name=re.compile("^Accept all")))
    expect(page.get_by_role("button", name="Undo")).to_be_visible()


def see_what_a_party_owes(page: Page, hand: Hand) -> None:
    hand.open("Parties")
    hand.write(page.get_by_role("searchbox", name="Name"), "larkrise")
    hand.press("Enter")
    hand.click(page.get_by_role("link", name="Larkrise Joinery Ltd.", exact=True))
    expect(page.get_by_text("4,812.00 GBP").first).to_be_visible()


def read_the_wordings_of_a_clause(page: Page, hand: Hand) -> None:
    hand.open("Clauses")
    hand.click(page.get_by_role("link", name="GoverningLaw"))
    expect(page.get_by_role("article").first).to_be_visible()


def write_a_policy(page: Page, hand: Hand) -> None:
    hand.open("Audit")
    hand.click(page.get_by_role("navigation", name="Audit").get_by_role("link", name="Policies"))
    hand.click(page.get_by_role("link", name="New policy of contracts"))
    hand.write(page.get_by_label("Name", exact=True), "long-term")
    hand.write(page.get_by_label("Title", exact=True), "A long term")
    hand.choose(page.get_by_label("Severity", exact=True), "high")
    hand.click(page.get_by_role("button", name="Add a condition"))
    hand.choose(page.get_by_label("Field", exact=True), "Term")
    hand.choose(page.get_by_label("Condition", exact=True), "over")
    hand.write(page.get_by_label("Value", exact=True), "8 years")
    hand.write(page.get_by_label("Message", exact=True), "The term is {Term}.")
    hand.click(page.get_by_role("button", name="Try on the documents"))
    expect(page.locator("#trial")).to_contain_text("open")
    hand.write(page.get_by_label("Why", exact=True), "The board asked for it.")
    hand.click(page.get_by_role("button", name="Save"))
    expect(page.get_by_text("The policy is saved.")).to_be_visible()


def add_to_a_project(page: Page, hand: Hand) -> None:
    hand.click(facet(page, "DocumentType").locator(".values a", has_text="lease"))
    hand.click(page.get_by_text("Add to project", exact=True))
    form = page.get_by_role("form", name="Add to project")
    hand.choose(form.get_by_label("Project"), "contracts")
    hand.click(form.get_by_role("button", name="Add all"))
    expect(page.locator(".notice")).to_contain_text("contracts")


TASKS: dict[str, Callable[[Page, Hand], None]] = {
    "Find the loans under the law of Connecticut": find_by_type_and_law,
    "Read words where they stand": read_words_in_their_place,
    "Ask when a lease ends, and see where it says so": ask,
    "Export a sorted table as a register": export_a_table,
    "Confirm a field that needs review": review_a_field,
    "Accept all findings of a policy for one reason": accept_findings,
    "See what is owed by and to a party": see_what_a_party_owes,
    "Read how all documents word a clause": read_the_wordings_of_a_clause,
    "Write a policy, try it, and save it": write_a_policy,
    "Add the leases to a project": add_to_a_project,
}


@pytest.fixture(scope="module")
def url(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    path = Path(shutil.copytree(sample_home, tmp_path_factory.mktemp("daily") / "home"))
    with open_home(path) as home:
        audit_home(home, local_time())
        write_out(home.ledger.documents, home.index)
    with serving(path) as address:
        yield address


def documented() -> dict[str, str]:
    """What the documentation says of each task: clicks, keys, texts."""
    section = (DOCS / "portal.md").read_text(encoding="utf-8").partition(f"\n{HEADING}\n")[2]
    rows = re.findall(r"^\| (.+?) \| (.+?) \|", section.partition("\n## ")[0], re.MULTILINE)
    return dict(rows[2:])


@pytest.mark.parametrize("task", TASKS)
def test_a_daily_task_takes_as_much_as_it_says(page: Page, url: str, task: str) -> None:
    page.goto(url)
    hand = Hand(page)
    TASKS[task](page, hand)
    counted = {"click": hand.clicks, "key": hand.keys, "text": hand.texts}
    words = [f"{count} {what}{'s' * (count != 1)}" for what, count in counted.items() if count]
    assert documented().get(task) == ", ".join(words)


def test_no_other_tasks_are_documented() -> None:
    assert list(documented()) == list(TASKS)
