from __future__ import annotations

import pytest

from enricher.values import IDENTIFIER, normalize_text
from enricher.values.identifier import is_bic, is_iban, is_isin, is_lei

VALID = [
    ("DE89 3704 0044 0532 0130 00", "DE89370400440532013000", "iban"),
    ("IBAN: GB29 NWBK 6016 1331 9268 19", "GB29NWBK60161331926819", "iban"),
    ("FR14-2004-1010-0505-0001-3M02-606", "FR1420041010050500013M02606", "iban"),
    ("CH9300762011623852957", "CH9300762011623852957", "iban"),
    ("5493001KJTIIGC8Y1R12", "5493001KJTIIGC8Y1R12", "lei"),
    ("US0378331005", "US0378331005", "isin"),
    ("DE0007164600", "DE0007164600", "isin"),
    ("DEUTDEFF500", "DEUTDEFF500", "bic"),
    ("Foo.Bar@Example.COM", "Foo.Bar@example.com", "email"),
    ("<foo@example.com>", "foo@example.com", "email"),
    ("SIREN 552 081 317", "552 081 317", "siren"),
    ("SIRET 552 081 317 66522", "552 081 317 66522", "siret"),
    ("P.IVA 00743410425", "00743410425", "vat"),
    ("DNI 45872163C", "45872163C", "nif"),
    ("C.F. RSSMRA85T10A562S", "RSSMRA85T10A562S", "codice fiscale"),
    ("SSN 219-09-9999", "219-09-9999", "ssn"),
]


@pytest.mark.parametrize(("text", "expected", "kind"), VALID)
def test_verified_identifiers_are_compact(text: str, expected: str, kind: str) -> None:
    result = normalize_text(IDENTIFIER, text)
    assert result.value is not None
    assert result.value.display == expected
    assert result.value.detail["kind"] == kind
    assert not result.warnings


@pytest.mark.parametrize(
    "text",
    [
        "DE89 3704 0044 0532 0130 01",
        "US0378331006",
        "5493001KJTIIGC8Y1R13",
        "SIREN 552 081 318",
        "SIRET 552 081 317 66523",
        "Partita IVA 00743410426",
        "USt-IdNr. 811526348",
        "DNI 45872163A",
        "NIE X1234567M",
        "codice fiscale RSSMRA85T10A562T",
        "SSN 901-12-3456",
    ],
)
def test_wrong_check_digits_are_said(text: str) -> None:
    result = normalize_text(IDENTIFIER, text)
    assert result.value is not None
    assert [one.code for one in result.warnings] == ["check_digits"]


def test_other_identifiers_stay_as_they_are() -> None:
    result = normalize_text(IDENTIFIER, " PO  2014/17 ")
    assert result.value is not None
    assert result.value.display == "PO 2014/17"
    assert not result.warnings


@pytest.mark.parametrize(
    ("check", "text"),
    [
        (is_iban, "DE8937040044053201300"),
        (is_iban, "XX89370400440532013000"),
        (is_iban, ""),
        (is_isin, "ZZ0378331005"),
        (is_isin, "us0378331005"),
        (is_lei, "5493001KJTIIGC8Y1R1"),
        (is_bic, "DEUTXXFF"),
        (is_bic, "DEUTDEFF5"),
    ],
)
def test_malformed_identifiers_are_refused(check: object, text: str) -> None:
    assert callable(check)
    assert not check(text)
