"""What turns texts and questions into vectors: the encoder of a model, and where its vectors lie.

    text     --encoder, all windows--> states --mean per passage--> PassageVectors
    question --encoder-------------->  states --mean------------->  one vector

A text that a model of the same encoder reads needs no embedder: its passages come with the entities
(`enricher.recognizer.onnx`).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from enricher.documents.passages import PassageVectors
from enricher.recognizer.bundle import ModelBundle
from enricher.recognizer.onnx import OnnxEncoder
from enricher.recognizer.vectors import VectorSpace
from enricher.recognizer.windows import FloatArray, plan_windows, tokenize, window_inputs


class Embedder:
    """Makes vectors. Safe to share between threads."""

    def __init__(
        self,
        bundle: ModelBundle,
        space: VectorSpace,
        on_window: Callable[[], None] | None = None,
    ) -> None:
        """Load the encoder.

        Args:
            bundle: the model that the space is of.
            on_window: see `OnnxEncoder`.

        Raises:
            ModelError: the model cannot be loaded.
        """
        self._encoder = OnnxEncoder(bundle, on_window=on_window, layers=space.layers)
        self._space = space

    @property
    def name(self) -> str:
        """What the vectors are kept under; those of another name do not compare."""
        return self._space.name

    def passages(self, text: str) -> PassageVectors:
        """All passages of a text, each with its vector."""
        tokens = tokenize(text, self._encoder.tokenizer)
        reading = self._encoder.reading
        gathering = self._space.gather(text, tokens, reading)
        inner = reading.window_tokens - len(reading.before) - len(reading.after)
        for window in plan_windows(len(tokens.ids), inner, reading.overlap_tokens):
            _, *states = self._encoder.run(window_inputs(tokens, window.start, window.end, reading))
            gathering.add(states)
        return gathering.passages()

    def question(self, text: str) -> NDArray[np.int8]:
        """The vector [dimensions] of a question, of which one window is read; zeros of one without words."""
        vectors = self._space.question.vectors(self.means(text)[np.newaxis])
        vector: NDArray[np.int8] = vectors[0]
        return vector

    def means(self, text: str) -> FloatArray:
        """The mean [states] over the words of one window; zeros of a text without words."""
        tokens = tokenize(text, self._encoder.tokenizer)
        reading = self._encoder.reading
        before, after = len(reading.before), len(reading.after)
        end = min(len(tokens.ids), reading.window_tokens - before - after)
        _, *states = self._encoder.run(window_inputs(tokens, 0, end, reading))
        means = [one[0, before : before + end].sum(axis=0) / max(end, 1) for one in states]
        found: FloatArray = np.concatenate(means)
        return found
