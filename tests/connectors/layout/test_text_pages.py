from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as some

from connectors.layout.alignment import Alignment
from connectors.layout.lines import lines_of
from connectors.layout.text_pages import pages_of


def test_cells_stand_below_each_other_and_numbers_end_there() -> None:
    (page,) = pages_of("Heading\nTea\t5.00\nMarmalade\t1,205.00\n").pages
    words = {one.text: one for one in page.words}
    assert words["Tea"].left == words["Marmalade"].left == 0
    assert words["5.00"].right == words["1,205.00"].right
    assert words["5.00"].left - words["Marmalade"].right >= 10
    assert [line.text for line in lines_of(page)] == ["Heading", "Tea 5.00", "Marmalade 1,205.00"]


def test_a_cell_of_several_lines_stands_beside_the_others_of_its_row() -> None:
    text = "Day\tWhat\tSum\n1 May\tTea\nand jam\nof Leeds\t5.00\n2 May\tRent\t9.00\n"
    (page,) = pages_of(text).pages
    assert [line.text for line in lines_of(page)] == [
        "Day What Sum",
        "1 May Tea 5.00",
        "and jam",
        "of Leeds",
        "2 May Rent 9.00",
    ]
    words = {one.text: one for one in page.words}
    assert words["Tea"].left == words["and"].left == words["of"].left == words["Rent"].left
    assert words["5.00"].right == words["9.00"].right


def test_a_paragraph_is_broken_into_lines() -> None:
    (page,) = pages_of("word " * 60).pages
    assert max(one.right for one in page.words) <= 500
    assert len(lines_of(page)) == 3


def test_long_texts_have_pages_that_begin_where_their_lines_do() -> None:
    text = "".join(f"line {number}\n" for number in range(450))
    placed = pages_of(text)
    assert [text[start:].split("\n")[0] for start in placed.starts] == [
        "line 0",
        "line 200",
        "line 400",
    ]


@given(some.text(some.sampled_from("ab1. \t\n"), max_size=400))
def test_every_word_has_its_place_in_the_text(text: str) -> None:
    placed = pages_of(text)
    alignment = Alignment(text, placed.starts)
    for page in placed.pages:
        alignment.add(page)
    found = {(page, number): text[start:end] for page, number, (start, end) in alignment.places()}
    assert found == {
        (page.number, number): word.text
        for page in placed.pages
        for number, word in enumerate(page.words)
    }
