"""What the model of contracts is made from, and who reads what in its cross-validation."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from enricher.expressions.schema_file import load_schema
from enricher.recognizer.bundle import ModelBundle, open_bundle, text_key
from training.experiments.crossval import Outcome
from training.experiments.cuad import Contract
from training.experiments.folds import Plan, plan_folds
from training.experiments.nda import Nda
from training.experiments.options import SCHEMA
from training.experiments.recipe import AGREEMENTS, CONTRACTS, Recipe, plan_contracts, score_origins
from training.loop.config import TrainingConfig

EXPECTED = {"Party": (), "EffectiveDate": ("2014-05-02",), "Jurisdiction": (), "Term": ("3 years",)}
NDAS = [Nda(f"{one}.pdf", f"Agreement {one}, May 2, 2014.", EXPECTED) for one in "abcdef"]
CONTRACTS_READ = [
    Contract(f"c{number}", f"Acme Inc. delivers {number} tons.", ("Acme Inc.",))
    for number in range(4)
]


def knowing(*texts: str) -> ModelBundle:
    shipped = open_bundle(SCHEMA.parent / "model")
    known = tuple(map(text_key, texts))
    return replace(shipped, description=replace(shipped.description, learned_from=known))


@pytest.fixture(scope="module")
def plan() -> Plan:
    recipe = Recipe(
        ndas=NDAS,
        samples=3,
        schema=load_schema(SCHEMA),
        config=TrainingConfig(),
        contracts=CONTRACTS_READ,
        begin=knowing(NDAS[0].text),
    )
    return plan_contracts(recipe, folds=2, work=Path("work"))


def test_what_the_first_model_knows_is_learned_and_not_scored(plan: Plan) -> None:
    assert NDAS[0].file not in {text.name for text in plan.texts}
    assert len(plan.texts) == 9
    for fold in plan_folds(plan):
        assert NDAS[0].file in {text.name for text in fold.seen}
    assert [len(text.labels) for text in plan.texts if text.name == "c0"] == [1]


def test_each_origin_is_scored_by_itself(plan: Plan) -> None:
    right = {text.name: plan.expected[text.name] for text in plan.texts}
    fields = {**right, "b.pdf": {**EXPECTED, "Term": ()}, "c1": {"Party": ("ACME, INC.", "Bo AG")}}
    scores = score_origins(plan, Outcome(fields, *[None] * 7))  # type: ignore[arg-type]
    assert set(scores) == {AGREEMENTS, CONTRACTS}
    agreements, contracts = (scores[origin].categories for origin in (AGREEMENTS, CONTRACTS))
    assert (agreements["Term"].tp, agreements["Term"].fn) == (4, 1)
    assert (contracts["Party"].tp, contracts["Party"].fp) == (4, 1)
