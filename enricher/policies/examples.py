"""The examples of policies: made-up documents, and whether the policy says of them what it should."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from enricher.expressions.functions import NameList
from enricher.expressions.samples import ENTITY
from enricher.facts import Fact
from enricher.normalize import normalize_text
from enricher.policies.audit import Result, Subject, document_map, inputs_of, judge
from enricher.policies.lists import NamedList
from enricher.policies.policy import Example, Policy, Verdict
from enricher.policies.policy_set import PolicySet

DAY = date(2026, 1, 1)
"""The day of examples that name none: of policies for which the day makes no difference."""


@dataclass(frozen=True, slots=True)
class Tried:
    """An example and what came of it.

    Attributes:
        problem: why it could not be tried; "" where it was.
    """

    policy: str
    example: Example
    result: Result
    problem: str = ""

    @property
    def passed(self) -> bool:
        return not self.problem and self.result.verdict is self.example.expect

    def as_json(self) -> dict[str, Any]:
        return {
            "policy": self.policy,
            "example": self.example.shown,
            "line": self.example.line,
            "expected": self.example.expect.value,
            "passed": self.passed,
            "problem": self.problem,
            **{key: value for key, value in self.result.as_json().items() if key != "policy"},
        }


def try_examples(policy: Policy, policies: PolicySet) -> list[Tried]:
    """Ask a policy for each of its examples."""
    return [_try(policy, example, policies) for example in policy.examples]


def _try(policy: Policy, example: Example, policies: PolicySet) -> Tried:
    values: dict[str, tuple[Fact, ...]] = {}
    for name, written in example.fields.items():
        sure = example.confidence.get(name, 1.0)
        facts = []
        for text in written:
            value = normalize_text(policies.schema[name].type, text).value
            if value is None:
                problem = f"{text!r} has no one meaning as a {policies.schema[name].type.value}"
                return Tried(policy.id, example, Result(policy.id, Verdict.UNDECIDED), problem)
            facts.append(Fact(value.display, sure))
        values[name] = tuple(facts)
    lists: Mapping[str, NameList] = {
        **policies.lists,
        **{name: NamedList(name, names) for name, names in example.lists.items()},
    }
    subject = Subject(
        "example",
        values,
        {**document_map(("example.txt",), ()), **example.document},
        tuple({**ENTITY, **one} for one in example.entities),
    )
    inputs = inputs_of(subject, [policy], policies.schema, lists, example.today or DAY)
    return Tried(policy.id, example, judge(policy, subject, inputs))
