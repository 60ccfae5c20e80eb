"""Tests of enricher.values.names.likeness: other writings of the names of a list."""

from __future__ import annotations

import csv
import random
from itertools import chain
from pathlib import Path

import pytest

from enricher.values.names.likeness import NearNames
from enricher.values.party import party_key
from tests.clocks import processor_at_most

LISTED = [
    "Acme Holdings, Inc.",
    "Goldman Sachs & Co.",
    "Thomas Mills",
    "Smith, John",
    "Orion Foods",
]


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("ACME HOLDINGS", ["Acme Holdings, Inc."]),
        ("Acme Holdings LLC", ["Acme Holdings, Inc."]),
        ("Acme Holding Inc.", ["Acme Holdings, Inc."]),
        ("Acme Holding LLC", []),
        ("Goldmann Sachs and Co", ["Goldman Sachs & Co."]),
        ("Thomas W. Mills", ["Thomas Mills"]),
        ("John Smith", ["Smith, John"]),
        ("OrionFoods", ["Orion Foods"]),
        ("Orion Foods", []),
        ("Zenith Foods", []),
        ("", []),
    ],
)
def test_other_writings_of_listed_names_are_near(name: str, near: list[str]) -> None:
    keys = {party_key(one): one for one in LISTED}
    assert [keys[one.name] for one in NearNames(keys).near(party_key(name))] == near


@pytest.mark.parametrize(
    ("listed", "name", "reason"),
    [
        (
            "Minerais du Rhin SA",
            "Minerais du Rhin Société Anonyme",
            "legal form written differently",
        ),
        ("Neva Stroy OOO", "Neva Stroy LLC", "legal form written differently"),
        ("Vostok LLC", "Vostok LLC (Cyprus)", "country missing"),
        ("Jade River Co., Ltd.", "Jade River (Hong Kong) Co., Ltd.", "country missing"),
        ("Sergei Ivanov", "Sergei Ivanoff", "transliteration"),
        ("Sergei Ivanov", "Sergej Iwanow", "transliteration"),
        ("Harold Whitcombe", "Harold Whitcombe, Jr.", "Jr. or Sr. missing"),
        ("Harold Whitcombe Sr.", "Harold Whitcombe, Jr.", "Jr. and Sr. differ"),
        ("OOO Vostok Trading", "Vostok Trading", "legal form missing"),
        ("Hoffmann Pumpen", "Hoffmann Pumpen GmbH & Co. KG", "legal form missing"),
        ("SARL Lefèvre Frères", "Lefèvre Frères SARL", "word order"),
        ("Banco del Pacífico", "Banco de Pacífico", "small word"),
        ("IVANOV, Sergei", "Sergey Ivanoff", "transliteration, word order"),
        ("Romanov Agro", "OOO Romanoff Agro", "transliteration, legal form missing"),
        # Three differences, two countries, or another form beside anything else: likelier two.
        ("Vostok Trading LLC", "Wostok Treding (Malta)", None),
        ("Vostok (Malta) Ltd", "Vostok (Cyprus) Ltd", None),
        ("Romanov Agro GmbH", "Romanow Agro AG", None),
        # Parts of a name, no countries behind it:
        ("Bank of China", "Bank of Canada", None),
        ("Air France", "Air", None),
        ("Michael Jordan", "Michael", None),
    ],
)
def test_near_names_come_with_what_tells_them_apart(
    listed: str, name: str, reason: str | None
) -> None:
    near = NearNames([party_key(listed)]).near(party_key(name))
    assert [one.reason for one in near] == ([reason] if reason else [])


def labelled_pairs() -> list[dict[str, str]]:
    """Pairs of made-up names of many countries, each labelled `same`, `near` or `other` by hand.

    What is near and not found yet stands among them: words added, patronymics, words that melt.
    """
    path = Path(__file__).with_name("likeness.tsv")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def test_labelled_pairs_are_told_apart() -> None:
    counts = dict.fromkeys(("found", "missed", "wrong", "right"), 0)
    for pair in labelled_pairs():
        for listed, name in ((pair["one"], pair["other"]), (pair["other"], pair["one"])):
            key, other = party_key(listed), party_key(name)
            assert (key == other) == (pair["relation"] == "same"), pair
            is_near = bool(NearNames([key]).near(other))
            if pair["relation"] == "near":
                counts["found" if is_near else "missed"] += 1
            else:
                counts["wrong" if is_near else "right"] += 1
    found = counts["found"]
    assert found / (found + counts["wrong"]) >= 0.99  # 1.0 were measured
    assert found / (found + counts["missed"]) >= 0.95  # 0.965 were measured


def test_near_names_do_not_drown_those_who_review() -> None:
    names = set(chain.from_iterable((one["one"], one["other"]) for one in labelled_pairs()))
    keys = {party_key(name) for name in names}
    near = NearNames(keys)
    found = sum(len(near.near(key)) for key in keys)
    labelled = sum(2 for one in labelled_pairs() if one["relation"] == "near")
    assert len(keys) > 600
    # Of 400,000 pairs; those beyond the labelled ones are near by way of a third name.
    assert found < 1.5 * labelled


def test_a_list_of_a_hundred_thousand_names_is_asked_fast() -> None:
    dice = random.Random(5)
    syllables = [
        *("ba", "co", "del", "mor", "vin", "tra", "lex", "qui", "nor", "sun"),
        *("har", "bel", "cor", "dan", "fir", "gar", "hol", "ist", "ov", "ev"),
    ]

    def word() -> str:
        return "".join(dice.choices(syllables, k=3))

    names = [
        f"{word()} {word()} {dice.choice(['llc', 'ooo', 'gmbh', 'sa'])}" for _ in range(100_000)
    ]
    with processor_at_most(30):  # 2.5 s were measured
        near = NearNames(names)
    with processor_at_most(5):  # 0.1 s were measured
        found = sum(bool(near.near(f"ooo {' '.join(name.split()[:2])}")) for name in names[:1000])
    assert found == 1000
