"""What breaks each of twelve policies, and what nearly does."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from tests.planted.names import Firm, write_day
from tests.planted.prose import Prose
from training.corpus.markup import mark

TODAY = date(2026, 6, 1)
BLOCKED = "Halcyon Bay Shipping, Ltd.\nTarn and Voss Trading LLC\n"
"""A list as its owner writes it."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What differs from one agreement to the next; whatever a policy is to point at is marked.

    Attributes:
        dated: a line of its own below the title.
        term, law, money: whole sentences; "" where the agreement says nothing of it.
        payment, extra: further sentences.
    """

    parties: tuple[Firm, Firm]
    as_of: str
    term: str
    law: str
    money: str
    dated: str = ""
    payment: str = "Payments are made to the account that the payee names on its invoices."
    extra: str = ""


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes the sentences of one agreement.

    Attributes:
        wording: which of the two ways its prose has is taken, 0 or 1.
        turn: how often the policy was broken before, or nearly.
    """

    prose: Prose
    wording: int
    turn: int
    dice: Random

    def as_of(self, start: str) -> str:
        return self.prose.as_of[self.wording].format(start=start)

    def term(self, term: str) -> str:
        return self.prose.terms[self.wording].format(term=term)

    def law(self, law: str) -> str:
        return self.prose.laws[self.wording].format(law=law)

    def money(self, fee: str) -> str:
        return self.prose.money.format(fee=fee)

    def one_of(self, several: Sequence[str]) -> str:
        """Each of them in its turn."""
        return several[self.turn % len(several)]

    def day(self, day: date) -> str:
        return write_day(day, self.dice)


Change = Callable[[Facts, Writer], Facts]


def mark_in(category: str, sentence: str) -> str:
    """Mark what stands in braces; without any, all of it."""
    before, brace, rest = sentence.partition("{")
    words, _, after = rest.partition("}")
    return f"{before}{mark(category, words)}{after}" if brace else mark(category, sentence)


def with_term(*terms: str, days_ago: int | None = None) -> Change:
    """Another term, of an agreement that began so many days ago."""

    def change(facts: Facts, writer: Writer) -> Facts:
        changed = replace(facts, term=writer.term(mark("Term", writer.one_of(terms))))
        if days_ago is None:
            return changed
        return replace(changed, as_of=writer.as_of(writer.day(TODAY - timedelta(days_ago))))

    return change


def with_end(soonest: int, latest: int) -> Change:
    """An agreement of three years that ends in so many days."""

    def change(facts: Facts, writer: Writer) -> Facts:
        end = TODAY + timedelta(writer.dice.randint(soonest, latest))
        start = writer.day(end.replace(year=end.year - 3))
        return replace(
            facts,
            as_of=writer.as_of(mark("EffectiveDate", start)),
            term=writer.term(mark("Term", writer.one_of(("three (3) years", "36 months")))),
        )

    return change


def with_money(*amounts: str) -> Change:
    return lambda facts, writer: replace(
        facts, money=writer.money(mark("Money", writer.one_of(amounts)))
    )


def with_law(*laws: str) -> Change:
    return lambda facts, writer: replace(
        facts, law=writer.law(mark_in("Jurisdiction", writer.one_of(laws)))
    )


def with_expenses(*amounts: str) -> Change:
    def change(facts: Facts, writer: Writer) -> Facts:
        fee, expenses = mark("Money", "$48,500.00"), mark("Money", writer.one_of(amounts))
        said = f"Expenses for travel are paid back against receipts, up to {expenses} in all."
        return replace(facts, money=f"{writer.money(fee)} {said}")

    return change


def with_mail(*mails: str) -> Change:
    def change(facts: Facts, writer: Writer) -> Facts:
        one, other = facts.parties
        return replace(
            facts, parties=(one, other._replace(mail=mark("Email", writer.one_of(mails))))
        )

    return change


