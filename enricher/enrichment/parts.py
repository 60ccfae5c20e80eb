"""What the pipeline is made of: what reads files, and the models that read their texts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from enricher.documents import ExtractedText, ModelVersion, SourceFile
from enricher.documents.boxes import WordBoxes
from enricher.documents.passages import PassageVectors
from enricher.entities import Recognition
from enricher.ledger.routes import Choices, Route, readers, readers_of_all
from enricher.recognizer.confidence import Confidence
from enricher.schema import EntitySchema


class TextExtractor(Protocol):
    """Reads one file (not the members inside it: `connectors.files.unpack` opens those)."""

    def extract(self, source: SourceFile) -> list[ExtractedText]:
        """The file's own text first, then that of its members, depth first.

        A text that cannot be read comes back with its `error`; an exception means that the file
        itself could not be opened.

        Raises:
            DocumentError: the file will never work as it is.
            UnavailableError: an outside reader did not answer.
        """


class Recognizer(Protocol):
    def recognize(
        self, text: str, max_characters: int, boxes: WordBoxes | None = None
    ) -> Recognition: ...


PassageReader = Callable[[str], PassageVectors]
"""Gives all passages of a text with their vectors."""


class Rules(NamedTuple):
    """What is made of the spans of a model.

    Attributes:
        schema: of its project.
        confidence: how it is to be believed; None for a model that is not there any more.
    """

    schema: EntitySchema
    confidence: Confidence | None


@dataclass(frozen=True, slots=True)
class ServedModel:
    """A deployment that reads documents: its project's schema and the recognizer behind it.

    The recognizer's spans are calibrated; `confidence` is what is made of them (`enricher.enrichment.fields`).

    Attributes:
        passages: of the text that the recognizer has read last, with their vectors, at no further pass;
            None where its model makes none.
    """

    deployment: str
    model: ModelVersion
    schema: EntitySchema
    recognizer: Recognizer
    confidence: Confidence = field(default_factory=Confidence)
    passages: PassageReader | None = None

    @property
    def rules(self) -> Rules:
        return Rules(self.schema, self.confidence)


@dataclass(frozen=True, slots=True)
class Parts:
    """What `enricher.enrichment.pipeline.enrich` is made of.

    Attributes:
        routes: which of the models read documents of some type alone.
        passages: reads those texts that no model has made the passages of; None: they stay without.
    """

    extractor: TextExtractor
    models: tuple[ServedModel, ...]
    max_characters: int
    routes: tuple[Route, ...] = ()
    passages: PassageReader | None = None

    @property
    def general(self) -> list[ServedModel]:
        """Those that read every document."""
        special = {one.deployment for one in self.routes} - set(readers_of_all(self.routes))
        return [one for one in self.models if one.deployment not in special]

    def special(self, choices: Choices) -> list[ServedModel]:
        """Those that read a document besides, by what it is."""
        some = set(readers(self.routes, choices)) - set(readers_of_all(self.routes))
        return [one for one in self.models if one.deployment in some]
