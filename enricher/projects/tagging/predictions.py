"""What a model finds in texts that are to be tagged, read once and remembered."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from enricher.documents.boxes import WordBoxes
from enricher.enrichment.parts import ServedModel
from enricher.enrichment.pipeline import find_entities
from enricher.entities import Span
from enricher.ledger.names import PRODUCTION
from enricher.models.deployments import ProjectModels
from enricher.projects.project import Project
from enricher.recognizer.bundle import ModelBundle, open_bundle
from enricher.schema import EntitySchema
from enricher.text.language import detect_language

_MOST_READINGS = 2000  # of some 10 kB each

_Key = tuple[str, EntitySchema]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a model found in the first `characters_read` of a text."""

    spans: tuple[Span, ...]
    characters_read: int


class ModelReader:
    """Reads texts with the model that was asked for last; safe to share between threads.

    Args:
        max_characters: of a text that are read.
    """

    def __init__(self, max_characters: int) -> None:
        self._max_characters = max_characters
        self._lock = threading.Lock()
        self._reading = threading.local()  # who checks is of the thread, the model is of all
        self._loaded: tuple[_Key, ServedModel] | None = None
        self._readings: OrderedDict[tuple[_Key, str], Reading] = OrderedDict()

    def read(
        self,
        model: ModelBundle,
        schema: EntitySchema,
        text: str,
        check: Callable[[], None] = lambda: None,
        boxes: WordBoxes | None = None,
    ) -> Reading:
        """Read a text, unless it was read already.

        Args:
            boxes: where its words stand, the same for the same text.
            check: is called at each window, and raises to end it.
        """
        key = (model.version.version, schema)
        place = (key, hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest())
        with self._lock:
            if place in self._readings:
                self._readings.move_to_end(place)
                return self._readings[place]
            if self._loaded is None or self._loaded[0] != key:
                from enricher.models.memory import serve_bundle  # a server may never need it

                self._loaded = (key, serve_bundle(model, schema, on_window=self._on_window))
            served = self._loaded[1]
        self._reading.check = check
        found = find_entities(text, served, self._max_characters, detect_language(text), boxes)
        reading = Reading(tuple(one.span for one in found.entities), found.characters_read)
        with self._lock:
            self._readings[place] = reading
            if len(self._readings) > _MOST_READINGS:
                self._readings.popitem(last=False)
        return reading

    def _on_window(self) -> None:
        self._reading.check()


def reading_model(project: Project) -> ModelBundle | None:
    """What is in production, else the model that was made last."""
    models = ProjectModels(project.registry, project.name)
    deployed = models.deployments().get(PRODUCTION)
    if deployed is not None:
        return deployed.bundle
    newest = models.newest_folder()
    return open_bundle(newest) if newest else None
