"""What policies say of a document: pure, from its facts to results with their evidence.

    Subject (facts, metadata, entities) --known_of--> Inputs --condition--> Outcome -> Result

A condition that is true is a finding; one that meets a missing value is undecided. Where a name is
near one of a list, the condition is asked again as if it stood there: another answer makes it a
review, which somebody has to look at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import Any

from enricher.entities import Fact
from enricher.expressions import Inputs, NearName, Outcome, Unreadable
from enricher.expressions.values import to_cel
from enricher.policies.policy import Policy, Verdict, write_message
from enricher.policies.sets import PolicySet
from enricher.policies.subjects import Subject, inputs_of
from enricher.text.excerpts import excerpt
from enricher.values import ValueType

_MOST_TRIED = 50  # values of a category of which each is asked alone
_MOST_NEEDED = 200  # rows of which each is left out
_MOST_ROWS = 1_000  # of tables, likewise; of these as many are told as of values


@dataclass(frozen=True, slots=True)
class Evidence:
    """A value that an answer rests on; `start` and `end` where it is one entity's alone."""

    category: str
    value: str
    confidence: float
    start: int | None = None
    end: int | None = None

    def as_json(self) -> dict[str, Any]:
        place = {} if self.start is None else {"start": self.start, "end": self.end}
        return {
            "category": self.category,
            "value": self.value,
            "confidence": self.confidence,
            **place,
        }


@dataclass(frozen=True, slots=True)
class Result:
    """What a policy says of a document.

    Attributes:
        message: of a finding or review what it is, of others why they are undecided or stopped.
        notes: what is to be known of the answer, such as what a total leaves out.
        near: the names that made it a review.
    """

    policy: str
    verdict: Verdict
    message: str = ""
    evidence: tuple[Evidence, ...] = ()
    notes: tuple[str, ...] = ()
    near: tuple[NearName, ...] = ()

    @property
    def confidence(self) -> float:
        """That of the weakest evidence; 1.0 where there is none, as when something is missing."""
        return min((one.confidence for one in self.evidence), default=1.0)

    @property
    def is_finding(self) -> bool:
        return self.verdict in (Verdict.FINDING, Verdict.REVIEW)

    def as_json(self) -> dict[str, Any]:
        return {
            "policy": self.policy,
            "verdict": self.verdict.value,
            "message": self.message,
            "confidence": round(self.confidence, 4),
            "evidence": [one.as_json() for one in self.evidence],
            "notes": list(self.notes),
            "near": [
                {
                    "name": one.name,
                    "list": one.list,
                    "listed": list(one.listed),
                    "reasons": list(one.reasons),
                }
                for one in self.near
            ],
        }


def audit(
    policies: PolicySet, subject: Subject, today: date, only: Iterable[str] | None = None
) -> list[Result]:
    """What each enabled policy says of a document, whatever its scope.

    Args:
        today: the day to judge by.
        only: ids of the policies to ask.
    """
    asked = [policies[id] for id in only] if only is not None else policies.enabled
    inputs = inputs_of(subject, asked, policies, today)
    return [judge(policy, subject, inputs) for policy in asked]


def judge(policy: Policy, subject: Subject, inputs: Inputs) -> Result:
    """What a policy says of a document."""
    outcome = policy.condition.evaluate(inputs)
    verdict = _verdict(outcome)
    near: tuple[NearName, ...] = ()
    if outcome.near:
        counted = policy.condition.evaluate(inputs, near_counts=True)
        if Verdict.FINDING in (verdict, _verdict(counted)) and verdict is not _verdict(counted):
            verdict, near = Verdict.REVIEW, outcome.near
    if verdict is Verdict.UNDECIDED:
        return Result(
            policy.id, verdict, outcome.reason or "the result of the condition is not true or false"
        )
    if verdict is Verdict.NONE:
        if reason := _left_open(policy, subject, inputs):
            return Result(policy.id, Verdict.UNDECIDED, reason)
        return Result(policy.id, verdict, notes=outcome.notes)
    near_counts = verdict is Verdict.REVIEW and outcome.value is not True
    evidence = tuple(_evidence(policy, subject, inputs, near_counts))
    message = write_message(policy.message, _values(policy, subject, evidence))
    notes = outcome.notes + tuple(
        f"{one.name} is not on the list {one.list}, but similar to {_listed(one)}" for one in near
    )
    return Result(policy.id, verdict, message, evidence, notes, near)


