"""The measurement of what a register teaches, on a few agreements and with a tiny model."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checkout import ROOT
from training.experiments.nda import KEYS, Nda
from training.experiments.register import learn_from_register
from training.projects import Request

CONTRACTS = ROOT / "enricher" / "shipped" / "projects" / "contracts" / "schema.toml"


def agreement(number: int) -> Nda:
    text = (
        f"Agreement as of May {number + 1}, 2014 between Orion {number} Labs, Inc. and Vega LLC for a"
        " term of two (2) years. It is governed by the laws of Delaware."
    )
    said = (f"Orion {number} Labs Inc.", "Vega LLC"), (f"2014-05-{number + 1:02}",)
    values = dict(zip(KEYS, (*said, ("Delaware",), ("2 years", "9 years")), strict=True))
    return Nda(f"{number}.pdf", text, values)


@pytest.mark.parametrize("is_taught", [False, True])
def test_a_model_learns_from_the_values_of_the_others_and_reads_the_fold_left_out(
    backbone: Path, is_taught: bool
) -> None:
    ndas = [agreement(number) for number in range(8)]
    request = Request(epochs=1, backbone=str(backbone))
    learned = learn_from_register(ndas, CONTRACTS, request, 0, 4, is_taught)
    columns = {one.category: (one.found, one.values) for one in learned.imported.columns}
    assert columns == {
        "Party": (12, 12),
        "EffectiveDate": (6, 6),
        "Jurisdiction": (6, 6),
        "Term": (6, 12),
    }
    assert learned.unseen == 2
    wanted = {name: one.tp + one.fn for name, one in learned.fields.categories.items()}
    assert wanted == {"Party": 4, "EffectiveDate": 2, "Jurisdiction": 2, "Term": 4}
    assert len(learned.trained.labels) == 5 * 6
