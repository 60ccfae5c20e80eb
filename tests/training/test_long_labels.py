from enricher.entities import Span
from enricher.expressions.schema_file import parse_schema
from training.dataset.long_labels import LONG_WORDS, passages_of
from training.dataset.tags import LabeledText

SCHEMA = parse_schema(
    {
        "categories": {
            "AuditRights": {"type": "passage", "learned": True},
            "Law": {"type": "text", "learned": True},
            "Name": {"type": "text", "learned": True},
            "Party": {"type": "party", "learned": True},
        }
    },
    "clauses",
)


def test_texts_whose_labels_are_long_are_passages() -> None:
    text = "word " * LONG_WORDS
    whole, one = (0, len(text) - 1), (0, 4)
    labels = [Span(*whole, "Law"), Span(*whole, "Law"), Span(*one, "Law"), Span(*one, "Name")]
    labeled = LabeledText("a", text, (*labels, Span(*whole, "Party")))
    assert passages_of(SCHEMA, [labeled]) == ("AuditRights", "Law")
    assert passages_of(SCHEMA, []) == ("AuditRights",)
