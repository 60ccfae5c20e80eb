"""What a model finds in texts, read once, and what the pipeline makes of it.

bundle, texts -> RawSpans (the model runs here, and nowhere else)
RawSpans + confidence -> pipeline -> the entities that documents are indexed with

The model takes nearly all of the time; how surely it is to be believed is tried out afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from enricher.documents import ModelVersion
from enricher.documents.boxes import WordBoxes
from enricher.enrichment.parts import ServedModel
from enricher.enrichment.pipeline import find_entities
from enricher.entities import Span
from enricher.recognizer.bundle import ModelBundle, ModelDescription
from enricher.recognizer.confidence import Confidence
from enricher.recognizer.onnx import OnnxTagger
from enricher.recognizer.project import ProjectRecognizer
from enricher.schema import EntitySchema
from enricher.text.language import detect_language
from training.dataset.tags import LabeledText
from training.evaluation.scores import KeptSpans

RawSpans = Mapping[str, list[Span]]
"""By text, all that a model found, with its own confidence."""


def read_raw(bundle: ModelBundle, texts: Iterable[LabeledText]) -> dict[str, list[Span]]:
    """Run a model over texts."""
    unfitted = replace(bundle.description, confidence=Confidence())
    tagger = OnnxTagger(replace(bundle, description=unfitted))
    return {text.text: tagger.tag(text.text, len(text.text), text.boxes) for text in texts}


def without_thresholds(
    schema: EntitySchema, confidence: Confidence
) -> tuple[EntitySchema, Confidence]:
    """What lets every entity through, however unsure."""
    categories = tuple(replace(category, threshold=None) for category in schema.categories)
    return EntitySchema(categories), replace(confidence, thresholds={})


class PipelineTagger:
    """Answers as `ServedTagger` does, from raw spans."""

    def __init__(
        self,
        raw: RawSpans,
        description: ModelDescription,
        schema: EntitySchema,
        confidence: Confidence | None = None,
    ) -> None:
        """Prepare the pipeline.

        Args:
            raw: holds each text that will be asked for.
            description: of the model that found them.
            schema: of the project.
            confidence: None takes that of the model.
        """
        believed = description.confidence if confidence is None else confidence
        self.categories = description.categories
        calibrated = {
            text: [believed.calibrate(span) for span in spans] for text, spans in raw.items()
        }
        kept = KeptSpans(description.categories, calibrated)
        self._served = ServedModel(
            deployment="",
            model=ModelVersion(description.project, description.name, ""),
            schema=schema,
            recognizer=ProjectRecognizer(schema, kept, description.literal),
            confidence=believed,
        )

    def tag(self, text: str, max_characters: int, boxes: WordBoxes | None = None) -> list[Span]:
        found = find_entities(text, self._served, max_characters, detect_language(text), boxes)
        spans = [entity.span for entity in found.entities]
        return [span for span in spans if span.category in self.categories]

    def read(self, texts: Sequence[LabeledText]) -> dict[str, list[Span]]:
        """The entities of texts, by text."""
        return {text.text: self.tag(text.text, len(text.text), text.boxes) for text in texts}
