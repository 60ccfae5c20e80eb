"""Documents as they leave the pipeline, made without a model: what it would find is known.

labeled texts -> detectors, typed values, fields -> distinct documents -> as many as one wants
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from bench.documents import synthetic_text
from enricher.documents import (
    EnrichedText,
    ExtractedText,
    IndexedDocument,
    ModelVersion,
    document_id,
)
from enricher.documents.boxes import WordBoxes
from enricher.enrichment.parts import ServedModel
from enricher.enrichment.pipeline import read_text
from enricher.entities import Span
from enricher.ledger.accounts import CONTRACTS
from enricher.models.registry import Registry
from enricher.recognizer.project import ProjectRecognizer
from enricher.text.language import detect_language
from training.corpus.generator import labeled_texts

_SEED = 77
_PER_FOLDER = 1_000
Label = tuple[int, int, str]


class _Known:
    """Finds in each text what its writer put there; satisfies `enricher.recognizer.project.Tagger`."""

    def __init__(self, labels: Mapping[str, Sequence[Label]]) -> None:
        self._labels = labels

    def tag(self, text: str, max_characters: int, boxes: WordBoxes | None = None) -> list[Span]:
        return [Span(*label) for label in self._labels[text] if label[1] <= max_characters]


class ManyDocuments:
    """Any number of documents, `distinct` of them written: the others repeat these.

    Each has an id, a path, a digest and a line of text of its own, so that none is taken for
    another. `[number]` gives the same one each time.
    """

    def __init__(self, distinct: int) -> None:
        written = labeled_texts(distinct, _SEED)
        labels = {
            f"{text}\n\n{synthetic_text(number)}": found
            for number, (text, found) in enumerate(written)
        }
        schema = Registry(Path(os.devnull)).schema(CONTRACTS)
        known = ServedModel(
            deployment=CONTRACTS,
            model=ModelVersion("contracts", "known", "1"),
            schema=schema,
            recognizer=ProjectRecognizer(schema, _Known(labels)),
        )
        self._written = [_enrich(text, known) for text in labels]
        self.characters = sum(map(len, labels)) / len(labels)
        self.entities = sum(len(one.entities) for one in self._written) / len(labels)

    def __len__(self) -> int:
        """How many are different."""
        return len(self._written)

    def __getitem__(self, number: int) -> IndexedDocument:
        enriched = self._written[number % len(self._written)]
        text = f"{enriched.extracted.text}\nFile number {number}.\n"
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        extracted = replace(
            enriched.extracted, text=text, sha256=sha256, size_bytes=len(text.encode())
        )
        path = Path(f"/contracts/{number // _PER_FOLDER:04}/{number:06}.txt")
        return IndexedDocument(
            id=document_id(path, sha256),
            paths=(str(path),),
            collections=("default",),
            enriched=replace(enriched, extracted=extracted),
        )


def _enrich(text: str, known: ServedModel) -> EnrichedText:
    return read_text(ExtractedText.of_text(text), detect_language(text), [known], len(text))
