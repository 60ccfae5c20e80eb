"""Where the words of a page stand in the document's text, which another reader wrote.

Two readers break lines, order columns and part words each in its own way: characters without blanks are
compared first, then words in order, and of what is left those that stand as often in both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import chain

from connectors.layout.lines import PlacedWord
from enricher.documents.layout import WordPage
from enricher.text.anchors import Place

_MOST_WORDS = 4000  # of a page that are compared word by word


class Alignment:
    """Places of words in a text, page by page."""

    def __init__(self, text: str, pages: Sequence[int]) -> None:
        self._text = text
        self._pages = pages or (0,)
        self._places: dict[tuple[int, int], Place] = {}

    def add(self, page: WordPage) -> None:
        if page.number >= len(self._pages):
            return
        start = self._pages[page.number]
        end = (*self._pages[page.number + 1 : page.number + 2], len(self._text))[0]
        for number, place in _align([one.text for one in page.words], self._text, start, end):
            self._places[page.number, number] = place

    def place(self, words: Sequence[PlacedWord]) -> Place | None:
        """The stretch that some words of one page are; None where they do not stand together."""
        places = [self._places.get((one.page, one.number)) for one in words]
        found = [one for one in places if one is not None]
        if not found or len(found) < len(places):
            return None
        start, end = min(one[0] for one in found), max(one[1] for one in found)
        length = sum(len(one.text) for one in words) + len(words)
        return (start, end) if end - start <= length + 12 else None


def _align(
    words: Sequence[str], text: str, start: int, end: int
) -> list[tuple[int, Place]]:
    solid = [at for at in range(start, end) if not text[at].isspace()]
    if "".join(words) == "".join(text[at] for at in solid):
        found = []
        offset = 0
        for number, word in enumerate(words):
            found.append((number, (solid[offset], solid[offset + len(word) - 1] + 1)))
            offset += len(word)
        return found
    tokens = _tokens(text, start, end)
    if max(len(words), len(tokens)) > _MOST_WORDS:
        return []
    pairs: dict[int, int] = {}
    own, other = list(words), [text[a:b] for a, b in tokens]
    for one in SequenceMatcher(None, own, other, autojunk=False).get_matching_blocks():
        pairs.update((one.a + at, one.b + at) for at in range(one.size))
    left: dict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    used = set(pairs.values())
    for at, word in enumerate(own):
        if at not in pairs:
            left[word][0].append(at)
    for at, word in enumerate(other):
        if at not in used:
            left[word][1].append(at)
    pairs.update(
        chain.from_iterable(
            zip(a, b, strict=True) for a, b in left.values() if len(a) == len(b)
        )
    )
    return [(a, tokens[b]) for a, b in sorted(pairs.items())]


def _tokens(text: str, start: int, end: int) -> list[Place]:
    found: list[Place] = []
    at = start
    while at < end:
        while at < end and text[at].isspace():
            at += 1
        begin = at
        while at < end and not text[at].isspace():
            at += 1
        if at > begin:
            found.append((begin, at))
    return found
