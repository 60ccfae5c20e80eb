"""Amounts as they are printed, with the sign, the currency and the mark that stand at them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from connectors.layout.currencies import CODES
from connectors.layout.lines import PlacedWord, gap
from connectors.layout.misreadings import is_read

_SIGNS = "+\\-\u2212\u2013"
_UNIT = rf"(?:[€$£₹¥]|[A-Z]{{1,3}}\$|(?-i:{'|'.join(sorted(CODES))})|kr\.?|zł|zl|Kč|Ft|Fr\.?|SFr\.?|Rs\.?)"
_PLAIN_MARK = r"(?:CR\.?|DR\.?|OD|C|D|S|H|Soll|Haben)"
_MARK = rf"(?:{_PLAIN_MARK}|\({_PLAIN_MARK}\)|\[{_PLAIN_MARK}\])"
_BEFORE = rf"(?:[{_SIGNS}(]|{_UNIT})"
_SIGN_BEHIND = rf"(?:[{_SIGNS})*]|{_UNIT})*"
_BEHIND = rf"{_SIGN_BEHIND}(?:{_MARK})?{_SIGN_BEHIND}"
_DIGITS = (
    r"(?:\d{1,3}(?:[.\u2019'\u00b4\u00a0\u202f ]\d{2,3})*,\d{2}|\d{1,3}(?:[,\u2019'\u00b4\u00a0\u202f ]\d{2,3})*\.\d{2}"
    r"|\d+[.,]\d{2}|[.,]\d{2})"
)
AMOUNT = re.compile(rf"(?P<before>{_BEFORE}*)(?P<digits>{_DIGITS})(?P<behind>{_BEHIND})", re.I)
_WHOLE_DIGITS = r"\d{1,3}(?:(?P<group>[.,\u2019'\u00b4\u00a0\u202f ])\d{3}(?:(?P=group)\d{3})*)?"
_WHOLE_AMOUNT = re.compile(
    rf"(?P<before>{_BEFORE}*)(?P<digits>{_WHOLE_DIGITS})(?P<behind>{_BEHIND})", re.I
)
_ONLY_BEFORE = re.compile(rf"{_BEFORE}+", re.I)
_ONLY_BEHIND = re.compile(_BEHIND, re.I)
_ONLY_MARK = re.compile(rf"{_MARK}|[{_SIGNS}]", re.I)
_HEAD = re.compile(rf"{_BEFORE}*\d{{1,3}}", re.I)
_GROUP = re.compile(r"\d{3}")
_LAST = re.compile(rf"\d{{3}}[.,]\d{{2}}{_BEHIND}", re.I)
_WHOLE_LAST = re.compile(rf"\d{{3}}{_BEHIND}", re.I)
_GROUPED = re.compile(
    r"(?<![\w.,'\u2019/-])\d{1,3}(?P<group>[.,'\u2019\u00a0\u202f ])\d{3}(?:(?P=group)\d{3})*(?![\w/]|[.,'\u2019-]\d)"
)
_WITH_DECIMALS = re.compile(r"(?<![\d.,])\d[\d.,'\u2019 \u00a0]*[.,]\d{2}(?!\d|[.,]\d)")
_DAY = re.compile(
    r"(?<!\d)(?:\d{4}([./-])\d{1,2}\1\d{1,2}|\d{1,2}([./-])\d{1,2}\2(?:\d{4}|\d{2})?)(?!\d)\.?"
)
_FEWEST_GROUPED = 3
_ALONE = 1.0  # heights around a whole number without groups, as of one alone in its column
_BETWEEN_GROUPS = 0.6  # heights: a blank of a typewriter
_MINUS = frozenset("-\u2212\u2013(")
_DEBIT_MARKS = frozenset(["DR", "D", "S", "SOLL", "OD"])
_CREDIT_MARKS = frozenset(["CR", "C", "H", "HABEN"])


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount as it is printed.

    Attributes:
        value: never negative.
        sign: -1 or 1 where a sign stands at it, it stands in brackets or is red, 0 where none does.
        mark: the same for words: -1 for DR, S, 1 for CR, H.
        digits: the right edge of its digits, behind which marks may stand.
        is_inside: whether words go on right behind it, as in a description.
    """

    words: tuple[PlacedWord, ...]
    value: Decimal
    sign: int
    mark: int
    unit: str
    left: float
    digits: float
    is_inside: bool = False

    @property
    def right(self) -> float:
        return self.words[-1].right

    @property
    def signed(self) -> Decimal:
        """As accounts print it: what is marked as debit or has a minus is negative."""
        return -self.value if (self.sign or 1) * (self.mark or 1) < 0 else self.value


def count_amounts(text: str) -> int:
    """How many numbers of a text are written as amounts are."""
    count = sum(1 for _ in _WITH_DECIMALS.finditer(text))
    return max(count, _count_grouped(text)) if are_whole(text) else count


def are_whole(text: str) -> bool:
    """Whether the amounts of a text have no decimals, as those in yen: nearly none that is grouped has."""
    text = _DAY.sub("", text)
    decimals = sum(1 for _ in _WITH_DECIMALS.finditer(text))
    grouped = _count_grouped(text)
    return grouped >= _FEWEST_GROUPED and grouped > 3 * decimals


def _count_grouped(text: str) -> int:
    return sum(1 for _ in _GROUPED.finditer(text))


