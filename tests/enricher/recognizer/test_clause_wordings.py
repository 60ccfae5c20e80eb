"""Wordings of clauses that leave no doubt are found without a model."""

from __future__ import annotations

from pathlib import Path

import pytest

from enricher.models.registry import Registry
from enricher.recognizer.rules import RuleFinder

CLAUSES = RuleFinder(
    [
        one
        for one in Registry(Path("of-nobody")).project_schema("clauses").categories
        if one.patterns and not one.within
    ]
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("This Agreement is governed by the laws of Ohio.", {"GoverningLaw"}),
        ("Swiss law applies.", {"GoverningLaw"}),
        ("Each party complies with all laws that apply to it.", set()),
        ("Neither party may assign this Agreement.", {"AntiAssignment"}),
        ("The Tenant shall not transfer the lease without consent.", {"AntiAssignment"}),
        ("The Supplier assigns its best engineers to the work.", set()),
        ("Its liability shall not exceed $5,000.", {"CapOnLiability"}),
        ("Neither party is liable for indirect or consequential loss.", {"CapOnLiability"}),
        ("The Guarantor is liable for the whole rent.", set()),
        ("The price does not exceed $5,000.", set()),
        ("The Bank may terminate it for convenience.", {"TerminationForConvenience"}),
        ("The Bank may terminate it for a breach.", set()),
        ("The Owner may inspect the books of the Agent.", {"AuditRights"}),
        ("The Owner may inspect the works.", set()),
        ("The Carrier shall maintain liability insurance.", {"Insurance"}),
        ("The Carrier sells insurance.", set()),
        ("For each day of delay it pays $100 as liquidated damages.", {"LiquidatedDamages"}),
        ("No liquidated damages are agreed.", set()),
    ],
)
def test_wordings_that_leave_no_doubt_are_found_without_a_model(
    text: str, expected: set[str]
) -> None:
    assert {one.category for one in CLAUSES.find(text, "en")} == expected
