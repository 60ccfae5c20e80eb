"""Our recognizer as ingestion runs it: a process per core, one thread in each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from connectors.sandbox.pool import Sandbox
from enricher.recognizer.onnx import OnnxTagger

_NEVER = 1_000_000


def start_tagger(bundle: Path, alive: Callable[[], None]) -> Callable[[str], int]:
    """What each process calls first: loads the model, returns what counts a text's spans."""
    tagger = OnnxTagger.open(bundle)  # no text of a benchmark takes as long as a limit
    return lambda text: len(tagger.tag(text, len(text)))


def open_taggers(bundle: Path, processes: int) -> Sandbox[str, int]:
    """The pool of ingestion, with nothing in its processes but the model."""
    return Sandbox(
        partial(start_tagger, bundle),
        workers=processes,
        seconds=_NEVER,
        megabytes=_NEVER,
        recycle=_NEVER,
    )


def tag_all(pool: Sandbox[str, int], texts: Sequence[str]) -> int:
    """How many spans all texts have; longest first, so that no process is left with it alone."""
    futures = [pool.submit(text) for text in sorted(texts, key=len, reverse=True)]
    return sum(future.result() for future in futures)
