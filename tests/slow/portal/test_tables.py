"""The tables of a document on their page, and what their sums prove."""

from __future__ import annotations

import re
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.boxed_pages import BOX, write_deliveries, write_picture
from tests.enricher.homes import enricher_command, environment, make_home
from tests.form_pages import LOOKS
from tests.form_pages import write as write_form
from tests.form_texts import ACCOUNT
from tests.invoice_pages import write as write_invoice
from tests.invoice_styles import STYLES
from tests.slow.portal.chromium import box, check_page, follow, run, serving, take_picture

ROWS = 230  # more than stand on a page


def movements(count: int) -> str:
    return "".join(f":61:250301D1,00NTRF{at}\n:86:Tea {at}\n" for at in range(count))


RIGHT = (
    ":20:1\n:25:NL69INGB0123456789EUR\n:28C:1\n:60F:C250228EUR500,00\n"
    f"{movements(ROWS)}:62F:C250301EUR270,00\n-\n"
)
WRONG = (
    ":20:2\n:25:DE89370400440532013000\n:28C:1\n:60F:C250228EUR500,00\n"
    f"{movements(2)}:62F:C250301EUR489,00\n-\n"
)


def test_rows_of_statements_are_shown_and_what_does_not_add_up(page: Page, tmp_path: Path) -> None:
    folder = tmp_path / "statements"
    folder.mkdir()
    (folder / "right.sta").write_text(RIGHT)
    (folder / "wrong.sta").write_text(WRONG)
    home = make_home(tmp_path / "home")
    run(enricher_command("ingest", str(folder), "--home", str(home)), env=environment())
    with serving(home) as url:
        ids = {
            hit["paths"][0].rsplit("/", 1)[-1]: hit["id"]
            for hit in httpx.get(f"{url}/api/search").json()["hits"]
        }
        page.goto(f"{url}/documents/{ids['wrong.sta']}")
        expect(page.locator("#warnings")).to_contain_text("the closing balance is 489.00")
        follow(page.get_by_role("link", name="Tables"))
        expect(page.get_by_text("does not add up")).to_be_visible()
        expect(page.get_by_text("Opening balance and transactions give 498.00")).to_be_visible()
        check_page(page)
        follow(page.get_by_role("link", name="2", exact=True))
        place = re.search(r"#at=(\d+),(\d+)$", page.url)
        assert place is not None
        asked = httpx.get(f"{url}/api/documents/{ids['wrong.sta']}", params={"text": True})
        assert asked.json()["text"][int(place[1]) : int(place[2])] == "2025-03-01"

        page.goto(f"{url}/documents/{ids['right.sta']}/tables")
        expect(page.get_by_text("adds up")).to_be_visible()
        expect(page.get_by_role("row")).to_have_count(201)
        follow(page.get_by_role("link", name="Next rows"))
        expect(page.get_by_role("row")).to_have_count(ROWS - 200 + 1)
        expect(page.get_by_role("row").last).to_contain_text("Tea 229")
        (table,) = httpx.get(f"{url}/api/documents/{ids['right.sta']}/tables").json()
        assert len(table["rows"]) == ROWS
        assert table["balanced"] is True
        assert table["rows"][-1]["amount"] == "-1.00"


def test_tables_without_an_account_are_shown(page: Page, tmp_path: Path) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    form, _ = write_form(LOOKS[0], ACCOUNT)
    invoice, _ = write_invoice(STYLES[0])
    (folder / "form.pdf").write_bytes(form)
    (folder / "invoice.pdf").write_bytes(invoice)
    home = make_home(tmp_path / "home")
    run(enricher_command("ingest", str(folder), "--home", str(home)), env=environment())
    with serving(home) as url:
        for hit in httpx.get(f"{url}/api/search").json()["hits"]:
            (table,) = httpx.get(f"{url}/api/documents/{hit['id']}/tables").json()
            page.goto(f"{url}/documents/{hit['id']}/tables")
            name = "Form" if hit["paths"][0].endswith("form.pdf") else "Lines"
            expect(page.get_by_role("heading", name=name)).to_be_visible()
            expect(page.get_by_role("row")).to_have_count(len(table["rows"]) + 1)
            check_page(page)


