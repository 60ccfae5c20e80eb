"""Words of a question are counted in all their forms."""

from __future__ import annotations

import pytest

from connectors.search.terms import build_stemmer
from enricher.search.word_counts import WordCounter


@pytest.mark.parametrize(
    ("word", "text", "count"),
    [
        ("assign", "It may assign, was assigned, and the assignment stands.", 3),
        ("policy", "policies and a policy", 2),
        ("art", "an article on arts", 1),
        ("nokia", "Nokia's plant; NOKIA OYJ; Panokia", 2),
        ("rent", "the parent pays no RENT", 1),
        ("§", "§ 5", 0),
        ("café", "Café and cafe", 2),
    ],
)
def test_forms_of_a_word_are_counted(word: str, text: str, count: int) -> None:
    counter = WordCounter([word], build_stemmer())
    assert counter.count([text, ""]).tolist() == [[count], [0]]


def test_words_that_begin_alike_are_told_apart() -> None:
    counter = WordCounter(["term", "terminate", "termination"], build_stemmer())
    counts = counter.count(["the term ends when a party terminates it"])
    assert counts.tolist() == [[1, 1, 0]]  # the second and the third have one stem: counted once


def test_no_words_are_no_columns() -> None:
    assert WordCounter([], build_stemmer()).count(["a text"]).shape == (1, 0)
