"""Detectors: entities that need no learning, found by their form and verified where they can be.

Each takes time linear in the text (RE2, or a bounded look at each place that RE2 found), and
prefers to miss an entity over finding one that is none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise

from enricher.recognizer.amounts import find_amounts, without_magnitude
from enricher.recognizer.open_terms import find_open_terms
from enricher.recognizer.phrases import date_pattern, duration_pattern, percent_pattern
from enricher.recognizer.search import Stretch, expression
from enricher.recognizer.signatures import find_signature_date
from enricher.values.codes.iso import IBAN_LENGTHS
from enricher.values.identifier import EMAIL, is_bic, is_iban, is_isin, is_lei

Detector = Callable[[str, str], Iterable[Stretch]]
"""Takes a text and its language (ISO 639-1, "" if unknown); what it yields does not overlap."""

_NUMBER_GOES_ON = re.compile(r"[.,'\u2019]?\d")
_WEIGHT = re.compile(r"^[^£]*(?:pounds?|pfund)$", re.IGNORECASE)
_ENGLISH_UNITS = ("year", "quarter", "month", "week", "day", "hour", "minute")
_UNIT = re.compile(rf"\b({'|'.join(_ENGLISH_UNITS)})s?\b", re.IGNORECASE)
_AGE = re.compile(r"\s+(?:old|of\s+age)\b", re.IGNORECASE)
# `13.2 Hours of access`: a number of a clause, and how the clause begins.
_HEADING = re.compile(r"^\d{1,2}\.\d{1,2}\.?\s+[A-Z]", re.MULTILINE)
_YEAR_NUMBER = re.compile(r"(?:19|20)\d\d\b")
# Between two groups of an account number: a blank, a hyphen or the end of a line.
_GAP = re.compile(r"[ \u00a0-](?![ \u00a0-])|[ \u00a0]?\r?\n[ \u00a0]{0,2}(?=\S)")
_BIC_CONTEXT = re.compile(r"\b(?:BIC|SWIFT|bank\s+identifier)\b", re.IGNORECASE)
_BIC_CONTEXT_CHARACTERS = 40


def find_money(text: str, language: str) -> Iterator[Stretch]:
    for start, end in find_amounts(text, language):
        if _stands_alone(text, start, end) and not _WEIGHT.search(text[start:end]):
            yield start, end


def find_percents(text: str, language: str) -> Iterator[Stretch]:
    for start, end in expression(percent_pattern(language)).find(text):
        start = _with_point(text, without_magnitude(text, start, end))
        if _stands_alone(text, start, end):
            yield start, end


def find_dates(text: str, language: str) -> Iterator[Stretch]:
    for start, end in expression(date_pattern(language)).find(text):
        if _stands_alone(text, start, end) and _has_month(text[start:end]):
            yield start, end


def find_durations(text: str, language: str) -> Iterator[Stretch]:
    for start, end in _durations(text, language):
        start = _with_point(text, without_magnitude(text, start, end))
        if (
            _stands_alone(text, start, end)
            and not _HEADING.match(text, start, end)
            and not _AGE.match(text, end)
            and not _YEAR_NUMBER.match(text, start, end)
        ):
            yield start, end


def _durations(text: str, language: str) -> Iterator[Stretch]:
    """`two years and six months` is one duration, `30 days and 60 days` are two."""
    for start, end in expression(duration_pattern(language)).find(text):
        units = [_ENGLISH_UNITS.index(unit.lower()) for unit in _UNIT.findall(text, start, end)]
        if all(larger < smaller for larger, smaller in pairwise(units)):
            yield start, end
            continue
        for first, last in expression(duration_pattern(language, joined=False)).find(
            text[start:end]
        ):
            yield start + first, start + last


def find_ibans(text: str, language: str) -> Iterator[Stretch]:
    last_end = 0
    for start, _ in expression(r"\b[A-Z]{2}\d{2}[\x{a0}\s-]{0,4}[A-Z0-9]{2}").find(text):
        length = IBAN_LENGTHS.get(text[start : start + 2])
        if length is None or start < last_end:
            continue
        end = _end_of_compact(text, start, length)
        if end is None or not _stands_alone(text, start, end):
            continue
        if is_iban(re.sub(r"[^A-Z0-9]", "", text[start:end])):
            last_end = end
            yield start, end


def find_bics(text: str, language: str) -> Iterator[Stretch]:
    """With the word BIC or SWIFT shortly before, or of a form that no word in capitals has."""
    for start, end in expression(r"\b[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?\b").find(text):
        found = text[start:end]
        if not (is_bic(found) and _stands_alone(text, start, end)):
            continue
        before = text[max(0, start - _BIC_CONTEXT_CHARACTERS) : start]
        unlike_a_word = found.endswith("XXX") or re.search(r"\d", found)
        if unlike_a_word or _BIC_CONTEXT.search(before):
            yield start, end


def find_leis(text: str, language: str) -> Iterator[Stretch]:
    for start, end in expression(r"\b[A-Z0-9]{18}[0-9]{2}\b").find(text):
        found = text[start:end]
        if re.search(r"[A-Z]", found) and is_lei(found) and _stands_alone(text, start, end):
            yield start, end


def find_isins(text: str, language: str) -> Iterator[Stretch]:
    for start, end in expression(r"\b[A-Z]{2}[A-Z0-9]{9}[0-9]\b").find(text):
        if is_isin(text[start:end]) and _stands_alone(text, start, end):
            yield start, end


def find_emails(text: str, language: str) -> Iterator[Stretch]:
    for start, end in expression(rf"\b{EMAIL}\b").find(text):
        if ".." not in text[start:end] and _stands_alone(text, start, end):
            yield start, end


def find_signature_dates(text: str, language: str) -> Iterator[Stretch]:
    return find_signature_date(text, language, find_dates)


DETECTORS: Mapping[str, Detector] = {
    "money": find_money,
    "percent": find_percents,
    "date": find_dates,
    "duration": find_durations,
    "open_term": find_open_terms,
    "signature_date": find_signature_dates,
    "iban": find_ibans,
    "bic": find_bics,
    "lei": find_leis,
    "isin": find_isins,
    "email": find_emails,
}
SURENESS: Mapping[str, float] = {"open_term": 0.9, "signature_date": 0.8}
"""How sure detectors are that verify nothing, by name; all others are sure."""


def _with_point(text: str, start: int) -> int:
    """The start of a number whose point stands before its first digit: `.5%`."""
    leads = text[start].isdigit() and text[start - 1 : start] == "."
    return start - 1 if leads and not text[start - 2 : start - 1].isalnum() else start


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether no word or number goes on at either side; in RE2 only ASCII letters make words."""
    if start:
        before = text[start - 1]
        if text[start].isalnum() and (before.isalnum() or before == "_"):
            return False
        if (
            text[start].isdigit()
            and start > 1
            and before in ".,'\u2019/"
            and text[start - 2].isdigit()
        ):
            return False
    if end < len(text):
        if text[end - 1].isalnum() and (text[end].isalnum() or text[end] == "_"):
            return False
        if text[end - 1].isdigit() and _NUMBER_GOES_ON.match(text, end):
            return False
    return True


def _has_month(date: str) -> bool:
    """Whether a date in figures has a part that can be a month; worded ones have."""
    parts = re.fullmatch(r"(\d+)([./-])\s?(\d+)\2\s?(\d+)", date)
    if parts is None:
        return True
    first, second, third = int(parts[1]), int(parts[3]), int(parts[4])
    if len(parts[1]) == 4:
        return 1 <= second <= 12 and 1 <= third <= 31
    return (1 <= first <= 12 and 1 <= second <= 31) or (1 <= second <= 12 and 1 <= first <= 31)


def _end_of_compact(text: str, start: int, length: int) -> int | None:
    """Where `length` capitals and digits end that stand together or in groups, on lines maybe."""
    count, index = 0, start
    while index < len(text):
        character = text[index]
        if character.isascii() and (character.isdigit() or character.isupper()):
            count, index = count + 1, index + 1
            if count == length:
                return index
        elif gap := _GAP.match(text, index):
            index = gap.end()
        else:
            return None
    return None
