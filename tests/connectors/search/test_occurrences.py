from __future__ import annotations

from connectors.search.occurrences import find_occurrences, lower
from connectors.search.terms import build_analyzer


def found(text: str, word: str, most_tried: int = 100) -> list[str]:
    places = find_occurrences((word,), text, lower(text), build_analyzer(), most_tried)
    return [text[start:end] for start, end in places]


def test_words_with_accents_come_after_all_others() -> None:
    assert found("Résumés, resumes and a resume", "resum") == ["resumes", "resume", "Résumés"]


def test_word_that_is_found_by_its_beginning_and_its_accent_comes_twice() -> None:
    assert found("a cafés and a café", "cafe") == ["cafés", "café", "cafés", "café"]


def test_no_more_words_are_tried_than_allowed() -> None:
    assert found("lease lease lease", "leas", most_tried=2) == ["lease", "lease"]
