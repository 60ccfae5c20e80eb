"""What is asked of libraries that find the nearest vectors: filled and asked in processes of their own."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.vector_stores import A_DOCUMENT, STORES
from enricher.documents.passages import Vectors

WIDTH = 256
NEAREST = 10
ASKED = 200
ASKED_FILTERED = 50
TOPICS = 5_000
LATENT = 64  # numbers that vectors really depend on, as those of encoders do
FILTERED_SHARE = 0.01  # of the documents
_ADDED = 5


def made_vectors(count: int) -> Vectors:
    """As many vectors as wanted, the same each time."""
    random = np.random.default_rng(20)
    topics = random.normal(size=(TOPICS, LATENT)).astype(np.float32)
    spread = random.normal(size=(LATENT, WIDTH)).astype(np.float32)
    made = np.empty((count, WIDTH), dtype=np.int8)
    for first in range(0, count, 100_000):
        size = min(100_000, count - first)
        latent = topics[random.integers(0, TOPICS, size)]
        latent = latent + 0.7 * random.normal(size=latent.shape).astype(np.float32)
        rows = latent @ spread + 2.0 * random.normal(size=(size, WIDTH)).astype(np.float32)
        made[first : first + size] = _unit(rows)
    return made


def made_questions(vectors: Vectors) -> Vectors:
    """Each near one of the vectors, and none of them."""
    random = np.random.default_rng(21)
    some = vectors[random.integers(0, len(vectors), ASKED)].astype(np.float32)
    return _unit(some + 6.0 * random.normal(size=some.shape).astype(np.float32))


def _unit(rows: NDArray[np.float32]) -> Vectors:
    vectors: Vectors = np.rint(127 * rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(
        np.int8
    )
    return vectors


def fill_vectors(name: str, folder: str, count: str) -> dict[str, Any]:
    vectors = made_vectors(int(count))
    store = STORES[name](Path(folder))
    started, before = time.perf_counter(), time.process_time()
    store.fill(vectors)
    seconds, cpu_seconds = time.perf_counter() - started, time.process_time() - before
    size = sum(one.stat().st_size for one in Path(folder).rglob("*") if one.is_file())
    return {"seconds": seconds, "cpu_seconds": cpu_seconds, "megabytes": size / 1e6}


def ask_vectors(name: str, folder: str, count: str) -> dict[str, Any]:
    """Ask, and compare with what is right."""
    with np.load(prepared_file(Path(folder).parent, int(count))) as file:
        questions, more, some = file["questions"], file["more"], file["some"].tolist()
        right, right_filtered = file["right"], file["filtered"]
    store = STORES[name](Path(folder))
    store.open(WIDTH)
    for question in questions[:5]:
        store.nearest(question, NEAREST, None)
    before = time.process_time()
    recall, times = _asked(lambda one: store.nearest(one, NEAREST, None), questions, right)
    answer: dict[str, Any] = {
        "recall": recall,
        "cpu": 1000 * (time.process_time() - before) / len(times),
        "p50": 1000 * float(np.percentile(times, 50)),
        "p99": 1000 * float(np.percentile(times, 99)),
        "filtered_recall": "none",
        "filtered_p50": "none",
    }
    if store.filters:
        filtered, times = _asked(
            lambda one: store.nearest(one, NEAREST, some),
            questions[:ASKED_FILTERED],
            right_filtered,
        )
        answer["filtered_recall"] = f"{filtered:.3f}"
        answer["filtered_p50"] = f"{1000 * float(np.percentile(times, 50)):.1f}"
    added = []
    for number in range(_ADDED):
        started = time.perf_counter()
        store.add(int(count) + number * A_DOCUMENT, more)
        added.append(time.perf_counter() - started)
    return answer | {"added": 1000 * float(np.median(added))}


def _asked(
    ask: Callable[[NDArray[np.int8]], list[int]], questions: Vectors, right: NDArray[np.int64]
) -> tuple[float, list[float]]:
    found, times = [], []
    for question in questions:
        started = time.perf_counter()
        found.append(ask(question))
        times.append(time.perf_counter() - started)
    hits = sum(len({*one} & {*of.tolist()}) for one, of in zip(found, right, strict=False))
    return hits / (NEAREST * len(found)), times


def prepared_file(folder: Path, count: int) -> Path:
    return folder / f"questions-{count}.npz"


def prepare(folder: Path, count: int) -> None:
    """Keep questions, what is right with and without a filter, what that leaves, and a document more.

    Apart from those that are asked, so that it is not in their memory.
    """
    random = np.random.default_rng(22)
    vectors = made_vectors(count)
    questions = made_questions(vectors)
    documents = random.permutation(count // A_DOCUMENT)
    some = np.sort(documents[: max(int(FILTERED_SHARE * len(documents)), 1)])
    of_some = (some[:, None] * A_DOCUMENT + np.arange(A_DOCUMENT)).reshape(-1)
    np.savez(
        prepared_file(folder, count),
        questions=questions,
        more=vectors[:A_DOCUMENT],
        right=_best(vectors, questions),
        filtered=of_some[_best(vectors[of_some], questions[:ASKED_FILTERED])],
        some=some,
    )


def _best(vectors: Vectors, questions: Vectors) -> NDArray[np.int64]:
    """[questions, NEAREST]: the numbers of the vectors with the greatest products."""
    numbers = np.zeros((len(questions), 0), dtype=np.int64)
    products = np.zeros((len(questions), 0), dtype=np.float32)
    for first in range(0, len(vectors), 50_000):
        block = vectors[first : first + 50_000].astype(np.float32)
        of_block = questions.astype(np.float32) @ block.T
        places = np.argpartition(-of_block, min(NEAREST, len(block)) - 1, axis=1)[:, :NEAREST]
        numbers = np.hstack((numbers, places + first))
        products = np.hstack((products, np.take_along_axis(of_block, places, axis=1)))
    order = np.argsort(-products, axis=1, kind="stable")[:, :NEAREST]
    return np.take_along_axis(numbers, order, axis=1)
