"""The currency that a statement does not print: that of the country which its numbers and words belong to.

Each sign is of one country alone. Where those of a page point to two currencies, they say nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from connectors.layout.cells import Content
from connectors.layout.currencies import OF_COUNTRY
from connectors.layout.lines import PlacedWord, written
from connectors.layout.statements.addresses import is_bic

_OF_BIC = re.compile(r"\b(?:BIC|SWIFT)\b", re.I)
_SIGNS = (
    (
        "GBP",
        r"\b[Ss]ort[ -]?[Cc]ode\b|\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b|\b(?:Prudential Regulation|Financial Conduct) Authority\b",
    ),
    ("INR", r"\bIFSC?\b|\bMICR\b|\bGSTIN\b|(?<!\S)M/s\b"),
    ("AUD", r"\bBSB\b|\bABN:? ?\d|\bAFSL\b|\b(?:NSW|VIC|QLD|TAS|ACT) \d{4}\b"),
    ("NZD", r"\bNew Zealand\b|\b\d{2}-\d{4}-\d{7}-\d{2,3}\b"),
    (
        "USD",
        r"\bFDIC\b|\bNCUA\b|\b[Rr]outing (?:[Nn]umber|[Nn]o)\b|\bABA\b|\b(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY]),? \d{5}(?:-\d{4})?\b",
    ),
    ("CAD", r"\b[A-Z]\d[A-Z] \d[A-Z]\d\b|\bCDIC\b"),
    ("MXN", r"\bCLABE\b|\bR\.?F\.?C\b"),
    ("ARS", r"\bCBU\b|\bCUIT\b"),
    ("BRL", r"\bCPF\b|\bCNPJ\b|R\$"),
    ("ZAR", r"\bUniversal Branch\b|\bSouth Africa\b|(?<!\S)R ?\d[\d ,]*[.,]\d\d\b"),
    ("MYR", r"\bBerhad\b|\bMalaysia\b|(?<!\S)\(?RM(?:\)| ?\d)"),
    ("SGD", r"\bSingapore \d{6}\b|\bSINGAPORE \d{6}\b"),
    ("HKD", r"\bHong Kong\b|\bHONG KONG\b"),
    ("EUR", r"\bBLZ\b|\bBankleitzahl\b|\bABI \d{5}\b|\bNIB \d"),
    ("SEK", r"\b(?:[Kk]ontoutdrag|[Bb]okföringsdag|[Ii]ngående saldo)\b"),
    ("NOK", r"\b(?:[Kk]ontoutskrift|[Ii]nngående saldo|[Bb]okføringsdato|[Kk]ontoeier)\b"),
    ("DKK", r"\b(?:[Kk]ontoudskrift|[Kk]ontoudtog|[Ss]aldo primo|[Bb]ogføringsdato)\b"),
    ("PLN", r"\b(?:[Ww]yciąg|[Rr]achunku|[Ss]aldo początkowe)\b"),
    ("CZK", r"\b(?:[Čč]íslo účtu|[Pp]očáteční zůstatek)\b"),
    ("HUF", r"\b(?:[Ss]zámlaszám|[Nn]yitó egyenleg)\b"),
    ("TRY", r"\b(?:[Hh]esap [Nn]o|[Bb]akiye(?:si)?|[Şş]ube)\b"),
)  # fmt: skip
_PATTERNS = tuple((code, re.compile(pattern)) for code, pattern in _SIGNS)


def currency_of_country(head: Sequence[Content]) -> tuple[str, Sequence[PlacedWord]] | None:
    """The currency that all signs in the lines above the rows agree on, and the first of them."""
    signs = list(_signs(head))
    return signs[0] if len({code for code, _ in signs}) == 1 else None


def _signs(head: Sequence[Content]) -> Iterator[tuple[str, Sequence[PlacedWord]]]:
    for content in head:
        words = content.line.words
        text = written(words)
        for code, pattern in _PATTERNS:
            if found := pattern.search(text):
                yield code, _covering(words, *found.span())
        if _OF_BIC.search(text):
            for word in words:
                code = word.text.strip("(),;")
                if is_bic(code):
                    yield OF_COUNTRY[code[4:6]], (word,)


def _covering(words: Sequence[PlacedWord], start: int, end: int) -> Sequence[PlacedWord]:
    """The words that a stretch of their text lies in."""
    kept = []
    at = 0
    for word in words:
        if at < end and start < at + len(word.text):
            kept.append(word)
        at += len(word.text) + 1
    return kept
