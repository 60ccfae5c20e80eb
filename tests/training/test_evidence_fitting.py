"""Evidence is taken from elsewhere where that helps on what was held back, and only there."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from enricher.entities import Span
from enricher.expressions.schema_file import parse_schema
from enricher.recognizer.confidence import Confidence, EvidenceModel
from enricher.values import PARTY
from training.confidence.answers import HeldOut
from training.confidence.candidates import values_of
from training.confidence.evidence import NO_PRIORS, Priors, fit_evidence
from training.dataset.tags import LabeledText

SCHEMA = parse_schema({"categories": {"Seller": {"type": "party", "learned": True}}}, "test")
NAMES = ("Alpha Foods", "Birch Pharma", "Cobalt Systems", "Delta Holdings")
OPENING = EvidenceModel(-3.0, {"opening": 6.0}, threshold=0.5)
CLOSING = EvidenceModel(3.0, {"opening": -6.0}, threshold=0.5)


def priors(model: EvidenceModel) -> Priors:
    return {(PARTY, "many"): model}


def documents(count: int, tagged: frozenset[str] | None = None) -> list[HeldOut]:
    """Two sellers at the top, and two companies far below of which a model is nearly as sure."""
    random = np.random.default_rng(1)
    found = []
    for number in range(count):
        text = " and ".join(NAMES[:2]) + ". It goes on." * 300 + " and ".join(NAMES[2:])
        spans = [
            Span(text.index(name), text.index(name) + len(name), "Seller", random.uniform(0.5, 0.9))
            for name in NAMES
        ]
        right = tuple(replace(span, confidence=1.0) for span in spans[:2])
        labeled = LabeledText(f"text-{number}", text, right, tagged)
        found.append(HeldOut.of(labeled, {"Seller": NAMES[:2]}, spans, SCHEMA))
    return found


def fields(document: HeldOut, fitted: Confidence) -> list[str]:
    return [one.value.display for one in document.read(SCHEMA, fitted).fields["Seller"]]


def test_evidence_from_elsewhere_is_taken_where_it_helps() -> None:
    some = documents(6)
    fitted = fit_evidence(some, SCHEMA, Confidence(), priors(OPENING))
    assert set(fitted.evidence["Seller"].weights) == {"opening"}
    assert len(fields(some[0], Confidence())) == 4
    assert fields(some[0], fitted) == list(NAMES[:2])


def test_evidence_that_misleads_is_left() -> None:
    fitted = fit_evidence(documents(4), SCHEMA, Confidence(), priors(CLOSING))
    assert "Seller" not in fitted.evidence or "best" in fitted.evidence["Seller"].weights


def test_values_are_weighed_anew_where_nothing_is_known_and_enough_is_held_back() -> None:
    some = documents(20)
    fitted = fit_evidence(some, SCHEMA, Confidence(), NO_PRIORS)
    assert "best" in fitted.evidence["Seller"].weights
    assert fields(some[0], fitted) == list(NAMES[:2])


@pytest.mark.parametrize("some", [[], documents(2), documents(12, tagged=frozenset({"Buyer"}))])
def test_nothing_is_fitted_on_few_documents_or_on_those_nobody_looked_through(
    some: list[HeldOut],
) -> None:
    calibrated = Confidence(calibration={"Seller": (0.9, 0.1)}, thresholds={"Seller": 0.2})
    assert fit_evidence(some, SCHEMA, calibrated, priors(OPENING)) == calibrated


def test_documents_that_were_looked_through_in_part_say_nothing_about_their_fields() -> None:
    whole, part = documents(2)
    part = replace(part, labeled=replace(part.labeled, regions=((0, 50),)))
    values = values_of([whole, part], "Seller", SCHEMA)
    assert values.wanted.tolist() == [2]
    assert values.right.tolist() == [True, True, False, False]
