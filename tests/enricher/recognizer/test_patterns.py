from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enricher.entities import EntitySource
from enricher.errors import SettingsError
from enricher.recognizer.patterns import PatternFinder
from enricher.schema import Category
from enricher.values import IDENTIFIER


def finder(*patterns: str) -> PatternFinder:
    return PatternFinder(Category("Number", IDENTIFIER, patterns=patterns))


def found(text: str, *patterns: str) -> list[str]:
    return [text[span.start : span.end] for span in finder(*patterns).find(text)]


def test_whole_match_is_the_entity_without_a_group() -> None:
    assert found("POL-123456 and POL-654321", r"POL-\d{6}") == ["POL-123456", "POL-654321"]


def test_first_group_is_the_entity() -> None:
    assert found("Policy No. 4711, dated", r"Policy No\. (\d+)(,)?") == ["4711"]


def test_group_that_took_no_part_is_no_entity() -> None:
    assert found("ab", r"(x)?ab") == []


def test_empty_matches_are_no_entities() -> None:
    assert found("abc", r"x*") == []


def test_all_patterns_are_looked_for() -> None:
    assert found("A1 B2", r"B\d", r"A\d") == ["B2", "A1"]


def test_spans_come_from_the_pattern() -> None:
    (span,) = finder(r"A\d").find("xA1")
    assert (span.category, span.source, span.confidence) == ("Number", EntitySource.PATTERN, 1.0)


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        (
            "(?i)({duration})\\W+notice",
            "In 30 days, or on Ninety (90) days' NOTICE",
            ["Ninety (90) days"],
        ),
        ("of {duration}", "a term of two years and six months", ["of two years and six months"]),
        ("(?i)exceed ({money})", "must not EXCEED $5 million; all 5 pay $9", ["$5 million"]),
        ("(?i)exceed ({money})", "must not exceed 5.000,00 EUR", ["5.000,00 EUR"]),
        ("(?i)exceed ({money})", "must not exceed all 5", []),
        ("({percent}) of", "7% of sales, 9% discount", ["7%"]),
        ("until ({date})", "from May 1, 2020 until 30 June 2021", ["30 June 2021"]),
        (r"{unknown} \{duration\}", "{unknown} {duration}", ["{unknown} {duration}"]),
    ],
)
def test_name_of_a_detector_stands_for_what_it_looks_for(
    pattern: str, text: str, expected: list[str]
) -> None:
    assert found(text, pattern) == expected


@pytest.mark.parametrize("pattern", ["(", r"(?=x)", r"(a)\1", "[z-a]", "x{5000}"])
def test_pattern_that_cannot_be_read_is_named(pattern: str) -> None:
    with pytest.raises(SettingsError) as error:
        finder(pattern)
    assert "Number" in str(error.value)
    assert repr(pattern) in str(error.value)


@given(st.text(max_size=50), st.text(max_size=50))
def test_offsets_are_characters(before: str, after: str) -> None:
    text = f"{before}<POL-123456>{after}"
    assert [(span.start, span.end) for span in finder(r"<(POL-\d{6})>").find(text)] == [
        (len(before) + 1, len(before) + 11)
    ]


def test_hostile_pattern_takes_linear_time() -> None:
    assert found("a" * 100_000 + "b", r"(a+)+c") == []
