"""A party's key taken to pieces, and what the pieces of two names say of their being one.

    key -> Jr. or Sr. | country | legal form | core -> words written out -> words in one spelling

Two names may be one where their cores differ as writings of one do and the pieces around them in
little. With each further difference they are likelier two.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from enricher.text.transliteration import one_spelling
from enricher.values.names.written_forms import form_behind, form_in_front

Words = tuple[str, ...]

_ABBREVIATIONS = {
    "amer": "american", "assn": "association", "assoc": "associates", "bros": "brothers",
    "cie": "company", "dept": "department", "dev": "development", "dist": "distribution",
    "engg": "engineering", "fin": "financial", "grp": "group", "hldg": "holding",
    "hldgs": "holdings", "ind": "industries", "inds": "industries", "ins": "insurance",
    "intl": "international", "inv": "investments", "invs": "investments", "labs": "laboratories",
    "mfg": "manufacturing", "mgmt": "management", "mgt": "management", "natl": "national",
    "pharma": "pharmaceuticals", "svc": "service", "svcs": "services", "sys": "systems",
    "tech": "technologies", "univ": "university",
}  # fmt: skip
CONNECTIVES = frozenset(["and", "of", "the", "et", "und", "y", "e", "for"])
_SMALL = frozenset([
    "de", "del", "della", "delle", "dello", "dei", "degli", "di", "da", "do", "dos", "das",
    "du", "des", "d", "la", "le", "les", "lo", "los", "las", "el", "al", "ul", "van", "von",
    "vom", "der", "den", "zu", "zum", "zur", "fur", "pour", "para", "per", "por", "bin", "ibn",
    "ben", "bint",
])  # fmt: skip
_GENERATIONS = {
    **dict.fromkeys(["jr", "jnr", "jun", "junior", "filho", "hijo", "fils"], "jr"),
    **dict.fromkeys(["sr", "snr", "sen", "senior", "pere", "padre"], "sr"),
}
# Which are surnames and first names too: in a name without a legal form they say nothing.
_ALSO_NAMES = frozenset(["chad", "france", "georgia", "holland", "ireland", "israel", "jersey",
                         "jordan", "kenya", "malta", "wales"])  # fmt: skip

# How much of certainty each difference leaves: an order to look through pairs in, no probability.
FORM_DIFFERS = 0.75
_FORM_WRITTEN = 0.97
_FORM_MISSING = 0.95
_CONNECTIVE = 0.97
_ABBREVIATED = 0.95
_SMALL_WORD = 0.92
_ORDER = 0.90
_TRANSLITERATED = 0.84
_COUNTRY = 0.85
_GENERATION = 0.80
_GENERATION_DIFFERS = 0.70

_MOST_DIFFERENCES = 2


class Difference(NamedTuple):
    """What tells two names apart, and how much of certainty it leaves."""

    reason: str
    leaves: float


_PLACE = Difference("word order", 0.97)  # of form or country: SARL Dupont, Dupont SARL


@dataclass(frozen=True, slots=True)
class Name:
    """A key taken to pieces.

    Attributes:
        core: without legal form, country, Jr. and Sr.
        form: the words of the legal form.
        kind: what all writings of the form share.
        full: the core without connectives, abbreviations written out.
        plain: that without small words, in one spelling, sorted: what two names share that may be
            one by their words.
    """

    key: str
    core: Words
    form: Words = ()
    kind: Words = ()
    country: str = ""
    generation: str = ""
    full: Words = ()
    plain: Words = ()


def take_to_pieces(key: str) -> Name:
    """Tell the parts of a name by its key (`enricher.values.party.party_key`)."""
    words: Sequence[str] = key.split()
    generation = ""
    if len(words) > 2 and words[-1] in _GENERATIONS:
        generation, words = _GENERATIONS[words[-1]], words[:-1]
    country, words = _without_country(words)
    end, kind = form_behind(words)
    core, form = words[:end], words[end:]
    if kind in ((), ("tbk",)):  # of PT Bumi Tbk both are the form
        start, front = form_in_front(core)
        core, form, kind = core[start:], (*core[:start], *form), (*front, *kind)
    if kind and not country:
        country, core = _without_country(core, has_form=True)
    spelled = tuple(_ABBREVIATIONS.get(word, word) for word in core)
    full = tuple(word for word in spelled if word not in CONNECTIVES) or spelled
    plain = tuple(sorted(one_spelling(word) for word in _without_small(full)))
    return Name(key, tuple(core), tuple(form), kind, country, generation, full, plain)


def _without_country(words: Sequence[str], has_form: bool = False) -> tuple[str, Sequence[str]]:
    """The country behind a name, as in `Acme (Cyprus)` and `Acme Ltd. (UK)`, and what is left.

    It is a part of `Bank of China` and of `Air France`.
    """
    countries = _countries()
    for length in (3, 2, 1):
        left = words[:-length]
        country = countries.get(" ".join(words[-length:])) if left else None
        if country is None or left[-1] in CONNECTIVES or left[-1] in _SMALL:
            continue
        ends_in_form = bool(form_behind(left)[1])
        if len(left) < (1 if ends_in_form else 2):
            continue
        if words[-1] in _ALSO_NAMES and not (has_form or ends_in_form):
            continue
        return country, left
    return "", words


@cache
def _countries() -> dict[str, str]:
    """Codes by names, as keys have them."""
    from enricher.values.jurisdiction import (
        jurisdiction_names,  # reads tables of many languages
    )

    return {
        name: code
        for name, code in jurisdiction_names("en").items()
        if "-" not in code and code != "EU"
    }


def _without_small(words: Words) -> Words:
    left = tuple(word for word in words if word not in _SMALL)
    return left if len(left) > 1 else words


def between_words(one: Name, other: Name) -> list[Difference]:
    """How the cores of two names differ that share `plain`."""
    if one.core == other.core:
        return []
    if one.full == other.full:
        cores = [
            tuple(word for word in each.core if word not in CONNECTIVES) for each in (one, other)
        ]
        if cores[0] == cores[1]:
            return [Difference("ampersand or connective", _CONNECTIVE)]
        return [Difference("abbreviation", _ABBREVIATED)]
    found = []
    lean, its = _without_small(one.full), _without_small(other.full)
    if sorted(lean) != sorted(its):
        found.append(Difference("transliteration", _TRANSLITERATED))
    if [one_spelling(word) for word in lean] != [one_spelling(word) for word in its]:
        found.append(Difference("word order", _ORDER))
    elif _small(one) != _small(other):
        found.append(Difference("small word", _SMALL_WORD))
    return found


def _small(name: Name) -> list[str]:
    return [word for word in name.full if word in _SMALL]


def weigh(one: Name, other: Name, words: Sequence[Difference]) -> tuple[float, str] | None:
    """How near two names are whose words differ so, and why; None where they are likelier two."""
    if one.country and other.country and one.country != other.country:
        return None
    around = list(_around(one, other))
    differences = [*words, *around] or [_PLACE]
    if len(differences) > _MOST_DIFFERENCES:
        return None
    if len(differences) > 1 and any(each.leaves == FORM_DIFFERS for each in around):
        return None
    score = math.prod(each.leaves for each in differences)
    return score, ", ".join(each.reason for each in differences)


def _around(one: Name, other: Name) -> Iterator[Difference]:
    """How the pieces beside the cores differ."""
    if one.generation != other.generation:
        if one.generation and other.generation:
            yield Difference("Jr. and Sr. differ", _GENERATION_DIFFERS)
        else:
            yield Difference("Jr. or Sr. missing", _GENERATION)
    if one.country != other.country:
        yield Difference("country missing", _COUNTRY)
    if one.form != other.form:
        if one.kind == other.kind:
            yield Difference("legal form written differently", _FORM_WRITTEN)
        elif not one.kind or not other.kind:
            yield Difference("legal form missing", _FORM_MISSING)
        else:
            yield Difference("legal form differs", FORM_DIFFERS)
