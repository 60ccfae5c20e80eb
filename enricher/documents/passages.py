"""The passages of a document with their vectors, and what was found in each."""

from __future__ import annotations

import zlib
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from enricher.entities import Entity
from enricher.errors import DamagedError

if TYPE_CHECKING:  # what only lists and counts does without NumPy
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.int8]
else:
    Vectors = Any
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
        import numpy as np

        if not self.places:
            return np.zeros((0, 0), dtype=np.int8)
        return np.frombuffer(self.rows, dtype=np.int8).reshape(len(self.places), -1)


def held_categories(
    entities: Sequence[Entity], places: Sequence[tuple[int, int]]
) -> list[dict[str, float]]:
    """For each place the categories whose entities stand in it, each with how sure the surest is.

    Args:
        places: in the order of the text, apart from each other.
    """
    starts = [start for start, _ in places]
    held: list[dict[str, float]] = [{} for _ in places]
    for entity in entities:
        span = entity.span
        for number in range(max(bisect_right(starts, span.start) - 1, 0), len(places)):
            start, end = places[number]
            if start >= span.end:
                break
            if span.start < end:
                known = held[number].get(span.category, 0.0)
                held[number][span.category] = max(known, span.confidence)
    return held


@dataclass(frozen=True, slots=True)
class PackedPassages:
    """`PassageVectors` as the ledger keeps them."""

    encoder: str
    places: bytes
    rows: bytes


def pack_passages(passages: PassageVectors) -> PackedPassages:
    """Compress places and vectors.

    The numbers of a vector of 256 dimensions are small and follow no pattern: Huffman codes take
    them to 64 % in 2 µs a passage, and looking for repetitions takes longer and yields less.
    """
    import numpy as np

    steps = np.diff(np.array(passages.places, dtype="<i4").reshape(-1), prepend=0)
    coder = zlib.compressobj(strategy=zlib.Z_HUFFMAN_ONLY)
    rows = coder.compress(passages.rows) + coder.flush()
    return PackedPassages(passages.encoder, zlib.compress(steps.astype("<i4").tobytes(), 3), rows)


def unpack_passages(packed: PackedPassages) -> PassageVectors:
    """Read what `pack_passages` made.

    Raises:
        DamagedError: it is damaged.
    """
    import numpy as np

    try:
        steps = np.frombuffer(zlib.decompress(packed.places), dtype="<i4")
        rows = zlib.decompress(packed.rows)
    except zlib.error as error:
        raise DamagedError(f"the passages of a stored document are damaged ({error})") from error
    ends = np.cumsum(steps).reshape(-1, 2).tolist()
    return PassageVectors(packed.encoder, tuple((start, end) for start, end in ends), rows)


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """A passage of an indexed document.

    Attributes:
        start: in characters of the document's text.
        holds: the categories whose entities stand in it, each with how sure it is.
        vector: [dimensions], None where the document is not embedded yet.
        encoder: what made the vector.
    """

    start: int
    end: int
    text: str
    page: int | None = None
    holds: Mapping[str, float] = field(default_factory=dict)
    vector: NDArray[np.int8] | None = None
    encoder: str = ""

    def vector_by(self, encoder: str) -> NDArray[np.int8] | None:
        """Its vector, if that encoder made it: those of two do not compare."""
        return self.vector if self.encoder == encoder else None
