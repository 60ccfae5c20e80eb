"""An example is read as a document is."""

from __future__ import annotations

from pathlib import Path

import pytest

from enricher.enrichment.field_texts import read_fields
from enricher.expressions.schema_file import parse_schema
from enricher.policies.examples import try_examples
from enricher.policies.sets import PolicySet, load_policies
from tests.enricher.policies.writing import write_policy

SCHEMA = parse_schema(
    {
        "categories": {
            "Fee": {"type": "money", "learned": True},
            "Party": {"type": "party", "learned": True},
            "Signed": {"type": "date", "cardinality": "one", "learned": True},
            "Term": {"type": "duration", "cardinality": "one", "learned": True},
            "Ends": {
                "type": "date",
                "cardinality": "one",
                "derived": "plus(fields.Signed, fields.Term)",
            },
        }
    },
    "schema",
)


def verdicts(folder: Path, condition: str, *examples: str) -> list[str]:
    path = write_policy(folder, "asked", condition)
    lines = "".join(f"  - {{{one}, expect: finding}}\n" for one in examples)
    path.write_text(f"{path.read_text()}examples:\n{lines}")
    policies: PolicySet = load_policies([folder], SCHEMA)
    assert policies.problems == ()
    tried = try_examples(policies["asked"], policies, read_fields)
    return [one.problem or one.result.message or one.result.verdict.value for one in tried]


@pytest.mark.parametrize(
    ("condition", "example", "expected"),
    [
        # Equal amounts are one value, as those of a document are.
        (
            'above(total(fields.Fee, "USD"), "600 USD")',
            'fields: {Fee: ["$500.00", USD 500]}',
            "none",
        ),
        ("fields.Party.size() > 1", "fields: {Party: [Acme Inc., 'ACME, INC.']}", "none"),
        # Fields are derived, and one that is given is what is given.
        (
            'fields.Ends < timestamp("2022-01-01T00:00:00Z")',
            "fields: {Signed: May 1 2020, Term: 1 year}",
            "It is so.",
        ),
        ("missing(fields.Ends)", "fields: {Signed: May 1 2020}", "It is so."),
        (
            'fields.Ends > timestamp("2029-01-01T00:00:00Z")',
            "fields: {Signed: May 1 2020, Term: 1 year, Ends: May 1 2030}",
            "It is so.",
        ),
        # Of a category with one value the surest counts, or the one that stands there more often.
        (
            "fields.Term.years > 4.0",
            "fields: {Term: [1 year, 5 years, five years]}",
            "It is so.",
        ),
        (
            "fields.Signed.getMonth() == 3",
            "fields: {Signed: 03/04/2021}",
            "Signed is ambiguous: 2021-03-04 or 2021-04-03",
        ),
        ("fields.Term.years > 4.0", "fields: {Term: ''}", "' ' is ambiguous as a duration"),
        ("entities.exists(e, e.text == 'USD 500')", "fields: {Fee: USD 500}", "It is so."),
        ("entities.size() == 1", "fields: {Fee: [1 USD, 2 USD]}, entities: [{}]", "It is so."),
        ("confidence.Term < 0.5", "fields: {Term: 1 year}, confidence: {Term: 0.4}", "It is so."),
        ("document.language == 'de'", "document: {language: de}", "It is so."),
    ],
)
def test_example_is_read_as_a_document_is(
    tmp_path: Path, condition: str, example: str, expected: str
) -> None:
    assert verdicts(tmp_path, condition, example) == [expected]
