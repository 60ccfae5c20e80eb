from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.enricher.homes import make_home
from tests.slow.portal.chromium import check_page, serving, take_picture

SCHEMA = """\
# ours
[categories.Lender]
type = "party"  # as it stands
learned = true

[categories.Borrower]
type = "party"
learned = true
description = "Who owes the money; not a guarantor."

[categories.Signed]
type = "date"
cardinality = "one"
learned = true
"""


@pytest.fixture
def loans(tmp_path: Path) -> Iterator[str]:
    """The address of a project with three categories and two labels of Borrower."""
    with serving(make_home(tmp_path / "home")) as url:
        body = {"name": "loans", "toml": SCHEMA}
        httpx.post(f"{url}/api/projects", json=body).raise_for_status()
        text = b"Ann owes Bob. Ann pays."
        sent = {"files": ("a.txt", text, "text/plain")}
        httpx.post(f"{url}/api/projects/loans/documents", files=sent).raise_for_status()
        labels = [{"category": "Borrower", "offset": at, "length": 3} for at in (0, 14)]
        httpx.put(
            f"{url}/api/projects/loans/documents/a.txt",
            json={"labels": labels, "tagged": None},
            headers={"If-Match": "*"},
        ).raise_for_status()
        yield f"{url}/projects/loans"


def stored(loans: str) -> dict[str, Any]:
    answer: dict[str, Any] = httpx.get(
        loans.replace("/projects", "/api/projects") + "/schema"
    ).json()
    return answer


def names(loans: str) -> list[str]:
    return [one["name"] for one in stored(loans)["categories"]]


def test_categories_are_ordered_changed_and_removed(page: Page, loans: str) -> None:
    page.goto(loans)
    check_page(page)
    take_picture(page, "schema")
    page.get_by_role("button", name="Move up Signed").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")  # the button keeps the focus on its way up
    item = page.get_by_role("listitem", name="Lender")
    item.get_by_label("What counts").fill("With its legal form.")
    item.get_by_text("Who finds it").click()
    item.get_by_label("a list of words").fill("Harbor Bank Inc.\nVega LLC")
    expect(item).to_contain_text("a model, a list of words")
    item.get_by_label("Its labels may overlap").uncheck()
    page.get_by_role("button", name="Remove Borrower").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("It has 2 labels")
    check_page(page)
    dialog.get_by_role("button", name="Keep it").click()
    page.get_by_role("button", name="Remove Borrower").click()
    dialog.get_by_role("button", name="Remove category").click()
    check_page(page)
    assert names(loans) == ["Lender", "Borrower", "Signed"]  # nothing before it is saved
    page.get_by_role("button", name="Save schema").click()
    expect(page.get_by_role("button", name="Save schema")).to_be_hidden()
    assert names(loans) == ["Signed", "Lender"]
    assert stored(loans)["categories"][1]["words"] == ["Harbor Bank Inc.", "Vega LLC"]
    assert [one["overlaps"] for one in stored(loans)["categories"]] == [True, False]
    assert '"party"  # as it stands' in stored(loans)["toml"]
    file = page.get_by_label("schema.toml")
    expect(file).to_have_value(stored(loans)["toml"].replace("\r", ""))


def test_wrong_category_is_refused_with_the_reason(page: Page, loans: str) -> None:
    page.goto(loans)
    name = page.locator("#categories > li").first.get_by_label("Name", exact=True)
    name.fill("Borrower")
    page.get_by_role("button", name="Save schema").click()
    expect(page.get_by_role("alert")).to_contain_text(
        "There are two categories with the name Borrower."
    )
    name.fill("a.b")
    page.get_by_role("button", name="Save schema").click()
    expect(page.get_by_role("alert")).to_contain_text("category 'a.b': a name has")
    page.get_by_role("button", name="Undo all").click()
    expect(page.get_by_role("button", name="Save schema")).to_be_hidden()
    assert stored(loans)["toml"] == SCHEMA


