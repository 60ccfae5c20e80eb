from __future__ import annotations

from pathlib import Path

import httpx
from playwright.sync_api import Page, expect

from tests.enricher.homes import NDA
from tests.protected_files import protected_pdf
from tests.slow.portal.chromium import check_page, serving, take_picture


def test_every_file_is_accounted_for(page: Page, samples: str) -> None:
    page.goto(f"{samples}/ingestion")
    expect(page.get_by_role("status").first).to_contain_text("files:")
    counts = {
        name: int(page.locator(f'[data-count="{name}"]').inner_text().replace(",", ""))
        for name in ("seen", "indexed", "pending", "failed", "ignored")
    }
    assert counts["seen"] == sum(counts.values()) - counts["seen"] > 40
    reasons = page.get_by_role("region", name="What failed").get_by_role("row")
    assert reasons.count() == 1 + counts["failed"] > 1
    expect(reasons.locator("code", has_text="enricher doctor").first).to_be_visible()
    expect(page.get_by_role("main")).not_to_contain_text("`")
    check_page(page)
    take_picture(page, "ingestion")


def test_upload_is_indexed_and_said_so(page: Page, own_server: str) -> None:
    page.goto(f"{own_server}/ingestion")
    before = page.locator('[data-count="indexed"]').inner_text()
    page.get_by_label("Collection", exact=True).fill("deals")
    page.get_by_label("Files", exact=True).set_input_files(
        {"name": "fresh.txt", "mimeType": "text/plain", "buffer": NDA.encode()}
    )
    page.get_by_role("button", name="Upload").click()
    expect(page.locator("#uploads li")).to_have_text("fresh.txt indexed", timeout=60_000)
    indexed = str(int(before) + 1)
    expect(page.locator('[data-count="indexed"]')).to_have_text(indexed)
    expect(page.locator("#sentence")).to_contain_text(f"{indexed} indexed")
    expect(page.get_by_role("row", name="deals")).to_contain_text(
        "contracts/production; clauses/production"
    )
    documents = page.locator('[data-count="documents"]').inner_text()
    assert int(documents) > int(indexed)  # mails and archives hold some
    status = httpx.get(f"{own_server}/api/status").json()
    assert documents == str(status["documents"])
    page.goto(own_server)
    expect(page.get_by_role("heading", name=f"{documents} documents")).to_be_visible()


def test_failed_file_is_tried_again(page: Page, own_server: str) -> None:
    page.goto(f"{own_server}/ingestion")
    expect(page.get_by_role("button", name="Try all again")).to_be_visible()
    with page.expect_response(lambda answer: answer.url.endswith("/api/retry")) as answer:
        page.get_by_role("button", name="Try all again").click()
    assert answer.value.ok
    expect(page.get_by_role("button", name="Try all again")).to_be_visible()  # loaded anew


def test_password_opens_what_waits_for_it(page: Page, tmp_path: Path) -> None:
    folder = tmp_path / "contracts"
    folder.mkdir()
    (folder / "lease.pdf").write_bytes(protected_pdf("open sesame", "The lease of Nike Inc."))
    with serving(tmp_path / "home", folder) as url:
        page.goto(f"{url}/ingestion")
        expect(page.locator("#passwords summary")).to_contain_text(
            "1 file waits for one", timeout=60_000
        )
        page.reload()  # it is open where a file waits
        page.get_by_label("Password", exact=True).fill("open sesame")
        page.get_by_label("Name").fill("leases")
        page.get_by_role("button", name="Keep it").click()
        expect(page.locator('[data-count="indexed"]')).to_have_text("1", timeout=60_000)
        expect(page.locator("#passwords li")).to_contain_text("leases")
        check_page(page)
        page.on("dialog", lambda dialog: dialog.accept())
        page.get_by_role("button", name="Remove leases").click()
        expect(page.locator("#passwords li")).to_have_count(0)


def test_removal_of_many_files_waits_for_a_person(page: Page, tmp_path: Path) -> None:
    folder = tmp_path / "contracts"
    folder.mkdir()
    for number in range(4):
        (folder / f"{number}.txt").write_text(f"{NDA} Number {number}.")
    with serving(tmp_path / "home", folder) as url:
        page.goto(f"{url}/ingestion")
        expect(page.locator('[data-count="indexed"]')).to_have_text("4", timeout=60_000)
        for number in range(3):
            (folder / f"{number}.txt").unlink()
        expect(page.locator('[data-count="missing"]')).to_have_text("3", timeout=30_000)
        page.on("dialog", lambda dialog: dialog.accept())
        page.get_by_role("button", name="They were removed on purpose").click()
        expect(page.locator('[data-count="seen"]')).to_have_text("1", timeout=30_000)
        expect(page.locator('[data-count="missing"]')).to_have_text("0")


def test_models_that_read_a_collection_are_chosen(page: Page, own_server: str) -> None:
    made = httpx.post(
        f"{own_server}/api/projects",
        json={
            "name": "fees",
            "toml": '[categories.Fee]\ntype = "text"\npatterns = ["fee of ([0-9]+)"]\n',
        },
    )
    assert made.status_code == 201, made.text
    page.goto(f"{own_server}/ingestion")
    row = page.get_by_role("row", name="default")
    row.locator("summary").click()
    row.get_by_role("checkbox", name="clauses/production").uncheck()
    row.get_by_role("checkbox", name="financial/production").uncheck()
    row.get_by_role("checkbox", name="fees/production").check()
    row.get_by_role("button", name="Save collection").click()
    expect(row.locator("summary")).to_have_text("contracts/production; fees/production")
    row.locator("summary").click()
    row.get_by_label("Types of documents that fees/production reads").fill("loan, lease")
    row.get_by_role("button", name="Save collection").click()
    fees = "fees/production=DocumentType:loan,lease"
    expect(row.locator("summary")).to_have_text(f"contracts/production; {fees}")
    served = {
        one["name"]: one["serve"] for one in httpx.get(f"{own_server}/api/collections").json()
    }
    assert served["default"] == ["contracts/production", fees]
