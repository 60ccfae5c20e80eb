"""A number as a text states it: in figures, in words, or in both (`three (3)`, `3 (three)`)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from enricher.normalize.locales import Habits
from enricher.normalize.number_words import number_runs
from enricher.normalize.numbers import find_figures, find_mixed, magnitude_of

# What has more digits is a number of an account, and more than a Decimal computes with exactly.
_TOO_LARGE = Decimal(10) ** 18
_OPENING = re.compile(r"\s*[-,]?\s*[(\[]\s*")
_CLOSING = re.compile(r"\s*[)\]]")
_RANGE = re.compile(
    r"\s*(?:[-\u2010\u2011\u2012\u2013\u2014]|to|or|and|bis|oder|à|ou|a|o|tot|of)\s*", re.IGNORECASE
)
_INDIAN = re.compile(r"\b(?:lakhs?|lacs?|crores?)\b", re.IGNORECASE)
_STEP = re.compile(r"\s+(?:and\s+)?", re.IGNORECASE)
_MAGNITUDE_WORD = re.compile(r"[\s\u00a0\u202f-]?([^\W\d_]+\.?)(?![^\W_])")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number `[start, end)`.

    Attributes:
        value: what the figures say, or the words where there are no figures.
        words: what the words say, where there are both.
        other: the second reading of the figures, where their marks allow two.
    """

    start: int
    end: int
    value: Decimal
    words: Decimal | None = None
    other: Decimal | None = None

    @property
    def disagrees(self) -> bool:
        return self.words is not None and self.words != self.value


def find_quantities(text: str, habits: Habits) -> list[Quantity]:
    """All numbers of a short text in order, magnitudes applied (`1.5 million`)."""
    mixed = find_mixed(text)
    figures = [
        figure
        for figure in find_figures(text, habits)
        if not any(m.start < figure.end and figure.start < m.end for m in mixed)
    ]
    written = [
        _with_magnitude(text, Quantity(f.start, f.end, f.value, other=f.other), habits)
        for f in [*mixed, *figures]
    ]
    spelled = [
        _with_magnitude(text, Quantity(run.start, run.end, run.value), habits)
        for run in number_runs(text, habits.language)
        if not any(q.start <= run.start < q.end for q in written)
    ]
    written, spelled = _indian(text, written), _indian(text, spelled)
    found: list[Quantity] = []
    numbers = sorted(
        (quantity for quantity in [*written, *spelled] if quantity.value < _TOO_LARGE),
        key=lambda quantity: quantity.start,
    )
    for number in numbers:
        previous = found[-1] if found else None
        if (
            previous is not None
            and previous.words is None
            and (number in spelled) != (previous in spelled)
            and _OPENING.fullmatch(text[previous.end : number.start])
        ):
            closing = _CLOSING.match(text, number.end)
            end = closing.end() if closing else number.end
            words, figure = (number, previous) if number in spelled else (previous, number)
            found[-1] = Quantity(previous.start, end, figure.value, words.value, figure.other)
        else:
            found.append(number)
    return found


def range_start(text: str, quantities: list[Quantity], number: Quantity) -> Quantity | None:
    """The number that a range begins with whose end is `number`: `2-3`, `two to three`."""
    before = [quantity for quantity in quantities if quantity.end <= number.start]
    if before and _RANGE.fullmatch(text[before[-1].end : number.start]):
        return before[-1]
    return None


def _indian(text: str, quantities: list[Quantity]) -> list[Quantity]:
    """Add up what Indian English states in steps: `Two Crore Fifty Lakh`."""
    summed: list[Quantity] = []
    for quantity in quantities:
        last = summed[-1] if summed else None
        if (
            last is not None
            and quantity.value < last.value
            and _INDIAN.search(text[last.start : last.end])
            and _STEP.fullmatch(text[last.end : quantity.start])
        ):
            summed[-1] = Quantity(last.start, quantity.end, last.value + quantity.value)
        else:
            summed.append(quantity)
    return summed


def _with_magnitude(text: str, quantity: Quantity, habits: Habits) -> Quantity:
    word = _MAGNITUDE_WORD.match(text, quantity.end)
    power = magnitude_of(word[1], habits.language) if word else None
    if word is None or power is None:
        return quantity
    value = quantity.value.scaleb(power)
    if value == value.to_integral_value():
        value = Decimal(int(value))
    return Quantity(quantity.start, word.end(), value)
