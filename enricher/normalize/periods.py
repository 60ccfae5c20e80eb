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
}  # fmt: skip
KINDS = ("quarter", "half", "quartal", "halbjahr", "trimestre", "semestre", "kwartaal", "halfjaar")
_HALVES = frozenset({"h", "half", "halbjahr", "semestre", "halfjaar"})
_YEAR = r"(?P<y>[12]\d{3})"
_PERIODS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?P<k>[QH])\s?(?P<n>[1-4])[\s,/.-]*'?(?P<y>[12]\d{3}|\d\d)\b",
        r"\b(?P<n>[1-4])(?P<k>[QH])[\s,/.-]*'?(?P<y>[12]\d{3}|\d\d)\b",
        rf"\b{_YEAR}[\s,/.-]*(?P<k>[QH])(?P<n>[1-4])\b",
        rf"\b(?P<k>T)(?P<n>[1-4])[\s/-]*{_YEAR}\b",
        rf"\b(?P<n>[1-4])\.?\s?(?P<k>Quartal|Halbjahr|Trimestre|Semestre|Kwartaal)\s{_YEAR}\b",
        rf"\b(?P<n>{'|'.join(ORDINALS)})[\s-]"
        rf"(?P<k>{'|'.join(KINDS)})"
        r"(?:\s+(?:of|de|del|di|van|the|calendar|fiscal|financial|year))*[\s,]+"
        rf"{_YEAR}\b",
    )
)


def find_periods(text: str) -> Iterator[tuple[str, str]]:
    """The year as written, of four or two digits, and the period: `Q1` to `Q4`, `H1` and up."""
    for pattern in _PERIODS:
        for match in pattern.finditer(text):
            kind = "H" if match["k"].casefold() in _HALVES else "Q"
            yield match["y"], f"{kind}{ORDINALS.get(match['n'].casefold()) or int(match['n'])}"
