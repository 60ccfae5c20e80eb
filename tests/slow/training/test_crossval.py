"""A cross-validation scores each text by a model that has not seen it, and can be taken up again."""

from pathlib import Path

from tests.tiny_model import CATEGORIES
from tests.tiny_plan import tiny_plan
from training.dataset.split import split_folds
from training.experiments.crossval import cross_validate, write_predictions


def test_folds_hold_each_name_once_and_are_the_same_in_any_order() -> None:
    names = [f"{number}.pdf" for number in range(23)]
    folds = split_folds(names, 5)
    assert sorted(name for fold in folds for name in fold) == sorted(names)
    assert sorted(len(fold) for fold in folds) == [4, 4, 5, 5, 5]
    assert split_folds(reversed(names), 5) == folds


def test_cross_validation_is_taken_up_where_it_was(backbone: Path, tmp_path: Path) -> None:
    plan = tiny_plan(backbone, tmp_path)
    outcome = cross_validate(plan)
    assert set(outcome.fields) == {text.name for text in plan.texts}
    assert outcome.field_scores.categories["Jurisdiction"].f1 > 0.8
    assert set(outcome.entity_scores.categories) == set(CATEGORIES)
    assert len(outcome.judged_entities["Party"].found) > 40
    assert outcome.judged_fields["Jurisdiction"].right.mean() > 0.8
    written = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()}
    again = cross_validate(plan)
    assert again.fields == outcome.fields
    assert again.confidence == outcome.confidence
    assert {path: path.stat().st_mtime_ns for path in written} == written
    write_predictions(outcome.fields, tmp_path / "predictions.jsonl")
    assert len((tmp_path / "predictions.jsonl").read_text().splitlines()) == 40
