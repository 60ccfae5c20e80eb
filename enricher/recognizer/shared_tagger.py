"""One model for several projects: what one of them has asked of a text is not read again for the next."""

from __future__ import annotations

import threading
from collections.abc import Sequence

from enricher.documents.boxes import WordBoxes
from enricher.documents.passages import PassageVectors
from enricher.entities import Span
from enricher.recognizer.onnx import OnnxTagger, TextReading


class SharedTagger:
    """Remembers what it found in the text that each thread read last. Safe to share between threads."""

    def __init__(self, tagger: OnnxTagger) -> None:
        self._tagger = tagger
        self._last = threading.local()

    @property
    def makes_vectors(self) -> bool:
        return self._tagger.makes_vectors

    def tag(self, text: str, max_characters: int, boxes: WordBoxes | None = None) -> Sequence[Span]:
        return self._read(text, max_characters, boxes).spans

    def passages(self, text: str) -> PassageVectors:
        """The passages of a text with their vectors.

        Raises:
            ValueError: this tagger makes no vectors.
        """
        passages = self._read(text, len(text)).passages
        if passages is None:
            raise ValueError("this tagger makes no vectors")
        return passages

    def _read(self, text: str, max_characters: int, boxes: WordBoxes | None = None) -> TextReading:
        asked = text, max_characters, boxes if self._tagger.reads_layout else None
        if getattr(self._last, "asked", None) != asked:
            self._last.reading = self._tagger.read(*asked)
            self._last.asked = asked
        reading: TextReading = self._last.reading
        return reading
