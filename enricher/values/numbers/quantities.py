"""A number as a text states it: in figures, in words, or in both (`three (3)`, `3 (three)`)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from enricher.values.locales import Habits
from enricher.values.numbers.figures import Figure, find_figures, find_mixed, magnitude_of
from enricher.values.numbers.fractions import AND, joiner
from enricher.values.numbers.words import ARTICLES, number_runs

# What has more digits is a number of an account, and more than a Decimal computes with exactly.
_TOO_LARGE = Decimal(10) ** 18
_OPENING = re.compile(r"\s*[-,]?\s*[(\[]\s*")
_CLOSING = re.compile(r"\s*[)\]]")
_RANGE = re.compile(
    r"\s*(?:[-\u2010\u2011\u2012\u2013\u2014/]|-to-|-or-|to|or|and|bis|oder|à|ou|a|o|tot|of"
    r"|and\s+(?:at\s+(?:most|least)|up\s+to|an?\s+(?:maximum|minimum)\s+of)|(?:and|but|nor|or)\s+(?:in\s+no\s+event\s+)?(?:not?\s+)?(?:more|greater|longer|later|less|fewer)\s+than)\s*",
    re.IGNORECASE,
)
_LISTED = re.compile(r",\s+")
# `drei- bis vierhundert`
_SUSPENDED = re.compile(r"[-\u2010\u2011]\s+(?:bis|tot|oder|of|und|en)\s+", re.IGNORECASE)
_SCALE_ENDING = re.compile(r"(?:(?P<hundreds>hundert|honderd)|tausend|duizend)$", re.IGNORECASE)
_INDIAN = re.compile(r"\b(?:lakhs?|lacs?|crores?)\b", re.IGNORECASE)
_OF_CRORES = re.compile(r"(?<=[a-z])\s+crores?(?![^\W_])", re.IGNORECASE)
_STEP = re.compile(r"\s+(?:and\s+)?", re.IGNORECASE)
_DOZENS = re.compile(r"\s+(?:dozens?|Dutzend|dozijn|docenas?|dozzine?|douzaines?)\b")
_UNSIGNED = re.compile(r"[$€£¥₹]")
_COUNT_CRORES = frozenset({3, 5})  # the powers of `5 thousand crore` and `3.2 lakh crore`
# With no currency beside it `100 m` is a length and `5mm` too.
_DOUBTFUL_LETTERS = frozenset({"k", "m", "mm", "b"})
_SURE_LETTERS = re.compile(r"[kK]|M|MM|B")
_COUNTED_WORD = re.compile(r"\s+[^\W\d_]")
_MAGNITUDE_WORD = re.compile(r"[\s\u00a0\u202f-]?([^\W\d_]+\.?)(?![^\W_]|\.\w)")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number `[start, end)`.

    Attributes:
        value: what the figures say, or the words where there are no figures.
        words: what the words say, where there are both.
        other: the second reading of the figures, where their marks allow two.
        power: of ten, that a word or letter after the number multiplied it by.
    """

    start: int
    end: int
    value: Decimal
    words: Decimal | None = None
    other: Decimal | None = None
    power: int = 0

    @property
    def disagrees(self) -> bool:
        return self.words is not None and self.words != self.value


def find_quantities(text: str, habits: Habits, *, letters: bool = False) -> list[Quantity]:
    """All numbers of a short text in order, magnitudes applied (`1.5 million`).

    Args:
        text: a phrase.
        habits: how its numbers are written.
        letters: a letter after a blank or in lower case multiplies too, as it does beside a
            currency; `100 m` is a length elsewhere.
    """
    spelled = [
        _with_magnitude(text, Quantity(run.start, run.end, run.value), habits, letters)
        for run in number_runs(text, habits.language)
    ]
    mixed = [figure for figure in find_mixed(text) if not _overlaps(figure, spelled)]
    figures = [
        figure
        for figure in find_figures(text, habits)
        if not _overlaps(figure, mixed)
        and not any(q.start < figure.start and figure.end <= q.end for q in spelled)
    ]
    written = [
        _with_magnitude(text, Quantity(f.start, f.end, f.value, other=f.other), habits, letters)
        for f in [*mixed, *figures]
    ]
    spelled = [run for run in spelled if not any(q.start <= run.start < q.end for q in written)]
    written, spelled = _indian(text, written), _indian(text, spelled)
    spelled, written = _with_parts(text, spelled, written, habits)
    numbers = sorted(
        (quantity for quantity in [*written, *spelled] if quantity.value < _TOO_LARGE),
        key=lambda quantity: quantity.start,
    )
    return _ranged(text, _paired(text, numbers, spelled))


