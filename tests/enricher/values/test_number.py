from __future__ import annotations

import pytest

from enricher.values import NUMBER
from tests.enricher.values import Expected, check

PLAIN: list[tuple[str, str | None, Expected]] = [
    ("1,234.50", None, "1234.5"),
    ("1234", None, "1234"),
    ("1.234", None, ("1234", "1.234")),
    ("1.234", "en-US", "1.234"),
    ("1.234", "de", "1234"),
    ("1.234,5", None, "1234.5"),
    ("1,234", "fr", "1.234"),
    ("1 234", "fr", "1234"),
    ("1\u202f234,5", "fr", "1234.5"),
    ("12'000", "de-CH", "12000"),
    ("2,50,000", "en-IN", "250000"),
    ("0.125", None, "0.125"),
    ("0,125", None, "0.125"),
    ("1234,567", None, "1234.567"),
    ("(1,234.50)", None, "-1234.5"),
    ("-5", None, "-5"),
    ("\u22125", None, "-5"),
    ("5-", None, "-5"),
    ("twenty-five", None, "25"),
    ("One Hundred and Twenty-Five Thousand", None, "125000"),
    ("ten (10)", None, "10"),
    ("10 (ten)", None, "10"),
    ("1.5 million", None, "1500000"),
    ("5 lakh", "en-IN", "500000"),
    ("zweitausendvier", "de", "2004"),
    ("quatre-vingt-dix-sept", "fr", "97"),
    ("treinta y seis", "es", "36"),
    ("ventitré", "it", "23"),
    ("vijfentwintig", "nl", "25"),
    ("1,000,000 shares", None, "1000000"),
    ("3 1/2", None, "3.5"),
    ("ten (11)", None, ("10", "11")),
    ("5 to 7", None, ("5", "7")),
    ("1,23,4", None, None),
    ("many", None, None),
    ("", None, None),
]


@pytest.mark.parametrize(("text", "locale", "expected"), PLAIN)
def test_numbers(text: str, locale: str | None, expected: Expected) -> None:
    check(NUMBER, text, expected, locale)
