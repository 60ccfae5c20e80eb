"""Companies, banks, persons, public bodies and their addresses; all of them made up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from training.corpus.cast.numbers import NUMBERED_SHARE, numbered
from training.corpus.markup import mark
from training.corpus.words import Words

WORDS = Words("cast/names")


COUNTRIES = WORDS.pairs("countries")
STATES = WORDS.lines("states")
FREQUENT_STATES = WORDS.lines("frequent_states")

_FORMS = WORDS.table("forms")
_STEMS = WORDS.lines("stems")
_ONSETS, _MIDDLES, _ENDS = (line.split() for line in WORDS.lines("syllables"))
# What the syllables above can make that is known to be someone's name.
_TAKEN = frozenset(("Caltech", "Norgen", "Eltech", "Adtech", "Zentech", "Kelsoft"))
_TRADES = WORDS.lines("trades")
_LOCAL_TRADES = WORDS.table("local_trades")
_BANKS = WORDS.table("banks")
_FIRST = WORDS.table("first")
_LAST = WORDS.table("last")
_TOWNS = WORDS.pairs("towns")
_PUBLIC_BODIES = WORDS.table("public_bodies")
_STREETS = WORDS.table("streets")
TITLES = WORDS.lines("titles")
_SUBSTITUTES = (
    (re.compile(r"\b(Incorporated\b|Inc\b\.?)", re.IGNORECASE), "Inc."),
    (re.compile(r"\b(Limited\b|Ltd\b\.?)", re.IGNORECASE), "Ltd."),
    (re.compile(r"\bL\.L\.C\."), "LLC"),
    (re.compile(r"\bL\.P\."), "LP"),
    (re.compile(r" & "), " and "),
    (re.compile(r","), ""),
)


def party_display(name: str) -> str:
    """The form in which `fields.Party` shows a name.

    Source: the naming rules of the NDA set (commas dropped, legal forms shortened).
    """
    for pattern, replacement in _SUBSTITUTES:
        name = pattern.sub(replacement, name)
    return " ".join(name.split())


def choose(rng: Random, choices: str | Sequence[str]) -> str:
    """One of the alternatives, in a string those that bars divide."""
    return rng.choice(choices.split("|") if isinstance(choices, str) else choices)


def person(rng: Random, country: str) -> str:
    country = country if country in _FIRST else "uk" if country in ("ie", "au") else "us"
    first, last = choose(rng, _FIRST[country]), choose(rng, _LAST[country])
    if country == "us" and rng.random() < 0.4:
        first += f" {rng.choice('ABCDEFGHJKLMNPRSTW')}."
    if country == "us" and rng.random() < 0.08:
        last += rng.choice((", Jr.", " III", " Jr."))
    return f"{first} {last}"


def stem(rng: Random) -> str:
    if rng.random() < 0.6:
        middle = rng.choice(_MIDDLES) if rng.random() < 0.7 else ""
        name = rng.choice(_ONSETS) + middle + rng.choice(_ENDS)
        return name if name not in _TAKEN else rng.choice(_STEMS)
    return rng.choice(_STEMS)


def company(rng: Random, country: str) -> str:
    if rng.random() < 0.05 and country in ("us", "uk"):
        last = choose(rng, _LAST["us"])
        return f"{last}, {choose(rng, _LAST['us'])} & {choose(rng, _LAST['uk'])} LLP"
    local = _LOCAL_TRADES.get(country)
    shape = rng.random()
    if local and shape < 0.5:
        name = f"{stem(rng)} {choose(rng, local)}"
    elif shape < 0.78:
        name = f"{stem(rng)} {rng.choice(_TRADES)}"
    elif shape < 0.85:
        name = f"{stem(rng)} {rng.choice(_TRADES)} {rng.choice(('of America', 'Europe', 'Worldwide', 'No. 2'))}"
    elif shape < 0.9:
        initials = "".join(rng.choices("ABCDEGHKLMNPRSTVX", k=rng.randint(2, 4)))
        name = f"{initials} {rng.choice(_TRADES)}"
    else:
        name = stem(rng)
    form = rng.choice(_FORMS[country])
    if rng.random() < NUMBERED_SHARE:
        return numbered(rng, name, form, country)
    return name + form


def bank(rng: Random, country: str) -> str:
    country = country if country in _BANKS else "uk"
    return choose(rng, _BANKS[country]).format(stem=stem(rng).replace(" & ", " "))


def public_body(rng: Random, country: str) -> str:
    town = choose(rng, _TOWNS[country]).split(",")[0]
    return choose(rng, _PUBLIC_BODIES.get(country, _PUBLIC_BODIES["uk"])).format(town=town)


def trust(rng: Random) -> str:
    last = choose(rng, _LAST["us"])
    return rng.choice(WORDS.lines("trusts")).format(last=last)


def town(rng: Random, country: str) -> str:
    return choose(rng, _TOWNS[country]).split(",")[0]


def address(rng: Random, country: str) -> str:
    """An address on one line; its town and state are no entities."""
    number, postcode = rng.randint(1, 480), rng.randint(10000, 98999)
    town = choose(rng, _TOWNS[country])
    street = choose(rng, _STREETS.get(country, _STREETS["uk"]))
    if country == "us":
        suite = rng.choice(
            ("", "", f", Suite {rng.randint(2, 90) * 10}", f", {rng.randint(2, 30)}th Floor")
        )
        return f"{number * 10} {street}{suite}, {town}, {rng.choice(STATES)} {postcode}"
    if country == "uk":
        letters = "".join(rng.choices("ABDEFGHJLN", k=2))
        return f"{number} {street}, {town} {town[0]}{town[1].upper()}{number % 9 + 1} {number % 8 + 1}{letters}"
    if country == "de":
        return f"{street} {number}, {postcode} {town}"
    if country == "fr":
        return f"{number}, {street}, {postcode} {town}"
    if country in ("ch", "nl", "it", "es", "se"):
        return f"{street} {number}, {postcode // 10} {town}"
    if country == "in":
        return f"Plot {number}, {street}, {town} {postcode * 10}, India"
    return f"{number} {street}, {town}"


@dataclass(frozen=True, slots=True)
class Party:
    """Someone who signs.

    Attributes:
        short: what the document may call it instead of a role.
        nature: "a Delaware corporation" and the like; "" where none is given.
    """

    name: str
    short: str
    country: str
    address: str
    nature: str
    signatory: str
    is_person: bool = False

    def mark(self, *, upper: bool = False) -> str:
        return mark("Party", self.name.upper() if upper else self.name, party_display(self.name))


_NATURES = WORDS.table("natures")


def _nature(rng: Random, name: str, country: str, language: str) -> str:
    default = f"a company organized under the laws of {COUNTRIES[country]}||a company existing under the laws of {COUNTRIES[country]}"
    text = choose(rng, _NATURES.get(country, default))
    written_in = (
        "de" if text.startswith("eingetragen") else "fr" if text.startswith("immat") else "en"
    )
    if written_in != language:
        text = ""
    if "LLC" in name or "L.L.C." in name:
        text = text.replace("corporation", "limited liability company")
    if name.endswith(("LP", "L.P.")):
        text = text.replace("corporation", "limited partnership")
    state = rng.choice(FREQUENT_STATES if rng.random() < 0.5 else STATES)
    if state[0] in "AIO":
        text = text.replace("a {state}", "an {state}")
    town = choose(rng, _TOWNS[country]).split(",")[0]
    return text.format(state=state, number=rng.randint(1_000_000, 9_999_999), town=town)


def company_party(rng: Random, country: str, language: str = "en") -> Party:
    name = company(rng, country)
    if rng.random() < 0.1:
        name = name.upper()
    return named_party(rng, name, country, language)


def named_party(rng: Random, name: str, country: str, language: str = "en") -> Party:
    """A body of any kind with that name, with an address and someone who signs for it."""
    words = re.split(r"[ ,]+", name)
    short = words[0] if len(words[0]) > 3 else " ".join(words[:2])
    if short.lower() in {"the", "city", "town", "bank", "first", "county", "estate", "university"}:
        short = words[-1]
    if words[0][0].isdigit():
        short = _short_of_numbered(rng, words)
    return Party(
        name,
        short,
        country,
        address(rng, country),
        _nature(rng, name, country, language),
        person(rng, country),
    )


def _short_of_numbered(rng: Random, words: list[str]) -> str:
    """With the number or, if a word tells it apart, without; never the whole name."""
    between = [word for word in words[1:-1] if word.isalpha() and len(word) > 4]
    if between and rng.random() < 0.5:
        return between[0]
    return " ".join(words[:2]) if len(words) > 2 else words[0]


def person_party(rng: Random, country: str, language: str = "en") -> Party:
    name = person(rng, country)
    nature = "" if language != "en" else rng.choice(("", "", "an individual", "a natural person"))
    last = name.replace(", Jr.", "").split()[-1]
    return Party(name, last, country, address(rng, country), nature, name, is_person=True)


def body_party(rng: Random, country: str, language: str = "en") -> Party:
    """A bank, public body or trust: parties whose names have no company's legal form."""
    kind = rng.random()
    if kind < 0.4:
        name = bank(rng, country)
    elif kind < 0.75:
        name = public_body(rng, country)
    else:
        name = trust(rng)
    return Party(name, name.split()[-1], country, address(rng, country), "", person(rng, country))


def any_party(rng: Random, country: str, *, persons: float = 0.15, language: str = "en") -> Party:
    roll = rng.random()
    if roll < persons:
        return person_party(rng, country, language)
    if roll < persons + 0.08:
        return body_party(rng, country, language)
    return company_party(rng, country, language)


def alike(first: Party, second: Party) -> bool:
    """Whether what the text calls one of them is in the name of the other."""
    return first.short.lower() in second.name.lower() or second.short.lower() in first.name.lower()
