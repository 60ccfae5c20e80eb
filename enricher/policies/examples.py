"""The examples of policies: made-up documents, and whether the policy says of them what it should."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from enricher.documents import EnrichedText, ExtractedText, IndexedDocument, ModelVersion
from enricher.enrichment.fields import resolve
from enricher.enrichment.parts import ServedModel
from enricher.enrichment.pipeline import read_text
from enricher.entities import Recognition, Span
from enricher.expressions.functions import NameList
from enricher.expressions.samples import ENTITY
from enricher.policies.lists import NamedList
from enricher.policies.policy import Example, Policy, Verdict
from enricher.policies.sets import PolicySet
from enricher.policies.subjects import inputs_of, subject_of
from enricher.policies.verdicts import Result, judge
from enricher.schema import EntitySchema
from enricher.values import normalize_spans

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


def try_examples(policy: Policy, policies: PolicySet) -> list[Tried]:
    """Ask a policy for each of its examples."""
    return [_try(policy, example, policies) for example in policy.examples]


class _Written:
    """Finds in a made-up text what its example says stands there; satisfies `ports.Recognizer`."""

    def __init__(self, spans: tuple[Span, ...]) -> None:
        self._spans = spans

    def recognize(self, text: str, max_characters: int) -> Recognition:
        return Recognition(self._spans, len(text))


def _try(policy: Policy, example: Example, policies: PolicySet) -> Tried:
    enriched = read_example(example, policies.schema)
    unread = [one for one in enriched.entities if one.value is None and not one.readings]
    if unread:
        type = policies.schema[unread[0].span.category].type.name
        problem = f"{unread[0].text!r} has no one meaning as a {type}"
        return Tried(policy.id, example, Result(policy.id, Verdict.UNDECIDED), problem)
    subject = subject_of(IndexedDocument("example", ("example.txt",), (), enriched))
    if example.entities:
        entities = tuple({**ENTITY, **one} for one in example.entities)
        subject = replace(subject, entities=entities)
    lists: Mapping[str, NameList] = {
        **policies.lists,
        **{name: NamedList(name, names) for name, names in example.lists.items()},
    }
    subject = replace(subject, document={**subject.document, **example.document})
    inputs = inputs_of(subject, [policy], policies.schema, lists, example.today or DAY)
    return Tried(policy.id, example, judge(policy, subject, inputs))


def read_example(example: Example, schema: EntitySchema) -> EnrichedText:
    """Read an example as a document is read, a line of whose text is each of its values.

    So equal values are one, one is chosen where a category has one, and fields are derived; a derived
    one that the example gives is what it gives.
    """
    text = ""
    spans = []
    for name, values in example.fields.items():
        for value in values:
            text += f"{name}: "
            start, text = len(text), f"{text}{value or ' '}\n"
            sure = example.confidence.get(name, 1.0)
            spans.append(Span(start, len(text) - 1, name, sure))
    language = str(example.document.get("language") or "en")
    model = ModelVersion("", "example", "")
    served = ServedModel("", model, schema, _Written(tuple(spans)))
    enriched = read_text(ExtractedText.of_text(text), language, [served], len(text))
    written = [span for span in spans if schema[span.category].derived]  # which no model finds
    given = resolve(normalize_spans(written, text, schema.types, language=language), schema)
    return replace(
        enriched,
        entities=(*enriched.entities, *given.entities),
        fields={**enriched.fields, **given.fields},
        stated={name: one for name, one in enriched.stated.items() if name not in given.fields},
    )