def with_account(*accounts: str) -> Change:
    return lambda facts, writer: replace(
        facts,
        payment="Payments are made free of charges to the account"
        f" {mark('IBAN', writer.one_of(accounts))} of the payee.",
    )


def with_party(*names: str) -> Change:
    def change(facts: Facts, writer: Writer) -> Facts:
        one, other = facts.parties
        return replace(
            facts, parties=(one, other._replace(name=mark("Party", writer.one_of(names))))
        )

    return change


def _without_law(facts: Facts, writer: Writer) -> Facts:
    return replace(facts, law="")


def _with_law_elsewhere(facts: Facts, writer: Writer) -> Facts:
    law = writer.one_of(("Texas", "Delaware", "the State of New York"))
    return replace(
        facts, law="", extra=f"It is signed in two copies and governed by the laws of {law}."
    )


def _without_day(facts: Facts, writer: Writer) -> Facts:
    term = mark("Term", writer.one_of(("three (3) years", "two years", "48 months")))
    return replace(facts, as_of="", term=writer.term(term))


def _with_day_elsewhere(facts: Facts, writer: Writer) -> Facts:
    day = writer.day(date(2025, 4, writer.dice.randint(1, 28)))
    return replace(facts, as_of="", dated=f"Dated as of {day}")


def _without_term(facts: Facts, writer: Writer) -> Facts:
    return replace(facts, term=writer.prose.no_term)


def _with_term_elsewhere(facts: Facts, writer: Writer) -> Facts:
    term = writer.one_of(("two (2) years", "four years"))
    said = f"This Agreement remains in force for {term}."
    return replace(facts, term="", extra=said)


BROKEN: Mapping[str, Change] = {
    "term-too-long": with_term("nine (9) years", "eighty-four (84) months", "ten years"),
    "term-too-short": with_term("six (6) months", "eight months", "150 days", days_ago=20),
    "large-amount": with_money("$1,250,000.00", "USD 2,400,000", "EUR 1.5 million", "£1,750,000"),
    "governing-law-not-accepted": with_law("Nevada", "the State of {Ohio}", "Florida", "Singapore"),
    "governing-law-missing": _without_law,
    "effective-date-missing": _without_day,
    "term-missing": _without_term,
    "ends-soon": with_end(3, 88),
    "several-currencies": with_expenses("EUR 9,000.00", "£4,200", "CHF 3,500"),
    "private-mail-address": with_mail("h.castellan@gmail.com", "Office.Tarrant@Yahoo.com"),
    "bank-details": with_account(
        "DE89 3704 0044 0532 0130 00", "GB29 NWBK 6016 1331 9268 19", "NL91ABNA0417164300"
    ),
    "blocked-party": with_party("Halcyon Bay Shipping Limited", "TARN AND VOSS TRADING, L.L.C."),
}
NEARLY: Mapping[str, Change] = {
    "term-too-long": with_term("five (5) years", "sixty (60) months"),
    "term-too-short": with_term("twelve (12) months", "one (1) year", days_ago=20),
    "large-amount": with_money("$1,000,000.00", "USD 999,999.99", "EUR 0.9 million"),
    "governing-law-not-accepted": with_law(
        "the State of {New York}", "the Commonwealth of {Massachusetts}", "England and Wales"
    ),
    "governing-law-missing": _with_law_elsewhere,
    "effective-date-missing": _with_day_elsewhere,
    "term-missing": _with_term_elsewhere,
    "ends-soon": with_end(91, 120),
    "several-currencies": with_expenses("US$9,000.00", "USD 4,200", "$ 3,500"),
    "private-mail-address": with_mail("office@gmailer.example", "yahoo@tarrant.example"),
    "bank-details": with_account(
        "DE88 3704 0044 0532 0130 00", "no. 4410 0032 8876 15", "NL92ABNA0417164300"
    ),
    "blocked-party": with_party("Halcyon Bay Shippings Ltd.", "Halcyon Bay Catering Ltd."),
}
