"""Documents as policies see them: their facts, what is known about the file, and its entities.

IndexedDocument ─ subject_of ─┐
StoredDocument ─ open_subject ┼─► Subject ─ inputs_of ─► Inputs of conditions
Facts ─────── subject_from ───┘
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from enricher.documents import EnrichedText, IndexedDocument
from enricher.documents.facts import Facts, facts_of
from enricher.documents.notices import all_in_words
from enricher.documents.records import StoredDocument, from_record
from enricher.documents.rows import ROW_CATEGORIES, rows_of
from enricher.entities import Fact
from enricher.expressions import Inputs, entity_maps, known_of, row_maps
from enricher.policies.policy import Policy
from enricher.policies.sets import PolicySet
from enricher.text.nearest import Held
from enricher.values.marks import Stated
from enricher.values.names.identities import rename_parties


@dataclass(frozen=True, slots=True)
class Subject:
    """A document as policies see it.

    Attributes:
        values: its fields, as `Facts` have them.
        document: metadata, `enricher.expressions.samples.DOCUMENT` has the keys.
        entities: `entity_maps` of them; () unless a policy with `needs_text` is to look.
        stated: what stands in place of values.
        rows: `row_maps` of its tables, as `entities` are.
    """

    id: str
    values: Mapping[str, Sequence[Fact]] = field(default_factory=dict)
    document: Mapping[str, Any] = field(default_factory=dict)
    entities: tuple[Mapping[str, Any], ...] = ()
    stated: Mapping[str, Stated] = field(default_factory=dict)
    rows: tuple[Mapping[str, Any], ...] = ()


def subject_of(document: IndexedDocument) -> Subject:
    """A document that is at hand, as policies see it."""
    enriched = document.enriched
    extracted = enriched.extracted
    facts = facts_of(enriched).values
    # What detectors alone found stands there by its first value; here are all.
    whole = {
        name: tuple(Fact(one.value.display, one.confidence) for one in found)
        for name, found in enriched.fields.items()
        if len(found) > len(facts.get(name, ()))
    }
    return Subject(
        document.id,
        {**facts, **whole},
        document_map(
            document.paths,
            document.collections,
            media_type=extracted.media_type,
            language=enriched.language,
            pages=len(extracted.pages),
            title=document.title,
            coverage=enriched.coverage,
            warnings=all_in_words(enriched.all_warnings),
        ),
        entity_maps(enriched.entities),
        enriched.stated,
        row_maps(rows_of(replace(document, with_rows=True))),
    )


def open_subject(stored: StoredDocument, asked: Sequence[Policy], policies: PolicySet) -> Subject:
    """A stored document with all that those policies name which are asked."""
    enriched = from_record(stored.body)
    if not any("entities" in one.condition.variables for one in asked):
        enriched = _part_of(enriched, {*policies.named(asked), *ROW_CATEGORIES})
    fields = rename_parties(enriched.fields, stored.shown)
    return subject_of(
        IndexedDocument(
            id=stored.id,
            paths=stored.paths,
            collections=stored.collections,
            enriched=replace(enriched, fields=fields),
        )
    )


def _part_of(enriched: EnrichedText, categories: Collection[str]) -> EnrichedText:
    """What some categories need of a text: their fields and entities, and no spans."""
    return replace(
        enriched,
        fields={name: one for name, one in enriched.fields.items() if name in categories},
        stated={name: one for name, one in enriched.stated.items() if name in categories},
        entities=tuple(one for one in enriched.entities if one.span.category in categories),
        spans=(),
        derived=(),
    )


def subject_from(id: str, facts: Facts, document: Mapping[str, Any]) -> Subject:
    """A document of which only what the ledger keeps is at hand; not for `needs_text`."""
    return Subject(id, facts.values, document, stated=facts.stated)


def document_map(
    paths: Sequence[str],
    collections: Sequence[str],
    *,
    media_type: str = "",
    language: str = "",
    pages: int = 0,
    title: str = "",
    coverage: float = 1.0,
    warnings: Sequence[str] = (),
) -> dict[str, Any]:
    """What `document` is in conditions."""
    return {
        "path": paths[0] if paths else "",
        "paths": list(paths),
        "collections": list(collections),
        "media_type": media_type,
        "language": language,
        "pages": pages,
        "title": title,
        "coverage": coverage,
        "warnings": list(warnings),
    }


def inputs_of(
    subject: Subject, asked: Sequence[Policy], policies: PolicySet, today: date
) -> Inputs:
    """What the conditions of those policies work with that are asked, made once for all of them."""
    categories = {name for one in asked for name in one.condition.categories}
    known = known_of(subject.values, policies.schema, categories, subject.stated)
    return Inputs(
        known.fields,
        today,
        known.reasons,
        known.confidence,
        subject.document,
        subject.entities,
        policies.lists,
        subject.rows,
        dict(_held(subject, asked, policies)),
    )


def _held(
    subject: Subject, asked: Sequence[Policy], policies: PolicySet
) -> Iterator[tuple[str, Held]]:
    """How a document compares with the standards that some policies ask for."""
    categories = {name for one in asked for name in one.condition.compared}
    if not categories:
        return
    parties = [one.value for name in policies.parties for one in subject.values.get(name, ())]
    for name in categories & policies.standards.keys():
        passages = [one.value for one in subject.values.get(name, ())]
        yield name, policies.standards[name].held(passages, parties)
