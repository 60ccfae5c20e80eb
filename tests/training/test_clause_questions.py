"""Which question of CUAD a category answers, and the labels that come of it."""

from __future__ import annotations

from enricher.entities import Span
from enricher.expressions.schema_file import parse_schema
from training.experiments.clause_questions import answered_questions, clause_labels
from training.experiments.contract_texts import labeled_contract
from training.experiments.cuad import Contract

QUESTIONS = ("Audit Rights", "Renewal Term", "Document Name", "Rofr/Rofo/Rofn")
SCHEMA = parse_schema(
    {
        "categories": {
            "Title": {"type": "text", "cardinality": "one", "learned": True},
            "AuditRights": {"type": "passage", "learned": True},
            "Renewal": {"type": "passage", "learned": True},
        }
    },
    "clauses",
)
TEXT = "SUPPLY AGREEMENT. Lender may audit the books. It renews for a year."
AUDIT, RENEWAL = (18, 45), (46, 67)
CONTRACT = Contract(
    "c1",
    TEXT,
    ("Acme Inc.",),
    marked=(
        (0, 16, "Document Name"),
        (*AUDIT, "Audit Rights"),
        (*RENEWAL, "Renewal Term"),
        (*RENEWAL, "Expiration Date"),
    ),
)


def test_categories_answer_the_question_of_their_name() -> None:
    assert answered_questions(["AuditRights", "RofrRofoRofn", "Other"], QUESTIONS) == {
        "AuditRights": "Audit Rights",
        "RofrRofoRofn": "Rofr/Rofo/Rofn",
    }


def test_passage_answers_before_the_field_of_the_same_question() -> None:
    assert answered_questions(["RenewalTerm", "Title"], QUESTIONS) == {
        "RenewalTerm": "Renewal Term",
        "Title": "Document Name",
    }
    both = answered_questions(["RenewalTerm", "Renewal"], QUESTIONS)
    assert both == {"Renewal": "Renewal Term"}


def test_what_lawyers_marked_is_labelled_and_questions_without_a_category_are_not() -> None:
    assert clause_labels(CONTRACT, SCHEMA) == (
        Span(*AUDIT, "AuditRights"),
        Span(*RENEWAL, "Renewal"),
    )
    labelled = {one.category for one in labeled_contract(CONTRACT, SCHEMA).labels}
    assert labelled == {"Title", "AuditRights", "Renewal"}
