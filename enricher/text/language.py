"""The language of a text, by CLD3 (a small neural network over character n-grams)."""

from __future__ import annotations

from functools import cache
from typing import Any

# What is looked at: stretches of the beginning, middle and end, in characters.
SAMPLE_STRETCHES = 3
SAMPLE_CHARACTERS = 1500
# With fewer letters CLD3 guesses ("Hello" is Serbian), and says that it is sure.
MIN_LETTERS = 20
# A letter of a script without an alphabet (from CJK on) says as much as several Latin ones.
_FIRST_IDEOGRAPH = "\u2e80"
_IDEOGRAPH_WEIGHT = 4
MIN_PROBABILITY = 0.7
# CLD3's codes that are older than ISO 639-1's.
_RENAMED = {"iw": "he", "fil": "tl", "in": "id", "ji": "yi"}


def detect_language(text: str) -> str:
    """The main language of a text.

    Returns:
        The ISO 639-1 code, "" where there is too little text, or none that stands out.
    """
    votes: dict[str, float] = {}
    for stretch in _stretches(text):
        language, probability = _detect(stretch)
        votes[language] = votes.get(language, 0.0) + probability
    votes.pop("", None)
    return max(votes, key=votes.__getitem__, default="")


def _stretches(text: str) -> list[str]:
    if len(text) <= SAMPLE_STRETCHES * SAMPLE_CHARACTERS:
        return [text]
    last = len(text) - SAMPLE_CHARACTERS
    starts = [last * number // (SAMPLE_STRETCHES - 1) for number in range(SAMPLE_STRETCHES)]
    return [text[start : start + SAMPLE_CHARACTERS] for start in starts]


def _detect(text: str) -> tuple[str, float]:
    letters = sum(
        _IDEOGRAPH_WEIGHT if letter >= _FIRST_IDEOGRAPH else 1
        for letter in text
        if letter.isalpha()
    )
    if letters < MIN_LETTERS:
        return "", 0.0
    # CLD3 takes UTF-8 and ends at a zero byte.
    clean = text.replace("\0", " ").encode("utf-8", "replace").decode("utf-8")
    found = _identifier().FindLanguage(text=clean)
    code = str(found.language).split("-")[0]  # zh-Latn is zh
    code = _RENAMED.get(code, code)
    if len(code) != 2 or not found.is_reliable or found.probability < MIN_PROBABILITY:
        return "", 0.0
    return code, float(found.probability)


@cache
def _identifier() -> Any:
    # Loaded when first used (7 ms, 2 MB), so that the commands that read nothing do without.
    import gcld3

    max_bytes = 4 * SAMPLE_STRETCHES * SAMPLE_CHARACTERS
    return gcld3.NNetLanguageIdentifier(0, max_bytes)
