"""Names of people: without titles, degrees and roles, the family name last: `John Q. Smith Jr.`."""

from __future__ import annotations

import re
from functools import cache
from itertools import takewhile

from enricher.entities import Normalization, Value, ValueType
from enricher.normalize.locales import Habits
from enricher.normalize.texts import folded, straight

_TITLE_WORDS = (
    r"mr mrs ms miss mx messrs dr(?:\.?-ing)?(?:\.?\s?(?:med|jur|iur|phil|h\.\s?c|rer\.\s?(?:nat|pol|oec))(?=\.))* drs prof professor sir dame lord lady capt captain col colonel gen lt maj major general(?!\s+(?:counsel|manager|partner)) sgt hon rev the\s+hon(?:ou?rable)?(?:\s+judge)? judge"
    r" herr herrn frau dipl\.?-(?:ing|kfm|kffr|wirt|jur|phys|inf) mag rechtsanwalt rechtsanwältin notar notarin"
    r" mme mlle monsieur madame mademoiselle maître me\."
    r" sra srta señora? señorita dña doña lic d\.ª dª"
    r" sig sig\.ra sig\.na signora? dott dott\.ssa dottoressa avv ing geom rag arch"
    r" dhr mevr mevrouw mw meneer de\s+heer mr\.\s+drs ir"
    r" shri smt sri kumari ca\. adv"
)
# Initials or first names elsewhere: `M. Night Shyamalan`, `Don Johnson`.
_BY_LANGUAGE = {"fr": r"mm?|me|mgr|maitre", "es": r"d|don|sr|sres", "it": r"sig\.?ri", "nl": r"mr"}
_LABEL = re.compile(
    r"^\s*(?:(?:/s/|s/|(?:[\w']+\s+){0,3}?(?:by|attn|attention|name|print(?:ed)?\s+name|signed|signature|witness|nom|nombre|nome|naam)(?:\s*\([^()]*\))?\s*:)\s*)+",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"\s*(?:[(\[\"\u201c]|\s[-\u2013\u2014]\s|\b(?:name|title|its|date|position|titel|funktion|fonction|titre|cargo|qualifica|functie)\s*:).*$",
    re.DOTALL | re.IGNORECASE,
)
_SUFFIX = re.compile(r"(?:jr|sr|[2-4](?:nd|rd|th)|ii|iii|iv)\.?", re.IGNORECASE)
_DEGREE = re.compile(
    r"(?:esq(?:uire)?|ph\.?\s?d|m\.?d|j\.?d|ll\.?[bmd]|m\.?b\.?a|m\.?sc?|b\.?sc?|b\.?a|m\.?a|c\.?p\.?a|c\.?f\.?a"
    r"|r\.?n|p\.?e|p\.?c|q\.?c|k\.?c|d\.?d\.?s|d\.?v\.?m|pharm\.?d|ed\.?d|cbe|obe|mbe|frcp|facp)\.?",
    re.IGNORECASE,
)
_GIVEN = re.compile(r"(?:[^\W\d_][\w'.\u2010-]*)(?:\s+[^\W\d_][\w'.\u2010-]*){0,3}")
_PARTICLE_WORDS = "van von de der den di da du del della la le ter ten zu zur y e"
_PARTICLES = frozenset(_PARTICLE_WORDS.split())
_TWO = re.compile(r"(?<!\bvon)\s+(?:and|&|und|et)\s+", re.IGNORECASE)
_CAPITALS_FIRST = re.compile(r"([^\W\d_]{3,})\s+((?:[^\W\d_]+-)?[^\W\d_]+)")
_ROLE = re.compile(
    r"\b(?:officer|president|director|manager|secretary|treasurer|chair(?:man|woman)?|partner|counsel|member"
    r"|trustee|attorney|ceo|cfo|coo|cto|general|individual|resident|agent|signatory|founder|owner)\b",
    re.IGNORECASE,
)


def parse_person(text: str, habits: Habits) -> Normalization:
    """A name without title, degree and role; two people are ambiguous."""
    first, *more = text.strip().splitlines() or [""]
    lines = [first, *takewhile(lambda line: not _ROLE.search(line), more)]
    name = _LABEL.sub("", straight(" ".join(" ".join(lines).replace("_", " ").split())))
    name = _ASIDE.sub("", name).strip(" ,;:")
    people = _TWO.split(name)
    if len(people) == 2 and all(len(person.split()) > 1 for person in people):
        read = [_value(person, habits)[0] for person in people]
        values = tuple(value for value in read if value is not None)
        shown = " and ".join(value.display for value in values)
        return Normalization(None, values, (f"the text names more than one person: {shown}",))
    value, warnings = _value(name, habits)
    return Normalization(value, warnings=warnings or (() if value else ("the text is empty",)))


def _value(name: str, habits: Habits) -> tuple[Value | None, tuple[str, ...]]:
    name = _titles(habits.language).sub("", name)
    first, *more = [part.strip() for part in name.split(",")]
    kept, inverted = [first], False
    for part in more:
        words = part.split()
        while words and _DEGREE.fullmatch(words[-1]) and not _SUFFIX.fullmatch(words[-1]):
            words.pop()
        part = " ".join(words)
        if not part:
            continue
        if _SUFFIX.fullmatch(part):
            kept.append(part)
        elif not inverted and _is_family_name(first) and _is_given_name(part):
            given, *suffix = re.split(r"\s+(?=(?:Jr|Sr)\b|I{2,3}$|IV$)", part)
            kept[:1] = [given, first, *suffix]
            inverted = True
        else:
            break  # a role or a place: `John Smith, Chief Executive Officer`
    shown = _without_degrees(" ".join(kept))
    capitals = _CAPITALS_FIRST.fullmatch(shown)
    if capitals and capitals[1].isupper() and capitals[2].istitle():  # `DUPONT Marie`
        shown, inverted = f"{capitals[2]} {capitals[1]}", True
    warnings = ("the family name stood first and was put last",) if inverted else ()
    return folded(ValueType.PERSON, shown).value, warnings


@cache
def _titles(language: str) -> re.Pattern[str]:
    words = "|".join(
        [*_TITLE_WORDS.split(" "), _BY_LANGUAGE.get(language, "sr|m(?=\\.?\\s+et\\s)")]
    )
    title = rf"(?:{words})(?!\w)\.?\s+"
    joined = rf"(?:(?:il|la|el|der|and|&|und|et)\s+(?={title}))?"
    return re.compile(rf"^(?:{joined}{title})+(?=\w)", re.IGNORECASE)


def _without_degrees(name: str) -> str:
    """Without the degrees in points after a name: `John Smith M.D.`, but not `Ma`."""
    words = name.split()
    while (
        len(words) > 2
        and _DEGREE.fullmatch(words[-1])
        and re.search(r"\.|^(?:[A-Z]{3}|PhD|[QK]C|[JM]D|RN|PE)$", words[-1])
    ):
        words.pop()
    return " ".join(words)


def _is_family_name(text: str) -> bool:
    words = text.split()
    return len([word for word in words if word.casefold() not in _PARTICLES]) == 1


def _is_given_name(text: str) -> bool:
    return bool(_GIVEN.fullmatch(text)) and not _ROLE.search(text)
