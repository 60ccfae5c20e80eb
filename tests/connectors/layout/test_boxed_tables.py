"""Tables in a box that a person drew."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from connectors.layout.boxed_tables import read_box
from enricher.documents.added_tables import BoxedWords, BoxReading
from enricher.documents.layout import Word, WordPage
from enricher.documents.tables import LINES, TABLE, TRANSACTIONS, Table

HEIGHT = 12.0
LETTER = 5.0

Line = Sequence[tuple[float, str]]
"""Words that stand together, each with where it begins."""


def given(lines: Sequence[Line], outside: Sequence[Line] = (), step: float = 15.0) -> BoxedWords:
    """A page whose text is its words; `outside` stands above the box."""
    text = ""
    words: list[Word] = []
    places: list[tuple[int, int]] = []
    for number, line in enumerate([*outside, *lines]):
        top = 50 + step * number
        for left, phrase in line:
            x = left
            for one in phrase.split():
                places.append((len(text), len(text) + len(one)))
                words.append(Word(one, x, top, x + LETTER * len(one), top + HEIGHT))
                text += f"{one} "
                x += LETTER * (len(one) + 0.7)
        text += "\n"
    count = sum(len(phrase.split()) for line in outside for _, phrase in line)
    inside = tuple(at >= count for at in range(len(words)))
    return BoxedWords(WordPage(0, tuple(words)), tuple(places), inside, text, (0,))


def only(found: BoxReading) -> Table:
    (table,) = found.tables
    return table


PARTS = (
    ((70, "Part"), (150, "Delivered"), (300, "Weight")),
    ((70, "A-17 oak"), (150, "03.03.2025"), (300, "12,50")),
    ((70, "B-2 ash"), (150, "17.03.2025"), (300, "1.204,00")),
)


def test_a_table_is_read_by_the_blanks_between_its_columns() -> None:
    found = read_box(TABLE, words := given(PARTS))
    table = only(found)
    assert [(one.name, one.type) for one in table.columns] == [
        ("Part", "text"),
        ("Delivered", "date"),
        ("Weight", "number"),
    ]
    assert [[cell and cell.value for cell in row] for row in table.rows] == [
        ["A-17 oak", "2025-03-03", "12.50"],
        ["B-2 ash", "2025-03-17", "1204.00"],
    ]
    assert [words.text[one.start : one.end] for one in table.rows[1] if one] == [
        "B-2 ash",
        "17.03.2025",
        "1.204,00",
    ]
    assert (table.name, found.unread) == (TABLE, ())


def test_a_line_without_values_goes_on_with_the_row_above() -> None:
    table = only(read_box(TABLE, given([*PARTS, ((70, "with a groove"),)])))
    assert table.values("Part") == ["A-17 oak", "B-2 ash with a groove"]


def test_rows_of_words_alone_are_rows() -> None:
    lines = (
        ((70, "Role"), (200, "Name")),
        ((70, "Buyer"), (200, "Ada")),
        ((70, "Seller"), (200, "Ben")),
        ((200, "and sons"),),
    )
    table = only(read_box(TABLE, given(lines)))
    assert table.records() == [
        {"Role": "Buyer", "Name": "Ada"},
        {"Role": "Seller", "Name": "Ben and sons"},
    ]


def test_what_is_no_number_in_a_column_of_numbers_is_told() -> None:
    lines = [*PARTS, *(((70, f"C-{at}"), (300, f"{at},25")) for at in range(3))]
    lines.append(((70, "D-1"), (150, "18.03.2025"), (300, "l2.x5")))
    found = read_box(TABLE, given(lines))
    assert only(found).values("Weight")[-1] is None
    assert [(one.row, one.column, one.words) for one in found.unread] == [(5, "Weight", "l2.x5")]


def test_types_may_be_given() -> None:
    found = read_box(TABLE, given(PARTS), ["number", "text", "text"])
    assert only(found).values("Delivered") == ["03.03.2025", "17.03.2025"]
    assert only(found).values("Part") == [None, None]
    assert [one.words for one in found.unread] == ["A-17 oak", "B-2 ash"]


def test_columns_without_names_are_numbered_and_equal_names_told_apart() -> None:
    assert [one.name for one in only(read_box(TABLE, given(PARTS[1:]))).columns] == [
        "column 1",
        "column 2",
        "column 3",
    ]
    twice = (((70, "Day"), (150, "Day"), (300, "Sum")), *PARTS[1:])
    assert [one.name for one in only(read_box(TABLE, given(twice))).columns] == [
        "Day",
        "Day 2",
        "Sum",
    ]


@pytest.mark.parametrize("lines", [(), (((70, "A sentence that is no table at all"),),)])
def test_words_in_one_column_are_no_table(lines: Sequence[Line]) -> None:
    assert read_box(TABLE, given(lines)) == BoxReading(())


MOVEMENTS = (
    ((70, "Date"), (150, "Details"), (300, "Amount"), (400, "Balance")),
    ((70, "03 Mar"), (150, "Bakery"), (295, "-25.03"), (398, "474.97")),
    ((70, "10 Mar"), (150, "Rent"), (290, "-100.00"), (398, "374.97")),
)


def test_transactions_need_no_proof_where_a_person_says_so() -> None:
    period = (((70, "Statement from 1 March 2025 to 31 March 2025"),),)
    table = only(read_box(TRANSACTIONS, given(MOVEMENTS, period)))
    assert table.name == TRANSACTIONS
    assert table.records() == [
        {"date": "2025-03-03", "description": "Bakery", "amount": "-25.03", "balance": "474.97"},
        {"date": "2025-03-10", "description": "Rent", "amount": "-100.00", "balance": "374.97"},
    ]


def test_lines_of_an_invoice_need_no_title() -> None:
    lines = (
        ((70, "Description"), (250, "Qty"), (320, "Unit price"), (430, "Amount")),
        ((70, "Oak panel"), (255, "2"), (325, "12.50"), (430, "25.00")),
        ((70, "Delivery"), (255, "1"), (325, "30.00"), (430, "30.00")),
    )
    table = only(read_box(LINES, given(lines)))
    assert (table.name, table.values("amount")) == (LINES, ["25.00", "30.00"])
    assert table.values("quantity") == ["2", "1"]


def test_a_box_without_transactions_or_lines_has_none() -> None:
    words = given((((70, "Nothing"), (200, "of that kind")),))
    assert read_box(TRANSACTIONS, words).tables == ()
    assert read_box(LINES, words).tables == ()
