"""How passages are believed: fitted on some contracts, judged on others."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from enricher.entities import Span
from enricher.recognizer.confidence import Confidence
from enricher.recognizer.windows import open_tokenizer
from training.dataset.tags import LabeledText
from training.experiments.clause_confidence import (
    FoundClauses,
    beside,
    calibration_errors,
    judge_held_out,
    judge_presence,
    present_metrics,
    write_candidates,
)
from training.experiments.clauses import read_candidates
from training.loop.model import PACKAGED_BACKBONE, read_tokenizer

AUDIT, RARE, NEVER = "AuditRights", "SourceCodeEscrow", "UnlimitedLicense"
CLAUSES = (AUDIT, RARE, NEVER)
SENTENCE = "Lender may audit the books of clause {}. "
CONTRACTS, SENTENCES = 30, 8


def contract(number: int) -> tuple[LabeledText, list[Span]]:
    """Of its sentences the first is a clause; one in three of the others is taken for one."""
    random = np.random.default_rng(number)
    text, labels, found = "", [], []
    for at in range(SENTENCES):
        start = len(text)
        text += SENTENCE.format(at)
        place = start, len(text) - 1
        if at == 0:
            labels.append(Span(*place, AUDIT))
            found.append(Span(*place, AUDIT, float(random.uniform(0.2, 0.6))))
        else:
            found.append(Span(*place, AUDIT, float(random.uniform(0.01, 0.3))))
    if number % 10 == 0:
        labels.append(Span(0, 10, RARE))
        found.append(Span(0, 10, RARE, 0.3))
    return LabeledText(f"c{number}", text, tuple(labels)), found


@pytest.fixture(scope="module")
def texts() -> list[LabeledText]:
    return [contract(number)[0] for number in range(CONTRACTS)]


@pytest.fixture(scope="module")
def judged(texts: list[LabeledText]) -> FoundClauses:
    spans = {f"c{number}": contract(number)[1] for number in range(CONTRACTS)}
    tokenizer = open_tokenizer(read_tokenizer(PACKAGED_BACKBONE))
    return judge_held_out(texts, spans, CLAUSES, tokenizer)


def test_contracts_are_judged_by_what_was_fitted_on_others(judged: FoundClauses) -> None:
    assert set(judged.candidates) == {f"c{number}" for number in range(CONTRACTS)}
    by_part = {judged.thresholds[f"c{number}"][AUDIT] for number in range(CONTRACTS)}
    fitted = judged.confidence.calibrate(Span(0, 1, AUDIT, 0.4)).confidence
    assert fitted > 0.55  # as unsure as the model was, so often it was right
    assert all(0 < threshold < 0.6 for threshold in by_part)


def test_all_clauses_have_the_threshold_that_tells_best_whether_there_is_one(
    judged: FoundClauses,
) -> None:
    thresholds = judged.confidence.thresholds
    assert set(thresholds) == set(CLAUSES)
    assert thresholds[RARE] == thresholds[NEVER] < 0.5


def test_contracts_are_counted_where_a_clause_is_rightly_there(
    texts: list[LabeledText], judged: FoundClauses
) -> None:
    present = judge_presence(texts, judged, CLAUSES)
    assert present[AUDIT].support == CONTRACTS
    assert present[AUDIT].recall > 0.8
    assert present[RARE].support == CONTRACTS // 10
    assert present[NEVER].support == present[NEVER].fp == 0
    metrics = present_metrics(present)
    assert metrics[f"present.{AUDIT}.support"] == CONTRACTS
    assert metrics[f"present.{NEVER}.f1"] == 0


def test_how_far_off_confidences_are_is_known_by_category(
    texts: list[LabeledText], judged: FoundClauses
) -> None:
    tokenizer = open_tokenizer(read_tokenizer(PACKAGED_BACKBONE))
    errors = calibration_errors(texts, judged, CLAUSES, tokenizer)
    assert 0 < errors[AUDIT] < 0.15
    assert errors[NEVER] == 0


def test_candidates_are_written_as_extract_prints_them(
    texts: list[LabeledText], judged: FoundClauses, tmp_path: Path
) -> None:
    path = tmp_path / "candidates.jsonl"
    spans = {text.name: [Span(0, 6, "Party", 0.5)] for text in texts}
    write_candidates(texts, judged, spans, Confidence(), path)
    lines = path.read_text(encoding="utf-8").splitlines()
    read = read_candidates(lines)
    assert [one.text for one in read["c1", "Party"]] == ["Lender"]
    assert len(read["c1", AUDIT]) == SENTENCES
    first = json.loads(lines[0])["candidates"][0]
    assert (first["offset"], first["length"]) == (0, 6)


def test_fields_and_passages_are_believed_side_by_side() -> None:
    fields = Confidence(calibration={"Party": (2.0, 0.0)}, thresholds={"Party": 0.6})
    passages = Confidence(calibration={AUDIT: (1.0, 1.0)}, thresholds={AUDIT: 0.2})
    both = beside(fields, passages)
    assert both.thresholds == {"Party": 0.6, AUDIT: 0.2}
    assert both.categories == {"Party", AUDIT}
