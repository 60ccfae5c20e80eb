"""Quarters and halves of a year: `Q3 2021`, `third quarter of 2021`, `T1 2021`, `1. Halbjahr 2020`."""

from __future__ import annotations

import re
from collections.abc import Iterator

ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4,
    "erstes": 1, "zweites": 2, "drittes": 3, "viertes": 4,
    "premier": 1, "deuxième": 2, "troisième": 3, "quatrième": 4,
    "primer": 1, "segundo": 2, "tercer": 3, "cuarto": 4,
    "primo": 1, "secondo": 2, "terzo": 3, "quarto": 4,
    "eerste": 1, "tweede": 2, "derde": 3, "vierde": 4,
    "1er": 1, "1ère": 1, "2e": 2, "3e": 3, "4e": 4, "2ème": 2, "3ème": 3, "4ème": 4, "1e": 1,
    "1º": 1, "2º": 2, "3º": 3, "4º": 4, "1°": 1, "2°": 2, "3°": 3, "4°": 4,
    "erste": 1, "zweite": 2, "dritte": 3, "vierte": 4, "ersten": 1, "zweiten": 2, "dritten": 3,
    "1er.": 1, "1.er": 1, "2do": 2, "2.º": 2, "3er": 3, "3.er": 3, "4to": 4, "4.º": 4, "vierten": 4, "primera": 1, "segunda": 2,
    "première": 1, "seconde": 2, "prima": 1, "seconda": 2,
}  # fmt: skip
_HALF_WORDS = ("hälfte", "moitié", "mitad", "metà", "helft")
KINDS = (
    "quarter", "qtr", "half", "quartal", "halbjahr", "trimestre", "semestre", "kwartaal", "halfjaar",
    *_HALF_WORDS,
)  # fmt: skip
_HALVES = frozenset({"h", "s", "half", "halbjahr", "semestre", "halfjaar", *_HALF_WORDS})
_YEAR = r"(?P<y>[12]\d{3})"
_SHORT_YEAR = r"(?:of\s+)?(?:(?:FY|fiscal(?:\s+year)?|calendar(?:\s+year)?)\s?)?['\u2019]?(?P<y>[12]\d{3}|\d\d)"
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_SECOND_WORDS = "of de del di van the calendar fiscal financial year des jahres anno año l'année"
_PERIODS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?P<k>Qtr\.?|[QH])\s?(?P<n>[1-4])[\s,/.-]*{_SHORT_YEAR}\b(?![.,/-]\d)",
        rf"\b(?P<n>[1-4])(?P<k>[QHT])[\s,/.-]*{_SHORT_YEAR}\b(?![.,/-]\d)",
        rf"\b(?:FY\s?)?{_YEAR}[\s,/.-]*(?P<k>[QH])(?P<n>[1-4])\b",
        rf"\b(?P<k>[TSK])(?P<n>[1-4])[\s/-]*{_YEAR}\b",
        rf"\b(?P<n>[1-4]|i{{1,3}}|iv)\.?\s?(?P<k>Quartal|Halbjahr|Trimestre|Semestre|Kwartaal)"
        rf"(?:\s+(?:{'|'.join(_SECOND_WORDS.split())}))*\s{_YEAR}\b",
        rf"\b(?P<n>{'|'.join(sorted(ORDINALS, key=len, reverse=True))})[\s-]"
        rf"(?:(?:fiscal|financial|calendar)[\s-])?(?P<k>{'|'.join(KINDS)})\.?"
        rf"(?:\s+(?:{'|'.join(_SECOND_WORDS.split())}))*[\s,]+{_YEAR}\b",
    )
)


def find_periods(text: str) -> Iterator[tuple[str, str]]:
    """The year as written, of four or two digits, and the period: `Q1` to `Q4`, `H1` and up."""
    for pattern in _PERIODS:
        for match in pattern.finditer(text):
            kind = "H" if match["k"].casefold() in _HALVES else "Q"
            yield match["y"], f"{kind}{_number(match['n'].casefold())}"


def _number(text: str) -> int:
    return ORDINALS.get(text) or _ROMAN.get(text) or int(text)
