"""The policies that ship say what their examples say they do."""

from __future__ import annotations

from pathlib import Path

import pytest

from enricher.audit.guard import read_policies
from enricher.enrichment.field_texts import read_fields
from enricher.models.registry import Registry
from enricher.policies.examples import try_examples
from enricher.policies.lint import lint
from enricher.policies.policy import Verdict

REGISTRY = Registry(Path("of-nobody"))
POLICIES = {project: read_policies(REGISTRY, project) for project in REGISTRY.projects()}


@pytest.mark.parametrize("project", POLICIES)
def test_all_can_be_read_and_nothing_smells(project: str) -> None:
    policies = POLICIES[project]
    assert policies.problems == ()
    assert len(policies.enabled) >= 10
    assert [str(one) for one in lint(policies)] == []


def test_no_two_have_one_name() -> None:
    """A finding is told by the name of its policy alone."""
    names = [id for policies in POLICIES.values() for id in policies.policies]
    assert len(names) == len({*names})


@pytest.mark.parametrize(
    ("project", "id"), [(project, id) for project, of in POLICIES.items() for id in of.policies]
)
def test_examples_come_out_as_they_say(project: str, id: str) -> None:
    policies = POLICIES[project]
    tried = try_examples(policies[id], policies, read_fields)
    assert [(one.example.shown, one.result) for one in tried if not one.passed] == []
    assert {one.example.expect for one in tried} & {Verdict.FINDING, Verdict.REVIEW}
