"""Log-odds of words become passages: statements that are likely of a category, or runs of them.

    words -> statements (enricher.text.statements) -> how sure each one is -> runs around the surest

Whether neighbours are one passage is as people labelled them. What a page ends with may stand between
the parts of a statement in any case.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

import numpy as np

from enricher.entities import Span
from enricher.recognizer.windows import BoolArray, FloatArray, IntArray, Tokens
from enricher.text.statements import split_statements

FLOOR = 0.01  # less sure statements are no candidates
SHARE = 0.5  # of how sure the surest statement of a passage is, that its neighbours have to be


def find_passages(
    logits: FloatArray,
    tokens: Tokens,
    text: str,
    categories: Sequence[str],
    joined: Collection[str] = (),
) -> list[Span]:
    """Find all candidates, however unsure, down to `FLOOR`; those of a category lie apart.

    Args:
        logits: [words, categories], log-odds of the word being in a passage.
        tokens: of the text.
        text: the statements of which are looked at.
        categories: in the order of the logits.
        joined: those of which sure statements in a row are one passage.
    """
    statements = split_statements(text)
    starts = np.array([one.start for one in statements], dtype=np.int64)
    ends = np.array([one.end for one in statements], dtype=np.int64)
    first = np.searchsorted(tokens.starts, starts)
    last = np.searchsorted(tokens.starts, ends)
    read = last > first
    sure = np.zeros((len(statements), len(categories)), dtype=np.float32)
    if read.any():
        sure[read] = _pooled(logits, first[read], last[read])
    between = np.array([one.is_furniture for one in statements], dtype=bool) | ~read
    return [
        Span(int(starts[begin]), int(ends[end - 1]), category, confidence)
        for number, category in enumerate(categories)
        for begin, end, confidence in _runs(sure[:, number], between, category in joined)
    ]


def _pooled(logits: FloatArray, first: IntArray, last: IntArray) -> FloatArray:
    """How sure statements of the words `[first, last)` are: [statements, categories].

    The mean of what the words say, each as a probability: a few words that are surely of no passage, as a
    number or a name, would else outweigh all others.
    """
    sure = 1 / (1 + np.exp(-np.clip(logits, -50, 50)))
    sums = np.concatenate((np.zeros((1, sure.shape[1])), np.cumsum(sure, axis=0, dtype=float)))
    means: FloatArray = (sums[last] - sums[first]) / (last - first)[:, np.newaxis]
    return means.clip(0, 1)


def _runs(
    sure: FloatArray, between: BoolArray, is_joined: bool
) -> Iterator[tuple[int, int, float]]:
    """Statements `[begin, end)` around each surest one, and how sure that one is."""
    taken = between.copy()
    for peak in np.argsort(-sure, kind="stable").tolist():
        confidence = float(sure[peak])
        if confidence < FLOOR:
            return
        if taken[peak]:
            continue
        least = max(FLOOR, confidence * SHARE)
        begin = _reach(sure, taken, between, peak, -1, least, is_joined)
        end = _reach(sure, taken, between, peak, 1, least, is_joined) + 1
        taken[begin:end] = True
        yield begin, end, confidence


def _reach(
    sure: FloatArray,
    taken: BoolArray,
    between: BoolArray,
    at: int,
    step: int,
    least: float,
    is_joined: bool,
) -> int:
    """The last statement of a run from `at` on; what a page ends with is passed over."""
    reached, at = at, at + step
    while 0 <= at < len(sure):
        if between[at]:
            at += step
            continue
        is_parted = abs(at - reached) > 1  # by a page's end
        if taken[at] or sure[at] < least or not (is_joined or is_parted):
            break
        reached, at = at, at + step
    return reached
