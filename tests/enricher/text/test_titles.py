"""Titles of agreements are found in running text, as far as they reach."""

from __future__ import annotations

import pytest

from enricher.text.titles import agreement_of_titles, find_titles, is_bare


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("under that certain Master Services Agreement dated", ["Master Services Agreement"]),
        ("the Software License, Customization and Maintenance Agreement is", ["Software License, Customization and Maintenance Agreement"]),
        ("FIRST AMENDMENT TO CO-BRANDING AGREEMENT", ["CO-BRANDING AGREEMENT"]),
        ("Exhibit 10.1 ORION LABS, INC. SUPPLY AGREEMENT This Supply Agreement", ["SUPPLY AGREEMENT", "Supply Agreement"]),
        ("SERVICES AGREEMENT Services Agreement", ["SERVICES AGREEMENT", "Services Agreement"]),
        ("an Agreement and Plan of Merger, and the Agreement", ["Agreement and Plan of Merger", "Agreement"]),
        ("under the services agreement of 2015", ["services agreement"]),
        ("he holds a license to drive, and this lease", ["lease"]),
        ("the Lease of the premises", ["Lease"]),
        ("zum Rahmenvertrag vom", ["Rahmenvertrag"]),
        ("agreeable contractors", []),
        ("", []),
    ],
)  # fmt: skip
def test_titles_in_a_text(text: str, titles: list[str]) -> None:
    found = find_titles(text)
    assert [one.text for one in found] == titles
    assert all(text[one.start : one.end] == one.text for one in found)


@pytest.mark.parametrize(
    ("one", "other", "agreement"),
    [
        ("Master Services Agreement", "MASTER SERVICES AGREEMENT", 3),
        ("Amended and Restated Loan Agreement", "Loan Agreement", 3),
        ("Services Agreement", "Master Services Agreement", 2),
        ("Agreement", "Loan Agreement", 1),
        ("Security Agreement", "Loan Agreement", 0),
        ("Supply Agreement", "Supply and Quality Agreement", 2),
    ],
)
def test_agreement_of_titles(one: str, other: str, agreement: int) -> None:
    assert agreement_of_titles(one, other) == agreement_of_titles(other, one) == agreement


def test_bare_titles_tell_nothing() -> None:
    assert is_bare("the Agreement")
    assert not is_bare("Lease")
