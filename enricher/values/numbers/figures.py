"""Numbers in figures: `1,234.50`, `1.471,60`, `12'000.-`, `2,50,000`, `(1,234.50)`.

The rule for the one doubtful shape, a single mark with three digits after it (`1.234`): the
locale's decimal mark is a decimal mark, the other one groups. Callers to whom the fraction of three
digits is improbable, as for money, also get the other reading.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from enricher.entities import Normalization, Notice, Value
from enricher.values.locales import Habits

SPACES = "\u0020\u00a0\u2009\u202f"
"""What groups digits in French, Swiss and ISO style."""

FIGURE = (
    r"(?:\d{1,3}(?:,\d{2,3}){1,7}(?:\.\d{1,8})?"
    r"|\d{1,3}(?:\.\d{3}){1,7}(?:,\d{1,8})?"
    r"|\d{1,3}(?:['\u2019]\d{3}){1,7}(?:[.,]\d{1,8})?"
    rf"|\d{{1,3}}(?:[{SPACES}]\d{{3}}){{1,7}}(?:[.,]\d{{1,8}})?"
    r"|\d{1,18}(?:[.,]\d{1,8})?"
    r"|[.,]\d{1,8})"
)
"""A number in figures; valid in `re` and in RE2. What it matches may still be none (`1,23,4`)."""

ALONE = r"(?<!\d)(?<!\d[.,'\u2019])"
NO_MORE = r"(?![.,'\u2019]?\d)"

_FIGURE = re.compile(rf"{ALONE}(?!(?<=[a-z])[.,]){FIGURE}{NO_MORE}")  # `Rs.75` is 75
_RANGE_DASH = re.compile(r"[\d%‰]\s+[-\u2013\u2212]\s+[^\w\s]{0,3}$")  # `3% - 4%`
_SIGNS = re.compile(r"^\s*(?:-|\u2212|\u2013|(?:minus|negative)\b)", re.IGNORECASE)
# Not the hyphen of `vijf- tot zeshonderd`.
_SIGN_AFTER = re.compile(
    r"[-\u2212](?!\w|\s*\d|\s+(?:to|or|and|bis|oder|und|à|ou|et|a|o|y|e|tot|of|en)\b)",
    re.IGNORECASE,
)
_FRACTIONS = {
    "½": (1, 2), "¼": (1, 4), "¾": (3, 4), "⅓": (1, 3), "⅔": (2, 3), "⅛": (1, 8), "⅜": (3, 8),
    "⅝": (5, 8), "⅞": (7, 8), "⅕": (1, 5), "⅖": (2, 5), "⅗": (3, 5), "⅘": (4, 5), "⅙": (1, 6),
}  # fmt: skip
_SIGNED_FRACTION = re.compile(rf"(?:(?<![\d.,])(\d{{1,4}})[\s-]?)?([{''.join(_FRACTIONS)}])")
_MIXED = re.compile(r"(?<![\d.,/])(?:(\d{1,4})[\s-])?(\d{1,2})/(\d{1,2})(?![\d/])")
_MAGNITUDES: tuple[tuple[str, int], ...] = (
    (
        r"thousands?|tausend|tsd\.?|mille|mila|mil|duizend|k|tys\.?|tysi[ęa]c[ye]?|tis\.?|tisíc|tusen|tusind|тыс\.?|тысяч[аи]?",
        3,
    ),
    (r"lakhs?|lacs?", 5),
    (
        r"millions?|millionen?|mio\.?|mill[oó]n(?:es)?|milioni|milione|miljoen|mill\.|mill?n\.?|mln\.?|mn|mm|m"
        r"|millione[rn]|miljon(?:er)?|milion(?:y|ów|ů)?|milh(?:ão|ões)|milyon|millió|млн\.?|миллион(?:а|ов)?",  # noqa: RUF001
        6,
    ),
    (r"crores?|cr\.?", 7),
    (
        r"milliarde[nr]?|mrd\.?|mia\.|milliards?|mds?|miliard[ioyaů]?|miliardów|mld\.?|miljard(?:er)?|bn|b"
        r"|milyar|milliárd|млрд\.?|миллиард(?:а|ов)?",  # noqa: RUF001
        9,
    ),
    (r"trillions?|trn|tn", 12),
)
_ROMAN = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
# `5l` is a volume, `1O DE MAYO` and `1O de mayo` an ordinal.
_SCANNED_ZERO = re.compile(
    r"(?:(?<=\d)|(?<=\d[.,]))O+(?=\d|[.,]\d|\s?%|\s+(?!del?\b)[a-z])|(?<=\d[O\d]\d)O\b|(?<=\d)OO+\b"
)
_SCANNED_ONE = re.compile(
    r"(?<=\d)[lI](?=\d|,\d{3}(?!\d))|(?<![\w.])[lI](?=\d|,\d{3}(?!\d))|(?<=\w\s)l(?=,\s[12]\d{3}\b)"
)
_PARTED = re.compile(
    r"(?<![\d.,])(?P<whole>\d{1,3})(?:\s(?P<before>[.,])\s?|(?P<after>[.,])\s)(?=\d{1,4}(?![\d.,]))"
)
_BILLION = re.compile(r"billion(?:en|s|es)?|bill[oó]n(?:es)?|bilion[ei]|biljoen", re.IGNORECASE)
MAGNITUDE = "|".join([*(pattern for pattern, _ in _MAGNITUDES), _BILLION.pattern])
"""Words and letters that multiply the number before them."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and where it stands; `other` is its second reading where the marks allow two."""

    start: int
    end: int
    value: Decimal
    other: Decimal | None = None


