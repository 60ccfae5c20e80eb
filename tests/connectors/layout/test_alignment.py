"""Where words of a page stand in a text that another reader wrote."""

from __future__ import annotations

from connectors.layout.alignment import Alignment
from connectors.layout.lines import PlacedWord
from enricher.documents.layout import Word, WordPage


def page_of(*lines: str) -> WordPage:
    words = []
    for number, line in enumerate(lines):
        for at, text in enumerate(line.split()):
            words.append(Word(text, 50.0 * at, 20.0 * number, 50.0 * at + 40, 20.0 * number + 10))
    return WordPage(0, tuple(words))


def placed(page: WordPage) -> list[PlacedWord]:
    return [PlacedWord(word, 0, number) for number, word in enumerate(page.words)]


def told(text: str, *lines: str) -> list[str]:
    page = page_of(*lines)
    alignment = Alignment(text, [0])
    alignment.add(page)
    return [
        text[one.start : one.end]
        for one in alignment.stated("Vendor", "a value", placed(page), 0.9)
    ]


def test_a_value_stands_where_its_words_do() -> None:
    assert told("from Blue Heron Ltd in Reno", "Blue Heron Ltd") == ["Blue Heron Ltd"]


def test_a_value_whose_lines_the_text_parts_stands_at_the_first_of_them() -> None:
    text = "Blue Heron and much else that is longer than two blanks Landscaping"
    assert told(text, "Blue Heron", "Landscaping") == ["Blue Heron"]


def test_a_value_of_which_one_word_is_in_the_text_stands_there() -> None:
    assert told("sold by Landscaping", "Heron Landscaping") == ["Landscaping"]


def test_a_value_that_is_nowhere_is_not_stated() -> None:
    assert told("something else", "Heron Landscaping") == []