MISREAD = (
    ":20:3\n:25:NL69INGB0123456789EUR\n:28C:1\n:60F:C250228EUR500,00\n"
    ":61:250301D7,00NTRF1\n:86:Tea\n:61:250302C10,00NTRF2\n:86:Cake\n"
    ":61:250302C10,00NTRF3\n:86:Cake twice\n:62F:C250302EUR509,00\n-\n"
)
"""The first amount is 1,00 in truth, and the last row is one too many."""


def test_cells_and_rows_are_corrected_by_mouse_and_keyboard(page: Page, tmp_path: Path) -> None:
    folder = tmp_path / "statements"
    folder.mkdir()
    (folder / "march.sta").write_text(MISREAD)
    home = make_home(tmp_path / "home")
    for arguments in (
        ("collections", "add", "statements", str(folder), "--serve", "financial"),
        ("collections", "serve", "statements", "--rows"),
        ("ingest", str(folder), "--collection", "statements"),
    ):
        run(enricher_command(*arguments, "--home", str(home)), env=environment())
    with serving(home) as url:
        (hit,) = httpx.get(f"{url}/api/search").json()["hits"]
        address = f"{url}/api/documents/{hit['id']}/tables"
        page.goto(f"{url}/documents/{hit['id']}/tables")
        expect(page.get_by_text("does not add up")).to_be_visible()
        amount = page.locator("tr[data-row='0'] td[data-column='amount']")
        amount.click()
        field = page.get_by_role("textbox", name="amount of row 1")
        expect(field).to_have_value("-7.00")
        field.fill("one")
        field.press("Enter")
        expect(page.get_by_text("column amount takes a number")).to_be_visible()
        page.get_by_role("button", name="Dismiss").click()
        field.fill("-1,00")
        field.press("Enter")
        expect(amount).to_contain_text("-1.00")
        expect(amount).to_contain_text("read: -7.00, corrected by administrator")
        expect(amount).to_be_focused()

        page.get_by_role("button", name="Remove row 3").click()
        expect(page.get_by_text("adds up", exact=True)).to_be_visible()
        expect(page.locator("tr.tables-removed")).to_contain_text("removed by administrator")
        check_page(page)
        take_picture(page, "tables-correct")
        (table,) = httpx.get(address).json()
        assert table["balanced"] is True
        assert [one["read"].get("amount") for one in table["overrides"]] == ["-7.00", "10.00"]

        amount.focus()
        page.keyboard.press("ArrowDown")
        expect(page.locator("tr[data-row='1'] td[data-column='amount']")).to_be_focused()
        page.keyboard.press("Delete")
        expect(page.get_by_text("Row 2: amount is empty now.")).to_be_visible()
        page.keyboard.press("+")
        page.get_by_role("textbox", name="date of the new row").fill("2025-03-02")
        page.get_by_role("textbox", name="amount of the new row").fill("10.00")
        page.keyboard.press("Enter")
        added = page.locator("tr.tables-added")
        expect(added).to_contain_text("added by administrator")
        check_page(page)
        rows = httpx.get(address).json()[0]["rows"]
        assert [one["amount"] for one in rows] == ["-1.00", None, "10.00"]

        page.goto(f"{url}/rows")
        found = page.get_by_role("region", name="Rows found")
        expect(found.locator("td.tables-corrected")).to_have_count(2)
        expect(found).to_contain_text("-1.00 corrected, read: -7.00")
        expect(found.locator("tr.tables-added")).to_contain_text("added by a person")
        check_page(page)
        take_picture(page, "rows-corrected")
        page.goto(f"{url}/documents/{hit['id']}/tables")

        for undone in ("Undo: row 3 added", "Undo: amount of row 2", "Undo: amount of row 1"):
            page.get_by_role("button", name=undone).click()
            expect(page.get_by_role("button", name=undone)).to_have_count(0)
        page.get_by_role("button", name="Undo: row removed before row 3").click()
        expect(page.locator("tr[data-row]")).to_have_count(3)
        expect(page.locator(".tables-read")).to_have_count(0)
        assert httpx.get(address).json()[0]["overrides"] == []
        follow(page.locator(".crumbs a"))
        page.get_by_text("4 undone").click()
        expect(page.locator("#corrections")).to_contain_text(
            "corrected in transactions: amount = -1.00"
        )


