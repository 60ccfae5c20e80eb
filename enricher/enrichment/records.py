"""How an enriched text is kept in the ledger: compressed JSON, written and read here alone."""

from __future__ import annotations

import json
import zlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from enricher.documents import Derivation, EnrichedText, ExtractedText, Input, ModelVersion, Place
from enricher.enrichment.facts import review_facts
from enricher.entities import Entity, EntitySource, FieldValue, Span, Value
from enricher.errors import DamagedError
from enricher.values.party import party_keys
from enricher.values.stated import dump_stated, load_stated
from enricher.versions import RECORD_VERSION

_SPAN = 5  # what `_dump_span` makes
_CATEGORY = 2  # where `_dump_entity` has it
_LEVEL = 3  # a contract of 40 kB: 0.9 ms and a third of its size; level 6 takes twice as long for 4 % less


@dataclass(frozen=True, slots=True)
class Record:
    """An enriched text as it is stored; what the ledger must know of it without opening it.

    Attributes:
        parties: the names of the parties among its fields, each with its key.
        models: that read it, joined by commas.
        facts: what there is to review of it (`enricher.enrichment.facts`), None while its entities are owed.
        derived_by: names the expressions that its derived fields come from.
    """

    member: str
    sha256: str
    error: str | None
    error_kind: str
    body: bytes
    parties: Mapping[str, str] = field(default_factory=dict)
    owed: bool = False
    models: str = ""
    facts: str | None = None
    derived_by: str = ""


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document whose body is still to be read; it travels to other processes as it is.

    Attributes:
        shown: its names of parties, each with the one that is shown for it.
    """

    id: str
    paths: tuple[str, ...]
    collections: tuple[str, ...]
    parents: tuple[str, ...]
    shown: Mapping[str, str]
    body: bytes


def to_record(enriched: EnrichedText) -> Record:
    extracted = enriched.extracted
    return Record(
        member=extracted.member,
        sha256=extracted.sha256,
        error=extracted.error,
        error_kind=extracted.error_kind,
        body=zlib.compress(json.dumps(_dump(enriched)).encode("ascii"), _LEVEL),
        parties=party_keys(enriched.fields),
        owed=enriched.owed,
        models=models_key(enriched.models),
        facts=review_facts(enriched),
        derived_by=enriched.derived_by,
    )


def models_key(models: Iterable[ModelVersion]) -> str:
    """How the ledger writes down which models read a text."""
    return ",".join(map(str, models))


def mentions(body: bytes, words: str) -> bool:
    """Whether a stored text may hold some words, in whatever case, without reading all of it."""
    data = _decompress(body).lower()
    return all(word.lower().encode() in data for word in words.split() if _is_plain(word))


def _is_plain(word: str) -> bool:
    return word.isascii() and word.isalnum()  # JSON writes all of it as it is


def from_record(body: bytes) -> EnrichedText:
    """Read a body that `to_record` made.

    Raises:
        DamagedError: it is damaged, or of a version this program does not know.
    """
    return _load(_unpack(body))


def read_part(body: bytes, categories: Collection[str]) -> EnrichedText:
    """Read of a body what some categories need: their fields and entities, and no spans.

    Making the values of all entities takes longer than all the rest.
    """
    data = _unpack(body)
    data["fields"] = {name: data["fields"][name] for name in data["fields"] if name in categories}
    stated = data.get("stated", {})
    data["stated"] = {name: stated[name] for name in stated if name in categories}
    data["entities"] = [one for one in data["entities"] if one[_CATEGORY] in categories]
    return _load({**data, "spans": (), "derived": ()})


def damaged(identity: str) -> DamagedError:
    """Says that a document's body is damaged, and what to do."""
    return DamagedError(
        f"what is kept of document {identity} is damaged; `enricher retry {identity}` reads its file"
        " again, and what people said about it stays"
    )


def is_whole(body: bytes) -> bool:
    """Whether a body has the checksum it was written with."""
    try:
        zlib.decompress(body)
    except zlib.error:
        return False
    return True


def _unpack(body: bytes) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(_decompress(body))
    if data["v"] != RECORD_VERSION:
        raise DamagedError(
            f"a stored document has version {data['v']}, known is {RECORD_VERSION}; upgrade enricher"
        )
    return data


def _decompress(body: bytes) -> bytes:
    """Decompress; zlib checks what it reads against an Adler-32 of its own."""
    try:
        return zlib.decompress(body)
    except zlib.error as error:
        raise DamagedError(
            f"a stored document is damaged ({error}); `enricher doctor` says which, and what to do"
        ) from error


