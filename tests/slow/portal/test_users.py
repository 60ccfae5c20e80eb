from __future__ import annotations

import re
from pathlib import Path

import httpx
from playwright.sync_api import Page, expect

from tests.enricher.homes import make_home
from tests.slow.portal.chromium import check_page, follow, serving

PASSWORD, OTHER = "correct horse battery", "staple of another kind"


def sign_in(page: Page, name: str, password: str) -> None:
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(password)
    follow(page.get_by_role("button", name="Sign in", exact=True))


def add(page: Page, name: str, role: str, password: str) -> None:
    page.get_by_label("Name").fill(name)
    page.get_by_role("combobox", name="Role", exact=True).select_option(role)
    page.get_by_label("Password", exact=True).fill(password)
    follow(page.get_by_role("button", name="Add user"))


def test_users_are_added_changed_and_removed(page: Page, tmp_path: Path) -> None:
    with serving(make_home(tmp_path / "home")) as url:
        page.goto(url)
        page.get_by_role("link", name="Users").click()
        expect(page.get_by_role("heading", name="No users yet")).to_be_visible()
        check_page(page)
        add(page, "ada", "administrator", PASSWORD)
        # There is a user, so that everybody signs in from now on.
        expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
        check_page(page)
        sign_in(page, "ada", OTHER)
        expect(page.get_by_role("alert")).to_have_text("No user has this name and password.")
        expect(page.get_by_label("Name")).to_have_value("ada")
        sign_in(page, "ada", PASSWORD)
        expect(page.get_by_role("heading", name="Users")).to_be_visible()
        add(page, "bob", "reader", PASSWORD)
        bob = page.locator("tr[data-user=bob]")
        expect(bob).to_be_visible()
        page.get_by_role("combobox", name="Role of bob").select_option("tagger")
        expect(page.locator("#notices")).to_contain_text("the role is tagger")
        # The last administrator stays one.
        page.get_by_role("combobox", name="Role of ada").select_option("reader")
        expect(page.locator("#notices")).to_contain_text("nobody could administrate")
        expect(page.get_by_role("combobox", name="Role of ada")).to_have_value("administrator")
        bob.get_by_text("0 keys").click()
        bob.get_by_label("What it is for").fill("export")
        bob.get_by_role("button", name="Make a key").click()
        made = page.locator("#made-key")
        expect(made).to_have_text(re.compile("^enricher_.{43}$"))
        check_page(page)
        key = {"x-api-key": made.text_content() or ""}
        assert httpx.get(f"{url}/api/status", headers=key).status_code == 200
        page.get_by_role("link", name="Done").click()
        expect(made).to_be_hidden()
        bob.get_by_role("button", name="Lock bob").click()
        expect(bob).to_contain_text("locked")
        assert httpx.get(f"{url}/api/status", headers=key).status_code == 401
        page.once("dialog", lambda dialog: dialog.accept())
        bob.get_by_role("button", name="Remove bob").click()
        expect(bob).to_have_count(0)
        page.goto(f"{url}/history?who=ada")
        expect(page.locator("tbody tr").first).to_contain_text("removed user bob")


def test_user_changes_the_password_makes_a_key_and_signs_out(page: Page, tmp_path: Path) -> None:
    with serving(make_home(tmp_path / "home")) as url:
        for name, role in (("ada", "administrator"), ("cy", "reader")):
            body = {"name": name, "role": role, "password": PASSWORD}
            headers = {}
            if name == "cy":
                signed = httpx.post(f"{url}/signin", data={"name": "ada", "password": PASSWORD})
                session = signed.headers["set-cookie"].partition(";")[0]
                headers = {"cookie": session, "origin": url}
            added = httpx.post(f"{url}/api/users", json=body, headers=headers)
            assert added.status_code == 201, added.text
        page.goto(f"{url}/account")
        sign_in(page, "cy", PASSWORD)
        expect(page.get_by_role("heading", name="cy", exact=True)).to_be_visible()
        expect(page.get_by_role("link", name="Users")).to_have_count(0)
        check_page(page)
        page.get_by_label("Present password").fill(OTHER)
        page.get_by_label("New password").fill(OTHER)
        page.keyboard.press("Enter")
        expect(page.locator("#notices")).to_contain_text("the present password is another one")
        page.get_by_label("Present password").fill(PASSWORD)
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
        sign_in(page, "cy", OTHER)
        page.get_by_role("button", name="Make a key").click()
        expect(page.locator("#made")).to_be_focused()
        page.get_by_role("link", name="Done").click()
        page.once("dialog", lambda dialog: dialog.accept())
        page.get_by_role("button", name="Remove key").click()
        expect(page.locator("li")).to_have_count(0)
        answer = page.goto(f"{url}/users")
        assert answer is not None
        assert answer.status == 403
        page.get_by_role("button", name="Sign out").click()
        expect(page.get_by_label("Password")).to_be_visible()
