from __future__ import annotations

from dataclasses import replace

import pytest

from connectors.ocr.text import lie_sideways, to_page_text

HEAD = (
    "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"
)


def row(word: str, place: tuple[int, int, int], left: int, confidence: float = 95.0) -> str:
    block, paragraph, line = place
    width = 10 * len(word)
    return f"5\t1\t{block}\t{paragraph}\t{line}\t1\t{left}\t0\t{width}\t20\t{confidence}\t{word}"


def test_lines_and_paragraphs() -> None:
    rows = [
        HEAD,
        "1\t1\t0\t0\t0\t0\t0\t0\t900\t900\t-1\t",
        row("One", (1, 1, 1), 0),
        row("line", (1, 1, 1), 40),
        row("Two", (1, 1, 2), 0),
        row("Three", (1, 2, 1), 0),
        row("Four", (2, 1, 1), 0),
    ]
    assert to_page_text("\n".join(rows)).text == "One line\nTwo\n\nThree\n\nFour"


@pytest.mark.parametrize(("gap", "between"), [(10, " "), (49, " "), (51, "\t")])
def test_a_wide_gap_parts_columns(gap: int, between: str) -> None:
    rows = [row("By:", (1, 1, 1), 0), row("By:", (1, 1, 1), 30 + gap)]
    assert to_page_text("\n".join(rows)).text == f"By:{between}By:"


def test_confidence_is_that_of_letters_and_dust_is_no_word() -> None:
    rows = [row("agreement", (1, 1, 1), 0, 90.0), row("|", (1, 1, 1), 100, 0.0)]
    page = to_page_text("\n".join(rows))
    assert (page.text, [word.text for word in page.words]) == ("agreement", ["agreement"])
    assert page.confidence == pytest.approx(81.0)


@pytest.mark.parametrize("table", ["", HEAD, "garbage\n5\t1", row(" ", (1, 1, 1), 0)])
def test_nothing_gives_nothing(table: str) -> None:
    page = to_page_text(table)
    assert (page.text, page.confidence, page.words) == ("", 0.0, ())


def test_quotation_marks_are_no_syntax() -> None:
    rows = [row('"Party', (1, 1, 1), 0), row("A", (1, 1, 1), 70)]
    assert to_page_text("\n".join(rows)).text == '"Party A'


def test_words_that_are_taller_than_wide_lie_sideways() -> None:
    words = to_page_text(
        "\n".join([row("agreement", (1, 1, 1), 0), row("of", (1, 1, 1), 99)])
    ).words
    assert not lie_sideways(words)
    assert lie_sideways([replace(word, width=20, height=90) for word in words])
    assert not lie_sideways([])