def find_figures(text: str, habits: Habits) -> list[Figure]:
    """All numbers in figures of a short text, in order."""
    figures = []
    for match in _FIGURE.finditer(text):
        read = read_figure(match.group(), habits)
        if read is not None:
            figures.append(Figure(match.start(), match.end(), *read))
    return figures


def read_figure(text: str, habits: Habits) -> tuple[Decimal, Decimal | None] | None:
    """The value of one number in figures, and its other reading if it has one; None if it is none."""
    digits = re.sub(rf"(?<=\d)[{SPACES}'\u2019](?=\d{{3}})", "", text.strip())
    marks = [character for character in digits if character in ".,"]
    if not re.fullmatch(r"[\d.,]*\d", digits):
        return None
    if not marks:
        return Decimal(digits), None
    last = marks[-1]
    if len(set(marks)) == 2:
        whole, _, fraction = digits.rpartition(last)
        return (Decimal(f"{_ungroup(whole)}.{fraction}"), None) if _is_grouped(whole) else None
    if len(marks) > 1:
        return (Decimal(_ungroup(digits)), None) if _is_grouped(digits) else None
    whole, _, fraction = digits.partition(last)
    decimal = Decimal(f"{whole or 0}.{fraction}")
    if (
        len(fraction) != 3
        or not 1 <= len(whole) <= 3
        or whole.startswith("0")
        or digits != text.strip()
    ):
        return decimal, None
    grouped = Decimal(whole + fraction)
    return (decimal, grouped) if last == habits.decimal else (grouped, decimal)


def magnitude_of(word: str, language: str) -> int | None:
    """The power of ten that a word or letter stands for; a billion is 10^9 in English only."""
    if _BILLION.fullmatch(word):
        return 9 if language in {"en", "pt"} else 12
    for pattern, power in _MAGNITUDES:
        if re.fullmatch(pattern, word, re.IGNORECASE):
            return power
    return None


def find_mixed(text: str) -> list[Figure]:
    """Numbers with a fraction: `4 1/2`, `3½`, `1/4`."""
    found = []
    for match in _MIXED.finditer(text):
        whole, top, bottom = match.groups()
        if int(bottom) and int(top) < int(bottom):
            value = Decimal(whole or 0) + ratio(int(top), int(bottom))
            found.append(Figure(match.start(), match.end(), value))
    for match in _SIGNED_FRACTION.finditer(text):
        value = Decimal(match[1] or 0) + ratio(*_FRACTIONS[match[2]])
        found.append(Figure(match.start(), match.end(), value))
    return found


def parse_roman(text: str) -> int | None:
    """The number that a text is in Roman numerals, or None. `C`, `D`, `L` and `M` alone are letters."""
    if not _ROMAN.fullmatch(text) or text in {"", "C", "D", "L", "M"}:
        return None
    digits = [_ROMAN_DIGITS[letter] for letter in text]
    pairs = zip(digits, [*digits[1:], 0], strict=True)
    return sum(-digit if digit < following else digit for digit, following in pairs)


def mend_scanned(text: str) -> str:
    """The text with digits for the letters that scanning made of them: `1O,000`, `20l4`."""
    return _SCANNED_ONE.sub("1", _SCANNED_ZERO.sub(lambda m: "0" * len(m[0]), text))


def join_parted(text: str, habits: Habits) -> str:
    """The text with the numbers whole that scanning parted at their decimal mark: `2. 5`, `1 .75`.

    A comma and a blank part two numbers where the locale's decimal mark is the point.
    """

    def joined(match: re.Match[str]) -> str:
        is_list = match["after"] == "," and habits.decimal == "." and match["whole"] != "0"
        return match[0] if is_list else f"{match['whole']}{match['before'] or match['after']}"

    return _PARTED.sub(joined, text)


def ratio(top: int, bottom: int) -> Decimal:
    """A fraction as a decimal, cut at six places where it does not end."""
    exact = Decimal(top) / bottom
    cut = round(exact, 6)
    return exact if exact == cut else cut


def is_negative(text: str, start: int, end: int) -> bool:
    """Whether the amount at `[start, end)` is negative: in parentheses, or with a sign."""
    before, after = text[:start], text[end:]
    if _RANGE_DASH.search(before):
        return False
    if re.search(
        r"^\s*[^\w\s(]{0,3}\s*\(\s*[^\w\s()]{0,3}\s*$", before
    ) and after.lstrip().startswith(")"):
        return True
    if re.search(
        r"(?:^|[\s(])(?:[-\u2212\u2013]|minus|negative)\s*[^\w\s-]{0,3}\s*$", before, re.IGNORECASE
    ):
        return True
    return bool(_SIGNS.match(before)) or bool(_SIGN_AFTER.match(after))


def number_value(value: Decimal) -> Value:
    shown = plain(value)
    return Value("number", shown, value, {"number": shown})


def plain(value: Decimal) -> str:
    """Without exponent and without zeros that say nothing: `7.50` is `7.5`, `1E+3` is `1000`."""
    shown = format(value, "f")
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def contradiction(readings: list[Value]) -> Normalization:
    shown = " and ".join(reading.display for reading in readings)
    return Normalization(None, tuple(readings), (Notice("words_and_figures", {"shown": shown}),))


def several(readings: list[Value]) -> Normalization:
    shown = ", ".join(reading.display for reading in readings)
    return Normalization(None, tuple(readings), (Notice("several_values", {"shown": shown}),))


def _ungroup(digits: str) -> str:
    return digits.replace(",", "").replace(".", "")


def _is_grouped(digits: str) -> bool:
    """Whether marks stand at every third digit, or as in India at three and then every second."""
    if digits.isdecimal():
        return True
    return bool(
        re.fullmatch(r"\d{1,3}(?:,\d{3})+|\d{1,3}(?:\.\d{3})+|\d{1,2}(?:,\d{2})+,\d{3}", digits)
    )
