"""Parts of a whole in words: `one-half`, `three and one-half`, `eine halbe Million`, `un quart`."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from enricher.values.numbers.figures import ratio

_COUNTS: dict[str, dict[str, int]] = {
    "en": {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "seven": 7},
    "de": {"ein": 1, "eine": 1, "zwei": 2, "drei": 3, "fünf": 5},
    "fr": {"un": 1, "deux": 2, "trois": 3},
    "es": {"un": 1, "dos": 2, "tres": 3},
    "it": {"un": 1, "due": 2, "tre": 3},
    "nl": {"een": 1, "één": 1, "twee": 2, "drie": 3},
}
_PARTS: dict[str, dict[str, int]] = {
    "en": {
        **{"half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "eighth": 8, "tenth": 10},
        **{"sixteenth": 16, "twentieth": 20, "hundredth": 100},
    },
    "de": {"drittel": 3, "viertel": 4, "achtel": 8, "zehntel": 10},
    "fr": {"tiers": 3, "quart": 4, "huitième": 8, "dixième": 10},
    "es": {"tercio": 3, "cuarto": 4, "octavo": 8, "décimo": 10},
    "it": {"terzo": 3, "terzi": 3, "quarto": 4, "quarti": 4, "decimo": 10},
    "nl": {"derde": 3, "kwart": 4, "achtste": 8, "tiende": 10},
}
# In English the bare word counts (`half a million`); elsewhere it needs its article or, in German,
# its ending: `medio` is also a means, `halb` a prefix.
_HALVES: dict[str, str] = {
    "en": r"half(?:\s+an?(?!\s+(?:hundred|thousand|million|billion)\b))?",
    "de": r"(?:ein(?:e[nmrs]?)?\s+)?halbe[nmrs]?",
    "fr": r"une?[\s-]demie?",
    "es": r"(?:un\s+medio|una?\s+media|medio(?=\s+(?:por\s+ciento|punto|millón|año))|media(?=\s+hora))",
    "it": r"(?:un\s+mezzo|mezzo(?=\s+(?:punto|milione|anno))|mezz[ao]\s?(?=giornata|ora))",
    "nl": r"(?:een|één)\s+hal(?:f|ve)|hal(?:f|ve)(?=\s+(?:jaar|procent|miljoen))",
}
AND: dict[str, str] = {
    "en": r"and", "de": r"und", "fr": r"et", "es": r"y|con", "it": r"e", "nl": r"en",
}  # fmt: skip
"""What joins a number and a fraction."""

POINT: dict[str, str] = {
    "en": "point", "de": "Komma", "fr": "virgule", "es": "coma|punto", "it": "virgola", "nl": "komma",
}  # fmt: skip
"""How a decimal mark is said: `deux virgule cinq`."""

SCALES = frozenset({100, 1_000, 1_000_000, 1_000_000_000})


@cache
def fraction_pattern(language: str) -> re.Pattern[str]:
    """A fraction in words, groups `half`, or `count` and `part` with what stands around them."""
    counts, parts = "|".join(_COUNTS[language]), "|".join(_PARTS[language])
    return re.compile(
        rf"\b(?:(?P<count>{counts})(?P<gap>[\s\u2010\u2011-]+)(?P<part>{parts})(?:e?[nsx])?"
        rf"|(?P<half>{_HALVES[language]}))\b"
        r"(?P<of>\s+of\s+(?:(?:one|1)\b|(?=an?\s+(?:hundred|thousand|million|billion)\b)))?",
        re.IGNORECASE,
    )


@cache
def joiner(language: str) -> re.Pattern[str]:
    return re.compile(rf"[\s-]+(?:{AND[language]})[\s-]+", re.IGNORECASE)


def read_fraction(match: re.Match[str], language: str, joined: bool) -> Decimal | None:
    """The value of a fraction; None for `four quarters`, which are a year.

    Args:
        match: of `fraction_pattern(language)`.
        language: of the words.
        joined: a number and `and` stand before it.
    """
    if match["half"]:
        return Decimal("0.5")
    part = match["part"].casefold()
    count = _COUNTS[language][match["count"].casefold()]
    is_english = language == "en"
    if is_english and part != "half" and match["gap"].isspace() and not match["of"] and not joined:
        return None
    return ratio(count, _PARTS[language][part])
