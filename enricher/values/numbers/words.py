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

from enricher.values.numbers.fractions import (
    AND,
    POINT,
    SCALES,
    fraction_pattern,
    joiner,
    read_fraction,
)

_LANGUAGES = frozenset({"en", "de", "fr", "es", "it", "nl", "pt"})

ARTICLES = {
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
_HALF_MORE = re.compile(
    r"(?P<whole>\w+?)(?:und)?einhalb|anderthalb|anderhal(?:f|ve)|(?P<dutch>\w+?)(?:[eë]n)?eenhal(?:f|ve)"
)
# Spellings that text2num does not know: the plain one of what it wants accented, and slips.
_RESPELLED: dict[str, tuple[tuple[re.Pattern[str], str], ...]] = {
    language: tuple((re.compile(pattern), written) for pattern, written in pairs)
    for language, pairs in {
        "en": ((r"\bninty\b", "ninety"), (r"\bforteen\b", "fourteen")),
        "de": ((r"fuenf", "fünf"), (r"zwoelf", "zwölf"), (r"dreiss?ig", "dreißig")),
        "es": (
            (r"veinti(?:ún|un)\b", "veintiuno"),
            (r"veintidos\b", "veintidós"),
            (r"veintitres\b", "veintitrés"),
            (r"\b(\w+ y) un\b", r"\1 uno"),
        ),
        "nl": ((r"(?<=[wr])([ei])een(?=[dvztn])", r"\1eën"), (r"\been\b", "één")),
    }.items()
}
_SCALE_WORDS = frozenset(
    {f"{word}{end}" for word in ("hundred", "thousand", "million", "billion") for end in ("", "s")}
)
_SCORE = re.compile(r"[\s-]*score\b", re.IGNORECASE)
_VAGUE = frozenset({"several", "few", "many", "some", "numerous", "multiple", "couple", "of"})

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

_ORDINAL_ENDINGS = {
    "de": re.compile(r"(\w+?)(?:s?te[nrs]?)"),
    "nl": re.compile(r"(\w+?)(?:ste|de)"),
}
_ORDINAL_STEMS = {
    "de": {"er": "eins", "drit": "drei", "sieb": "sieben", "ach": "acht"},
    "nl": {"eer": "één", "der": "drie"},
}

_WORD = re.compile(r"[^\W\d_]+")
_LONGEST_NUMBER_WORDS = 24  # below 10^12 with every `and`; longer runs are lists, and slow
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


def parse_ordinal(text: str, language: str = "en") -> int | None:
    """1 to 31 for `twentieth`, `twenty-first`, `premier`; in German and Dutch for `zwanzigsten` too."""
    word = re.sub(r"[\s\u2010\u2011-]", "", text.casefold())
    ending = _ORDINAL_ENDINGS.get(language)
    inflected = ending.fullmatch(word) if ending else None
    if word in ORDINALS or inflected is None:
        return ORDINALS.get(word)
    stem = _ORDINAL_STEMS[language].get(inflected[1], inflected[1])
    number = parse_cardinal(stem, language)
    return int(number) if number is not None and number <= 31 else None


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
    if language == "en":
        runs = [_with_score(text, run) for run in runs]
    return _with_fractions(text, _with_decimals(text, runs, language), language)


def _with_score(text: str, run: NumberRun) -> NumberRun:
    """`three score` is sixty."""
    score = _SCORE.match(text, run.end)
    return NumberRun(run.start, score.end(), run.value * 20) if score else run


def _is_vague(words: list[re.Match[str]], start: int, stop: int) -> bool:
    """Whether a scale has no count: `several thousand`, `millions of dollars`."""
    if stop - start > 1 or words[start].group().casefold() not in _SCALE_WORDS:
        return False
    before = words[start - 1].group().casefold() if start else ""
    return words[start].group().casefold().endswith("s") or before in _VAGUE


def _split(text: str, words: list[re.Match[str]], language: str) -> list[NumberRun]:
    """Read number words as one number, or as the fewest numbers that stand side by side."""
    found: list[NumberRun] = []
    first = 0
    while first < len(words):
        for last in range(min(len(words), first + _LONGEST_NUMBER_WORDS), first, -1):
            start, end = words[first].start(), words[last - 1].end()
            value = _cardinal(text[start:end], language)
            if value is not None:
                previous = found[-1] if found else None
                if previous and previous.value % 1 and value in SCALES:
                    start, value = (
                        previous.start,
                        found.pop().value * value,
                    )  # zweieinhalb Millionen
                found.append(NumberRun(start, end, value))
                first = last
                break
        else:
            first += 1
    return found


def _with_decimals(text: str, runs: list[NumberRun], language: str) -> list[NumberRun]:
    """Read what is said after a decimal mark: `deux virgule cinq`, `seven point two five`."""
    if language not in POINT:
        return runs
    mark = re.compile(rf"\s+(?:{POINT[language]})\s+", re.IGNORECASE)
    joined: list[NumberRun] = []
    is_after_mark = False
    for run in runs:
        last = joined[-1] if joined else None
        between = text[last.end : run.start] if last else ""
        if last and mark.fullmatch(between) and not last.value % 1 and not run.value % 1:
            joined[-1] = NumberRun(last.start, run.end, Decimal(f"{last.value}.{run.value}"))
            is_after_mark = True
        elif last and is_after_mark and not between.strip() and run.value < 10:
            joined[-1] = NumberRun(last.start, run.end, Decimal(f"{last.value}{run.value}"))
        else:
            joined.append(run)
            is_after_mark = False
    return joined


def _with_fractions(text: str, runs: list[NumberRun], language: str) -> list[NumberRun]:
    """Add `one-half of one`; `three and one-half` and `one and a half million` are one number."""
    if language not in AND:
        return runs
    for match in fraction_pattern(language).finditer(text):
        start, end = match.span()
        kept = [run for run in runs if run.end <= start or run.start >= end]
        before = next((run for run in reversed(kept) if run.end <= start), None)
        joined = before is not None and bool(joiner(language).fullmatch(text[before.end : start]))
        value = read_fraction(match, language, joined)
        if value is None:
            continue
        if before is not None and joined:
            kept.remove(before)
            start, value = before.start, value + before.value
        after = next((run for run in kept if run.start >= end), None)
        if after is not None and not text[end : after.start].strip() and after.value in SCALES:
            kept.remove(after)
            end, value = after.end, value * after.value
        runs = sorted([*kept, NumberRun(start, end, value)], key=lambda run: run.start)
    return runs


def _adjacent(text: str, left: re.Match[str], right: re.Match[str]) -> bool:
    return text[left.end() : right.start()].strip() in {"", "-", "\u2010", "\u2011", "\u2013"}


def _starts_number(words: list[re.Match[str]], index: int, language: str) -> bool:
    word = words[index].group()
    if _is_number(word, language):
        return True
    if word.casefold() not in ARTICLES[language] or index + 1 >= len(words):
        return False
    following = _cardinal(words[index + 1].group(), language)
    return following is not None and following >= 100


def _is_number(word: str, language: str) -> bool:
    return _cardinal(word, language) is not None


def _cardinal(text: str, language: str) -> Decimal | None:
    phrase = _HYPHEN.sub("-", " ".join(text.casefold().split()))
    half_more = _HALF_MORE.fullmatch(phrase) if language in {"de", "nl"} else None
    if half_more:
        whole = half_more["whole"] or half_more["dutch"]
        base = _cardinal(whole, language) if whole else Decimal(1)
        return None if base is None else base + Decimal("0.5")
    if phrase in ARTICLES[language] - {"a", "an"}:
        return Decimal(1)
    head, _, tail = phrase.partition(" ")
    if tail and head in ARTICLES[language]:
        rest = _read(tail, language)
        if rest is not None and rest >= 100:
            return rest
    value = _read(phrase, language)
    if value is None and language in _RESPELLED:
        respelled = phrase
        for pattern, written in _RESPELLED[language]:
            respelled = pattern.sub(written, respelled)
        value = _read(respelled, language) if respelled != phrase else None
    return value


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