def _dump(enriched: EnrichedText) -> dict[str, Any]:
    extracted = enriched.extracted
    return {
        "v": RECORD_VERSION,
        "member": extracted.member,
        "sha256": extracted.sha256,
        "size": extracted.size_bytes,
        "media_type": extracted.media_type,
        "text": extracted.text,
        "title": extracted.title,
        "pages": extracted.pages,
        "metadata": dict(extracted.metadata),
        "unreadable": extracted.characters_unreadable,
        "error": extracted.error,
        "error_kind": extracted.error_kind,
        "language": enriched.language,
        "coverage": enriched.coverage,
        "models": [[model.project, model.name, model.version] for model in enriched.models],
        "entities": [_dump_entity(entity) for entity in enriched.entities],
        "fields": {
            category: [_dump_found(found) for found in values]
            for category, values in enriched.fields.items()
        },
        "warnings": enriched.warnings,
        "owed": enriched.owed,
        "spans": [[_dump_span(span) for span in spans] for spans in enriched.spans],
        "derived": [_dump_derivation(one) for one in enriched.derived],
        "derived_by": enriched.derived_by,
        "stated": dump_stated(enriched.stated),
    }


def _load(data: dict[str, Any]) -> EnrichedText:
    return EnrichedText(
        extracted=ExtractedText(
            member=data["member"],
            sha256=data["sha256"],
            size_bytes=data["size"],
            media_type=data["media_type"],
            text=data["text"],
            title=data["title"],
            pages=tuple(data["pages"]),
            metadata=data["metadata"],
            characters_unreadable=data["unreadable"],
            error=data["error"],
            error_kind=data["error_kind"],
        ),
        language=data["language"],
        coverage=data["coverage"],
        models=tuple(ModelVersion(*model) for model in data["models"]),
        entities=tuple(_load_entity(entity) for entity in data["entities"]),
        fields={
            category: tuple(map(_load_found, values)) for category, values in data["fields"].items()
        },
        warnings=tuple(data["warnings"]),
        owed=data.get("owed", False),  # this and the next are younger than the version
        spans=tuple(tuple(map(_load_span, spans)) for spans in data.get("spans", ())),
        derived=tuple(map(_load_derivation, data.get("derived", ()))),
        derived_by=data.get("derived_by", ""),
        stated=load_stated(data.get("stated", {})),
    )


def _dump_found(found: FieldValue) -> list[Any]:
    return [dump_value(found.value), found.confidence]


def _load_found(data: list[Any]) -> FieldValue:
    value, confidence = data
    return FieldValue(load_value(value), confidence)


def _dump_derivation(one: Derivation) -> list[Any]:
    inputs = [
        [
            each.category,
            each.value,
            each.confidence,
            [[place.start, place.end, place.page] for place in each.places],
        ]
        for each in one.inputs
    ]
    found = None if one.found is None else _dump_found(one.found)
    dumped = [one.category, one.expression, found, inputs, one.reason, one.notes]
    return dumped if one.stated is None else [*dumped, dump_stated({"": one.stated})]


def _load_derivation(data: list[Any]) -> Derivation:
    category, expression, found, inputs, reason, notes, *stated = data
    return Derivation(
        category,
        expression,
        None if found is None else _load_found(found),
        tuple(
            Input(name, value, confidence, tuple(Place(*place) for place in places))
            for name, value, confidence, places in inputs
        ),
        reason,
        tuple(notes),
        load_stated(stated[0])[""] if stated else None,
    )


def _dump_span(span: Span) -> list[Any]:
    return [span.start, span.end, span.category, span.confidence, span.source.value]


def _load_span(data: list[Any]) -> Span:
    start, end, category, confidence, source = data
    return Span(start, end, category, confidence, EntitySource(source))


def _dump_entity(entity: Entity) -> list[Any]:
    readings = [[dump_value(one) for one in entity.readings]] if entity.readings else []
    return [
        *_dump_span(entity.span),
        entity.page,
        dump_value(entity.value) if entity.value else None,
        list(entity.warnings),
        entity.text,
        *readings,  # most have none
    ]


def _load_entity(data: list[Any]) -> Entity:
    span, (page, value, warnings, text, *readings) = data[:_SPAN], data[_SPAN:]
    return Entity(
        span=_load_span(span),
        text=text,
        value=load_value(value) if value else None,
        page=page,
        warnings=tuple(warnings),
        readings=tuple(map(load_value, readings[0])) if readings else (),
    )


def dump_value(value: Value) -> list[Any]:
    order = value.order
    number = str(order) if isinstance(order, Decimal) else None
    return [value.type, value.display, None if number else order, number, value.detail]


def load_value(data: list[Any]) -> Value:
    kind, display, order, number, detail = data
    return Value(kind, display, Decimal(number) if number else order, detail)
