from __future__ import annotations

from datetime import UTC, datetime
from itertools import count

import pytest

from enricher.documents import EnrichedText, ExtractedText
from enricher.documents.corrections import Act, Correction, Said
from enricher.enrichment.assemble import resolve_spans
from enricher.enrichment.field_texts import read_fields
from enricher.enrichment.fields import UNWEIGHED, Resolved
from enricher.enrichment.parts import Rules
from enricher.enrichment.passage_values import DETECTED
from enricher.entities import EntitySource, Span
from enricher.expressions.schema_file import read_schema
from enricher.recognizer.confidence import Confidence
from enricher.text.anchors import anchor_at, find_words

SCHEMA = read_schema(
    rb"""
[categories.Cap]
type = "passage"
learned = true

[categories.CapAmount]
type = "money"
cardinality = "one"
within = "Cap"
detectors = ["money"]

[categories.CapPeriod]
type = "duration"
cardinality = "one"
within = "Cap"
patterns = ['(?i)preceding ({duration})', '(?i)({duration}) preceding']
detectors = ["duration"]

[categories.Royalty]
type = "passage"
learned = true

[categories.Rate]
type = "percent"
within = "Royalty"
detectors = ["percent"]
words = ["one tenth"]

[categories.Money]
type = "money"
detectors = ["money"]
""",
    "schema.toml",
)
TEXT = """The price is $75,000, due within 30 days.
In no event is a party liable for more than $500,000. No claim may be brought after two years, and none
is for more than what was paid in the twelve (12) months preceding it, or $500,000 or $90,000.
The royalty is 5% of sales up to $1,000,000, and 7% or one tenth of what is above.
"""
CAP = "In no event is a party liable for more than $500,000."
CAP_WHOLE = TEXT[TEXT.index(CAP) : TEXT.index("The royalty")].strip()
ROYALTY = TEXT[TEXT.index("The royalty") :].strip()
numbers = count(1)


def passage(words: str, category: str = "Cap", confidence: float = 0.8) -> Span:
    ((start, end),) = find_words(TEXT, words)
    return Span(start, end, category, confidence)


def resolved(
    *spans: Span,
    corrections: list[Correction] | None = None,
    confidence: Confidence | None = UNWEIGHED,
    before: EnrichedText | None = None,
) -> Resolved:
    text = before or EnrichedText(ExtractedText.of_text(TEXT), "en")
    return resolve_spans(text, spans, Rules(SCHEMA, confidence), corrections or [])[0]


def values(found: Resolved, category: str) -> list[str]:
    return [one.value.display for one in found.fields.get(category, ())]


def correction(words: str, category: str, act: Act = Act.TAG) -> Correction:
    start, end = find_words(TEXT, words)[0]
    said = Said(act, category, anchor_at(TEXT, start, end))
    return Correction(next(numbers), "d1", said, "ada", datetime.now(UTC))


def test_what_stands_outside_of_a_passage_is_not_its_value() -> None:
    found = resolved(passage(CAP))
    assert values(found, "CapAmount") == ["500000.00 USD"]
    assert values(found, "CapPeriod") == values(found, "Rate") == []
    (entity,) = [one for one in found.entities if one.span.category == "CapAmount"]
    assert (entity.text, entity.span.source) == ("$500,000", EntitySource.DETECTOR)
    assert TEXT[entity.span.start : entity.span.end] == "$500,000"


def test_value_is_no_surer_than_its_passage() -> None:
    found = resolved(passage(CAP, confidence=0.5))
    assert found.fields["CapAmount"][0].confidence == pytest.approx(0.5 * DETECTED)


def test_passage_that_does_not_count_has_no_values() -> None:
    confidence = Confidence(thresholds={"Cap": 0.6})
    assert values(resolved(passage(CAP, confidence=0.5), confidence=confidence), "CapAmount") == []
    assert values(resolved(passage(CAP, confidence=0.7), confidence=confidence), "CapAmount")


def test_of_several_the_one_that_is_named_most_often_counts_and_a_pattern_before_all() -> None:
    found = resolved(passage(CAP_WHOLE))
    assert values(found, "CapAmount") == ["500000.00 USD"]
    assert values(found, "CapPeriod") == ["12 months"]
    shown = [one.text for one in found.entities if one.span.category.startswith("CapP")]
    assert shown == ["twelve (12) months"]


def test_category_of_many_has_all() -> None:
    found = resolved(passage(ROYALTY, "Royalty"))
    assert values(found, "Rate") == ["5%", "7%"]
    rates = [one.text for one in found.entities if one.span.category == "Rate"]
    assert rates == ["5%", "7%", "one tenth"]


def test_passage_that_a_person_adds_or_takes_away_takes_its_values_along() -> None:
    added = resolved(corrections=[correction(CAP, "Cap")])
    assert values(added, "CapAmount") == ["500000.00 USD"]
    gone = resolved(passage(CAP), corrections=[correction(CAP, "Cap", Act.REJECT)])
    assert values(gone, "CapAmount") == []


def test_value_that_a_person_gives_or_rejects_counts() -> None:
    said = correction("$90,000", "CapAmount")
    assert values(resolved(passage(CAP_WHOLE), corrections=[said]), "CapAmount") == ["90000.00 USD"]
    rejected = correction("$500,000", "CapAmount", Act.REJECT)
    found = resolved(passage(CAP), corrections=[rejected])
    assert values(found, "CapAmount") == []


def test_text_whose_model_is_gone_keeps_its_values_as_long_as_it_has_the_passage() -> None:
    first = resolved(passage(CAP))
    text = EnrichedText(
        ExtractedText.of_text(TEXT), "en", entities=first.entities, fields=first.fields
    )
    kept = resolved(passage(CAP), confidence=None, before=text)
    assert values(kept, "CapAmount") == ["500000.00 USD"]
    rejected = correction(CAP, "Cap", Act.REJECT)
    gone = resolved(passage(CAP), corrections=[rejected], confidence=None, before=text)
    assert values(gone, "CapAmount") == []
    assert gone.entities == ()


def test_made_up_document_has_what_stands_in_its_passages() -> None:
    """Of the example of a policy: the words of a passage are enough, and a value may be given."""
    found = read_fields({"Cap": ["not above $5,000"], "CapPeriod": ["six months"]}, SCHEMA)
    assert [one.value.display for one in found.fields["CapAmount"]] == ["5000.00 USD"]
    assert [one.value.display for one in found.fields["CapPeriod"]] == ["6 months"]
