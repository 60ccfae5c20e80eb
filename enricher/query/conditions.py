"""Conditions from what a person typed: `EffectiveDate < today-5y`, `Money >= 1.5m USD`.

The type of the category decides how a value is understood. What is left of it, when the figures,
their units and currencies are taken away, has to be empty: a word that says nothing is a mistake.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import islice
from typing import TypeVar

from enricher.entities import Value
from enricher.query.nodes import Condition, Node, Not, Operator, Or
from enricher.values import ValueType, normalize_text
from enricher.values.currencies.signs import CODES, find_currencies
from enricher.values.lengths.open_terms import OPEN_TERMS, PERPETUAL
from enricher.values.locales import habits
from enricher.values.marks import AMBIGUOUS
from enricher.values.numbers.figures import plain
from enricher.values.numbers.quantities import find_quantities

_COMPARISON = re.compile(r"\s*(?P<sign>[<>]=?|=[<>]|==?|!=)\s*(?P<text>.*)")
_TODAY = re.compile(r"today((?:\s*[+-]\s*\d{1,6}\s*[dwmy])*)", re.IGNORECASE)
_STEP = re.compile(r"([+-])\s*(\d+)\s*([dwmy])", re.IGNORECASE)
_ISO_DATE = re.compile(r"(\d{4})(?:-(\d\d?)(?:-(\d\d?))?)?")
_PLAIN_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_SHORT_DURATION = re.compile(r"(\d+(?:\.\d+)?)\s*([dwmy])", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_JOINING = frozenset(
    ("a", "an", "and", "d", "de", "e", "en", "et", "of", "plus", "the", "und", "y")
)
_MOST_NAMED = 3
_LONGEST_NAMED = 40  # characters of a word, in an error's message
_End = TypeVar("_End", str, Decimal)
_LOWER = ("language", "media_type", "sha256", "policy", "severity")
"""Attributes whose values have no capital letters."""

_UNITS = {"d": "days", "w": "weeks", "m": "months", "y": "years"}


class UnreadableValueError(ValueError):
    """What is wrong with a value; the parser adds where."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A value as it was typed. `quoted` asks for the display form, as facets show it.

    So the counts of facets hold: `24 months` and `2 years` are two rows there, and of one length.
    """

    text: str
    quoted: bool


def build_condition(
    category: str, type: ValueType | None, operator: Operator, typed: Typed, today: date
) -> Node:
    """A condition on a category, or on an attribute, whose `type` is None.

    Raises:
        UnreadableValueError: the value is none of the type, or has two readings.
    """
    if type and type.is_passage and operator in ("=", "!="):
        asked = _of_passages(category, typed.text)
        return asked if operator == "=" else Not(asked)
    if operator in ("=", "!=") and type and typed.text.casefold() == AMBIGUOUS:
        return Condition(category, operator, AMBIGUOUS)
    if operator in ("=", "!="):
        if type and type.is_ordered:
            _refuse_comparison(category, type, typed, today)
        low, is_range, high = typed.text.partition("..")
        if is_range and type and type.is_ordered and not typed.quoted:
            between = _between(category, type, low.strip(), high.strip(), today)
            return between if operator == "=" else Not(between)
        equal = _equal(category, type, typed, today)
        if operator == "=":
            return equal
        if isinstance(equal, Condition) and equal.operator == "=" and equal.currency is None:
            return Condition(category, "!=", equal.value)
        return Not(equal)
    if type is None or not type.is_ordered:
        raise UnreadableValueError(f"{category} cannot be compared with {operator}; use = or !=")
    if open_ := _open_term(type, typed.text):
        what, order = ("day", "later") if type.order == "day" else ("length", "longer")
        raise UnreadableValueError(
            f"{open_} is no {what} to compare with; ask {category}={open_}, or with a {what}"
            f" ({PERPETUAL} is {order} than any)"
        )
    if type.order == "day":
        return _date_bound(category, operator, _read_date(type, typed.text, today))
    number, currency = _read_number(type, typed.text)
    return Condition(category, operator, number, currency)


def _of_passages(category: str, text: str) -> Condition:
    """Passages are there or not, as facets count them; all else is words that one of them has."""
    match text.casefold():
        case "present" | "missing" as presence:
            return Condition(category, presence)
    if not any(character.isalnum() for character in text):
        raise UnreadableValueError("the value has no letters or digits")
    return Condition(category, "holds", text)


def _refuse_comparison(category: str, type: ValueType, typed: Typed, today: date) -> None:
    """Refuse `>=1m USD`, and a range in quotes, which no value is; tell the range that is meant."""
    match = _COMPARISON.fullmatch(typed.text)
    if match is None:
        if typed.quoted and ".." in typed.text:
            low, _, high = typed.text.partition("..")
            ends = (_end(type, one.strip(), today) if one.strip() else "" for one in (low, high))
            written = "..".join(ends)
            raise UnreadableValueError(f"a range cannot be quoted; write {written}")
        return
    sign, text = match["sign"], match["text"]
    end = _end(type, text, today)
    if sign in ("=", "=="):
        raise UnreadableValueError(f"write the value without {sign}")
    if sign == "!=":
        raise UnreadableValueError(f"write -{category}:{end}, or {category}!={text}")
    is_low = sign in (">", ">=", "=>")
    written = f"{end}.." if is_low else f"..{end}"
    if " " in written:  # a length of time
        written = f'"{written}"'
    compared = sign.replace("=>", ">=").replace("=<", "<=")
    raise UnreadableValueError(
        f"{sign} cannot be part of a value; write {category}:{written}, which includes its end, or"
        f" {category}{compared}{text}"
    )


def _end(type: ValueType, text: str, today: date) -> str:
    """The end of a range as a query has it, without a blank where that can be."""
    if type.order == "day":
        iso = _read_date(type, text, today)
        return "".join(text.split()) if _TODAY.fullmatch(text) else iso
    number, currency = _read_number(type, text)
    if type.needs_unit:
        return text
    return f"{currency or ''}{plain(number)}"


def _between(category: str, type: ValueType, low: str, high: str, today: date) -> Node:
    """A range of one value; where an end is left open it is a bound. A currency may stand once."""
    if not low and not high:
        raise UnreadableValueError(
            "a range needs at least one end, such as 2019.., ..2021 or 2019..2021"
        )
    if type.order == "day":
        first = _span(_read_date(type, low, today))[0] if low else None
        last = _span(_read_date(type, high, today))[1] if high else None
        return _range(category, first, last, None)
    least, one = _read_number(type, low) if low else (None, None)
    most, other = _read_number(type, high) if high else (None, None)
    if one and other and one != other:
        raise UnreadableValueError(f"both ends need the same currency, not {one} and {other}")
    return _range(category, least, most, one or other)


def _range(category: str, low: _End | None, high: _End | None, currency: str | None) -> Condition:
    if high is None:
        return Condition(category, ">=", low, currency)
    if low is None:
        return Condition(category, "<=", high, currency)
    if low > high:
        raise UnreadableValueError(f"{low} is above {high}; put the lower end first")
    return Condition(category, "between", low, currency, high)


def _equal(category: str, type: ValueType | None, typed: Typed, today: date) -> Node:
    text = typed.text
    if type is None:
        value = text.casefold() if category in _LOWER else text
        return Condition(category, "=", value)
    if open_ := _open_term(type, text):
        return Condition(category, "=", open_)
    if type.order == "day" and not typed.quoted:
        iso = _read_date(type, text, today)
        return Condition(category, "=" if len(iso) == 10 else "within", iso)
    if type.is_numeric and not typed.quoted:
        number, currency = _read_number(type, text)
        if currency is None:
            return Condition(category, "=", number)
        text = _in_capitals(text)
    alternatives: list[Node] = [Condition(category, "=", text)]
    normalization = normalize_text(type, text)
    normalized = normalization.value
    if type.is_ordered and not (normalized or normalization.readings or _ISO_DATE.fullmatch(text)):
        raise UnreadableValueError(f"expected {type.example}")
    if normalized is not None and normalized.display.casefold() != text.casefold():
        alternatives.append(Condition(category, "=", normalized.display))
    return alternatives[0] if len(alternatives) == 1 else Or(tuple(alternatives))


def _date_bound(category: str, operator: Operator, iso: str) -> Node:
    """A partial date compares by its whole span: after 2020 begins in 2021."""
    first, last = _span(iso)
    return Condition(category, operator, first if operator in (">=", "<") else last)


def _span(iso: str) -> tuple[str, str]:
    if len(iso) == 4:
        return f"{iso}-01-01", f"{iso}-12-31"
    if len(iso) == 7:
        return f"{iso}-01", f"{iso}-{monthrange(int(iso[:4]), int(iso[5:]))[1]}"
    return iso, iso


def _read_date(type: ValueType, text: str, today: date) -> str:
    """The ISO form: a day, a month or a year."""
    relative = _TODAY.fullmatch(text)
    if relative:
        day = today
        for sign, count, unit in _STEP.findall(relative[1]):
            day = _shift(day, int(count) * (-1 if sign == "-" else 1), unit.lower())
        return day.isoformat()
    iso = _ISO_DATE.fullmatch(text)
    if iso:
        parts = [iso[1], *(part.zfill(2) for part in iso.groups()[1:] if part)]
        try:
            date(*(int(part) for part in parts), *[1] * (3 - len(parts)))
        except ValueError as error:
            raise UnreadableValueError(f"{text} is not a date of the calendar") from error
        return "-".join(parts)
    value = _normalize(type, text)
    if not isinstance(value.order, str) or not _ISO_DATE.fullmatch(value.order):
        raise UnreadableValueError(f"expected {type.example}")
    return value.order


def _shift(day: date, count: int, unit: str) -> date:
    """Months and years keep the day of the month, or take the month's last."""
    try:
        if unit in "dw":
            return day + timedelta(days=count * (7 if unit == "w" else 1))
        months = day.year * 12 + day.month - 1 + count * (12 if unit == "y" else 1)
        year, month = divmod(months, 12)
        return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    except (ValueError, OverflowError, IndexError) as error:
        raise UnreadableValueError("the date lies outside the years 1 to 9999") from error


