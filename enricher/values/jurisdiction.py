"""Jurisdictions by their common English name: `State of New York` is `New York`.

States, provinces and the parts of the United Kingdom are tables here; countries in six languages
come from CLDR through babel, loaded when the first text needs them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from itertools import pairwise

from enricher.entities import Normalization, Notice, Value
from enricher.values.codes.iso import COUNTRY_CODES
from enricher.values.kinds import Kind, Sort, Writing
from enricher.values.party import has_legal_form
from enricher.values.places.court_towns import COURT_TOWNS
from enricher.values.places.laws import (
    ADJECTIVES,
    ALIASES,
    COMPANY_WORDS,
    COURT_WORDS,
    LAW_WORDS,
    PARTS,
    STATE_WORDS,
    TWO_WORD_ADJECTIVES,
    WITHIN,
)
from enricher.values.places.regions import CITY_REGIONS, FOREIGN_NAMES, REGIONS, TRADITIONAL
from enricher.values.value_type import ValueType, in_any_language

_LANGUAGES = ("de", "fr", "es", "it", "nl")
_OTHER_LANGUAGES = ("pt", "ja", "zh")
# CLDR's names that are not what an English reader calls the country.
_COMMON = {
    "HK": "Hong Kong", "MO": "Macao", "MM": "Myanmar", "CD": "Democratic Republic of the Congo",
    "CG": "Republic of the Congo", "PS": "Palestine", "TR": "Turkey", "BA": "Bosnia and Herzegovina",
    "CI": "Ivory Coast", "TT": "Trinidad and Tobago", "AG": "Antigua and Barbuda",
    "AN": "Netherlands Antilles",
}  # fmt: skip
_WORD = re.compile(r"[^\W_]+")
_LONGEST_NAME_WORDS = 8
_BESIDE = LAW_WORDS | COURT_WORDS | STATE_WORDS | COMPANY_WORDS


_EXCLUDED = re.compile(
    r"[\s,(]+(?:excluding|exclusive\s+of|other\s+than|not\s+including|except(?:ing)?(?:\s+for)?|without)\b.*$",
    re.IGNORECASE | re.DOTALL,
)
_POSTAL = re.compile(
    r",\s*([A-Z]{2})(\s+\d{5}(?:-\d{4})?)?\s*(,?\s*(?:U\.?S\.?A?\.?|United\s+States.*))?\.?\s*$"
)
_TRADITIONAL = re.compile(rf"(?:^|[,\s])({'|'.join(TRADITIONAL)})\.(?=[\s,]|$)")
_OF_STATE = re.compile(
    r"\b(?:state|county|GA|U\.?S\.?A?|united\s+states|\d{5}|court)\b", re.IGNORECASE
)
# What is read of a name that two countries share, unless the text says of which.
_SHARED = {
    "KR": (
        re.compile(r"\bKorea\b", re.IGNORECASE),
        re.compile(
            r"\b(?:south|s\.|s[uü]d|zuid|rep\.|republi[ck]|rok|seoul|busan|incheon)", re.IGNORECASE
        ),
        Notice("place_korea"),
    ),
    "CG": (
        re.compile(r"\bCongo\b", re.IGNORECASE),
        re.compile(r"\b(?:rep\.|r[eé]p[uú]bb?li|brazzaville)", re.IGNORECASE),
        Notice("place_congo"),
    ),
}
# Delaware County lies in Pennsylvania too.
_NAMED_AFTER = frozenset({"county", "city", "street", "avenue", "township", "parish", "university"})
_COURT_ENDINGS = ("gericht", "gerichts", "gerichte", "gerichten", "gerichtsstand", "rechtbank")
# Beside a place and a legal form, what says of which kind a company is: `A Cayman Islands Exempted
# Company` has no name.
_KIND_WORDS = (
    "a an the of and state commonwealth public private limited liability joint stock exempted general"
    " business professional nonprofit non-profit statutory chartered registered foreign domestic law"
)
_OF_NO_NAME = frozenset(_KIND_WORDS.split())
_KINDS = frozenset({"canton", "kanton", "cantone", "land", "state", "bundesland", "hansestadt"})


def parse_jurisdiction(text: str) -> Normalization:
    """The one state or country that a text names.

    A country named only to say where the state lies (`State of New York, United States`) gives way
    to it.
    """
    said = _EXCLUDED.sub("", text)
    found = _find(said)
    if found and _is_company(said):
        return Normalization(None, warnings=(Notice("company_name", {"text": text}),))
    if not found:
        return Normalization(None, warnings=(Notice("no_jurisdiction", {"text": text}),))
    inner = {WITHIN[place] for place in found if place in WITHIN}
    inner |= {place.split("-")[0] for place in found if "-" in place}
    found = [place for place in found if place not in inner]
    if len(found) > 1:
        values = tuple(_value(place) for place in found)
        shown = ", ".join(value.display for value in values)
        return Normalization(None, values, (Notice("several_places", {"shown": shown}),))
    if found == ["US-GA"] and re.search(r"\brepublic\b", text, re.IGNORECASE):
        found = ["GE"]
    return Normalization(_value(found[0]), warnings=_doubts(said, found[0]))


def jurisdiction_names(language: str) -> Mapping[str, str]:
    """Names in plain letters, words with a blank between, and the codes that jurisdictions have.

    Args:
        language: ISO 639-1; names of countries in it beside the English ones.
    """
    return {**_foreign_names(language), **_names()} if language in _LANGUAGES else _names()


def _find(text: str) -> list[str]:
    """Codes of all places named in a short text, each once; English names before all others."""
    words = [_plain(word) for word in _WORD.findall(_joined(text))]
    cities = _named(words, _city_names())
    if not _KINDS.isdisjoint(words) and cities:
        return cities
    named = _named(words, _names())
    postal = _POSTAL.search(text)
    if postal and (postal[2] or postal[3] or not _lies_in(named, postal[1])):
        state = ABBREVIATIONS.get(postal[1])
        parts = [place for place in named if "-" in place]  # Lebanon is a town of Pennsylvania
        named = list(dict.fromkeys([*parts, state])) if state else named
    return (
        named
        or _by_letters(text)
        or [f"US-{TRADITIONAL[match[1]]}" for match in _TRADITIONAL.finditer(text)]
        or _by_adjective(words)
        or next(filter(None, (_named(words, _foreign_names(code)) for code in _LANGUAGES)), [])
        or _by_court(words)
        or cities
        or next(
            filter(None, (_named(words, _foreign_names(code)) for code in _OTHER_LANGUAGES)), []
        )
    )


def _lies_in(named: list[str], letters: str) -> bool:
    """Whether places are those of a country with these letters: `Quebec, CA`, not `Lebanon, PA`."""
    return bool(named) and all(place.split("-")[0] == letters for place in named)


def _is_company(text: str) -> bool:
    """Whether a place is part of a name: `Bank of China Limited`, not `a Delaware corporation`."""
    words = text.split()
    if len(words) < 3 or not words[-1][0].isupper() or not has_legal_form(words[-1]):
        return False
    return any(
        word[0].isupper() and name not in _OF_NO_NAME and not has_legal_form(name)
        for word in words[:-1]
        if (name := _plain(word.strip(".,;:()"))) and name not in _place_words()
    )


def _doubts(text: str, place: str) -> tuple[Notice, ...]:
    """What to say of a name or of two letters that another place has too: `Korea`, `Toronto, CA`."""
    name = re.escape(_value(place).display)
    if place.startswith("US-") and re.fullmatch(
        rf"\W*(?:the\s+)?{name}\s+(?:county|city)\W*", text, re.I
    ):
        return (Notice("place_named_after", {"text": text, "place": _value(place).display}),)
    if place == "US-GA" and not _OF_STATE.search(text):
        return (Notice("place_georgia"),)
    if place in _SHARED:
        shared, more, doubt = _SHARED[place]
        return (doubt,) if shared.search(text) and not more.search(text) else ()
    postal = _POSTAL.search(text)
    if postal is None or postal[2] or postal[3] or postal[1] not in COUNTRY_CODES:
        return ()
    if ABBREVIATIONS.get(postal[1]) != place:
        return ()
    other = _value(postal[1]).display
    return (
        Notice("place_code", {"code": postal[1], "place": _value(place).display, "other": other}),
    )


def _named(words: list[str], names: Mapping[str, str]) -> list[str]:
    """At each place the longest name: West Virginia is not Virginia."""
    found: list[str] = []
    after: list[str] = []
    position = 0
    while position < len(words):
        for length in range(min(_LONGEST_NAME_WORDS, len(words) - position), 0, -1):
            code = names.get(" ".join(words[position : position + length]))
            if code:
                position += length - 1
                is_after = (
                    words[position + 1 : position + 2] and words[position + 1] in _NAMED_AFTER
                )
                (after if is_after else found).append(code)
                break
        position += 1
    return list(dict.fromkeys(found or after))


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
    """`Swiss substantive law`, `deutsches Recht`, `droit suisse`, `French Republic`, `a Dutch company`."""
    of_law = any(word.endswith(("recht", "gesetzbuch")) for word in words)
    if not of_law and _BESIDE.isdisjoint(words):
        return []
    found = [
        TWO_WORD_ADJECTIVES[" ".join(pair)]
        for pair in pairwise(words)
        if " ".join(pair) in TWO_WORD_ADJECTIVES
    ]
    for word in words if not found else ():
        stems = (word[: len(word) - ending] for ending in range(4))
        found.extend(next(([ADJECTIVES[stem]] for stem in stems if stem in ADJECTIVES), []))
    return list(dict.fromkeys(found))


def _by_court(words: list[str]) -> list[str]:
    """`courts at Mumbai`, `Landgericht München I`: the state in which a court sits."""
    is_court = any(word in COURT_WORDS or word.endswith(_COURT_ENDINGS) for word in words)
    return _named(words, _court_towns()) if is_court else []


ABBREVIATIONS: dict[str, str] = {
    **{code[3:]: code for code in PARTS if code.startswith("US-")},
    **{"USA": "US", "UK": "GB", "PRC": "CN", "UAE": "AE", "HKSAR": "HK"},
}
"""What a text in capitals, alone, stands for."""


def _value(code: str) -> Value:
    regions = CITY_REGIONS.get(code) or REGIONS.get(code) or ("",)
    name = PARTS.get(code) or regions[0] or _COMMON.get(code) or _territories("en")[code]
    name = name.replace("&", "and")
    return Value("jurisdiction", name, None, {"name": name, "code": code})


def _joined(text: str) -> str:
    text = re.sub(r"['\u2019]s\b", "", text)
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
    names.update({_key(name): code for code, named in REGIONS.items() for name in named})
    names.update({_key(name): code for name, code in FOREIGN_NAMES.items()})
    return names


@cache
def _city_names() -> dict[str, str]:
    return {
        _key(name): code
        for code, (english, others) in CITY_REGIONS.items()
        for name in (english, *others.split("/"))
    }


@cache
def _court_towns() -> dict[str, str]:
    return {_key(name): code for name, code in COURT_TOWNS.items()}


@cache
def _names() -> dict[str, str]:
    return {**_country_names(), **_part_names()}


@cache
def _place_words() -> frozenset[str]:
    return frozenset(word for name in (*_names(), *ADJECTIVES) for word in name.split())


@cache
def _country_names() -> dict[str, str]:
    names = {_key(name): code for code, name in _territories("en").items()}
    names.update({_key(name): code for code, name in _COMMON.items()})
    del names["georgia"]  # the state, unless the text says republic
    return names


@cache
def _foreign_names(language: str) -> dict[str, str]:
    names = {_key(name): code for code, name in _territories(language).items()}
    names.pop("granada", None)  # the city, wherever no sentence says that it is a state
    return names


@cache
def _territories(language: str) -> dict[str, str]:
    from babel import Locale  # 30 ms and more: only when a jurisdiction is asked for

    names = Locale(language).territories
    return {
        code: name
        for code, name in names.items()
        if len(code) == 2 and code.isalpha() and code not in {"EZ", "UN", "XA", "XB", "ZZ", "QO"}
    }


JURISDICTION = ValueType(
    "jurisdiction",
    "a state or a country",
    in_any_language(parse_jurisdiction),
    kind=Kind(Sort.TEXT, writing=Writing.JURISDICTION),
)
