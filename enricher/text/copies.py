"""Which of many texts are copies of another, or nearly.

text -> hashes of five words in a row -> a sketch of 256 numbers -> pairs of sketches -> likeness

The likeness of two texts is the share of their stretches of five words that both have (Jaccard),
estimated from sketches: one-permutation MinHash (Li, Owen and Zhang, NIPS 2012), within 0.03 of it
mostly. Every pair is compared, 5,000 texts in some seconds.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

WORDS_IN_A_ROW = 5
_BINS = 256
_EMPTY = np.uint64(2**64 - 1)
_WORD = re.compile(r"\w+")
# Odd, so that they can be undone modulo 2^64: every word counts, and its place does.
_FACTORS = np.array(
    [0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93,
     0xA0761D6478BD642F], dtype=np.uint64,
)  # fmt: skip

Sketches = NDArray[np.uint64]


def sketch_texts(texts: Sequence[str]) -> Sketches:
    """Numbers [texts, bins] by which texts compare."""
    known: dict[str, int] = {}
    if not texts:
        return np.zeros((0, _BINS), dtype=np.uint64)
    return np.stack([_sketch(text, known) for text in texts])


def likeness(sketches: Sketches, one: int) -> NDArray[np.float64]:
    """How much like one text each of all is, in [0, 1]."""
    own = sketches[one]
    either = (sketches != _EMPTY) | (own != _EMPTY)
    both = (sketches == own) & either
    shares: NDArray[np.float64] = both.sum(axis=1) / np.maximum(1, either.sum(axis=1))
    return shares


def near_copies(texts: Sequence[str], at_least: float) -> Iterator[tuple[int, int, float]]:
    """Pairs of texts, the former first, and their likeness."""
    sketches = sketch_texts(texts)
    for one in range(len(texts) - 1):
        shares = likeness(sketches[one:], 0)[1:]
        for other in np.flatnonzero(shares >= at_least).tolist():
            yield one, one + 1 + other, float(shares[other])


def _sketch(text: str, known: dict[str, int]) -> Sketches:
    words = _WORD.findall(text.casefold())
    for word in words:
        if word not in known:
            known[word] = zlib.crc32(word.encode("utf-8", "replace")) + 1
    codes = np.array([known[word] for word in words], dtype=np.uint64)
    rows = min(WORDS_IN_A_ROW, max(1, len(codes)))
    count = len(codes) - rows + 1
    sketch = np.full(_BINS, _EMPTY, dtype=np.uint64)
    if not len(codes):
        return sketch
    hashes = np.zeros(count, dtype=np.uint64)
    for row in range(rows):
        hashes = _mixed(hashes + codes[row : row + count] * _FACTORS[row])
    bins = (hashes % np.uint64(_BINS)).astype(np.int64)
    np.minimum.at(sketch, bins, hashes // np.uint64(_BINS))
    return sketch


def _mixed(hashes: Sketches) -> Sketches:
    """Bits of each number spread over all of it (the finalizer of SplitMix64, Steele 2014)."""
    hashes = (hashes ^ (hashes >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    hashes = (hashes ^ (hashes >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    mixed: Sketches = hashes ^ (hashes >> np.uint64(31))
    return mixed
