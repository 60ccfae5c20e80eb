"""The passages of a document with their vectors, and what was found in each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.int8]
"""[passages, dimensions]: of unit length times 127, so that the product of two is their likeness."""


@dataclass(frozen=True, slots=True)
class PassageVectors:
    """The passages of a text (`enricher.text.passages`), each with its vector.

    Attributes:
        encoder: what made the vectors; those of two encoders do not compare.
        places: [start, end) of each passage, in characters of the text.
        rows: the vectors, one passage behind the other; see `matrix`.
    """

    encoder: str
    places: tuple[tuple[int, int], ...]
    rows: bytes

    def __post_init__(self) -> None:
        if len(self.rows) % max(len(self.places), 1):
            raise ValueError(f"{len(self.rows)} numbers are not {len(self.places)} vectors")

    @property
    def matrix(self) -> Vectors:
        return np.frombuffer(self.rows, dtype=np.int8).reshape(len(self.places), -1)


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """A passage of an indexed document.

    Attributes:
        start: in characters of the document's text.
        holds: the categories whose entities stand in it, each with how sure it is.
        vector: [dimensions], None where the document is not embedded yet.
    """

    start: int
    end: int
    text: str
    page: int | None = None
    holds: Mapping[str, float] = field(default_factory=dict)
    vector: NDArray[np.int8] | None = None
