"""Contracts of CUAD as labels of the categories of contracts.

    passages (lawyers marked sentences) + answers
        -> the name, date, duration or place in a passage whose value is the answer -> Span

A sentence such as "continues for three years and renews for successive one-year terms unless ended
with 60 days' notice" is marked for three questions at once. What answers each of them is found by its
value, and where two durations have the same, by the words around them. A date that is both that of the
agreement and that from which it is effective is labelled, place by place, as what the words beside it say.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from enricher.entities import Span
from enricher.recognizer.detectors import DETECTORS
from enricher.values import VALUE_TYPES, normalize_text
from enricher.values.lengths.length import add_length, read_length
from enricher.values.lengths.open_terms import FOREVER_PHRASE, PERPETUAL, UNTIL_PHRASE
from training.dataset.tags import LabeledText
from training.evaluation.scores import Fields
from training.experiments.cuad import Contract, read_cuad
from training.experiments.cuad_answers import (
    AGREEMENT_DATE,
    EXPIRY_DATE,
    NOTICE_PERIOD,
    QUESTIONS,
    RENEWAL_TERM,
    expected_fields,
)
from training.experiments.nda import (
    EFFECTIVE_DATE,
    JURISDICTION,
    PARTY,
    TERM,
    find_name,
    is_effective,
    without_overlaps,
)
from training.experiments.scans import read_digital

TITLE, TITLE_QUESTION = "Title", "Document Name"
CATEGORIES = (
    TITLE,
    PARTY,
    AGREEMENT_DATE,
    EFFECTIVE_DATE,
    EXPIRY_DATE,
    TERM,
    RENEWAL_TERM,
    NOTICE_PERIOD,
    JURISDICTION,
)

DAYS_OFF = 2  # the last day of a year from June 1 on is June 1 for some, May 31 for others
_LONGEST_DATE = 50
_REACH = 30  # characters, as a value may begin before the passage that is marked

_RENEWS = re.compile(
    r"renew|exten[ds]|successive|additional|further|subsequent|consecutive|thereafter|year[\s-]to[\s-]year"
    r"|automatic",
    re.IGNORECASE,
)
_RENEWS_BEHIND = re.compile(r"[\s-]+(?:\w+\s+)?(?:renewal|extension|option)s?\b", re.IGNORECASE)
_YEAR_TO_YEAR = re.compile(r"\b(year|month)[\s-]+to[\s-]+(?:year|month)\b", re.IGNORECASE)
_OF_NOTICE = re.compile(
    r"\bnoti(?:ce|f)|\bprior\b|\bbefore\b|in\s+advance|non-?renew", re.IGNORECASE
)
# `60 days' prior written notice`: a duration before or after which something is done.
_AHEAD = re.compile(
    r"['\u2019]?s?\s*(?:\)\s*)?(?:['\u2019]\s*)?(?:(?:prior|advanced?|written)\b|notice\b|before\b|after\s+(?:written\s+)?notice)",
    re.IGNORECASE,
)
_ANNIVERSARY = re.compile(
    r"\b(?:[a-z]+(?:-[a-z]+)?|\d{1,2}\s?(?:st|nd|rd|th))\s*(?:\(\s*\d{1,2}\s?\w?\s?\w\s*\)\s*)?(?:year\s+)?anniversary\b",
    re.IGNORECASE,
)
_OPEN = re.compile(
    rf"{UNTIL_PHRASE}|{FOREVER_PHRASE}|\bperpetual\b|\bindefinite\s+(?:term|period|duration)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_GOVERNS = re.compile(r"\blaws?\b|\blegislation\b|\bstatutes?\b|govern|constru", re.IGNORECASE)
_OTHER_NAMES: Mapping[str, tuple[str, ...]] = {
    "England and Wales": ("England & Wales", "England", "English"),
    "China": ("People's Republic of China", "People\u2019s Republic of China", "P.R. China", "PRC"),
    "Hong Kong": ("Hong Kong Special Administrative Region",),
    "New York": ("NY",),
    "Switzerland": ("Swiss",),
    "Germany": ("German",),
}

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Found:
    """A date or a duration in a text, and its value as it is shown."""

    start: int
    end: int
    shown: str

    def is_in(self, place: Place) -> bool:
        start, end = place
        return (
            self.start < end
            and start < self.end
            and start - _REACH <= self.start
            and self.end <= end + _REACH
        )


def label(contract: Contract) -> LabeledText:
    """Find the places of a contract's answers."""
    text, expected = contract.text, expected_fields(contract)
    titles = [Span(*place, TITLE) for place in contract.passages(TITLE_QUESTION)]
    names = [Span(*place, PARTY) for name in contract.parties for place in find_name(text, name)]
    spans = [
        *titles,
        *names,
        *_laws(contract, expected[JURISDICTION]),
        *_days(contract, expected),
        *_lengths(contract, expected),
    ]
    return LabeledText(contract.id, text, without_overlaps(spans))


