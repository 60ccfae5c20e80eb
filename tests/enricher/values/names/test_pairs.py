from __future__ import annotations

import random

import pytest

from enricher.values.names.pairs import Pair, nearest, propose
from enricher.values.party import party_key
from tests.clocks import processor_at_most


def proposed(*names: str, apart: list[tuple[str, str]] | None = None) -> list[Pair]:
    pairs = [(party_key(one), party_key(other)) for one, other in apart or []]
    return propose({party_key(name): name for name in names}, pairs)


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("Nike", "Nike Inc.", "legal form missing"),
        ("Otsuka Co. Ltd.", "Otsuka", "legal form missing"),
        ("Müller GmbH and Co. KG", "Mueller Muller", None),
        ("Vega LLC", "Vega Inc.", "legal form differs"),
        ("Procter Gamble Inc.", "Procter and Gamble Inc.", "ampersand or connective"),
        ("Intl Paper Corp.", "International Paper Corp.", "abbreviation"),
        ("Acme Mfg. Co.", "Acme Manufacturing Co.", "abbreviation"),
        ("Bank of America N.A.", "America Bank N.A.", "word order"),
        ("Mills Thomas", "Thomas Mills", "word order"),
        ("AT and T Inc.", "ATT Inc.", "spacing"),
        ("Air Bus SE", "Airbus SE", "spacing"),
        ("IBM", "International Business Machines Corp.", "initials, legal form missing"),
        ("J. P. Morgan", "John Pierpont Morgan", "initials"),
        ("Thomas W. Mills", "Thomas Mills", "initials"),
        ("Goldmann Sachs", "Goldman Sachs", "one letter"),
        ("Goldman Sachs", "Goldman Sahcs Inc.", "one letter, legal form missing"),
        ("Silverlake LP", "Silverlike LP", "one letter"),
        # Two entities rather than two writings:
        ("Series A Fund LP", "Series B Fund LP", None),
        ("Fund 1 LP", "Fund 2 LP", None),
        ("Silver Fund VIII LP", "Silver Fund XIII LP", None),
        ("Sun Bank", "Fun Bank", None),
        ("Acme North Inc.", "Acme South Inc.", None),
        ("Goldmann Sachs LLC", "Goldman Sachs Inc.", None),
        ("Nike Inc.", "Nike Holdings Inc.", None),
        ("Thomas W. Mills", "Thomas R. Mills", None),
        ("IBC", "International Business Machines", None),
    ],
)
def test_near_names_are_proposed_with_the_reason(one: str, other: str, reason: str | None) -> None:
    pairs = proposed(one, other, "Harbor Freight Ltd.")
    assert [pair.reason for pair in pairs] == ([reason] if reason else [])
    assert all(0 < pair.score < 1 and set(pair.names) == {one, other} for pair in pairs)


def test_likeliest_pair_comes_first_and_each_pair_once() -> None:
    pairs = proposed("Nike", "Nike Inc.", "Nike LLC")
    assert [pair.names for pair in pairs] == [
        ("Nike", "Nike Inc."),
        ("Nike", "Nike LLC"),
        ("Nike Inc.", "Nike LLC"),
    ]
    assert [pair.score for pair in pairs] == sorted((pair.score for pair in pairs), reverse=True)


def test_what_people_said_is_apart_is_not_proposed() -> None:
    pairs = proposed("Nike", "Nike Inc.", "Nike LLC", apart=[("Nike Inc.", "Nike")])
    assert [pair.names for pair in pairs] == [("Nike", "Nike LLC"), ("Nike Inc.", "Nike LLC")]


def test_merged_names_are_one_party_to_all_others() -> None:
    shown = {"nike": "Nike Inc.", "nike inc": "Nike Inc.", "nike llc": "Nike LLC"}
    (pair,) = propose(shown, [])
    assert pair.names == ("Nike Inc.", "Nike LLC")
    assert pair.reason == "legal form missing"
    assert propose(shown, [("nike inc", "nike llc")]) == []


def test_initials_that_many_names_have_say_nothing() -> None:
    names = [
        f"{word} Bank Corporation" for word in ("Acme", "Alder", "Amber", "Ash", "Atlas", "Aqua")
    ]
    many = [f"{word} Foods" for word in names]
    assert not [pair for pair in proposed("ABCF", *many) if "initials" in pair.reason]


def test_nearest_names_are_found_without_their_legal_forms() -> None:
    shown = {party_key(name): name for name in ("Nike Inc.", "Vega Inc.", "Nikon Corp.", "Orion")}
    assert nearest(party_key("Nkie Inc"), shown, 2)[0] == "Nike Inc."
    assert nearest(party_key("Xyzzy"), shown, 2) == []
    assert nearest(party_key("Nobody At All"), {party_key("AOL Inc"): "AOL Inc"}, 2) == []


def test_fifty_thousand_names_take_seconds() -> None:
    dice = random.Random(5)
    syllables = [
        *("ba", "co", "del", "mor", "vin", "tra", "lex", "qui", "nor", "sun"),
        *("har", "bel", "cor", "dan", "fir", "gar", "hol", "ist"),
    ]
    names = {"Nike": "Nike", "Nike Inc.": "Nike Inc."}
    while len(names) < 50_000:
        words = ["".join(dice.choices(syllables, k=3)).title() for _ in range(2)]
        name = f"{' '.join(words)} {dice.choice(['Inc.', 'LLC', 'GmbH', ''])}".strip()
        names[name] = name
    shown = {party_key(name): name for name in names}
    with processor_at_most(15):  # 1.1 s were measured
        pairs = propose(shown, [])
    assert ("Nike", "Nike Inc.") in [pair.names for pair in pairs]
