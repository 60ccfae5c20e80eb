"""Names of columns and labels."""

from __future__ import annotations

import pytest

from connectors.layout.statements.names import (
    balance_named,
    columns_named,
    labels_named,
    section_side,
)


@pytest.mark.parametrize(
    ("name", "meaning"),
    [
        ("Money out", "debit"), ("zu Ihren Gunsten", "credit"), ("Date opé.", "date"), ("Date oper.", "date"), ("F. Valor", "value"),
        ("Addebiti", "debit"), ("Bedrag bij", "credit"), ("Descritivo", "words"), ("Insättning", "credit"),
        ("Ut av konto", "debit"), ("Beløb", "amount"), ("Saldo po operacji", "balance"), ("Amount (A$)", "amount"),
    ],
)  # fmt: skip
def test_columns_are_known_in_ten_languages(name: str, meaning: str) -> None:
    assert columns_named(name)[0] == meaning


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Opening balance", "opening"), ("alter Kontostand vom", "opening"), ("Ancien solde créditeur au", "opening"),
        ("Saldo final", "closing"), ("Nieuw saldo", "closing"), ("Utgående saldo", "closing"),
        ("Übertrag auf Blatt 2", "carried"), ("Suma y sigue", "carried"), ("Total money out", "total"),
        ("Solde en votre faveur", "loose"), ("Standing order to M Opening", ""), ("TOTAL ENERGIES STATION 4711 NORD", ""),
    ],
)  # fmt: skip
def test_balances_are_known_by_nearly_all_of_their_words(words: str, kind: str) -> None:
    assert balance_named(words.split()) == kind


def test_ordinals_are_no_part_of_a_label() -> None:
    assert "account" in labels_named("Conta n.º")
    assert "account" in labels_named("Compte n°")


def test_sections_tell_signs_of_what_is_below() -> None:
    assert section_side("Deposits and other credits") == 1
    assert section_side("Checks paid") == -1
    assert section_side("Balance") == 0
