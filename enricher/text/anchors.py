"""Where in a text something stands, said by its words, so that it is found in the next version.

    text, [start, end) --anchor_at--> Anchor --find_anchor--> [start, end) in another text, or None

Offsets do not outlive a document: another reader counts other characters, a new version has new
sentences. The words, what stands around them, and which of several equal places it was do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

Place = tuple[int, int]

CONTEXT_CHARACTERS = 40
_ENOUGH_CHARACTERS = 12  # of context on both sides together: two words or three
_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place in a text.

    Attributes:
        words: what stands there; blanks count as one.
        before, after: up to 40 characters of what stands around it.
        occurrence: which place of these words it is, from 0; None means all of them.
        of: how many such places the text has.
        partial: they begin or end within a word.
    """

    words: str
    before: str = ""
    after: str = ""
    occurrence: int | None = 0
    of: int = 1
    partial: bool = False


def anchor_at(text: str, start: int, end: int) -> Anchor:
    """Say by its words where in a text [start, end) is."""
    words = text[start:end]
    places = find_words(text, words)
    partial = (start, end) not in places
    if partial:
        places = find_words(text, words, partial=True)
    before = _squeezed(text[max(0, start - 2 * CONTEXT_CHARACTERS) : start])
    after = _squeezed(text[end : end + 2 * CONTEXT_CHARACTERS])
    return Anchor(
        words=words,
        before=before[-CONTEXT_CHARACTERS:],
        after=after[:CONTEXT_CHARACTERS],
        occurrence=sum(place < (start, end) for place in places),
        of=max(1, len(places)),
        partial=partial,
    )


def find_words(text: str, words: str, *, partial: bool = False) -> list[Place]:
    """Every place of some words, however they are broken into lines.

    Args:
        partial: within longer words as well.
    """
    parts = words.split()
    if not parts:
        return []
    pattern = r"\s+".join(map(re.escape, parts))
    if not partial:
        before = r"(?<!\w)" if _WORD.match(parts[0][0]) else ""
        behind = r"(?!\w)" if _WORD.match(parts[-1][-1]) else ""
        pattern = f"{before}{pattern}{behind}"
    return list(_places(text, parts[0], re.compile(pattern)))


def _places(text: str, first: str, pattern: re.Pattern[str]) -> Iterator[Place]:
    """What `finditer` gives, in a twentieth of the time: it tries a pattern at each character."""
    at = text.find(first)
    while at >= 0:
        match = pattern.match(text, at)
        if match:
            yield match.span()
        at = text.find(first, match.end() if match else at + 1)


def find_anchor(text: str, anchor: Anchor) -> list[Place]:
    """Where an anchor's words stand now: one place, all places, or none when they are gone.

    Words alone do not make the place: the same name in another sentence is somebody else's. Some
    of what stood around them has to stand there still, or they have to be the only ones in both
    texts.
    """
    places = find_words(text, anchor.words, partial=anchor.partial)
    if anchor.occurrence is None:
        return places
    if not places:
        return []
    if len(places) == 1 and anchor.of == 1:
        return places
    whole = len(anchor.before) + len(anchor.after)
    same = places[min(anchor.occurrence, len(places) - 1)]
    if len(places) == anchor.of and _agreement(text, same, anchor) == whole:
        return [same]  # as nearly always, and a text may have many places
    scores = [_agreement(text, place, anchor) for place in places]
    best = max(scores)
    if best < min(_ENOUGH_CHARACTERS, whole):
        return []
    equal = [number for number, score in enumerate(scores) if score == best]
    nearest = min(equal, key=lambda number: abs(number - (anchor.occurrence or 0)))
    return [places[nearest]]


def _agreement(text: str, place: Place, anchor: Anchor) -> int:
    """How many characters on both sides are as they were, outwards from the words."""
    start, end = place
    before = _squeezed(text[max(0, start - 4 * CONTEXT_CHARACTERS) : start])
    after = _squeezed(text[end : end + 4 * CONTEXT_CHARACTERS])
    return shared_start(before[::-1], anchor.before[::-1]) + shared_start(after, anchor.after)


def shared_start(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    count = 0
    for first, second in zip(one, other, strict=False):
        if first != second:
            break
        count += 1
    return count


def _squeezed(text: str) -> str:
    """Each run of blanks as one; one at an end stays, since it parts the words there."""
    return re.sub(r"\s+", " ", text)
