"""A cross-validation scores each text by a model that has not seen it; parts of the recipe by its folds."""

from pathlib import Path

import numpy as np
import pytest

from enricher.errors import ModelError
from enricher.models.scores import Scores
from enricher.recognizer.bundle import open_bundle
from enricher.recognizer.decode import decode, log_softmax
from enricher.recognizer.windows import tokenize
from tests.tiny_model import CATEGORIES
from tests.tiny_plan import tiny_plan
from training.evaluation.intervals import paired_f1_loss
from training.experiments.crossval import (
    Outcome,
    cross_validate,
    judge_alone,
    read_fold,
    write_predictions,
)
from training.experiments.decoding import compare_decodings, well_formed_tags, word_tags
from training.experiments.emissions import FoldModel
from training.experiments.folds import Plan, trained_folds
from training.experiments.quantization_loss import measure_loss, measure_published


@pytest.fixture(scope="module")
def plan(backbone: Path, tmp_path_factory: pytest.TempPathFactory) -> Plan:
    return tiny_plan(backbone, tmp_path_factory.mktemp("validated"))


@pytest.fixture(scope="module")
def outcome(plan: Plan) -> Outcome:
    return cross_validate(plan)


@pytest.fixture(scope="module")
def validated(plan: Plan, outcome: Outcome) -> Plan:
    """The plan, whose folds are trained."""
    return plan


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("emissions")
    return folder


def test_cross_validation_is_taken_up_where_it_was(
    plan: Plan, outcome: Outcome, tmp_path: Path
) -> None:
    assert set(outcome.fields) == {text.name for text in plan.texts}
    assert outcome.field_scores.categories["Jurisdiction"].f1 > 0.8
    assert set(outcome.entity_scores.categories) == set(CATEGORIES)
    assert len(outcome.judged_entities["Party"].found) > 40
    assert outcome.judged_fields["Jurisdiction"].right.mean() > 0.8
    written = {path: path.stat().st_mtime_ns for path in plan.work.rglob("*") if path.is_file()}
    again = cross_validate(plan)
    assert again.fields == outcome.fields
    assert again.confidence == outcome.confidence
    assert {path: path.stat().st_mtime_ns for path in written} == written
    write_predictions(outcome.fields, tmp_path / "predictions.jsonl")
    assert len((tmp_path / "predictions.jsonl").read_text().splitlines()) == 40


def test_a_model_is_judged_on_what_it_alone_left_out(validated: Plan) -> None:
    fold = trained_folds(validated)[0]
    alone = judge_alone(validated, fold, read_fold(validated, fold), parts=4)
    assert set(alone.fields) == {text.name for text in fold.scored}
    assert alone.field_scores.categories["Jurisdiction"].f1 > 0.8


def test_each_way_to_decode_is_scored_on_what_the_folds_have_not_seen(
    validated: Plan, outcome: Outcome, kept: Path
) -> None:
    compared = compare_decodings(validated, kept)
    assert len({each.name for each in compared}) == 7
    labels = sum(len(text.labels) for text in validated.texts)
    for each in compared:
        assert each.entities.micro.support == labels, each.name
        assert each.entities.micro.f1 > 0.5, each.name
        assert each.fields is not None
    [ships] = [each for each in compared if "ships" in each.name]
    assert (ships.shown, ships.fields) == (outcome.entity_scores, outcome.field_scores)
    assert ships.entities.micro.f1 > compared[0].entities.micro.f1


def test_of_one_fold_entities_alone_are_scored(backbone: Path, validated: Plan, kept: Path) -> None:
    one = tiny_plan(backbone, validated.work, measured=1)
    compared = compare_decodings(one, kept, with_crf=False)
    assert len(compared) == 3
    assert all(each.fields is None for each in compared)


def test_what_ships_is_decoded_as_it_is_served(validated: Plan, kept: Path) -> None:
    fold = trained_folds(validated)[0]
    model = FoldModel(fold, "int8", kept)
    for text, logits in zip(fold.scored, model.logits(fold.scored), strict=True):
        tokens = tokenize(text.text, model.tokenizer)
        places = (tokens.starts, tokens.ends, model.categories, tokens.parted, tokens.apart)
        begins = np.flatnonzero(well_formed_tags(log_softmax(logits), tokens, 2.0) % 2)
        spans = decode(logits, *places, 2.0)
        assert [span.start for span in spans] == tokens.starts[begins].tolist()


def test_best_tags_of_words_become_well_formed() -> None:
    best = np.array([2, 2, 4, 3, 4, 0, 4, 1, 2])
    scores = np.zeros((len(best), 5), dtype=np.float32)
    scores[np.arange(len(best)), best] = 1.0
    assert word_tags(scores).tolist() == [1, 2, 3, 3, 4, 0, 3, 1, 2]


def test_loss_of_int8_is_pooled_over_folds(validated: Plan, kept: Path) -> None:
    measured = measure_loss(validated, kept)
    assert measured.documents == 40
    assert measured.full.support == measured.small.support > 100
    assert measured.interval[0] <= measured.loss <= measured.interval[1]
    assert measured.changed <= 0.05 * measured.spans
    assert measured.same == measured.read_again == 20


def test_loss_of_a_published_bundle_is_that_of_what_it_finds(validated: Plan) -> None:
    fold = trained_folds(validated)[0]
    bundle = open_bundle(fold.bundle)
    measured = measure_published(fold.checkpoint(), bundle, validated.schema, fold.scored)
    assert measured.documents == len(fold.scored)
    assert measured.full.support == measured.small.support > 50
    assert measured.full.f1 > 0.5
    assert measured.interval[0] <= measured.loss <= measured.interval[1]
    assert measured.changed <= 0.05 * measured.spans


def test_logits_are_kept_by_the_weights_they_come_from(validated: Plan, tmp_path: Path) -> None:
    one, other = trained_folds(validated)
    text = one.scored[0]
    [first] = FoldModel(one, "float32", tmp_path).logits([text])
    written = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.*")}
    [again] = FoldModel(one, "float32", tmp_path).logits([text])
    assert np.array_equal(first, again)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.*")} == written
    [of_other] = FoldModel(other, "float32", tmp_path).logits([text])
    assert not np.array_equal(first, of_other)


def test_folds_that_were_not_trained_are_named(backbone: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="fold-0 holds no checkpoint"):
        trained_folds(tiny_plan(backbone, tmp_path))


def test_interval_of_a_loss_holds_it_and_narrows_with_documents() -> None:
    random = np.random.default_rng(3)
    first = [Scores(*random.integers(1, 9, size=3).tolist()) for _ in range(400)]
    second = [Scores(one.tp - 1, one.fp, one.fn + 1) for one in first]
    loss = sum(first, Scores()).f1 - sum(second, Scores()).f1
    low, high = paired_f1_loss(first, second)
    assert low < loss < high
    few_low, few_high = paired_f1_loss(first[:25], second[:25])
    assert few_high - few_low > 2 * (high - low)
    assert paired_f1_loss(first, first) == (0.0, 0.0)
