"""Models in memory, ready to read documents.

Deployments that point to one model share it: it is loaded once, and reads a text once for all of them.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from pathlib import Path
from weakref import WeakValueDictionary

from enricher.documents.passages import PassageVectors
from enricher.enrichment.parts import PassageReader, ServedModel
from enricher.expressions.schema_file import load_schema
from enricher.models.encoders import EncoderSource, TextEncoder
from enricher.models.registry import SHIPPED_CHOICES, Registry
from enricher.recognizer.bundle import ModelBundle
from enricher.recognizer.choices import Chooser, read_choosers
from enricher.recognizer.onnx import OnnxTagger
from enricher.recognizer.project import ProjectRecognizer, Tagger
from enricher.recognizer.shared_tagger import SharedTagger
from enricher.schema import EntitySchema

logger = logging.getLogger(__name__)


class ModelMemory:
    """Loads what is deployed. Safe to use from several threads.

    Args:
        on_window: is called at each step of a model through a text.
        source: of what makes vectors of passages; a model of that encoder makes them as it reads.
    """

    def __init__(
        self,
        registry: Registry,
        on_window: Callable[[], None] | None = None,
        source: EncoderSource | None = None,
    ) -> None:
        self._registry = registry
        self._on_window = on_window
        self._source = source
        self._encoder: TextEncoder | None = None
        self._taggers: WeakValueDictionary[str, SharedTagger] = WeakValueDictionary()
        self._lock = threading.Lock()

    def load(self, deployment: str) -> ServedModel:
        """Load what a deployment needs to read documents.

        Of the learned categories those are found that its model knows: one that was added to the
        schema waits for the next model, and what reads goes on.

        Raises:
            NotFoundError: there is no such deployment.
            ModelError: the bundle is damaged.
        """
        deployed = self._registry.resolve(deployment)
        schema = load_schema(deployed.schema_path)
        if deployed.model_path is None:
            choosers = _choosers(deployed.choices_path, schema)
            return ServedModel(
                deployment=str(deployed),
                model=self._registry.version(deployment),
                schema=schema,
                recognizer=ProjectRecognizer(schema, None, choosers=choosers),
            )
        bundle = self._registry.bundle(deployed.project, deployed.model_path)
        missing = set(schema.learned) - set(bundle.description.categories)
        if missing:
            logger.warning(
                "model does not know deployment=%s categories=%s", deployed, sorted(missing)
            )
        tagger = self._tagger(bundle) if schema.learned else None
        passages = tagger.passages if tagger and tagger.makes_vectors else None
        return _served(bundle, schema, tagger, str(deployed), passages)

    def passages(self, text: str) -> PassageVectors:
        """The passages of a text with their vectors, in a pass of their own.

        Raises:
            ValueError: this memory is without what makes vectors.
            ModelError: what makes them is damaged.
        """
        if self._source is None:
            raise ValueError("no vectors are made here")
        with self._lock:
            if self._encoder is None:
                self._encoder = self._source.embedder(self._on_window)
        return self._encoder.passages(text)

    def _tagger(self, bundle: ModelBundle) -> SharedTagger:
        version = bundle.version.version
        with self._lock:
            tagger = self._taggers.get(version)
            if tagger is None:
                space = self._source.space_of(bundle) if self._source else None
                tagger = SharedTagger(OnnxTagger(bundle, on_window=self._on_window, space=space))
                self._taggers[version] = tagger
            return tagger


def serve_bundle(
    bundle: ModelBundle, schema: EntitySchema, on_window: Callable[[], None] | None = None
) -> ServedModel:
    """Load a model, deployed or not, to read documents with it."""
    return _served(bundle, schema, OnnxTagger(bundle, on_window=on_window))


def _served(
    bundle: ModelBundle,
    schema: EntitySchema,
    tagger: Tagger | None,
    deployment: str = "",
    passages: PassageReader | None = None,
) -> ServedModel:
    choosers = _choosers(bundle.choices_path, schema)
    return ServedModel(
        deployment=deployment,
        model=bundle.version,
        schema=schema,
        recognizer=ProjectRecognizer(schema, tagger, bundle.description.literal, choosers),
        confidence=bundle.description.confidence,
        passages=passages,
    )


def _choosers(path: Path | None, schema: EntitySchema) -> tuple[Chooser, ...]:
    """What tells the choices of a schema: its model's own, else what ships."""
    if not any(category.choices for category in schema.categories):
        return ()
    return read_choosers((path or SHIPPED_CHOICES).read_bytes())
