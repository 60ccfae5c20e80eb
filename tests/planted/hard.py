"""The same policies broken in words that are harder to read: most by what stands in no field.

A term as the day of its end, a law by the name of a code, an amount in words.
"""

# ruff: noqa: RUF001 - documents are written with typographic quotes

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from tests.planted.planting import BROKEN, Change, Facts, Writer, mark_in, with_mail
from training.corpus.markup import mark


def saying(**sentences: str) -> Change:
    """Sentences of their own in place of those that the prose has."""
    return lambda facts, writer: replace(facts, **sentences)  # type: ignore[arg-type]


def _term(sentence: str) -> Change:
    return saying(term=mark_in("Term", sentence))


def _law(sentence: str) -> Change:
    return saying(law=mark_in("Jurisdiction", sentence))


def _money(sentence: str) -> Change:
    return saying(money=mark_in("Money", sentence))


def _began(as_of: str, term: str) -> Change:
    """An agreement that names its day in an older style."""
    return saying(as_of=mark_in("EffectiveDate", as_of), term=mark_in("Term", term))


def _party(described: str, name: str) -> Change:
    def change(facts: Facts, writer: Writer) -> Facts:
        one, other = facts.parties
        named = other._replace(name=mark_in("Party", name), described=described)
        return replace(facts, parties=(one, named))

    return change


def _both(money: str, expenses: str) -> Change:
    return saying(
        money=f"The price is {mark('Money', money)}, and costs are met up to"
        f" {mark('Money', expenses)}."
    )


def _account(sentence: str, account: str) -> Change:
    return saying(payment=f"{sentence} {mark('IBAN', account)}.")


HARD: Mapping[str, tuple[Change, ...]] = {
    "term-too-long": (
        _term("The parties are bound by this Agreement for {a decade} from its signing."),
        _term("This Agreement ends on the {ninth anniversary} of its date."),
        _term("This Agreement lapses {eight years} after the day on which it was signed."),
        _term("This Agreement shall expire on {December 31, 2038}."),
    ),
    "term-too-short": (
        saying(
            as_of=" as of 12 May 2026",
            term=mark_in("Term", "Both sides are bound for {half a year} and no longer."),
        ),
        saying(
            as_of=" as of 12 May 2026",
            term=mark_in("Term", "It lapses by itself {nine months} after it was signed."),
        ),
        saying(
            as_of=" as of 12 May 2026",
            term=mark_in("Term", "It lasts until {the end of December 2026}."),
        ),
    ),
    "large-amount": (
        _money("The sum to be paid is {one million two hundred fifty thousand dollars}."),
        _money("Payable is an amount of {US$1.4m}."),
        _money("The price comes to {2,4 Mio. EUR}."),
        _money("Paid is the sum of {Pounds Sterling 1,750,000}."),
    ),
    "governing-law-not-accepted": (
        _law("The parties choose {Nevada} law for all that follows from this document."),
        _law("The {Singapore} Contracts Act and the law in force there apply."),
        _law("Whatever is not settled here is judged by the law of the land of {Scotland}."),
        _law("The courts of Texas hear all disputes and apply {Ohio} law."),
    ),
    "governing-law-missing": (
        saying(law="The courts of Delaware have jurisdiction over all disputes."),
        saying(law="Disputes are settled by an arbitrator who sits in Geneva."),
        saying(law="The Provider keeps to the laws of each state in which it works."),
    ),
    "effective-date-missing": (
        saying(as_of="", extra="It replaces the offer of 3 March 2019."),
        saying(as_of="", extra="The patent of August 14, 2012 is not touched by it."),
        saying(as_of=" as of the day on which the last of them signs"),
    ),
    "term-missing": (
        saying(term="Either side may end it on ninety (90) days’ notice in writing."),
        saying(
            term="It has no end. What it says of data goes on for two years after it was ended."
        ),
        saying(term="It lasts for as long as the building stands."),
    ),
    "ends-soon": (
        _began(", made the {15th day of July, 2023},", "The hirer has it for {3 years}."),
        _began(", dated this {twentieth day of June, 2021},", "It is good for {five years}."),
        _began(", signed on {07/30/2024},", "It stands for {two years} and then lapses."),
    ),
    "several-currencies": (
        _both("$48,500.00", "9.000,00 €"),
        _both("forty thousand dollars", "CHF 3’500"),
        _both("USD 40k", "three million yen"),
    ),
    "private-mail-address": (
        with_mail("Anna.Castellan@GMail.com"),
        with_mail("anna.castellan@googlemail.co.uk"),
        with_mail("anna.castellan [at] gmail.com"),
    ),
    "bank-details": (
        _account("Payments go to account", "NL91ABNA0417164300"),
        _account("Payments go to", "CH93-0076-2011-6238-5295-7"),
        _account("Payments go to IBAN:", "gb29 nwbk 6016 1331 9268 19"),
    ),
    "blocked-party": (
        _party("acting through its branch in Dover", "Halcyon Bay Shipping"),
        _party("an Ohio company (formerly Elm Freight Inc.)", "“{HALCYON BAY SHIPPING, LTD.}”"),
        _party("a company of Dover, by its agent Tom Lindqvist", "Tarn & Voss Trading LLC"),
    ),
}
assert list(HARD) == list(BROKEN)
