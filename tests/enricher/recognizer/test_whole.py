"""A model's spans are stretched to the dates and names that stand there, and to nothing else."""

import pytest

from enricher.entities import Span
from enricher.recognizer.whole import whole_entities
from enricher.values import DATE, DURATION, JURISDICTION, MONEY, PARTY

TYPES = {
    "Party": PARTY,
    "Start": DATE,
    "Term": DURATION,
    "Fee": MONEY,
    "Law": JURISDICTION,
}


def span(text: str, part: str, category: str, confidence: float = 0.9, nth: int = 0) -> Span:
    start = -1
    for _ in range(nth + 1):
        start = text.index(part, start + 1)
    return Span(start, start + len(part), category, confidence)


def whole(text: str, *spans: Span) -> list[str]:
    found = whole_entities(sorted(spans, key=lambda each: each.start), TYPES, text, "en")
    return [text[each.start : each.end] for each in found]


@pytest.mark.parametrize(
    ("text", "part", "category", "expected"),
    [
        ("dated October\xa012, 2005\n\nNike", "October\xa012,", "Start", "October\xa012, 2005"),
        ("Date: 12/10/07  ", "12/10/", "Start", "12/10/07"),
        ("for five (5) years from", "five", "Term", "five (5) years"),
        ("a fee of US$1.5 million a year", "1.5", "Fee", "US$1.5 million"),
        ("the month of May", "month of May", "Start", "month of May"),
        ("laws of New York, 3 May 2001", "New York", "Law", "New York"),
        ("subject to English\nlaw.", "English", "Law", "English\nlaw"),
        ("subject to New York law.", "New York", "Law", "New York"),
        ("subject to martial law.", "martial", "Law", "martial"),
    ],
)
def test_values_are_whole(text: str, part: str, category: str, expected: str) -> None:
    assert whole(text, span(text, part, category)) == [expected]


def test_name_is_as_long_as_the_surer_name_that_stands_there() -> None:
    text = "Cost Plus, Inc. and others. COST\nPLUS, INC. By: Plus, Inc."
    spans = [
        span(text, "Cost Plus, Inc.", "Party", 0.9),
        span(text, "PLUS, INC.", "Party", 0.8),
        span(text, "Plus, Inc.", "Party", 0.7, nth=1),
    ]
    assert whole(text, *spans) == ["Cost Plus, Inc.", "COST\nPLUS, INC.", "Plus, Inc."]


def test_unsure_name_stretches_no_surer_one() -> None:
    text = "Intel and Mobileye N.V. met. Intel and Mobileye N.V. agreed."
    spans = [
        span(text, "Intel and Mobileye N.V.", "Party", 0.6),
        span(text, "Mobileye N.V.", "Party", 0.9, nth=1),
    ]
    assert whole(text, *spans) == ["Intel and Mobileye N.V.", "Mobileye N.V."]


def test_parts_of_one_value_become_one_and_keep_the_surest() -> None:
    text = "as of March 21, 2011"
    spans = [span(text, "March", "Start", 0.4), span(text, "21", "Start", 0.8)]
    [found] = whole_entities(spans, TYPES, text, "en")
    assert (text[found.start : found.end], found.confidence) == ("March 21, 2011", 0.8)
