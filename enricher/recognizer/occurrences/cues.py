"""Which of several places of a value is the one meant, by the words around it.

That a contract runs for two years stands in it once or twice, and it may speak of two years more
often. A place with the words of its category is preferred to one without; where none has them, all
places stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from enricher.recognizer.occurrences.names import Place
from enricher.schema import Category
from enricher.values import DURATION, JURISDICTION, NUMBER, PERCENT

# Types of values that stand in a text for many reasons.
_COMMON = frozenset({DURATION, JURISDICTION, NUMBER, PERCENT})
_WORDS = re.compile(r"[A-Z]?[a-zß-öø-ÿ]+|[A-ZÄÖÜ]+(?![a-zß-öø-ÿ])")
_SILENT = "date period amount number name value total sum the of and in for datum betrag name zahl"
_SAYS_NOTHING = frozenset(_SILENT.split())
_STEM = 6  # letters of a word that its forms share
_SHORTEST = 3
_BEFORE, _AFTER = 200, 150  # characters, about a sentence

_LAWS_BEFORE, _FOUNDED_BEFORE = 70, 90
_LAW_BEFORE = 150

# What a sentence says when the duration in it is how long the agreement or a duty lasts.
_LASTING = (
    r"\bterm\b|terminat|expir|surviv|remain|effect|continu|obligation|confidential|anniversary"
    r"|laufzeit|vertragsdauer|befriste|verlänger|verpflicht|in kraft|durée|duración|durata|looptijd"
)
_IS_TERM = re.compile(r"\bterm\b|duration|laufzeit|durée|duración|durata|looptijd", re.IGNORECASE)
# What stands right before the name of the state or country whose law governs ...
_LAWS_OF = re.compile(
    r"\blaws?\s+(?:\w+\s+){0,3}?(?:of|in)\s+(?:the\s+)?(?:\w+\s+of\s+)?(?:the\s+)?$"
    r"|\brechts?\s+(?:\w+\s+){0,2}?(?:der|des|von|in)\s+(?:\w+\s+)?$"
    r"|\b(?:droits?|lois?|derecho|leyes|diritto|leggi|legge)\s+(?:\w+\s+)?d\w{0,3}['\u2019\s]\s*$",
    re.IGNORECASE,
)
# ... unless it is the law under which a company was founded.
_FOUNDED = re.compile(
    r"organi[sz]ed|existing|incorporated|formed|corporation|gegründet|eingetragen", re.IGNORECASE
)
_LAW_BEHIND = re.compile(r"\s+(?:state\s+)?laws?\b", re.IGNORECASE)
_IS_LAW = re.compile(r"\blaws?\b|recht|droit|derecho|diritto", re.IGNORECASE)
_GOVERNING = re.compile(
    r"govern|constru|interpret|accordance|enforce|\blaws?\b|recht\b|unterlieg|droit|régi"
    r"|derecho|regir|diritto|regolat",
    re.IGNORECASE,
)
_GOVERNS = re.compile(r"\s+(?:\w+\s+)?(?:governs?|appl(?:y|ies)|controls?)\b", re.IGNORECASE)
_IS_SEAT = re.compile(r"incorp|organi[sz]|formation|founded|regist|seat|sitz", re.IGNORECASE)


def choose_places(text: str, places: Sequence[Place], category: Category) -> list[Place]:
    """Those of a value's places that its category speaks for, else all of them."""
    if category.cardinality == "many" or category.type not in _COMMON or len(places) < 2:
        return list(places)
    if category.type is JURISDICTION:
        return _choose_jurisdictions(text, places, category)
    cue = _cue(category)
    return [
        place
        for place in places
        if cue and cue.search(text[max(0, place[0] - _BEFORE) : place[1] + _AFTER])
    ] or list(places)


def nearest_name(text: str, place: Place, names: Sequence[str]) -> list[str]:
    """Of categories that claim a place, those whose name stands nearest to it.

    Words that all the names have tell nothing. All of them where no name is near, or equally.
    """
    common = set.intersection(*(set(_words(name)) for name in names))
    distances = [_distance(text, place, _stems(set(_words(name)) - common)) for name in names]
    least = min(distances)
    return [name for name, distance in zip(names, distances, strict=True) if distance == least]


def _distance(text: str, place: Place, cue: str) -> float:
    """Characters from a place to the nearest word of a cue."""
    if not cue:
        return float("inf")
    start, end = place
    first = max(0, start - _BEFORE)
    words = re.compile(cue, re.IGNORECASE)
    before = [start - first - match.end() for match in words.finditer(text[first:start])]
    after = [match.start() for match in words.finditer(text[end : end + _AFTER])]
    return min([*before, *after], default=float("inf"))


def _choose_jurisdictions(text: str, places: Sequence[Place], category: Category) -> list[Place]:
    """As whose law governs, else nearest to that; of a company's seat all."""
    if _IS_SEAT.search(category.name):
        return list(places)
    by_law = [place for place in places if _governs(text, place)]
    near = [
        (start, end)
        for start, end in places
        if _GOVERNING.search(text[max(0, start - _BEFORE) : start])
    ]
    return by_law or near or list(places)


def _governs(text: str, place: Place) -> bool:
    start, end = place
    if _LAWS_OF.search(text[max(0, start - _LAWS_BEFORE) : start]):
        return not _FOUNDED.search(text[max(0, start - _FOUNDED_BEFORE) : start])
    if _IS_LAW.search(text[start:end]):
        return True
    behind = _LAW_BEHIND.match(text, end)
    return bool(
        behind
        and (
            _GOVERNING.search(text[max(0, start - _LAW_BEFORE) : start])
            or _GOVERNS.match(text, behind.end())
        )
    )


def _cue(category: Category) -> re.Pattern[str] | None:
    named = _stems(_words(category.name))
    if category.type is DURATION and _IS_TERM.search(" ".join(_words(category.name))):
        named = f"{named}|{_LASTING}"
    return re.compile(named, re.IGNORECASE) if named else None


def _stems(words: Iterable[str]) -> str:
    return "|".join(
        rf"\b{re.escape(word[:_STEM])}" + (r"\b" if len(word) < _STEM else "")
        for word in sorted(words)
        if len(word) >= _SHORTEST and word not in _SAYS_NOTHING
    )


def _words(name: str) -> list[str]:
    return [word.casefold() for word in _WORDS.findall(name)]
