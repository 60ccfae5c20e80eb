from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest

import enricher
from enricher.documents.boxes import WordBoxes
from enricher.entities import EntitySource, Span
from enricher.errors import SettingsError
from enricher.expressions.schema_file import load_schema
from enricher.recognizer.project import ProjectRecognizer
from enricher.schema import Category, EntitySchema
from enricher.values import DATE, DURATION, IDENTIFIER, MONEY, PARTY

TEXT = "Nike, Inc. owes ACME $5,000 under POL-123456 from May 20, 2014."

SCHEMA = EntitySchema(
    (
        Category("Party", PARTY, learned=True, words=("Acme",), threshold=0.5),
        Category("EffectiveDate", DATE, learned=True),
        Category("Money", MONEY, detectors=("money",)),
        Category("When", DATE, detectors=("date",)),
        Category("PolicyNumber", IDENTIFIER, patterns=(r"POL-\d{6}",)),
    )
)


@dataclass
class FixedTagger:
    """Finds what it was told to, as far as the text goes."""

    spans: list[Span]
    seen: list[int] = field(default_factory=list)

    def tag(self, text: str, max_characters: int, boxes: WordBoxes | None = None) -> list[Span]:
        self.seen.append(len(text))
        return [span for span in self.spans if span.end <= min(len(text), max_characters)]


def at(part: str, category: str, confidence: float = 0.9) -> Span:
    start = TEXT.index(part)
    return Span(start, start + len(part), category, confidence)


def recognize(*spans: Span, max_characters: int = 1000) -> list[tuple[str, str, EntitySource]]:
    recognition = ProjectRecognizer(SCHEMA, FixedTagger(list(spans))).recognize(
        TEXT, max_characters
    )
    return [(span.category, TEXT[span.start : span.end], span.source) for span in recognition.spans]


def test_all_sources_are_composed_in_text_order() -> None:
    assert recognize(at("Nike, Inc.", "Party"), at("May 20, 2014", "EffectiveDate")) == [
        ("Party", "Nike, Inc.", EntitySource.MODEL),
        ("Party", "ACME", EntitySource.LIST),
        ("Money", "$5,000", EntitySource.DETECTOR),
        ("PolicyNumber", "POL-123456", EntitySource.PATTERN),
        ("EffectiveDate", "May 20, 2014", EntitySource.MODEL),
        ("When", "May 20, 2014", EntitySource.DETECTOR),
    ]


def test_threshold_of_a_category_drops_what_the_model_is_unsure_of() -> None:
    unsure = at("Nike, Inc.", "Party", 0.49)
    date = at("May 20, 2014", "EffectiveDate", 0.1)
    categories = [category for category, _, _ in recognize(unsure, date)]
    assert categories.count("Party") == 1
    assert "EffectiveDate" in categories


def test_categories_that_the_schema_does_not_learn_are_dropped() -> None:
    assert ("Money", "Nike", EntitySource.MODEL) not in recognize(at("Nike", "Money"))
    assert all(category != "Other" for category, _, _ in recognize(at("Nike", "Other")))


def test_text_is_read_up_to_the_budget() -> None:
    tagger = FixedTagger([])
    recognition = ProjectRecognizer(SCHEMA, tagger).recognize(TEXT, 30)
    assert recognition.characters_read == TEXT.rindex(" ", 0, 31)
    assert tagger.seen == [recognition.characters_read]
    assert all(span.end <= recognition.characters_read for span in recognition.spans)


def test_empty_text_has_no_spans() -> None:
    recognition = ProjectRecognizer(SCHEMA, FixedTagger([])).recognize("", 100)
    assert recognition.spans == ()
    assert recognition.characters_read == 0


def test_project_without_learned_categories_needs_no_model() -> None:
    schema = EntitySchema((Category("Mail", IDENTIFIER, detectors=("email",)),))
    recognition = ProjectRecognizer(schema, None).recognize("to a@example.com", 100)
    assert [span.category for span in recognition.spans] == ["Mail"]


def test_learned_categories_without_a_model_are_refused() -> None:
    with pytest.raises(SettingsError, match="Party, EffectiveDate"):
        ProjectRecognizer(SCHEMA, None)


def test_unknown_detector_is_named_with_those_there_are() -> None:
    schema = EntitySchema((Category("Mail", IDENTIFIER, detectors=("mail",)),))
    with pytest.raises(SettingsError, match=r"'mail'.*email"):
        ProjectRecognizer(schema, None)


def test_pattern_that_cannot_be_read_stops_the_start() -> None:
    schema = EntitySchema((Category("Mail", IDENTIFIER, patterns=("(",)),))
    with pytest.raises(SettingsError, match="Mail"):
        ProjectRecognizer(schema, None)


def test_spans_are_the_same_whatever_stands_beside_a_document() -> None:
    tagger = FixedTagger([at("Nike, Inc.", "Party")])
    recognizer = ProjectRecognizer(SCHEMA, tagger)
    alone = recognizer.recognize(TEXT, 1000)
    recognizer.recognize("other text with \U0001f600 and $7", 1000)
    assert recognizer.recognize(TEXT, 1000) == alone


def test_shipped_schema_is_recognized() -> None:
    schema = load_schema(
        Path(enricher.__file__).parent / "shipped" / "projects" / "contracts" / "schema.toml"
    )
    recognizer = ProjectRecognizer(schema, FixedTagger([]))
    text = "On May 20, 2014 it lent 1.471,60 \u20ac at 5% for two years; write to a@example.com."
    found = {span.category for span in recognizer.recognize(text, 1000).spans}
    assert found == {"Date", "Money", "Percent", "Duration", "Email"}


def test_language_of_the_text_brings_its_words() -> None:
    text = (
        "Der Mietvertrag wird f\u00fcr die Dauer von f\u00fcnf Jahren geschlossen und beginnt am ersten Tag"
        " des Monats, der auf die \u00dcbergabe der R\u00e4ume an den Mieter folgt."
    )
    schema = EntitySchema((Category("Duration", DURATION, detectors=("duration",)),))
    recognition = ProjectRecognizer(schema, None).recognize(text, 1000)
    assert [text[span.start : span.end] for span in recognition.spans] == ["f\u00fcnf Jahren"]
