"""A row is found again where it is the same one, and nowhere else."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from enricher.documents.row_anchors import AnchorCell, ReadRows, RowAnchor

Cells = tuple[AnchorCell, ...]


def row(at: int, date: str, amount: str, *, amount_at: int | None = None) -> Cells:
    """A row that stands in the text from `at` on."""
    there = at + 20 if amount_at is None else amount_at
    return (
        AnchorCell("date", date, at, at + 10),
        AnchorCell("amount", amount, there, there + len(amount)),
    )


def find(meant: RowAnchor, rows: Sequence[Cells], text: str, column: str = "") -> int | None:
    return ReadRows(rows, text).find(meant, column)


ROWS = [row(0, "2025-03-01", "1.00"), row(50, "2025-03-01", "1.00"), row(100, "2025-03-02", "2.00")]


def anchor(cells: Cells, occurrence: int = 0, of: int = 1) -> RowAnchor:
    return RowAnchor(cells, "same", occurrence, of)


@pytest.mark.parametrize("at", range(3))
def test_the_same_text_tells_rows_by_their_places(at: int) -> None:
    assert find(anchor(ROWS[at]), ROWS, "same") == at


def test_a_newer_reader_of_the_same_text_may_have_more_in_a_row() -> None:
    longer = (*ROWS[1], AnchorCell("balance", "9.00", 75, 79))
    assert find(anchor(ROWS[1]), [ROWS[0], longer, ROWS[2]], "same") == 1


def test_equal_words_elsewhere_in_the_same_text_are_another_row() -> None:
    assert find(anchor(ROWS[1]), [ROWS[0], ROWS[2]], "same") is None


def test_rows_that_a_newer_reader_joined_are_none_of_both() -> None:
    joined = (ROWS[0][0], ROWS[1][1])
    assert find(anchor(ROWS[0]), [joined, ROWS[2]], "same") is None
    assert find(anchor(ROWS[1]), [joined, ROWS[2]], "same") is None


def test_the_corrected_column_may_come_from_elsewhere_if_enough_else_is_as_it_was() -> None:
    text = AnchorCell("description", "Tea", 11, 14)
    before = (*ROWS[0], text)
    after = (*row(0, "2025-03-01", "7.00", amount_at=30), text)
    assert find(anchor(before), [after, ROWS[2]], "same", "amount") == 0
    assert find(anchor(before), [after, ROWS[2]], "same", "date") is None
    date_alone = row(0, "2025-03-01", "7.00", amount_at=30)
    assert find(anchor(ROWS[0]), [date_alone], "same", "amount") is None


@pytest.mark.parametrize(
    ("meant", "rows", "found"),
    [
        (anchor(ROWS[2]), ROWS, 2),
        (anchor(ROWS[1], 1, 2), ROWS, 1),
        (anchor(ROWS[1], 1, 2), ROWS[1:], None),  # one of two equal rows is left: which?
        (anchor(ROWS[2]), ROWS[:2], None),
        (anchor(row(0, "2025-03-02", "2.01")), ROWS, None),
        (RowAnchor(), ROWS, None),
    ],
)
def test_another_text_tells_rows_by_their_words(
    meant: RowAnchor, rows: list[Cells], found: int | None
) -> None:
    assert find(meant, rows, "another") == found


def test_each_of_many_rows_is_found_whatever_a_newer_reader_made_of_their_cells() -> None:
    rows = [row(at * 50, f"2025-03-{at % 28:02}", f"{at % 7}.00") for at in range(200)]
    # Its description goes on over the lines of three others.
    rows[5] = (*rows[5], AnchorCell("description", "a long one", 262, 440))
    read = ReadRows(rows, "same")
    assert [read.find(read.anchor(at)) for at in range(200)] == list(range(200))
    within = AnchorCell("description", "long", 430, 434)
    assert read.find(RowAnchor((within,), "same")) == 5
    elsewhere = ReadRows(rows, "another")
    assert [elsewhere.find(read.anchor(at)) for at in range(200)] == list(range(200))
