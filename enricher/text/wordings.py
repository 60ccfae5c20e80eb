"""How near two wordings are, and which of their words differ.

    text --read_wording--> words --align--> stretches that both have, and stretches that differ

Of no account are case, blanks, punctuation, the numbers of clauses and
their headings behind one, and what the parties are called. Numbers, amounts and places count: another period of notice is another wording.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from rapidfuzz.distance import Indel

CLOSE_FROM = 0.8
"""Of the words of two texts, the share that both have, from which on they are close.

The largest groups of four categories in 408 contracts (CUAD) were read: from 0.8 on they say the same
but for a place, a period or a few words, of which one may be a "not".
"""
MARKED_FROM = 0.5  # of what has less in common the words that differ are of no help to a reader
MAX_WORDS = 5_000  # the alignment takes a bit for each pair of words
MAX_BLANK_WORDS = 12  # that may stand where a standard wording leaves a blank

_WORD = re.compile(r"[$€£¥%]|[^\W_]+(?:[.,'\u2019][^\W_]+)*")
_BLANK_OR_WORD = re.compile(rf"(?P<blank>\[[^\[\]]{{0,80}}\]|_{{3,}})|{_WORD.pattern}")
_NUMBER = re.compile(
    r"\W*(?:(?:section|article|clause|paragraph)\s+)?"
    r"(?:\d{1,3}(?:\.\d{1,3})*(?:[.):]+\s*|\s+)|[a-z][.)]\s+|[ivxl]{1,5}[.)]\s+|\([a-z0-9]{1,4}\)\s*)(?=\S)",
    re.IGNORECASE,
)
# Behind a number up to six words with capitals, and what parts them from a sentence.
_HEADING = re.compile(
    r"(?:[A-Z][\w/-]*|of|and|or|the|to|for|on|by|in)"
    r"(?:\s+(?:[A-Z][\w/-]*|of|and|or|the|to|for|on|by|in)){0,5}\s*(?:[.:]|[-\u2013\u2014]+)\s+(?=[A-Z][a-z])"
)
_REFERENCES = {"section", "sections", "article", "articles", "clause", "clauses", "paragraph"}
_REFERRED = re.compile(r"\d+(?:\.\d+)*")
_PARTY, _BLANK = "\0party", "\0blank"


class Nearness(StrEnum):
    """How close two wordings are."""

    SAME = "same"
    CLOSE = "close"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Wording:
    """A text on one line, its words as they are compared, and where each begins."""

    text: str
    words: tuple[str, ...]
    starts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """What two texts have at the same place; where it differs, one of them may have nothing."""

    first: str
    second: str
    differs: bool


def read_wording(text: str, parties: Iterable[str] = (), *, has_blanks: bool = False) -> Wording:
    """Read the words of a passage.

    Args:
        parties: names of which it is of no account which they are.
        has_blanks: `[…]` and `___` stand for any words, `MAX_BLANK_WORDS` at most.
    """
    line = " ".join(text.split())
    pattern = _BLANK_OR_WORD if has_blanks else _WORD
    places = list(pattern.finditer(line, _beginning(line)))
    words: list[str] = []
    starts: list[int] = []
    for one in places:
        word = _BLANK if has_blanks and one["blank"] else _folded(one.group())
        if words and words[-1] in _REFERENCES and _REFERRED.fullmatch(word):
            continue
        words.append(word)
        starts.append(one.start())
    _join_names(words, starts, parties)
    return Wording(line, tuple(words), tuple(starts))


def likeness(first: Wording, second: Wording) -> float:
    """The share of the words of both that both have, in their order; in [0, 1]."""
    if first.words == second.words:
        return 1.0
    if _BLANK not in first.words or max(len(first.words), len(second.words)) > MAX_WORDS:
        return Indel.normalized_similarity(first.words, second.words)
    total = len(first.words) + len(second.words)
    differing = sum(one.words for one in _blocks(first.words, second.words) if one.differs)
    return 1 - differing / total


def nearness(first: Wording, second: Wording) -> Nearness:
    """How near a wording is to the first one, which may be a standard with blanks."""
    share = likeness(first, second)
    if share == 1:
        return Nearness.SAME
    return Nearness.CLOSE if share >= CLOSE_FROM else Nearness.OTHER


def differences(first: Wording, second: Wording) -> list[Stretch]:
    """Both texts whole, in stretches that are the same but for what is of no account, or differ.

    Texts that have less than `MARKED_FROM` in common differ in one stretch.
    """
    if first.words == second.words:
        return [Stretch(first.text, second.text, differs=False)]
    is_long = max(len(first.words), len(second.words)) > MAX_WORDS
    if is_long or likeness(first, second) < MARKED_FROM:
        return [Stretch(first.text, second.text, differs=True)]
    blocks = _blocks(first.words, second.words)
    before = _cut(first, [one.first for one in blocks])
    after = _cut(second, [one.second for one in blocks])
    return [
        Stretch(one, other, block.differs)
        for one, other, block in zip(before, after, blocks, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class _Block:
    """Words of an alignment: where they begin in both, and how many there are in all."""

    first: int
    second: int
    words: int
    differs: bool


def _blocks(first: Sequence[str], second: Sequence[str]) -> list[_Block]:
    """What both have and what differs, by turns."""
    found: list[_Block] = []
    ends = [*_turns(first, second), (len(first), len(second), False)]
    for (a, b, differs), (a_end, b_end, _) in pairwise(ends):
        is_open = differs and _fills(first[a:a_end], b_end - b)
        found.append(_Block(a, b, a_end - a + b_end - b, differs and not is_open))
    return found


def _turns(first: Sequence[str], second: Sequence[str]) -> Iterator[tuple[int, int, bool]]:
    """Where in both what they have in common begins, or ends."""
    before = None
    for one in Indel.opcodes(first, second):
        differs = one.tag != "equal"
        if differs != before:
            yield one.src_start, one.dest_start, differs
        before = differs


def _fills(standard: Sequence[str], words: int) -> bool:
    """Whether blanks of a standard wording, and nothing else, were filled in."""
    return set(standard) == {_BLANK} and words <= MAX_BLANK_WORDS * len(standard)


def _cut(wording: Wording, begins: Sequence[int]) -> list[str]:
    """The text in parts that begin with those words; each has what stands behind its last word."""
    starts = (*wording.starts, len(wording.text))
    places = [0, *(starts[one] for one in begins[1:]), len(wording.text)]
    return [wording.text[a:b].strip() for a, b in pairwise(places)]


def _beginning(line: str) -> int:
    """Where a clause begins behind its number and its heading."""
    number = _NUMBER.match(line)
    if number is None:
        return 0
    heading = _HEADING.match(line, number.end())
    return heading.end() if heading else number.end()


def _folded(word: str) -> str:
    return unicodedata.normalize("NFKC", word).casefold().replace("\u2019", "'")


def _join_names(words: list[str], starts: list[int], names: Iterable[str]) -> None:
    """Put one word in place of each name, the longest first."""
    known = {tuple(_folded(one.group()) for one in _WORD.finditer(name)) for name in names} - {()}
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for name in sorted(known, key=len, reverse=True):
        by_first.setdefault(name[0], []).append(name)
    at = 0
    while at < len(words):
        for name in by_first.get(words[at], ()):
            if tuple(words[at : at + len(name)]) == name:
                words[at : at + len(name)] = [_PARTY]
                starts[at : at + len(name)] = [starts[at]]
                break
        at += 1
