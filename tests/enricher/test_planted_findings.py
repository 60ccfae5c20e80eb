"""Twelve policies that ship over 200 documents: what was planted is found where it stands.

A fifth of the documents breaks one policy each, a fifth nearly does: a term of just five years, a
name with a letter more than the listed one, an account number whose checksum is wrong.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from enricher.auditing import audit_for
from enricher.findings import Finding, FindingFilter, local_time
from enricher.ingestion import ingest
from enricher.wiring.stores import open_store
from tests.enricher.homes import make_ruled_home

DOCUMENTS, PLANTED = 200, 40
TODAY = datetime(2026, 6, 1, 12)
START, TERM, FEE, LAW = "as of March 1, 2024 ", "three (3) years", "$12,500.00", "Delaware"
OTHER = "Vega LLC"
TEXT = (
    f"Agreement {START}between Orion Labs Inc. and {OTHER} for a term of {TERM}. A fee of {FEE} is"
    f" due at once. It is governed by the laws of {LAW}. This is number"
)

# Of each policy what is written instead of what, the words that prove it, what nearly breaks it.
BROKEN: dict[str, tuple[str, str, str, str]] = {
    "term-too-long": (TERM, "nine (9) years", "nine (9) years", "five (5) years"),
    "term-too-short": (TERM, "six (6) months", "six (6) months", "twelve (12) months"),
    "large-amount": (FEE, "$1,250,000.00", "$1,250,000.00", "$1,000,000.00"),
    "governing-law-not-accepted": (LAW, "Nevada", "Nevada", "New York"),
    "governing-law-missing": (f"the laws of {LAW}", "law", "", "the laws of Texas"),
    "effective-date-missing": (START, "", TERM, "as of April 2, 2025 "),
    "term-missing": (f" for a term of {TERM}", "", "", " for a term of two (2) years"),
    "ends-soon": (START, "as of July 1, 2023 ", "July 1, 2023", "as of September 15, 2023 "),
    "several-currencies": (FEE, f"{FEE} or EUR 9,000.00", "EUR 9,000.00", f"{FEE} or $9,000.00"),
    "private-mail-address": (FEE, f"{FEE} (a@gmail.com)", "a@gmail.com", f"{FEE} (a@gmailer.com)"),
    "bank-details": (
        FEE,
        f"{FEE} to DE89 3704 0044 0532 0130 00",
        "DE89 3704 0044 0532 0130 00",
        f"{FEE} to DE88 3704 0044 0532 0130 00",
    ),
    "blocked-party": (OTHER, "Nowhere Trading LLC", "Nowhere Trading LLC", "Nowhere Tradings LLC"),
}


def write_documents(folder: Path) -> dict[tuple[str, str], str]:
    """The documents; by name and policy the words that prove what was planted."""
    folder.mkdir()
    planted = {}
    policies = list(BROKEN)
    for number in range(DOCUMENTS):
        name, text = f"{number:03}.txt", f"{TEXT} {number}.\n"
        policy = policies[number % len(policies)]
        instead_of, written, words, nearly = BROKEN[policy]
        if number < PLANTED:
            text = text.replace(instead_of, written)
            planted[name, policy] = words
        elif number < 2 * PLANTED:
            text = text.replace(instead_of, nearly)
        (folder / name).write_text(text)
    return planted


def test_all_that_was_planted_is_found_where_it_stands_and_little_else(tmp_path: Path) -> None:
    home = make_ruled_home(tmp_path / "home")
    planted = write_documents(tmp_path / "documents")
    now = local_time().replace(year=TODAY.year, month=TODAY.month, day=TODAY.day)
    own = home / "projects" / "contracts" / "policies"
    (own / "lists").mkdir(parents=True)
    (own / "lists" / "blocked-parties.txt").write_text("Nowhere Trading, L.L.C.\n")
    with open_store(home) as store:
        ingest(store, [tmp_path / "documents"])
        run = audit_for(store, now)
        page = store.findings.page(FindingFilter(policies=tuple(BROKEN)), 1_000, 0)
    assert (run.documents, run.problems, run.waiting) == (DOCUMENTS, (), 0)
    found = {(one.name, one.policy): one for one in page.findings if one.kind == "finding"}
    true = planted.keys() & found.keys()
    assert len(true) / len(planted) == 1.0, sorted(planted.keys() - found.keys())
    assert len(true) / len(found) >= 0.95, sorted(found.keys() - planted.keys())
    for key, words in planted.items():
        assert_proved(found[key], words, (tmp_path / "documents" / key[0]).read_text())
    reviews = [one for one in page.findings if one.kind == "review"]
    assert {one.policy for one in reviews} == {"blocked-party"}
    assert [near["name"] for one in reviews for near in one.proof.near] == [
        "Nowhere Tradings LLC"
    ] * len(reviews)


def assert_proved(finding: Finding, words: str, text: str) -> None:
    places = finding.proof.places
    for place in places:
        start = place["offset"]
        assert text[start : start + place["length"]] == place["text"]
        assert place["text"] in place["sentence"]["text"]
    if words:
        assert text.index(words) in [place["offset"] for place in places if place["text"] == words]
    else:
        assert places == ()
