"""Full names of currencies in the language of a document, from CLDR through babel."""

from __future__ import annotations

import re
from functools import cache

# By which the languages here choose a plural: `dirham`, `dirhams`, `złote`, `złotych`.
_COUNTS = (1, 2, 5)
_FULL = re.compile(r"(?:[^\W\d_][\w'.-]*\s+)+[^\W\d_][\w-]+")


def find_long_names(text: str, language: str, codes: frozenset[str]) -> list[tuple[int, int, str]]:
    """Start, end and code of each name of two words or more: `dirhams marocains`.

    A name of one word, `Krone`, is that of several currencies.
    """
    names = _names(language, codes)
    if not names:
        return []
    found = []
    for match in _pattern(language, codes).finditer(text):
        found.append((match.start(), match.end(), names[_key(match[1])]))
    return found


def _key(name: str) -> str:
    return " ".join(name.casefold().split())


@cache
def _names(language: str, codes: frozenset[str]) -> dict[str, str]:
    from babel import Locale, UnknownLocaleError  # 30 ms and more: only for a name in words
    from babel.numbers import get_currency_name

    try:
        locale = Locale(language)
    except (UnknownLocaleError, ValueError):
        return {}
    return {
        _key(name): code
        for code in sorted(codes & locale.currencies.keys())
        for name in (get_currency_name(code, count, locale) for count in (None, *_COUNTS))
        if _FULL.fullmatch(name)
    }


@cache
def _pattern(language: str, codes: frozenset[str]) -> re.Pattern[str]:
    longest_first = sorted(_names(language, codes), key=len, reverse=True)
    alternatives = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in longest_first)
    return re.compile(rf"(?<![^\W_])({alternatives})s?(?![^\W_])", re.IGNORECASE)
