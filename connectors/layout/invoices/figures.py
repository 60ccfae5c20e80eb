"""Numbers in a line: amounts of money, quantities, rates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from connectors.layout.currencies import CODES
from connectors.layout.lines import PlacedWord, gap
from connectors.structured import notation

_SIGNS = "+\\-\u2212\u2013"
_UNIT = r"(?:[€$£₹¥]|[A-Z]{1,3}\$|(?-i:[A-Z]{3})|EUR|Euro|kr\.?|zł|zl|Kč|Kc|Ft|Fr\.?|SFr\.?|Rs\.?|lei|kn|(?-i:R))"
_GROUPS = r"[.,\u2019'\u00b4\u00a0\u202f ]"
_DIGITS = (
    rf"(?:\d{{1,3}}(?:{_GROUPS}\d{{2,3}})+(?:[.,]\d{{1,4}})?|\d+(?:[.,]\d{{1,4}})?|[.,]\d{{2}})"
)
_FIGURE = re.compile(
    rf"(?P<before>(?:[{_SIGNS}(]|{_UNIT})*)(?P<digits>{_DIGITS})(?P<dash>[.,][-\u2013\u2014]{{1,2}})?\.?(?P<behind>(?:[{_SIGNS})*%]|{_UNIT})*)(?P<code>(?-i:[A-Z]))?",
    re.I,
)
_ONLY_UNIT = re.compile(rf"\(?{_UNIT}\)?", re.I)
_ONLY_BEFORE = re.compile(rf"(?:[{_SIGNS}(]|{_UNIT})+", re.I)
_ONLY_BEHIND = re.compile(rf"(?:[{_SIGNS})*%]|{_UNIT})+", re.I)
_HEAD = re.compile(rf"(?:[{_SIGNS}(]|{_UNIT})*\d{{1,3}}", re.I)
_GROUP = re.compile(r"\d{3}")
_LAST = re.compile(
    rf"\d{{3}}(?:[.,]\d{{1,4}}|[.,][-\u2013\u2014]{{1,2}})?(?:[{_SIGNS})*%]|{_UNIT})*", re.I
)
_SPACE = 0.45  # heights
_NEAR = Decimal("0.011")
_MINUS = frozenset("-\u2212\u2013(")
_WORD_UNITS = frozenset(
    ["EUR", "Euro", "euro", "EURO", "kr", "Kr", "KR", "zl", "zł", "ZŁ", "Kc", "Kč", "KČ", "Ft", "Fr", "SFr", "sFr", "Rs", "RS", "lei", "Lei", "LEI", "kn"]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as it is printed.

    Attributes:
        value: with its sign.
        unit: the currency that stands at it, "" for none.
        decimals: how many it has; -1 where their mark is open, as in `1.234` of a text without others.
        is_percent: whether a percent sign stands behind it.
    """

    words: tuple[PlacedWord, ...]
    value: Decimal
    unit: str
    decimals: int
    is_percent: bool = False
    is_round: bool = False

    @property
    def left(self) -> float:
        return self.words[0].left

    @property
    def right(self) -> float:
        return self.words[-1].right

    @property
    def is_money(self) -> bool:
        """Whether it is written as amounts are: with two decimals, a currency, or `,-`."""
        return not self.is_percent and (self.decimals == 2 or bool(self.unit) or self.is_round)


def decimal_mark(texts: Iterable[str]) -> str:
    """The mark before the decimals in a document, by all that looks like an amount."""
    amounts = [
        one
        for one in texts
        if re.search(r"\d[.,]\d{2}(?!\d)", one) and one.count(".") + one.count(",") < 4
    ]
    found = []
    for one in amounts:
        match = _FIGURE.fullmatch(one)
        if match and not re.fullmatch(r"\d{1,2}\.\d{1,2}\.?", one):
            found.append(match["digits"])
    loose = [one for one in amounts if re.fullmatch(r"\d{1,2}\.\d{1,2}", one)]
    return notation.decimal_mark(found or loose, ".")


def figures_of(
    words: Sequence[PlacedWord],
    mark: str,
    taken: frozenset[PlacedWord] = frozenset(),
    space: float = _SPACE,
) -> list[Figure]:
    """The numbers in some words, from the left.

    Args:
        mark: stands before decimals.
        taken: words that are something else, as those of dates.
        space: the widest blank between groups of digits, in heights.
    """
    found = []
    at = 0
    while at < len(words):
        figure = None if words[at] in taken else _figure_at(words, at, mark, taken, space)
        if figure is None:
            at += 1
        else:
            found.append(figure)
            at += len(figure.words)
    return found


