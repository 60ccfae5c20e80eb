"""What pages that browsers print have taught: days with names, capitals behind amounts, large letters."""

from __future__ import annotations

from connectors.layout.cells import content_of
from connectors.layout.lines import lines_of
from enricher.documents.layout import Word, WordPage


def page(*words: tuple[str, float, float, float]) -> WordPage:
    """Words by their text, left edge, upper edge and height; a letter is half as wide as high."""
    return WordPage(
        0,
        tuple(
            Word(text, left, top, left + len(text) * height / 2, top + height)
            for text, left, top, height in words
        ),
    )


def test_name_of_a_weekday_is_part_of_its_day() -> None:
    (line,) = lines_of(
        page(
            ("Monday", 40, 50, 10), ("3", 73, 50, 10), ("March", 81, 50, 10), ("2025", 109, 50, 10)
        )
    )
    (day,) = content_of(line).days
    assert day.is_leading
    assert [one.text for one in day.words] == ["Monday", "3", "March", "2025"]


def test_words_in_capitals_are_no_currencies() -> None:
    (line,) = lines_of(
        page(("4.574,16", 40, 50, 10), ("TOTALE", 84, 50, 10), ("MOVIMENTI", 117, 50, 10))
    )
    content = content_of(line)
    assert [str(one.value) for one in content.amounts] == ["4574.16"]
    assert [one.text for one in content.rest] == ["TOTALE", "MOVIMENTI"]


def test_two_lines_beside_large_letters_are_two() -> None:
    lines = lines_of(
        page(("Bank", 40, 48.5, 20), ("Statement", 200, 49, 10), ("Holder", 200, 58, 10))
    )
    assert [one.text for one in lines] == ["Bank Statement", "Holder"]


def test_day_of_digits_alone_counts_below_the_name_of_a_date() -> None:
    (line,) = lines_of(page(("250304", 40, 50, 10), ("Coffee", 90, 50, 10)))
    assert not content_of(line).days
    (day,) = content_of(line, [(40, 70)]).days
    assert (day.year, day.second, day.first) == (2025, 3, 4)
