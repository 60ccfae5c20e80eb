"""Two users tag one document, neither sees the other's labels, and a third decides with keys alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, expect

from enricher.people.roles import Role
from enricher.wiring.home import open_home
from enricher.wiring.people import build_users
from tests.enricher.homes import make_home
from tests.slow.portal.chromium import check_page, follow, serving, take_picture
from tests.slow.portal.tagging_page import SCHEMA, at, press, saved

PASSWORD = "correct horse battery"
ROLES = {"root": "administrator", "ada": "tagger", "bob": "tagger", "cy": "tagger", "eve": "reader"}
LOAN = (
    "LOAN AGREEMENT 🎈\n\nOn May 20, 2014 Orion Labs, Inc. borrows of Vega LLC. Harbor Trust\n"
    "vouches for Orion Labs, Inc. and pays if it does not.\n"
)
PROJECT = "/api/projects/loans"


class Server:
    """A server with users, as the browser and the API see it."""

    def __init__(self, url: str, keys: dict[str, str]) -> None:
        self.url, self.keys = url, keys

    def ask(self, who: str, method: str, path: str, **more: Any) -> Any:
        headers = {"x-api-key": self.keys[who], "if-match": "*"}
        answer = httpx.request(method, self.url + path, headers=headers, timeout=60, **more)
        assert answer.is_success, answer.text
        return answer.json()

    def tag(self, who: str, name: str, *labels: tuple[str, str]) -> None:
        said = [
            {"category": category, "offset": LOAN.index(words), "length": len(words)}
            for category, words in labels
        ]
        body = {"labels": said, "tagged": ["Lender", "Borrower", "Signed"]}
        self.ask(who, "PUT", f"{PROJECT}/opinions/{name}", json=body)

    def labels(self, name: str) -> set[tuple[str, str]]:
        read = self.ask("root", "GET", f"{PROJECT}/documents/{name}")
        return {
            (one["category"], read["text"][one["offset"] :][: one["length"]])
            for one in read["labels"]
        }

    def sign_in(self, page: Page, who: str, path: str) -> None:
        page.goto("about:blank")  # another part of the same page would not be loaded
        page.context.clear_cookies()
        page.goto(f"{self.url}{path}")
        page.get_by_label("Name").fill(who)
        page.get_by_label("Password").fill(PASSWORD)
        follow(page.get_by_role("button", name="Sign in", exact=True))


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    home = make_home(tmp_path / "home")
    keys = {}
    with open_home(home) as opened:
        users = build_users(opened)
        for name, role in ROLES.items():
            users.add(name, Role[role.upper()], password=PASSWORD)
            keys[name] = users.add_key(name)[1]
    with serving(home) as url:
        made = Server(url, keys)
        made.ask("root", "POST", "/api/projects", json={"name": "loans", "toml": SCHEMA})
        files = [("files", (f"{name}.txt", LOAN.encode())) for name in "abc"]
        made.ask("root", "POST", f"{PROJECT}/documents", files=files)
        yield made


def give(server: Server, *names: str) -> None:
    body = {"documents": list(names), "taggers": ["ada", "bob"]}
    server.ask("root", "POST", f"{PROJECT}/opinions", json=body)


def test_documents_are_given_to_two_who_tag_them_for_themselves(page: Page, server: Server) -> None:
    server.sign_in(page, "root", "/projects/loans/agreement")
    expect(page.get_by_role("heading", name="Nobody tags a document beside others")).to_be_visible()
    check_page(page)
    follow(page.get_by_role("link", name="Choose documents"))
    page.get_by_role("checkbox", name="Select a.txt").check()
    page.get_by_role("button", name="Have tagged by…").click()
    page.get_by_role("checkbox", name="ada").check()
    page.get_by_role("checkbox", name="bob").check()
    check_page(page)
    follow(page.get_by_role("button", name="Have them tagged"))
    expect(page.locator("tr[data-name='a.txt']")).to_contain_text("by ada and bob, each for")
    # Whoever is not among them is led to others, and is told where somebody looks at it all the same.
    page.goto(f"{server.url}/projects/loans/tag/a.txt")
    expect(page.locator("#beside")).to_contain_text("ada and bob tag this document")
    server.tag("ada", "a.txt", ("Lender", "Vega LLC"))
    server.sign_in(page, "bob", f"/projects/loans/tag/a.txt{at(LOAN, 'Orion')}")
    expect(page.locator("#beside")).to_contain_text("These labels are your own. ada tags")
    expect(page.locator("#text .entity")).to_have_count(0)
    page.goto(f"{server.url}/projects/loans/tag/a.txt{at(LOAN, 'Orion Labs, Inc.')}")
    expect(page.locator("#text")).to_be_focused()
    press(page, "2")
    saved(page)
    check_page(page)
    assert server.labels("a.txt") == set()
    with page.expect_event("load"):
        press(page, "d")
    expect(page.locator("#text")).to_be_visible()
    page.goto(f"{server.url}/projects/loans/tag/a.txt")
    assert page.url.endswith("/projects/loans/adjudicate/a.txt")


def test_disagreements_are_decided_with_keys_alone(page: Page, server: Server) -> None:
    give(server, "a.txt", "b.txt", "c.txt")
    server.tag(
        "ada", "a.txt", ("Lender", "Vega LLC"), ("Borrower", "Orion Labs, Inc."),
        ("Lender", "Harbor Trust"),
    )  # fmt: skip
    server.tag(
        "bob", "a.txt", ("Lender", "Vega LLC"), ("Borrower", "Orion Labs, Inc"),
        ("Borrower", "Harbor Trust"), ("Signed", "May 20, 2014"),
    )  # fmt: skip
    for who in ("ada", "bob"):
        server.tag(who, "b.txt", ("Lender", "Vega LLC"))
    server.tag("ada", "c.txt")
    server.sign_in(page, "cy", "/projects/loans/agreement")
    rows = page.locator("#standings tbody tr")
    expect(rows.nth(0)).to_contain_text("3 to decide")
    expect(rows.nth(1)).to_contain_text("being tagged")
    expect(rows.nth(2)).to_contain_text("settled by bob")
    expect(page.locator("#categories tr", has_text="Borrower")).to_contain_text("unclear")
    take_picture(page, "agreement")
    check_page(page)
    follow(page.get_by_role("link", name="Decide 1 document"))
    expect(page.locator("html[data-ready]")).to_be_attached()
    expect(page.locator("#left")).to_have_text("3 of 3 to decide")
    current = page.locator("[aria-current=true].disagreement")
    expect(current).to_contain_text("May 20, 2014")
    expect(page.locator("#text .entity")).to_have_count(1)
    take_picture(page, "adjudication")
    check_page(page)
    expect(page.get_by_role("button", name="Done")).to_be_disabled()
    page.locator("#text .suggested", has_text="Harbor Trust").first.click()
    expect(current).to_contain_text("Harbor Trust")
    page.set_viewport_size({"width": 400, "height": 800})
    expect(page.locator(".disagreement:visible")).to_have_count(1)
    page.get_by_role("button", name="Previous").click()
    page.set_viewport_size({"width": 1280, "height": 800})
    press(page, "p 2")
    expect(current).to_contain_text("The same category, other ends")
    press(page, "1")
    expect(current).to_contain_text("The same words, other categories")
    press(page, "0")
    expect(page.locator("#left")).to_have_text(
        "All decided. Done makes it the labels of the document."
    )
    press(page, "u")
    expect(page.locator("#left")).to_have_text("1 of 3 to decide")
    press(page, "2 e")
    expect(current.get_by_text("corrected", exact=True)).to_be_visible()
    expect(current).to_contain_text("Harbor Trust vouches")
    check_page(page)
    press(page, "s p")
    expect(current).to_contain_text("Orion Labs, Inc.")
    page.reload()  # decisions are kept as they are made
    expect(page.locator("#left")).to_contain_text("All decided")
    assert server.labels("a.txt") == set()
    with page.expect_event("load"):
        press(page, "d")
    expect(page.locator("#notices")).to_contain_text("a.txt is settled.")
    assert server.labels("a.txt") == {
        ("Lender", "Vega LLC"),
        ("Borrower", "Orion Labs, Inc."),
        ("Borrower", "Harbor Trust"),
        ("Signed", "May 20, 2014"),
    }
    expect(rows.nth(1)).to_contain_text("settled by cy")
    with page.expect_event("load"):
        page.get_by_role("button", name="Undo").click()
    expect(page.locator("#left")).to_contain_text("All decided")
    assert server.labels("a.txt") == set()


def test_settled_document_is_shown_and_undone_on_its_page(page: Page, server: Server) -> None:
    give(server, "a.txt")
    for who in ("ada", "bob"):
        server.tag(who, "a.txt", ("Lender", "Vega LLC"))
    server.sign_in(page, "cy", "/projects/loans/adjudicate/a.txt")
    expect(page.locator("#left")).to_contain_text("Settled by bob")
    expect(page.locator("#hint")).to_contain_text("ada and bob agree on everything")
    check_page(page)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#left")).to_contain_text("All decided")
    assert server.labels("a.txt") == set()


def test_documents_are_taken_back_from_who_does_not_come_to_them(
    page: Page, server: Server
) -> None:
    give(server, "a.txt", "b.txt")
    server.tag("ada", "a.txt", ("Lender", "Vega LLC"))
    server.sign_in(page, "ada", "/projects/loans/agreement")
    expect(page.locator("#standings a")).to_have_text("b.txt")
    expect(page.get_by_role("button", name="Take back")).to_have_count(0)
    server.sign_in(page, "root", "/projects/loans/agreement")
    expect(page.get_by_role("button", name="Take back 1 of ada")).to_be_visible()
    page.once("dialog", lambda dialog: dialog.accept())
    follow(page.get_by_role("button", name="Take back 2 of bob"))
    expect(page.locator("#standings tbody tr").last).to_contain_text("settled by root")
    check_page(page)
    assert server.labels("a.txt") == {("Lender", "Vega LLC")}


def test_reader_looks_on(page: Page, server: Server) -> None:
    give(server, "a.txt")
    server.tag("ada", "a.txt", ("Lender", "Vega LLC"))
    server.tag("bob", "a.txt", ("Lender", "Harbor Trust"))
    server.sign_in(page, "eve", "/projects/loans/adjudicate/a.txt")
    expect(page.locator("#left")).to_have_text("2 of 2 to decide")
    expect(page.locator(".reading-choice:enabled")).to_have_count(0)
    check_page(page)


def test_two_who_decide_at_once_lose_nothing(page: Page, server: Server) -> None:
    give(server, "a.txt")
    server.tag("ada", "a.txt", ("Lender", "Vega LLC"))
    server.tag("bob", "a.txt", ("Lender", "Harbor Trust"))
    server.sign_in(page, "cy", "/projects/loans/adjudicate/a.txt")
    path = f"{PROJECT}/adjudication/a.txt"
    _, second = server.ask("bob", "GET", path)["disagreements"]
    server.ask("bob", "PUT", path, json={"decisions": {second["id"]: []}})
    press(page, "1")
    expect(page.locator("#left")).to_have_text("1 of 2 to decide")
    page.reload()
    expect(page.locator("#left")).to_contain_text("All decided")
    server.ask("bob", "POST", path)
    press(page, "n 2")
    expect(page.locator("#notices")).to_contain_text("was settled by bob; undo that first")
    assert server.labels("a.txt") == {("Lender", "Vega LLC")}
