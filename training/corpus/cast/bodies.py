"""Parties whose names look little like "Stem Trade, Inc.": bodies, funds, trusts, brands, persons.

    rare_party(rng, country).name    "1184 Marlowe Street Holdings Corp.", "Dunmore Parish Council"

A template of a name chooses with `[this|that]` and draws words with `{word}`, as sentences do.
"""

from __future__ import annotations

from random import Random

from training.corpus.cast import names
from training.corpus.cast.draft import vary
from training.corpus.cast.names import Party
from training.corpus.words import Words

WORDS = Words("cast/bodies")

_WORDS = WORDS.table("words")
_NUMBERED = WORDS.lines("numbered")
_PUBLIC = WORDS.lines("public")
_CHARITIES = WORDS.lines("charities")
_TRUSTS = WORDS.lines("trusts")
_STYLED = WORDS.lines("styled")
_LONG = WORDS.lines("long")
_PERSONS = WORDS.lines("persons")
_GROUPS: tuple[tuple[tuple[str, ...], int, str], ...] = (
    (_NUMBERED, 4, "a Delaware limited liability company|a Texas corporation|a numbered company||"),
    (_PUBLIC, 4, "a municipal corporation|a body corporate and politic|a public entity|||"),
    (_CHARITIES, 2, "a not-for-profit corporation|a registered charity|an association||"),
    (_TRUSTS, 3, "acting through its manager|established under deed|||"),
    (_STYLED, 6, "d/b/a {alias}|trading as {alias}|a partnership|a private company|||"),
    (_LONG, 3, "a joint stock company|a company limited by shares|a private company||"),
    (_PERSONS, 4, "an individual|a resident of {town}|an unmarried person||||"),
)
_PLURALS = "Growers|Engineers|Cities|Librarians|Ports|Pilots|Weavers|Notaries|Radiologists"
_TAILS = "ly|ify|works|base|loop|nest|kraft|hub|verse|wise|space|bee"
_ALIASES = "Corner Bakery|The Blue Door|Rapid Plumbing|Tidy Lawn|Night Owl Security|Swift Print"


def rare_party(rng: Random, country: str) -> Party:
    """A party with a name that is hard to tell by its form; its address lies in the country."""
    templates, _, natures = rng.choices(_GROUPS, [weight for _, weight, _ in _GROUPS])[0]
    is_person = templates is _PERSONS
    drawn: list[str] = []
    name = _fill(rng, rng.choice(templates), drawn).strip()
    short = _short(name, drawn, is_person=is_person)
    if not is_person and rng.random() < 0.08:
        name = name.upper()
    return Party(
        name,
        short,
        country,
        names.address(rng, country),
        _fill(rng, names.choose(rng, natures), []),
        name if is_person else _signatory(rng, country),
        is_person,
    )


def rare_pair(rng: Random, country: str, *, persons: float = 0.12) -> tuple[Party, Party]:
    """Two parties, at least one of them rare in half of all pairs, neither named like the other."""
    while True:
        rare = rng.choice(((False, False), (True, False), (False, True), (True, True)))
        if rare == (False, False) and rng.random() < 0.3:
            rare = (True, True)
        first, second = (
            rare_party(rng, country) if is_rare else names.any_party(rng, country, persons=persons)
            for is_rare in rare
        )
        if are_distinct(first, second):
            return first, second


def natural_person(rng: Random, country: str) -> Party:
    if rng.random() < 0.4:
        return names.person_party(rng, country)
    while not (party := rare_party(rng, country)).is_person:
        pass
    return party


def are_distinct(first: Party, second: Party) -> bool:
    """Whether neither could be taken for the other, nor is called what the other is."""
    shorts = first.short.lower(), second.short.lower()
    full = first.name.lower(), second.name.lower()
    return not (
        shorts[0] in full[1]
        or shorts[1] in full[0]
        or shorts[0] == shorts[1]
        or full[0] in full[1]
        or full[1] in full[0]
        or first.signatory == second.signatory
    )


def _fill(rng: Random, template: str, drawn: list[str]) -> str:
    """Draw the words of a template; those that make the name its own are added to `drawn`."""
    special = {
        "small": lambda: str(rng.randint(2, 19)),
        "year": lambda: str(rng.randint(1999, 2025)),
        "street_number": lambda: str(
            rng.randint(11, 9_899_999) if rng.random() < 0.3 else rng.randint(11, 4800)
        ),
        "lower": lambda: names.choose(rng, _WORDS["stem"]).split()[0].lower(),
        "upper": lambda: names.choose(rng, _WORDS["stem"]).split()[0].upper(),
        "plural": lambda: names.choose(rng, _PLURALS),
        "tail": lambda: names.choose(rng, _TAILS),
        "alias": lambda: names.choose(rng, _ALIASES),
    }

    def word_for(key: str) -> str:
        if key in special:
            word = special[key]()
        elif key == "stem" and rng.random() < 0.4:
            word = names.stem(rng)
        else:
            word = names.choose(rng, _WORDS[key])
        if key in ("stem", "surname", "town", "street", "lower", "upper"):
            drawn.append(word)
        return word

    return vary(rng, template, word_for)


def _short(name: str, drawn: list[str], *, is_person: bool) -> str:
    """What the text may call the party; never the whole name, which would be a mention of it."""
    if is_person:
        words = name.split(",")[0].split()
        return words[-2] if words[-1] in ("Jr.", "III", "IV") else words[-1]
    for word in drawn:
        if word.lower() != name.lower() and len(word) > 3:
            return word
    last = name.split()[-1]
    return last if last.istitle() and len(last) > 5 and last != name else "the Company"


def _signatory(rng: Random, country: str) -> str:
    if rng.random() < 0.5:
        return names.person(rng, country)
    return _fill(rng, rng.choice(_PERSONS), [])
