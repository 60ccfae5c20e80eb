"""Amounts of money, and which number a currency between two numbers belongs to.

    2 $10.00 $20.00      leads: "$10.00", "$20.00"     trails: "2 $", "10.00 $"

Each way of reading a text is looked for by itself. Where the two overlap, a chain of amounts is
read in one way or the other as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from enricher.recognizer.phrases import RISKY_CODES, money_pattern, trailing_money_pattern
from enricher.recognizer.search import Stretch, expression
from enricher.values.currencies.signs import CODES

_MINUS = "-\u2212"
_YEAR_OR_DATE = re.compile(r"(?:19|20)\d\d\s*|.*[-/]\d{2,4}\s*|\d{1,2}\.(?:19|20)\d\d\s*")
_WHOLE_NUMBER = re.compile(r"\d+\s*")
_GROUPED = re.compile(r"\d[.,'\u2019]\d")
# `$3 million and five percent`: the magnitude belongs to what stands before it.
_MAGNITUDE_AND = re.compile(r"(?:thousand|[mb]illion)\s+and\s+(?=\S)", re.IGNORECASE)
_CODE_BEHIND = re.compile(rf"[ \u00a0]?\((?:{'|'.join(sorted(CODES))})\)")


@dataclass(frozen=True, slots=True)
class _Reading:
    """`leads`: the currency stands before the figures, or the amount is in words."""

    start: int
    end: int
    leads: bool


def find_amounts(text: str, language: str) -> Iterator[Stretch]:
    """Stretches that may be amounts, in order and apart from each other."""
    for chain in _chains(_readings(text, language)):
        for start, end in _resolve(text, chain):
            # `$1,000-$2,000` is a range, not a negative amount.
            start += text[start] in _MINUS and start > 0 and text[start - 1].isalnum()
            start = without_magnitude(text, start, end)
            end -= text[end - 1] == "."  # of the sentence: `$5 million.`
            if code := _CODE_BEHIND.match(text, end):
                end = code.end()
            if _is_sure(text[start:end]):
                yield start, end


def without_magnitude(text: str, start: int, end: int) -> int:
    """The start of what was found, without the `million and` of an amount before it."""
    magnitude = _MAGNITUDE_AND.match(text, start, end)
    before = text[start - 2 : start - 1] if start > 1 else ""
    return magnitude.end() if magnitude and before.isdigit() else start


def _is_sure(found: str, *, strict: bool = False) -> bool:
    """Whether no code that is also a word in capitals is taken for a currency.

    Beside a grouped amount it is one; not so where `strict`, as another currency is there too.
    """
    risky = RISKY_CODES.intersection(re.findall(r"[A-Z]{3}", found))
    return not risky or (not strict and _GROUPED.search(found) is not None)


def _readings(text: str, language: str) -> list[_Reading]:
    """What is found in both ways, in order, without what lies inside something longer."""
    found = [_Reading(*each, True) for each in expression(money_pattern(language)).find(text)]
    trailing = expression(trailing_money_pattern()).find(text)
    found += [_Reading(*each, False) for each in trailing]
    found.sort(key=lambda each: (each.start, -each.end))
    kept: list[_Reading] = []
    for each in found:
        if not kept or each.end > kept[-1].end:
            kept.append(each)
    return kept


def _chains(readings: Sequence[_Reading]) -> Iterator[list[_Reading]]:
    """Readings each of which overlaps the next."""
    chain: list[_Reading] = []
    for each in readings:
        if chain and each.start >= chain[-1].end:
            yield chain
            chain = []
        chain.append(each)
    if chain:
        yield chain


def _resolve(text: str, chain: Sequence[_Reading]) -> list[Stretch]:
    leading = [each for each in chain if each.leads]
    trailing = [each for each in chain if not each.leads]
    if len(leading) != len(trailing):
        chosen = leading if len(leading) > len(trailing) else trailing
    elif chain[0].leads:
        chosen = leading
        if len(chain) == 2 and _is_sure(text[chain[1].start : chain[1].end], strict=True):
            return [(chain[0].start, chain[1].end)]  # one number between two: `$4,000 CAD`
    else:
        chosen = leading if _leads_next(text, chain[0], chain[1]) else trailing
    return [(each.start, each.end) for each in chosen]


def _leads_next(text: str, one: _Reading, other: _Reading) -> bool:
    """Whether the currency between two numbers, which ends `one` and begins `other`, leads on."""
    shared = text[other.start : one.end]
    before = text[one.start : other.start]
    after = text[one.end : other.end]
    gap_before = before[-1:].isspace()
    gap_after = shared[-1:].isspace() or after[:1].isspace()
    if gap_before != gap_after:
        return gap_before
    if _YEAR_OR_DATE.fullmatch(before):
        return True
    return bool(_WHOLE_NUMBER.fullmatch(before) and _GROUPED.search(after))