def test_a_derived_category_is_an_expression_over_the_others(page: Page, loans: str) -> None:
    page.goto(loans)
    page.get_by_role("button", name="Add a category").click()
    page.keyboard.type("Due")
    item = page.get_by_role("listitem", name="Due")
    item.get_by_label("Type of its values").select_option("date")
    item.get_by_text("Who finds it").click()
    expression = item.get_by_label("Where nothing is found, it is derived")
    expression.fill("plus(fields.Sgned, '90 days')")
    expect(item).to_contain_text("a model, else it is derived")
    item.get_by_label("A model, once it was trained").uncheck()
    expect(item).to_contain_text("nothing, it is derived")
    page.get_by_role("button", name="Save schema").click()
    expect(page.get_by_role("alert")).to_contain_text("there is no category 'Sgned'")
    expression.fill("plus(fields.Signed, '90 days')")
    check_page(page)
    page.get_by_role("button", name="Save schema").click()
    expect(page.get_by_role("button", name="Save schema")).to_be_hidden()
    assert stored(loans)["categories"][-1]["derived"] == "plus(fields.Signed, '90 days')"
    expect(page.get_by_role("listitem", name="Due")).to_contain_text("nothing, it is derived")


def test_two_people_at_one_schema_lose_nothing(page: Page, loans: str) -> None:
    page.goto(loans)
    other = page.context.new_page()
    other.goto(loans)
    for one, name in ((other, "Rate"), (page, "Term")):
        one.get_by_role("button", name="Add a category").click()
        one.keyboard.type(name)
    other.get_by_role("button", name="Move up Signed").click()
    other.get_by_role("listitem", name="Lender").get_by_label("What counts").fill("Theirs.")
    other.get_by_role("button", name="Save schema").click()
    expect(other.locator("#notices")).to_contain_text("saved")
    page.get_by_role("listitem", name="Borrower").get_by_label("What counts").fill("Mine.")
    page.get_by_role("button", name="Save schema").click()
    conflict = page.get_by_role("alert").filter(has_text="Someone else")
    expect(conflict).to_contain_text(
        "They added Rate; changed Lender. You added Term; changed Borrower."
    )
    # So high that neither bar, at the top and at the end, lies over a field.
    page.set_viewport_size({"width": 1280, "height": 2400})
    check_page(page)
    take_picture(page, "schema-conflict")
    assert "Term" not in names(loans)
    page.get_by_role("button", name="Apply my changes to theirs").click()
    page.get_by_role("button", name="Save schema").click()
    expect(page.get_by_role("button", name="Save schema")).to_be_hidden()
    assert set(names(loans)) == {"Lender", "Borrower", "Signed", "Rate", "Term"}
    said = {one["name"]: one["description"] for one in stored(loans)["categories"]}
    assert (said["Lender"], said["Borrower"]) == ("Theirs.", "Mine.")


def test_file_is_written_and_its_fault_named(page: Page, loans: str) -> None:
    page.goto(loans)
    page.get_by_text("The same as a file").click()
    file = page.get_by_label("schema.toml")
    file.fill(SCHEMA.replace('"date"', '"dat"'))
    page.get_by_role("button", name="Save file").click()
    expect(page.get_by_role("alert").filter(has_text="Signed")).to_contain_text(
        "the schema:12: categories.Signed.type"
    )
    file.fill(SCHEMA + "# more\n")
    page.get_by_role("button", name="Save file").click()
    expect(page.locator("#notices")).to_contain_text("saved")
    assert stored(loans)["toml"] == SCHEMA + "# more\n"
    httpx.put(
        loans.replace("/projects", "/api/projects") + "/schema",
        json={"toml": SCHEMA},
        headers={"If-Match": "*"},
    ).raise_for_status()
    file.fill(SCHEMA + "# mine\n")
    page.get_by_role("button", name="Save file").click()
    expect(page.get_by_role("alert").filter(has_text="in the meantime")).to_be_visible()
    assert stored(loans)["toml"] == SCHEMA
    page.get_by_role("button", name="Overwrite theirs with mine").click()
    expect(page.locator("#notices")).to_contain_text("saved")
    assert stored(loans)["toml"] == SCHEMA + "# mine\n"
