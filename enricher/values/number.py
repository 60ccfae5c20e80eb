"""The value type `number`: a count or a measure, in figures or in words."""

from __future__ import annotations

import re
from decimal import Decimal

from enricher.entities import Normalization, Notice, Value
from enricher.values import kinds
from enricher.values.locales import Habits
from enricher.values.numbers.calculation import HIGH_LOW, from_double, to_double
from enricher.values.numbers.figures import (
    contradiction,
    is_negative,
    number_value,
    parse_roman,
    several,
)
from enricher.values.numbers.quantities import find_quantities, is_article
from enricher.values.value_type import ValueType

# Of the whole text only: `two third parties` are two.
_FRACTION = re.compile(
    r"^\s*(one|two|three|four|five|seven)\s+(thirds?|quarters?|fifths?|eighths?|tenths?)(?=\W*$|\s+of\b)",
    re.IGNORECASE,
)
_THREE_QUARTERS = re.compile(r"\bdreiviertel\b", re.IGNORECASE)
_SPACED_COMMA = re.compile(r"(?<=\d)\s,\s?(?=\d{3}(?!\d))")
_METRES_OR_MILLIONS = re.compile(r"\s*\d+(?:[.,]\d+)?m\s*")
_DOZEN = re.compile(r"\b(?:an?|one)\s+dozen\b", re.IGNORECASE)

_HALF_DOZEN = re.compile(r"\b(?:half\s+an?|an?\s+half)\s+dozen\b", re.IGNORECASE)


def parse_number(text: str, habits: Habits) -> Normalization:
    """The one number that a text states; its unit, if any, is not looked at."""
    readings = []
    text = _THREE_QUARTERS.sub("drei Viertel", text)
    text = _SPACED_COMMA.sub(",", _FRACTION.sub(r"\1-\2", text))
    text = _DOZEN.sub("12", _HALF_DOZEN.sub("6", text))
    quantities = find_quantities(text, habits)
    for quantity in quantities:
        is_noun_phrase = habits.language != "en" and is_article(text, quantity, habits)
        if is_noun_phrase and len(quantities) > 1:
            continue
        negative = is_negative(text, quantity.start, quantity.end)
        value = number_value(-quantity.value if negative else quantity.value)
        if quantity.disagrees and quantity.words is not None:
            return contradiction([number_value(quantity.words), value])
        if quantity.other is not None and quantity.other > quantity.value and not habits.stated:
            readings.append(number_value(quantity.other))
        readings.append(value)
        if _METRES_OR_MILLIONS.fullmatch(text):
            readings.append(number_value(quantity.value * 1_000_000))
    distinct = list({reading.display: reading for reading in readings}.values())
    roman = parse_roman(text.strip(" .,;:()"))
    if not distinct and roman:
        return Normalization(number_value(Decimal(roman)))
    if not distinct:
        return Normalization(None, warnings=(Notice("no_number", {"text": text}),))
    return Normalization(distinct[0]) if len(distinct) == 1 else several(distinct)


def _from_cel(made: object) -> Value | None:
    number = from_double(made)
    return None if number is None else number_value(number)


NUMBER = ValueType(
    "number",
    "a count",
    parse_number,
    is_by_language=True,
    order="number",
    example="a number, such as 1000 or 2.5",
    sort_words=HIGH_LOW,
    is_grouped=True,
    cell_format="General",
    kind=kinds.NUMBER,
    to_cel=to_double,
    from_cel=_from_cel,
    sample="3",
)
