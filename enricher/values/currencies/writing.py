"""Ways of writing amounts that are no part of the number: `Cr` and `Dr`, `L`, `-.50`, `/00`.

They are rewritten before the amount is read. Where a rewriting leaves a doubt, it warns.
"""

from __future__ import annotations

import re
from decimal import Decimal

from enricher.entities import Notice
from enricher.values.locales import Habits
from enricher.values.numbers.figures import MAGNITUDE

_INDIAN = re.compile(r"₹|\bRs\b|\bINR\b|\brupees?\b", re.IGNORECASE)
_CRORE_OR_CREDIT = re.compile(r"(?<=\d)\s*(?P<mark>[CD]R|[CD]r)\b\.?")
_CREDIT_SHAPE = re.compile(r"(?<=\d,\d{3}\.\d\d)\s*Cr\b\.?")
_SIDE_AT_END = re.compile(r"(?<=[.,]\d\d)\s+(?P<mark>[CD]|O/?D)\s*$")
_GERMAN_SIDE = re.compile(r"(?<=[\d€R])\s+(?P<mark>[SH])\s*$")
_MYRIADS = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s?([万萬億亿])")
_ANGLES = re.compile(r"^\s*<([^<>]*\d[^<>]*)>\s*$")
_JOINED_NIL = re.compile(r"(?<=[£$€₹])(?=nil\b)", re.IGNORECASE)
_LAKH = re.compile(r"(?<=\d)\s?L\b")
_SWISS_CENTS = re.compile(r"((?:CHF|Fr\.)\s*)[-\u2013\u2014](?=[.,]\d\d(?!\d))")
_HIGH_COMMA = re.compile(r"(?<=\d)['\u2019\u00b4](?=\d\d(?!\d))")  # Spanish: `12'50 €`
_ITALIAN_CENTS = re.compile(r"(?<=[^\W\d_]{3})\s?/\s?(\d\d)(?![\d/])")
_CENTS_BEHIND = re.compile(
    r"(?<=\d)(?P<sign>\s?€|\s+euros?)\s?(?P<cents>\d\d)(?=\W*$)", re.IGNORECASE
)
_EVEN = re.compile(r"(?<=\d)\s?/\s?00(?!\d)")
_OLD_COINS = {
    "it": (re.compile(r"(?<![\w.])L\.\s?(?=\d)"), "ITL "),
    "nl": (re.compile(r"(?<![\w.])[fF]\.?\s?(?=\d)"), "NLG "),
}
_OUTSIDE_BRACKETS = re.compile(rf"\(\s*(\d[\d.,]*)\s*\)\s*({MAGNITUDE})(?![^\W_])", re.IGNORECASE)
_BLANK_IN_GROUPS = re.compile(
    r"(?<=\d)(?:\s,\s?(?=\d{3}(?!\d))|,\s(?=(?:\d{3},\s?){0,3}(?:000(?!\d)|\d{3}\.\d\d(?!\d)))"
    r"|,[^\S\n]*\n\s*(?=\d{3}(?!\d)))"
)
_BLANK_BEFORE_CENTS = re.compile(r"(?<=\d,\d{3})\s?\.\s?(?=\d\d(?!\d))|(?<=\d)\s?\.\s(?=00(?!\d))")
_BLANK_BEFORE_COMMA = re.compile(r"(?<=\d\.\d{3})\s?,\s?(?=\d\d(?!\d))")  # `1.250, 50`
_BLANK_BEFORE_MARK = re.compile(r"(?<=\d)\s(?=[.,]\d)")


def as_credit_and_crore(text: str) -> tuple[str, str] | None:
    """The two ways to read `Rs. 1,234.00 Cr`: a credit of a bank statement, or in crores."""
    if not _INDIAN.search(text) or not _CREDIT_SHAPE.search(text):
        return None
    return _CREDIT_SHAPE.sub("", text), _CREDIT_SHAPE.sub(" crore", text)


def _in_figures(myriads: re.Match[str]) -> str:
    """`300万` as `3000000`: ten thousands and hundred millions of Chinese and Japanese."""
    power = 4 if myriads[2] in "万萬" else 8
    return format(Decimal(myriads[1].replace(",", "")).scaleb(power), "f")


def tidy(text: str, habits: Habits) -> tuple[str, tuple[Notice, ...]]:
    """The text with these ways of writing spelled out, and what the reader should be told."""
    text = _BLANK_BEFORE_CENTS.sub(".", _BLANK_IN_GROUPS.sub(",", text))
    text = _BLANK_BEFORE_MARK.sub("", _BLANK_BEFORE_COMMA.sub(",", text))
    text = _ANGLES.sub(r"(\1)", text)
    text = _OUTSIDE_BRACKETS.sub(r"(\1 \2)", text)
    text = _SWISS_CENTS.sub(r"\1 0", text)
    if habits.language in {"es", "it"}:
        text = _HIGH_COMMA.sub(",", text)
    if habits.language == "fr":
        text = _CENTS_BEHIND.sub(r",\g<cents>\g<sign>", text)
    if habits.language in _OLD_COINS:
        sign, code = _OLD_COINS[habits.language]
        text = sign.sub(code, text)
    if habits.language == "it":
        text = _EVEN.sub("", text)
        text = _ITALIAN_CENTS.sub(r" \1/100", text)
    is_indian = habits.region == "IN" or bool(_INDIAN.search(text))
    text = _MYRIADS.sub(_in_figures, text)
    if is_indian:
        text = _LAKH.sub(" lakh", text)
    text = _JOINED_NIL.sub(" ", text)
    german = _GERMAN_SIDE.search(text) if habits.language == "de" else None
    side = _CRORE_OR_CREDIT.search(text) or _SIDE_AT_END.search(text) or german
    if side is None or (side["mark"] == "Cr" and is_indian):
        return text, ()
    side_removed = text[: side.start()] + text[side.end() :]
    return side_removed, (Notice("side_of_account", {"mark": side["mark"]}),)
