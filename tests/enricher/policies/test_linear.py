"""What shipped policies take grows with a document, never with its square."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from enricher.entities import Fact
from enricher.policies.policy import Policy
from enricher.policies.sets import PolicySet
from enricher.policies.subjects import Subject, document_map, inputs_of
from enricher.policies.verdicts import judge
from enricher.values import BOOLEAN, DATE, DURATION, MONEY, NUMBER, PERCENT, ValueType
from tests.enricher.policies.writing import SCHEMA, SHIPPED, TODAY, load, write_policy

SMALL, GROWN = 300, 8
# Twice what is linear, and half of what is quadratic, on a machine that others use, too.
MOST_GROWTH = 2 * GROWN

VALUES: dict[ValueType, Callable[[int], str]] = {
    DATE: lambda at: f"20{at % 90:02}-01-{at % 28 + 1:02}",
    MONEY: lambda at: f"{at + 1}.00 USD",
    NUMBER: str,
    PERCENT: lambda at: f"{at}%",
    DURATION: lambda at: f"{at + 1} days",
    BOOLEAN: lambda at: "true" if at % 2 else "false",
}


def large(count: int, policy: Policy) -> Subject:
    """A document with so many values of each category that a policy names."""
    values = {
        name: tuple(
            Fact(VALUES.get(SCHEMA[name].type, lambda at: f"Name {at} LLC")(at), 0.9)
            for at in range(count)
        )
        for name in policy.named
    }
    entities = tuple(
        {"category": "Party", "text": f"{at}", "value": "", "confidence": 1.0, "page": 0}
        | {"start": at, "end": at + 1}
        for at in range(count)
    )
    return Subject("large", values, document_map(("large.txt",), ()), entities)


def seconds(policy: Policy, policies: PolicySet, count: int) -> float:
    """CPU time of this process, the least of a few tries."""
    subject = large(count, policy)
    tries = []
    for _ in range(3):
        start = time.process_time()
        inputs = inputs_of(subject, [policy], policies, TODAY)
        judge(policy, subject, inputs)
        tries.append(time.process_time() - start)
    return min(tries)


def growth(policy: Policy, policies: PolicySet) -> float:
    # What takes less than 10 ms is noise.
    few = max(seconds(policy, policies, SMALL), 0.01)
    return seconds(policy, policies, SMALL * GROWN) / few


POLICIES = load(SHIPPED)


@pytest.mark.parametrize("id", POLICIES.policies)
def test_shipped_policy_takes_time_in_proportion(id: str) -> None:
    assert growth(POLICIES[id], POLICIES) < MOST_GROWTH


QUADRATIC: Sequence[str] = (
    "fields.Money.all(a, fields.Money.all(b, a.amount > -1.0 || b.amount > -1.0))",
)


@pytest.mark.parametrize("condition", QUADRATIC)
def test_a_macro_in_a_macro_would_be_noticed(tmp_path: Path, condition: str) -> None:
    write_policy(tmp_path, "quadratic", condition)
    policies = load(tmp_path)
    few = seconds(policies["quadratic"], policies, 60)
    assert seconds(policies["quadratic"], policies, 60 * GROWN) / few > MOST_GROWTH
