from __future__ import annotations

from datetime import date

import pytest

from enricher.errors import QueryError
from enricher.query.grammar import parse_where
from enricher.query.nodes import Condition, Node, Not, Words
from enricher.search.language.syntax import read_signs
from enricher.values import CHOICE, DATE, DURATION, MONEY, PARTY, PASSAGE

TYPES = {
    "Party": PARTY,
    "Term": DURATION,
    "Money": MONEY,
    "ExpiryDate": DATE,
    "DocumentType": CHOICE,
    "Terms and Conditions": PASSAGE,
}
CHOICES = {"DocumentType": ("lease", "nda")}
TODAY = date(2026, 12, 1)


@pytest.mark.parametrize(
    ("question", "rest", "where"),
    [
        ("leases with Party:nokia", "leases with", "Party=nokia"),
        ('who signed Party:"Nike Inc." deals', "who signed deals", 'Party="Nike Inc."'),
        ("leases Money>=1m USD signed", "leases signed", "Money>=1m USD"),
        ("leases where ExpiryDate < 2027", "leases where", "ExpiryDate<2027"),
        ("leases Term>3 years with Nike", "leases with Nike", "Term>3 years"),
        ("leases ExpiryDate<today - 5y", "leases", "ExpiryDate<today-5y"),
        ("leases ExpiryDate=today..today+90d", "leases", "ExpiryDate=today..today+90d"),
        ("term:2y", "", "Term=2y"),
        ('leases "Terms and Conditions":missing', "leases", '"Terms and Conditions":missing'),
        ("language:en leases", "leases", "language=en"),
    ],
)
def test_conditions_are_taken_out(question: str, rest: str, where: str) -> None:
    signs = read_signs(question, TYPES, CHOICES, TODAY)
    assert signs.rest.split() == rest.split()
    assert len(signs.rest) == len(question)  # so that places stay what they are
    assert signs.where == parse_where([where], TYPES, TODAY, choices=CHOICES)


@pytest.mark.parametrize(
    ("question", "where"),
    [
        ("leases -draft", Not(Words(("draft",)))),
        ('"best efforts" of Nike', Words(("best", "efforts"))),
        ('leases -"best efforts"', Not(Words(("best", "efforts")))),
        ("-Party:nokia", Not(Condition("Party", "=", "nokia"))),
    ],
)
def test_phrases_and_what_is_left_out_are_conditions(question: str, where: Node) -> None:
    assert read_signs(question, TYPES, CHOICES, TODAY).where == where


@pytest.mark.parametrize(
    "question",
    [
        "ratio 3:1 in the lease",
        "at 10:30 am",
        "Re: lease with Nike",
        "Party: Nike",
        "non-Party:Nike leases",
        "co-branding - of Nike",
        "is 5 > 3",
        'an open " quote',
        '""',
        "LEASE OR RENT",  # all in capitals
        "",
    ],
)
def test_plain_questions_stay_whole(question: str) -> None:
    signs = read_signs(question, TYPES, CHOICES, TODAY)
    assert (signs.rest, signs.where, signs.words) == (question, None, ())


def test_alternatives_are_read_as_a_query() -> None:
    signs = read_signs("lease OR (rental -draft)", TYPES, CHOICES, TODAY)
    assert not signs.rest.strip()
    assert signs.words == ("lease", "rental")


@pytest.mark.parametrize("question", ["ExpiryDate:banana", "DocumentType:boat", "lease OR"])
def test_what_cannot_be_read_is_refused(question: str) -> None:
    with pytest.raises(QueryError):
        read_signs(question, TYPES, CHOICES, TODAY)
