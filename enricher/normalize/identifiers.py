"""Identifiers and their check digits: IBAN, BIC, LEI, ISIN, e-mail; anything else is kept as is."""

from __future__ import annotations

import re

from enricher.entities import Normalization, Value, ValueType
from enricher.normalize.iso_codes import COUNTRY_CODES, IBAN_LENGTHS

EMAIL = (
    r"[A-Za-z0-9](?:[A-Za-z0-9._%+'-]{0,62}[A-Za-z0-9_%+-])?"
    r"@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,8}[A-Za-z]{2,24}"
)
_EMAIL = re.compile(EMAIL)
_IBAN_SHAPE = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}")
_LEI_SHAPE = re.compile(r"[A-Z0-9]{18}\d{2}")
_ISIN_SHAPE = re.compile(r"[A-Z]{2}[A-Z0-9]{9}\d")
_BIC_SHAPE = re.compile(r"[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?")
_PREFIX = re.compile(
    r"^\s*(?:IBAN|BIC|SWIFT(?:[\s/-]?(?:BIC|code))?|LEI|ISIN|e-?mail)\s*(?:code|no\.?|number)?\s*[:.]?\s*(?=\S)",
    re.IGNORECASE,
)


def parse_identifier(text: str) -> Normalization:
    """An identifier in its compact form; one whose check digits are wrong carries a warning."""
    shown = " ".join(text.split())
    if not shown:
        return Normalization(None, warnings=("the text is empty",))
    bare = _PREFIX.sub("", shown)
    stripped = bare.strip(" <>;,").removeprefix("mailto:")
    if _EMAIL.fullmatch(stripped):
        local, _, domain = stripped.rpartition("@")
        return _identifier(f"{local}@{domain.lower()}", "email")
    compact = re.sub(r"[\s.\u2010\u2011-]", "", bare).upper()
    for kind, shape, is_valid in _CHECKED:
        if shape.fullmatch(compact) and is_valid(compact):
            return _identifier(compact, kind)
    warnings: tuple[str, ...] = ()
    if _IBAN_SHAPE.fullmatch(compact) and compact[:2] in IBAN_LENGTHS:
        shown, warnings = compact, (f"{compact} looks like an IBAN and its check digits are wrong",)
    elif _LEI_SHAPE.fullmatch(compact) and re.search(r"[A-Z]", compact):
        warnings = (f"{compact} looks like an LEI and its check digits are wrong",)
    elif _ISIN_SHAPE.fullmatch(compact) and compact[:2] in COUNTRY_CODES:
        warnings = (f"{compact} looks like an ISIN and its check digit is wrong",)
    value = Value(ValueType.IDENTIFIER, shown, None, {"identifier": shown})
    return Normalization(value, warnings=warnings)


def is_iban(compact: str) -> bool:
    """Length of the country and ISO 7064 mod 97-10, as ISO 13616 says. Takes no blanks."""
    return IBAN_LENGTHS.get(compact[:2]) == len(compact) and _mod97(compact[4:] + compact[:4]) == 1


def is_lei(compact: str) -> bool:
    """ISO 17442: 20 characters, ISO 7064 mod 97-10 over all of them."""
    return bool(_LEI_SHAPE.fullmatch(compact)) and _mod97(compact) == 1


def is_isin(compact: str) -> bool:
    """ISO 6166: a country or an X-code, and a Luhn digit over the letters written as numbers."""
    if not _ISIN_SHAPE.fullmatch(compact):
        return False
    if compact[:2] not in COUNTRY_CODES and compact[:2] not in {
        "XS",
        "EU",
        "XA",
        "XB",
        "XC",
        "XD",
        "XF",
    }:
        return False
    digits = "".join(str(int(character, 36)) for character in compact)
    total = 0
    for index, digit in enumerate(reversed(digits)):
        number = int(digit) * (1 + index % 2)
        total += number - 9 if number > 9 else number
    return total % 10 == 0


def is_bic(compact: str) -> bool:
    """ISO 9362: bank, a country that exists, place, branch. It has no check digit."""
    return bool(_BIC_SHAPE.fullmatch(compact)) and compact[4:6] in COUNTRY_CODES


def _mod97(text: str) -> int:
    return int("".join(str(int(character, 36)) for character in text)) % 97


def _identifier(compact: str, kind: str) -> Normalization:
    detail = {"identifier": compact, "kind": kind}
    return Normalization(Value(ValueType.IDENTIFIER, compact, None, detail))


_CHECKED = (
    ("iban", _IBAN_SHAPE, is_iban),
    ("lei", _LEI_SHAPE, is_lei),
    ("isin", _ISIN_SHAPE, is_isin),
    ("bic", _BIC_SHAPE, is_bic),
)
