"""The measure of CUAD on cases that are counted by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from enricher.models.scores import Scores
from training.experiments.clause_scores import (
    Candidate,
    is_met,
    judge_clauses,
    score_presence,
    words_of,
)
from training.experiments.clauses import by_question, read_candidates, read_labels

AUDIT, CAP = "Audit Rights", "Cap On Liability"
LABELS = {("a", AUDIT): ["Lender may audit the books."], ("b", AUDIT): ["It may look at records."]}
CANDIDATES = {
    ("a", AUDIT): [Candidate("lender may audit the books", 0.9), Candidate("Acme pays.", 0.4)],
    ("b", AUDIT): [Candidate("Borrower lets it look at records.", 0.2)],
    ("b", CAP): [Candidate("It is liable.", 0.95)],
}


def test_words_are_compared_without_stops_and_case() -> None:
    assert words_of("The Lender; and/or: Agent, 1.5") == {
        "the",
        "lender",
        "and",
        "or",
        "agent",
        "15",
    }


@pytest.mark.parametrize(
    ("label", "candidate", "category", "met"),
    [
        ("a b c d", "a b c d", AUDIT, True),
        ("a b", "a b c d", AUDIT, True),  # half of four words
        ("a b", "a b c d e", AUDIT, False),
        ("Acme", "This is made by Acme", AUDIT, False),
        ("Acme", "This is made by Acme", "Parties", True),
        ("", "", AUDIT, False),
    ],
)
def test_half_of_the_words_meet(label: str, candidate: str, category: str, met: bool) -> None:
    assert is_met(label, candidate, category) is met


def test_labels_and_candidates_are_counted_at_a_threshold() -> None:
    judged = judge_clauses(LABELS, CANDIDATES, (AUDIT, CAP))
    assert judged.at(0.96) == Scores(0, 0, 2)
    assert judged.at(0.5) == Scores(1, 1, 1)
    assert judged.at(0.3) == Scores(1, 2, 1)
    assert judged.at(0.0) == Scores(2, 2, 0)


def test_area_is_below_the_best_precision_from_each_recall_on() -> None:
    # Alone: right at 0.9, wrong at 0.4, right at 0.2.
    curve = judge_clauses(LABELS, CANDIDATES, (AUDIT,)).curve()
    assert curve.area == pytest.approx(0.5 * 1 + 0.5 * 2 / 3)
    assert curve.precision_at(0.8) == pytest.approx(2 / 3)
    # What is wrong at 0.95 halves every precision where anything is right.
    both = judge_clauses(LABELS, CANDIDATES, (AUDIT, CAP)).curve()
    assert both.area == pytest.approx(0.5)


def test_recall_that_is_never_reached_has_no_precision() -> None:
    curve = judge_clauses(LABELS, {}, (AUDIT,)).curve()
    assert (curve.area, curve.precision_at(0.8)) == (0.0, 0.0)


def test_several_candidates_of_one_label_are_all_right() -> None:
    twice = {("a", AUDIT): [Candidate("Lender may audit the books", sure) for sure in (0.9, 0.8)]}
    assert judge_clauses(LABELS, twice, (AUDIT,)).at(0.0) == Scores(1, 0, 1)


def test_presence_is_told_by_contract() -> None:
    scores = score_presence(LABELS, CANDIDATES, ("a", "b", "c"), {AUDIT: 0.5, CAP: 0.5})
    assert scores == {AUDIT: Scores(1, 0, 1), CAP: Scores(0, 1, 0)}


def test_labels_are_those_that_were_published(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_bytes(b"One.\r\nLender may audit.")
    rows = [{"id": "a", "labels": [[6, 23, AUDIT]]}, {"id": "b", "labels": [[0, 1, CAP]]}]
    (tmp_path / "labels.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    labels, questions = read_labels(tmp_path, ["a"])
    assert labels == {("a", AUDIT): ["Lender may audit."]}
    assert questions == (AUDIT, CAP)


def test_categories_answer_questions_by_their_name() -> None:
    line = {
        "file": "contracts/a.pdf",
        "candidates": [
            {"category": name, "text": name, "confidence": 0.5}
            for name in ("AuditRights", "Jurisdiction", "Party", "Title", "Governing-Law")
        ],
    }
    read = by_question(read_candidates([json.dumps(line)]), (AUDIT, "Governing Law", "Parties"))
    assert {key: one[0].text for key, one in read.items()} == {
        ("a", AUDIT): "AuditRights",
        ("a", "Governing Law"): "Governing-Law",
        ("a", "Parties"): "Party",
    }
