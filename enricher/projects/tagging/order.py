"""The order in which to tag documents, and why each is there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from enricher.ledger.labels import LabeledDocument
from enricher.projects.tagging.doubts import DOUBTFUL, Doubts
from enricher.projects.tagging.vectors import Vectors, vectors_of

LEAST_UNCERTAINTY = 0.05
"""Of a document in which the model is sure of everything: what it missed it does not say."""
LIKE = 0.6  # likeness from which on two documents are much like each other
UNLIKE = 0.25

Shares = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document to tag.

    Attributes:
        score: uncertainty times what is new in it, in [0, 1].
        doubtful, missing: see `Doubts`.
        likeness: to the nearest document that is tagged or before this one in the order.
        nearest: its name, "" where there is none.
        is_nearest_tagged: whether that one is tagged.
    """

    document: str
    score: float
    doubtful: Counter[str] = field(default_factory=Counter)
    missing: tuple[str, ...] = ()
    likeness: float = 0.0
    nearest: str = ""
    is_nearest_tagged: bool = True
    was_read: bool = False

    @property
    def reason(self) -> str:
        """Why it is there, in words."""
        parts = []
        count = self.doubtful.total()
        if count:
            category, most = self.doubtful.most_common(1)[0]
            mostly = "all" if most == count else "mostly"
            entities = "1 entity" if count == 1 else f"{count} entities"
            kind = category if count == 1 else f"{mostly} {category}"
            parts.append(f"{entities} below {DOUBTFUL}, {kind}")
        elif self.was_read and not self.missing:
            parts.append(f"no entity below {DOUBTFUL}")
        if self.missing:
            parts.append(f"no {' and no '.join(self.missing)}, which tagged documents have")
        parts.append(self._place())
        return "; ".join(parts)

    def _place(self) -> str:
        if not self.nearest:
            return "typical of all" if not self.was_read else "the first to tag"
        what = "tagged" if self.is_nearest_tagged else "before it here"
        if self.likeness >= LIKE:
            return f"much like {self.nearest}, which is {what}"
        if self.likeness <= UNLIKE:
            return "unlike what is tagged" if self.is_nearest_tagged else "unlike what is before it"
        return f"somewhat like {self.nearest}, which is {what}"


def order_documents(
    untagged: Sequence[LabeledDocument],
    tagged: Sequence[LabeledDocument],
    doubts: Mapping[str, Doubts],
    count: int,
) -> list[Candidate]:
    """Up to `count` untagged documents, the one to tag first in front.

    Each time that one is taken whose uncertainty times what is new in it is highest; new is what
    is unlike the nearest document that is tagged or was taken (greedy k-center; Sener and
    Savarese, ICLR 2018).

    Args:
        doubts: by document; empty where there is no model, and newness alone decides.
    """
    if not untagged:
        return []
    vectors = vectors_of([one.text for one in (*untagged, *tagged)])
    own, known = vectors[: len(untagged)], vectors[len(untagged) :]
    uncertainty = np.array([_uncertainty(doubts, one.name) for one in untagged])
    names = [one.name for one in (*untagged, *tagged)]
    nearest = np.full(len(untagged), -1)
    likeness: Shares = np.zeros(len(untagged), dtype=np.float32)
    if len(known):
        shares = own @ known.T
        nearest = shares.argmax(axis=1) + len(untagged)
        likeness = np.clip(shares.max(axis=1), 0, 1)
    found: list[Candidate] = []
    left = np.ones(len(untagged), dtype=bool)
    for _ in range(min(count, len(untagged))):
        scores = uncertainty * (1 - likeness)
        ranked = scores * _typical(own) if not found and not len(known) else scores
        pick = int(np.where(left, ranked, -1).argmax())
        document = untagged[pick]
        told = doubts.get(document.name)
        beside = int(nearest[pick])
        found.append(
            Candidate(
                document.name,
                float(scores[pick]),
                told.doubtful if told else Counter(),
                told.missing if told else (),
                float(likeness[pick]),
                names[beside] if beside >= 0 else "",
                beside >= len(untagged),
                told is not None,
            )
        )
        left[pick] = False
        shares_now = own @ own[pick]
        nearer = shares_now > likeness
        nearest[nearer] = pick
        likeness = np.clip(np.maximum(likeness, shares_now), 0, 1)
    return found


def _uncertainty(doubts: Mapping[str, Doubts], name: str) -> float:
    if name not in doubts:
        return 1.0
    return LEAST_UNCERTAINTY + (1 - LEAST_UNCERTAINTY) * doubts[name].uncertainty


def _typical(vectors: Vectors) -> Shares:
    """How much like all others each is: where nothing is tagged the first stands for many."""
    middle = vectors.mean(axis=0)
    shares: Shares = vectors @ middle
    return shares
