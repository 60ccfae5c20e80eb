"""A long contract being drafted: all its parties, the companies it merely names, its days, its law.

Facts beyond those of `Draft`:

    {signed}      the day on the cover: the effective one, marked, unless another takes effect
    {adjlaw}      "English law", marked whole, since the adjective alone names no country
    {third...}    a company that stays the same through the document and is no party to it
    {person1}     likewise a person
    {affiliate}   a company named after a party
    {weeks} {otherland} {otherseat} {bignumber} {seal}
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from random import Random

from training.corpus.cast import facts, names
from training.corpus.cast.draft import Draft, Law, draw_law
from training.corpus.cast.facts import Duration
from training.corpus.cast.names import Party
from training.corpus.longform import companies as more_names
from training.corpus.markup import mark
from training.corpus.words import Words

WORDS = Words("longform/deal")

_ADJECTIVES = WORDS.pairs("adjectives")
_ELSEWHERE = WORDS.lines("elsewhere")
_LANDS = (
    *_ELSEWHERE[1:13],
    *("Germany", "France", "Italy", "Spain", "India", "Japan", "Sweden", "Portugal", "Poland"),
    *("Brazil", "Mexico", "the Cayman Islands", "the British Virgin Islands", "Jersey", "Ontario"),
)
_SEATS = "Geneva|Stockholm|Vienna|Paris|Hong Kong|Singapore|The Hague|Milan|Toronto|Zurich|Dubai"
# Roles of further parties that clauses would otherwise give to a stranger.
_PLAYED = {
    "the Borrower": "target",
    "the Company": "target",
    "the Funder": "lender",
    "the Escrow Agent": "agent",
    "the Security Agent": "agent",
}
_THIRDS = ("target", "agent", "lender", "auditor", "insurer", "rival", "former", "sub", "landlord")


@dataclass(slots=True)
class Deal:
    """A draft with all its parties.

    Attributes:
        sides: the parties and what the text calls them, in the order of the opening.
        signing: a day of signature that is not the effective one, or None.
    """

    draft: Draft
    sides: list[tuple[Party, str]]
    signing: str | None
    thirds: dict[str, str] = field(default_factory=dict)

    @property
    def rng(self) -> Random:
        return self.draft.rng

    def stranger(self, country: str) -> str:
        """A company that is no party and shares no name with one."""
        while True:
            name = (
                names.bank(self.rng, country)
                if country in names.COUNTRIES and self.rng.random() < 0.12
                else more_names.company(self.rng, country)
            )
            if not any(_alike(party, name) for party, _ in self.sides):
                return name

    def third(self, role: str) -> str:
        if role not in self.thirds:
            near = self.draft.country if self.rng.random() < 0.7 else "us"
            self.thirds[role] = self.stranger(near)
        return self.thirds[role]

    def person(self) -> str:
        taken = {party.signatory for party, _ in self.sides}
        while (name := names.person(self.rng, self.draft.country)) in taken:
            pass
        return name

    def other_date(self) -> str:
        """A day that is not the effective one, most often before it."""
        draft = self.draft
        if draft.date is None or self.rng.random() < 0.25:
            return draft.other_date()
        day = draft.date - timedelta(days=self.rng.randint(8, 1500))
        return facts.write_date(self.rng, day, draft.country)

    def affiliate(self) -> str:
        """A company named after a party, which it is not."""
        bodies = [party for party, _ in self.sides if not party.is_person]
        if not bodies or len(bodies[0].short) < 5:
            return self.third("sub")
        party = self.rng.choice(bodies)
        while True:
            form = more_names.company(self.rng, self.draft.country).split()[-1]
            field_ = self.rng.choice(WORDS.lines("affiliate.field_"))
            name = f"{party.short} {field_} {form}"
            if not any(
                side.name.lower() in name.lower() or (side is not party and _alike(side, name))
                for side, _ in self.sides
            ):
                return name

    def pick_land(self) -> str:
        law = self.draft.law
        chosen = (law.display, law.name) if law else ()
        return self.rng.choice([land for land in _LANDS if land not in chosen])


def _alike(party: Party, name: str) -> bool:
    """Whether the name could be taken for the party's; in whole words, "Lim" not being "Limited"."""
    short, other = f" {_words(party.short)} ", f" {_words(name)} "
    return short in other or other in f" {_words(party.name)} "


def _words(name: str) -> str:
    return " ".join(re.findall(r"\w+", name.lower()))


