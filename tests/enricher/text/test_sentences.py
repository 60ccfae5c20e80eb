from __future__ import annotations

import pytest

from enricher.text.sentences import SIDE_CHARACTERS, sentence_at

TEXT = (
    "It begins. This Agreement, made by Acme Inc. and Bolt, lasts 2 years; Article 3 says so."
    "\n\nTitle\n\nNext clause. The end"
)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("Bolt", "This Agreement, made by Acme Inc. and Bolt, lasts 2 years;"),
        ("begins", "It begins."),
        ("3", "Article 3 says so."),
        ("Title", "Title"),
        ("end", "The end"),
        ("Acme Inc. and Bolt, lasts 2 years; Article", "This Agreement, made by Acme Inc. and"),
    ],
)
def test_sentence_goes_from_stop_to_stop(words: str, sentence: str) -> None:
    start = TEXT.index(words)
    found = sentence_at(TEXT, start, start + len(words))
    assert found.text.startswith(sentence)
    assert TEXT[found.start : found.start + len(found.text)] == found.text
    assert words in found.text


def test_long_sentences_are_cut_between_words() -> None:
    text = "word " * 500 + "HERE" + " tail" * 500
    start = text.index("HERE")
    found = sentence_at(text, start, start + 4)
    assert len(found.text) <= 4 + 2 * SIDE_CHARACTERS
    assert found.text.startswith("word ")
    assert found.text.endswith(" tail")
    assert text[found.start : found.start + len(found.text)] == found.text
