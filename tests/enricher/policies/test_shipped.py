"""The policies that ship say what their examples say they do."""

from __future__ import annotations

import pytest

from enricher.enrichment.field_texts import read_fields
from enricher.policies.examples import try_examples
from enricher.policies.lint import lint
from enricher.policies.policy import Verdict
from tests.enricher.policies.writing import SHIPPED, load

POLICIES = load(SHIPPED / "of-a-home", SHIPPED)


def test_all_can_be_read_and_nothing_smells() -> None:
    assert POLICIES.problems == ()
    assert len(POLICIES.enabled) >= 12
    assert [str(one) for one in lint(POLICIES)] == []


@pytest.mark.parametrize("id", POLICIES.policies)
def test_examples_come_out_as_they_say(id: str) -> None:
    tried = try_examples(POLICIES[id], POLICIES, read_fields)
    assert [(one.example.shown, one.result) for one in tried if not one.passed] == []
    assert {one.example.expect for one in tried} & {Verdict.FINDING, Verdict.REVIEW}