def _open_term(type: ValueType, text: str) -> str:
    """Which term without a length, or end that never comes, a text says; "" for others."""
    value = normalize_text(type, text).value if type.may_be_perpetual else None
    return value.display if value is not None and value.display in OPEN_TERMS else ""


def _read_number(type: ValueType, text: str) -> tuple[Decimal, str | None]:
    if not type.needs_unit and _PLAIN_NUMBER.fullmatch(text):
        return Decimal(text.replace(",", "")), None
    if type.needs_unit and (short := _SHORT_DURATION.fullmatch(text)):
        text = f"{short[1]} {_UNITS[short[2].lower()]}"
    if type.has_currency:
        text = _in_capitals(text)
    value = _normalize(type, text)
    if not isinstance(value.order, Decimal):
        raise UnreadableValueError(f"expected {type.example}")
    if unread := list(islice(_unread(type, text, value), _MOST_NAMED)):
        words = ", ".join(repr(word[:_LONGEST_NAMED]) for word in unread)
        were = "was" if len(unread) == 1 else "were"
        raise UnreadableValueError(f"{words} {were} not understood; expected {type.example}")
    return value.order, _currency(value)


def _currency(value: Value) -> str | None:
    currency = value.detail.get("currency")
    return str(currency) if currency else None


def _in_capitals(text: str) -> str:
    """The text with its currencies' codes as documents write them: `5 usd` is `5 USD`."""
    return _WORD.sub(lambda word: word[0].upper() if word[0].upper() in CODES else word[0], text)


