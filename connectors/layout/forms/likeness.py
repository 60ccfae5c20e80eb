"""Whether a document is a form: asked of its text before its pages are looked at, and of what they gave."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from connectors.layout.forms.answers import Answers
from connectors.layout.forms.labels import known_words, label_share, words_of
from enricher.documents import Reading

_BRACKETS = re.compile(r"\(.*?\)")
_SIGNS = Path(__file__).with_name("signs.toml")
_HEAD_CHARACTERS = 16_000  # forms begin with what is to be filled in
_MOST_CHARACTERS = 120_000
_WINDOW = 2_000
_FEWEST_WORDS = 8
_SHORT_LINE = 10  # words
_LEAST_SHORT = 0.5  # of a window's lines
_LEAST_SHARE = 0.1  # of labels' words among a window's: nine in ten windows of contracts have less
_FEWEST_LABELS = 7  # different ones in a window
_FEWEST_OF_TITLED = 4  # where a title says that it is a form
_MUCH = 0.22
_TITLE_LINES = 15
_TITLE_WORDS = 4
_FEWEST_ROWS = 3
_KNOWN = 0.4  # of a label's words
_LEAST_KNOWN = 0.25  # of the labels
_LEAST_SURE = 0.55  # of the rows: they have a known label, or a line, box or cell
_MOST_WORDS_FILLED = 5.0  # of a value, in the mean
_MOST_WORDS = 5.5  # of a label, in the mean
_MOST_UNLABELLED = 0.4  # of the values: in a table of amounts most have no label
_MOST_TO_FIELD = (
    700  # characters of a page to one that is filled in: in contracts it is a signature
)
_MOST_TO_ANSWER = 250  # the same, of what no field of the file holds: instructions stand between
_LONG_LINE = 12  # words: of sentences
_MOST_PROSE = 0.45  # of a page's characters, in long lines
_MOST_OF_TITLED = 0.7  # a mandate says at length what it allows
_MOST_OF_CONTRACTS = 0.25  # where a title says that it is one
_LAST_FIRST_PAGE = 2  # of a form that has a letter before it
_LEAST_FILLED = 0.12  # of the characters of a page: what labels and values take


@cache
def _signs(name: str) -> frozenset[str]:
    with _SIGNS.open("rb") as file:
        return frozenset(tomllib.load(file)[name].split())


def may_be_form(reading: Reading) -> bool:
    """Whether a text has many of the words that label what is filled in."""
    if "form_fields" in reading.metadata:
        return True
    text = reading.text[:_HEAD_CHARACTERS]
    if len(reading.text) > _MOST_CHARACTERS or _has_title(text, "others"):
        return False
    fewest = _FEWEST_OF_TITLED if _has_title(text, "forms") else _FEWEST_LABELS
    return any(
        _has_labels(text[start : start + _WINDOW], fewest)
        for start in range(0, len(text), _WINDOW // 2)
    )


def _has_labels(window: str, fewest: int) -> bool:
    lines = [_longer_words(one) for one in window.splitlines() if one.strip()]
    if sum(len(one) <= _SHORT_LINE for one in lines) < _LEAST_SHORT * len(lines):
        return False
    words = [one for one in words_of(window) if len(one) > 1]
    labels = [one for one in words if one in known_words()]
    return len(words) >= _FEWEST_WORDS and (
        (len(labels) >= _LEAST_SHARE * len(words) and len(set(labels)) >= fewest)
        or (len(labels) >= _MUCH * len(words) and len(set(labels)) >= _FEWEST_OF_TITLED)
    )


def _longer_words(line: str) -> list[str]:
    """Its words, but not the letters that stand in boxes of their own."""
    return [word for word in line.split() if len(word) > 1]


def _has_title(text: str, name: str) -> bool:
    """Whether one of the first lines that are short has a word of a list."""
    lines = [one for one in text.splitlines() if one.strip()][:_TITLE_LINES]
    return any(
        word in _signs(name)
        for line in lines
        if len(line.split()) <= _TITLE_WORDS
        for word in words_of(line)
    )


def is_form(pages: Sequence[Answers], text: str, starts: Sequence[int]) -> bool:
    """Whether rows are those of a form, and not of the lines on which a contract is signed.

    Args:
        starts: of the document's pages in its text.
    """
    pages = [one for one in pages if one.answers]
    answers = [answer for one in pages for answer in one.answers]
    if not answers:
        return False
    ends = [*(starts or [0]), len(text)]
    pages = [one for one in pages if one.page + 1 < len(ends)]
    length = sum(ends[one.page + 1] - ends[one.page] for one in pages)
    if all(one.is_field for one in answers):
        is_filled = any(one.value != "false" for one in answers)
        return is_filled and length <= _MOST_TO_FIELD * len(answers)
    unlabelled = sum(one.unlabelled for one in pages)
    labels = [one.label for one in answers if one.value not in ("true", "false")]
    ticked = sum(one.value == "true" for one in answers)
    told = [one for one in labels if not _signs("signing").issuperset(words_of(one))]
    known = [one for one in told if label_share(one) >= _KNOWN]
    if (
        len(told) + ticked < _FEWEST_ROWS
        or len(known) < _LEAST_KNOWN * len(told)
        or sum(one.is_marked or label_share(one.label) >= _KNOWN for one in answers)
        < _LEAST_SURE * len(answers)
        or sum(min(len(one.value.split()), 12) for one in answers)
        > _MOST_WORDS_FILLED * len(answers)
        or sum(len(_BRACKETS.sub("", one).split()) for one in labels) > _MOST_WORDS * len(labels)
        or unlabelled > _MOST_UNLABELLED * (unlabelled + len(answers))
        or pages[0].page > _LAST_FIRST_PAGE
        or length > _MOST_TO_ANSWER * len(answers)
    ):
        return False
    prose = _prose([text[ends[one.page] : ends[one.page + 1]] for one in pages])
    if prose > _most_prose(text):
        return False
    filled = sum(len(one.label) + len(one.value) for one in answers)
    return filled >= _LEAST_FILLED * length


def _most_prose(text: str) -> float:
    if _has_title(text, "forms"):
        return _MOST_OF_TITLED
    return _MOST_OF_CONTRACTS if _has_title(text, "contracts") else _MOST_PROSE


def _prose(pages: Sequence[str]) -> float:
    """The share of long lines: contracts with a table of terms have labels and values, too."""
    lines = [line.strip() for page in pages for line in page.splitlines()]
    long = sum(len(one) for one in lines if len(_longer_words(one)) > _LONG_LINE)
    return long / max(1, sum(map(len, lines)))
