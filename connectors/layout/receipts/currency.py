"""The currency of a receipt's amounts, where a sign or code beside them tells it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from connectors.layout.lines import PlacedWord
from connectors.layout.receipts.days import is_american
from connectors.layout.receipts.names import listed
from connectors.layout.receipts.rows import Row

_DOLLAR = re.compile(r"\$\s?\d")


def currency_of(rows: Sequence[Row]) -> tuple[str, tuple[PlacedWord, ...]] | None:
    """Its code, and the words that tell it; None where none does, or several are as frequent."""
    found: dict[str, tuple[PlacedWord, ...]] = {}
    counts: Counter[str] = Counter()
    for row in rows:
        for match in _signs().finditer(row.text):
            code = _codes()[match.group().strip("0123456789., ()[]:")]
            counts[code] += 1
            found.setdefault(code, row.words(*match.span()))
    if counts:
        (best, count), *others = counts.most_common()
        return (best, found[best]) if not others or others[0][1] < count else None
    if is_american(rows):
        for row in rows:
            if dollar := _DOLLAR.search(row.text):
                return "USD", row.words(*dollar.span())
    return None


@cache
def _codes() -> dict[str, str]:
    return {sign: code for code, signs in listed("currencies").items() for sign in signs.split("|")}


@cache
def _signs() -> re.Pattern[str]:
    """A sign beside a number, or in brackets as in names of columns."""
    signs = "|".join(re.escape(one) for one in sorted(_codes(), key=len, reverse=True))
    return re.compile(
        rf"(?<![^\W\d_])(?:{signs})(?=\s?:?\s?-?[\d.,]*\d[.,]\d\d)|(?<=[([])(?:{signs})(?=[)\]])"
        rf"|(?<=\d[.,]\d\d)\s?(?:{signs})(?![^\W\d_])|(?:^|(?<=\bin ))(?:{signs})$"
    )
