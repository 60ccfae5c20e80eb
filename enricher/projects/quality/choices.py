"""What a label takes in or leaves out: an article, a legal form, a currency, a mark.

Where something stands at the edge of labels of a category, inside of some and just outside of
others, most of them show how it is meant. A mark such as a comma is left out by a label too that
has none beside it: nobody means to tag it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from enricher.projects.quality.flaws import Aspect, Flaw, Passage, Place, Severity, Tagged, some_of
from enricher.projects.quality.surroundings import is_balanced
from enricher.values.currencies.signs import CODES

FEWEST = 5  # labels in which the choice was made
MOST_ODD = 0.2  # of them
_REACH_CHARACTERS = 30

# `a` is an article, and a preposition in other languages.
_ARTICLES = r"(?:the|der|die|das|den|dem|des|les?|la|el|los|las|il|lo|gli|het)"
# The short ones are words when they are not in capitals: `as`, `se`.
_FORMS = (
    r"(?:(?:incorporated|inc|corporation|corp|company|limited|ltd|l\.?\s?l\.?\s?c|l\.?\s?l\.?\s?p"
    r"|l\.\s?p|plc|gmbh(?:\s*&\s*co\.?\s*kg)?|ohg|s\.?a\.?r\.?l|s\.p\.a|spa|s\.?r\.?l|n\.\s?v|b\.\s?v"
    r"|asa|oyj|aps|pty(?:\.?\s*ltd)?|pte(?:\.?\s*ltd)?)\b|(?-i:Co|CO|LP|AG|KG|SA|NV|BV|AB|AS|OY|Oy|SE)\b)"
    r"\.?"
)
LEGAL_FORM = re.compile(rf"(?<!\w){_FORMS}", re.IGNORECASE)
_CODES = "|".join(sorted(CODES))
_CURRENCY = rf"(?:(?:US|U\.S\.|C|CA|A|AU|NZ|HK|S)?\s?\$|[€£¥₹]|\b(?:{_CODES})\b)"
_CURRENCY_WORD = (
    rf"(?:[€£]|\b(?:{_CODES}|(?:u\.?s\.?\s+)?dollars?|euros?|pounds?(?:\s+sterling)?)\b)"
)
_TITLES = r"(?:mr|mrs|ms|dr|prof|herr|frau|mme|sig|dott)\b\.?"


class _Thing(NamedTuple):
    """What may be inside of a label or outside.

    Attributes:
        edge: of the label at which it stands.
        pattern: without regard to case, but for currencies.
        is_mark: see above; labels without it count as leaving it out.
        gap: what may stand between it and the rest.
    """

    name: str
    edge: Literal["begin", "end"]
    pattern: str
    is_mark: bool = False
    gap: str = r"\s*"
    flags: re.RegexFlag = re.IGNORECASE


_THINGS = (
    _Thing("an article", "begin", _ARTICLES, gap=r"\s+"),
    _Thing("a title", "begin", _TITLES),
    _Thing("a legal form", "end", _FORMS, gap=r"(?:\s*,\s*|\s+)"),
    _Thing("the currency", "begin", _CURRENCY, flags=re.RegexFlag(0)),
    _Thing("the currency", "end", _CURRENCY_WORD, gap=r"[\s-]*"),
    _Thing("the percent sign", "end", r"(?:%|percent\b|per\s+cent\b|v\.\s?H\.|Prozent\b)"),
    _Thing("a bracket", "begin", r"[(\[]", is_mark=True),
    _Thing("a bracket", "end", r"[)\]]", is_mark=True),
    _Thing("a quotation mark", "begin", '["\u201c\u201e\u00ab\u2018]', is_mark=True),
    _Thing("a quotation mark", "end", '["\u201d\u201c\u00bb\u2019]', is_mark=True),
    _Thing("a comma or the like", "end", r"[,;:]", is_mark=True),
    _Thing("a mark", "begin", r"[,;:.\-\u2013\u2014\u2022*]", is_mark=True),
    # Not the point of an abbreviation: a long word or a number stands before it.
    _Thing("a full stop", "end", r"(?<=[^\W\d_]{5})\.|(?<=\d)\.|(?<=[)\]])\.", is_mark=True),
)


@dataclass(frozen=True, slots=True)
class _Made:
    """A label in which a choice was made, and how it would be with the other choice."""

    one: Tagged
    other: tuple[int, int] | None


def odd_choices(
    category: str, labels: Sequence[Tagged], settled: frozenset[Place]
) -> Iterator[Flaw]:
    """Labels that take something in which the others leave out, or the other way round.

    Args:
        settled: labels that another flaw has a better word for.
    """
    for thing in _THINGS:
        taken, left, none = [], [], 0
        for one in labels:
            if one.place in settled or (thing.is_mark and is_balanced(one.text)):
                continue
            if (inner := _without(thing, one)) is not None:
                taken.append(_Made(one, inner))
            elif (outer := _with(thing, one)) is not None:
                left.append(_Made(one, outer))
            else:
                none += 1
        count = len(taken) + len(left) + (none if thing.is_mark else 0)
        if count < FEWEST:
            continue
        if taken and len(taken) <= MOST_ODD * count:
            yield _flaw(thing, category, taken, count, "take in")
        elif left and not thing.is_mark and len(left) <= MOST_ODD * count:
            yield _flaw(thing, category, left, count, "leave out")


def _flaw(thing: _Thing, category: str, made: Sequence[_Made], count: int, what: str) -> Flaw:
    others = "the others do" if what == "leave out" else "the others do not"
    where = "in front" if thing.edge == "begin" else "behind"
    passages: tuple[Passage, ...] = tuple(one.one.passage(one.other) for one in made)
    return Flaw(
        Aspect.PRECISE,
        "choice",
        Severity.WARNING,
        f"{some_of(len(made), count)} {category} labels {what} {thing.name} {where}, {others};"
        " tag them all the same way",
        category,
        passages,
    )


def _without(thing: _Thing, one: Tagged) -> tuple[int, int] | None:
    """The label less the thing, None where it does not take it in or is nothing else."""
    start, end = one.label.start, one.label.end
    text = one.document.text
    if thing.edge == "begin":
        found = re.compile(rf"(?:{thing.pattern}){thing.gap}", thing.flags).match(text, start, end)
        is_taken = found is not None and found.end() < end
        return (found.end(), end) if found and is_taken else None
    covered = text[start:end]
    at_end = re.search(rf"{thing.gap}(?:{thing.pattern})$", covered, thing.flags)
    if at_end is None or not re.search(r"\w", covered[: at_end.start()]):
        return None
    if covered[at_end.start()].isalnum() and covered[at_end.start() - 1].isalnum():
        return None  # the end of a word, as in `Banco`
    return start, start + at_end.start()


def _with(thing: _Thing, one: Tagged) -> tuple[int, int] | None:
    """The label and the thing that stands just outside of it."""
    start, end = one.label.start, one.label.end
    text = one.document.text
    if thing.edge == "end":
        reach = min(len(text), end + _REACH_CHARACTERS)
        found = re.compile(rf"{thing.gap}(?:{thing.pattern})", thing.flags).match(text, end, reach)
        if found is None or _breaks_line(found[0]):
            return None
        return (start, found.end()) if _is_apart(text, end, found.start()) else None
    reach = max(0, start - _REACH_CHARACTERS)
    before = text[reach:start]
    found = re.search(rf"(?<!\w)(?:{thing.pattern}){thing.gap}$", before, thing.flags)
    if found is None or _breaks_line(found[0]):
        return None
    return reach + found.start(), end


def _is_apart(text: str, end: int, _start: int) -> bool:
    """Whether a word does not go on behind the label."""
    return not (text[end : end + 1].isalnum() and text[end - 1].isalnum())


def _breaks_line(text: str) -> bool:
    return "\n" in text or "\r" in text
