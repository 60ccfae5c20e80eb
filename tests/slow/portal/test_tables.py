"""The tables of a document on their page, and what their sums prove."""

from __future__ import annotations

import re
from pathlib import Path

import httpx
from playwright.sync_api import Page, expect

from tests.enricher.homes import enricher_command, environment, make_home
from tests.form_pages import LOOKS
from tests.form_pages import write as write_form
from tests.form_texts import ACCOUNT
from tests.invoice_pages import write as write_invoice
from tests.invoice_styles import STYLES
from tests.slow.portal.chromium import check_page, follow, run, serving

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
        expect(page.get_by_text("Opening balance and movements make 498.00")).to_be_visible()
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