def test_a_balance_is_corrected_by_keyboard_and_taken_back(page: Page, tmp_path: Path) -> None:
    folder = tmp_path / "statements"
    folder.mkdir()
    (folder / "wrong.sta").write_text(WRONG)
    home = make_home(tmp_path / "home")
    run(enricher_command("ingest", str(folder), "--home", str(home)), env=environment())
    with serving(home) as url:
        (hit,) = httpx.get(f"{url}/api/search").json()["hits"]
        page.goto(f"{url}/documents/{hit['id']}/tables")
        expect(page.get_by_text("does not add up")).to_be_visible()
        button = page.get_by_role("button", name="Correct the closing balance of table 1")
        button.focus()
        page.keyboard.press("Enter")
        field = page.get_by_role("textbox", name="closing balance of table 1")
        expect(field).to_be_focused()
        page.keyboard.press("Escape")
        expect(button).to_be_focused()
        page.keyboard.press("Enter")
        field.fill("much")
        page.keyboard.press("Enter")
        expect(field).to_have_attribute("aria-invalid", "true")
        field.fill("498,00")
        check_page(page)
        page.keyboard.press("Enter")
        expect(page.locator("[data-fact=closing_balance]")).to_contain_text("read: 489.00")
        expect(page.get_by_text("does not add up")).to_have_count(0)
        expect(button).to_be_focused()
        check_page(page)
        page.get_by_role("button", name="Undo: closing balance").click()
        expect(page.get_by_text("does not add up")).to_be_visible()
        (table,) = httpx.get(f"{url}/api/documents/{hit['id']}/tables").json()
        assert table["closing_balance"] == "489.00"


def test_a_missed_table_is_drawn_looked_at_and_added(page: Page, tmp_path: Path) -> None:
    folder = tmp_path / "schedules"
    folder.mkdir()
    (folder / "deliveries.pdf").write_bytes(write_deliveries())
    home = make_home(tmp_path / "home")
    run(enricher_command("ingest", str(folder), "--home", str(home)), env=environment())
    with serving(home) as url:
        (hit,) = httpx.get(f"{url}/api/search").json()["hits"]
        address = f"{url}/api/documents/{hit['id']}/tables"
        page.goto(f"{url}/documents/{hit['id']}")
        follow(page.get_by_role("link", name="Tables"))
        expect(page.get_by_text("No table was found in this document.")).to_be_visible()
        expect(page.locator(".tables-sheet img")).to_be_visible()
        sheet = page.locator(".tables-sheet")
        sheet.scroll_into_view_if_needed()
        place = box(sheet)
        left, right = (place["x"] + BOX[at] * place["width"] for at in (0, 2))
        top, bottom = (place["y"] + BOX[at] * place["height"] for at in (1, 3))
        page.mouse.move(left, top)
        page.mouse.down()
        page.mouse.move((left + right) / 2, bottom)
        page.mouse.move(right, bottom)
        page.mouse.up()
        read = page.get_by_role("region", name="What was read in the box")
        expect(read.get_by_role("row")).to_have_count(4)
        expect(read).to_contain_text("Ash rail with a groove and a rounded edge")
        page.get_by_role("combobox", name="Type of column 3").select_option("text")
        expect(read).to_contain_text("03.03.2025")
        page.get_by_role("textbox", name="Name of column 3").fill("Day")
        check_page(page)
        take_picture(page, "tables-add")
        assert httpx.get(address).json() == []
        page.get_by_role("button", name="Add this table").click()
        heading = page.get_by_role("heading", name="Table", exact=True)
        expect(heading).to_be_focused()
        expect(page.locator("#tables")).to_contain_text("added from page 1 by administrator")
        check_page(page)
        (table,) = httpx.get(address).json()
        assert table["columns"] == ["Part", "Description", "Day", "Weight kg"]

        page.locator("tr[data-row='0'] td[data-column='Day']").click()
        page.get_by_role("textbox", name="Day of row 1").fill("4 March")
        page.keyboard.press("Enter")
        expect(page.locator("tr[data-row='0']")).to_contain_text("read: 03.03.2025")
        page.get_by_role("button", name="Undo: table 1 added").click()
        expect(page.get_by_text("No table was found in this document.")).to_be_visible()
        expect(page.locator(".tables-lost")).to_contain_text("its row is no longer in the table")


