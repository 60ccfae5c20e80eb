from __future__ import annotations

from enricher.entities import EntitySource
from enricher.recognizer.rules import RuleFinder
from enricher.schema import Category
from enricher.values import VALUE_TYPES

TEXT = """7. Law and courts
7.1 This contract is governed
by the law of Peru. The courts of Lima, e.g. its
court of commerce, decide; (b) no law of another country is looked at.
Page 3
The law of Peru is that of today.
"""


def found(*patterns: str) -> list[str]:
    finder = RuleFinder([Category("Law", VALUE_TYPES["passage"], patterns=patterns)])
    return [" ".join(TEXT[one.start : one.end].split()) for one in finder.find(TEXT, "en")]


def test_words_of_a_passage_stand_for_the_statement_that_holds_them() -> None:
    assert found(r"governed\s+by") == ["7.1 This contract is governed by the law of Peru."]
    (courts,) = found("court of commerce")
    assert courts.startswith("The courts of Lima, e.g. its court of commerce, decide;")


def test_statement_that_several_words_are_found_in_is_one_passage() -> None:
    assert found("contract", "law of Peru") == [
        "7.1 This contract is governed by the law of Peru.",
        "The law of Peru is that of today.",
    ]


def test_words_that_reach_into_the_next_statement_take_it_along() -> None:
    (whole,) = found(r"(?s)governed.*?courts")
    assert whole.startswith("7.1 This contract")
    assert "The courts of Lima" in whole


def test_value_of_another_type_is_what_was_found() -> None:
    finder = RuleFinder([Category("Law", VALUE_TYPES["text"], patterns=("law of Peru",))])
    (first, _) = finder.find(TEXT, "en")
    assert (TEXT[first.start : first.end], first.source) == ("law of Peru", EntitySource.PATTERN)
