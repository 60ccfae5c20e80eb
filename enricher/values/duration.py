"""Durations: `three (3) years` is `3 years`, `a period of 36 months from ...` is `36 months`.

What has no length is a value as well: `in perpetuity` is `perpetual` (`open_terms`).

Units are never converted: thirty-six months and three years are written differently on purpose.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from enricher.entities import Normalization, Notice, Value
from enricher.values import kinds
from enricher.values.lengths.length import (
    DAYS_IN_YEAR,
    DAYS_OF,
    Length,
    duration_value,
    read_length,
)
from enricher.values.lengths.open_terms import find_open_term
from enricher.values.lengths.writing import spell_units
from enricher.values.locales import Habits
from enricher.values.numbers.figures import contradiction, join_parted, several
from enricher.values.numbers.quantities import Quantity, find_quantities, sharing_unit
from enricher.values.numbers.words import ORDINALS
from enricher.values.value_type import Unreadable, ValueType

_HALF = Decimal("0.5")
UNITS: dict[str, str] = {
    "business day": r"(?:business|working|banking|trading)[\s-]days?"
    r"|(?:werk|bankarbeits|arbeits|bankwerk|geschäfts|handels)tage?n?"
    r"|jours?\s(?:ouvr(?:és?|ables?)|de\sbourse)|d[ií]as?\s(?:h[áa]bil(?:es)?|laborables?)"
    r"|giorn[oi]\s(?:lavorativ|ferial)[oi]|werkdag(?:en)?",
    "semester": r"halbjahre?[ns]?|semestres?|semestri|halfjaar",
    "decade": r"decades?",
    "century": r"centur(?:y|ies)",
    "fortnight": r"fortnights?",
    "year": r"years?|yrs?\.?|(?:kalender)?jahre?[ns]?|ann[ée]es?|ans?|años?|ann[oi]|jaar|jaren",
    "quarter": r"quarters?|quartale?[ns]?|trimestres?|trimestri|kwarta(?:al|len)",
    "month": r"months?|mths?\.?|mos?\.|(?:kalender)?monate?[ns]?|mois|mes(?:es)?|mes[ei]"
    r"|(?:kalender)?maand(?:en)?",
    "week": r"weeks?|wks?\.?|(?:kalender)?wochen?|semaines?|semanas?|settiman[ae]|weken",
    "day": r"days?|(?:kalender)?tage?[ns]?|jours?|journées?|d[ií]as?|giorn[oi]|(?:kalender)?dag(?:en)?",
    "hour": r"hours?|hrs?\.?|stunden?|heures?|horas?|or[ae]|u(?:ur|ren)",
    "minute": r"minutes?|mins?\.?|minuten?|minutos?|minut[oi]",
}
"""What each unit is called, in the languages number words are read in; longer names first."""

ENGLISH_UNITS = (
    r"(?:business|working|banking|trading)[\s-]days?|years?|yrs?\.?|quarters?|months?|mths?|weeks?"
    r"|wks?|days?|hours?|hrs?|minutes?|fortnights?|decades?|centur(?:y|ies)"
)

_ENGLISH_UNIT = re.compile(
    rf"(?:\w+[\s-]+){{0,3}}(?:{ENGLISH_UNITS})\.?(?:['\u2019]s?)?", re.IGNORECASE
)
_KINDS = (
    "full calendar consecutive natural additional further successive whole complete fiscal financial clear"
    " contract lease policy running straight entire more volle[nrs]? ganze[nrs]? weitere[nrs]?"
    " zusätzliche[nrs]? aufeinanderfolgende[nrs]? hele opeenvolgende achtereenvolgende autres"
)
UNIT = re.compile(
    rf"(?<![^\W\d_])(?:(?:{'|'.join(_KINDS.split())})[\s-]+)*(?:"
    + "|".join(f"(?P<u{index}>{pattern})" for index, pattern in enumerate(UNITS.values()))
    + r")(?![^\W_])(?:['\u2019]s?)?",
    re.IGNORECASE,
)
"""A unit with what says which kind it is of: `calendar days`."""
ISO = re.compile(
    r"P(?=\d|T\d)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?"
)
"""`P2Y6M`, as ISO 8601 writes it."""
_DAY_NAMED = r"[\s-]*(?:(?:business|working|banking|calendar)\s)?days?\b"
_SETTLEMENT = re.compile(rf"\bT\s?\+\s?(\d{{1,2}})(?![.,]?\d|{_DAY_NAMED})")
_TERMS = re.compile(
    rf"(?<![^\W_])(?:net|n\s?/)\s?(\d{{1,3}})(?!\d|{_DAY_NAMED}|\s+E\.?O\.?M\b|\s+end\s+of)",
    re.IGNORECASE,
)
_GERMAN = {"jähr": "Jahre", "monat": "Monate", "wöch": "Wochen", "täg": "Tage", "stünd": "Stunden"}
_GERMAN_ADJECTIVE = re.compile(rf"(\w)-?({'|'.join(_GERMAN)})ig(?:e[nmrs]?)?\b", re.IGNORECASE)
_ANNIVERSARY = re.compile(
    r"\b([a-z]+(?:[\s-][a-z]+)?|\d{1,2})(?:st|nd|rd|th)?\s*(?:\(\d+\w*\)\s*)?(?:year\s+)?anniversary",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"(?:^|[\s(])(an?|one|ein(?:e[nmrs]?)?|une?|una|een)\s+$", re.IGNORECASE)
_AND_A_HALF = re.compile(
    r"\s+(?:and|und|et|y|e|en)\s+(?:an?\s+|one[\s-]|ein(?:e[nmrs]?)?\s+|une?\s+|een\s+)?"
    rf"(?:half|halbe?[nmrs]?|demie?|medi[oa]|mezz[oa])\b(?!\s+(?:{'|'.join(UNITS.values())}))",
    re.IGNORECASE,
)
_ADDED = re.compile(r"\d\s*\)?\s*(?:[^\W\d_]+\s*)?\+\s*\(?\d")  # `4+4 anni`: a term and its renewal
_JOIN = re.compile(r"[\s,]*(?:and|und|et|y|e|en|plus)?[\s,]*", re.IGNORECASE)
_GAP = re.compile(r"[\s()\[\]\-\u2010\u2011\u2013,_]*")


@dataclass(frozen=True, slots=True)
class _Part:
    start: int
    end: int
    unit: str
    quantity: Quantity


def parse_duration(text: str, habits: Habits) -> Normalization:
    """A length of time in the unit the text names; two units make `2 years 6 months`."""
    iso = ISO.fullmatch(text.strip())
    if iso:
        units = ("year", "month", "week", "day", "hour", "minute")
        amounts = [(Decimal(n), u) for n, u in zip(iso.groups(), units, strict=True) if n]
        return Normalization(duration_value(amounts))
    text = join_parted(spell_units(text, habits.language), habits)
    if _ADDED.search(text):
        return Normalization(None, warnings=(Notice("duration_without_sum", {"text": text}),))
    text = _SETTLEMENT.sub(r"\1 business days", _TERMS.sub(r"\1 days", text))
    if habits.language == "de":
        text = _GERMAN_ADJECTIVE.sub(lambda m: f"{m[1]} {_GERMAN[m[2].casefold()]}", text)
    parts = _parts(text, habits)
    open_ = find_open_term(text)
    # Behind an open term a length is one of notice; before it, the term that comes first.
    if open_ is not None and (not parts or open_[0] < parts[0].start):
        return Normalization(open_[1])
    if not parts:
        return _anniversary(text)
    for part in parts:
        if part.quantity.disagrees:
            both = (part.quantity.words or Decimal(0), part.quantity.value)
            return contradiction([duration_value([(number, part.unit)]) for number in both])
    groups = [[parts[0]]]
    for part in parts[1:]:
        last = groups[-1][-1]
        joined = _JOIN.fullmatch(text[last.end : part.start])
        if joined and DAYS_OF[part.unit] < DAYS_OF[last.unit]:
            groups[-1].append(part)
        else:
            groups.append([part])
    values = [
        duration_value([(part.quantity.value, part.unit) for part in group]) for group in groups
    ]
    if len(values) == 2 and values[0].order == values[1].order:
        values = values[:1]  # `two years (24 months)`
    distinct = list({value.display: value for value in values}.values())
    if len(distinct) > 1:
        return several(distinct)
    return Normalization(distinct[0])


def _parts(text: str, habits: Habits) -> list[_Part]:
    """Every unit with the number that stands right before it."""
    quantities = find_quantities(text, habits)
    names = list(UNITS)
    parts: list[_Part] = []
    floor = 0
    for match in UNIT.finditer(text):
        unit = names[next(index for index in range(len(names)) if match[f"u{index}"])]
        before = [q for q in quantities if floor <= q.start and q.end <= match.start()]
        half = _AND_A_HALF.match(text, match.end())
        for other in sharing_unit(text, before, before[-1]) if before else ():
            parts.append(_Part(other.start, match.start(), unit, other))
        if (
            before
            and habits.language == "en"
            and not re.search(r"\d", text[before[-1].start : before[-1].end])
            and not _ENGLISH_UNIT.fullmatch(match.group())
        ):
            continue  # `six` is a number of several languages: the text is not the English it seems
        if before and _GAP.fullmatch(text[before[-1].end : match.start()]):
            floor = half.end() if half else match.end()
            number = _and_a_half(before[-1]) if half else before[-1]
            parts.append(_Part(number.start, floor, unit, number))
        elif article := _ARTICLE.search(text[floor : match.start()]):
            start = floor + article.start(1)
            floor = half.end() if half else match.end()
            one = Quantity(start, match.start(), Decimal("1.5" if half else "1"))
            parts.append(_Part(start, floor, unit, one))
    return parts


def _and_a_half(number: Quantity) -> Quantity:
    words = None if number.words is None else number.words + _HALF
    return replace(number, value=number.value + _HALF, words=words)


def _anniversary(text: str) -> Normalization:
    match = _ANNIVERSARY.search(text)
    if match:
        words = match[1].casefold().replace("-", " ").split()
        for candidate in ("".join(words), words[-1]):
            number = int(candidate) if candidate.isdecimal() else ORDINALS.get(candidate)
            if number:
                return Normalization(duration_value([(Decimal(number), "year")]))
    return Normalization(None, warnings=(Notice("no_duration", {"text": text}),))


def length_map(length: Length) -> dict[str, Any]:
    """A length as expressions have it: the whole of it in each unit."""
    said = {"text": length.value.display, "open_ended": length.is_open}
    if length.order is None or length.in_months is None:
        return said
    return {
        "years": float(length.order / DAYS_IN_YEAR),
        "months": float(length.in_months),
        "days": float(length.order),
        **said,
    }


def _to_cel(display: str) -> dict[str, Any]:
    length = read_length(display)
    if length is None:
        raise Unreadable(f"no length of time: {display}")
    return length_map(length)


def _from_cel(made: Any) -> Value | None:
    if not isinstance(made, dict) or "open_ended" not in made:
        return None
    length = read_length(made["text"])
    return None if length is None else length.value


DURATION = ValueType(
    "duration",
    "a length of time",
    parse_duration,
    is_by_language=True,
    detector="duration",
    order="number",
    needs_unit=True,
    example="a duration with its unit, such as 18 months or 2y, or perpetual",
    units=(UNIT, ISO),
    sort_words=("longest first", "shortest first"),
    kind=kinds.LENGTH,
    to_cel=_to_cel,
    from_cel=_from_cel,
    sample="2 years",
)
