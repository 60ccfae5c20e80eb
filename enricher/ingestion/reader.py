"""Reads the documents that a worker hands out, in whichever process.

Job -------------> extract, recognize, assemble ---> EnrichedTexts, if the file is still the same
OwedText, LooseText -------> recognize, assemble ---> EnrichedText
OwedPassages ---------------> passages with vectors -> EnrichedText
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass

from enricher.documents import EnrichedText, ExtractedText, SourceFile, display_path
from enricher.documents.records import from_record
from enricher.enrichment.parts import Parts, PassageReader, ServedModel, TextExtractor
from enricher.enrichment.pipeline import (
    embed_passages,
    enrich,
    enrich_at_once,
    enrich_owed,
    enrich_text,
)
from enricher.errors import ChangedError, EnricherError
from enricher.files.content import hash_file, open_regular
from enricher.ledger.backlog import Job, LooseText, OwedPassages, OwedText, Task
from enricher.ledger.routes import Route, deployments_of
from enricher.schema import merge_schemas

_LOOK_SECONDS = 1.0  # between two looks at what is deployed


@dataclass(slots=True)
class _Loaded:
    """Models in memory, what was deployed when they were loaded, and when that was last checked."""

    parts: Parts
    stamps: tuple[tuple[object, ...], ...]
    looked_at: float


class Reader:
    """Reads documents; models are loaded once, when first needed.

    Args:
        stamp: of a deployment, what changes when it or its schema does.
        load: what a deployment needs to read documents.
        at_once_characters: of a file, in which entities are found before it is searchable.
        passages: see `Parts`.
    """

    def __init__(
        self,
        extractor: TextExtractor,
        stamp: Callable[[str], tuple[object, ...]],
        load: Callable[[str], ServedModel],
        max_characters: int,
        at_once_characters: int,
        passages: PassageReader | None = None,
    ) -> None:
        self._extractor = extractor
        self._stamp = stamp
        self._load = load
        self._max_characters = max_characters
        self._at_once_characters = at_once_characters
        self._passages = passages
        self._loaded: dict[tuple[Route, ...], _Loaded] = {}

    def __call__(self, task: Task) -> list[EnrichedText]:
        if isinstance(task, OwedPassages):
            return [self._embed(from_record(task.body))]
        parts = self.parts(task.served)
        match task:
            case LooseText():
                return [enrich_text(ExtractedText.of_text(task.text), parts)]
            case OwedText():
                return [enrich_owed(from_record(task.body), parts, task.said)]
            case Job():
                return self._enrich_file(task, parts)

    def _embed(self, enriched: EnrichedText) -> EnrichedText:
        if self._passages is None:
            raise ValueError("passages are to be embedded where nothing makes vectors")
        return embed_passages(enriched, self._passages, self._max_characters)

    def _enrich_file(self, task: Job, parts: Parts) -> list[EnrichedText]:
        try:
            with open_regular(task.path) as stream:  # a pipe would be waited for
                found = os.fstat(stream.fileno())
            source = SourceFile(
                task.path, found.st_size, found.st_mtime_ns, task.sha256, task.passwords
            )
            if task.at_once:
                enriched = enrich(source, parts)
            else:
                enriched = enrich_at_once(source, parts, self._at_once_characters)
        except (EnricherError, OSError):
            _check_unchanged(task)
            raise
        _check_unchanged(task)
        return enriched

    def parts(self, served: tuple[Route, ...]) -> Parts:
        """What reads now: another model is loaded once a deployment points to it."""
        known, now = self._loaded.get(served), time.monotonic()
        if known and now < known.looked_at + _LOOK_SECONDS:
            return known.parts
        deployments = deployments_of(served)
        stamps = tuple(map(self._stamp, deployments))
        if known and known.stamps == stamps:
            known.looked_at = now
            return known.parts
        models = tuple(map(self._load, deployments))
        merge_schemas([(model.deployment, model.schema) for model in models])
        parts = Parts(self._extractor, models, self._max_characters, served, self._passages)
        self._loaded[served] = _Loaded(parts, stamps, now)
        return parts


def _check_unchanged(job: Job) -> None:
    """Whatever was made of a file that is not what was hashed, or failed on it, says nothing.

    Raises:
        ChangedError: it was moved, or written to.
    """
    try:
        sha256, _ = hash_file(job.path)
    except OSError as error:
        raise ChangedError(f"{display_path(job.path)} can no longer be read: {error}") from error
    if sha256 != job.sha256:
        raise ChangedError(f"{display_path(job.path)} changed while it was read")
