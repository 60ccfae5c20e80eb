"""The currency of an invoice: a label, the unit at its amounts, a name of a column, the country of its IBAN."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from connectors.layout.currencies import CODES, OF_COUNTRY, SYMBOLS
from connectors.layout.invoices.labels import Label, values_of
from connectors.layout.invoices.numbers import Found
from connectors.layout.invoices.sheet import Sheet
from connectors.layout.lines import PlacedWord

_TOKEN = re.compile(r"[A-Za-z]{0,2}\$|[€£₹¥]|[^\W\d_]+\.?")
_AMERICAN = re.compile(r"\b[A-Z]{2},? \d{5}(?:-\d{4})?\b")
_CANADIAN = re.compile(
    r"\b[A-Z]\d[A-Z] \d[A-Z]\d\b|\b(?:Canada|CAD|HST|QST|GST/HST|Ontario|Québec|Quebec)\b|\bC(?:A)?\$"
)
_AUSTRALIAN = re.compile(
    r"\b(?:ABN|A\.B\.N\.?|Australia|AUD|NSW|VIC|QLD|BSB|(?:TAS|ACT|SA|WA|NT) \d{4})\b|\bAU?\$"
)
_OTHER_DOLLARS = (("NZD", re.compile(r"\bNZ\$|\b(?:New Zealand|NZD|NZBN)\b")), ("SGD", re.compile(r"\bS\$|\b(?:Singapore|SGD|UEN)\b")), ("HKD", re.compile(r"\bHK\$|\bHong Kong|\bHKD\b")))  # fmt: skip
_SIGNS = (
    ("INR", re.compile(r"\bGSTIN\S*")),
    ("AUD", re.compile(r"\bABN:?(?= ?\d)|\bA\.B\.N\.?")),
    ("CHF", re.compile(r"\bCHE-?\d{3}\S*")),
    ("GBP", re.compile(r"\bGB ?\d{3} ?\d{4} ?\d{2}\b|\bGB\d{9}\b")),
    ("SEK", re.compile(r"\bSE\d{10}01\b|\bF-skatt\S*|\b[Bb]ankgiro\b")),
    ("DKK", re.compile(r"\bCVR\S*|\bDK ?\d{8}\b")),
    ("NOK", re.compile(r"\b\d{3} ?\d{3} ?\d{3} ?MVA\b|\bForetaksregisteret\b")),
    ("PLN", re.compile(r"\bNIP:?(?=\s|$)|\bREGON\b")),
    ("CZK", re.compile(r"\bCZ\d{8,10}\b")),
    ("HUF", re.compile(r"\b\d{8}-\d-\d{2}\b")),
    (
        "EUR",
        re.compile(
            r"\b(?:DE\d{9}|ATU\d{8}|FR[\dA-Z]{2} ?\d{9}|IT\d{11}|NL\d{9}B\d{2}|BE ?0?\d{3}\.?\d{3}\.?\d{3}|ES[A-Z]\d{8}|PT\d{9}|FI\d{8}|IE\d[A-Z\d]\d{5}[A-Z]{1,2})\b"
        ),
    ),
    ("CAD", re.compile(r"\b\d{9} ?RT ?\d{4}\b")),
    ("USD", _AMERICAN),
)
_NORWEGIAN = re.compile(
    r"\b(?:NOK|MVA|mva|Norge|Norway|Foretaksregisteret|organisasjonsnummer|forfallsdato|merverdiavgift)\b",
    re.I,
)
_DANISH = re.compile(r"\b(?:DKK|CVR|Danmark|Denmark|forfaldsdato|beløb|kontonr|reg\.?nr)\b", re.I)


def currency_of(
    sheet: Sheet,
    labels: Sequence[Label],
    by_line: dict[int, list[Label]],
    sums: Sequence[Sequence[PlacedWord]],
    iban: str,
) -> Found | None:
    """The code, and the words that show it.

    Args:
        sums: the words of the amounts that count most.
    """
    for label in labels:
        if label.has("others.currency"):
            for value in values_of(label, sheet, by_line):
                for word in value.words[:2]:
                    if code := _code(word.text, sheet):
                        return Found(code, (word,))
    for words in sums:
        for word in words:
            if code := _unit_code(word.text, sheet):
                return Found(code, (word,))
    counts: Counter[str] = Counter()
    shown: dict[str, PlacedWord] = {}
    for level in sheet.levels:
        for figure in level.money:
            if figure.unit:
                for word in figure.words:
                    if code := _unit_code(word.text, sheet):
                        counts[code] += 1
                        shown.setdefault(code, word)
                        break
    if counts:
        code = counts.most_common(1)[0][0]
        return Found(code, (shown[code],))
    words_of = [word for level in sheet.levels for word in level.line.words]
    loose: Counter[str] = Counter()
    for word in words_of:
        if code := _code(word.text.strip("():;,./"), sheet):
            loose[code] += 1
            shown.setdefault(code, word)
    if loose:
        code = loose.most_common(1)[0][0]
        return Found(code, (shown[code],))
    return _of_country(sheet, iban) or _of_signs(sheet)


def _of_signs(sheet: Sheet) -> Found | None:
    """By what only invoices of one country have: its numbers of taxes, or its addresses."""
    for code, sign in _SIGNS:
        for level in sheet.levels:
            if found := sign.search(level.line.text):
                words = [one for one in level.line.words if one.text in found[0].split()]
                if words:
                    return Found(code, tuple(words[:1]))
    return None


def _of_country(sheet: Sheet, iban: str) -> Found | None:
    """By the country of the account to pay to, where nothing names a currency."""
    if not iban:
        return None
    code = OF_COUNTRY.get(iban[:2], "")
    for level in sheet.levels:
        for word in level.line.words:
            if code and iban.startswith(word.text) and len(word.text) > 3:
                return Found(code, (word,))
    return None


def _code(text: str, sheet: Sheet) -> str:
    """The currency that a word names: a code, `Euro`, or a symbol."""
    bare = text.strip("():;,./[]")
    if bare in CODES:
        return bare
    if bare.casefold() in ("euro", "euros", "€"):
        return "EUR"
    if bare in ("Kč", "zł", "£", "₹", "Ft"):
        return SYMBOLS[bare.casefold()]
    if re.fullmatch(r"[A-Z]{1,2}\$", bare):
        return SYMBOLS.get(bare.casefold(), "")
    return _dollar(sheet) if bare == "$" else ""


def _unit_code(text: str, sheet: Sheet) -> str:
    for token in _TOKEN.findall(text):
        bare = token.casefold().rstrip(".")
        if token in CODES:
            return str(token)
        if bare in ("euro", "eur"):
            return "EUR"
        if bare == "kr":
            return _krona(sheet)
        if bare == "$":
            return _dollar(sheet)
        if token == "R":
            return "ZAR"
        if bare == "lei":
            return "RON"
        if bare in SYMBOLS:
            return SYMBOLS[bare]
    return ""


def _krona(sheet: Sheet) -> str:
    text = sheet.text
    ibans = re.findall(r"\b(SE|NO|DK)\d{2} ?[\dA-Z]{4}", text)
    if ibans:
        return OF_COUNTRY[ibans[0]]
    for code in ("SEK", "NOK", "DKK"):
        if re.search(rf"\b{code}\b", text):
            return code
    if _NORWEGIAN.search(text):
        return "NOK"
    return "DKK" if _DANISH.search(text) else "SEK"


def _dollar(sheet: Sheet) -> str:
    text = sheet.text
    if re.search(r"\bUSD\b|US\$|U\.S\. Dollars|US Dollars", text):
        return "USD"
    if _AMERICAN.search(text) and not _AUSTRALIAN.search(text):
        return "USD"
    if _CANADIAN.search(text):
        return "CAD"
    if _AUSTRALIAN.search(text):
        return "AUD"
    return next((code for code, sign in _OTHER_DOLLARS if sign.search(text)), "USD")


def is_american(sheet: Sheet) -> bool:
    """Whether dates have the month first, as far as addresses and amounts say."""
    text = sheet.text
    if _AUSTRALIAN.search(text):
        return False
    return ("$" in text or "USD" in text) and bool(
        _AMERICAN.search(text) or not re.search(r"[€£₹]|\b(?:Australia|Canada|New Zealand|Singapore|India|Hong Kong|ABN|GST|VAT|EUR)\b", text)
    )  # fmt: skip
