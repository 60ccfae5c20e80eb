"""Which question of CUAD a category answers, and the passages that lawyers marked as labels of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from enricher.entities import Span
from enricher.schema import EntitySchema
from training.experiments.cuad import Contract

CLAUSES: Mapping[str, str] = {
    "Expiration": "Expiration Date",
    "Renewal": "Renewal Term",
    "RenewalNotice": "Notice Period To Terminate Renewal",
}
"""Categories of passages whose name is not that of the question; fields have the others' names."""
FIELDS: Mapping[str, str] = {
    "Title": "Document Name",
    "Party": "Parties",
    "ExpiryDate": "Expiration Date",
    "NoticePeriod": "Notice Period To Terminate Renewal",
    "Jurisdiction": "Governing Law",
}
"""Questions that fields answer, where there is no passage that does."""


def answered_questions(categories: Iterable[str], questions: Iterable[str]) -> dict[str, str]:
    """Which question a category answers: `AuditRights` is `Audit Rights`; each question once."""
    asked = {_key(question): question for question in questions}
    names = set(categories)
    answers: dict[str, str] = {}
    for ways in (CLAUSES, {name: asked.get(_key(name), "") for name in names}, FIELDS):
        taken = set(answers.values())
        answers |= {
            name: question
            for name, question in ways.items()
            if name in names and question in asked.values() and question not in taken
        }
    return answers


def clause_labels(contract: Contract, schema: EntitySchema) -> tuple[Span, ...]:
    """What lawyers marked for the categories of passages, as they marked it."""
    questions = {question for _, _, question in contract.marked}
    categories: dict[str, list[str]] = {}
    for name, question in answered_questions(schema.passages, questions).items():
        categories.setdefault(question, []).append(name)
    return tuple(
        Span(start, end, name)
        for start, end, question in contract.marked
        for name in categories.get(question, ())
    )


def _key(name: str) -> str:
    return "".join(filter(str.isalnum, name.casefold()))
