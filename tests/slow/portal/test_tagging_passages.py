"""Sentences and clauses on the page of tagging: selected by a key, overlapping, seen and deleted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.slow.portal.chromium import check_page, serving
from tests.slow.portal.tagging_page import Project, at, press, saved

SCHEMA = """
[categories.CapOnLiability]
type = "passage"
learned = true
description = "The sentences that limit what a party has to pay."

[categories.Renewal]
type = "passage"
learned = true

[categories.Party]
type = "party"
learned = true
"""
CAP = "9.1 Orion Labs, Inc. is liable for no more\nthan U.S. Dollars 5,000."
MORE = "No. 4 of the Annex applies."
RENEWAL = "It renews by itself (\u201cRenewal\u201d)."
TEXT = f"AGREEMENT\n\n{CAP} {MORE} {RENEWAL}\n\nVega LLC may end it.\n"


@pytest.fixture
def project(page: Page, tmp_path: Path) -> Iterator[Project]:
    with serving(tmp_path / "home") as url:
        project = Project(url, "audits", SCHEMA).add(a=TEXT)
        project.open(page, "a.txt", at(TEXT, "liable"))
        yield project


def test_sentences_and_paragraphs_are_selected_by_key(page: Page, project: Project) -> None:
    said = page.locator("#said")
    for keys, expected in (
        (".", CAP),
        (".", f"{CAP} {MORE}"),
        (".", f"{CAP} {MORE} {RENEWAL}"),
        ("Right", "Vega"),
        ("g", "Vega LLC may end it."),
        ("Left .", RENEWAL),
        ("g", f"{CAP} {MORE} {RENEWAL}"),
        ("g", TEXT[TEXT.index(CAP) :].strip()),
    ):
        press(page, keys)
        shown = " ".join(expected.split())
        expect(said).to_contain_text(shown[:160] if len(shown) > 160 else shown)
    page.get_by_role("button", name="Keys").click()
    expect(page.get_by_role("dialog")).to_contain_text("select the sentence or the paragraph")
    check_page(page)


def test_overlapping_passages_are_tagged_seen_and_deleted(page: Page, project: Project) -> None:
    text = page.locator("#text")
    press(page, ". 1")
    press(page, ". 2")  # the same sentence once more
    press(page, "g 2")
    expect(page.locator("#said")).to_contain_text("overlaps another Renewal")
    project.open(page, "a.txt", at(TEXT, "Orion"))
    press(page, "e e e e 3")
    saved(page)
    assert sorted(project.labels("a.txt")) == [
        ("CapOnLiability", CAP),
        ("Party", "Orion Labs, Inc."),
        ("Renewal", CAP),
    ]
    expect(page.locator("#said")).not_to_contain_text("a model learns the longer one")
    for name in ("CapOnLiability", "Renewal", "Party"):
        expect(text.locator(f'[data-name="{name}"]').first).to_be_visible()
    check_page(page)

    def pick_next() -> str:
        text.locator(".entity", has_text="Orion").last.click()
        return page.locator("#said").inner_text().split(",")[0].split(":")[0]

    picked = [pick_next() for _ in range(4)]
    assert set(picked) >= {"Party", "CapOnLiability", "Renewal"}
    while pick_next() != "Renewal":
        pass
    press(page, "Delete")
    saved(page)
    assert sorted(one for one, _ in project.labels("a.txt")) == ["CapOnLiability", "Party"]
