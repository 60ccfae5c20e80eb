"""Identifiers and their check digits: IBAN, BIC, LEI, ISIN, tax numbers, e-mail; others as they are."""

from __future__ import annotations

import re
from collections.abc import Callable

from enricher.entities import Normalization, Notice, Value
from enricher.values.codes.iso import COUNTRY_CODES, IBAN_LENGTHS
from enricher.values.codes.national import national_number
from enricher.values.codes.tax import is_abn, is_cusip, is_ein, is_gstin, is_vat, luhn
from enricher.values.value_type import ValueType, in_any_language

EMAIL = (
    r"[A-Za-z0-9](?:[A-Za-z0-9._%+'-]{0,62}[A-Za-z0-9_%+-])?"
    r"@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,8}[A-Za-z]{2,24}"
)
_EMAIL = re.compile(EMAIL)
_IBAN_SHAPE = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}")
_IBAN_INSIDE = re.compile(r"(?<![^\W_])[A-Z]{2}\d{2}(?:[\s-]?[A-Z0-9]){11,30}(?![^\W_])")
_NO_NUMBER = re.compile(
    r"\s*(?:(?:the|this|such|said)\s[^\d]*|[^\W\d_A-Z]+(?:\s+[^\W\d_A-Z]+)+)\s*"
)
_LEI_SHAPE = re.compile(r"[A-Z0-9]{18}\d{2}")
_ISIN_SHAPE = re.compile(r"[A-Z]{2}[A-Z0-9]{9}\d")
_PAN_SHAPE = re.compile(r"[A-Z]{3}[ABCFGHJLPT][A-Z]\d{4}[A-Z]")
_SHORTEST_VAT = 10
_BIC_SHAPE = re.compile(r"[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?")
_NUMBER_WORD = r"(?:[\s-]*(?:code|no\.?|nr\.?|num(?:ber|éro|ero|mer)|nummer|identification|ident\.?|id(?!\w)|reg(?:istration)?\.?|n[°º])|\s*\((?-i:[A-Z]{2,6})\)|\s?/\s?(?-i:[A-Z]{2,6})(?=[\s:]))*"
_LABELS: tuple[tuple[str, str], ...] = (
    ("iban", r"IBAN"),
    ("bic", r"(?:BIC(?:\s?/\s?SWIFT)?|SWIFT(?:[\s/-]?BIC)?)"),
    ("lei", r"(?:LEI|legal\s+entity\s+identifier)"),
    ("isin", r"ISIN"),
    ("cusip", r"CUSIP"),
    ("gstin", r"GST(?:IN)?(?!\w)"),
    ("pan", r"PAN(?!\w)"),
    ("abn", r"A\.?B\.?N(?!\w)\.?"),
    (
        "ein",
        r"(?:F?EIN(?!\w)|(?:(?:U\.?S\.?\s+)?federal\s+)?tax\s?(?:payer)?\s+(?:identification|id(?!\w))"
        r"|(?:I\.?R\.?S\.?\s+)?employer\s+(?:identification|id(?!\w))|TIN(?!\w))",
    ),
    (
        "vat",
        r"(?:VAT|USt\.?-?\s?Id(?:ent)?\.?-?(?:Nr\.?)?|UID|Umsatzsteuer-?Identifikationsnummer|MwSt\.?-?(?:Nr\.?)?"
        r"|(?:n[°º]\s*)?(?:de\s+)?TVA(?:\s+intracom\w*)?|P(?:artita|\.)?\s?I\.?V\.?A\.?|P\.\s?I\.(?=[\s:]*\d{11})|[NC]\.?I\.?F\.?(?:[\s-]IVA)?|BTW-?(?:nummer|nr\.?)?)",
    ),
    ("email", r"e-?mail"),
)
_LABELLED = re.compile(
    r"^\s*(?:(?:codice|code|num[eé]ro|n[°º]|your|our|the|C\.?\s?F\.?\s+e|C\.?\s?F\.?\s?/)\s*)?(?:"
    + "|".join(f"(?P<{kind}>{label})" for kind, label in _LABELS)
    + r")"
    rf"(?:(?<=IBAN)|(?![^\W\d_])){_NUMBER_WORD}\s*[:.#]?\s*(?=\S)",
    re.IGNORECASE,
)
# The words before a number of any other kind: `Invoice No.: INV-7`, `KvK-nummer 12345678`.
_ANY_LABEL = re.compile(
    r"^(?!(?-i:NO)\s)(?:(?:[^\W\d_][^\d:#]{0,60}?[\s.-])??(?:[^\W\d_-]*nummer|[^\W\d_-]*nr\.|(?:no|nr|nos|numbers?|n[úu]m(?:ero)?|num[ée]ro"
    r"|n\.?[°º]|c[oó]d(?:e|igo|ice)|ref(?:erence)?|id)(?!\w)(?:\s+(?:de|du|di|del|of|van|der)\s+[^\W\d_]+)?|n\.(?:\s[^\W\d_]{4,})?(?=\s?\d)|\w*\s?#)[\s:.#]*(?:is\s+)?"
    r"|(?:invoice|contract|agreement|order|account|policy|lease|loan|claim|rechnung|vertrag|facture|contrat|factura|contrato|fattura|contratto|factuur)(?=\s[A-Z]*[-/]?\d[\w./-]*$)\s*"
    r"|(?:n[°º]\s*)?(?:CIN|SIREN|SIRET|UEN|ACN|KvK|EORI|CNPJ|CPF|RFC|CUIT|D-?U-?N-?S|SSN|NINO|DNI|NIE|BSN|BLZ|C\.?F\.?|codice\s+fiscale|AHV|TFN|NPI|MRN|VIN|UTR|APE|NAF|NIP|CVR|RUT|NIT|CIK|TAN|IFSC|aadhaar)(?!\w)[\s:.]*|[^\d:]{0,40}\bending\s+(?:in|with)\s+(?=\d)|aktenzeichen(?=\s+\d)[\s:.]*|[^\W\d_][^\d:]{0,40}:\s)(?=(?-i:[A-Z]{1,4}\s)?\S*\d)",
    re.IGNORECASE,
)
_ABBREVIATION_FIRST = re.compile(r"[A-Z]{3,}[\s:.]")  # of a number, not the country of an IBAN
_PLACE = re.compile(r"\s*\([^()\d]*\)$")
_BRACKETED = re.compile(r"^\(([^()]*)\)$")
_LAST_ASIDE = re.compile(r"\s*\([^()]*\)[\s.,;]*$|[,;]\s.*$")
_EIN_SHAPE = re.compile(r"\d\d-?\d{7}")
_EIN = re.compile(r"\d\d-\d{7}")
_SWISS_TAIL = re.compile(r"(?<=\d)(?:MWST|TVA|IVA)$")


