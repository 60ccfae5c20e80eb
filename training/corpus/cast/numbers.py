"""Companies whose names begin with a number, hold one or end with one.

numbered(rng, "Corvane Realty", " LLC", "us") -> "2260 Corvane Realty LLC", "7th Harbour Realty LLC"
"""

from __future__ import annotations

from random import Random

from training.corpus.words import Words

WORDS = Words("cast/numbers")

NUMBERED_SHARE = 0.075
"""How many companies are given a number."""
_FIELDS = WORDS.lines("fields")
_RANKED = WORDS.lines("ranked")
_COUNTED = WORDS.lines("counted")
_PROVINCES = WORDS.lines("provinces")


def _small(rng: Random) -> str:
    return str(
        rng.choice((rng.randint(2, 12), rng.randint(2, 99), rng.choice((24, 100, 360, 365))))
    )


def _house(rng: Random) -> str:
    return str(rng.randint(*rng.choice(((11, 99), (100, 999), (1000, 4999)))))


def _rank(rng: Random) -> str:
    number = rng.choice((*range(1, 13), 21, 22, 23, 42))
    ending = "th" if number in (11, 12) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def numbered(rng: Random, name: str, form: str, country: str) -> str:
    """A company with a number in its name, made of a name without its legal form and that form."""
    first, *rest = name.split()
    field = rest[-1] if rest else rng.choice(_FIELDS)
    ranked, counted = rng.choice(_RANKED), rng.choice(_COUNTED)
    small, house = _small(rng), _house(rng)
    registered = str(rng.randint(100_000, 13_999_999))
    if country == "ca" or rng.random() < 0.3:
        registered += f" {rng.choice(_PROVINCES)}"
    code = f"{rng.randint(2, 9)}{rng.choice('ABDEGKMQSXZ')}"
    choices = {
        f"{house} {name}": 5,
        f"{small} {name}": 3,
        f"{_rank(rng)} {ranked}{rng.choice((f' {field}', ''))}": 3,
        f"{house} {first} {ranked} {rng.choice(_FIELDS)}": 2,
        f"{small} {counted}{rng.choice((f' {field}', ''))}": 2,
        f"{small} {rng.choice(_FIELDS)}": 1,
        f"{code} {field}": 2,
        registered: 3 if country == "ca" else 1,
        f"{small}{first}": 1,
        f"{first} {small} {field}": 2,
        f"{name} {small}": 2,
        f"{first}{small}": 1,
    }
    return rng.choices(list(choices), list(choices.values()))[0] + form
