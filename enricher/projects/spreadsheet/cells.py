"""What a cell of a register says: the values that its document should have, in every reading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from enricher.documents.notices import in_words
from enricher.entities import Normalization, Value
from enricher.projects.spreadsheet.sheets import Cell
from enricher.recognizer.occurrences.names import name_letters
from enricher.schema import Category
from enricher.values import (
    ADDRESS,
    DATE,
    DURATION,
    MONEY,
    NUMBER,
    PARTY,
    PASSAGE,
    PERCENT,
    PERSON,
    TEXT,
    ValueType,
    normalize_text,
)
from enricher.values.currencies.signs import CODES, SIGNS
from enricher.values.date import date_value, order_in
from enricher.values.duration import UNITS
from enricher.values.lengths.length import duration_value
from enricher.values.money import money_value
from enricher.values.names.legal_forms import LEGAL_FORMS
from enricher.values.numbers.figures import number_value
from enricher.values.percent import percent_value

LANGUAGES = ("en", "de", "fr", "es", "it", "nl")
"""In which a table may be written."""
_LOCALES: Final = {"day": "en-GB", "month": "en-US"}
_NONE = re.compile(
    r"[^\w?]*(?:n[./\s]?a\.?|not applicable|none|nil|keine?r?s?|entfällt|kein|sans objet|néant)?[^\w?]*",
    re.IGNORECASE,
)
_ERRORS = frozenset(
    {"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#GETTING_DATA"}
)
_BREAKS = re.compile(r"\s*(?:;|\r?\n|\r)\s*")
_BETWEEN_NAMES = re.compile(r"\s*(?:,(?:\s*(?:and|und)\b)?|/|\s(?:and|und|et|&|\+)\s)\s*")
_NAMED = frozenset({PARTY, PERSON})
_MAY_HAVE_BREAKS = frozenset({TEXT, ADDRESS, PASSAGE})
_SIGN = re.compile("|".join(re.escape(sign) for sign in sorted(SIGNS, key=len, reverse=True)))
_CODE = re.compile(r"(?<![A-Za-z])[A-Z]{3}(?![A-Za-z])")
_UNIT = re.compile(
    r"(?<![^\W\d_])(?:"
    + "|".join(f"(?P<u{n}>{one})" for n, one in enumerate(UNITS.values()))
    + r")"
    r"(?![^\W_])",
    re.IGNORECASE,
)
# Days that a workbook counts from 1900 on: 1954 to 2119; a smaller number is a year.
_SERIAL_DAYS = range(20_000, 80_000)
_YEARS = range(1900, 2200)


@dataclass(frozen=True, slots=True)
class CellValue:
    """A value that a cell says; without `readings` it is none of its type, and `reason` says why."""

    text: str
    readings: tuple[Value, ...]
    reason: str = ""


def read_cell(
    cell: Cell, category: Category, heading: str, language: str, order: str = "unknown"
) -> list[list[CellValue]]:
    """The values of a cell, in one way to divide it or in several, of which the first is likelier.

    Args:
        heading: may name a unit or a currency that the cells leave out: `Term (months)`.
        language: of the document, in which the table may be written as well.
        order: what comes first in the dates of this column; see `column_order`.
    """
    if not cell.text or says_none(cell.text):
        return []
    if cell.text in _ERRORS:
        return [[CellValue(cell.text, (), f"the cell shows {cell.text}")]]
    if not isinstance(cell.value, str):
        return [[_of_typed(cell, category.type, heading)]]
    hint = f"{heading} {category.name}"
    divided_text = cell.text.splitlines() if category.type.is_passage else parts_of(cell.text)
    parts = [part for part in divided_text if not says_none(part)]
    divided = [_of_text(part, category.type, hint, language, order) for part in parts]
    ways = [divided]
    if len(parts) > 1 and category.type in _MAY_HAVE_BREAKS:
        whole = _of_text(" ".join(cell.text.split()), category.type, hint, language, order)
        ways = [[whole], divided]
    if category.type in _NAMED:
        names = [name for part in parts for name in _names_of(part)]
        if len(names) > len(parts):
            ways.append([_of_text(one, category.type, hint, language, order) for one in names])
    return ways


def parts_of(text: str) -> list[str]:
    """The values of a cell that has several: `;` or a line break stands between them."""
    return [part for part in _BREAKS.split(text) if part]


def _names_of(text: str) -> list[str]:
    """Names that a comma, a stroke or an `and` divides, but for a name from its legal form."""
    names: list[str] = []
    for part in _BETWEEN_NAMES.split(text):
        if names and name_letters(part) in LEGAL_FORMS:
            names[-1] += f", {part}"
        elif part.strip():
            names.append(part.strip())
    return names


def says_none(text: str) -> bool:
    """Whether a cell says that there is no such value: `n/a`, `-`, `none`."""
    return _NONE.fullmatch(text) is not None


def column_order(cells: Iterator[Cell]) -> str:
    """Whether the day or the month comes first in the dates of a column, if they tell."""
    return order_in(cell.value for cell in cells if isinstance(cell.value, str))


def currency_of(text: str) -> str | None:
    """The one currency that a heading or a number's format names: `Rent (EUR)`, `[$€-407] #,##0`."""
    text = re.sub(r"\[\$([^\]-]*)(?:-[^\]]*)?\]", r" \1 ", text)
    codes = {code for code in _CODE.findall(text) if code in CODES}
    codes = codes or {SIGNS[sign] for sign in _SIGN.findall(text)}
    return codes.pop() if len(codes) == 1 else None


