from __future__ import annotations

import io
import re
from pathlib import Path

import httpx
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect

from enricher.wiring.home import open_home
from tests.enricher.homes import make_home
from tests.slow.portal.chromium import box, check_page, follow, serving, take_picture
from tests.slow.portal.search_page import state, total

HOSTILE = (
    "<img src=x onerror=alert(1)> **Agreement** of </script><script>alert(2)</script> Acme Inc."
)


def test_facets_narrow_and_chips_widen_and_the_address_says_it_all(
    page: Page, samples: str
) -> None:
    page.goto(samples)
    page.keyboard.press("/")
    page.keyboard.type("agreement")
    page.keyboard.press("Enter")
    expect(page.locator(".hit").first.locator("mark").first).to_have_text(
        re.compile("agreement", re.IGNORECASE)
    )
    found = total(page)
    laws = page.locator("details.facet", has=page.locator("summary", has_text="Jurisdiction"))
    expect(laws.locator(".count").first).to_be_visible()  # facets come behind the hits
    counts = [int(text) for text in laws.locator(".count").all_inner_texts()]
    follow(laws.locator(".values a").nth(0))
    assert total(page) == counts[0] < found
    follow(laws.locator(".values a").nth(1))
    assert total(page) == counts[0] + counts[1]
    assert len(state(page)["f.Jurisdiction"]) == 2
    check_page(page)
    take_picture(page, "search")
    shared = page.url
    chips = page.get_by_role("list", name="Filters that are on").get_by_role("link")
    follow(chips.nth(0))
    assert total(page) == counts[1]
    page.go_back()
    assert page.url == shared
    expect(chips).to_have_count(3)  # two filters, and one that takes both away
    follow(page.get_by_role("link", name="Remove all filters"))
    assert total(page) == found
    assert state(page) == {"q": ["agreement"]}


def test_a_bar_finds_as_many_documents_as_it_says(page: Page, samples: str) -> None:
    page.goto(samples)
    bar = page.locator("details.facet", has_text="EffectiveDate").locator("svg a").last
    count = re.search(r": ([\d,]+) document", bar.get_attribute("aria-label") or "")
    assert count is not None
    follow(bar)
    assert total(page) == int(count[1])
    assert "r.EffectiveDate" in state(page)
    dates = page.locator("details.facet", has_text="EffectiveDate")
    follow(dates.locator("svg a.chosen"))
    assert "r.EffectiveDate" not in state(page)


def test_a_table_has_the_columns_one_chooses_sorts_and_is_exported_as_seen(
    page: Page, samples: str
) -> None:
    page.goto(f"{samples}/?q=agreement")
    found = total(page)
    follow(page.get_by_role("link", name="Table", exact=True))
    headings = page.locator("table.documents thead th")
    expect(headings.first).to_have_text("Document")
    assert "DocumentType" in headings.all_inner_texts()
    expect(page.locator("table.documents tbody tr")).to_have_count(found)
    page.locator("details.chooser summary").click()
    boxes = page.locator("details.chooser input:checked")
    for name in [one.input_value() for one in boxes.all()]:
        page.get_by_role("checkbox", name=name, exact=True).uncheck()
    for name in ("Party", "EffectiveDate", "Term"):
        page.get_by_role("checkbox", name=name, exact=True).check()
    follow(page.get_by_role("button", name="Show"))
    assert headings.all_inner_texts() == ["Document", "Party", "EffectiveDate", "Term"]
    follow(headings.get_by_role("link", name="EffectiveDate"))
    expect(headings.nth(2)).to_have_attribute("aria-sort", "descending")
    days = [day for day in page.locator("tbody td:nth-child(3)").all_inner_texts() if day]
    assert days == sorted(days, reverse=True)
    assert len(days) > 3
    assert state(page)["column"] == ["Party", "EffectiveDate", "Term"]
    check_page(page)
    take_picture(page, "search-table")
    page.get_by_text("Export", exact=True).click()
    address = page.get_by_role("link", name="Table (CSV)").get_attribute("href")
    lines = httpx.get(f"{samples}{address}").text.lstrip("\ufeff").splitlines()
    assert lines[0].split(",")[2:5] == ["Party", "EffectiveDate", "Term"]


