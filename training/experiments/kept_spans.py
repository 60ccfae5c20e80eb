"""What a model found in documents, kept in a file each: reading is taken up where it was interrupted."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from enricher.entities import Span
from enricher.recognizer.bundle import ModelBundle
from enricher.recognizer.confidence import Confidence
from enricher.recognizer.onnx import OnnxTagger
from training.dataset.tags import LabeledText

logger = logging.getLogger(__name__)


def read_spans(
    texts: Iterable[LabeledText], bundle: Callable[[], ModelBundle], folder: Path
) -> dict[str, list[Span]]:
    """What the model of a bundle finds in each text, by name, not calibrated.

    Args:
        bundle: is opened where something is not read yet.
        folder: keeps the spans.
    """
    folder.mkdir(parents=True, exist_ok=True)
    tagger: OnnxTagger | None = None
    spans = {}
    for text in texts:
        place = _place(folder, text)
        if not place.exists():
            tagger = tagger or _bare_tagger(bundle())
            _write(place, tagger.tag(text.text, len(text.text)))
            logger.info("read document=%s characters=%d", text.name, len(text.text))
        spans[text.name] = _load(place)
    return spans


def kept_spans(texts: Iterable[LabeledText], folder: Path) -> dict[str, list[Span]]:
    """The spans of those texts that an earlier run has read."""
    places = {text.name: _place(folder, text) for text in texts}
    return {name: _load(place) for name, place in places.items() if place.exists()}


def _bare_tagger(bundle: ModelBundle) -> OnnxTagger:
    description = replace(bundle.description, confidence=Confidence())
    return OnnxTagger(replace(bundle, description=description), threads=2)


def _place(folder: Path, text: LabeledText) -> Path:
    return folder / f"{text.name}.json"


def _load(place: Path) -> list[Span]:
    return [Span(*one) for one in json.loads(place.read_text(encoding="utf-8"))]


def _write(place: Path, spans: Iterable[Span]) -> None:
    unfinished = place.with_suffix(".part")
    rows = [(one.start, one.end, one.category, one.confidence) for one in spans]
    unfinished.write_text(json.dumps(rows), encoding="utf-8")
    unfinished.replace(place)
