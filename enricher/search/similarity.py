"""More like this: documents with passages like those of another one."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from enricher.query.index import PassageIndex
from enricher.query.nodes import Hit, HitPassage, Node

MOST_COMPARED = 16  # passages of a document, which are asked for one by one
_SHOWN = 3  # passages of a hit


def find_similar(
    index: PassageIndex,
    encoder: str,
    rows: NDArray[np.int8],
    leave_out: Collection[str],
    where: Node | None,
    size: int,
) -> list[Hit]:
    """Documents by how like their passages are to some others, each with these passages, best first.

    Args:
        encoder: what made the vectors.
        rows: [passages, dimensions], the vectors to be like.
        leave_out: ids that are not wanted, as that of the document itself.
    """
    near_each = size + len(leave_out) + 50
    best: dict[str, dict[int, tuple[float, int]]] = {}
    for number, row in enumerate(rows):
        for near in index.nearest(row, encoder, where, near_each):
            if near.document not in leave_out:
                of = best.setdefault(near.document, {})
                of[near.number] = max((near.likeness, number), of.get(near.number, (-1.0, 0)))
    scores = {id: _total(of.values(), len(rows)) for id, of in best.items()}
    ids = sorted(scores, key=lambda id: (-scores[id], id))[:size]
    passages = index.passages(ids)
    return [
        replace(
            hit,
            score=scores[hit.id],
            passages=tuple(
                HitPassage(one.start, one.end - one.start, one.page, one.text, likeness)
                for number, (likeness, _) in _best_first(best[hit.id])
                for one in passages.get(hit.id, ())[number : number + 1]
            ),
        )
        for hit in index.hits(ids)
    ]


def _best_first(of: dict[int, tuple[float, int]]) -> list[tuple[int, tuple[float, int]]]:
    return sorted(of.items(), key=lambda pair: -pair[1][0])[:_SHOWN]


def _total(likenesses: Iterable[tuple[float, int]], wanted: int) -> float:
    """The mean over all that is asked for, of each the likest passage; what is missing counts nothing."""
    best: dict[int, float] = {}
    for likeness, number in likenesses:
        best[number] = max(likeness, best.get(number, 0.0))
    return sum(best.values()) / max(wanted, 1)


def spread(rows: NDArray[np.int8]) -> NDArray[np.int8]:
    """Some rows from the first to the last, where there are too many to ask for each."""
    if len(rows) <= MOST_COMPARED:
        return rows
    some: NDArray[np.int8] = rows[np.linspace(0, len(rows) - 1, MOST_COMPARED).round().astype(int)]
    return some