def test_the_box_compares(page: Page, samples: str) -> None:
    page.goto(samples)
    page.locator("#q").fill("agreement EffectiveDate>=2020 Term>1 year")
    page.keyboard.press("Enter")
    expect(page.locator("#count")).to_contain_text("document")
    narrowed = total(page)
    page.goto(f"{samples}/?q=agreement")
    assert 0 < narrowed < total(page)
    page.goto(f"{samples}/?q=Term>soon")
    expect(page.locator("#fault .error")).to_contain_text("a duration with its unit")


def test_folders_are_a_tree_that_narrows(page: Page, samples: str) -> None:
    page.goto(samples)
    everything = total(page)
    tree = page.locator("details.facet", has=page.locator("summary", has_text="Folder"))
    mail = tree.locator("li.branch", has_text="mail").last
    within = mail.locator("div")
    expect(within).to_be_hidden()
    unfold = mail.get_by_role("button", name="Folders in mail")
    unfold.focus()
    page.keyboard.press("Enter")
    expect(within).to_be_visible()
    expect(unfold).to_have_attribute("aria-expanded", "true")
    check_page(page)
    count = int(within.locator(".count").first.inner_text())
    follow(within.locator("a").first)
    assert total(page) == count < everything
    expect(within).to_be_visible()  # what filters is seen
    chip = page.get_by_role("list", name="Filters that are on").get_by_role("link")
    expect(chip).to_contain_text("Folder …/mail/")
    page.goto(f"{samples}/?q=path:NDA")
    named = total(page)
    page.goto(samples)
    follow(tree.locator("a", has_text="nda"))
    assert total(page) == named > 0


def test_terms_are_narrowed_from_one_to_another(page: Page, samples: str) -> None:
    page.goto(samples)
    terms = page.locator(
        "details.facet", has=page.locator("summary", has_text=re.compile("^Term$"))
    )
    if not terms.get_by_label("Term from").is_visible():
        terms.locator("summary").click()
    terms.get_by_label("Term from").fill("18 months")
    terms.get_by_label("Term to").fill("3 years")
    follow(terms.get_by_role("button", name="Apply Term from and to"))
    narrowed = total(page)
    assert state(page)["r.Term"] == ["18 months..3 years"]
    page.goto(f"{samples}/?q=Term>=18 months Term<=3 years")
    assert total(page) == narrowed > 0


def test_filters_are_pinned_moved_and_hidden_and_stay_so(page: Page, samples: str) -> None:
    page.goto(samples)
    menu = page.locator("#choose-filters")
    shown = page.locator("#filters > .facet > summary")
    expect(menu).to_be_visible()
    first = shown.all_inner_texts()
    menu.locator("summary").click()
    check_page(page)
    for name in ("Term", "Money"):
        follow(menu.get_by_role("button", name=f"Pin {name} to the top"))
        expect(menu.get_by_role("button", name=f"Pin {name} to the top")).to_be_focused()
    follow(menu.get_by_role("button", name="Hide Party"))
    follow(menu.get_by_role("button", name="Move Money up"))
    page.goto(f"{samples}/?q=agreement")
    expect(shown.first).to_be_visible()
    assert shown.all_inner_texts()[:2] == ["Money", "Term"]
    assert "Party" not in shown.all_inner_texts()
    page.goto(f"{samples}/?q=agreement&r.Party=x..&f.Party=Acme")
    expect(shown.filter(has_text="Party").first).to_be_visible()  # where it filters
    page.goto(samples)
    menu.locator("summary").click()
    follow(menu.get_by_role("button", name="As at first"))
    expect(menu).to_be_visible()
    assert shown.all_inner_texts() == first


def test_bars_of_a_range_are_chosen_and_none_fills_the_page(page: Page, samples: str) -> None:
    page.set_viewport_size({"width": 900, "height": 800})  # filters are as wide as the page
    page.goto(f"{samples}/?r.EffectiveDate=2000-01-01..2012")
    dates = page.locator("details.facet", has_text="EffectiveDate")
    expect(dates.locator("svg a.wholly")).to_have_count(2)
    partly = dates.locator("svg a.partly")
    expect(partly).to_have_attribute("aria-label", re.compile(", partly in the chosen range$"))
    whole = dates.locator("svg a.wholly .column").first
    fill = "(bar) => getComputedStyle(bar).fill"
    assert whole.evaluate(fill) == partly.locator(".column").evaluate(fill)
    assert whole.evaluate(fill) != dates.locator("svg a:not(.chosen) .column").first.evaluate(fill)
    check_page(page)
    page.goto(f"{samples}/?r.EffectiveDate=2027..&r.Money=100000000 EUR..&c.Money=EUR")
    for name in ("EffectiveDate", "ExpiryDate", "Money"):
        facet = page.locator("details.facet", has_text=name)
        for column in facet.locator("svg a").all():
            assert box(column)["width"] < 50
        labels = facet.locator(".axis span").all_inner_texts()
        assert all(labels), name
        assert facet.locator("svg a").count() < 2 or len(labels) == 2


