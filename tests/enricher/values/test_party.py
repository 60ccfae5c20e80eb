from __future__ import annotations

import pytest

from enricher.values import PARTY, normalize_text
from enricher.values.party import party_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nike, Inc.", "NIKE INC"),
        ("Acme Limited", "ACME LTD."),
        ("Intel Corporation", "Intel Corp."),
        ("The Hershey Company", "Hershey Co."),
        ("Linde A.G.", "Linde AG"),
        ("Société Générale S.A.", "SOCIETE GENERALE SA"),
        ("Procter & Gamble", "Procter and Gamble"),
        ("Morton\u2019s Group", "Morton's Group"),
    ],
)
def test_writings_of_one_name_share_a_key(one: str, other: str) -> None:
    keys = []
    for text in (one, other):
        value = normalize_text(PARTY, text).value
        assert value is not None
        keys.append(value.detail["key"])
    assert keys[0] == keys[1]


@pytest.mark.parametrize(
    ("one", "other"), [("Nike Inc.", "Nike LLC"), ("Acme North", "Acme South"), ("A B", "AB")]
)
def test_different_names_have_different_keys(one: str, other: str) -> None:
    assert party_key(one) != party_key(other)