def amount_at(words: Sequence[PlacedWord], start: int, *, is_whole: bool = False) -> Amount | None:
    """The amount that begins with a word, with the sign, currency and mark that stand at it.

    Args:
        is_whole: whether amounts have no decimals.
    """
    at = start
    while at < len(words) - 1 and at < start + 3 and _ONLY_BEFORE.fullmatch(words[at].text):
        if gap(words[at], words[at + 1]) > (2.0 if words[at].text in _MINUS else 1.2):
            return None
        at += 1
    found, end = _number_at(words, at, is_whole=is_whole)
    if found is None:
        return None
    last = end - 1
    behind = found["behind"] or ""
    while end < len(words) and end < last + 4 and _ONLY_BEHIND.fullmatch(words[end].text):
        reach = 3.0 if _ONLY_MARK.fullmatch(words[end].text) else 1.0
        if gap(words[end - 1], words[end]) > reach or _begins_amount(words, end, is_whole=is_whole):
            break
        behind += f" {words[end].text}"
        end += 1
    if is_whole and not _is_amount(words, start, end, found):
        return None
    if (end < len(words) and words[end].text.startswith("%")) or behind.endswith("%"):
        return None
    before = "".join(one.text for one in words[start:at]) + (found["before"] or "")
    sign, mark, unit = _around(before, behind)
    if words[last].word.is_red and not sign and not mark:
        sign = -1
    digits = words[last].right
    if found["behind"] and last == end - 1:  # the digits end before what is written on to them
        word = words[last]
        digits -= (word.right - word.left) * len(found["behind"]) / max(1, len(word.text))
    is_inside = end < len(words) and gap(words[end - 1], words[end]) < 0.45
    return Amount(
        tuple(words[start:end]),
        _decimal(found["digits"], 0 if is_whole else 2),
        sign,
        mark,
        unit,
        words[start].left,
        digits,
        is_inside,
    )


def _is_amount(words: Sequence[PlacedWord], start: int, end: int, found: re.Match[str]) -> bool:
    """Whether a whole number is grouped, has a currency, or stands alone as in a column of amounts."""
    if found["group"] or re.search(_UNIT, "".join(one.text for one in words[start:end])):
        return True
    return (
        start > 0
        and gap(words[start - 1], words[start]) > _ALONE
        and (end == len(words) or gap(words[end - 1], words[end]) > _ALONE)
    )


def _begins_amount(words: Sequence[PlacedWord], at: int, *, is_whole: bool) -> bool:
    """Whether a sign or currency belongs to the next amount rather than to the one before."""
    if at + 1 >= len(words) or not _ONLY_BEFORE.fullmatch(words[at].text):
        return False
    return (
        gap(words[at], words[at + 1]) < gap(words[at - 1], words[at])
        and _number_at(words, at + 1, is_whole=is_whole)[0] is not None
    )


def _number_at(
    words: Sequence[PlacedWord], at: int, *, is_whole: bool
) -> tuple[re.Match[str] | None, int]:
    """A number, whose groups of digits may be words of their own, and the word behind it."""
    amount, last = (_WHOLE_AMOUNT, _WHOLE_LAST) if is_whole else (AMOUNT, _LAST)
    if _HEAD.fullmatch(words[at].text):
        end = at + 1
        while end < len(words) and gap(words[end - 1], words[end]) < _BETWEEN_GROUPS:
            is_last = not is_whole or not _goes_on(words, end)
            if is_last and last.fullmatch(words[end].text):
                joined = " ".join(one.text for one in words[at : end + 1])
                return amount.fullmatch(joined), end + 1
            if not _GROUP.fullmatch(words[end].text):
                break
            end += 1
    if at + 1 < len(words) and is_read(words[at].word) and gap(words[at], words[at + 1]) < 0.8:
        first, then = words[at].text, words[at + 1].text
        if (first[-1] in ".," or then[0] in ".,") and (found := amount.fullmatch(first + then)):
            return found, at + 2
    return amount.fullmatch(words[at].text), at + 1


def _goes_on(words: Sequence[PlacedWord], at: int) -> bool:
    """Whether another group of digits stands behind a group."""
    return (
        at + 1 < len(words)
        and gap(words[at], words[at + 1]) < _BETWEEN_GROUPS
        and _WHOLE_LAST.fullmatch(words[at + 1].text) is not None
    )


def _around(before: str, behind: str) -> tuple[int, int, str]:
    sign = 0
    for one in before + behind.replace("(", ""):
        if one in _MINUS:
            sign = -1
        elif one == "+":
            sign = sign or 1
    marks = [one.strip(".").upper() for one in re.findall(r"[^\W\d_]+\.?", behind)]
    joined = behind.strip(" *-+()[]").upper().rstrip(".")
    mark = 0
    for one in (*marks, joined):
        mark = -1 if one in _DEBIT_MARKS else 1 if one in _CREDIT_MARKS else mark
    units = re.findall(_UNIT, f"{before} {behind}")
    units = [one for one in units if one.upper().rstrip(".") not in _DEBIT_MARKS | _CREDIT_MARKS]
    return sign, mark, units[0] if units else ""


def _decimal(digits: str, places: int) -> Decimal:
    plain = re.sub(r"\D", "", digits)
    return Decimal(plain).scaleb(-places)