def read_contracts(folder: Path, texts: Path) -> list[Contract]:
    """Read the contracts as the product reads their PDFs.

    Args:
        folder: holds the set.
        texts: where extracted texts are kept from run to run; outside the project.
    """
    read = read_digital(sorted((folder / "documents").glob("*.pdf")), texts)
    return read_cuad(folder, {Path(name).stem: text for name, text in read.items()})


def count_found(contracts: Iterable[Contract]) -> dict[str, tuple[int, int]]:
    """Per category for how many contracts it is answered, and in how many of them it is labelled."""
    answered: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for contract in contracts:
        labelled = {one.category for one in label(contract).labels}
        for category, values in expected_fields(contract).items():
            answered[category] += bool(values)
            found[category] += bool(values) and not labelled.isdisjoint(_LABELLED_AS[category])
    return {category: (answered[category], found[category]) for category in answered}


def unknown_lengths(contract: Contract, labels: Iterable[Span]) -> frozenset[str]:
    """The lengths that lawyers marked a passage for and did not answer, and a term whose place is not known.

    That nothing is labelled says nothing then.
    """
    expected = expected_fields(contract)
    labelled = {one.category for one in labels}
    unknown = {
        length
        for length in (RENEWAL_TERM, NOTICE_PERIOD)
        if contract.passages(QUESTIONS[length]) and not expected[length]
    }
    if expected[EXPIRY_DATE] and labelled.isdisjoint((TERM, EXPIRY_DATE)):
        unknown.add(TERM)
    return frozenset(unknown)


_LABELLED_AS: Mapping[str, tuple[str, ...]] = {
    **{category: (category,) for category in CATEGORIES},
    AGREEMENT_DATE: (AGREEMENT_DATE, EFFECTIVE_DATE),
    EXPIRY_DATE: (EXPIRY_DATE, TERM),
}


def _laws(contract: Contract, places: Sequence[str]) -> Iterator[Span]:
    for start, end in contract.passages(QUESTIONS[JURISDICTION]):
        passage = contract.text[start:end]
        for place in places:
            for match in _named(place).finditer(passage):
                near = passage[max(0, match.start() - 120) : match.end() + 40]
                if _GOVERNS.search(near):
                    yield Span(start + match.start(), start + match.end(), JURISDICTION)


def _named(place: str) -> re.Pattern[str]:
    names = [
        r"\s+".join(map(re.escape, name.split())) for name in (place, *_OTHER_NAMES.get(place, ()))
    ]
    # What a company is of says nothing of the law: `a New York corporation`.
    founded = r"(?!\s+(?:limited|corporation|company|partnership)\b)"
    return re.compile(rf"(?<!\w)(?:{'|'.join(names)})(?!\w){founded}", re.IGNORECASE)


def _days(contract: Contract, expected: Fields) -> Iterator[Span]:
    """Dates of the agreement wherever they stand; that of its end where its end is spoken of."""
    effective, signed = expected[EFFECTIVE_DATE], expected[AGREEMENT_DATE]
    dates = _found(contract.text, "date", DETECTORS["date"](contract.text, "en"))
    ending = contract.passages(QUESTIONS[EXPIRY_DATE])
    are_apart = bool(effective and signed) and effective != signed
    for each in dates:
        if each.shown in (*effective, *signed):
            takes_effect = (
                each.shown in effective
                if are_apart
                else is_effective(contract.text, each.start, each.end)
            )
            yield Span(each.start, each.end, EFFECTIVE_DATE if takes_effect else AGREEMENT_DATE)
        elif each.shown in expected[EXPIRY_DATE] and any(each.is_in(place) for place in ending):
            yield Span(each.start, each.end, EXPIRY_DATE)
    known = {each.shown for each in dates}
    if known.isdisjoint(effective):
        yield from _open_days(contract, EFFECTIVE_DATE, effective)
    if known.isdisjoint(signed) and signed != effective:
        yield from _open_days(contract, AGREEMENT_DATE, signed)


