"""What one document is about, and the sentences that tell it.

A sentence is written with choices `<one|other>` and facts:

    {A} {B}  a party's name      {AA} the same in capitals    {Aline} with kind and address
    {a} {Ua} what the text calls it, inside and at the start of a sentence
    {date} {solemn} {term} {adjterm} {law} {laws}  the document's own
    {span:10,30 day} {money:500-9000} {pct:100-900} {on:-400,-30} {email}  entities of other use
    {co} {bank} {person} {place} {town} {address} {num:1-40}               no entities at all
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from training.heldout import cast
from training.heldout.cast import Party
from training.heldout.figures import (
    Length,
    entity,
    solemn_day,
    written_day,
    written_rate,
    written_sum,
)

_CHOICE = re.compile(r"<([^<>]*\|[^<>]*)>")
_FACT = re.compile(r"\{(\w+)(?::([^{}]*))?\}")
_LAWS = {
    "US": (
        *((f"the State of {state}", state, state) for state in
          ("New York", "Ohio", "Georgia", "Minnesota", "Washington", "Colorado", "New Jersey")),
        ("the Commonwealth of Pennsylvania", "Pennsylvania", "Pennsylvania"),
        ("Delaware", "Delaware", "Delaware"),
    ),
    "GB": (
        ("England and Wales", "England and Wales", "England and Wales"),
        ("England", "England", "England and Wales"),
        ("Scotland", "Scotland", "Scotland"),
    ),
    "EU": (
        ("the Netherlands", "Netherlands", "Netherlands"),
        ("Switzerland", "Switzerland", "Switzerland"),
        ("the Federal Republic of Germany", "Germany", "Germany"),
        ("Ireland", "Ireland", "Ireland"),
    ),
    "OZ": (
        ("New South Wales", "New South Wales", "New South Wales"),
        ("Queensland, Australia", "Queensland", "Queensland"),
    ),
}  # fmt: skip
_NAMED_LAWS = {
    "England and Wales": "English law",
    "Scotland": "Scots law",
    "Netherlands": "Dutch law",
    "Switzerland": "Swiss law",
    "Germany": "German law",
    "Ireland": "Irish law",
}
_CURRENCIES = {"US": "USD", "GB": "GBP", "EU": "EUR", "OZ": "AUD"}


@dataclass(slots=True)
class Story:
    """The facts of one document; each absent one is a category that it lacks.

    Attributes:
        names: what the text calls each party: a role ("Lender") or a short name.
        law: the phrase after "the laws of", the name in it, and its value.
        own: sentences or entities that only one kind of document has.
    """

    rng: Random
    region: str
    parties: tuple[Party, ...]
    names: tuple[str, ...]
    day: date | None
    law: tuple[str, str, str] | None
    term: Length | None
    own: dict[str, str] = field(default_factory=dict)

    @property
    def currency(self) -> str:
        return _CURRENCIES[self.region]

    @property
    def british(self) -> bool:
        return self.region != "US"

    def tell(self, template: str) -> str:
        """Write a sentence."""
        while choice := _CHOICE.search(template):
            chosen = self.rng.choice(choice[1].split("|"))
            template = template[: choice.start()] + chosen + template[choice.end() :]
        return _FACT.sub(lambda match: self._fact(match[1], match[2] or ""), template)

    def any_of(self, templates: Sequence[str]) -> str:
        return self.tell(self.rng.choice(templates))

    def likely(self, share: float) -> bool:
        return self.rng.random() < share

    def called(self, index: int) -> str:
        name = self.names[index]
        return name if name == self.parties[index].short else f"the {name}"

    def party(self, index: int, *, capitals: bool = False) -> str:
        each = self.parties[index]
        return entity("Party", each.display, each.name.upper() if capitals else each.name)

    def line(self, index: int) -> str:
        """A party with what it is and where."""
        each = self.parties[index]
        kind = f", {each.kind}" if each.kind else ""
        if each.is_person:
            where = self.rng.choice((", of ", ", residing at ", " of "))
        else:
            where = self.rng.choice(
                (
                    ", whose registered office is at ",
                    ", having its chief office at ",
                    " of ",
                    ", with an address at ",
                )
            )
        return f"{self.party(index)}{kind}{where}{each.home}"

    def other_day(self, low: int, high: int) -> date:
        """A day so many days after the document's."""
        return (self.day or date(2016, 6, 1)) + timedelta(days=self.rng.randint(low, high))

    def money(self, low: int, high: int) -> str:
        """A round sum, marked."""
        amount = self.rng.randint(low, high)
        step = 10 ** max(0, len(str(amount)) - 2)
        amount = max(low, amount // step * step)
        text = written_sum(self.rng, amount, self.currency)
        return entity("Money", f"{amount}.00 {self.currency}", text)

    def cents(self, hundredths: int, sign: str = "") -> str:
        """A sum in figures as tables have it, marked."""
        figure = f"{hundredths // 100:,}.{hundredths % 100:02}"
        return entity(
            "Money", f"{hundredths // 100}.{hundredths % 100:02} {self.currency}", f"{sign}{figure}"
        )

    def own_day(self, text: str | None = None) -> str:
        assert self.day is not None
        written = text or written_day(self.rng, self.day, self.british)
        return entity("EffectiveDate", self.day.isoformat(), written)

    def written(self, day: date) -> str:
        """Another day than the document's own, marked."""
        return entity("Date", day.isoformat(), written_day(self.rng, day, self.british))

    def stranger(self) -> str:
        """A firm that is no party."""
        taken = {each.short for each in self.parties}
        while True:
            name, _ = cast.firm_name(self.rng, self.region)
            if not any(word in taken for word in name.replace(",", "").split()):
                return name

    def strange_person(self) -> str:
        taken = {each.signer for each in self.parties}
        while (name := cast.person_name(self.rng)) in taken:
            pass
        return name

    def _fact(self, name: str, argument: str) -> str:
        if name in self.own:
            return self.tell(self.own[name])
        letter = name.strip("U")[:1].lower()
        index = "abc".find(letter) if letter else -1
        if name in ("A", "B", "C"):
            return self.party(index)
        if name in ("AA", "BB", "CC"):
            return self.party(index, capitals=True)
        if name in ("Aline", "Bline", "Cline"):
            return self.line(index)
        if name in ("Ahome", "Bhome", "Chome"):
            return self.parties[index].home
        if name in ("a", "b", "c"):
            return self.called(index)
        if name in ("Ua", "Ub", "Uc"):
            called = self.called("abc".index(name[1]))
            return called[0].upper() + called[1:]
        if name in ("Aname", "Bname", "Cname"):
            return self.names[index]
        return self._figure(name, argument)

    def _figure(self, name: str, argument: str) -> str:
        rng = self.rng
        match name:
            case "date":
                return self.own_day()
            case "solemn":
                assert self.day is not None
                return self.own_day(solemn_day(rng, self.day))
            case "term" | "adjterm":
                assert self.term is not None
                write = self.term.write if name == "term" else self.term.write_as_adjective
                return entity("Term", self.term.display, write(rng))
            case "law":
                assert self.law is not None
                phrase, bare, value = self.law
                return phrase.replace(bare, entity("Jurisdiction", value, bare))
            case "laws":
                return self._laws()
            case "span" | "adjspan":
                counts, unit = argument.split(" ", 1)
                length = Length(int(rng.choice(counts.split(","))), unit)
                text = length.write(rng) if name == "span" else length.write_as_adjective(rng)
                return entity("Duration", length.display, text)
            case "money":
                low, high = argument.split("-")
                return self.money(int(low), int(high))
            case "pct":
                low, high = argument.split("-")
                step = 5 if rng.random() < 0.5 else 100
                hundredths = rng.randrange(int(low), int(high) + 1, step) or int(low)
                value, text = written_rate(rng, hundredths, self.british)
                # The stop of `per cent.` ends the abbreviation, not the rate.
                bare = text.removesuffix(".")
                return entity("Percent", value, bare) + text[len(bare) :]
            case "on":
                low, high = argument.split(",")
                return self.written(self.other_day(int(low), int(high)))
            case "email":
                box = rng.choice(("accounts", "legal.notices", "j.doe", "billing-uk", "hello"))
                mail = f"{box}@{rng.choice(cast.town(rng, self.region).lower().split())}-office.example"
                return entity("Email", mail, mail)
            case _:
                return self._bystander(name, argument)

    def _laws(self) -> str:
        """The governing law as the object of a sentence: "the laws of Ohio", "English law"."""
        assert self.law is not None
        phrase, bare, value = self.law
        if self.rng.random() < 0.3 and value in _NAMED_LAWS:
            return entity("Jurisdiction", value, _NAMED_LAWS[value])
        if self.rng.random() < 0.2 and phrase.endswith(f"State of {bare}"):
            return f"{entity('Jurisdiction', value, bare)} law"
        noun = self.rng.choice(("laws", "laws", "law", "internal laws"))
        return f"the {noun} of {phrase.replace(bare, entity('Jurisdiction', value, bare))}"

    def _bystander(self, name: str, argument: str) -> str:
        rng = self.rng
        match name:
            case "co":
                return self.stranger()
            case "bank":
                taken = {each.name for each in self.parties}
                names = [cast.bank_name(rng, region)[0] for region in cast.REGIONS]
                return rng.choice([each for each in names if each not in taken])
            case "person":
                return self.strange_person()
            case "place":
                law = self.law[1] if self.law else ""
                return rng.choice([each for each in cast.PLACES if not law or law not in each])
            case "town":
                return cast.town(rng, self.region)
            case "address":
                return cast.address(rng, self.region)
            case "num":
                low, high = (argument or "2-40").split("-")
                return str(rng.randint(int(low), int(high)))
            case "ref":
                return f"{rng.choice('ABCDKRX')}{rng.choice('ABCDKRX')}-{rng.randint(1000, 99999)}"
            case _:
                raise KeyError(f"no fact {name!r}")


def draw_law(rng: Random, region: str) -> tuple[str, str, str]:
    return rng.choice(_LAWS[region])
