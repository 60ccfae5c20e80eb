"""Builds documents for tests, with no more said than the test is about."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from decimal import Decimal

from enricher.documents import EnrichedText, ExtractedText, IndexedDocument, ModelVersion
from enricher.documents.families import Family
from enricher.documents.passages import PassageVectors
from enricher.documents.tables import Table
from enricher.entities import Entity, FieldValue, Notice, Span, Value
from enricher.values import NUMBER, PARTY, ValueType, normalize_text
from enricher.values.marks import AMBIGUOUS, Stated


def text_value(display: str, type: ValueType = PARTY) -> Value:
    return Value(type.name, display, None, {"name": display})


def value_of(type: ValueType, text: str) -> Value:
    """What the normalizer of a type makes of a text, which it reads."""
    value = normalize_text(type, text).value
    assert value is not None
    return value


def date_value(iso: str) -> Value:
    """A date; `2012-03` and `2012` are partial ones."""
    return Value("date", iso, iso, {"date": iso})


NO_FAMILY = Family()


def money_value(amount: str, currency: str | None = "USD") -> Value:
    display = f"{Decimal(amount):.2f} {currency or ''}".strip()
    return Value("money", display, Decimal(amount), {"amount": amount, "currency": currency})


def number_value(number: str, type: ValueType = NUMBER) -> Value:
    return Value(type.name, number, Decimal(number), {"number": number})


def make_document(
    id: str = "d1",
    text: str = "A text.",
    fields: Mapping[str, Sequence[Value | str]] | None = None,
    *,
    title: str = "",
    paths: Sequence[str] | None = None,
    collections: Sequence[str] = ("default",),
    parents: Sequence[str] = (),
    entities: Sequence[Entity] = (),
    language: str = "en",
    media_type: str = "text/plain",
    coverage: float = 1.0,
    models: Sequence[ModelVersion] = (ModelVersion("contracts", "default", "1"),),
    warnings: Sequence[Notice] = (),
    findings: Sequence[tuple[str, str]] = (),
    ambiguous: Mapping[str, Sequence[Value]] = {},
    family: Family = NO_FAMILY,
    pages: Sequence[int] = (),
    passages: PassageVectors | None = None,
    tables: Sequence[Table] = (),
    with_rows: bool = False,
) -> IndexedDocument:
    """A document; strings among `fields` become values of type party.

    Args:
        ambiguous: what one text of a category can mean.
    """
    data = text.encode("utf-8", "surrogatepass")
    extracted = ExtractedText(
        member="",
        sha256=hashlib.sha256(data).hexdigest(),
        size_bytes=len(data),
        media_type=media_type,
        text=text,
        title=title,
        pages=tuple(pages),
        tables=tuple(tables),
    )
    resolved = {
        category: tuple(
            FieldValue(text_value(value) if isinstance(value, str) else value, 1.0)
            for value in values
        )
        for category, values in (fields or {}).items()
    }
    enriched = EnrichedText(
        extracted=extracted,
        language=language,
        coverage=coverage,
        models=tuple(models),
        entities=(
            *entities,
            *(
                Entity(Span(0, 1, category), text[:1], readings=tuple(readings))
                for category, readings in ambiguous.items()
            ),
        ),
        fields=resolved,
        stated={
            category: Stated(AMBIGUOUS, (tuple(one.display for one in readings),))
            for category, readings in ambiguous.items()
        },
        warnings=tuple(warnings),
    )
    return IndexedDocument(
        id=id,
        paths=tuple(paths) if paths is not None else (f"/data/{id}.txt",),
        collections=tuple(collections),
        enriched=enriched,
        parents=tuple(parents),
        findings=tuple(findings),
        family=family,
        passages=passages,
        with_rows=with_rows,
    )
