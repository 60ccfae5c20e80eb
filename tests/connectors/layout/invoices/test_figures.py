"""Numbers of a line: what quantity, price and discount make."""

from __future__ import annotations

import pytest

from connectors.layout.invoices.figures import Figure, figures_of, makes
from connectors.layout.lines import PlacedWord
from enricher.documents.layout import Word


def words_of(*texts: str, blank: float = 3.0) -> list[PlacedWord]:
    words, left = [], 0.0
    for number, text in enumerate(texts):
        right = left + 5.0 * len(text)
        words.append(PlacedWord(Word(text, left, 0.0, right, 10.0), 0, number))
        left = right + blank
    return words


def figure_of(text: str) -> Figure:
    return figures_of(words_of(text), ".")[0]


@pytest.mark.parametrize(
    ("quantity", "price", "discount", "amount", "expected"),
    [
        ("2", "50.00", None, "100.00", True),
        ("2", "50.00", "10%", "90.00", True),
        ("2", "50.00", "10.00", "90.00", True),
        ("2", "50.00", "10%", "100.00", True),
        ("2", "50.00", None, "90.00", False),
        ("2", "50.00", "5%", "90.00", False),
    ],
)
def test_a_line_makes_its_amount(
    quantity: str, price: str, discount: str | None, amount: str, expected: bool
) -> None:
    less = figure_of(discount) if discount else None
    assert makes(figure_of(quantity), figure_of(price), figure_of(amount), less) is expected


def test_groups_of_digits_are_as_far_apart_as_words() -> None:
    words = words_of("15", "984,12", blank=6.0)
    assert [str(one.value) for one in figures_of(words, ",", space=0.9)] == ["15984.12"]
    assert len(figures_of(words, ",")) == 2


def test_the_size_of_a_tyre_is_no_money() -> None:
    assert not figure_of("R16").is_money
    assert figure_of("R16.00").unit == "R"
