"""Amounts with what labels beside and above them say."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from connectors.layout.invoices.figures import Figure, value_of
from connectors.layout.invoices.names import sum_meaning
from connectors.layout.invoices.sheet import APART, Level, Sheet
from connectors.layout.lines import PlacedWord, gap

_RATE = re.compile(r"\(?@?(\d{1,2}(?:[.,]\d{1,3})?)\s?%\)?,?")
_MOST_CHARGES = 4  # lines below a subtotal
_REACH = 9.0  # heights below the name of a column in a little table


@dataclass(frozen=True, slots=True)
class Candidate:
    """An amount that a label says what it is.

    Attributes:
        meaning: as `names.sum_meaning` has it.
        weight: how surely it is that.
        parts: what it is the sum of; () where it is printed itself.
        rate: of tax, in percent.
    """

    meaning: str
    value: Decimal
    words: tuple[PlacedWord, ...]
    at: int
    weight: float
    rate: Decimal | None = None
    parts: tuple[Decimal, ...] = ()


def sum_of_level(level: Level) -> str:
    """What the first labelled amount of a line is, "" where no label says it."""
    meaning = next((one.meaning for one in beside(level)), "")
    return "" if meaning == "loose" else meaning


def beside(level: Level) -> Iterator[Candidate]:
    """The amounts of a line with labels at their left."""
    start = level.line.words[0].left - 1
    meaning, weight, rate = "", 0.0, None
    amounts = level.money
    for number, figure in enumerate(amounts):
        words = level.words_between(start, figure.left)
        if _has_letters(words):
            meaning, weight = _meaning(words)
        if own := _rate_in(level, start, figure.left):
            rate = own
        if meaning:
            following = amounts[number + 1] if number + 1 < len(amounts) else None
            is_last = following is None or _has_letters(
                level.words_between(figure.right, following.left)
            )
            yield Candidate(
                meaning, figure.value, figure.words, level.at,
                weight if is_last else weight - 0.8, rate,
            )  # fmt: skip
        start = figure.right


def _has_letters(words: Sequence[PlacedWord]) -> bool:
    return sum(letter.isalpha() for one in words for letter in one.text) > 1


def _meaning(words: Sequence[PlacedWord]) -> tuple[str, float]:
    """What a label says: the words right at the amount, more of them where those say nothing."""
    groups: list[list[PlacedWord]] = []
    for word in words:
        if groups and gap(groups[-1][-1], word) <= APART:
            groups[-1].append(word)
        else:
            groups.append([word])
    for count in range(1, len(groups) + 1):
        label = [one.text for group in groups[-count:] for one in group]
        if not any(letter.isalpha() for text in label for letter in text):
            continue
        if meaning := sum_meaning(label):
            # Many words are a sentence rather than a label.
            length = sum(any(letter.isalpha() for letter in one) for one in label)
            return meaning, 2.0 - 0.1 * max(0, length - 3) - 0.3 * (count - 1)
    return "", 0.0


def _rate_in(level: Level, left: float, right: float) -> Decimal | None:
    for figure in level.figures:
        if figure.is_percent and left <= figure.left and figure.right <= right + 1:
            return abs(figure.value)
    for word in level.line.words:
        found = _RATE.fullmatch(word.text)
        if found and left <= word.left and word.right <= right + 1:
            return value_of(found[1], ".")[0]
    return None


def candidates_of(
    sheet: Sheet, rows: frozenset[int], feet: Iterable[Candidate] = ()
) -> list[Candidate]:
    """All amounts that labels tell.

    Args:
        rows: the numbers of the lines that are charged, or name columns.
        feet: amounts that stand below the columns of the lines.
    """
    found = list(feet)
    for level in sheet.levels:
        if level.at in rows:
            continue
        own = list(beside(level))
        found += own
        found += _columns_below(level, sheet, rows)
    return [*found, *_summed(found), *_with_charges(found), *_without_label(sheet, rows, found)]


def _with_charges(found: Sequence[Candidate]) -> Iterator[Candidate]:
    """Net amounts that are not printed: a subtotal with the discounts and charges right below it."""
    for one in found:
        if one.meaning not in ("sub", "loose") or one.parts:
            continue
        parts = [one.value]
        for other in found:
            if other.meaning in ("discount", "charge") and 0 < other.at - one.at <= _MOST_CHARGES:
                parts.append(-abs(other.value) if other.meaning == "discount" else other.value)
                value = sum(parts, Decimal(0))
                made = replace(other, meaning="net", value=value, weight=0.8, rate=None)
                yield replace(made, parts=tuple(parts))


def _without_label(
    sheet: Sheet, rows: frozenset[int], found: Sequence[Candidate]
) -> Iterator[Candidate]:
    """The other amounts: what two that are labelled make of a third is meant by it."""
    known = {(one.at, one.value) for one in found}
    for level in sheet.levels:
        for figure in level.money if level.at not in rows else ():
            if (level.at, figure.value) not in known and figure.value:
                yield Candidate("any", figure.value, figure.words, level.at, 0.3)


def _columns_below(level: Level, sheet: Sheet, rows: frozenset[int]) -> Iterator[Candidate]:
    """The amounts of a little table, whose columns have names."""
    named = names_in(level, sheet.space)
    if not named:
        return
    is_table = len(named) > 1
    for meaning, left, right in named:
        column: list[tuple[Level, Figure]] = []
        for other in sheet.below(level.at, _REACH if is_table else 2.4):
            if other.at in rows or (not other.money and column and is_table):
                break
            under = [
                one for one in other.money
                if one.left < right + 14 and one.right > left - 14
                and _nearest(one, named) == (meaning, left, right)
            ]  # fmt: skip
            column += [(other, one) for one in under[:1]]
            if under and not is_table:
                break
        values = [figure.value for _, figure in column]
        for number, (other, figure) in enumerate(column):
            rate = _rate_in(other, 0, 1e9)
            yield Candidate(
                meaning, figure.value, figure.words, other.at,
                (1.6 if is_table else 1.0) if number == len(column) - 1 else 0.9, rate,
            )  # fmt: skip
        if len(values) > 1:
            _, last = column[-1]
            yield Candidate(
                meaning,
                sum(values, Decimal(0)),
                last.words,
                column[-1][0].at,
                1.5,
                None,
                tuple(values),
            )


def names_in(level: Level, space: float) -> list[tuple[str, float, float]]:
    """The names of sums in a line that have no amount behind them, and their edges."""
    named = []
    for run in level.runs:
        for part in _parts(run.words, space):
            meaning = sum_meaning([one.text for one in part])
            if meaning in ("net", "tax", "total", "due", "sub"):
                named.append((meaning, part[0].left, part[-1].right))
    return [
        one for one in named
        if not any(
            figure.left > one[1] and not any(one[1] < other[1] < figure.left for other in named)
            for figure in level.money
        )
    ]  # fmt: skip


def _nearest(figure: Figure, named: Sequence[tuple[str, float, float]]) -> tuple[str, float, float]:
    def distance(one: tuple[str, float, float]) -> float:
        overlap = min(figure.right, one[2]) - max(figure.left, one[1])
        return -min(overlap, 0.0) + abs((figure.left + figure.right) - (one[1] + one[2])) / 100

    return min(named, key=distance)


def _parts(words: Sequence[PlacedWord], space: float) -> Iterator[Sequence[PlacedWord]]:
    start = 0
    for at in range(1, len(words) + 1):
        if at == len(words) or gap(words[at - 1], words[at]) > space:
            yield words[start:at]
            start = at


def _summed(found: Sequence[Candidate]) -> Iterator[Candidate]:
    """The taxes of several rates, as one."""
    for meaning in ("tax", "net"):
        own = [
            one for one in found
            if one.meaning == meaning and not one.parts and (one.weight > 1.25 or one.rate)
        ]  # fmt: skip
        if any(one.weight > 1.25 for one in own):
            own = [one for one in own if one.weight > 1.25]
        yield from (
            _sum([above, below])
            for above, below in itertools.pairwise(own)
            if above.value == below.value and below.at - above.at == 1
        )
        own = [
            one for at, one in enumerate(own)
            if not any(one.value == other.value and one.rate == other.rate for other in own[:at])
        ]  # fmt: skip
        for start in range(len(own)):
            for end in range(start + 2, min(len(own), start + 6) + 1):
                part = own[start:end]
                if all(b.at - a.at <= 3 for a, b in itertools.pairwise(part)):
                    yield _sum(part)


def _sum(part: Sequence[Candidate]) -> Candidate:
    values = tuple(one.value for one in part)
    weight = min(one.weight for one in part) - 0.3
    return replace(part[-1], value=sum(values, Decimal(0)), parts=values, weight=weight, rate=None)
