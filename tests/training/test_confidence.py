"""Confidence that is fitted on what a model had not seen means what it says."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from enricher.entities import EntitySource, Span
from enricher.errors import ModelError
from enricher.expressions.schema_file import parse_schema
from enricher.recognizer.confidence import FEATURES, Confidence, EvidenceModel
from enricher.values import PARTY
from training.confidence.answers import (
    HeldOut,
    fit_confidence,
    fit_weights,
    judged_fields,
    judged_spans,
    read_all,
    read_confidence,
    write_confidence,
)
from training.dataset.tags import LabeledText
from training.evaluation.reliability import (
    Bools,
    Floats,
    calibration_error,
    chance_error,
    reliability,
    sure_from,
)
from training.evaluation.scores import displayed

SCHEMA = parse_schema({"categories": {"Party": {"type": "party", "learned": True}}}, "test")
NAMES = ("Alpha Foods", "Birch Pharma", "Cobalt Systems", "Delta Holdings")


def documents(count: int, seed: int) -> list[HeldOut]:
    """The first two names of a text are parties; a model finds all four, and is too sure."""
    random = np.random.default_rng(seed)
    found = []
    for number in range(count):
        text = ", ".join(NAMES) + " and others. " * 300
        places = [(text.index(name), text.index(name) + len(name)) for name in NAMES]
        right = [Span(*place, "Party") for place in places[:2]]
        sure = [*random.uniform(0.9, 0.99, 2), *random.uniform(0.7, 0.95, 2)]
        spans = [Span(*place, "Party", each) for place, each in zip(places, sure, strict=True)]
        labeled = LabeledText(f"text-{number}", text, tuple(right))
        found.append(HeldOut.of(labeled, {"Party": NAMES[:2]}, spans, SCHEMA))
    return found


@pytest.fixture(scope="module")
def fitted() -> Confidence:
    return fit_confidence(documents(60, seed=1), SCHEMA)


def test_documents_that_nobody_looked_through_are_not_judged(fitted: Confidence) -> None:
    unseen = documents(10, seed=3)
    closed = [replace(one, labeled=replace(one.labeled, tagged=frozenset())) for one in unseen]
    read = read_all([*unseen, *closed], SCHEMA, fitted)
    assert len(judged_spans(read, "Party").found) == len(judged_spans(read[:10], "Party").found)
    assert len(judged_fields(read[10:], "Party", PARTY).found) == 0
    assert fit_confidence([*unseen, *closed], SCHEMA) == fit_confidence(unseen, SCHEMA)


def test_what_a_detector_falls_back_on_teaches_nothing_about_the_model() -> None:
    seen = documents(60, seed=1)
    guess = replace(seen[0].entities[-1].span, confidence=0.8, source=EntitySource.DETECTOR)
    more = [
        replace(one, entities=(*one.entities, replace(one.entities[-1], span=guess)))
        for one in seen
    ]
    weights = [fit_confidence(some, SCHEMA).evidence["Party"].weights for some in (seen, more)]
    assert weights[0] == weights[1]


def test_what_is_known_of_values_is_moved_by_few_documents_and_not_forgotten() -> None:
    """The features `opening` and `best` are right of many values, and of the few one alone is told."""
    random = np.random.default_rng(1)

    def drawn(count: int) -> tuple[Floats, Bools]:
        rows = np.zeros((count, len(FEATURES)))
        for name in ("best", "opening"):
            rows[:, FEATURES.index(name)] = random.normal(size=count)
        odds = 2 * rows[:, FEATURES.index("best")] + 2 * rows[:, FEATURES.index("opening")]
        return rows, odds > random.logistic(size=count)

    known = fit_weights(*drawn(2000), "one")
    few, unseen = drawn(24), drawn(2000)
    assert known is not None

    def is_right(model: EvidenceModel | None) -> float:
        assert model is not None
        return float(
            np.mean(
                [(model.probability(row) > 0.5) == is_ for row, is_ in zip(*unseen, strict=True)]
            )
        )

    assert is_right(fit_weights(*few, "one", known)) > is_right(fit_weights(*few, "one"))
    assert is_right(fit_weights(*few, "one", known)) > is_right(known) - 0.02


def test_confidence_that_was_too_high_comes_out_right(fitted: Confidence) -> None:
    unseen = documents(60, seed=2)

    def error(confidence: Confidence) -> float:
        judged = judged_spans(read_all(unseen, SCHEMA, confidence), "Party")
        return calibration_error(judged.found, judged.right)

    assert error(Confidence()) > 0.3
    assert error(Confidence(fitted.calibration)) < 0.12
    assert error(fitted) < 0.12
    fields = judged_fields(read_all(unseen, SCHEMA, fitted), "Party", PARTY)
    assert calibration_error(fields.found, fields.right) < 0.12


def test_fields_get_better_by_evidence(fitted: Confidence) -> None:
    right = raw = 0
    for document in documents(60, seed=2):
        right += displayed(document.read(SCHEMA, fitted).fields)["Party"] == NAMES[:2]
        raw += displayed(document.read(SCHEMA, Confidence()).fields)["Party"] == NAMES[:2]
    assert raw == 0
    assert right > 45


def test_too_little_to_learn_from_changes_nothing() -> None:
    assert fit_confidence(documents(2, seed=1), SCHEMA) == Confidence()


def test_written_confidence_is_read_back(fitted: Confidence, tmp_path: Path) -> None:
    write_confidence(fitted, tmp_path / "confidence.json")
    assert read_confidence(tmp_path / "confidence.json") == fitted


def test_missing_confidence_says_how_to_get_it(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="crossval"):
        read_confidence(tmp_path / "confidence.json")


def test_calibration_error_of_worked_example() -> None:
    found = np.array([0.95, 0.95, 0.15, 0.15])
    right = np.array([True, False, False, False])
    assert calibration_error(found, right) == pytest.approx((0.45 * 2 + 0.15 * 2) / 4)
    assert reliability(found, right) == [
        (pytest.approx(0.15), 0.0, 2),
        (pytest.approx(0.95), 0.5, 2),
    ]


def test_few_answers_have_an_error_by_chance_alone() -> None:
    found = np.random.default_rng(1).uniform(0.2, 0.95, 60)
    assert 0.08 < chance_error(found) < 0.16
    assert chance_error(np.tile(found, 100)) < 0.02
    assert chance_error(np.ones(60)) == 0.0


def test_sure_is_where_nearly_all_were_right() -> None:
    found = np.linspace(1.0, 0.0, 101)
    right = np.arange(101) < 50
    assert sure_from(found, right) == pytest.approx(0.5)  # 50 of 51 are 0.98
    assert sure_from(found, ~right) == 1.0