def draw_deal(
    rng: Random,
    titles: tuple[str, ...],
    roles: tuple[tuple[str, str], ...],
    extra_roles: tuple[str, ...],
    persons: tuple[float, float],
    term_share: float,
    more_terms: tuple[Duration, ...] = (),
) -> Deal:
    """Draw who contracts, from when, for how long and under what law."""
    country = rng.choice(("us",) * 6 + ("uk",) * 4 + WORDS.lines("draw_deal.country"))
    count = rng.choice((2,) * 11 + (3,) * 4 + (4,))
    shares = (*persons, *(0.15,) * 2)
    parties: list[Party] = []
    while len(parties) < count:
        home = country if rng.random() < 0.8 else rng.choice(tuple(names.COUNTRIES))
        party = more_names.party(rng, home, persons=shares[len(parties)])
        if not any(
            _alike(one, other.name) or one.signatory == other.signatory
            for one, other in [(party, old) for old in parties] + [(old, party) for old in parties]
        ):
            parties.append(party)
    aliases = list(rng.choice(roles))
    if rng.random() < 0.2:
        aliases = [party.short for party in parties[:2]]
    extra = rng.sample([role for role in extra_roles if role not in aliases], count - 2)
    for place, party in enumerate(parties[2:]):
        if party.is_person and extra[place] in _PLAYED:
            extra[place] = ("the Co-Obligor", "the Intervening Party")[place]
    aliases += extra
    term = None
    if rng.random() < term_share:
        term = (
            rng.choice(more_terms) if more_terms and rng.random() < 0.4 else facts.random_term(rng)
        )
    day = None if rng.random() < 0.05 else facts.random_date(rng, 1997)
    draft = Draft(
        rng,
        country,
        (parties[0], parties[1]),
        (aliases[0], aliases[1]),
        day,
        None if rng.random() < 0.17 else _law(rng, country),
        term,
        rng.choice(titles),
        quotes=rng.choice(("“”", "“”", '""')),
    )
    sides = list(zip((*draft.parties, *parties[2:]), aliases, strict=True))
    if rng.random() < 0.35:
        sides[0], sides[1] = sides[1], sides[0]
    signing = None
    if day and rng.random() < 0.22:
        other = day + timedelta(days=rng.choice((-1, -1, -1, 1)) * rng.randint(3, 90))
        signing = facts.write_date(rng, other, country)
    deal = Deal(draft, sides, signing)
    for party, alias in sides:
        if alias in extra and alias in _PLAYED:
            deal.thirds[_PLAYED[alias]] = party.mark()
    _give_facts(deal)
    return deal


def _law(rng: Random, country: str) -> Law:
    if rng.random() < 0.82:
        return draw_law(rng, country)
    name = rng.choice(_ELSEWHERE)
    state = ("the State of {law}",) if name in ("New York", "Delaware") else ()
    display = "England and Wales" if name == "England" else name
    return Law(name, display, ("{law}", *state))


def _adjective(deal: Deal) -> str:
    law = deal.draft.law
    assert law is not None
    if law.name in _ADJECTIVES:
        return mark("Jurisdiction", _ADJECTIVES[law.name], law.display)
    return mark("Jurisdiction", law.name, law.display) + deal.rng.choice((" law", " law", " Law"))


def _term(deal: Deal) -> str:
    """The term, at times with an adjective between number and unit."""
    duration = deal.draft.term
    assert duration is not None
    text = duration.write(deal.rng)
    if deal.rng.random() < 0.22:
        words = "calendar|consecutive|full" if duration.unit == "month" else "full|successive|whole"
        head, _, unit = text.rpartition(" ")
        text = f"{head} {names.choose(deal.rng, words if duration.count > 1 else 'full|calendar')} {unit}"
    return mark("Term", text, duration.display)


def _give_facts(deal: Deal) -> None:
    draft, rng = deal.draft, deal.rng
    people = [deal.person() for _ in range(2)]
    firm = more_names.law_firm(rng, draft.country)
    draft.more = {
        "signed": lambda: deal.signing or draft.written_date(),
        "adjlaw": lambda: _adjective(deal),
        "term": lambda: _term(deal),
        "otherco": lambda: deal.stranger(
            draft.country if rng.random() < 0.7 else more_names.foreign_country(rng)
        ),
        "otherperson": deal.person,
        "otherdate": deal.other_date,
        "percent": lambda: rng.choice(
            (f"{rng.randint(1, 30)}%", f"{rng.randint(1, 9)}.5 per cent", "ten percent (10%)")
        ),
        "othercounsel": lambda: firm,
        "firm": lambda: firm,
        "person1": lambda: people[0],
        "person2": lambda: people[1],
        "affiliate": deal.affiliate,
        "otherland": deal.pick_land,
        "otherseat": lambda: names.choose(rng, _SEATS),
        "weeks": lambda: Duration(rng.choice((2, 4, 6, 8, 12, 26)), "week").write(rng),
        "otheraddress": lambda: names.address(rng, draft.country),
        "bignumber": lambda: f"{rng.randint(2, 990) * 100:,}",
        "agreement": lambda: rng.choice(
            (f"this {draft.title}", "this Agreement", "this Agreement", "the Agreement")
        ),
        **{f"third_{role}": partial(deal.third, role) for role in _THIRDS},
    }
