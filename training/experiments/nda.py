"""The NDA set: non-disclosure agreements as PDF, and the values that each should give.

The set says which values a document has, not where they stand, so the places are found here:
names by a comparison key, dates and durations by value, jurisdictions where a sentence tells the
governing law. What cannot be found is not labelled; `share_found` says how much that is.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import iscc_tika

from enricher.entities import Span
from training.corpus.cast import facts
from training.dataset.tags import LabeledText

PARTY, EFFECTIVE_DATE, JURISDICTION, TERM = "Party", "EffectiveDate", "Jurisdiction", "Term"
KEYS = {
    PARTY: "party",
    EFFECTIVE_DATE: "effective_date",
    JURISDICTION: "jurisdiction",
    TERM: "term",
}

MAX_TEXT_CHARACTERS = 50_000_000

MONTHS = facts.MONTHS["en"].lower().split()
_SHORT_MONTHS = [month[:3] for month in MONTHS]
_SMALL = [facts.in_words(number) for number in range(20)]
_TENS = {facts.in_words(number): number for number in (20, 30, 40, 50, 60, 90)}
NUMBERS = {
    **{word: number for number, word in enumerate(_SMALL)},
    **_TENS,
    **{
        f"{ten}-{unit}": value + number
        for ten, value in _TENS.items()
        for number, unit in enumerate(_SMALL[1:10], start=1)
    },
}
_ORDINAL_WORDS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth"
    " fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first"
    " twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth twenty-seventh"
    " twenty-eighth twenty-ninth thirtieth thirty-first"
)
ORDINALS = _ORDINAL_WORDS.split()

_MONTH = r"(?P<month>" + "|".join(f"{month[:3]}(?:{month[3:]}|t?\\.)?" for month in MONTHS) + ")"
_DAY = r"(?P<day>\d{1,2}|" + "|".join(reversed(ORDINALS)) + ")"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_DATES = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{_MONTH}\s+{_DAY}\s*(?:st|nd|rd|th)?\s*,?\s*{_YEAR}\b",
        rf"\b{_DAY}\s*(?:st|nd|rd|th)?\s*(?:day\s+)?(?:of\s+)?{_MONTH}\s*,?\s*(?:of\s+)?{_YEAR}\b",
        r"\b(?P<month>\d{1,2})\s?[/-]\s?(?P<day>\d{1,2})\s?[/-]\s?(?P<year>(?:19|20)?\d\d)\b",
        r"\b(?P<year>(?:19|20)\d\d)-(?P<month>\d{1,2})-(?P<day>\d{1,2})\b",
    )
]
_COUNT = r"(?:\d{1,3}(?:\.\d+)?|" + "|".join(sorted(NUMBERS, key=len, reverse=True)) + ")"
_DURATION = re.compile(
    rf"\b(?P<word>{_COUNT})\s*-?\s*(?:\(\s*(?P<digits>\d{{1,3}}(?:\.\d+)?)\s*\))?\s*-?\s*"
    r"(?P<unit>year|month|week|day)s?\b",
    re.IGNORECASE,
)
# What a sentence says when the duration in it is how long the agreement or a duty lasts.
_LASTING = re.compile(
    r"\bterm\b|terminat|expir|surviv|remain|effect|continu|obligation|confidential|anniversary",
    re.IGNORECASE,
)
# What stands right before the name of the state or country whose law governs ...
_LAW_OF = re.compile(
    r"\blaws?\s+(?:\w+\s+){0,3}?(?:of|in)\s+(?:the\s+)?(?:\w+\s+of\s+)?(?:the\s+)?$", re.IGNORECASE
)
# ... unless it is the law under which a company was founded.
_EFFECTIVE = re.compile(r"effective", re.IGNORECASE)
_BEFORE, _BEHIND = 80, 60  # characters around a date that say what it is
_FOUNDED = re.compile(r"organi[sz]ed|existing|incorporated|formed|corporation", re.IGNORECASE)
_OF_LAW = re.compile(r"\s+(?:state\s+)?laws?\b", re.IGNORECASE)
_GOVERNING = re.compile(r"govern|constru|interpret|accordance|enforce|\blaws?\b", re.IGNORECASE)
_SAME_WORDS = {"incorporated": "inc", "limited": "ltd", "&": "and"}


@dataclass(frozen=True, slots=True)
class Nda:
    """A document of the set: its text and, per category, the values that are right."""

    file: str
    text: str
    expected: dict[str, tuple[str, ...]]


def read_ndas(folder: Path, texts: Path) -> list[Nda]:
    """Read the set.

    Args:
        folder: holds `expected.jsonl` and `documents/`.
        texts: where extracted texts are kept from run to run; outside the project.
    """
    texts.mkdir(parents=True, exist_ok=True)
    extractor = iscc_tika.Extractor().set_extract_string_max_length(MAX_TEXT_CHARACTERS)
    ndas = []
    for line in (folder / "expected.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        kept = texts / f"{row['file']}.txt"
        if not kept.exists():
            text, _ = extractor.extract_file_to_string(str(folder / "documents" / row["file"]))
            kept.write_text(text, encoding="utf-8", newline="")
        # Read as bytes: text mode would turn CR LF into LF.
        text = kept.read_bytes().decode("utf-8")
        expected = {
            category: tuple(value.replace("_", " ") for value in row[key])
            for category, key in KEYS.items()
        }
        ndas.append(Nda(row["file"], text, expected))
    return ndas


def label(nda: Nda) -> LabeledText:
    """Find the places of a document's values."""
    spans = [
        *(
            Span(start, end, PARTY)
            for name in nda.expected[PARTY]
            for start, end in find_name(nda.text, name)
        ),
        *(
            Span(start, end, EFFECTIVE_DATE)
            for start, end, date in find_dates(nda.text)
            if date in nda.expected[EFFECTIVE_DATE]
        ),
        *(
            Span(start, end, JURISDICTION)
            for name in nda.expected[JURISDICTION]
            for start, end in find_governing(nda.text, name)
        ),
        *(
            Span(start, end, TERM)
            for value in nda.expected[TERM]
            for start, end in find_term(nda.text, value)
        ),
    ]
    return LabeledText(nda.file, nda.text, without_overlaps(spans))