def parse_identifier(text: str) -> Normalization:
    """An identifier in its compact form; one whose check digits are wrong carries a warning."""
    shown = _BRACKETED.sub(r"\1", " ".join(text.split()))
    if not re.search(r"[^\W_]", shown):
        return Normalization(None, warnings=(Notice("empty"),))
    if _NO_NUMBER.fullmatch(shown):
        return Normalization(None, warnings=(Notice("no_identifier", {"text": shown}),))
    aside = _LAST_ASIDE.search(shown)
    known = _read(shown[: aside.start()]) if aside else None
    return known if known and known.value and "kind" in known.value.detail else _read(shown)


def _read(shown: str) -> Normalization:
    label = _LABELLED.match(shown)
    named = label.lastgroup if label else None
    label = label or _ANY_LABEL.match(shown)
    bare = shown[label.end() :] if label else shown
    stripped = bare.strip(" <>;,").removeprefix("mailto:")
    if _EMAIL.fullmatch(stripped):
        local, _, domain = stripped.rpartition("@")
        return _identifier(f"{local}@{domain.lower()}", "email")
    compact = re.sub(r"[\s.,;\u2010\u2011-]", "", bare).upper()
    if named == "ein" and _EIN_SHAPE.fullmatch(compact):
        return _ein(compact)
    if named is None and _EIN.fullmatch(bare) and is_ein(compact):
        return _ein(compact)
    for kind, is_valid in _CHECKED:
        sure = named == kind or (named is None and not _is_common(kind, compact, bare))
        if sure and is_valid(compact):
            return _identifier(_SWISS_TAIL.sub("", compact), kind)
    is_named = named in _NAMES and (named == "bic" or re.search(r"\d", compact))
    suspected = named if is_named else _kind_by_shape(compact, bare)
    if suspected in {None, "vat"} and (national := national_number(shown, compact)):
        written = compact if suspected else bare.rstrip(" .,;")
        number, is_right = national
        if is_right:
            return _identifier(written, number.kind)
        return _as_written(written, _why_wrong_digits(written, number.name))
    if suspected is None:
        inside = _IBAN_INSIDE.search(shown)
        if inside and is_iban(joined := re.sub(r"[\s-]", "", inside.group())):
            return _identifier(joined, "iban")
        isins = {word for word in re.findall(r"\w+", shown) if is_isin(word)}
        if len(isins) == 1:
            return _identifier(isins.pop(), "isin")
        return _as_written(_PLACE.sub("", bare.rstrip(" .,;")) if label else shown)
    if named == "vat" and not compact[:2].isalpha():
        return _as_written(compact)  # of the country that the text does not name
    return _as_written(compact, _why_wrong(suspected, compact))


