"""What OCR misreads in amounts and dates, put right where only one thing can have been printed.

Whatever has two meanings stays as it was read: sums may tell (`connectors.layout.statements.repairs`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from enricher.documents.layout import Word

_RULES = re.compile(r"[_|\u00a6]+")  # of tables, read as letters
_LETTERS = str.maketrans(
    {"O": "0", "o": "0", "I": "1", "l": "1", "!": "1", "S": "5", "\u00a7": "5", "B": "8", "Z": "2"}
)
_DIGIT = "[0-9OoIl!S\u00a7BZ]"
_NUMBER = re.compile(
    rf"(?P<before>[-+\u2212\u2013\u2014=~(]?(?:[A-Z]{{3}}|[€$£₹]|[A-Z]{{1,2}}\$)?[-+\u2212]?)"
    rf"(?P<whole>{_DIGIT}{{1,3}}(?:[.,\u2019']{_DIGIT}{{2,3}})*|{_DIGIT}+)"
    rf"(?P<mark>[.,:;])(?P<part>{_DIGIT}{{2}})"
    r"(?P<behind>[-+\u2212\u2013)*]|(?:CR|DR|S|H)\.?)?(?P<dust>[.,:;'\u2019]*)"
)
_WITHOUT_MARK = re.compile(r"([-+]?\d{1,3}[.,\u2019']\d{3})(\d{2}[-+]?)")
_DAY = re.compile(r"(\d{1,2})([.,:;])(\d{1,2})([.,:;])(\d{4}|\d{2})?[.,:;]?")
_FEWEST = 0.5  # of what stands for digits are digits
_MINUTES = 60
_UNSURE = 0.6  # of words: a rate of exchange has five digits behind its mark, too


def is_read(word: Word) -> bool:
    """Whether a word comes from OCR."""
    return word.confidence < 1


def printed(word: Word) -> Iterator[Word]:
    """What a word of OCR was on paper, in one word or in several; others as they are."""
    if not is_read(word) or not any(one.isdigit() for one in word.text):
        yield word
        return
    for start, end in _between_rules(word.text):
        width = (word.right - word.left) / len(word.text)
        yield replace(
            word,
            text=_mended(word.text[start:end], word.confidence),
            left=word.left + width * start,
            right=word.left + width * end,
        )


def _between_rules(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for rule in _RULES.finditer(text):
        if rule.start() > start:
            yield start, rule.start()
        start = rule.end()
    if start < len(text):
        yield start, len(text)


def _mended(text: str, confidence: float) -> str:
    if day := _DAY.fullmatch(text):
        # Three numbers between colons are a time.
        is_time = day[2] == day[4] == ":"
        return text if is_time else f"{day[1]}.{day[3]}.{day[5] or ''}"
    if confidence < _UNSURE and (found := _WITHOUT_MARK.fullmatch(text)):
        return f"{found[1]}{'.' if ',' in found[1] else ','}{found[2]}"
    number = _NUMBER.fullmatch(text)
    return text if number is None else _amount(number) or text


def _amount(number: re.Match[str]) -> str:
    """An amount as it may be printed; "" where it may be something else."""
    whole, part = number["whole"], number["part"]
    read = [one for one in whole + part if one.isalnum() or one in "!\u00a7"]
    if sum(one.isdigit() for one in read) < _FEWEST * len(read):
        return ""
    whole, part = whole.translate(_LETTERS), part.translate(_LETTERS)
    mark = number["mark"]
    if mark in ":;" and whole.isdigit() and int(part) < _MINUTES and int(whole) < 24:
        return ""  # a time
    groups = re.findall(r"[.,\u2019']", whole)
    if mark in ":;":
        mark = "," if "." in groups else "."
    if groups == [mark]:
        whole = whole.replace(mark, "," if mark == "." else ".")
    before = re.sub("[=~\u2014]", "-", number["before"])
    return f"{before}{whole}{mark}{part}{number['behind'] or ''}"
