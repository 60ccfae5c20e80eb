"""Numbers written as words.

`text2num` (MIT, compiled, 0.6 microseconds a phrase) reads cardinals in English, German, French,
Spanish, Italian, Dutch and Portuguese. It does not read the year style "nineteen ninety-nine",
ordinals, the article as one ("a hundred", "eine Million") or halves; those are here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import pairwise

from enricher.normalize.numbers import ratio

_LANGUAGES = frozenset({"en", "de", "fr", "es", "it", "nl", "pt"})

_ARTICLES = {
    "en": {"a", "an", "one"},
    "de": {"ein", "eine", "einen", "einem", "einer", "eines"},
    "fr": {"un", "une"},
    "es": {"un", "una", "uno"},
    "it": {"un", "una", "uno"},
    "nl": {"een", "één"},
    "pt": {"um", "uma"},
}
_JOINERS = {
    "en": {"and"},
    "de": {"und"},
    "fr": {"et"},
    "es": {"y"},
    "it": {"e"},
    "nl": {"en"},
    "pt": {"e"},
}
_WHOLE_HALVES = {"anderthalb": "1.5", "eineinhalb": "1.5", "zweieinhalb": "2.5"}
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "eighth": 8, "tenth": 10}
_COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "seven": 7}
_FRACTION = re.compile(
    rf"\b(?:(?P<count>{'|'.join(_COUNTS)})(?P<gap>[\s\u2010\u2011-]+)(?P<part>{'|'.join(_PARTS)})s?"
    r"|(?P<bare>half)(?:\s+an?(?!\s+(?:hundred|thousand|million|billion)\b))?)\b(?P<of>\s+of\s+(?:one|1)\b)?",
    re.IGNORECASE,
)
_SCALE_WORDS = frozenset(
    {f"{word}{end}" for word in ("hundred", "thousand", "million", "billion") for end in ("", "s")}
)
_VAGUE = frozenset({"several", "few", "many", "some", "numerous", "multiple", "couple", "of"})
_SCALES = frozenset({100, 1_000, 1_000_000, 1_000_000_000})
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)

_UNIT_WORDS = "first second third fourth fifth sixth seventh eighth ninth"
_UNITS = _UNIT_WORDS.split()
_TEEN_WORDS = (
    "tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth"
    " eighteenth nineteenth"
)
_TEENS = _TEEN_WORDS.split()
ORDINALS: dict[str, int] = {
    **{word: n for n, word in enumerate(_UNITS, 1)},
    **{word: n for n, word in enumerate(_TEENS, 10)},
    "twentieth": 20,
    "thirtieth": 30,
    "thirtyfirst": 31,
    **{f"twenty{word}": 20 + n for n, word in enumerate(_UNITS, 1)},
    "premier": 1,
    "primero": 1,
    "primo": 1,
    "ersten": 1,
}
"""English ordinals up to 31, without blanks and hyphens, and the first day of the month abroad."""

_WORD = re.compile(r"[^\W\d_]+")
_HYPHEN = re.compile(r"\s*[-\u2010\u2011\u2013]\s*")


@dataclass(frozen=True, slots=True)
class NumberRun:
    """Number words that stand together, `[start, end)` in the text they were found in."""

    start: int
    end: int
    value: Decimal


def number_runs(text: str, language: str) -> list[NumberRun]:
    """Every maximal run of number words in a short text, in order.

    Reads the words of `language`, and English where that finds none.
    """
    code = language if language in _LANGUAGES else "en"
    runs = _runs(text, code)
    return runs if runs or code == "en" else _runs(text, "en")


def parse_cardinal(text: str, language: str) -> Decimal | None:
    """The number that the whole text spells, or None."""
    code = language if language in _LANGUAGES else "en"
    return _cardinal(text, code)


def parse_ordinal(text: str) -> int | None:
    """1 to 31 for `twentieth`, `twenty-first`, `premier`."""
    return ORDINALS.get(re.sub(r"[\s\u2010\u2011-]", "", text.casefold()))


def parse_year(text: str, language: str) -> int | None:
    """The year that words spell: `two thousand and four`, `nineteen ninety-nine`."""
    runs = number_runs(text, language)
    for run in runs:
        if run.value == run.value.to_integral_value() and 1000 <= run.value <= 2999:
            return int(run.value)
    values = [int(run.value) for run in runs]
    for century, rest in pairwise(values):
        if 10 <= century <= 29 and 0 <= rest <= 99:
            return century * 100 + rest
    return None


def _runs(text: str, language: str) -> list[NumberRun]:
    runs: list[NumberRun] = []
    words = list(_WORD.finditer(text))
    index = 0
    while index < len(words):
        if not _starts_number(words, index, language):
            index += 1
            continue
        stop = index + 1
        while stop < len(words) and _adjacent(text, words[stop - 1], words[stop]):
            if _is_number(words[stop].group(), language):
                stop += 1
            elif (
                words[stop].group().casefold() in _JOINERS[language]
                and stop + 1 < len(words)
                and _adjacent(text, words[stop], words[stop + 1])
                and _is_number(words[stop + 1].group(), language)
            ):
                stop += 2
            else:
                break
        if not _is_vague(words, index, stop):
            runs.extend(_split(text, words[index:stop], language))
        index = stop
    return _with_fractions(text, runs)


def _is_vague(words: list[re.Match[str]], start: int, stop: int) -> bool:
    """Whether a scale has no count: `several thousand`, `millions of dollars`."""
    if stop - start > 1 or words[start].group().casefold() not in _SCALE_WORDS:
        return False
    before = words[start - 1].group().casefold() if start else ""
    return words[start].group().casefold().endswith("s") or before in _VAGUE


def _split(text: str, words: list[re.Match[str]], language: str) -> list[NumberRun]:
    """Read number words as one number, or as the fewest numbers that stand side by side."""
    found = []
    first = 0
    while first < len(words):
        for last in range(len(words), first, -1):
            start, end = words[first].start(), words[last - 1].end()
            value = _cardinal(text[start:end], language)
            if value is not None:
                found.append(NumberRun(start, end, value))
                first = last
                break
        else:
            first += 1
    return found


def _with_fractions(text: str, runs: list[NumberRun]) -> list[NumberRun]:
    """Add `one-half of one`; `three and one-half` and `one and a half million` are one number."""
    for match in _FRACTION.finditer(text):
        start, end = match.span()
        kept = [run for run in runs if run.end <= start or run.start >= end]
        before = next((run for run in reversed(kept) if run.end <= start), None)
        joined = before is not None and bool(_AND.fullmatch(text[before.end : start]))
        value = _fraction(match, joined)
        if value is None:
            continue
        if before is not None and joined:
            kept.remove(before)
            start, value = before.start, value + before.value
        after = next((run for run in kept if run.start >= end), None)
        if after is not None and not text[end : after.start].strip() and after.value in _SCALES:
            kept.remove(after)
            end, value = after.end, value * after.value
        runs = sorted([*kept, NumberRun(start, end, value)], key=lambda run: run.start)
    return runs


def _fraction(match: re.Match[str], joined: bool) -> Decimal | None:
    """The value of a fraction; None for `four quarters`, which are a year.

    Args:
        match: of `_FRACTION`.
        joined: a number and `and` stand before it.
    """
    if match["bare"]:
        return Decimal("0.5")
    part = match["part"].casefold()
    if part != "half" and match["gap"].isspace() and not match["of"] and not joined:
        return None
    return ratio(_COUNTS[match["count"].casefold()], _PARTS[part])


def _adjacent(text: str, left: re.Match[str], right: re.Match[str]) -> bool:
    return text[left.end() : right.start()].strip() in {"", "-", "\u2010", "\u2011", "\u2013"}


def _starts_number(words: list[re.Match[str]], index: int, language: str) -> bool:
    word = words[index].group()
    if _is_number(word, language):
        return True
    if word.casefold() not in _ARTICLES[language] or index + 1 >= len(words):
        return False
    following = _cardinal(words[index + 1].group(), language)
    return following is not None and following >= 100


def _is_number(word: str, language: str) -> bool:
    return _cardinal(word, language) is not None


def _cardinal(text: str, language: str) -> Decimal | None:
    phrase = _HYPHEN.sub("-", " ".join(text.casefold().split()))
    if phrase in _WHOLE_HALVES:
        return Decimal(_WHOLE_HALVES[phrase])
    if phrase in _ARTICLES[language] - {"a", "an"}:
        return Decimal(1)
    head, _, tail = phrase.partition(" ")
    if tail and head in _ARTICLES[language]:
        rest = _read(tail, language)
        if rest is not None and rest >= 100:
            return rest
    return _read(phrase, language)


def _read(phrase: str, language: str) -> Decimal | None:
    try:
        return Decimal(_reader()(phrase, language))
    except ValueError:
        return None


@cache
def _reader() -> Callable[[str, str], int | float]:
    # Loaded at the first spelled-out number: the extension takes 12 ms.
    from text_to_num import text2num  # type: ignore[import-untyped]

    reader: Callable[[str, str], int | float] = text2num
    return reader