def _open_days(contract: Contract, category: str, wanted: Sequence[str]) -> Iterator[Span]:
    """`this ____ day of May, 2000`: no date that a detector finds, and yet what was asked for."""
    for start, end in contract.passages(QUESTIONS[category]):
        if wanted and end - start <= _LONGEST_DATE and _YEAR.search(contract.text, start, end):
            yield Span(start, end, category)


def _lengths(contract: Contract, expected: Fields) -> Iterator[Span]:
    text = contract.text
    places = [
        *DETECTORS["duration"](text, "en"),
        *(match.span() for match in _ANNIVERSARY.finditer(text)),
    ]
    found = _found(text, "duration", sorted(places))
    renewals = list(_renewals(contract, expected[RENEWAL_TERM], found))
    taken = {(one.start, one.end) for one in renewals}
    notices = [
        Span(each.start, each.end, NOTICE_PERIOD)
        for each in _within(found, contract.passages(QUESTIONS[NOTICE_PERIOD]))
        if _is_as_long(each.shown, expected[NOTICE_PERIOD])
        and (each.start, each.end) not in taken
        and _OF_NOTICE.search(text, max(0, each.start - 150), each.end + 80)
    ]
    taken |= {(one.start, one.end) for one in notices}
    left = [each for each in found if (each.start, each.end) not in taken]
    return iter([*renewals, *notices, *_terms(contract, expected, left)])


def _renewals(contract: Contract, wanted: Sequence[str], found: Sequence[_Found]) -> Iterator[Span]:
    text = contract.text
    passages = contract.passages(QUESTIONS[RENEWAL_TERM])
    for each in _within(found, passages):
        begin = next(place[0] for place in passages if each.is_in(place))
        renews = _RENEWS.search(text, max(begin, each.start - 200), each.start)
        if (
            _is_as_long(each.shown, wanted)
            and (renews or _RENEWS_BEHIND.match(text, each.end))
            and not _AHEAD.match(text, each.end)
        ):
            yield Span(each.start, each.end, RENEWAL_TERM)
    for start, end in passages:
        for match in _YEAR_TO_YEAR.finditer(text, start, end):
            if f"1 {match[1].lower()}" in wanted:
                yield Span(*match.span(), RENEWAL_TERM)


def _terms(contract: Contract, expected: Fields, found: Sequence[_Found]) -> Iterator[Span]:
    """What lasts from the agreement's day to its end; else the first length that is spoken of."""
    text, end = contract.text, "".join(expected[EXPIRY_DATE])
    ending = contract.passages(QUESTIONS[EXPIRY_DATE])
    if end == PERPETUAL:
        for place in ending:
            if match := _OPEN.search(text, *place):
                yield Span(*match.span(), TERM)
        return
    terms = [each for each in _within(found, ending) if not _AHEAD.match(text, each.end)]
    days = (*expected[EFFECTIVE_DATE], *expected[AGREEMENT_DATE])
    exact = [each for each in terms if any(_adds_up(day, each.shown, end) for day in days)]
    for each in exact or terms[:1]:
        yield Span(each.start, each.end, TERM)


def _found(text: str, type_: str, places: Iterable[Place]) -> list[_Found]:
    """Values at some places; "" stands for one that can be read in several ways."""
    read = [
        (start, end, normalize_text(VALUE_TYPES[type_], text[start:end], locale="en-US").value)
        for start, end in places
    ]
    return [_Found(start, end, value.display if value else "") for start, end, value in read]


def _within(found: Iterable[_Found], passages: Sequence[Place]) -> list[_Found]:
    return [each for each in found if any(each.is_in(place) for place in passages)]


def _is_as_long(shown: str, wanted: Sequence[str]) -> bool:
    orders = [length.order for one in wanted if (length := read_length(one))]
    length = read_length(shown)
    return length is not None and length.order in orders


def _adds_up(begin: str, length: str, end: str) -> bool:
    """Whether a length from a day on ends on another."""
    span = read_length(length)
    if span is None or span.is_open or not (_ISO_DAY.fullmatch(begin) and _ISO_DAY.fullmatch(end)):
        return False
    day = add_length(date.fromisoformat(begin), span)
    return abs((date.fromisoformat(end) - day).days) <= DAYS_OFF
