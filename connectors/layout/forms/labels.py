"""Which phrases look like labels of a form, and which like what is filled in."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

from connectors.structured.letters import fold

_WORDS = Path(__file__).with_name("labels.toml")
_WORD = re.compile(r"[^\W\d_][\w\-]*(?:\(s\))?")
_MARKS = re.compile(r"[\s:*.\u2026_]+$")
_VALUE = re.compile(
    r"\d{1,4}[./\- ]\d{1,2}[./\- ]\d{1,4}|[€$£]|\d[.,]\d{2}\b|\b[A-Z]{2}\d{2}[ A-Z0-9]{4,}|\S+@\S+\.\S+|\+?\d[\d ()/\-]{5,}"
)
_SENTENCE = re.compile(r"(?<=[^\W\d_]{2}|.[)\]])\.\s+(?=[A-ZÀ-Þ])")
_STROKE = re.compile(r"^\|\s?(?=[a-z])")
_LONG = 11  # words: what has more is prose


@cache
def _vocabulary() -> tuple[frozenset[str], frozenset[str]]:
    """Words of labels, and those that stand anywhere."""
    with _WORDS.open("rb") as file:
        texts: dict[str, str] = tomllib.load(file)
    connectives = frozenset(texts.pop("connectives").split())
    words = frozenset(word for text in texts.values() for word in text.split())
    return words - connectives, connectives


def known_words() -> frozenset[str]:
    """The words that labels have, folded."""
    return _vocabulary()[0]


def words_of(text: str) -> list[str]:
    """The words of a text, folded."""
    return _WORD.findall(fold(text))


@cache
def label_share(text: str) -> float:
    """How many of a phrase's words are such of labels, from 0 to 1."""
    known, connectives = _vocabulary()
    words = [one for one in _WORD.findall(fold(text)) if one not in connectives]
    return sum(one in known for one in words) / len(words) if words else 0.0


def has_letters(text: str) -> bool:
    return sum(one.isalpha() for one in text) >= 2


def is_value_like(text: str) -> bool:
    """Whether a date, an amount, a number of an account or telephone, or an address of mail stands there."""
    return _VALUE.search(text) is not None


def is_prose(text: str) -> bool:
    """Whether a phrase is a sentence rather than a label."""
    words = text.split()
    return len(words) > _LONG or (len(words) > 5 and text.endswith("."))


def bare_label(text: str) -> str:
    """A label without its colon, star or dots, and without the sentences that explain it.

    The I that sentences of consent begin with is a stroke to OCR.
    """
    text = _STROKE.sub("I ", text)
    return _MARKS.sub("", _SENTENCE.split(text, maxsplit=1)[0]).strip()


def readable_name(name: str) -> str:
    """The name of a field as words, `Date of birth` of `DateOfBirth`; "" where it says nothing."""
    last = re.split(r"[.\]]", name.rstrip("]"))[-1].split("[")[0]
    words = re.findall(r"[A-ZÀ-Þ]?[a-zß-ÿ]+|[A-Z]{2,}(?![a-z])", last)
    text = " ".join(words)
    return text[:1].upper() + text[1:].lower() if label_share(text) >= 0.5 else ""
