"""Where the encoder comes from that makes vectors: with enricher, or out of a folder that somebody names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from enricher.documents.passages import PassageVectors
from enricher.recognizer.bundle import ModelBundle
from enricher.recognizer.sentence_encoder import SentenceEncoder
from enricher.recognizer.sentence_folder import SentenceFolder
from enricher.recognizer.vectors import VectorSpace


class TextEncoder(Protocol):
    """Makes vectors of passages and of questions, under one name."""

    @property
    def name(self) -> str: ...

    def passages(self, text: str) -> PassageVectors: ...

    def question(self, text: str) -> NDArray[np.int8]: ...


class EncoderSource(Protocol):
    """What loads an encoder; `enricher.models.search_model` is the other one."""

    @property
    def name(self) -> str:
        """What its vectors are kept under."""

    def space_of(self, bundle: ModelBundle) -> VectorSpace | None:
        """Where vectors lie that a model makes as it finds entities; None where it makes none."""

    def embedder(self, on_window: Callable[[], None] | None = None) -> TextEncoder: ...


@dataclass(frozen=True, slots=True)
class SentenceModel:
    """An encoder of its own, in a folder of sentence-transformers: texts go through it besides."""

    folder: SentenceFolder

    @property
    def name(self) -> str:
        return self.folder.name

    def space_of(self, bundle: ModelBundle) -> VectorSpace | None:
        return None

    def embedder(self, on_window: Callable[[], None] | None = None) -> SentenceEncoder:
        return SentenceEncoder(self.folder, on_window)
