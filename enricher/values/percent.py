"""Percentages: `7.5% per annum`, `five percent (5%)`, `150 basis points` (which is `1.5%`)."""

from __future__ import annotations

import re
from decimal import Decimal

from enricher.entities import Normalization, Notice, Value
from enricher.values import kinds
from enricher.values.locales import Habits
from enricher.values.numbers.calculation import HIGH_LOW, from_double, to_double
from enricher.values.numbers.figures import contradiction, is_negative, join_parted, plain, several
from enricher.values.numbers.quantities import find_quantities, sharing_unit
from enricher.values.value_type import ValueType

UNITS: dict[str, tuple[str, Decimal]] = {
    "percent": (
        r"%|per\s?cent(?:um|age\spoints?)?|percentage\spoints?|pct\.?|prozent(?:punkte?n?)?|v\.\s?h\.|vo[mn]\shundert"
        r"|pour\s?cents?|points?\sde\spourcentage|por\s?ciento|puntos?\sporcentual(?:es)?|per\s?cento"
        r"|punt[oi]\spercentual[ei]|procent(?:punt(?:en)?)?|por\scento",
        Decimal(1),
    ),
    "basis point": (
        r"basis[\s-]points?|bps?\.?|b\.\s?p\.?(?:\s?s\.?)?|basispunk?t(?:en?)?|points?\sde\sbase|puntos?\sb[áa]sicos?|punt[oi]\sbase",
        Decimal("0.01"),
    ),
    "per mille": (r"‰|per\smille?|promille|pour\smille|por\smil", Decimal("0.1")),
}
"""What follows the number, and how many percent one of it is."""

_OF_ONE = re.compile(r"(?<=\d)\s+of\s+(?:one|1)(?=\s*%|\s+per\s?cent)", re.IGNORECASE)
# Their second word is a hundred in its language, and would be read as a number.
_WORDED = re.compile(
    r"pour\s?cents?|p\.\s?(?:100|cent\.?)(?!\d)|por\s?(?:cien(?:to)?|cento|100(?!\d))|ten\shonderd|per\s?cento",
    re.IGNORECASE,
)
_SIGN_FIRST = re.compile(r"(?:^|(?<=[\s(]))(?<!\d\s)%\s?(\d+(?:[.,]\d+)?)(?!\d|\s?%)")  # Turkish
_PARTS = {"half": "1/2", "third": "1/3", "quarter": "1/4", "eighth": "1/8"}
_PART = re.compile(
    rf"\b(?:(?:an?|one)[\s-]+)?({'|'.join(_PARTS)})\s+(?:of\s+)?(?:an?\s+)?(?=per\s?cent|%|percentage\s+point)",
    re.IGNORECASE,
)
_BROKEN = re.compile(r"(?<![\d.,])(\d{1,2})\s+(0)(?=\s*%)")  # `5 0%`
_OF_UNIT = re.compile(r"(?<=[^\W\d_])\s+(?:de|di|van)\s+(?=%|punt|point)", re.IGNORECASE)
# A grouped number before a percent sign (`4,125%`) was more likely meant as a fraction.
_IMPROBABLE = 1000
UNIT = re.compile(
    r"[\s)\]-]*(?:of\s+one\s+)?(?:"
    + "|".join(f"(?P<u{index}>{pattern})" for index, (pattern, _) in enumerate(UNITS.values()))
    + r")(?:(?<=[%‰])|(?![^\W_]))",
    re.IGNORECASE,
)


def parse_percent(text: str, habits: Habits) -> Normalization:
    """A rate or share in percent."""
    original = text
    text = _OF_ONE.sub(lambda match: " " * len(match.group()), text)
    text = _WORDED.sub(lambda match: "%".ljust(len(match.group())), text)
    text = join_parted(_OF_UNIT.sub(" ", text), habits)
    text = _PART.sub(lambda match: f"{_PARTS[match[1].casefold()]} ", text)
    text = _SIGN_FIRST.sub(r"\1%", text.replace("٪", "%"))
    if broken := _BROKEN.search(text):
        return several(
            [percent_value(Decimal(digits)) for digits in ("".join(broken.groups()), "0")]
        )
    factors = [factor for _, factor in UNITS.values()]
    found: list[tuple[bool, Value]] = []
    quantities = find_quantities(text, habits)
    for quantity in quantities:
        unit = UNIT.match(text, quantity.end)
        if unit is None:
            continue
        factor = factors[next(index for index in range(len(factors)) if unit[f"u{index}"])]
        ends = (quantity.end, unit.end())
        sign = -1 if any(is_negative(text, quantity.start, end) for end in ends) else 1
        parenthesised = text[: quantity.start].rstrip().endswith("(")
        if parenthesised and found:
            sign = 1
        for other in sharing_unit(text, quantities, quantity):
            found.append((False, percent_value(other.value * factor)))
        value = percent_value(sign * quantity.value * factor)
        if quantity.disagrees and quantity.words is not None:
            return contradiction([percent_value(quantity.words * factor), value])
        if quantity.other is not None and quantity.value >= _IMPROBABLE and not habits.stated:
            found.append((False, percent_value(quantity.other * factor)))
        found.append((parenthesised, value))
    distinct = list({value.display: value for _, value in found}.values())
    if not distinct:
        return Normalization(None, warnings=(Notice("no_percent", {"text": original}),))
    if len(distinct) > 1:
        return contradiction(distinct) if len(found) == 2 and found[1][0] else several(distinct)
    return Normalization(distinct[0])


def percent_value(percentage: Decimal) -> Value:
    shown = plain(percentage)
    return Value("percent", f"{shown}%", percentage, {"percent": shown})


def _from_cel(made: object) -> Value | None:
    number = from_double(made)
    return None if number is None else percent_value(number)


PERCENT = ValueType(
    "percent",
    "a rate or a share",
    parse_percent,
    is_by_language=True,
    detector="percent",
    order="number",
    example="a percentage, such as 5 or 7.25%",
    units=(UNIT,),
    sort_words=HIGH_LOW,
    cell_format="0.00##%",
    kind=kinds.NUMBER,
    to_cel=to_double,
    from_cel=_from_cel,
    sample="7.5%",
)
