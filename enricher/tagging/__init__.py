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
from typing import Any

from enricher.labels import LabeledDocument
from enricher.language import detect_language
from enricher.models import ProjectModels
from enricher.names import PRODUCTION
from enricher.pipeline import find_entities
from enricher.ports import ServedModel
from enricher.project import Project
from enricher.recognizer.bundle import ModelBundle, open_bundle
from enricher.registry import serve_bundle
from enricher.tagging.doubts import Doubts, Weights, doubts_of, weigh_categories
from enricher.tagging.order import Candidate, order_documents


@dataclass(frozen=True, slots=True)
class Order:
    """The documents to tag next, and what was asked for it.

    Attributes:
        model: that read them, None where there is none yet.
        untagged: how many documents nobody has been through.
        wordless: names of those that have no word in them, which are left out.
    """

    model: ModelBundle | None
    untagged: int
    wordless: tuple[str, ...]
    candidates: tuple[Candidate, ...]

    def as_json(self) -> dict[str, Any]:
        version = self.model.version if self.model else None
        return {
            "model": version and {"name": version.name, "version": version.version},
            "untagged": self.untagged,
            "wordless": list(self.wordless),
            "documents": [one.as_json() for one in self.candidates],
        }


def next_documents(
    project: Project,
    count: int,
    max_characters: int,
    threads: int = 1,
    on_progress: Callable[[int, int], None] = lambda done, of: None,
) -> Order:
    """The documents of a project that nobody has been through, those to tag first in front.

    Args:
        count: how many.
        max_characters: of each document that the model reads.
        threads: that read at the same time.
        on_progress: is told how many of how many documents were read.

    Raises:
        ModelError: the model is damaged.
    """
    documents = list(project.store.read())
    tagged = [one for one in documents if one.is_tagged]
    untouched = [one for one in documents if not one.is_tagged]
    untagged = [one for one in untouched if any(letter.isalnum() for letter in one.text)]
    model = _model(project) if untagged else None
    doubts: Mapping[str, Doubts] = {}
    if model is not None:
        weights = weigh_categories(tagged, model.description)
        served = serve_bundle(model, project.schema)
        doubts = _read(untagged, served, weights, max_characters, threads, on_progress)
    candidates = order_documents(untagged, tagged, doubts, count)
    readable = {one.name for one in untagged}
    wordless = tuple(one.name for one in untouched if one.name not in readable)
    return Order(model, len(untouched), wordless, tuple(candidates))


def _model(project: Project) -> ModelBundle | None:
    """What is in production, else the model that was made last."""
    models = ProjectModels(project.registry, project.name)
    deployed = models.deployments().get(PRODUCTION)
    if deployed is not None:
        return deployed.bundle
    newest = models.newest_folder()
    return open_bundle(newest) if newest else None


def _read(
    documents: Sequence[LabeledDocument],
    served: ServedModel,
    weights: Weights,
    max_characters: int,
    threads: int,
    on_progress: Callable[[int, int], None],
) -> Mapping[str, Doubts]:
    def read(document: LabeledDocument) -> Doubts:
        text = document.text
        found = find_entities(text, served, max_characters, detect_language(text))
        return doubts_of([entity.span for entity in found.entities], weights)

    found: dict[str, Doubts] = {}
    pool = ThreadPoolExecutor(threads)
    try:
        for document, doubts in zip(documents, pool.map(read, documents), strict=True):
            found[document.name] = doubts
            on_progress(len(found), len(documents))
    finally:
        pool.shutdown(cancel_futures=True)  # Ctrl-C waits for what is being read, not for all
    return found
