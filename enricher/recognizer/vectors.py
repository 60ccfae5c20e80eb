"""From the states of an encoder to vectors: the mean over what is told, mapped to where likeness is measured.

    states of a window -> PassagePool -> means per passage -> VectorMap -> Vectors

A `VectorSpace` is what all vectors of one kind share; two of them do not compare.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from enricher.documents.passages import PassageVectors, Vectors
from enricher.errors import ModelError
from enricher.recognizer.windows import FloatArray, IntArray, Reading, Tokens, plan_windows
from enricher.text.passages import split_passages

UNIT = 127  # the length of a vector in int8
_LEAST = 1e-6  # stands for a length of zero


@dataclass(frozen=True, slots=True, eq=False)
class VectorMap:
    """A linear map from means of states to vectors.

    Attributes:
        weights: [states, dimensions]; states of several layers stand one behind the other.
        bias: [dimensions].
    """

    weights: FloatArray
    bias: FloatArray

    def vectors(self, means: FloatArray) -> Vectors:
        """[rows, states] -> [rows, dimensions]; a row of zeros, which nothing was read of, stays one."""
        mapped = means @ self.weights + self.bias
        lengths = np.maximum(np.linalg.norm(mapped, axis=1, keepdims=True), _LEAST)
        read = np.any(means, axis=1, keepdims=True)
        found: Vectors = np.rint(mapped / lengths * (UNIT * read)).astype(np.int8)
        return found


class PassagePool:
    """Gathers the mean of each passage's states, window by window: those of a text would take too much room."""

    def __init__(
        self, tokens: Tokens, reading: Reading, places: Sequence[tuple[int, int]], states: int
    ) -> None:
        """Find the tokens of each passage.

        Args:
            places: [start, end) of the passages, in the order of the text.
            states: how many numbers come of each token.
        """
        self._first, self._last = _tokens_of(tokens, places)
        self._sums = np.zeros((len(places), states), np.float64)
        self._before = len(reading.before)
        inner = reading.window_tokens - self._before - len(reading.after)
        self._windows = plan_windows(len(tokens.ids), inner, reading.overlap_tokens)

    def add(self, states: Sequence[FloatArray]) -> None:
        """Take the states [1, tokens, size] of the next window, of one layer after the other."""
        window = next(self._windows)
        begin = int(np.searchsorted(self._last, window.keep_start, side="right"))
        end = int(np.searchsorted(self._first, window.keep_end, side="left"))
        for passage in range(begin, end):
            first = max(int(self._first[passage]), window.keep_start)
            last = min(int(self._last[passage]), window.keep_end)
            if first < last:
                offset = self._before - window.start
                part = slice(first + offset, last + offset)
                sums = [one[0, part].sum(axis=0, dtype=np.float64) for one in states]
                self._sums[passage] += np.concatenate(sums)

    def means(self) -> FloatArray:
        """[passages, states]; zeros where a passage holds no word."""
        counts = np.maximum(self._last - self._first, 1)[:, np.newaxis]
        found: FloatArray = (self._sums / counts).astype(np.float32)
        return found


def _tokens_of(tokens: Tokens, places: Sequence[tuple[int, int]]) -> tuple[IntArray, IntArray]:
    """[first, last) of the tokens of each place."""
    starts = np.array([start for start, _ in places], dtype=np.int64)
    ends = np.array([end for _, end in places], dtype=np.int64)
    bounds = np.append(tokens.first, len(tokens.ids))
    return (
        bounds[np.searchsorted(tokens.starts, starts)],
        bounds[np.searchsorted(tokens.starts, ends)],
    )


@dataclass(frozen=True, slots=True, eq=False)
class VectorSpace:
    """Where likeness is measured, for one encoder.

    Attributes:
        name: of the encoder's and the maps' content: what vectors are kept under.
        layers: of the encoder, whose states are mapped; the first is 1.
        passage: maps the states of a passage as it stands in its text.
        question: maps those of a question, which stands alone.
    """

    name: str
    layers: tuple[int, ...]
    passage: VectorMap
    question: VectorMap

    def gather(self, text: str, tokens: Tokens, reading: Reading) -> PassageGathering:
        """What makes the vectors of a text's passages while its windows are read."""
        places = tuple((one.start, one.end) for one in split_passages(text))
        pool = PassagePool(tokens, reading, places, len(self.passage.weights))
        return PassageGathering(self, places, pool)


@dataclass(frozen=True, slots=True)
class PassageGathering:
    """The vectors of a text's passages in the making."""

    space: VectorSpace
    places: tuple[tuple[int, int], ...]
    pool: PassagePool

    def add(self, states: Sequence[FloatArray]) -> None:
        self.pool.add(states)

    def passages(self) -> PassageVectors:
        rows = self.space.passage.vectors(self.pool.means())
        return PassageVectors(self.space.name, self.places, rows.tobytes())


def with_unread(passages: PassageVectors, text: str, read: int) -> PassageVectors:
    """The passages of a text of which so many characters were read: of the others nothing is known."""
    rest = [(one.start + read, one.end + read) for one in split_passages(text[read:])]
    if not rest or not passages.places:
        return passages
    size = passages.matrix.shape[1]
    return replace(
        passages,
        places=(*passages.places, *rest),
        rows=passages.rows + bytes(size * len(rest)),
    )


def read_space(content: bytes, encoder: str) -> VectorSpace:
    """Read what `write_space` wrote.

    Args:
        encoder: sha256 of the model that the maps were made for.

    Raises:
        ModelError: it is no such file.
    """
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as file:
            return VectorSpace(
                hashlib.sha256(encoder.encode() + content).hexdigest()[:16],
                tuple(map(int, file["layers"])),
                *(
                    VectorMap(
                        file[f"{name}_weights"].astype(np.float32)
                        * file[f"{name}_scale"].astype(np.float32),
                        file[f"{name}_bias"].astype(np.float32),
                    )
                    for name in ("passage", "question")
                ),
            )
    except (OSError, EOFError, ValueError, KeyError, TypeError, zipfile.BadZipFile) as error:
        raise ModelError(f"the maps of vectors cannot be read: {error}") from error


def write_space(layers: Sequence[int], passage: VectorMap, question: VectorMap) -> bytes:
    """A file of maps: their weights in int8, with a scale per dimension."""
    arrays = {"layers": np.array(layers, np.int8)}
    for name, one in (("passage", passage), ("question", question)):
        scale = np.maximum(np.abs(one.weights).max(axis=0), _LEAST) / UNIT
        arrays[f"{name}_weights"] = np.rint(one.weights / scale).astype(np.int8)
        arrays[f"{name}_scale"] = scale.astype(np.float32)
        arrays[f"{name}_bias"] = one.bias.astype(np.float32)
    file = io.BytesIO()
    np.savez_compressed(file, **arrays)  # type: ignore[arg-type]
    return file.getvalue()
