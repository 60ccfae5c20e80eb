from __future__ import annotations

from enricher.text.page_places import DrawnPage, Rectangle
from enricher.text.page_words import place_words, rectangles_of

LINE = 40  # characters


def drawn(text: str) -> DrawnPage:
    """A page of lines of one character each a unit wide."""
    boxes: list[Rectangle | None] = []
    row = column = 0
    for character in text:
        box = Rectangle(column / LINE, row / 10, (column + 1) / LINE, (row + 0.8) / 10)
        boxes.append(None if character.isspace() else box)
        row, column = (row + 1, 0) if character == "\n" else (row, column + 1)
    return DrawnPage(text, tuple(boxes))


def words_of(text: str, page: str) -> list[str]:
    return [text[one.start : one.end] for one in place_words(text, drawn(page))]


def test_words_are_in_the_order_of_the_text_wherever_they_are_drawn() -> None:
    text = "Name Town\nAnna Leeds"
    words = place_words(text, drawn("Name Anna\nTown Leeds"))
    assert [text[one.start : one.end] for one in words] == ["Name", "Town", "Anna", "Leeds"]
    assert words[1].rectangles[0].top == words[3].rectangles[0].top == 0.1


def test_what_one_reader_spells_otherwise_has_the_room_between_its_neighbours() -> None:
    text = "between Acme - Ltd and O\u2019Brien of Leeds"
    page = "between Acme - Ltd and O'Brien of Leeds"
    assert words_of(text, page) == text.split()
    (dash,) = (one for one in place_words(text, drawn(page)) if text[one.start] == "-")
    assert dash.rectangles[0].left == 12 / LINE
    assert dash.rectangles[0].right == 15 / LINE


def test_room_that_is_too_wide_for_a_word_is_not_given_to_it() -> None:
    assert words_of("left x right", "left" + " " * 20 + "right") == ["left", "right"]


def test_what_stands_over_the_end_of_a_line_has_no_room() -> None:
    assert words_of("left other right", "left\nright") == ["left", "right"]


def test_a_broken_word_has_two_places() -> None:
    (_, word, _) = place_words("an agreement of", drawn("an agree-\nment of"))
    assert [one.top for one in word.rectangles] == [0, 0.1]


def test_a_stretch_of_the_text_is_a_rectangle_a_line() -> None:
    text = "to Acme Ltd of Leeds"
    words = place_words(text, drawn("to Acme Ltd\nof Leeds"))
    first, second = rectangles_of(words, 3, len(text))
    assert (first.left, first.right, first.top) == (3 / LINE, 11 / LINE, 0)
    assert (second.left, second.top) == (0, 0.1)
    assert rectangles_of(words, 2, 3) == ()
