"""What is rewritten before a duration is read: short units, and units that stand before their number.

`5 J.` becomes years in German, `anni 4 (quattro)` and `Laufzeit (Monate): 36` get their unit behind.
"""

from __future__ import annotations

import re

_SHORT = {
    "y": "years", "mo": "months", "mos": "months", "mon": "months", "mnd": "months", "w": "weeks", "d": "days",
    "gg": "days", "dgn": "days", "h": "hours",
}  # fmt: skip
_SHORT_UNIT = re.compile(rf"(?<=\d)\s?({'|'.join(_SHORT)})\b\.?", re.IGNORECASE)
# `30 j` are days in French, `5 J.` years in German.
_SHORT_HERE: dict[str, tuple[tuple[re.Pattern[str], str], ...]] = {
    "fr": ((re.compile(r"(?<=\d)\s?[jJ]\b\.?"), " jours"),),
    "de": (
        (re.compile(r"(?<=\d)\s?J\b\.?"), " Jahre"),
        (re.compile(r"(?<=\d)\s?(?:Mte?|Mon|Mt)\b\.?"), " Monate"),
        (re.compile(r"(?<=\d)\s?Std\b\.?"), " Stunden"),
    ),
}
_TERM_OF_YEARS = re.compile(r"\b(bi|tri|quadri|quinqu|sess|dec)ennal[ei]\b", re.IGNORECASE)
_YEARS = {"bi": 2, "tri": 3, "quadri": 4, "quinqu": 5, "sess": 6, "dec": 10}
_QUARTER_OF_YEAR = re.compile(
    r"(?P<count>(?:[^\W\d_]+|\d+)[\s-]+quarters?)\s+of\s+(?:an?|one)\s+year\b"
    r"|^\s*quarter\s+of\s+(?:an?|one)\s+year\b",
    re.IGNORECASE,
)
_ALTERNATIVES = re.compile(r"(?<![\d/.,])(?<!\d[\s-])(\d{1,3})/(\d{1,3})(?=[\s-]*[^\W\d_])")
_PARTS_OF_WHOLE = frozenset({2, 3, 4, 5, 8})
_ITALIAN_UNITS = r"anni|mesi|giorni|settimane|ore|gg\.?"
_ITALIAN_FIRST = re.compile(
    rf"(?:^|(?<=\b(?:di|in)\s)|(?<=\bper\s)|(?<=\be\s))(?P<unit>{_ITALIAN_UNITS})\s+"
    rf"(?P<number>\d+(?:\s*\([^\W\d_]+\))?|[^\W\d_]+(?:\s*\(\d+\))?)(?=[\s,.;]*$|\s+e\s+(?:{_ITALIAN_UNITS})\b)",
    re.IGNORECASE,
)
# In the plural only: `Month: 3` counts months and has no length.
_LABEL_UNITS = (
    r"years|months|weeks|(?:business\s|calendar\s)?days|hours|Jahren?|Monaten?|Wochen|(?:Werk)?Tagen?|Stunden"
    r"|ans|années|mois|semaines|jours|heures|años|meses|semanas|días|horas"
    r"|anni|mesi|settimane|giorni|ore|jaren|maanden|weken|dagen|uren"
)
_LABELLED = re.compile(
    rf"^[^\d]*?\b(?P<unit>{_LABEL_UNITS})\s*[)\]]?\s*:\s*(?P<number>\d+(?:[.,]\d+)?|[^\W\d_]+)\W*$",
    re.IGNORECASE,
)


def spell_units(text: str, language: str) -> str:
    """The text with its units in full and behind their numbers."""
    text = _QUARTER_OF_YEAR.sub(lambda match: match["count"] or "one quarter", text)
    text = _ALTERNATIVES.sub(_as_alternatives, text)
    for pattern, unit in _SHORT_HERE.get(language, ()):
        text = pattern.sub(unit, text)
    text = _SHORT_UNIT.sub(lambda short: f" {_SHORT[short[1].casefold()]}", text)
    if language == "it":
        text = _TERM_OF_YEARS.sub(lambda m: f"{_YEARS[m[1].casefold()]} anni", text)
        text = _ITALIAN_FIRST.sub(_unit_last, text.strip())
    return _LABELLED.sub(_unit_last, text)


def _as_alternatives(match: re.Match[str]) -> str:
    """`6/12 months` are six or twelve; `1/2 year` is a fraction."""
    first, second = int(match[1]), int(match[2])
    is_choice = first < second and second not in _PARTS_OF_WHOLE
    return f"{first} or {second}" if is_choice else match.group()


def _unit_last(match: re.Match[str]) -> str:
    unit = "giorni" if match["unit"].casefold().startswith("gg") else match["unit"]
    return f"{match['number']} {unit}"
