"""Texts as vectors: how often words and pairs of words occur, weighted by how rare they are.

What all texts share, as the printed words of a form, hardly counts; what one has alone counts most.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

DIMENSIONS = 8192  # words and pairs are hashed into so many; 5,000 texts take 160 MB
_WORD = re.compile(r"\w+")
_PAIR_FACTOR = 0x9E3779B1  # odd: the order of a pair counts

Vectors = NDArray[np.float32]


def vectors_of(texts: Sequence[str]) -> Vectors:
    """[texts, DIMENSIONS], each of length 1, or 0 for a text without words."""
    known: dict[str, int] = {}
    vectors = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
    for row, text in enumerate(texts):
        vectors[row] = _counts(text, known)
    documents = np.count_nonzero(vectors, axis=0)
    np.log1p(vectors, out=vectors)
    vectors *= np.log1p(len(texts) / np.maximum(1, documents)).astype(np.float32)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    vectors /= np.where(lengths > 0, lengths, 1)
    return vectors


def _counts(text: str, known: dict[str, int]) -> NDArray[np.int64]:
    words = _WORD.findall(text.casefold())
    for word in words:
        if word not in known:
            known[word] = zlib.crc32(word.encode("utf-8", "replace"))
    codes = np.array([known[word] for word in words], dtype=np.int64)
    pairs = (codes[:-1] * _PAIR_FACTOR + codes[1:]) >> 7
    cells = np.concatenate((codes, pairs)) % DIMENSIONS
    return np.bincount(cells, minlength=DIMENSIONS)
