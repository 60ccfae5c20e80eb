"""Numbers of accounts: IBANs, cards of which most digits are hidden, and what follows a label."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from connectors.layout.cells import Content
from connectors.layout.lines import PlacedWord, gap, segments, written
from connectors.layout.statements.facts import APART, Around, Fact
from connectors.layout.statements.names import MOST_WORDS, is_account
from enricher.values.identifier import is_iban

_IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}")
_NUMBERS = frozenset(["n°", "nº", "n.", "nr", "nr.", "no", "no.", "num.", "núm.", "number", "#"])
_MASKED = re.compile(
    r"[\dXx*•·.]{4}(?:[ -]?[\dXx*•·.]{2,6})*[ -]?[Xx*•·]{4}(?:[ -]?[\dXx*•·.]{2,6})*[ -]?\d{3,5}"
)
_PART = re.compile(
    r"[A-Z]{0,4}[\dXx*•·./-]*\d[\dXx*•·./-]*[A-Z]?|[Xx*•·.]{2,}[\dXx*•·-]*|\d{4,}[./-][A-Z]{1,2}\d+|\d{4}-\d,\d*|\d[\d-]{5,}-[A-Z]{3}"
)
_SORT_CODE = re.compile(r"\d{2}-\d{2}-\d{2}")
_OF_SORT_CODE = re.compile(r"\d{8}")
_NOT_ACCOUNTS = re.compile(
    r"(?:[0-2]?\d|3[01])[./-](?:[0-2]?\d|3[01])[./-]\d{2,4}|\d{1,2}\.\d{1,2}\.?|\d{1,3}/(?:19|20)\d{2}"
)
"""Days, and the numbers of statements in a year."""
FEWEST = 6  # digits of a number behind a label of one word: `Card 4974` is in many a row
FEW = 4


def read_ibans(content: Content, at: int, around: Around) -> None:
    for run in segments(content.line.words, APART):
        for start in range(len(run)):
            head = "".join(one.text for one in run[start : start + 2]).removeprefix("IBAN:")
            if not re.match(r"[A-Z]{2}\d{2}", head):
                continue
            joined = ""
            best = 0
            for end in range(start, min(len(run), start + 12)):
                joined += run[end].text.removeprefix("IBAN:").strip(",;()")
                if len(joined) > 34:
                    break
                if len(joined) >= 15 and _IBAN.fullmatch(joined) and is_iban(joined):
                    best, value = end + 1, joined
            if best:
                around.facts.append(Fact("iban", value, tuple(run[start:best]), at))
                break


def read_cards(content: Content, at: int, around: Around) -> None:
    """Numbers of cards that no label stands before, of which most digits are hidden."""
    if content.amounts or any(one.is_leading for one in content.days):
        return
    for run in segments(content.line.words, APART):
        for start in range(len(run)):
            for end in range(min(len(run), start + 5), start, -1):
                if _MASKED.fullmatch(written(run[start:end])):
                    around.facts.append(
                        Fact("account", written(run[start:end]), tuple(run[start:end]), at)
                    )
                    return


def read_sorted(content: Content, at: int, around: Around) -> None:
    """Eight digits right behind the six of a British sort code, which no label needs."""
    words = content.line.words
    for before, word in pairwise(words):
        is_number = _SORT_CODE.fullmatch(before.text) and _OF_SORT_CODE.fullmatch(word.text)
        if is_number and gap(before, word) < APART and not content.amounts:
            around.facts.append(Fact("account", word.text, (word,), at))


def is_sign_of_number(word: str) -> bool:
    """Whether a word says that a number follows: `n°`, `Nr.`."""
    return word.casefold().rstrip(":") in _NUMBERS


def numbered_account(run: Sequence[PlacedWord], start: int) -> int:
    """Behind the label in `Compte courant particulier n° 123456`, 0 where there is none."""
    if not is_account(run[start].text):
        return 0
    for at in range(start + 1, min(len(run), start + 3)):
        if sum(one.isdigit() for one in run[at].text) >= FEWEST:
            return at if run[at - 1].text[-1:] != ":" else 0
    for at in range(start + 1, min(len(run) - 1, start + MOST_WORDS)):
        if is_sign_of_number(run[at].text) and any(one.isdigit() for one in run[at + 1].text):
            return at + 1
    return 0


def account_number(words: Sequence[PlacedWord], fewest: int) -> list[PlacedWord]:
    """The words of an account number at the beginning of some; [] for none."""
    kept: list[PlacedWord] = []
    words = _behind_sort_code(words)
    for at, word in enumerate(words[:8]):
        text = word.text.strip("(),;:")
        if text == "ID" and not kept:
            continue
        if kept and (gap(kept[-1], word) > 1.0 or word.text.startswith("(")):
            break
        is_letter = len(text) <= 2 and text.isupper() and text.isalpha()
        if not _PART.fullmatch(text) and not (
            is_letter and (len(kept) < 2 or _is_between(words, at))
        ):
            break
        kept.append(word)
    text = "".join(one.text for one in kept)
    digits = sum(one.isdigit() for one in text)
    is_masked = re.search(r"[Xx*•·]{2}", text) is not None
    if digits < (FEW if is_masked else fewest) or (kept and _NOT_ACCOUNTS.fullmatch(kept[0].text)):
        return []
    return kept


def _behind_sort_code(words: Sequence[PlacedWord]) -> Sequence[PlacedWord]:
    """`20-11-33 / 40118822` without the sort code: the number of the account is what follows it."""
    if len(words) > 1 and _SORT_CODE.fullmatch(words[0].text):
        at = 2 if words[1].text in ("/", "-") and len(words) > 2 else 1
        if _OF_SORT_CODE.fullmatch(words[at].text):
            return words[at:]
    return words


def _is_between(words: Sequence[PlacedWord], at: int) -> bool:
    """Whether a letter stands between the digits of a number: `12 345 67 A 020`."""
    return (
        at + 1 < len(words) and words[at + 1].text.isdigit() and gap(words[at], words[at + 1]) < 1
    )
