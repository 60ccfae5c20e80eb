"""Where the words of a page stand in the document's text, which another reader wrote.

Two readers break lines, order columns and part words each in its own way: characters without blanks are
compared first, then words in order, and of what is left those that stand as often in both.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import chain

from connectors.layout.lines import PlacedWord
from enricher.documents.layout import WordPage
from enricher.documents.tables import Cell
from enricher.entities import EntitySource, Span
from enricher.text.anchors import Place

_SHORTEST = 3  # characters of a word that is looked for inside others
_SLACK = 2  # blanks in a text between words that stand together, beside one for each
_MOST_WORDS = 4000  # of a page that are compared word by word


class Alignment:
    """Places of words in a text, page by page."""

    def __init__(self, text: str, pages: Sequence[int]) -> None:
        self._text = text
        self._pages = pages or (0,)
        self._places: dict[int, array[int]] = {}  # by page: start and end of each word, -1 for none
        self._solid: tuple[int, str, list[int]] = -1, "", []

    def add(self, page: WordPage) -> None:
        if page.number >= len(self._pages):
            return
        start, end = self._bounds(page.number)
        places = array("q", [-1]) * (2 * len(page.words))
        for number, place in _align([one.text for one in page.words], self._text, start, end):
            places[2 * number], places[2 * number + 1] = place
        self._places[page.number] = places

    def put(self, page: int, places: Sequence[Place]) -> None:
        """Say where each word of a page stands, where that is known."""
        self._places[page] = array("q", chain.from_iterable(places))

    def places(self) -> Iterator[tuple[int, int, Place]]:
        """The page, the number on it, and the place of each word that has one."""
        for page, places in self._places.items():
            for number in range(len(places) // 2):
                if (place := self._place(page, number)) is not None:
                    yield page, number, place

    def _place(self, page: int, number: int) -> Place | None:
        places = self._places.get(page)
        if places is None or 2 * number >= len(places) or places[2 * number] < 0:
            return None
        return places[2 * number], places[2 * number + 1]

    def place(self, words: Sequence[PlacedWord]) -> Place | None:
        """The stretch that some words of one page are; None where they do not stand together."""
        places = [self._place(one.page, one.number) for one in words]
        found = [one for one in places if one is not None]
        if not words or len(found) < len(places):
            return self._search(words) if words else None
        start, end = min(one[0] for one in found), max(one[1] for one in found)
        length = sum(len(one.text) for one in words) + len(words)
        return (start, end) if end - start <= length + _SLACK else self._search(words)

    def first(self, words: Sequence[PlacedWord]) -> Place | None:
        """The first place on the page where some words stand: for values that are the same at each."""
        return self._search(words, is_any=True) if words else None

    def cell(self, value: str, words: Sequence[PlacedWord]) -> Cell | None:
        """A cell of a table where its words stand, or those of its first line, which numbers part from the rest.

        None for no value; a cell at no place where its words are not in the text.
        """
        if not value:
            return None
        place = self.place(words) or self.place(_first_line(words))
        return Cell(value, *(place or (0, 0)))

    def stated(
        self, category: str, value: str, words: Sequence[PlacedWord], sureness: float
    ) -> Iterator[Span]:
        """What a file says, where its words stand; none where nothing of them is in the text.

        Of words that the text parts it is those of their first line, or the last that is there.
        """
        place = self.place(words) or self.first(words) or self.place(_first_line(words))
        for word in reversed(words):
            place = place or self.place([word]) or self.first([word])
        if place is not None and place[0] < place[1]:
            yield Span(*place, category, sureness, EntitySource.FILE, value)

    def _search(self, words: Sequence[PlacedWord], *, is_any: bool = False) -> Place | None:
        """Where the characters of some words stand together, if they do so once on the page."""
        page = words[0].page
        if page >= len(self._pages):
            return None
        if self._solid[0] != page:
            start, end = self._bounds(page)
            own = [at for at in range(start, end) if not self._text[at].isspace()]
            self._solid = page, "".join(self._text[at] for at in own), own
        _, solid, own = self._solid
        wanted = "".join(one.text for one in words)
        at = solid.find(wanted)
        if at < 0 or len(wanted) < _SHORTEST:
            return None
        if not is_any and solid.find(wanted, at + 1) >= 0:
            return None
        return own[at], own[at + len(wanted) - 1] + 1

    def _bounds(self, page: int) -> Place:
        return (
            self._pages[page],
            (*self._pages[page + 1 : page + 2], len(self._text))[0],
        )


def _first_line(words: Sequence[PlacedWord]) -> Sequence[PlacedWord]:
    return [
        one
        for one in words
        if one.page == words[0].page
        and one.word.top < words[0].word.bottom
        and one.word.bottom > words[0].word.top
    ]


def _align(words: Sequence[str], text: str, start: int, end: int) -> list[tuple[int, Place]]:
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
        chain.from_iterable(zip(a, b, strict=True) for a, b in left.values() if len(a) == len(b))
    )
    places = {a: tokens[b] for a, b in pairs.items()}
    used = set(pairs.values())
    places.update(
        _inside(
            [(at, word) for at, word in enumerate(own) if at not in pairs],
            [(word, tokens[at][0]) for at, word in enumerate(other) if at not in used],
        )
    )
    return sorted(places.items())


def _inside(
    words: Sequence[tuple[int, str]], tokens: Sequence[tuple[str, int]]
) -> Iterator[tuple[int, Place]]:
    """Words that the text has run together with others, each where it stands once."""
    counts = Counter(word for _, word in words)
    for number, word in words:
        if len(word) < _SHORTEST or counts[word] > 1:
            continue
        found = [(token, start) for token, start in tokens if word in token]
        if len(found) == 1 and found[0][0].count(word) == 1:
            start = found[0][1] + found[0][0].index(word)
            yield number, (start, start + len(word))


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
