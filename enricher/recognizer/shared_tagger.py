"""One model for several projects: what one of them has asked of a text is not read again for the next."""

from __future__ import annotations

import threading
from collections.abc import Sequence

from enricher.entities import Span
from enricher.recognizer.project import Tagger


class SharedTagger:
    """Remembers what it found in the text that each thread read last. Safe to share between threads."""

    def __init__(self, tagger: Tagger) -> None:
        self._tagger = tagger
        self._last = threading.local()

    def tag(self, text: str, max_characters: int) -> Sequence[Span]:
        asked = text, max_characters
        if getattr(self._last, "asked", None) != asked:
            self._last.spans = tuple(self._tagger.tag(text, max_characters))
            self._last.asked = asked
        spans: Sequence[Span] = self._last.spans
        return spans
