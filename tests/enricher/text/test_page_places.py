from __future__ import annotations

import pytest

from enricher.text.page_places import DrawnPage, Rectangle, find_rectangles

LINE = 40  # characters


def drawn(text: str) -> DrawnPage:
    """A page of lines of one character each a unit wide."""
    boxes: list[Rectangle | None] = []
    row = column = 0
    for character in text:
        is_blank = character.isspace()
        box = Rectangle(column / LINE, row / 10, (column + 1) / LINE, (row + 0.8) / 10)
        boxes.append(None if is_blank else box)
        row, column = (row + 1, 0) if character == "\n" else (row, column + 1)
    return DrawnPage(text, tuple(boxes))


def words_under(page: DrawnPage, rectangles: tuple[Rectangle, ...]) -> list[str]:
    return [
        "".join(
            character
            for character, box in zip(page.text, page.boxes, strict=True)
            if box and box.top == one.top and one.left <= box.left and box.right <= one.right
        )
        for one in rectangles
    ]


@pytest.mark.parametrize(
    ("own", "other", "words", "expected"),
    [
        ("between Acme Ltd and Orion", "between Acme Ltd and Orion", "Acme Ltd", ["AcmeLtd"]),
        ("between Acme\nLtd and Orion", "between Acme Ltd\nand Orion", "Acme\nLtd", ["AcmeLtd"]),
        ("between Acme Ltd and", "between Acme\nLtd and", "Acme Ltd", ["Acme", "Ltd"]),
        ("the confi-\ndential Office", "the con\ufb01dential O\ufb03ce", "Office", ["O\ufb03ce"]),
        ("an agree-\nment of May", "an agreement of May", "agree-\nment", ["agreement"]),
        ("of Acme Ltd", "of something else", "Acme Ltd", []),
        ("the art of war", "the party of war", "art", []),
    ],
    ids=["same", "other lines", "two lines", "ligatures", "hyphen", "gone", "within a word"],
)
def test_words_are_found_as_the_page_draws_them(
    own: str, other: str, words: str, expected: list[str]
) -> None:
    page = drawn(other)
    start = own.index(words)
    (found,) = find_rectangles(own, [(start, start + len(words))], page)
    assert words_under(page, found) == expected


def test_equal_words_are_told_apart_by_what_stands_around_them() -> None:
    own = "Column one pays Acme at once.\nColumn two sues Acme in court.\n"
    page = drawn("Column two sues Acme in court.\nColumn one pays Acme at once.\n")
    first = own.index("Acme")
    second = own.index("Acme", first + 1)
    found = find_rectangles(own, [(first, first + 4), (second, second + 4)], page)
    assert [one[0].top for one in found] == [0.1, 0.0]


def test_doubt_shows_nothing() -> None:
    own = "Signed by Acme today. Sealed by Acme later."
    start = own.index("Acme", 15)
    (found,) = find_rectangles(own, [(start, start + 4)], drawn("xx Acme yy\nzz Acme ww"))
    assert found == ()


def test_blanks_of_a_form_count_by_their_order() -> None:
    form = "Name: Acme\nName: Acme\nName: Acme\n"
    start = form.index("Acme", 12)
    (found,) = find_rectangles(form, [(start, start + 4)], drawn(form))
    assert [one.top for one in found] == [0.1]


def test_passage_that_runs_on_in_the_next_column_is_found_line_by_line() -> None:
    one, two, three, four = (
        "Neither party is liable for lost profits",
        "or data, and all liability of a party in",
        "a year is limited to the fees of twelve",
        "months that were paid before the claim.",
    )
    own = f"9. Cap.\n{one}\n{two}\n{three}\n{four}\nNotices go by post.\n"
    page = drawn(f"{one}\n9. Cap.\n{two}\nThe other column.\n{three}\n{four}\n")
    start, end = own.index("Neither"), own.index("\nNotices")
    (found,) = find_rectangles(own, [(start, end)], page)
    assert words_under(page, found) == [line.replace(" ", "") for line in (one, two, three, four)]
