"""The titles of agreements that a text names: "that certain Master Services Agreement".

A title is found by the thing it ends with, and reaches back as far as its words look like one.
"""

# ruff: noqa: RUF001 - texts are written with typographic quotes and dashes

from __future__ import annotations

import re
from dataclasses import dataclass

_THING = re.compile(
    r"""(?<![\w'’-])(?:
      agreements?|contract|lease|sublease|indenture|mortgage|deed|promissory\ note|loan\ note|charter
    | licen[sc]e|guarant(?:y|ee)|memorandum\ of\ understanding|letter\ of\ intent
    | statement\ of\ work|work\ order|purchase\ order|order\ form
    | \w*(?:vertrag|vereinbarung)(?:s|es|en)?
    )(?![\w'’-])""",
    re.IGNORECASE | re.VERBOSE,
)
_GOES_ON = re.compile(
    r"\s+and\s+Plan\s+of\s+[A-Z]\w+|\s+of\s+(?:Limited\s+Partnership|Trust|Sale)\b"
)
_WHOLE = re.compile(r"agreement", re.IGNORECASE)  # without a comma behind it
_WRITTEN_SMALL = frozenset(("agreement", "contract", "lease"))
_WORD_BEFORE = re.compile(r"([\w&/.'’°#-]+,?)\s*$")
# No number of a list, no end of a sentence.
_IN_TITLES = re.compile(r"(?=.*[^\W\d_])(?!\w{5,}\.$)(?!\d+\.)(?:..+|&)")
_FIRST_WORD = re.compile(r"([\w&/.'’°#-]+),?\s+")
_JOINING = frozenset(("of", "and", "for", "&", "on", "de"))
_ENDING = """
    this that the certain a an to under by between whereas any each such said our your their its his her
    into entered dated in with from or is which existing form fully executed aforementioned within these no
    pursuant amendment addendum supplement original exhibit schedule hereto execution version copy confidential treatment requested inc
    inc. llc corp. corporation company ltd ltd. limited zum zur des dem der
"""
_OUTSIDE = frozenset(_ENDING.split()) - _JOINING
"""Words that end a title, going back."""
_MOST_WORDS = 14
_REACH = 60  # characters of a word

_SAYING_NOTHING = """
    the that certain this of and for to by between a an in with no number amended restated as its first
    second third fourth fifth agreement agreements contract deed original existing prior current vertrag
    vereinbarung
"""
_FILLER = frozenset(_SAYING_NOTHING.split())


@dataclass(frozen=True, slots=True)
class Title:
    """A title, and where in a text it stands."""

    text: str
    start: int
    end: int


def find_titles(text: str) -> list[Title]:
    """The titles in a text whose blanks are single ones, in order."""
    found: list[Title] = []
    for thing in _THING.finditer(text):
        is_small = thing.group()[0].islower()
        if is_small and thing.group() not in _WRITTEN_SMALL:
            continue
        start = _start(text, thing.start(), may_be_small=is_small)
        while found and found[-1].start >= start:  # "Software License", of a longer one
            found.pop()
        end = more.end() if (more := _GOES_ON.match(text, thing.end())) else thing.end()
        found.append(Title(text[start:end], start, end))
    return found


def _start(text: str, thing: int, *, may_be_small: bool) -> int:
    start = thing
    for _ in range(_MOST_WORDS):
        word = _WORD_BEFORE.search(text, max(0, start - _REACH), start)
        if word is None:
            break
        bare = word[1].rstrip(",")
        is_small = bare[:1].islower() and bare not in _JOINING
        is_other = _WHOLE.fullmatch(word[1]) or bare.casefold() in _OUTSIDE
        is_outside = is_other or not _IN_TITLES.fullmatch(bare)
        if is_outside or (is_small and not may_be_small):
            break
        start = word.start(1)
    while (first := _FIRST_WORD.match(text, start, thing)) and first[1].casefold() in _JOINING:
        start = first.end()
    return start


def telling_words(title: str) -> frozenset[str]:
    """The words that tell a title from others; none where it says no more than "the Agreement"."""
    return frozenset(re.findall(r"[^\W\d_]+", title.casefold())) - _FILLER


def is_bare(title: str) -> bool:
    """Whether a title says no more than "the Agreement"."""
    return not telling_words(title)


def agreement_of_titles(one: str, other: str) -> int:
    """How well two titles agree: 3 they are one, 2 one is a part of the other, 1 one is bare, 0 not."""
    mine, yours = telling_words(one), telling_words(other)
    if not mine or not yours:
        return 1
    if mine == yours:
        return 3
    return 2 if mine < yours or yours < mine else 0
