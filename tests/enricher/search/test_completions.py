"""What is typed is completed by what documents have."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from enricher.query.grammar import parse_query
from enricher.search.completions import MOST, complete
from enricher.wiring.home import Home, open_home
from enricher.wiring.search import search
from tests.enricher.here import ingest
from tests.enricher.homes import SCHEMA, make_home, write_texts

CLAUSES = r"""
[categories.AuditRights]
type = "passage"
patterns = ['[A-Z][^.]*audit[^.]*\.']

[categories.CapOnLiability]
type = "passage"
patterns = ['[A-Z][^.]*liable[^.]*\.']
"""
LONG = SCHEMA.replace(
    r"patterns = ['\b([A-Z][a-z]+ (?:[A-Z][a-z]+ )?(?:Inc\.|LLC))']",
    "patterns = ['<([^>]+)>']",
)
TEXTS = {
    "acme": "LEASE\n\nMade between <Acme Holdings Inc.> and <Vega LLC>. It is governed by the laws of"
    " New York. Acme may audit the books.\n",
    "second": "LEASE\n\nMade between <Acme Holdings Inc.> and <Hollow Tree LLC>. It is governed by the laws of"
    " Delaware.\n",
    "bank": "LOAN\n\nMade between <Bank of Northern Holland Corporation> and <Audax LLC>.\n",
    **{
        f"many{number}": f"NOTE\n\nMade by <Quarry{letter} Harbor Inc.>.\n"
        for number, letter in enumerate("abcdefghijkl")
    },
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    folder = tmp_path_factory.mktemp("completions")
    texts = write_texts(folder / "texts", TEXTS)
    with open_home(make_home(folder / "home", LONG + CLAUSES)) as opened:
        ingest(opened, texts)
        yield opened


def completed(home: Home, typed: str) -> list[str]:
    return [one.text for one in complete(search(home), home.ledger.parties, typed)]


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("veg", "Vega LLC"),
        ("leases with veg", "leases with Vega LLC"),
        ("acme hol", "Acme Holdings Inc."),
        ("Acme, Hol", "Acme Holdings Inc."),
        ("contracts with acme hol", "contracts with Acme Holdings Inc."),
        ("bank of northern holland corpora", "Bank of Northern Holland Corporation"),
        ("(veg", "(Vega LLC"),
        ("lease -dela", "lease -Jurisdiction:Delaware"),
        ("under dela", "under Jurisdiction:Delaware"),
        ("new y", 'Jurisdiction:"New York"'),
        ("under york", 'under Jurisdiction:"New York"'),
        ("effec", "EffectiveDate:"),
        ("effectiveda", "EffectiveDate:"),
        ("effective da", "EffectiveDate:"),
        ("leases with audit ri", "leases with AuditRights:present"),
        ("liabil", "CapOnLiability:present"),
        ("Party:veg", 'Party:"Vega LLC"'),
        ("party:acme h", 'Party:"Acme Holdings Inc."'),
        ('leases Party:"acme h', 'leases Party:"Acme Holdings Inc."'),
        ("lease -Party:hold", 'lease -Party:"Acme Holdings Inc."'),
        ("Jurisdiction:", "Jurisdiction:Delaware"),
        ("Jurisdiction:ne", 'Jurisdiction:"New York"'),
        ("AuditRights:m", "AuditRights:missing"),
        ("Party:acme dela", "Party:acme Jurisdiction:Delaware"),
    ],
)
def test_words_are_completed(home: Home, typed: str, text: str) -> None:
    found = completed(home, typed)
    assert text in found
    types = home.schema().types
    for one in found:
        if not one.startswith("(") and not one.endswith(":"):
            assert parse_query(one, types, date(2026, 1, 1))


@pytest.mark.parametrize(
    "typed",
    ["", " ", "v", "veg ", "zzzz", '"veg', 'the "leases with veg', "the", "which of the", "&&",
     "EffectiveDate:20", "Unknown:veg", "Money>veg", "Vega LLC", "Party:zzzz"],
)  # fmt: skip
def test_nothing_is_offered_for_too_little_or_for_what_is_no_word(home: Home, typed: str) -> None:
    assert completed(home, typed) == []


def test_word_inside_of_a_name_completes_it_after_names_that_begin_so(home: Home) -> None:
    assert completed(home, "hol") == [
        "Hollow Tree LLC",
        "Acme Holdings Inc.",
        "Bank of Northern Holland Corporation",
        "AccountHolder:",
    ]


def test_most_words_that_begin_anything_are_completed(home: Home) -> None:
    assert completed(home, "acme hol") == ["Acme Holdings Inc."]  # and not "acme Hollow Tree LLC"


def test_many_parties_leave_room_for_others(home: Home) -> None:
    assert len(completed(home, "quarr")) == MOST
    found = complete(search(home), home.ledger.parties, "aud")
    assert [(one.text, one.kind) for one in found] == [
        ("Audax LLC", "value"),
        ("AuditRights:present", "clause"),
    ]
    assert [one.kind for one in complete(search(home), home.ledger.parties, "effec")] == ["field"]