def _is_common(kind: str, compact: str, written: str) -> bool:
    """Whether other numbers pass the check too, so that only a label tells the kind."""
    return (
        (kind == "cusip" and compact.isdecimal())
        or kind == "abn"
        or (kind == "vat" and len(compact) < _SHORTEST_VAT)
        or (kind == "bic" and not written.isupper())
    )


def _as_written(shown: str, *warnings: Notice) -> Normalization:
    value = Value("identifier", shown, None, {"identifier": shown})
    return Normalization(value, warnings=warnings)


def _ein(digits: str) -> Normalization:
    shown = f"{digits[:2]}-{digits[2:]}"
    if is_ein(digits):
        return _identifier(shown, "ein")
    return _as_written(shown, Notice("ein_prefix", {"prefix": digits[:2]}))


def _kind_by_shape(compact: str, written: str) -> str | None:
    """What a text without a label looks like, whose check digits are wrong."""
    if not written.isupper() or _ABBREVIATION_FIRST.match(written):
        return None
    if _IBAN_SHAPE.fullmatch(compact) and compact[:2] in IBAN_LENGTHS:
        return "iban"
    if _LEI_SHAPE.fullmatch(compact) and re.search(r"[A-Z]", compact):
        return "lei"
    if is_vat(compact) is False:
        return "vat"
    if _ISIN_SHAPE.fullmatch(compact) and compact[:2] in COUNTRY_CODES:
        return "isin"
    return None


def _why_wrong(kind: str, compact: str) -> Notice:
    length = IBAN_LENGTHS.get(compact[:2]) if kind == "iban" else None
    if length is not None and length != len(compact):
        return Notice(
            "iban_length",
            {
                "number": compact,
                "characters": len(compact),
                "country": compact[:2],
                "expected": length,
            },
        )
    if kind in {"bic", "pan"}:
        return Notice("number_form", {"number": compact, "kind": _NAMES[kind]})
    return _why_wrong_digits(compact, _NAMES[kind])


def _why_wrong_digits(shown: str, name: str) -> Notice:
    return Notice("check_digits", {"number": shown, "kind": name})


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
    return luhn("".join(str(int(character, 36)) for character in compact))


def is_bic(compact: str) -> bool:
    """ISO 9362: bank, a country that exists, place, branch. It has no check digit."""
    return bool(_BIC_SHAPE.fullmatch(compact)) and compact[4:6] in COUNTRY_CODES


def _mod97(text: str) -> int:
    return int("".join(str(int(character, 36)) for character in text)) % 97


def _identifier(compact: str, kind: str) -> Normalization:
    detail = {"identifier": compact, "kind": kind}
    return Normalization(Value("identifier", compact, None, detail))


_CHECKED: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("iban", lambda compact: bool(_IBAN_SHAPE.fullmatch(compact)) and is_iban(compact)),
    ("lei", is_lei),
    ("isin", is_isin),
    ("vat", lambda compact: bool(is_vat(compact))),
    ("gstin", is_gstin),
    ("bic", is_bic),
    ("cusip", is_cusip),
    ("abn", is_abn),
    ("pan", lambda compact: bool(_PAN_SHAPE.fullmatch(compact))),
)
_NAMES = {
    "iban": "an IBAN",
    "bic": "BIC",
    "lei": "an LEI",
    "isin": "an ISIN",
    "vat": "a VAT number",
    "gstin": "a GSTIN",
    "cusip": "a CUSIP",
    "abn": "an ABN",
    "pan": "PAN",
}


IDENTIFIER = ValueType(
    "identifier",
    "a number of a contract, an account, a register",
    in_any_language(parse_identifier),
    is_name=True,
    sort_words=(),
)
