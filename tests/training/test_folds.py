"""How a cross-validation deals documents out."""

from __future__ import annotations

from pathlib import Path

from enricher.expressions.schema_file import parse_schema
from training.dataset.tags import LabeledText
from training.experiments.folds import Plan, plan_folds
from training.loop.config import TrainingConfig

SCHEMA = parse_schema({"categories": {"Party": {"type": "party", "learned": True}}}, "test")


def plan(count: int, groups: dict[str, str], origins: dict[str, str]) -> Plan:
    texts = [LabeledText(str(number), f"Text {number}.", ()) for number in range(count)]
    return Plan(
        texts=texts,
        also=(),
        unseen=(),
        expected={},
        schema=SCHEMA,
        backbone="",
        config=TrainingConfig(),
        folds=5,
        work=Path("work"),
        groups=groups,
        origins=origins,
    )


def test_near_copies_stay_in_one_fold_and_each_text_is_held_out_once() -> None:
    folds = plan_folds(plan(20, {"3": "2", "2": "2", "17": "2"}, {}))
    held = [{text.name for text in fold.scored} for fold in folds]
    assert sorted(name for names in held for name in names) == sorted(map(str, range(20)))
    assert any({"2", "3", "17"} <= names for names in held)
    for fold, names in zip(folds, held, strict=True):
        assert names.isdisjoint(text.name for text in fold.seen)
        assert len(fold.seen) + len(fold.scored) == 20


def test_each_origin_is_dealt_out_evenly() -> None:
    origins = {str(number): "contracts" if number < 10 else "agreements" for number in range(20)}
    for fold in plan_folds(plan(20, {}, origins)):
        assert sorted(origins[text.name] for text in fold.scored) == [
            "agreements", "agreements", "contracts", "contracts",
        ]  # fmt: skip
