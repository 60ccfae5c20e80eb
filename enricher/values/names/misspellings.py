"""Which of many names differ by one letter, without comparing each with all others.

name -> the same less one letter, each way -> sorted by hash -> equal ones -> checked
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA

_SHORTEST = 4  # letters of a word: of Sun and Fun none is the other misspelt
_ROMAN = re.compile(r"[ivxlc]+")

IntArray = NDArray[np.int64]
Words = tuple[str, ...]


def misspelt_pairs(names: Sequence[Words]) -> list[tuple[Words, Words]]:
    """Pairs with one letter more, less or other, or two that changed places, in one word of letters.

    Numbers, Roman ones too, and short words tell names apart. Of 50,000 names a million shortened
    ones are sorted, in a second.
    """
    hashes: list[int] = []
    owners: list[int] = []
    for owner, name in enumerate(names):
        for less in shortened(name):
            hashes.append(hash(less))
            owners.append(owner)
    near: set[tuple[int, int]] = set()
    for run in _equal_runs(np.array(hashes, dtype=np.int64), np.array(owners, dtype=np.int64)):
        near.update(combinations(run, 2))
    return [
        (names[one], names[other])
        for one, other in sorted(near)
        if is_misspelt(names[one], names[other])
    ]


def shortened(name: Words) -> Iterator[str]:
    """A name as it is, and less each letter of its words that may be misspelt."""
    whole = " ".join(name)
    yield whole
    start = 0
    for word in name:
        if len(word) >= _SHORTEST and word.isalpha():
            for place in range(start, start + len(word)):
                yield whole[:place] + whole[place + 1 :]
        start += len(word) + 1


def _equal_runs(hashes: IntArray, owners: IntArray) -> Iterator[list[int]]:
    """The owners, each once and in order, of every hash that several have."""
    order = np.lexsort((owners, hashes))
    hashes, owners = hashes[order], owners[order]
    starts = np.flatnonzero(np.r_[True, hashes[1:] != hashes[:-1]])
    ends = np.r_[starts[1:], len(hashes)]
    for start, end in zip(starts[ends - starts > 1], ends[ends - starts > 1], strict=True):
        run = sorted(set(owners[start:end].tolist()))
        if len(run) > 1:
            yield run


def is_misspelt(one: Words, other: Words) -> bool:
    """Whether two names differ by one letter, as `misspelt_pairs` has it."""
    if len(one) != len(other):
        return False
    different = [(word, its) for word, its in zip(one, other, strict=True) if word != its]
    if len(different) != 1:
        return False
    ((word, its),) = different
    return (
        min(len(word), len(its)) >= _SHORTEST
        and word.isalpha()
        and its.isalpha()
        and not (_ROMAN.fullmatch(word) and _ROMAN.fullmatch(its))
        and OSA.distance(word, its, score_cutoff=1) == 1
    )
