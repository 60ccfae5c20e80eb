"""Texts of the ledger made anew without their files: with corrections, or other derived fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from enricher.documents import EnrichedText, ModelVersion
from enricher.documents.corrections import Act, Corrected, Correction, words_key
from enricher.documents.facts import review_facts
from enricher.documents.families import days_of
from enricher.documents.records import Record, from_record, to_body, to_record
from enricher.enrichment.assemble import assemble
from enricher.enrichment.derived_fields import derive, key_of
from enricher.enrichment.parts import Rules
from enricher.entities import Notice
from enricher.errors import NotFoundError
from enricher.recognizer.confidence import Confidence
from enricher.schema import EntitySchema
from enricher.values.party import party_keys


class Models(Protocol):
    """The schemas of projects, and how their models are to be believed."""

    def project_schema(self, project: str) -> EntitySchema:
        """Raises NotFoundError when there is no such project."""

    def confidence(self, model: ModelVersion) -> Confidence | None: ...


def _facts(enriched: EnrichedText, corrections: Sequence[Correction]) -> str | None:
    denied = {
        (one.said.category, None if one.said.act is Act.NONE else words_key(one.said.anchor.words))
        for one in corrections
        if one.said.act is not Act.TAG and one.said.change is None
    }
    return review_facts(enriched, denied)


def _corrected(
    enriched: EnrichedText, body: bytes | None, unmet: Mapping[int, Notice], facts: str | None
) -> Corrected:
    days = days_of(enriched.extracted.text, enriched.fields)
    return Corrected(body, party_keys(enriched.fields), unmet, facts, days)


class Corrector:
    """Lays corrections over stored texts; satisfies `enricher.documents.corrections.Correct`."""

    def __init__(self, models: Models) -> None:
        self._models = models
        self._confidences: dict[ModelVersion, Confidence | None] = {}

    def __call__(self, body: bytes, corrections: Sequence[Correction]) -> Corrected:
        enriched = from_record(body)
        if not corrections:
            return _corrected(enriched, None, {}, _facts(enriched, ()))
        corrected, unmet = assemble(
            enriched, [self._rules(model) for model in enriched.models], corrections
        )
        facts = _facts(corrected, corrections)
        if corrected == enriched:
            return _corrected(enriched, None, unmet, facts)
        body = to_body(replace(corrected, spans=()))  # the text as it was has them
        return _corrected(corrected, body, unmet, facts)

    def _rules(self, model: ModelVersion) -> Rules | None:
        try:
            schema = self._models.project_schema(model.project)
        except NotFoundError:
            return None
        if model not in self._confidences:
            self._confidences[model] = self._models.confidence(model)
        return Rules(schema, self._confidences[model])


class Deriver:
    """Derives the fields of stored texts anew."""

    def __init__(self, models: Models) -> None:
        self._models = models

    def key_of(self, models: str) -> str:
        """What texts that these models read, joined by commas, would be derived by now."""
        schemas = (self._schema(one.partition("/")[0]) for one in models.split(",") if one)
        return key_of(dict.fromkeys(one for one in schemas if one is not None))

    def __call__(self, body: bytes) -> tuple[Record, bool]:
        """A stored text with its derived fields, and whether any field is another."""
        before = from_record(body)
        schemas = [self._schema(model.project) for model in before.models]
        after = derive(before, schemas)
        changed = after.fields != before.fields or after.stated != before.stated
        return to_record(after), changed

    def _schema(self, project: str) -> EntitySchema | None:
        try:
            return self._models.project_schema(project)
        except NotFoundError:
            return None
