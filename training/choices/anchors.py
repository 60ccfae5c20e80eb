"""Documents that the shipped chooser learned from, hashed, so that what is learned later keeps them.

They are what new kinds are told apart from. Of each are kept the features that speak most, which tell
none of its words, and the scores that the chooser gives it.
"""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from enricher.recognizer.choices import Chooser, Floats, vector_of
from training.choices.fit import Example

ANCHORS_FILE: Final = Path(__file__).with_name("anchors.npz")

_FEATURES = 96  # of a document, of about a thousand; twice as many measure the same


@dataclass(frozen=True, slots=True, eq=False)
class Anchors:
    """Documents as training sees them.

    Attributes:
        category: that tells what they are.
        choices: in the order of the columns of `scores`.
        vectors: of each the buckets that have some, and how much.
        columns: which choice each is.
        scores: [documents, choices], as the chooser gives them before they are sharpened.
        weights: as how many documents each counts.
    """

    category: str
    choices: tuple[str, ...]
    vectors: tuple[tuple[NDArray[np.int64], Floats], ...]
    columns: NDArray[np.int64]
    scores: Floats
    weights: NDArray[np.float64]


def make_anchors(examples: Sequence[Example], chooser: Chooser) -> Anchors:
    return Anchors(
        chooser.category,
        chooser.choices,
        tuple(_telling(*vector_of(one.features, chooser.rarity)) for one in examples),
        np.array([chooser.choices.index(one.choice) for one in examples]),
        np.array([chooser.scores(one.features) for one in examples], np.float32)
        / np.float32(chooser.sharpness),
        np.array([one.weight for one in examples]),
    )


def write_anchors(anchors: Anchors) -> bytes:
    said = json.dumps({"category": anchors.category, "choices": anchors.choices})
    file = io.BytesIO()
    np.savez_compressed(
        file,
        said=np.frombuffer(said.encode(), np.uint8),
        sizes=np.array([len(buckets) for buckets, _ in anchors.vectors], np.uint8),
        buckets=np.concatenate([buckets for buckets, _ in anchors.vectors]).astype(np.uint16),
        values=np.concatenate([values for _, values in anchors.vectors]).astype(np.float16),
        columns=anchors.columns.astype(np.uint8),
        scores=anchors.scores.astype(np.float16),
        weights=anchors.weights.astype(np.float16),
    )
    return file.getvalue()


def read_anchors(content: bytes) -> Anchors:
    with np.load(io.BytesIO(content), allow_pickle=False) as file:
        said = json.loads(file["said"].tobytes())
        ends = np.cumsum(file["sizes"].astype(np.int64))[:-1]
        buckets = np.split(file["buckets"].astype(np.int64), ends)
        values = np.split(file["values"].astype(np.float32), ends)
        return Anchors(
            said["category"],
            tuple(said["choices"]),
            tuple(zip(buckets, values, strict=True)),
            file["columns"].astype(np.int64),
            file["scores"].astype(np.float32),
            file["weights"].astype(np.float64),
        )


def _telling(buckets: NDArray[np.int64], values: Floats) -> tuple[NDArray[np.int64], Floats]:
    """The features that speak most, one for each bucket."""
    kept, places = np.unique(buckets, return_inverse=True)
    sums = np.bincount(places, weights=values).astype(np.float32)
    most = np.sort(np.argsort(-sums, kind="stable")[:_FEATURES])
    return kept[most], sums[most]
