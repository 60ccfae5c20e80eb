"""Logits become well-formed spans: the best sequence of BIO tags over whole words.

Tag 0 is O; category k has the tags 1 + 2k (B, its first word) and 2 + 2k (I, the words after).
I follows only B or I of its own category. That two entities touch within a line is rare (names in a
list have a comma between them), so it costs a sequence something. The best sequence is found
exactly, but the dynamic program runs over the few stretches where an entity may be, as nearly all
words of a contract are surely O.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from enricher.entities import Span
from enricher.errors import ModelError
from enricher.recognizer.windows import BoolArray, FloatArray, IntArray, Tokens

IMPOSSIBLE = -1e9  # finite, so that differences of scores stay numbers


def tag_names(categories: Sequence[str]) -> list[str]:
    """The tags in the order of the logits, as seqeval and CoNLL files write them."""
    return ["O", *(f"{mark}-{category}" for category in categories for mark in "BI")]


def decode(
    logits: FloatArray,
    starts: IntArray,
    ends: IntArray,
    categories: Sequence[str],
    parted: BoolArray | None = None,
    apart: BoolArray | None = None,
    touching: float = 0.0,
) -> list[Span]:
    """Turn the logits of words into spans.

    Args:
        logits: [words, tags], before softmax.
        starts: [words], characters.
        ends: [words], characters.
        categories: in the order of the tags.
        parted: [words], where no entity goes on from the word before; None: nowhere.
        apart: [words], where an entity begins right behind another one for nothing; None: nowhere.
        touching: what a sequence loses where one does so elsewhere.

    Returns:
        Spans in the order of the text. A span's confidence is the geometric mean, over its words,
        of the probability that the word belongs to the category (as B or as I).

    Raises:
        ModelError: `logits` and `categories` disagree on the number of tags.
    """
    if logits.shape[1:] != (1 + 2 * len(categories),):
        raise ModelError(
            f"the model gives {logits.shape[1:]} tags, its {len(categories)} categories"
            f" need {1 + 2 * len(categories)}"
        )
    scores = log_softmax(logits)
    allowed = scores.copy()
    if parted is not None:
        allowed[parted, 2::2] = IMPOSSIBLE
    costs = np.full(len(scores), touching)
    if apart is not None:
        costs[apart] = 0.0
    return sure_spans(best_tags(allowed, costs), scores, starts, ends, categories)


def decode_tokens(
    logits: FloatArray, tokens: Tokens, categories: Sequence[str], touching: float
) -> list[Span]:
    """As `decode`, of the words of a text."""
    places = (tokens.starts, tokens.ends, categories, tokens.parted, tokens.apart)
    return decode(logits, *places, touching)


def sure_spans(
    tags: IntArray, scores: FloatArray, starts: IntArray, ends: IntArray, categories: Sequence[str]
) -> list[Span]:
    """The spans that well-formed tags stand for, each as sure as `scores`, [words, tags], are."""
    spans = []
    for first, last, index in tagged_runs(tags):
        category = categories[index]
        belonging = np.logaddexp(
            scores[first:last, 1 + 2 * index], scores[first:last, 2 + 2 * index]
        )
        confidence = min(1.0, float(np.exp(belonging.mean())))
        spans.append(Span(int(starts[first]), int(ends[last - 1]), category, confidence))
    return spans


def log_softmax(logits: FloatArray) -> FloatArray:
    shifted = logits - logits.max(axis=1, keepdims=True)
    result: FloatArray = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return result


def best_tags(scores: FloatArray, costs: NDArray[np.float64] | None = None) -> IntArray:
    """The well-formed sequence of tags with the greatest sum of scores.

    Args:
        scores: [words, tags].
        costs: [words], what the sum loses where an entity begins there right behind another one.
    """
    if costs is None:
        costs = np.zeros(len(scores))
    tags = np.zeros(len(scores), dtype=np.int64)
    for first, last in _open_stretches(scores):
        tags[first:last] = _viterbi(scores[first:last], costs[first:last])
    return tags


def tagged_runs(tags: IntArray) -> Iterator[tuple[int, int, int]]:
    """The entities in well-formed tags, as (first word, word after the last, category index)."""
    begins = np.flatnonzero(tags % 2 == 1)
    for first in begins.tolist():
        inside = tags[first] + 1
        last = first + 1
        while last < len(tags) and tags[last] == inside:
            last += 1
        yield first, last, int(tags[first] - 1) // 2


def _open_stretches(scores: FloatArray) -> Iterator[tuple[int, int]]:
    """The runs of words that are not surely O.

    Word t is surely O when O leads there by at least what the next word loses by being B in place
    of I: then any sequence with another tag at t can be changed to O at t (and I to B after it)
    without loss, and stays well-formed.
    """
    if scores.shape[1] == 1:
        return
    lead = scores[:, 0] - scores[:, 1:].max(axis=1)
    loss = (scores[:, 2::2] - scores[:, 1::2]).max(axis=1)
    sure = lead >= np.maximum(np.append(loss[1:], 0.0), 0.0)
    edges = np.diff(np.concatenate(([1], sure.astype(np.int8), [1])))
    yield from zip(
        np.flatnonzero(edges == -1).tolist(), np.flatnonzero(edges == 1).tolist(), strict=True
    )


def _viterbi(scores: FloatArray, costs: NDArray[np.float64]) -> IntArray:
    """Best well-formed tags of a stretch that O precedes."""
    words, tags = scores.shape
    inside = np.arange(2, tags, 2)
    entity = np.arange(tags) > 0
    came_from = np.zeros((words, tags), dtype=np.int64)
    total = scores[0].copy()
    total[inside] = -np.inf
    for word in range(1, words):
        best = int(total.argmax())
        penalized = total - costs[word] * entity
        begun = int(penalized.argmax())
        own = np.where(total[inside] > total[inside - 1], inside, inside - 1)
        came_from[word, 0] = best
        came_from[word, inside - 1] = begun
        came_from[word, inside] = own
        step = np.full(tags, penalized[begun])
        step[0] = total[best]
        step[inside] = total[own]
        total = step + scores[word]
    path = np.zeros(words, dtype=np.int64)
    path[-1] = int(total.argmax())
    for word in range(words - 1, 0, -1):
        path[word - 1] = came_from[word, path[word]]
    return path