def is_article(text: str, quantity: Quantity, habits: Habits) -> bool:
    """Whether a one is the article of the word after it: `un montant de 500`, `ein Betrag von 5`."""
    word = text[quantity.start : quantity.end].casefold()
    return word in ARTICLES.get(habits.language, ()) and bool(
        _COUNTED_WORD.match(text, quantity.end)
    )


def _overlaps(figure: Figure, others: Sequence[Figure | Quantity]) -> bool:
    return any(other.start < figure.end and figure.start < other.end for other in others)


def _paired(text: str, numbers: list[Quantity], spelled: list[Quantity]) -> list[Quantity]:
    """Make one quantity of what is said twice: `three (3)`, `3 (three)`."""
    found: list[Quantity] = []
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


def _ranged(text: str, numbers: list[Quantity]) -> list[Quantity]:
    """Let the start of a range share the magnitude of its end: `5-7 million`, `fünf- bis sechshundert`."""
    ranged = list(numbers)
    for index, (start, end) in enumerate(pairwise(numbers)):
        scale = _SCALE_ENDING.search(text[end.start : end.end])
        if scale and _SUSPENDED.fullmatch(text[start.end : end.start]) and start.value < end.value:
            power = 2 if scale["hundreds"] else 3
            ranged[index] = replace(start, value=_whole(start.value.scaleb(power)))
        shares = end.power and not start.power and start.value <= end.value.scaleb(-end.power)
        if shares and _RANGE.fullmatch(_UNSIGNED.sub("", text[start.end : end.start])):
            value = _whole(start.value.scaleb(end.power))
            ranged[index] = replace(start, value=value, other=None, power=end.power)
    return ranged


def _with_parts(
    text: str, spelled: list[Quantity], written: list[Quantity], habits: Habits
) -> tuple[list[Quantity], list[Quantity]]:
    """Add a fraction in figures to the words before it: `seven and 5/8`."""
    fractions = {
        part for part in written if 0 < part.value < 1 and "/" in text[part.start : part.end]
    }
    and_ = joiner(habits.language if habits.language in AND else "en")
    summed = []
    for run in spelled:
        part = next((p for p in fractions if and_.fullmatch(text[run.end : p.start])), None)
        if part is not None:
            written = [other for other in written if other is not part]
            run = Quantity(run.start, part.end, run.value + part.value)
        summed.append(run)
    return summed, written


def sharing_unit(text: str, quantities: list[Quantity], number: Quantity) -> list[Quantity]:
    """The numbers before one that have its unit too: of `2-3 years`, of `30, 60 or 90 days`.

    Args:
        text: a phrase.
        quantities: those of the text, in order.
        number: after which the unit stands.
    """
    shared: list[Quantity] = []
    following = number
    for before in reversed([one for one in quantities if one.end <= number.start]):
        between = text[before.end : following.start]
        is_list = _LISTED.fullmatch(between) and not text[: before.start].strip(" ([")
        if not is_list and not _RANGE.fullmatch(between):
            break
        shared.insert(0, before)
        following = before
    return shared


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


def _with_magnitude(text: str, quantity: Quantity, habits: Habits, letters: bool) -> Quantity:
    dozens = _DOZENS.match(text, quantity.end)
    if dozens:
        return Quantity(quantity.start, dozens.end(), quantity.value * 12)
    word = _MAGNITUDE_WORD.match(text, quantity.end)
    power = magnitude_of(word[1], habits.language) if word else None
    if word is None or power is None:
        return quantity
    joined = word.start(1) == quantity.end
    doubtful = word[1].casefold() in _DOUBTFUL_LETTERS
    if doubtful and not letters and not (joined and _SURE_LETTERS.fullmatch(word[1])):
        return quantity
    crores = _OF_CRORES.match(text, word.end()) if power in _COUNT_CRORES else None
    end, power = (crores.end(), power + 7) if crores else (word.end(), power)
    value = _whole(quantity.value.scaleb(power))
    return Quantity(quantity.start, end, value, power=power)


def _whole(value: Decimal) -> Decimal:
    return Decimal(int(value)) if value == value.to_integral_value() else value
