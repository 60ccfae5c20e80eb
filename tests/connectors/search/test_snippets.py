from __future__ import annotations

from typing import Any, cast

import pytest
from tantivy import TextAnalyzer

from connectors.search.snippets import make_snippets
from connectors.search.terms import build_analyzer

ANALYZER = build_analyzer()


class Counting:
    """An analyzer that counts what it is asked for."""

    def __init__(self) -> None:
        self.calls = 0

    def analyze(self, text: str) -> list[str]:
        self.calls += 1
        return list(ANALYZER.analyze(text))

    def pre_tokenize(self, text: str) -> Any:
        return ANALYZER.pre_tokenize(text)


def snippets(text: str, phrase: str, analyzer: TextAnalyzer = ANALYZER) -> tuple[str, ...]:
    return make_snippets([text], [tuple(ANALYZER.analyze(phrase))], analyzer)


@pytest.mark.parametrize(
    ("text", "phrase", "found"),
    [
        ("A copy goes to counsel; send a copy to counsel.", "a copy to counsel", 1),
        ("She is dying young.", "is dying young", 1),
        ("The parties were tying knots.", "were tying", 1),
        ("He organizes the relational data.", "organized relations", 0),
        ("He organizes relational data.", "organized relations", 1),
        ("The café's résumés lie here.", "cafe's resume", 1),
        ("The “final” copies, to counsel.", "final copy to counsel", 1),
        ("A copy to", "a copy to counsel", 0),
    ],
)
def test_phrase_is_found_in_its_forms(text: str, phrase: str, found: int) -> None:
    assert len(snippets(text, phrase)) == found


def test_places_without_the_other_words_are_not_analyzed() -> None:
    text = "A party and an agent act at all times. " * 40 + "She sends a copy to counsel."
    counting = Counting()
    (snippet,) = snippets(text, "a copy to counsel", cast(TextAnalyzer, counting))
    assert "**a copy to counsel**" in snippet
    assert counting.calls < 40  # of the 200 words that begin with an a
