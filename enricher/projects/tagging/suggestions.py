"""What a model would label in a document, for a person to accept or refuse."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from enricher.documents import ModelVersion
from enricher.entities import Span
from enricher.projects.project import Project
from enricher.projects.tagging.predictions import ModelReader, reading_model


@dataclass(frozen=True, slots=True)
class Suggestions:
    """Spans of the categories that the project learns, in the order of the text.

    Attributes:
        model: that made them, None where the project has none yet.
        characters_read: how far the model read.
    """

    model: ModelVersion | None
    spans: tuple[Span, ...]
    characters_read: int


def suggest(
    project: Project, text: str, reader: ModelReader, check: Callable[[], None] = lambda: None
) -> Suggestions:
    """Suggest labels for a text.

    Args:
        check: is called again and again while the model reads, and raises to end it.

    Raises:
        ModelError: the model is damaged.
    """
    model = reading_model(project)
    if model is None:
        return Suggestions(None, (), 0)
    schema = project.schema
    boxes = project.store.boxes([text]).get(text)
    reading = reader.read(model, schema, text, check, boxes)
    learned = {*schema.learned}
    spans = sorted(
        (one for one in reading.spans if one.category in learned),
        key=lambda one: (one.start, one.end, one.category),
    )
    return Suggestions(model.version, tuple(spans), reading.characters_read)