def share_found(ndas: Sequence[Nda]) -> dict[str, float]:
    """Per category, the share of values for which a document got at least one label."""
    found: Counter[str] = Counter()
    count: Counter[str] = Counter()
    finders = {
        PARTY: find_name,
        EFFECTIVE_DATE: lambda text, value: [d for d in find_dates(text) if d[2] == value],
        JURISDICTION: find_governing,
        TERM: find_term,
    }
    for nda in ndas:
        for category, values in nda.expected.items():
            for value in values:
                count[category] += 1
                found[category] += bool(list(finders[category](nda.text, value)))
    return {category: found[category] / count[category] for category in KEYS}


def find_name(text: str, name: str) -> Iterator[tuple[int, int]]:
    """All places of a name, whatever its case, blanks, punctuation and company form."""
    squeezed, places = _squeeze(text)
    wanted, _ = _squeeze(name)
    if not wanted:
        return
    at = squeezed.find(wanted)
    while at >= 0:
        start, end = places[at][0], places[at + len(wanted) - 1][1]
        begins = start == 0 or not text[start - 1].isalnum()
        ends = end == len(text) or not text[end].isalnum()
        if begins and ends and _is_close(text[start:end]):
            # The full stop of "Inc." or "L.L.C." is part of the name; that of a sentence is not.
            if text[end : end + 1] == "." and (name.endswith(".") or "." in text[end - 2 : end]):
                end += 1
            yield start, end
        at = squeezed.find(wanted, at + 1)


def find_dates(text: str) -> Iterator[tuple[int, int, str]]:
    """All full dates, as (start, end, ISO date)."""
    for pattern in _DATES:
        for match in pattern.finditer(text):
            month, day, year = match["month"], match["day"], match["year"]
            number = int(month) if month.isdigit() else _SHORT_MONTHS.index(month[:3].lower()) + 1
            day_number = int(day) if day.isdigit() else ORDINALS.index(day.lower()) + 1
            full_year = year if len(year) == 4 else ("19" if year > "50" else "20") + year
            yield match.start(), match.end(), f"{full_year}-{number:02}-{day_number:02}"


def is_effective(text: str, start: int, end: int) -> bool:
    """Whether the words around a date say that something takes effect on it."""
    return bool(
        _EFFECTIVE.search(text, max(0, start - _BEFORE), start)
        or _EFFECTIVE.search(text, end, end + _BEHIND)
    )


def find_governing(text: str, name: str) -> list[tuple[int, int]]:
    """The places of a jurisdiction's name: as whose law governs, else nearest to that."""
    pattern = re.compile(
        r"\b" + r"\s+".join(re.escape(word) for word in name.split()) + r"\b", re.IGNORECASE
    )
    places = [match.span() for match in pattern.finditer(text)]
    by_law = [
        (start, end)
        for start, end in places
        if (
            _LAW_OF.search(text[max(0, start - 70) : start])
            and not _FOUNDED.search(text[max(0, start - 90) : start])
        )
        or (_OF_LAW.match(text[end:]) and _GOVERNING.search(text[max(0, start - 150) : start]))
    ]
    near_law = [
        (start, end)
        for start, end in places
        if _GOVERNING.search(text[max(0, start - 250) : start])
    ]
    return by_law or near_law or places


def find_term(text: str, value: str) -> list[tuple[int, int]]:
    """The places of a duration, those in a sentence about lasting before all others."""
    places = []
    for match in _DURATION.finditer(text):
        count = match["digits"] or match["word"].lower()
        number = float(NUMBERS.get(count, count))
        wanted, unit = value.rsplit(" ", 1)
        if number == float(wanted) and unit.rstrip("s") == match["unit"].lower():
            places.append(match.span())
    lasting = [
        (start, end)
        for start, end in places
        if _LASTING.search(text[max(0, start - 200) : end + 150])
    ]
    return lasting or places


@lru_cache(maxsize=4)  # one text is asked for many names
def _squeeze(text: str) -> tuple[str, Sequence[tuple[int, int]]]:
    """Letters and digits alone, caseless and without accents, and where each came from."""
    squeezed: list[str] = []
    places: list[tuple[int, int]] = []
    for match in re.finditer(r"[^\W_]+|&", text):
        word = match[0]
        same = _SAME_WORDS.get(word.lower())
        if same:
            squeezed.append(same)
            places.extend([match.span()] * len(same))
            continue
        if word.isascii() and word.isalnum():
            squeezed.append(word.lower())
            places.extend((at, at + 1) for at in range(*match.span()))
            continue
        for index, character in enumerate(word, start=match.start()):
            plain = [
                part
                for part in unicodedata.normalize("NFKD", character.casefold())
                if part.isalnum()
            ]
            squeezed.extend(plain)
            places.extend([(index, index + 1)] * len(plain))
    return "".join(squeezed), places


def _is_close(found: str) -> bool:
    """Whether a found name is one, not words from two paragraphs or cells."""
    return not re.search(r"\n\s*\n", found)


def without_overlaps(spans: Sequence[Span]) -> tuple[Span, ...]:
    kept: list[Span] = []
    for span in sorted(set(spans), key=lambda span: (span.start - span.end, span.start)):
        if not any(span.overlaps(other) for other in kept):
            kept.append(span)
    return tuple(sorted(kept, key=lambda span: span.start))
