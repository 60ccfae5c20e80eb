"""Jurisdictions by their common English name: `State of New York` is `New York`.

States, provinces and the parts of the United Kingdom are tables here; countries in six languages
come from CLDR through babel, loaded when the first text needs them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

from enricher.entities import Normalization, Value, ValueType
from enricher.normalize.iso_codes import COUNTRY_CODES
from enricher.normalize.places import ADJECTIVES, ALIASES, LAW_WORDS, PARTS

_LANGUAGES = ("de", "fr", "es", "it", "nl")
# CLDR's names that are not what an English reader calls the country.
_COMMON = {
    "HK": "Hong Kong", "MO": "Macao", "MM": "Myanmar", "CD": "Democratic Republic of the Congo",
    "CG": "Republic of the Congo", "PS": "Palestine", "TR": "Turkey", "BA": "Bosnia and Herzegovina",
    "CI": "Ivory Coast", "TT": "Trinidad and Tobago", "AG": "Antigua and Barbuda",
}  # fmt: skip
_WORD = re.compile(r"[^\W_]+")
_LONGEST_NAME_WORDS = 7


def parse_jurisdiction(text: str) -> Normalization:
    """The one state or country that a text names.

    A country named only to say where the state lies (`State of New York, United States`) gives way
    to it.
    """
    found = _find(text)
    if not found:
        return Normalization(None, warnings=(f"{text!r} names no state or country that is known",))
    parts = [place for place in found if "-" in place]
    if parts:
        found = parts + [
            p for p in found if "-" not in p and not any(q.startswith(p) for q in parts)
        ]
    if len(found) > 1:
        values = tuple(_value(place) for place in found)
        shown = ", ".join(value.display for value in values)
        return Normalization(None, values, (f"the text names more than one place: {shown}",))
    if found == ["US-GA"] and re.search(r"\brepublic\b", text, re.IGNORECASE):
        found = ["GE"]
    return Normalization(_value(found[0]))


def _find(text: str) -> list[str]:
    """Codes of all places named in a short text, each once; English names before all others."""
    words = [_plain(word) for word in _WORD.findall(_joined(text))]
    return (
        _named(words, {**_country_names(), **_part_names()})
        or _by_letters(text)
        or _by_adjective(words)
        or next(filter(None, (_named(words, _foreign_names(code)) for code in _LANGUAGES)), [])
    )


def _named(words: list[str], names: Mapping[str, str]) -> list[str]:
    """At each place the longest name: West Virginia is not Virginia."""
    found: list[str] = []
    position = 0
    while position < len(words):
        for length in range(min(_LONGEST_NAME_WORDS, len(words) - position), 0, -1):
            code = names.get(" ".join(words[position : position + length]))
            if code:
                found.append(code)
                position += length - 1
                break
        position += 1
    return list(dict.fromkeys(found))


def _by_letters(text: str) -> list[str]:
    """`NY`, `N.Y.`; both the state and the country where two letters are the code of both."""
    stripped = text.strip()
    if "." not in stripped and not re.fullmatch(r"[A-Z]{2,5}", stripped):
        return []
    letters = re.sub(r"[^A-Z]", "", stripped)
    code = ABBREVIATIONS.get(letters)
    country = letters if letters in COUNTRY_CODES and stripped == letters else None
    return list(dict.fromkeys(filter(None, (code, country))))


def _by_adjective(words: list[str]) -> list[str]:
    """`Swiss substantive law`, `deutsches Recht`, `droit suisse`."""
    if LAW_WORDS.isdisjoint(words):
        return []
    for word in words:
        for ending in range(4):
            code = ADJECTIVES.get(word[: len(word) - ending])
            if code:
                return [code]
    return []


ABBREVIATIONS: dict[str, str] = {
    **{code[3:]: code for code in PARTS if code.startswith("US-")},
    **{"USA": "US", "UK": "GB", "PRC": "CN", "UAE": "AE", "HKSAR": "HK"},
}
"""What a text in capitals, alone, stands for."""


def _value(code: str) -> Value:
    name = PARTS.get(code) or _COMMON.get(code) or _territories("en")[code]
    return Value(ValueType.JURISDICTION, name, None, {"name": name, "code": code})


def _joined(text: str) -> str:
    text = re.sub(r"\b([A-Z])\.\s?(?=[A-Z]\.)", r"\1", text)
    return re.sub(r"\b([A-Z]{2,4})\.", r"\1 ", re.sub(r"['\u2018\u2019]", "", text)).replace(
        "&", " and "
    )


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in letters if not unicodedata.combining(character))


def _key(name: str) -> str:
    return " ".join(_plain(word) for word in _WORD.findall(_joined(name)))


@cache
def _part_names() -> dict[str, str]:
    names = {_key(name): code for code, name in PARTS.items()}
    names.update({_key(alias): code for alias, code in ALIASES.items()})
    names.update({_key(f"laws of {PARTS[code]}"): code for code in PARTS})
    return names


@cache
def _country_names() -> dict[str, str]:
    names = {_key(name): code for code, name in _territories("en").items()}
    names.update({_key(name): code for code, name in _COMMON.items()})
    del names["georgia"]  # the state, unless the text says republic
    return names


@cache
def _foreign_names(language: str) -> dict[str, str]:
    return {_key(name): code for code, name in _territories(language).items()}


@cache
def _territories(language: str) -> dict[str, str]:
    from babel import Locale  # 30 ms and more: only when a jurisdiction is asked for

    names = Locale(language).territories
    return {
        code: name
        for code, name in names.items()
        if len(code) == 2 and code.isalpha() and code not in {"EZ", "UN", "XA", "XB", "ZZ", "QO"}
    }