def unit_of(text: str) -> str | None:
    """The one unit of time that a heading names: `Term (months)`, `Laufzeit in Jahren`."""
    names = list(UNITS)
    found = {
        names[next(n for n in range(len(names)) if match[f"u{n}"])]
        for match in _UNIT.finditer(text.replace("_", " "))
    }
    return found.pop() if len(found) == 1 else None


def _of_typed(cell: Cell, type_: ValueType, heading: str) -> CellValue:
    """Of a day or a number as a workbook has it."""
    value, text = cell.value, cell.text
    if isinstance(value, date):
        if type_ is DATE:
            return CellValue(text, (date_value(text),))
        return _read(text, type_, [normalize_text(type_, text)])
    if not isinstance(value, Decimal):
        return CellValue(text, ())
    if type_ is DATE:
        return _of_day_number(value, text)
    if type_ is MONEY:
        currency = currency_of(cell.number_format) or currency_of(heading)
        return CellValue(text, (money_value(value, currency),))
    if type_ is PERCENT:
        return CellValue(text, tuple(map(percent_value, _percentages(value, cell.number_format))))
    if type_ is NUMBER:
        return CellValue(text, (number_value(value),))
    if type_ is DURATION:
        return _of_count(value, text, heading)
    return _read(text, type_, [normalize_text(type_, text)])


def _of_day_number(number: Decimal, text: str) -> CellValue:
    if int(number) in _SERIAL_DAYS:
        day = date.fromordinal(date(1899, 12, 30).toordinal() + int(number))
        return CellValue(day.isoformat(), (date_value(day.isoformat()),))
    if number in _YEARS:
        return CellValue(text, (date_value(text),))
    return CellValue(text, (), f"{text} is not a date")


def _of_count(number: Decimal, text: str, heading: str) -> CellValue:
    unit = unit_of(heading)
    if unit is None:
        reason = f"{text} has no unit; name it in the heading, such as `Term (months)`"
        return CellValue(text, (), reason)
    return CellValue(f"{text} {unit}s", (duration_value([(number, unit)]),))


def _percentages(number: Decimal, number_format: str) -> Iterator[Decimal]:
    if "%" in number_format:
        yield number * 100
        return
    yield number
    if abs(number) <= 1:
        yield number * 100  # a share that lost its format


def _of_text(text: str, type_: ValueType, hint: str, language: str, order: str) -> CellValue:
    written = text.replace("_", " ")
    if type_ is PERCENT and re.fullmatch(r"[-+]?[\d.,]+", written):
        written += "%"
    if type_ is DURATION and re.fullmatch(r"[\d.,]+", written):
        written += f" {unit_of(hint) or ''}"
    read = []
    if type_ is DATE and order in _LOCALES:
        read.append(normalize_text(type_, written, locale=_LOCALES[order]))
    languages = dict.fromkeys((language or "en", "en"))
    read += [normalize_text(type_, written, one) for one in languages]
    if not any(one.value or one.readings for one in read):
        read += [normalize_text(type_, written, one) for one in LANGUAGES]
    return _with_currency(_read(text, type_, read), currency_of(hint))


def _read(text: str, type_: ValueType, read: Sequence[Normalization]) -> CellValue:
    """All readings, the likeliest first."""
    values = [one.value for one in read if one.value is not None]
    if not values:
        values = [reading for one in read for reading in one.readings]
    distinct = tuple({value.display: value for value in values}.values())
    if distinct:
        return CellValue(text, distinct)
    reason = next(
        (in_words(one.warnings[0]) for one in read if one.warnings), f"is not a {type_.name}"
    )
    return CellValue(text, (), reason)


def _with_currency(value: CellValue, currency: str | None) -> CellValue:
    """Amounts without a currency get that of the heading."""
    readings = tuple(
        money_value(one.order, currency)
        if one.type == MONEY.name
        and isinstance(one.order, Decimal)
        and one.detail.get("currency") is None
        else one
        for one in value.readings
    )
    return CellValue(value.text, readings, value.reason)
