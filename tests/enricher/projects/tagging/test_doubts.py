"""What a model doubts in a document."""

from __future__ import annotations

import pytest

from enricher.entities import EntitySource, Span
from enricher.ledger.labels import Label, LabeledDocument
from enricher.projects.tagging.doubts import MOST, Weights, doubts_of, weigh_categories
from enricher.recognizer.bundle import ModelDescription

WEIGHTS = Weights({"Fee": 1.0, "Term": 0.5}, frozenset({"Term"}))


def fee(number: int, confidence: float) -> Span:
    return Span(number, number + 1, "Fee", confidence)


TERM = Span(90, 91, "Term", 1.0)


def test_confidence_near_one_half_is_doubted_most() -> None:
    found = [doubts_of([fee(0, one), TERM], WEIGHTS).uncertainty for one in (0.5, 0.7, 0.9, 1.0)]
    assert found == pytest.approx([1 / MOST, 0.6 / MOST, 0.2 / MOST, 0.0])


def test_a_long_document_is_no_better_for_being_long() -> None:
    ten = doubts_of([TERM, *(fee(n, 0.5) for n in range(10))], WEIGHTS)
    fifty = doubts_of([TERM, *(fee(n, 0.5) for n in range(50))], WEIGHTS)
    assert ten.uncertainty == fifty.uncertainty == pytest.approx(1.0)
    assert fifty.doubtful == {"Fee": 50}


def test_what_every_document_has_and_this_one_lacks_is_a_doubt() -> None:
    found = doubts_of([fee(0, 1.0)], WEIGHTS)
    assert found.missing == ("Term",)
    assert found.uncertainty == pytest.approx(0.5 / MOST)


def test_what_rules_find_is_not_doubted() -> None:
    detected = Span(0, 1, "Fee", 0.5, EntitySource.DETECTOR)
    assert doubts_of([detected, TERM], WEIGHTS).uncertainty == 0


def test_categories_that_are_found_badly_or_have_few_labels_weigh_more() -> None:
    text = "x" * 40
    documents = [
        LabeledDocument(f"{n}", text, tuple(Label(at, at + 1, "Fee") for at in range(n + 5)))
        for n in range(5)
    ]
    description = ModelDescription(
        "loans", "m1", ("Fee", "Term", "Rate"), 64, 16,
        metrics={"unseen.entities.Fee.f1": 1.0, "unseen.entities.Term.f1": 0.2},
    )  # fmt: skip
    weights = weigh_categories(documents, description)
    assert weights.by_category["Fee"] == pytest.approx(1 / 3)
    assert weights.by_category["Term"] == pytest.approx((1 + 0.8 + 1) / 3)
    assert weights.by_category["Rate"] == pytest.approx((1 + 0.5 + 1) / 3)
    assert weights.expected == {"Fee"}
    assert weigh_categories(documents[:4], description).expected == frozenset()
