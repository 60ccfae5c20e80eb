"""Numbers of people and companies that only their label tells, and their check digits.

Nine digits may be anything; after `SIREN` they are a French company's, or wrong.

Source: the algorithms that the offices publish, as collected by python-stdnum.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from enricher.values.codes.tax import is_vat, luhn

_LA_POSTE = "356000000"
# Of a codice fiscale: what a character in an odd place counts.
_ODD = dict(
    zip(
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        (
            *(1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20),
            *(11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23),
        ),
        strict=True,
    )
)
_EVEN = {c: int(c) if c.isdecimal() else ord(c) - ord("A") for c in _ODD}
_NO_MORE = r"(?!\w)"


@dataclass(frozen=True, slots=True)
class NationalNumber:
    """A kind of number, how a text announces it, its shape in plain characters and its check."""

    kind: str
    name: str
    label: re.Pattern[str]
    shape: re.Pattern[str]
    is_valid: Callable[[str], bool]


def national_number(shown: str, compact: str) -> tuple[NationalNumber, bool] | None:
    """Which number a text with a label is and whether it is right; None where no label tells.

    Args:
        shown: the text on one line, its label first.
        compact: the number in capitals and digits, without its label.
    """
    for number in _NUMBERS:
        if number.label.match(shown) and number.shape.fullmatch(compact):
            return number, number.is_valid(compact)
    return None


def _is_siret(digits: str) -> bool:
    if digits.startswith(_LA_POSTE) and sum(map(int, digits)) % 5 == 0:
        return True
    return luhn(digits)


def _is_codice_fiscale(compact: str) -> bool:
    if compact.isdecimal():
        return luhn(compact)
    total = sum((_EVEN if index % 2 else _ODD)[c] for index, c in enumerate(compact[:15]))
    return chr(ord("A") + total % 26) == compact[15]


def _is_ssn(digits: str) -> bool:
    """Not an area, group or serial number that the Social Security Administration leaves out."""
    area, group, serial = digits[:3], digits[3:5], digits[5:]
    return area not in {"000", "666"} and area < "900" and group != "00" and serial != "0000"


def _as_vat_of(country: str) -> Callable[[str], bool]:
    return lambda compact: bool(is_vat(country + compact))


def _number(
    kind: str, name: str, label: str, shape: str, is_valid: Callable[[str], bool]
) -> NationalNumber:
    announced = re.compile(rf"\s*(?:n[°º]\s*)?(?:{label}){_NO_MORE}", re.IGNORECASE)
    return NationalNumber(kind, name, announced, re.compile(shape), is_valid)


_NUMBERS = (
    _number("siren", "a SIREN", r"siren", r"\d{9}", luhn),
    _number("siret", "a SIRET", r"siret", r"\d{14}", _is_siret),
    _number(
        "codice fiscale",
        "a codice fiscale",
        r"codice\s+fiscale|cod\.\s?fisc\.?|C\.\s?F\.?(?!\s+e\s|\s?/)",
        r"[A-Z]{6}\d\d[A-Z]\d\d[A-Z]\d{3}[A-Z]|\d{11}",
        _is_codice_fiscale,
    ),
    _number(
        "vat",
        "a VAT number",
        r"p(?:artita|\.)?\s?i\.?v\.?a\.?|C\.\s?F\.?(?:\s+e\s+|\s?/\s?)P\.?\s?IVA|P\.\s?I(?=\.)",
        r"\d{11}",
        _as_vat_of("IT"),
    ),
    _number("vat", "a VAT number", r"ust\W{0,2}id\w*[\s.-]*(?:nr\.?)?", r"\d{9}", _as_vat_of("DE")),
    _number(
        "nif",
        "a NIF",
        r"D\.?N\.?I\.?|N\.?I\.?E\.?|[NC]\.?I\.?F\.?",
        r"\d{8}[A-Z]|[A-Z]\d{7}[A-Z0-9]",
        _as_vat_of("ES"),
    ),
    _number(
        "ssn",
        "a social security number",
        r"SSN|S\.S\.N\.|social\s+security(?:\s+(?:number|no\.?))?",
        r"\d{9}",
        _is_ssn,
    ),
)