def _unread(type: ValueType, text: str, value: Value) -> Iterator[str]:
    """The words that a value does not come from: neither read, nor missed when they are left out."""
    places = _read_places(type, text)
    for word in _WORD.finditer(text):
        if word[0].casefold() in _JOINING or any(
            start <= word.start() and word.end() <= end for start, end in places
        ):
            continue
        without = normalize_text(type, f"{text[: word.start()]} {text[word.end() :]}").value
        if without and (without.order, _currency(without)) == (value.order, _currency(value)):
            yield word[0]


def _read_places(type: ValueType, text: str) -> list[tuple[int, int]]:
    """Where numbers, their magnitudes and units, and currencies stand."""
    is_money = type.has_currency
    numbers = find_quantities(text, habits("en", None), letters=is_money)
    places = [(number.start, number.end) for number in numbers]
    if is_money:
        places += [(start, end) for start, end, _ in find_currencies(text, "", language="en")]
    for units in type.units:
        places += [match.span() for match in units.finditer(text)]
    return places


def _normalize(type: ValueType, text: str) -> Value:
    normalization = normalize_text(type, text)
    if normalization.ambiguous:
        readings = " or ".join(reading.display for reading in normalization.readings)
        raise UnreadableValueError(f"{text} can be read as {readings}; write the one you mean")
    if normalization.value is None:
        raise UnreadableValueError(f"expected {type.example}")
    return normalization.value
