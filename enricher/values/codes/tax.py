"""Numbers of tax offices and their check digits: VAT of the European countries, EIN, GSTIN, ABN.

Source: the algorithms that the tax offices publish, as collected by VIES and by python-stdnum; a
country whose VAT numbers have no check here is known by its shape only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

_DIGITS_AND_LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def is_vat(compact: str) -> bool | None:
    """Whether a VAT number is right; None where it has no shape of one.

    Args:
        compact: capitals and digits only, the country's letters first.
    """
    country, number = compact[:2], compact[2:]
    if compact.startswith("CHE"):
        country, number = "CHE", re.sub(r"(?:MWST|TVA|IVA)$", "", compact[3:])
    if country not in _VAT or not re.fullmatch(_VAT[country][0], number):
        return None
    check = _VAT[country][1]
    return check is None or check(number)


def is_ein(digits: str) -> bool:
    """Whether the first two of nine digits are a prefix that the IRS has given out."""
    return len(digits) == 9 and digits.isdecimal() and digits[:2] not in _NO_EIN


def _doubled_sum(characters: str, base: int) -> int:
    """The sum of the values, every second one doubled, each brought back to one digit of a base."""
    products = (
        _DIGITS_AND_LETTERS.index(character) * (1 + index % 2)
        for index, character in enumerate(characters)
    )
    return sum(product // base + product % base for product in products)


def is_gstin(compact: str) -> bool:
    """An Indian GST number: state, PAN, entity, `Z` and a check character of base 36."""
    if not re.fullmatch(r"\d{2}[A-Z]{5}\d{4}[A-Z][A-Z0-9]Z[A-Z0-9]", compact):
        return False
    return _DIGITS_AND_LETTERS[-_doubled_sum(compact[:-1], 36) % 36] == compact[-1]


def is_cusip(compact: str) -> bool:
    """A North American security: eight characters and a doubled-add digit."""
    if not re.fullmatch(r"[A-Z0-9]{8}\d", compact):
        return False
    return -_doubled_sum(compact[:-1], 10) % 10 == int(compact[-1])


def is_abn(compact: str) -> bool:
    """An Australian business number: eleven digits, weighted, modulo 89."""
    if not re.fullmatch(r"[1-9]\d{10}", compact):
        return False
    digits = f"{int(compact[0]) - 1}{compact[1:]}"
    return _weighted(digits, (10, *range(1, 20, 2))) % 89 == 0


def luhn(digits: str) -> bool:
    """Whether the digits, the last a check digit, pass ISO/IEC 7812-1."""
    total = 0
    for index, digit in enumerate(reversed(digits)):
        product = int(digit) * (1 + index % 2)
        total += product - 9 if product > 9 else product
    return total % 10 == 0


def _weighted(digits: str, weights: Sequence[int]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False))


def _de(number: str) -> bool:
    product = 10
    for digit in number[:-1]:
        product = ((int(digit) + product) % 10 or 10) * 2 % 11
    return (11 - product) % 10 == int(number[-1])


def _fr(number: str) -> bool:
    siren = number[2:]
    if not luhn(siren):
        return False
    return not number[:2].isdecimal() or int(number[:2]) == (12 + 3 * (int(siren) % 97)) % 97


def _gb(number: str) -> bool:
    if not number[:9].isdecimal():
        return True  # government departments and health authorities
    rest = (_weighted(number[:7], range(8, 1, -1)) + int(number[7:9])) % 97
    return rest in {0, 42}


def _at(number: str) -> bool:
    doubled = (int(digit) * (1 + index % 2) for index, digit in enumerate(number[1:8]))
    total = sum(product // 10 + product % 10 for product in doubled)
    return (6 - total) % 10 == int(number[-1])


def _be(number: str) -> bool:
    number = number.zfill(10)
    return 97 - int(number[:8]) % 97 == int(number[8:])


def _ch(number: str) -> bool:
    check = -_weighted(number[:8], (5, 4, 3, 2, 7, 6, 5, 4)) % 11
    return check == int(number[8])


def _nl(number: str) -> bool:
    if _weighted(number[:8], range(9, 1, -1)) % 11 == int(number[8]):
        return True
    digits = "".join(str(int(character, 36)) for character in f"NL{number}")
    return int(digits) % 97 == 1


def _pl(number: str) -> bool:
    return _weighted(number, (6, 5, 7, 2, 3, 4, 5, 6, 7)) % 11 == int(number[-1])


def _pt(number: str) -> bool:
    return (11 - _weighted(number[:8], range(9, 1, -1)) % 11) % 11 % 10 == int(number[-1])


def _dk(number: str) -> bool:
    return _weighted(number, (2, 7, 6, 5, 4, 3, 2, 1)) % 11 == 0


def _fi(number: str) -> bool:
    return -_weighted(number[:7], (7, 9, 10, 5, 8, 4, 2)) % 11 == int(number[-1])


def _lu(number: str) -> bool:
    return int(number[:6]) % 89 == int(number[6:])


def _es(number: str) -> bool:
    letters = "TRWAGMYFPDXBNJZSQVHLCKE"
    if number[0].isdecimal() or number[0] in "XYZ":
        digits = str("XYZ".index(number[0])) + number[1:8] if number[0] in "XYZ" else number[:8]
        return digits.isdecimal() and letters[int(digits) % 23] == number[8]
    doubled = (int(digit) * (2 - index % 2) for index, digit in enumerate(number[1:8]))
    check = -sum(product // 10 + product % 10 for product in doubled) % 10
    return number[8] in {str(check), "JABCDEFGHI"[check]}


def _ie(number: str) -> bool:
    if not number[:7].isdecimal():
        return True  # the form until 2013
    total = _weighted(number[:7], range(8, 1, -1))
    if len(number) == 9:
        total += 9 * " ABCDEFGHI".index(number[8]) if number[8] in "ABCDEFGHI" else 0
    return "WABCDEFGHIJKLMNOPQRSTUV"[total % 23] == number[7]


_VAT: dict[str, tuple[str, Callable[[str], bool] | None]] = {
    "AT": (r"U\d{8}", _at),
    "BE": (r"[01]?\d{9}", _be),
    "BG": (r"\d{9,10}", None),
    "CHE": (r"\d{9}", _ch),
    "CY": (r"\d{8}[A-Z]", None),
    "CZ": (r"\d{8,10}", None),
    "DE": (r"\d{9}", _de),
    "DK": (r"\d{8}", _dk),
    "EE": (r"\d{9}", None),
    "EL": (r"\d{9}", None),
    "ES": (r"[A-Z]\d{7}[A-Z0-9]|\d{8}[A-Z]", _es),
    "FI": (r"\d{8}", _fi),
    "FR": (r"[A-Z0-9]{2}\d{9}", _fr),
    "GB": (r"\d{9}(?:\d{3})?|(?:GD|HA)\d{3}", _gb),
    "HR": (r"\d{11}", _de),
    "HU": (r"\d{8}", None),
    "IE": (r"\d{7}[A-W][A-I]?|\d[A-Z+*]\d{5}[A-W]", _ie),
    "IT": (r"\d{11}", luhn),
    "LT": (r"\d{9}|\d{12}", None),
    "LU": (r"\d{8}", _lu),
    "LV": (r"\d{11}", None),
    "MT": (r"\d{8}", None),
    "NL": (r"\d{9}B\d{2}", _nl),
    "PL": (r"\d{10}", _pl),
    "PT": (r"\d{9}", _pt),
    "RO": (r"\d{2,10}", None),
    "SE": (r"\d{10}01", lambda number: luhn(number[:10])),
    "SI": (r"\d{8}", None),
    "SK": (r"\d{10}", None),
}
"""By country: the shape after its letters, and the check where one is known here."""

_NEVER = "00 07 08 09 17 18 19 28 29 49 69 70 78 79 89 96 97"
_NO_EIN = frozenset(_NEVER.split())
"""Source: the IRS's list of valid EIN prefixes, of which these are the others."""
