"""Balances that labels name, beside them or above."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from connectors.layout.amounts import Amount
from connectors.layout.cells import Content
from connectors.layout.lines import PlacedWord, segments
from connectors.layout.statements.facts import APART, Around, StatedBalance
from connectors.layout.statements.names import balance_named

_ALONE = 3.0  # heights between an amount above its label and other words
_MOST_OVER = 4  # amounts beside each other above their labels


def label_beside(content: Content, amount: Amount) -> list[str]:
    """The words that an amount belongs to: those of the nearest column at its left, or else right."""
    before = [one for one in content.rest if one.right <= amount.left + 1]
    if before:
        return [one.text for one in list(segments(before, APART))[-1]]
    behind = [one for one in content.rest if one.left >= amount.right - 1]
    return [one.text for one in next(segments(behind, APART), ())]


def kind_of_line(content: Content) -> str:
    """Which balance or total a line tells, "" for none."""
    if not content.amounts:
        return ""
    near = balance_named(label_beside(content, content.amounts[0]))
    first = content.amounts[0].left
    return near or balance_named([one.text for one in content.rest if one.right <= first + 1])


def read_balances(
    content: Content, below: Sequence[Content], above: Sequence[Content], at: int, around: Around
) -> None:
    """What a line tells of balances.

    Args:
        above: the lines right above it on its page, the nearest first.
    """
    day = content.days[-1] if content.days else None
    runs = list(segments(content.rest, APART))
    for amount in content.amounts:
        kind = balance_named(label_beside(content, amount))
        if not kind and amount is content.amounts[0]:
            kind = kind_of_line(content)
        if kind and kind != "total":
            around.balances.append(StatedBalance(kind, amount, at, day))
    if content.amounts:
        return
    for run in [*runs, *(one for one in _labels(content.rest) if one not in runs)]:
        kind = balance_named([one.text for one in run])
        if kind in ("", "total", "carried"):
            continue
        under = [
            (amount, number)
            for number, other in enumerate(below[:2], at + 1)
            for amount in other.amounts
            if amount.left < run[-1].right + 4 and amount.right > run[0].left - 4
        ]
        if under:
            around.values.add(under[0][1])
            around.balances.append(StatedBalance(kind, under[0][0], at, day))
        elif over := next(filter(None, (_over(one, run) for one in above)), None):
            around.balances.append(StatedBalance(kind, over, at, day))


def _over(above: Content, run: Sequence[PlacedWord]) -> Amount | None:
    """The amount right above a label, with nothing beside it."""
    near = [one for one in above.amounts if one.left < run[-1].right and one.right > run[0].left]
    if above.days or len(near) != 1 or len(above.amounts) > _MOST_OVER:
        return None
    amount = near[0]
    reach = _ALONE * above.line.height
    is_alone = all(
        word.right < amount.left - reach or word.left > amount.right + reach for word in above.rest
    )
    return amount if is_alone else None


def _labels(words: Sequence[PlacedWord]) -> Iterator[tuple[PlacedWord, ...]]:
    """Names beside each other, where a unit in brackets ends one: `Opening balance ($) Added ($)`."""
    for run in segments(words):
        start = 0
        for at, word in enumerate(run, 1):
            if at == len(run) or (word.text.startswith("(") and word.text.endswith(")")):
                yield run[start:at]
                start = at
