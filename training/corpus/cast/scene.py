"""What documents that bind nobody draw on: a cast of companies and persons, none of them a party.

    Scene(rng)  --say(template)-->  a sentence; only `{own}`, its own date, is marked

A template chooses with `[this|that]` as those of `Draft` do. `{co1}` to `{co6}` and `{p1}` to
`{p6}` stay the same in a document, `{co}` and `{p}` are someone else each time. Deals, durations,
dates and laws are those that the document reports: nothing to mark.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import timedelta
from decimal import Decimal
from random import Random

from training.corpus.cast import facts, names
from training.corpus.cast.draft import vary
from training.corpus.cast.numbers import NUMBERED_SHARE, numbered
from training.corpus.markup import Block, Paragraph, mark
from training.corpus.words import Words

WORDS = Words("cast/scene")

BEFORE_VOWEL = re.compile(r"\b([Aa]) (?=offtake|employment|outsourcing|eleven|eight|[AIO]\w+ corp)")
_ADJECTIVES = WORDS.lines("adjectives")
_NOUNS = WORDS.lines("nouns")
_GOODS = WORDS.lines("goods")
_OWN_STEMS = WORDS.lines("own_stems")
_PATTERNS = WORDS.lines("patterns")
_CONTRACTS = WORDS.lines("contracts")
_GOODS_SOLD = WORDS.lines("goods_sold")
_DEPARTMENTS = WORDS.lines("departments")
_JOBS = WORDS.lines("jobs")
_LAWS = WORDS.lines("laws")
_LANDS = WORDS.lines("lands")


def firm(rng: Random, country: str) -> str:
    """A company or body whose name may follow patterns that parties rarely have."""
    if rng.random() < 0.4:
        return names.company(rng, country)
    if rng.random() < 0.12:
        return rng.choice((names.bank, names.public_body))(rng, country)
    choose = names.choose
    noun, noun2 = rng.sample(_NOUNS, 2)
    if rng.random() < NUMBERED_SHARE:
        form = rng.choice(names._FORMS[country])
        return numbered(rng, f"{choose(rng, _OWN_STEMS)} {choose(rng, _GOODS)}", form, country)
    home = country if country in names._LAST else "us"
    name = rng.choice(_PATTERNS).format(
        stem=choose(rng, _OWN_STEMS) if rng.random() < 0.5 else names.stem(rng),
        trade=rng.choice(names._TRADES),
        form=rng.choice(names._FORMS[country]) if rng.random() < 0.8 else "",
        goods=choose(rng, _GOODS),
        adj=choose(rng, _ADJECTIVES),
        noun=noun,
        noun2=noun2,
        last=choose(rng, names._LAST[home]),
        last2=choose(rng, names._LAST["uk"]),
        town=names.town(rng, country),
        roman=rng.choice(("I", "II", "III", "IV", "VII")),
        initials="".join(rng.choices("BCDFGHKLMNPRSTVW", k=rng.randint(2, 4))),
    )
    return name.upper() if rng.random() < 0.06 else name


def duration(rng: Random) -> str:
    return facts.random_term(rng).write(rng)


class Scene:
    """One document that binds nobody: who and what it speaks of."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.country = rng.choice(("us",) * 6 + ("uk",) * 4 + tuple(names.COUNTRIES))
        self.date = facts.random_date(rng, 1998)
        self.firms = [firm(rng, self._near_country()) for _ in range(6)]
        self.persons: list[str] = []
        while len(self.persons) < 6:
            if (name := names.person(rng, self._near_country())) not in self.persons:
                self.persons.append(name)
        self.contract = names.choose(rng, _CONTRACTS)
        self.goods = names.choose(rng, _GOODS_SOLD)
        self.quotes = rng.choice(("“”", '""'))
        self.more: dict[str, Callable[[], str]] = {}

    def _near_country(self) -> str:
        return self.country if self.rng.random() < 0.7 else self.rng.choice(list(names.COUNTRIES))

    def say(self, template: str) -> str:
        opened, closed = self.quotes[0], self.quotes[1]
        said = vary(self.rng, template, self.fact).replace("“", opened).replace("”", closed)
        return BEFORE_VOWEL.sub(r"\1n ", said)

    def pick(self, templates: Sequence[str]) -> str:
        return self.say(self.rng.choice(templates))

    def chance(self, probability: float) -> bool:
        return self.rng.random() < probability

    def own(self) -> str:
        """The document's own date, marked."""
        text = facts.write_date(self.rng, self.date, self.country)
        if self.chance(0.12):
            day, month, year = self.date.day, facts.month_name(self.date)[:3], self.date.year
            text = self.rng.choice(
                (f"{day} {month} {year}", f"{day} {month} {year}", f"{month}. {day}, {year}")
                if month != "May"
                else (f"{day} {month} {year}", f"{month} {day}, {year}")
            )
        if self.chance(0.06):
            text = text.upper()
        return mark("EffectiveDate", text, self.date.isoformat())

    def day(self, low: int, high: int) -> str:
        """A day so many days after its own, or before it if these are negative."""
        day = self.date + timedelta(days=self.rng.randint(low, high))
        return facts.write_date(self.rng, day, self.country)

    def other_day(self) -> str:
        return facts.write_date(self.rng, facts.near(self.rng, self.date, 1100), self.country)

    def fact(self, name: str) -> str:
        if name[:-1] in ("co", "p") and name[-1].isdigit():
            return (self.firms if name[0] == "c" else self.persons)[int(name[-1]) - 1]
        if name[:-1] == "s" and name[-1].isdigit():
            return self._short(self.firms[int(name[-1]) - 1])
        if name in self.more:
            return self.more[name]()
        if name not in _FACTS:
            raise KeyError(f"no fact {name!r}")
        return _FACTS[name](self)

    @staticmethod
    def _short(name: str) -> str:
        """What the text calls a company after it gave its full name."""
        words = name.replace(",", "").split()
        weak = words[0].lower() in _WEAK or len(words[0]) < 4 or words[0][0].isdigit()
        few = 2 if weak else 1
        return " ".join(words[:few])

    def paragraphs(
        self, pool: Sequence[str], count: int, low: int = 1, high: int = 4
    ) -> list[Block]:
        """Up to `count` paragraphs of sentences from the pool, none of them twice."""
        sentences = self.rng.sample(list(pool), len(pool))
        blocks: list[Block] = []
        while sentences and len(blocks) < count:
            size = self.rng.randint(low, high)
            blocks.append(Paragraph(" ".join(map(self.say, sentences[:size]))))
            del sentences[:size]
        return blocks


