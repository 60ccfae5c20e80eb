"""What a locale says about writing numbers and dates.

A text rarely says where it comes from. `locale` is what a person or a setting says; without one
the language of the document decides, except that English alone does not tell whether the month or
the day comes first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

DayOrder = Literal["day", "month", "unknown"]
Yen = Literal["JPY", "CNY", ""]


@dataclass(frozen=True, slots=True)
class Habits:
    """How a locale writes.

    Attributes:
        decimal: the mark before the fraction, `.` or `,`.
        first: what comes first in 03/04/2021.
        stated: somebody named the locale; it was not derived from the language.
        yen: whose sign ¥ is, that of Japan or of China; empty where nothing tells.
    """

    language: str
    region: str
    decimal: Literal[".", ","]
    first: DayOrder
    stated: bool
    yen: Yen = ""


# Where the decimal mark is a comma in the language's main country; the rest writes a point.
_COMMA_LANGUAGES = frozenset(
    {"de", "fr", "es", "it", "nl", "pt", "da", "sv", "nb", "no", "fi", "pl", "cs", "ru", "tr"}
)
# Regions that differ from the main country of their language.
_POINT_REGIONS = frozenset({"CH", "LI", "MX", "US"})
_MONTH_FIRST_REGIONS = frozenset({"US", "PH"})
_YEN: dict[str, Yen] = {"JP": "JPY", "CN": "CNY", "ja": "JPY", "zh": "CNY"}


def habits(language: str, locale: str | None) -> Habits:
    """The habits of a locale such as `en-GB` or `de`, or of a language where no locale is given."""
    tag = (locale or language or "en").replace("_", "-")
    parts = tag.split("-")
    code = parts[0].lower() or "en"
    region = parts[1].upper() if len(parts) > 1 else ""
    first: DayOrder = "day"
    if region in _MONTH_FIRST_REGIONS:
        first = "month"
    elif code == "en" and not region:
        first = "unknown"
    comma = code in _COMMA_LANGUAGES and region not in _POINT_REGIONS
    return Habits(
        code,
        region,
        "," if comma else ".",
        first,
        stated=locale is not None,
        yen=_YEN.get(region) or _YEN.get(code, ""),
    )