def is_unit(text: str) -> bool:
    """Whether a word is nothing but a currency."""
    if _ONLY_UNIT.fullmatch(text) is None:
        return False
    bare = text.strip("().")
    return not bare.isalpha() or bare in _WORD_UNITS or bare in CODES or bare == "R"


def _figure_at(
    words: Sequence[PlacedWord],
    start: int,
    mark: str,
    taken: frozenset[PlacedWord],
    space: float,
) -> Figure | None:
    at = start
    while at < len(words) - 1 and at < start + 2 and _is_before(words[at].text):
        if gap(words[at], words[at + 1]) > 1.4:
            return None
        at += 1
    match, end = _number_at(words, at, taken, space)
    if (
        match is None
        or not _has_real_units(match["before"])
        or not _has_real_units(match["behind"])
    ):
        return None
    if match["code"] and not re.search(r"[.,]\d\d$", match["digits"]):
        return None  # only behind amounts do letters stand for rates of tax: `71.78T`
    behind = match["behind"]
    while end < len(words) and end < at + 6 and _is_behind(words[end].text):
        if gap(words[end - 1], words[end]) > 0.8 or _belongs_right(words, end):
            break
        behind += words[end].text
        end += 1
    before = "".join(one.text for one in words[start:at]) + match["before"]
    value, decimals = value_of(match["digits"], mark)
    is_negative = any(one in _MINUS for one in before) or any(
        one in "-\u2212\u2013" for one in behind
    )
    unit = next((one for one in re.findall(_UNIT, f"{before} {behind}", re.I) if is_unit(one)), "")
    unit = "" if unit == "R" and decimals != 2 else unit  # `R16` is the size of a tyre
    return Figure(
        tuple(words[start:end]),
        -value if is_negative else value,
        unit,
        decimals,
        "%" in behind,
        match["dash"] is not None,
    )


def _is_before(text: str) -> bool:
    return _ONLY_BEFORE.fullmatch(text) is not None and _has_real_units(text)


def _is_behind(text: str) -> bool:
    return _ONLY_BEHIND.fullmatch(text) is not None and _has_real_units(text)


def _has_real_units(text: str) -> bool:
    return all(is_unit(one) for one in re.findall(r"[^\W\d_]+\.?\$?", text))


def _belongs_right(words: Sequence[PlacedWord], at: int) -> bool:
    """Whether a sign or currency belongs to the next number rather than to the one before."""
    if at + 1 >= len(words) or not _is_before(words[at].text):
        return False
    behind = words[at + 1]
    return behind.text[:1].isdigit() and gap(words[at], behind) <= gap(words[at - 1], words[at])


def _number_at(
    words: Sequence[PlacedWord], at: int, taken: frozenset[PlacedWord], space: float
) -> tuple[re.Match[str] | None, int]:
    """A number, whose groups of digits may be words of their own, and the word behind it."""
    if _HEAD.fullmatch(words[at].text):
        end = at + 1
        while (
            end < len(words) and gap(words[end - 1], words[end]) < space and words[end] not in taken
        ):
            if _GROUP.fullmatch(words[end].text):
                end += 1
                continue
            if _LAST.fullmatch(words[end].text):
                end += 1
            break
        if end > at + 1:
            return _FIGURE.fullmatch(" ".join(one.text for one in words[at:end])), end
    return _FIGURE.fullmatch(words[at].text), at + 1


def value_of(digits: str, mark: str) -> tuple[Decimal, int]:
    """What some digits with their marks are, and how many decimals they have."""
    solid = re.sub(r"[\s'\u2019\u00b4\u00a0\u202f]", "", digits)
    marks = [one for one in solid if one in ".,"]
    if not marks:
        return Decimal(solid), 0
    last = marks[-1]
    behind = len(solid) - solid.rfind(last) - 1
    is_group = (len(set(marks)) == 1 and len(marks) > 1) or (
        len(marks) == 1 and behind == 3 and last != mark and not solid.startswith(("0", last))
    )
    if is_group:
        return Decimal(re.sub(r"[.,]", "", solid)), 0
    whole, _, part = solid.rpartition(last)
    return Decimal(f"{re.sub(r'[.,]', '', whole) or '0'}.{part}"), behind


def makes(
    quantity: Figure | None, price: Figure | None, amount: Figure, discount: Figure | None = None
) -> bool:
    """Whether quantity and price of a line make its amount, less its discount where there is one."""
    if quantity is None or price is None:
        return False
    made = abs(quantity.value * price.value)
    results = [made]
    if discount is not None:
        less = abs(discount.value)
        results += [made * (100 - less) / 100, made - less]
    # A price of few decimals is rounded itself.
    return any(abs(one - abs(amount.value)) <= _NEAR for one in results)
