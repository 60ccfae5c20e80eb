"""Which parties may be one: pairs of names that differ as writings of one name do.

    keys -> views of each key -> blocks of equal views -> pairs -> best pair of two parties

A view leaves out what writers leave out (`and`, small words, order, spelling, blanks, initials). Two
names that share a view are a pair, so that the work grows with the names and the pairs, and no
name is compared with all others. Nothing here merges anything: a person does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from rapidfuzz import fuzz, process

from enricher.values.names.misspellings import misspelt_pairs
from enricher.values.names.parts import (
    Difference,
    Name,
    Words,
    between_words,
    take_to_pieces,
    weigh,
)

# How much of certainty each difference leaves: an order to look through pairs in, no probability.
SPACING = Difference("spacing", 0.90)
INITIAL = Difference("initials", 0.85)
_ACRONYM = Difference("initials", 0.70)
_LETTER = 1.5  # over the letters of the name: 0.85 for ten of them

_SHORTEST_ACRONYM = 3
_MOST_OF_AN_ACRONYM = 5  # names with the same initials: with more of them these say nothing
_NEAR_ENOUGH = 75  # of 100, to be offered for a name that nobody has


@dataclass(frozen=True, slots=True)
class Pair:
    """Two parties by the names they are shown under, in alphabetical order."""

    names: tuple[str, str]
    score: float
    reason: str


_Likeness = tuple[Name, Name, list[Difference]]


def propose(shown: Mapping[str, str], apart: Collection[tuple[str, str]]) -> list[Pair]:
    """Pairs of parties that may be one, the likeliest first, ties by name.

    Args:
        shown: the name that each key is shown under; keys under one name are one party.
        apart: pairs of keys that people said are two parties; so are the parties with them.
    """
    kept_apart = {_ordered(shown[a], shown[b]) for a, b in apart if a in shown and b in shown}
    names = [take_to_pieces(key) for key in sorted(shown)]
    best: dict[tuple[str, str], Pair] = {}
    for one, other, words in _likenesses(names):
        pair = _ordered(shown[one.key], shown[other.key])
        if pair[0] == pair[1] or pair in kept_apart:
            continue
        weighed = weigh(one, other, words)
        if weighed and (pair not in best or best[pair].score < weighed[0]):
            best[pair] = Pair(pair, *weighed)
    return sorted(best.values(), key=lambda pair: (-pair.score, pair.names))


def nearest(key: str, shown: Mapping[str, str], limit: int) -> list[str]:
    """The parties whose names are most like a key but for their legal forms, best first."""
    found = process.extract(
        " ".join(take_to_pieces(key).core),
        {name: " ".join(take_to_pieces(known).core) for known, name in sorted(shown.items())},
        scorer=fuzz.WRatio,
        limit=limit,
        score_cutoff=_NEAR_ENOUGH,
    )
    return [name for _core, _score, name in found]


def _ordered(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one <= other else (other, one)


def _likenesses(names: Sequence[Name]) -> Iterator[_Likeness]:
    """Pairs and how their words differ; the same pair may come several times."""
    for block in _blocks(names, lambda name: name.plain):
        for one, other in combinations(block, 2):
            yield one, other, between_words(one, other)
    for block in _blocks(names, lambda name: "".join(name.full)):
        for one, other in combinations(block, 2):
            yield one, other, [SPACING]
    yield from _acronyms(names)
    yield from _initials(names)
    yield from _left_out_initials(names)
    yield from _misspelt(names)


def _blocks(names: Iterable[Name], view: Callable[[Name], Hashable]) -> Iterator[list[Name]]:
    found: dict[Hashable, list[Name]] = defaultdict(list)
    for name in names:
        found[view(name)].append(name)
    return (block for block in found.values() if len(block) > 1)


def _acronyms(names: Sequence[Name]) -> Iterator[_Likeness]:
    spelled: dict[str, list[Name]] = defaultdict(list)
    for name in names:
        for words in {name.core, name.full}:
            if len(words) >= _SHORTEST_ACRONYM:
                spelled["".join(word[0] for word in words)].append(name)
    for name in names:
        short = "".join(name.core)
        candidates = spelled.get(short, ())
        if len({candidate.core for candidate in candidates}) <= _MOST_OF_AN_ACRONYM:
            for candidate in candidates:
                if candidate is not name:
                    yield name, candidate, [_ACRONYM]


def _initials(names: Sequence[Name]) -> Iterator[_Likeness]:
    """J. P. Morgan and John Pierpont Morgan: word by word the same, or one its initial."""
    several = [name for name in names if len(name.full) > 1]
    for block in _blocks(
        several, lambda name: ("".join(word[0] for word in name.full), name.full[-1])
    ):
        for short in block:
            if any(len(word) == 1 for word in short.full):
                for other in block:
                    if short.full != other.full and all(
                        word == its or ((len(word) == 1 or len(its) == 1) and word[0] == its[0])
                        for word, its in zip(short.full, other.full, strict=True)
                    ):
                        yield short, other, [INITIAL]


def _left_out_initials(names: Sequence[Name]) -> Iterator[_Likeness]:
    """Thomas W. Mills and Thomas Mills."""
    several = [name for name in names if len(without_initials(name)) > 1]
    for block in _blocks(several, without_initials):
        plain = [name for name in block if name.full == without_initials(name)]
        for name in block:
            if name.full != without_initials(name):
                for other in plain:
                    yield name, other, [INITIAL]


def without_initials(name: Name) -> Words:
    return tuple(word for word in name.full if len(word) > 1)


def _misspelt(names: Sequence[Name]) -> Iterator[_Likeness]:
    """Goldmann Sachs and Goldman Sachs."""
    of_core: dict[tuple[str, ...], list[Name]] = defaultdict(list)
    for name in names:
        of_core[name.full].append(name)
    for one, other in misspelt_pairs(list(of_core)):
        for name, its in product(of_core[one], of_core[other]):
            yield name, its, [one_letter(one, other)]


def one_letter(one: Words, other: Words) -> Difference:
    """The difference of two names that are misspelt: the longer they are, the less it says."""
    letters = min(sum(map(len, one)), sum(map(len, other)))
    return Difference("one letter", 1 - _LETTER / letters)
