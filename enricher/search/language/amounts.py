"""Amounts, shares and lengths of time in a question: `over $1M`, `notice of more than 60 days`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from enricher.recognizer.detectors import find_durations, find_money, find_percents
from enricher.schema import EntitySchema
from enricher.search.language.fields import measure_field
from enricher.search.language.mention import Mention, name_of
from enricher.values import DURATION, MONEY, PERCENT, ValueType, normalize_text

_SIGNS = (
    (
        "<=",
        r"up\s+to|at\s+most|no\s+(?:more|longer|greater|higher)\s+than|not\s+(?:more|longer|greater)\s+than|not\s+(?:over|exceed(?:ing)?)|maximum(?:\s+of)?|max\.?|within",
    ),
    (
        ">=",
        r"at\s+least|no\s+(?:less|shorter|fewer)\s+than|not\s+less\s+than|minimum(?:\s+of)?|min\.?|upwards\s+of|from",
    ),
    (
        ">",
        r"over|above|more\s+than|exceed(?:s|ing)?|(?:greater|higher|larger|bigger|longer)\s+than|in\s+excess\s+of|beyond|upward\s+of",
    ),
    ("<", r"under|below|less\s+than|fewer\s+than|(?:lower|smaller|shorter)\s+than"),
)
_SIGN = re.compile(
    r"(?<!\w)(?:"
    + "|".join(f"(?P<s{n}>{words})" for n, (_, words) in enumerate(_SIGNS))
    + r")\s+(?:(?:a|an|the|of|total)\s+){0,2}$",
    re.I,
)
_BEHIND = re.compile(
    r"\s*(?:(?P<least>or\s+(?:more|longer|above|greater|over)|and\s+(?:more|above|up)|\+|plus\b)|(?P<most>or\s+(?:less|shorter|fewer|under|below)))",
    re.I,
)
_BETWEEN = re.compile(r"\b(?:between|from)\s+$", re.I)
_TO = re.compile(r"\s*(?:\band\b|\bto\b|[-\u2013])\s*", re.I)
_BARE = re.compile(
    r"(?<![\w$\u20ac\u00a3.,])(?P<number>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)\s?(?P<scale>k|m|mn|mm|bn|b|thousand|million|billion)?(?![\w%]|[.,]\d)",
    re.I,
)
_SCALES = {
    "k": 3,
    "thousand": 3,
    "m": 6,
    "mn": 6,
    "mm": 6,
    "million": 6,
    "b": 9,
    "bn": 9,
    "billion": 9,
}
_WORTH = re.compile(
    r"(?:caps?|capped|limit\w*|worth|value[sd]?|amounts?|price[sd]?|fees?|rent|payments?|sum|cost|commitments?|budget|loans?|salary|consideration)(?:\s+\w+){0,2}\s*$",
    re.I,
)
_AROUND = 30
_PART_OF = re.compile(
    r"\b(?:the|its|their|in|during|for|over|within)\s+(?:first|last|final|next|remaining)\s+$", re.I
)
"""Behind which a length is of a part: `the last two years of the term`."""
_DOCUMENT_BEHIND = re.compile(
    r"[\s-]+(?:\w+\s+)?(?:terms?|agreements?|contracts?|leases?|ndas?|licen[cs]es?|loans?|deals?)\b",
    re.I,
)
_LENGTH_BEFORE = re.compile(
    r"(?:agreements?|contracts?|leases?|ndas?|licen[cs]es?|loans?|deals?)\s+(?:(?:that\s+)?(?:run|last|go|are|running|lasting|made)\s+)?(?:for\s+|with\s+|of\s+)?$",
    re.I,
)


def find_measures(text: str, schema: EntitySchema) -> Iterator[Mention]:
    """Amounts, shares and lengths that the schema has a field for."""
    yield from _amounts(text, schema)
    yield from _others(text, schema, PERCENT, list(find_percents(text, "en")))
    yield from _others(text, schema, DURATION, list(find_durations(text, "en")))


def _amounts(text: str, schema: EntitySchema) -> Iterator[Mention]:
    places = list(find_money(text, "en"))
    values = [(start, end, _money(text[start:end])) for start, end in places]
    for match in _BARE.finditer(text):
        if any(start < match.end() and match.start() < end for start, end, _ in values):
            continue
        before = text[max(0, match.start() - _AROUND) : match.start()]
        sign = _SIGN.search(before)
        lead = before[: sign.start()] if sign else before
        if sign is None or not (
            _WORTH.search(lead) or (match["scale"] and len(match["scale"]) == 1)
        ):
            continue
        number = Decimal(match["number"].replace(",", ""))
        if match["scale"]:
            number = number.scaleb(_SCALES[match["scale"].lower()])
        elif number < 1000:
            continue
        values.append((match.start(), match.end(), f"{number:f}"))
    known = [one for one in sorted(values, key=lambda one: one[0]) if one[2]]
    yield from _conditions(text, schema, MONEY, known)


def _others(
    text: str, schema: EntitySchema, type: ValueType, places: list[tuple[int, int]]
) -> Iterator[Mention]:
    values = []
    for start, end in places:
        value = normalize_text(type, text[start:end]).value
        if value is not None:
            values.append((start, end, value.display))
    yield from _conditions(text, schema, type, values)


def _conditions(
    text: str, schema: EntitySchema, type: ValueType, values: list[tuple[int, int, str]]
) -> Iterator[Mention]:
    at = 0
    while at < len(values):
        start, end, value = values[at]
        before = text[max(0, start - _AROUND) : start]
        operator, first, last = "=", start, end
        both = _BETWEEN.search(before)
        if both and at + 1 < len(values) and _TO.fullmatch(text[end : values[at + 1][0]]):
            first, last = start - len(before) + both.start(), values[at + 1][1]
            shown = f"={value}..{values[at + 1][2]}"
            at += 1
        else:
            sign, behind = _SIGN.search(before), _BEHIND.match(text, end)
            if sign:
                operator = next(mark for n, (mark, _) in enumerate(_SIGNS) if sign[f"s{n}"])
                first = start - len(before) + sign.start()
            elif behind:
                operator, last = ">=" if behind["least"] else "<=", behind.end()
            shown = f"{operator}{value}"
        at += 1
        category = _category(
            schema, type, text, first, last, is_compared=shown[:2] != f"={value}"[:2]
        )
        if category is None or (
            type is not MONEY and shown.startswith("<=") and "within" in text[first:last]
        ):
            continue
        yield Mention(
            first,
            last,
            category,
            f"{name_of(category)}{shown}",
            0.5 if shown == f"={value}" else 0.0,
        )


def _category(
    schema: EntitySchema, type: ValueType, text: str, first: int, last: int, *, is_compared: bool
) -> str | None:
    cue = measure_field(schema, type.name, text, first, last)
    if type is DURATION and _PART_OF.search(text[:first]):
        return None
    if cue is not None and cue.place:
        return cue.category
    if cue is not None:
        return cue.category if type is MONEY or is_compared else None
    if type is DURATION and "Term" in schema:
        if not is_compared and _DOCUMENT_BEHIND.match(text, last):
            return "Term"
        is_long = re.search(r"\b(?:longer|shorter)\s+than\b", text[first:last], re.I)
        runs = _LENGTH_BEFORE.search(text[:first])
        if is_long or runs:
            return "Term"
    return None


def _money(text: str) -> str:
    value = normalize_text(MONEY, text).value
    if value is None or value.order is None:
        return ""
    currency = value.detail.get("currency")
    try:
        number = Decimal(value.order).normalize()
    except InvalidOperation:
        return ""
    return f"{number:f} {currency}" if currency else f"{number:f}"