_WEAK = frozenset(("the", "old", "compagnie", "groupe", "bank", "city", "first", "pt", "banque"))


def _law(scene: Scene) -> str:
    return scene.say(names.choose(scene.rng, _LAWS))


def _money(scene: Scene) -> str:
    rng = scene.rng
    amount = facts.round_sum(rng, 900, rng.choice((20_000, 900_000, 80_000_000)))
    return facts.write_money(rng, amount, facts.currency_of(scene.country))


def _list_fact(choices: str | Sequence[str]) -> Callable[[Scene], str]:
    return lambda scene: names.choose(scene.rng, choices)


_FACTS: dict[str, Callable[[Scene], str]] = {
    "own": Scene.own,
    "day": Scene.other_day,
    "past": lambda scene: scene.day(-1500, -2),
    "future": lambda scene: scene.day(2, 900),
    "first1": lambda scene: scene.persons[0].split()[0],
    "small": lambda scene: facts.write_money(
        scene.rng, Decimal(scene.rng.randint(2, 60) * 5), facts.currency_of(scene.country)
    ),
    "co": lambda scene: firm(scene.rng, scene._near_country()),
    "p": lambda scene: names.person(scene.rng, scene._near_country()),
    "last": lambda scene: scene.persons[0].split()[1],
    "term": lambda scene: duration(scene.rng),
    "termlong": lambda scene: facts.random_term(scene.rng).write_before_noun(scene.rng),
    "days": lambda scene: facts.notice_days(scene.rng),
    "law": _law,
    "money": _money,
    "town": lambda scene: names.town(scene.rng, scene.country),
    "TOWN": lambda scene: names.town(scene.rng, scene.country).upper(),
    "address": lambda scene: names.address(scene.rng, scene.country),
    "state": lambda scene: scene.rng.choice(names.STATES),
    "land": _list_fact(_LANDS),
    "contract": lambda scene: scene.contract,
    "othercontract": _list_fact(
        (*_CONTRACTS, "employment contract", "pledge", "guarantee", "side letter")
    ),
    "goods": lambda scene: scene.goods,
    "othergoods": _list_fact(_GOODS_SOLD),
    "dept": _list_fact(_DEPARTMENTS),
    "job": _list_fact(_JOBS),
    "title": lambda scene: scene.rng.choice(names.TITLES),
    "month": lambda scene: scene.rng.choice(facts.MONTHS["en"].split()),
    "year": lambda scene: str(scene.rng.randint(1998, 2027)),
    "num": lambda scene: str(scene.rng.randint(2, 60)),
    "big": lambda scene: f"{scene.rng.randint(1, 90) * 50 + 100:,}",
    "pct": lambda scene: (
        f"{scene.rng.randint(1, 480) / 10}" + scene.rng.choice(("%", " percent", " per cent"))
    ),
    "ref": lambda scene: f"{scene.rng.choice('ABCDHKLMR')}{scene.rng.randint(100, 99999)}",
    "clock": lambda scene: (
        f"{scene.rng.randint(8, 18)}:{scene.rng.choice(('00', '15', '30', '40', '45'))}"
    ),
    "low": lambda scene: scene.fact("s1").lower().replace(" ", "-"),
    "low2": lambda scene: scene.fact("s2").lower().replace(" ", "-"),
    "iso": lambda scene: f"{scene.date:%Y-%m-%d}",
    "lb": lambda scene: "[",
    "rb": lambda scene: "]",
    "blank": lambda scene: scene.rng.choice("_.") * scene.rng.randint(4, 24),
}