def _listed(near: NearName) -> str:
    named = zip(near.listed, near.reasons, strict=True)
    return ", ".join(f"{name} ({reason})" for name, reason in named)


def _left_open(policy: Policy, subject: Subject, inputs: Inputs) -> str:
    """Why nothing was found that would be, were an ambiguous value of several read in one way.

    Where no value of the category is known, the condition is undecided without this. It is asked
    twice, with all readings and with the first of each text: a document may have many.
    """
    condition = policy.condition
    for name in condition.categories:
        stated = subject.stated.get(name)
        known = inputs.fields.get(name)
        if stated is None or not isinstance(known, list):
            continue
        every = [Fact(one, 1.0) for text in stated.readings for one in text]
        first = [Fact(text[0], 1.0) for text in stated.readings]
        for readings in (every, first):
            values = [value for _, value in _readable(readings, condition.schema[name].type)]
            fields = {**inputs.fields, name: [*known, *values]}
            if condition.evaluate(replace(inputs, fields=fields)).value is True:
                return f"{name} is {stated.shown}"
    return ""


def _verdict(outcome: Outcome) -> Verdict:
    if not isinstance(outcome.value, bool):
        return Verdict.UNDECIDED
    return Verdict.FINDING if outcome.value else Verdict.NONE


def _evidence(
    policy: Policy, subject: Subject, inputs: Inputs, near_counts: bool
) -> Iterator[Evidence]:
    """The values of what the condition names; of many those with which, alone, it still holds."""
    condition = policy.condition

    def holds(changed: Inputs) -> bool:
        return condition.evaluate(changed, near_counts).value is True

    for name in condition.categories:
        facts = subject.values.get(name, ())
        category = condition.schema[name]
        if name in condition.compared and name not in condition.names.valued:
            at = inputs.playbook[name].at
            facts = () if at is None else facts[at : at + 1]
        elif category.cardinality == "one":
            facts = facts[:1]
        elif len(facts) > 1:
            alone = [
                fact
                for fact, value in _readable(facts[:_MOST_TRIED], category.type)
                if holds(replace(inputs, fields={**inputs.fields, name: [value]}))
            ]
            facts = alone or facts
        for fact in facts:
            sure = 1.0 if fact.by_human else fact.confidence
            yield Evidence(name, fact.value, sure)
    if "entities" in condition.variables:
        yield from _entities(inputs, holds)
    if "rows" in condition.variables:
        yield from islice(_rows(inputs, holds), _MOST_TRIED)


def _entities(inputs: Inputs, holds: Any) -> Iterator[Evidence]:
    """The entities with which, alone, a condition holds."""
    for one in inputs.entities[:_MOST_TRIED]:
        if holds(replace(inputs, entities=(one,))):
            place = one["start"], one["end"]
            yield Evidence(one["category"], one["value"] or one["text"], one["confidence"], *place)


def _rows(inputs: Inputs, holds: Any) -> Iterator[Evidence]:
    """The rows with which, alone, a condition holds, else those without which it does not.

    They are called by their table.
    """
    alone = [one for one in inputs.rows[:_MOST_ROWS] if holds(replace(inputs, rows=(one,)))]
    for one in alone or _needed(inputs, holds):
        amount = f"{one['amount']:.2f} {one['currency']}"
        words = (one["date"], one["description"], amount)
        place = one["start"], one["end"]
        yield Evidence(one["table"], " ".join(" ".join(words).split()), 1.0, *place)


def _needed(inputs: Inputs, holds: Any) -> Iterator[Mapping[str, Any]]:
    rows = inputs.rows
    for at, one in enumerate(rows[:_MOST_NEEDED]):
        if not holds(replace(inputs, rows=(*rows[:at], *rows[at + 1 :]))):
            yield one


def _readable(facts: Sequence[Fact], type: ValueType) -> Iterator[tuple[Fact, Any]]:
    for fact in facts:
        try:
            yield fact, to_cel(fact.value, type)
        except Unreadable:
            continue


def _values(
    policy: Policy, subject: Subject, evidence: Sequence[Evidence]
) -> dict[str, Sequence[str]]:
    """What stands for `{Category}` in a message: the evidence, else all values."""
    values: dict[str, Sequence[str]] = {
        name: [fact.value for fact in facts] for name, facts in subject.values.items()
    }
    for name in policy.condition.categories:
        if of := [one.value for one in evidence if one.category == name]:
            values[name] = of
    for name in values:
        if policy.condition.schema.is_passage(name):
            values[name] = [excerpt(value) for value in values[name]]
    return values
