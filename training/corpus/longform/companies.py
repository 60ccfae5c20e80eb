"""Names for long contracts: companies by many more patterns than `names` has, and law firms."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from training.corpus.cast import names
from training.corpus.cast.names import Party, choose
from training.corpus.cast.numbers import NUMBERED_SHARE, numbered
from training.corpus.words import Words

WORDS = Words("longform/companies")

_FORMS = WORDS.pairs("forms")
_COLOURS = WORDS.lines("colours")
_THINGS = WORDS.lines("things")
_STARTS = WORDS.lines("starts")
_MIDS = "a|e|i|o|u|ane|ovi|eri|ula|ito|ama|ence|orra|ysi|ando|ibe|ost|una"
_LASTS = WORDS.lines("lasts")
_TRADES = WORDS.lines("trades")
_VEHICLES = WORDS.lines("vehicles")

_GENERIC = frozenset(
    (
        *("united", "first", "estate", "university", "regents", "county", "stadt", "landkreis"),
        *("ville", "commune", "banque", "crédit", "caisse", "société", "sparkasse", "volksbank"),
        *("landesbank", "bankhaus", "privatbank", "universitätsklinikum"),
    )
)


def _coined(rng: Random) -> str:
    return choose(rng, _STARTS) + choose(rng, _MIDS) + choose(rng, _LASTS)


def _surname(rng: Random, country: str) -> str:
    words = names.person(rng, country).replace(",", "").split()
    return words[-2] if words[-1] in ("Jr.", "Sr.", "II", "III") else words[-1]


def stem(rng: Random, country: str) -> str:
    """What comes before the legal form."""
    pair = f"{choose(rng, _COLOURS)} {choose(rng, _THINGS)}"
    coined, trade = _coined(rng), choose(rng, _TRADES)
    first, second = _surname(rng, country), _surname(rng, country)
    initials = "".join(rng.choices("ABCDEGHJKLMNPRSTVWZ", k=rng.choice((2, 3, 3, 4))))
    return rng.choice(
        (
            coined,
            f"{coined} {trade}",
            f"{coined} {trade}",
            f"{coined} {choose(rng, _VEHICLES)}",
            f"{coined}-{_coined(rng)}",
            f"{coined.upper()} {trade}",
            f"{coined}{rng.choice(('.io', '24', ' 360', ' One', '+', 'X'))}",
            f"{coined} & {_coined(rng)} {trade}",
            pair,
            pair.replace(" ", ""),
            f"{pair} {trade}",
            f"{pair} {choose(rng, _VEHICLES)}",
            f"The {pair} {rng.choice(('Company', 'Group', 'Works', 'Partnership', 'Collective'))}",
            f"{trade} of {coined}",
            f"{first} {trade}",
            f"{first} & {second}" if first != second else f"{first} & Daughters",
            f"{first} {rng.choice(('Brothers', '& Sons', 'Family Holdings', 'und Partner'))}",
            f"{names.person(rng, country)} {trade}",
            f"{initials} {trade}",
            f"{initials} {choose(rng, _VEHICLES)}",
            f"{initials[0]} & {initials[1]} {trade}",
            f"{rng.randint(4, 9)}{rng.choice(('th', 'x', ''))} {pair.split()[1]} {trade}",
            f"United {trade} {rng.choice(('Industries', 'Services', 'Makers', 'Supply'))} {coined}",
            f"{coined} {rng.choice(WORDS.lines('stem.joint'))}",
        )
    )


def company(rng: Random, country: str) -> str:
    """A made-up company; its country may be one that `names` has no towns for."""
    if country in names.COUNTRIES and rng.random() < 0.3:
        return names.company(rng, country)
    name = stem(rng, country if country in names.COUNTRIES else "uk")
    form = choose(rng, _FORMS[country])
    name = numbered(rng, name, form, country) if rng.random() < NUMBERED_SHARE else name + form
    return name.upper() if rng.random() < 0.06 else name


def foreign_country(rng: Random) -> str:
    return rng.choice(tuple(_FORMS))


def law_firm(rng: Random, country: str) -> str:
    one, two, three = (_surname(rng, country) for _ in range(3))
    law = rng.choice(WORDS.lines("law_firm.law"))
    firm = rng.choice(WORDS.lines("law_firm.names"))
    return firm.format(one=one, two=two, three=three, law=law)


def party(rng: Random, country: str, *, persons: float, bodies: float = 0.06) -> Party:
    """A party, more often than in `names` one whose name follows a pattern of this module."""
    roll = rng.random()
    if roll < persons:
        return names.person_party(rng, country)
    if roll < persons + bodies:
        body = names.body_party(rng, country)
    elif rng.random() < 0.25:
        body = names.company_party(rng, country)
    else:
        body = names.named_party(rng, company(rng, country), country)
    return replace(body, short=_short(body.name))


def _short(name: str) -> str:
    """One distinctive word, or initials: "Limited" would not tell the party from others."""
    words = name.removeprefix("The ").split()
    if words[0][0].isdigit() and len(words) > 2:
        words = words[1:]
    first = words[0].strip(",.")
    if len(first) > 4 and first.lower() not in _GENERIC and "of" not in words[:2]:
        return first
    return "".join(word[0].upper() for word in words if word[0].isalnum())[:6]