def test_a_box_is_typed_where_nobody_can_draw(page: Page, tmp_path: Path) -> None:
    folder = tmp_path / "schedules"
    folder.mkdir()
    (folder / "deliveries.pdf").write_bytes(write_deliveries())
    home = make_home(tmp_path / "home")
    run(enricher_command("ingest", str(folder), "--home", str(home)), env=environment())
    page.set_viewport_size({"width": 400, "height": 800})
    with serving(home) as url:
        (hit,) = httpx.get(f"{url}/api/search").json()["hits"]
        page.goto(f"{url}/documents/{hit['id']}/tables")
        expect(page.locator(".tables-sheet img")).to_be_visible()
        page.get_by_role("spinbutton", name="Top %").fill("90")
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert")).to_contain_text("there are no words in that box")
        page.get_by_role("spinbutton", name="Top %").fill(f"{100 * BOX[1]:.1f}")
        page.get_by_role("spinbutton", name="Bottom %").fill(f"{100 * BOX[3]:.1f}")
        page.get_by_role("button", name="Read the box").press("Enter")
        read = page.get_by_role("region", name="What was read in the box")
        expect(read.get_by_role("row")).to_have_count(4)
        check_page(page)
        take_picture(page, "tables-add-narrow")
        page.get_by_role("button", name="Add this table").press("Enter")
        expect(page.locator("#tables tr[data-row]")).to_have_count(3)


@pytest.mark.tesseract
def test_a_picture_is_shown_with_its_tables_drawn_over_it(page: Page, tmp_path: Path) -> None:
    folder = tmp_path / "scans"
    folder.mkdir()
    write_picture(folder / "deliveries.png", write_deliveries(), dpi=150)
    home = make_home(tmp_path / "home")
    settings = home / "enricher.toml"
    settings.write_text(settings.read_text().replace('ocr = "off"', 'ocr = "on"'))
    run(enricher_command("ingest", str(folder), "--home", str(home)), env=environment())
    with serving(home) as url:
        (hit,) = httpx.get(f"{url}/api/search").json()["hits"]
        asked = {"page": 1, "box": BOX}
        made = httpx.post(f"{url}/api/documents/{hit['id']}/tables", json=asked)
        assert made.status_code == 201, made.text
        page.goto(f"{url}/documents/{hit['id']}")
        expect(page.locator(".doc-sheet img")).to_be_visible()
        expect(page.locator(".doc-cell").nth(10)).to_be_attached()
        cell = page.get_by_role("button", name="Weight kg: 12,50")
        image, place = box(page.locator(".doc-sheet")), box(cell)
        assert BOX[1] < (place["y"] - image["y"]) / image["height"] < BOX[3]
        check_page(page)
        take_picture(page, "document-picture")
        page.set_viewport_size({"width": 400, "height": 800})
        check_page(page)
