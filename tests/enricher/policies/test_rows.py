"""Policies over the rows of tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from enricher.documents.records import StoredDocument, to_record
from enricher.policies.places import evidence_places
from enricher.policies.policy import Verdict
from enricher.policies.subjects import open_subject, subject_of
from enricher.policies.verdicts import audit
from tests.enricher.policies.writing import TODAY, load, write_policy
from tests.table_documents import statement

DOCUMENT = statement(
    "march",
    [
        ("2025-03-03", "Rent", "-825.00", ""),
        ("2025-03-28", "Cash withdrawal ATM 7", "-10000.50", ""),
        ("2025-03-29", "Balance brought to your notice", "", "12.00"),
    ],
    with_rows=False,  # whether rows are searched is nothing to policies
)
CASH = 'rows.exists(r, r.amount < -10000.0 && r.description.contains("Cash"))'


def test_policy_finds_a_row_and_says_where_it_stands(tmp_path: Path) -> None:
    write_policy(tmp_path, "cash", CASH)
    policies = load(tmp_path)
    assert policies["cash"].needs_text
    (found,) = audit(policies, subject_of(DOCUMENT), TODAY)
    assert found.verdict is Verdict.FINDING
    (evidence,) = found.evidence
    assert evidence.category == "transactions"
    assert evidence.value == "2025-03-28 Cash withdrawal ATM 7 -10000.50 GBP"
    (place,) = evidence_places(found.evidence, DOCUMENT.enriched)
    assert place.text == "2025-03-28 Cash withdrawal ATM 7 -10000.50"
    assert place.page == 1


def test_stored_document_says_what_the_whole_one_says(tmp_path: Path) -> None:
    write_policy(tmp_path, "cash", CASH)
    policies = load(tmp_path)
    body = to_record(DOCUMENT.enriched).body
    stored = StoredDocument("march", DOCUMENT.paths, DOCUMENT.collections, (), {}, body)
    part = audit(policies, open_subject(stored, policies.enabled, policies), TODAY)
    assert part == audit(policies, subject_of(DOCUMENT), TODAY)


@pytest.mark.parametrize(
    ("condition", "verdict"),
    [
        ('rows.exists(r, r.date >= "2025-03-28" && r.currency == "GBP")', Verdict.FINDING),
        ('rows.exists(r, r.party == "Rent" && r.account.startsWith("GB69"))', Verdict.FINDING),
        ('rows.exists(r, r.table == "lines")', Verdict.NONE),
        ("rows.all(r, r.amount <= 0.0)", Verdict.FINDING),
        ("rows.size() > 3", Verdict.NONE),
    ],
)
def test_rows_have_what_is_asked_of_them(tmp_path: Path, condition: str, verdict: Verdict) -> None:
    write_policy(tmp_path, "it", condition)
    (found,) = audit(load(tmp_path), subject_of(DOCUMENT), TODAY)
    assert found.verdict is verdict


def test_rows_that_are_found_together_are_the_evidence(tmp_path: Path) -> None:
    twice = statement("april", [(day, "Invoice 7", "-90.00", "") for day in ("2025-04-02",) * 2])
    both = "rows.filter(r, r.description == 'Invoice 7').size() > 1"
    write_policy(tmp_path, "twice", both)
    (found,) = audit(load(tmp_path), subject_of(twice), TODAY)
    assert [one.category for one in found.evidence] == ["transactions"] * 2
    assert len({(one.start, one.end) for one in found.evidence}) == 2


def test_what_rows_have_not_is_told(tmp_path: Path) -> None:
    write_policy(tmp_path, "it", "rows.exists(r, r.amount == r.description)")
    (problem,) = load(tmp_path).problems
    assert "r.description is a text" in str(problem)
