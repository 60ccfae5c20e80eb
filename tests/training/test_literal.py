"""Entities end where people let them end."""

from __future__ import annotations

from enricher.entities import Span
from enricher.expressions.schema_file import parse_schema
from enricher.recognizer.project import ProjectRecognizer
from training.dataset.literals import literal_categories
from training.dataset.tags import LabeledText
from training.evaluation.scores import KeptSpans

SCHEMA = parse_schema(
    {
        "categories": {
            "Interest": {"type": "percent", "learned": True},
            "Words": {"type": "money", "learned": True},
            "Signed": {"type": "date", "learned": True},
        }
    },
    "test",
)
TEXT = "On May 5, 2014 he lends five thousand dollars ($5,000) at five percent (6%)."


def spans(**texts: str) -> tuple[Span, ...]:
    return tuple(
        Span(TEXT.index(text), TEXT.index(text) + len(text), name, 0.5)
        for name, text in texts.items()
    )


def test_categories_tagged_otherwise_than_a_detector_would_are_literal() -> None:
    labels = spans(Interest="6%", Words="five thousand dollars", Signed="May 5, 2014")
    assert literal_categories([LabeledText("a", TEXT, labels)], SCHEMA) == ("Interest", "Words")


def test_one_slip_among_many_labels_does_not_make_a_category_literal() -> None:
    whole = LabeledText("a", TEXT, spans(Signed="May 5, 2014"))
    slip = LabeledText("b", TEXT, spans(Signed="May 5"))
    assert literal_categories([slip, *[whole] * 9], SCHEMA) == ()
    assert literal_categories([slip, slip, *[whole] * 9], SCHEMA) == ("Signed",)


def test_entities_of_literal_categories_are_what_the_model_found() -> None:
    found = spans(Interest="6%", Signed="May 5")
    tagger = KeptSpans(SCHEMA.learned, {TEXT: list(found)})
    kept = ProjectRecognizer(SCHEMA, tagger, ("Interest",)).recognize(TEXT, len(TEXT)).spans
    assert [TEXT[span.start : span.end] for span in kept] == ["May 5, 2014", "6%"]
    stretched = ProjectRecognizer(SCHEMA, tagger).recognize(TEXT, len(TEXT)).spans
    assert [TEXT[span.start : span.end] for span in stretched][1] == "five percent (6%)"
