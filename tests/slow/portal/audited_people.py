"""A home with findings and users, and browsers in which these are signed in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page

from enricher.ingestion.indexer import write_out
from enricher.ledger.days import local_time
from enricher.people.roles import Role
from enricher.wiring.audit import audit_home
from enricher.wiring.home import open_home
from enricher.wiring.ingestion import folders
from enricher.wiring.people import build_users
from tests.enricher.homes import LARGE, LOAN, MEMO, make_home
from tests.slow.portal.chromium import follow, serving

PASSWORD = "correct horse battery"
_NO_LAW = """
id: no-law
title: No law
severity: medium
scope: Party:present
condition: missing(fields.Jurisdiction)
message: No law is named.
"""
_ROLES = {"ada": Role.ADMINISTRATOR, "bob": Role.TAGGER, "cy": Role.READER}


def make_audited_home(folder: Path) -> Path:
    """With a finding in `loan.txt` and one in `memo.txt`, and an administrator, a tagger and a reader."""
    home, documents = make_home(folder / "home"), folder / "documents"
    documents.mkdir()
    (documents / "loan.txt").write_text(LOAN)
    (documents / "memo.txt").write_text(MEMO)
    policies = home / "projects" / "contracts" / "policies"
    policies.mkdir()
    with open_home(home) as opened:
        for shipped in opened.registry.policy_folders("contracts")[1].glob("*.yaml"):
            (policies / shipped.name).write_text(f"id: {shipped.stem}\nenabled: false\n")
        (policies / "large.yaml").write_text(LARGE)
        (policies / "no-law.yaml").write_text(_NO_LAW)
        folders(opened).ingest([documents])
        audit_home(opened, local_time())
        write_out(opened.ledger.documents, opened.index)
        users = build_users(opened)
        for name, role in _ROLES.items():
            users.add(name, role, "root", PASSWORD)
    return home


def sign_in(page: Page, url: str, name: str, path: str) -> None:
    page.goto(url + path)
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    follow(page.get_by_role("button", name="Sign in", exact=True))


@contextmanager
def other_browser(page: Page, url: str, name: str, path: str) -> Iterator[Page]:
    """A browser of somebody else, who signed in."""
    browser = page.context.browser
    assert browser is not None
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    other = context.new_page()
    sign_in(other, url, name, path)
    yield other
    context.close()


@contextmanager
def serving_people(folder: Path) -> Iterator[str]:
    with serving(make_audited_home(folder)) as url:
        yield url
