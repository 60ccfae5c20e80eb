"""How long questions in plain words take, by how many passages there are: one index that grows.

documents, their passages with vectors made up --> the embedded index --> words, questions -> p50, p99
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from functools import cached_property
from pathlib import Path

import numpy as np
import psutil

from bench.asking import WORDS, latencies
from bench.enriched import ManyDocuments
from bench.measuring import wall_seconds
from bench.results import Cell, Result, Table
from bench.workspace import Workspace
from enricher.documents import IndexedDocument
from enricher.documents.passages import PassageVectors
from enricher.text.passages import split_passages
from enricher.wiring.home import Home, open_home
from enricher.wiring.search import hybrid_search, search

_DISTINCT = 2_000
_AT_ONCE = 200  # as `enricher.ingestion.indexer` writes
_SEED = 5
_WAYS: dict[str, tuple[str, str]] = {
    "words": ("{word} agreement", "words"),
    "a question": ("who may hand the {word} agreement to another company", "hybrid"),
    "a question that names much": (
        "agreements of {word} under the law of Ohio signed after 2005 that end early",
        "hybrid",
    ),
}


def run(work: Workspace) -> Result:
    home = work.new_home("passages", paired=False)
    rows: list[tuple[Cell, ...]] = []
    sizes: list[tuple[Cell, ...]] = []
    figures: dict[str, float] = {}
    with open_home(home) as opened:
        made = _Made(opened, work.sizes.passages[-1])
        for total in work.sizes.passages:
            seconds = made.grow(total)
            sizes.append(_size(home, made, seconds))
            for name, (template, mode) in _WAYS.items():
                asked = latencies(_ask(opened, template, mode, work.sizes.searches))
                rows.append((made.passages, name, *asked))
                figures[f"{name}, {total} passages, p50 ms"] = asked[1]
                figures[f"{name}, {total} passages, p99 ms"] = asked[2]
    answers = Table(
        "Questions, by the number of passages",
        ("passages", "what", "times", "p50 ms", "p99 ms"),
        tuple(rows),
        (
            "One at a time, in one process that has index and model open, the words changing from one to the"
            " next. A question is read, encoded, answered from index and vectors, and its facets and direct"
            " answers are looked for. With fewer than 100 times, p99 is the slowest.",
        ),
    )
    grown = Table(
        "What passages take",
        ("passages", "documents", "s a million to write", "MB on disk", "of it vectors", "MB a million", "MB, process"),
        tuple(sizes),
        (
            f"Documents by the generator that the model is trained with, {made.characters:,.0f} characters each; the"
            " vectors are random, which costs what real ones cost. Disk is that of the whole index."
            " Memory is what the process holds after its questions: mapped files, and what generated the"
            " documents, are part of it.",
        ),
    )  # fmt: skip
    return Result("passages", (answers, grown), figures)


class _Made:
    """An index that is filled with documents, the vectors of their passages drawn by lot."""

    def __init__(self, home: Home, most: int) -> None:
        self.documents = 0
        self.passages = 0
        self._home = home
        self._distinct = min(_DISTINCT, most)  # each has a passage
        encoder = home.signs.encoder
        self._encoder = encoder.name if encoder else "none"
        self.width = len(encoder.question("width")) if encoder else 256

    @property
    def characters(self) -> float:
        return self._many.characters

    def grow(self, total: int) -> float:
        """Add documents until there are so many passages; returns the seconds that writing took."""
        seconds = 0.0
        with closing(self._home.index.open_writer()) as writer:
            while self.passages < total:
                some = list(self._some(total))
                started = time.perf_counter()
                writer.write(some, ())
                seconds += time.perf_counter() - started
        return seconds

    def _some(self, total: int) -> Iterator[IndexedDocument]:
        for _ in range(_AT_ONCE):
            if self.passages >= total:
                return
            document = self._many[self.documents]
            places = [
                (one.start, one.end) for one in split_passages(document.enriched.extracted.text)
            ]
            first = self.passages % (len(self._pool) - len(places))
            rows = self._pool[first : first + len(places)].tobytes()
            self.documents += 1
            self.passages += len(places)
            yield replace(document, passages=PassageVectors(self._encoder, tuple(places), rows))

    @cached_property
    def _many(self) -> ManyDocuments:
        return ManyDocuments(self._distinct)

    @cached_property
    def _pool(self) -> np.ndarray[tuple[int, int], np.dtype[np.int8]]:
        rows = np.random.default_rng(_SEED).standard_normal((50_000, self.width), dtype=np.float32)
        rows *= 127 / np.linalg.norm(rows, axis=1, keepdims=True)
        return rows.round().astype(np.int8)


def _ask(home: Home, template: str, mode: str, times: int) -> list[float]:
    words, questions = search(home), hybrid_search(home)

    def ask(number: int) -> Callable[[], object]:
        text = template.format(word=WORDS[number % len(WORDS)])
        if mode == "hybrid":
            return lambda: questions.find(text, "hybrid")
        return lambda: words.page(text)

    ask(0)()
    return [wall_seconds(ask(number)) for number in range(times)]


def _size(home: Path, made: _Made, seconds: float) -> tuple[Cell, ...]:
    files = [path for path in (home / "index").rglob("*") if path.is_file()]
    disk = sum(path.stat().st_size for path in files) / 1e6
    vectors = made.passages * made.width / 1e6
    memory = psutil.Process().memory_info().rss / 1e6
    millions = made.passages / 1e6
    return made.passages, made.documents, seconds / millions, disk, vectors, disk / millions, memory
