"""Which documents of a project to tag next: `enricher project next`.

untagged texts -+- model -> doubts of each document --+
                +- vectors of all texts --------------+-> greedy order -> Candidates with reasons

A document is worth tagging if the model is unsure of what is in it, and if it is unlike what is
tagged already and what comes before it in the order.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from enricher.entities import Span
from enricher.ledger.labels import LabeledDocument
from enricher.projects.project import Project
from enricher.projects.tagging.doubts import Doubts, Weights, doubts_of, weigh_categories
from enricher.projects.tagging.order import Candidate, order_documents
from enricher.projects.tagging.predictions import ModelReader, reading_model
from enricher.recognizer.bundle import ModelBundle


@dataclass(frozen=True, slots=True)
class Order:
    """The documents to tag next, and what was asked for it.

    Attributes:
        model: that read them, None where there is none yet.
        untagged: how many documents nobody has been through.
        unfinished: names of those that somebody has been through in part, or not for every
            category that is learned; they come after the others.
        wordless: names of those that have no word in them, which are left out.
    """

    model: ModelBundle | None
    untagged: int
    unfinished: tuple[str, ...]
    wordless: tuple[str, ...]
    candidates: tuple[Candidate, ...]


def next_documents(
    project: Project,
    count: int,
    reader: ModelReader,
    threads: int = 1,
    on_progress: Callable[[int, int], None] = lambda done, of: None,
    most_read: int | None = None,
) -> Order:
    """The documents of a project that nobody has been through, those to tag first in front.

    Args:
        count: how many.
        reader: reads documents with the model of the project.
        threads: that read at the same time.
        on_progress: is told how many of how many documents were read.
        most_read: of more documents the model reads so many, those that are most unlike what is
            tagged, and the others are left out; None reads all.

    Raises:
        ModelError: the model is damaged.
    """
    documents = list(project.store.read())
    tagged = [one for one in documents if one.is_tagged]
    untouched = [one for one in documents if not one.is_tagged]
    schema = project.schema
    unfinished = tuple(one.name for one in tagged if not one.is_finished(schema.learned))
    untagged = [one for one in untouched if any(letter.isalnum() for letter in one.text)]
    readable = {one.name for one in untagged}
    wordless = tuple(one.name for one in untouched if one.name not in readable)
    model = reading_model(project) if untagged else None
    doubts: Mapping[str, Doubts] = {}
    if model is not None:
        if most_read is not None and most_read < len(untagged):
            first = {one.document for one in order_documents(untagged, tagged, {}, most_read)}
            untagged = [one for one in untagged if one.name in first]
        weights = weigh_categories(tagged, model.description)
        boxes = project.store.boxes(one.text for one in untagged)
        doubts = _read(
            untagged,
            lambda text: reader.read(model, schema, text, boxes=boxes.get(text)).spans,
            weights,
            threads,
            on_progress,
        )
    candidates = order_documents(untagged, tagged, doubts, count)
    return Order(model, len(untouched), unfinished, wordless, tuple(candidates))


def _read(
    documents: Sequence[LabeledDocument],
    spans_of: Callable[[str], Sequence[Span]],
    weights: Weights,
    threads: int,
    on_progress: Callable[[int, int], None],
) -> Mapping[str, Doubts]:
    found: dict[str, Doubts] = {}
    pool = ThreadPoolExecutor(threads)
    try:
        read = pool.map(lambda one: doubts_of(spans_of(one.text), weights), documents)
        for document, doubts in zip(documents, read, strict=True):
            found[document.name] = doubts
            on_progress(len(found), len(documents))
    finally:
        pool.shutdown(cancel_futures=True)  # Ctrl-C waits for what is being read, not for all
    return found
