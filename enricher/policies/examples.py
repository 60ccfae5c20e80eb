"""The examples of policies: made-up documents, and whether the policy says of them what it should."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from enricher.documents import EnrichedText, IndexedDocument
from enricher.expressions.samples import ENTITY, ROW
from enricher.policies.lists import NamedList
from enricher.policies.policy import Example, Policy, Verdict
from enricher.policies.sets import PolicySet
from enricher.policies.standards import Standard
from enricher.policies.subjects import inputs_of, subject_of
from enricher.policies.verdicts import Result, judge
from enricher.schema import EntitySchema

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


class ReadFields(Protocol):
    """Reads a text that is made up of the values of its fields, as a document is read."""

    def __call__(
        self,
        fields: Mapping[str, Sequence[str]],
        schema: EntitySchema,
        language: str,
        confidence: Mapping[str, float],
        /,
    ) -> EnrichedText: ...


def try_examples(policy: Policy, policies: PolicySet, read: ReadFields) -> list[Tried]:
    """Ask a policy for each of its examples."""
    return [_try(policy, example, policies, read) for example in policy.examples]


def _try(policy: Policy, example: Example, policies: PolicySet, read: ReadFields) -> Tried:
    language = str(example.document.get("language") or "en")
    enriched = read(example.fields, policies.schema, language, example.confidence)
    unread = [one for one in enriched.entities if one.value is None and not one.readings]
    if unread:
        type = policies.schema[unread[0].span.category].type.name
        problem = f"{unread[0].text!r} is ambiguous as a {type}"
        return Tried(policy.id, example, Result(policy.id, Verdict.UNDECIDED), problem)
    subject = subject_of(IndexedDocument("example", ("example.txt",), (), enriched))
    if example.entities:
        entities = tuple({**ENTITY, **one} for one in example.entities)
        subject = replace(subject, entities=entities)
    subject = replace(subject, rows=tuple({**ROW, **one} for one in example.rows))
    lists = {
        name: NamedList(name, names, amounts=example.amounts.get(name, {}).items())
        for name, names in example.lists.items()
    }
    standards = {name: Standard("", name, text) for name, text in example.playbook.items()}
    known = replace(
        policies,
        lists={**policies.lists, **lists},
        standards={**policies.standards, **standards},
    )
    subject = replace(subject, document={**subject.document, **example.document})
    inputs = inputs_of(subject, [policy], known, example.today or DAY)
    return Tried(policy.id, example, judge(policy, subject, inputs))