def test_what_was_not_understood_is_not_offered_to_be_saved(page: Page, samples: str) -> None:
    page.goto(f"{samples}/?q=%22loan")
    expect(page.get_by_role("alert")).to_contain_text("This quote is not closed")
    expect(page.locator("summary", has_text="Save")).to_have_count(0)


def test_all_of_it_works_without_scripts(browser: Browser, samples: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{samples}/?q=agreement&sort=EffectiveDate:desc")
    found = total(page)
    page.locator("details.facet > summary", has_text="Money").click()
    low = page.get_by_label(re.compile("^Money from"))
    currency = page.locator("label", has=low).inner_text().split()[-1]
    low.fill("1,000")
    follow(page.get_by_role("button", name="Apply Money from and to"))
    assert state(page) == {
        "q": ["agreement"],
        "sort": ["EffectiveDate:desc"],
        "r.Money": [f"1,000 {currency}.."],
    }
    assert 0 < total(page) < found
    page.get_by_label("Find in Party").fill("gmbh")
    page.keyboard.press("Enter")
    values = page.locator(".values a")
    expect(values.first).to_contain_text("GmbH")
    page.go_back()
    page.locator("summary", has_text="EffectiveDate, latest first").click()
    follow(page.get_by_role("link", name="EffectiveDate, earliest first"))
    days = page.locator(".fields > div", has_text="EffectiveDate").locator("dd").all_inner_texts()
    assert days == sorted(days)
    assert len(days) > 1
    context.close()


def test_what_the_words_name_is_offered_and_never_applied(page: Page, samples: str) -> None:
    page.goto(f"{samples}/?q=agreement+Germany+2019")
    offers = page.get_by_role("region", name="Filter instead by").get_by_role("link")
    expect(offers.filter(has_text="Jurisdiction: Germany")).to_be_visible()
    expect(page.locator(".narrowed")).to_have_count(0)
    follow(offers.filter(has_text="EffectiveDate: 2019"))
    assert state(page) == {"q": ["agreement Germany"], "r.EffectiveDate": ["2019..2019"]}


def test_fault_of_a_query_is_shown_at_its_place(page: Page, samples: str) -> None:
    page.goto(f'{samples}/?q=loan+Partie:"Acme"')
    expect(page.get_by_role("alert")).to_contain_text("similar names: Party")
    expect(page.get_by_role("alert").locator("mark")).to_have_text("P")
    expect(page.get_by_role("combobox")).to_have_value('loan Partie:"Acme"')
    check_page(page)
    page.goto(f"{samples}/?q=loan&r.Money=lots..")
    expect(page.get_by_role("alert")).to_contain_text("The filter on Money cannot be read")


def test_search_without_hits_says_what_to_leave_out(page: Page, samples: str) -> None:
    page.goto(f"{samples}/?q=agreement+xylophone&mode=words&f.Jurisdiction=Germany")
    assert total(page) == 0
    check_page(page)
    follow(page.get_by_role("link", name="without “xylophone”"))
    assert total(page) > 0


def test_values_of_a_facet_are_found_while_one_types(page: Page, samples: str) -> None:
    page.goto(samples)
    facet = page.locator("details.facet", has=page.locator("summary", has_text="Party"))
    facet.get_by_role("searchbox").fill("gmbh")
    expect(facet.locator(".values .what", has_not_text="gmbh")).to_have_count(0)
    expect(facet.locator(".values a").first).to_contain_text("GmbH")
    follow(facet.get_by_role("link", name="All values"))
    assert page.locator(".values a").count() > 10
    check_page(page)
    page.locator(".values a").first.click()
    expect(page.get_by_role("list", name="Filters that are on").get_by_role("link")).to_have_count(
        1
    )


def test_search_is_saved_used_and_forgotten(page: Page, own_server: str) -> None:
    page.goto(f"{own_server}/?q=agreement&f.Jurisdiction=Germany")
    found = total(page)
    page.locator("summary", has_text="Save").click()
    page.get_by_label("Save this search as").fill("German agreements")
    follow(page.get_by_role("button", name="Save", exact=True))
    page.locator("summary", has_text="Saved searches").click()
    check_page(page)
    page.goto(own_server)
    page.locator("summary", has_text="Saved searches").click()
    follow(page.get_by_role("link", name="German agreements"))
    assert total(page) == found
    opened = state(page)
    assert opened.pop("since")  # what is new is marked
    assert opened == {"q": ["agreement"], "f.Jurisdiction": ["Germany"]}
    page.on("dialog", lambda dialog: dialog.accept())
    page.locator("summary", has_text="Saved searches").click()
    page.get_by_role("button", name="Forget German agreements").click()
    expect(page.locator("summary", has_text="Saved searches")).to_have_count(0)


def test_alert_of_a_saved_search_is_turned_on_and_off(page: Page, own_home: Path) -> None:
    hook = {
        "ENRICHER_REMINDER_WEBHOOK": "http://127.0.0.1:1/",
        "ENRICHER_REMINDER_WEBHOOK_SECRET": "a secret",
    }
    with open_home(own_home) as home:
        for name, address in (("Agreements", "q=agreement"), ("A question", "q=who+may+end+it%3F")):
            home.ledger.searches.add(name, address)
    with serving(own_home, **hook) as url:
        page.goto(f"{url}/?q=agreement")
        page.locator("summary", has_text="Saved searches").click()
        follow(page.get_by_role("button", name="Turn alert on, Agreements"))
        page.locator("summary", has_text="Saved searches").click()
        on = page.get_by_role("button", name="Turn alert off, Agreements")
        expect(on).to_be_visible()
        check_page(page)
        page.get_by_role("button", name="Turn alert on, A question").click()
        expect(page.get_by_text("a question always finds the nearest documents")).to_be_visible()
        follow(on)
        page.locator("summary", has_text="Saved searches").click()
        expect(page.get_by_role("button", name="Turn alert on, Agreements")).to_be_visible()


def test_all_hits_are_exported_as_they_were_found(page: Page, samples: str) -> None:
    page.goto(f"{samples}/?q=agreement")
    found = total(page)
    assert found > page.locator(".hit").count() == 10
    page.locator("summary", has_text="Export").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Register (XLSX)").click()
    book = load_workbook(io.BytesIO(Path(download.value.path()).read_bytes()))
    assert book["Documents"].max_row == found + 1


def test_first_document_comes_into_an_empty_home_and_is_only_text(
    page: Page, tmp_path: Path
) -> None:
    with serving(make_home(tmp_path / "home")) as url:
        page.goto(url)
        expect(page.get_by_role("link", name="Add documents")).to_have_attribute(
            "href", "/ingestion"
        )
        check_page(page)
        name = "<b>bold.txt"
        sent = httpx.post(f"{url}/api/documents", files={"file": (name, HOSTILE.encode())})
        status = url + sent.json()["status"]
        while httpx.get(status).json()["state"] != "indexed":
            page.wait_for_timeout(100)
        page.goto(f"{url}/?q=agreement")
        snippet = page.locator(".snippet")
        expect(snippet).to_contain_text("<img src=x onerror=alert(1)>")
        expect(snippet).to_contain_text("<script>alert(2)</script>")
        assert page.locator("main img, main script, main b").count() == 0


def test_documents_found_are_added_to_a_project(page: Page, own_server: str) -> None:
    page.goto(f"{own_server}/?q=agreement")
    found = total(page)
    page.get_by_label("Choose ").first.check()
    page.get_by_text("Add to project", exact=True).click()
    form = page.get_by_role("form", name="Add to project")
    form.get_by_label("Project").select_option("contracts")
    check_page(page)
    form.get_by_role("button", name="Add the chosen 1").click()
    notice = page.locator(".notice")
    expect(notice).to_contain_text("1 added to contracts.")
    expect(form).to_be_hidden()
    follow(notice.get_by_role("button", name="Show the project"))
    expect(page.locator("#documents tbody tr")).to_have_count(1)
    expect(page.locator("#documents tbody")).to_contain_text("not tagged")
    page.go_back()
    page.get_by_text("Add to project", exact=True).click()
    form.get_by_label("Project").select_option("contracts")
    form.get_by_role("button", name=f"Add all {found}").click()
    expect(notice).to_contain_text(re.compile(r"\d+ added to contracts, [1-9]\d* already there\."))
    page.get_by_role("button", name="Show the project").click()
    expect(page.locator("#documents tbody tr").nth(1)).to_be_visible()
