"""One document being written: who and what it is about, and the sentences drawn for it.

    Draft(rng, parties, date, law, term, ...)  --say(template)-->  a marked sentence

A template chooses with `[this|that]` and names facts with `{fact}`:

    {A} {B}     a party's full name, marked          {a} {b} {Ca} {Cb}  what the text calls them
    {law}       the governing law, marked            {date} {term}      marked likewise
    {termlong}  the term before a noun, as in "two-year period"
    {Aline}     name, nature and address             {other...}         facts that are no entities

A fact is written anew at each use; facts of the kind `{other...}` are what a reader must not
take for the document's own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from random import Random

from training.corpus.cast import facts, names
from training.corpus.cast.facts import Duration
from training.corpus.cast.names import Party
from training.corpus.markup import CLOSE, Block, mark, read_blocks
from training.corpus.words import Words

WORDS = Words("cast/draft")

CHOICE = re.compile(r"\[([^\[\]]*)\]")
FACT = re.compile(r"\{(\w+)\}")
# A name that ends with a stop ends the sentence, too: "Corvane, Inc."
DOUBLE_STOP = re.compile(rf"\.({CLOSE}?)\.(?=\s|$)")
COMMONWEALTHS = ("Massachusetts", "Pennsylvania", "Virginia", "Kentucky")


@dataclass(frozen=True, slots=True)
class Law:
    """A governing law: its bare name in the text and its common English name."""

    name: str
    display: str
    phrases: tuple[str, ...]

    def write(self, rng: Random) -> str:
        return rng.choice(self.phrases).format(law=mark("Jurisdiction", self.name, self.display))


def draw_law(rng: Random, country: str, language: str = "en") -> Law:
    if language == "de":
        name, display = {"de": ("Deutschland", "Germany"), "ch": ("Schweiz", "Switzerland")}[
            country
        ]
        prefix = "der Bundesrepublik {law}" if country == "de" else "der {law}"
        return Law(name, display, (prefix,))
    if language == "fr":
        name, display = {"fr": ("France", "France"), "ch": ("Suisse", "Switzerland")}[country]
        return Law(name, display, ("{law}",))
    if country == "us":
        name = rng.choice(names.FREQUENT_STATES if rng.random() < 0.6 else names.STATES)
        realm = "Commonwealth" if name in COMMONWEALTHS else "State"
        phrases: tuple[str, ...] = (
            f"the {realm} of {{law}}",
            f"the {realm} of {{law}}",
            "{law}",
            f"the {realm.lower()} of {{law}}",
        )
        return Law(name, name, phrases)
    if country == "uk" and rng.random() < 0.12:
        return Law("Scotland", "Scotland", ("{law}",))
    if country == "ca":
        name = rng.choice(("Ontario", "British Columbia", "Alberta", "Nova Scotia"))
        return Law(name, name, ("the Province of {law}", "{law}"))
    if country == "au":
        name = rng.choice(("New South Wales", "Victoria", "Queensland"))
        return Law(name, name, ("{law}", "the State of {law}, Australia"))
    name = names.COUNTRIES[country].removeprefix("the ")
    phrases = ("{law}", "{law}")
    if country in ("in", "it", "sg", "fr"):
        phrases += (f"{'the Republic of ' if country != 'fr' else ''}{{law}}",)
    if country == "de":
        phrases += ("the Federal Republic of {law}",)
    if country == "nl":
        phrases = ("the {law}",)
    return Law(name, name, phrases)


def vary(rng: Random, template: str, facts_of: Callable[[str], str]) -> str:
    while match := CHOICE.search(template):
        template = (
            template[: match.start()] + rng.choice(match[1].split("|")) + template[match.end() :]
        )
    return DOUBLE_STOP.sub(r".\1", FACT.sub(lambda match: facts_of(match[1]), template))


@dataclass(slots=True)
class Draft:
    """Mutable: `more` takes the facts that only one family of documents has."""

    rng: Random
    country: str
    parties: tuple[Party, Party]
    aliases: tuple[str, str]
    date: date | None
    law: Law | None
    term: Duration | None
    title: str = "Agreement"
    language: str = "en"
    more: dict[str, Callable[[], str]] = field(default_factory=dict)
    quotes: str = "“”"

    def __post_init__(self) -> None:
        """Give each party a signatory of its own, who is not the other party either."""
        first, second = self.parties
        while not second.is_person and second.signatory == first.signatory:
            second = replace(second, signatory=names.person(self.rng, self.country))
        while not first.is_person and first.signatory == second.signatory:
            first = replace(first, signatory=names.person(self.rng, self.country))
        self.parties = (first, second)

    def fact(self, name: str) -> str:
        if name in self.more:
            return self.more[name]()
        writer = _FACTS.get(name)
        if writer is None:
            raise KeyError(f"no fact {name!r}")
        return writer(self)

    def say(self, template: str) -> str:
        return (
            vary(self.rng, template, self.fact)
            .replace("“", self.quotes[0])
            .replace("”", self.quotes[1])
        )

    def pick(self, templates: Sequence[str]) -> str:
        return self.say(self.rng.choice(templates))

    def blocks(self, lines: Sequence[str]) -> list[Block]:
        """Lines as `markup` reads them, each said before the next is drawn."""
        return list(read_blocks(map(self.say, lines)))

    def rows(self, rows: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
        return [(self.say(key), self.say(value)) for key, value in rows]

    def chance(self, probability: float) -> bool:
        return self.rng.random() < probability

    def headline(self, capitals: float) -> str:
        """The title, in so many of the documents in capitals."""
        return self.title.upper() if self.chance(capitals) else self.title

    def state_sum(self, name: str, low: int, high: int) -> Decimal:
        """Draw an amount in the country's currency that the fact `name` writes and marks."""
        amount, currency = facts.round_sum(self.rng, low, high), facts.currency_of(self.country)
        self.more[name] = lambda: facts.mark_money(
            facts.write_money(self.rng, amount, currency, self.language), amount, currency
        )
        return amount

    def written_date(self) -> str:
        """The effective date, marked, in prose form."""
        assert self.date is not None
        return self.mark_date(facts.write_date(self.rng, self.date, self.country, self.language))

    def mark_date(self, text: str) -> str:
        assert self.date is not None
        return mark("EffectiveDate", text, self.date.isoformat())

    def other_date(self) -> str:
        """A day that is not the effective one."""
        day = facts.near(self.rng, self.date or facts.random_date(self.rng), 900)
        return facts.write_date(self.rng, day, self.country, self.language)

    def other_company(self) -> str:
        """A company, person or bank that is no party."""
        taken = {party.short.lower() for party in self.parties}
        while True:
            country = self.country if self.chance(0.8) else self.rng.choice(list(names.COUNTRIES))
            name = (
                names.company(self.rng, country)
                if self.chance(0.8)
                else names.bank(self.rng, country)
            )
            if not any(short in name.lower() for short in taken):
                return name

    def other_person(self) -> str:
        """A person who neither is a party nor signs for one."""
        taken = [party.signatory for party in self.parties]
        while (name := names.person(self.rng, self.country)) in taken:
            pass
        return name

    def signer(self, index: int) -> str:
        """Who acts for a party, marked if that is the party in person."""
        party = self.parties[index]
        return party.mark() if party.is_person else party.signatory

    def other_state(self) -> str:
        law = self.law.name if self.law else ""
        return self.rng.choice([state for state in names.STATES if state not in (law, "Virginia")])

    def line_of(self, index: int) -> str:
        """A party as an opening names it: nature and address as far as they are given."""
        party, rng = self.parties[index], self.rng
        parts = [party.mark()]
        if party.nature:
            parts.append(party.nature)
        if self.language == "en" and rng.random() < 0.7:
            place = (
                "residing at|of|an individual with an address at"
                if party.is_person
                else "with its principal place of business at|having its registered office at|"
                "with offices at|of|whose registered office is at|located at"
            )
            parts.append(f"{names.choose(rng, place)} {party.address}")
        elif self.language == "de":
            parts.append(party.address)
        elif self.language == "fr":
            parts.append(
                f"{'demeurant' if party.is_person else 'dont le siège social est situé'} {party.address}"
            )
        return ", ".join(parts)

    def call(self, index: int) -> str:
        """The alias in quotes and parentheses, as a definition."""
        alias = self.aliases[index]
        bare = alias.removeprefix("the ")
        if self.chance(0.25) and alias.startswith("the "):
            return f"(the {self.quotes[0]}{bare}{self.quotes[1]})"
        lead = self.rng.choice(WORDS.lines("call.lead"))
        return f"({lead}{self.quotes[0]}{bare}{self.quotes[1]})"


def capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _months(draft: Draft) -> str:
    return Duration(draft.rng.choice((3, 6, 6, 9, 12, 12, 18, 24)), "month").write(draft.rng)


def _years(draft: Draft) -> str:
    return Duration(draft.rng.choice((1, 2, 3, 5, 6, 7)), "year").write(draft.rng)


def _term(draft: Draft) -> str:
    assert draft.term is not None
    return mark("Term", draft.term.write(draft.rng), draft.term.display)


def _term_before_noun(draft: Draft) -> str:
    assert draft.term is not None
    return mark("Term", draft.term.write_before_noun(draft.rng), draft.term.display)


def _solemn(draft: Draft) -> str:
    assert draft.date is not None
    return draft.mark_date(facts.write_solemn_date(draft.rng, draft.date))


def _law(draft: Draft) -> str:
    assert draft.law is not None
    return draft.law.write(draft.rng)


def _bare_law(draft: Draft) -> str:
    assert draft.law is not None
    return mark("Jurisdiction", draft.law.name, draft.law.display)


_FACTS: dict[str, Callable[[Draft], str]] = {
    "A": lambda draft: draft.parties[0].mark(),
    "B": lambda draft: draft.parties[1].mark(),
    "Aline": lambda draft: draft.line_of(0),
    "Bline": lambda draft: draft.line_of(1),
    "Acall": lambda draft: draft.call(0),
    "Bcall": lambda draft: draft.call(1),
    "Aaddress": lambda draft: draft.parties[0].address,
    "Baddress": lambda draft: draft.parties[1].address,
    "Asigner": lambda draft: draft.signer(0),
    "Bsigner": lambda draft: draft.signer(1),
    "a": lambda draft: draft.aliases[0],
    "b": lambda draft: draft.aliases[1],
    "Ca": lambda draft: capital(draft.aliases[0]),
    "Cb": lambda draft: capital(draft.aliases[1]),
    "title": lambda draft: draft.title,
    "TITLE": lambda draft: draft.title.upper(),
    "date": Draft.written_date,
    "solemn": _solemn,
    "law": _law,
    "barelaw": _bare_law,
    "term": _term,
    "termlong": _term_before_noun,
    "otherdate": Draft.other_date,
    "otherco": Draft.other_company,
    "otherstate": Draft.other_state,
    "otherperson": Draft.other_person,
    "othercounsel": lambda draft: names.person(draft.rng, draft.country),
    "town": lambda draft: names.town(draft.rng, draft.country),
    "days": lambda draft: facts.notice_days(draft.rng),
    "months": _months,
    "years": _years,
    "othermoney": lambda draft: facts.write_money(
        draft.rng,
        facts.round_sum(draft.rng, 500, 90_000),
        facts.currency_of(draft.country),
        draft.language,
    ),
    "percent": lambda draft: draft.rng.choice(
        ("1.5%", "2%", "five percent (5%)", "3.25 per cent", "7.5% per annum", "eight percent (8%)")
    ),
    "number": lambda draft: str(draft.rng.randint(2, 40)),
    "ref": lambda draft: f"{draft.rng.randint(1000, 99999)}",
}
