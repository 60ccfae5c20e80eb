"""A made-up document on which expressions are tried when they are compiled."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from enricher.expressions.functions import ListedAmount
from enricher.expressions.values import to_cel
from enricher.schema import Category

SAMPLE_DAY = date(2020, 2, 29)
DOCUMENT: Mapping[str, Any] = {
    "path": "contracts/lease.pdf",
    "paths": ["contracts/lease.pdf"],
    "collections": ["contracts"],
    "media_type": "application/pdf",
    "language": "en",
    "pages": 3,
    "title": "Lease",
    "coverage": 1.0,
    "warnings": [],
}
"""What `document` has: the first of its paths and all, and so on."""

ENTITY: Mapping[str, Any] = {
    "category": "Party",
    "text": "Acme, Inc.",
    "value": "Acme Inc.",
    "confidence": 1.0,
    "start": 10,
    "end": 20,
    "page": 1,
}
"""What each of `entities` has; `value` is what is shown, "" where there is none; `page` may be 0."""

ROW: Mapping[str, Any] = {
    "table": "transactions",
    "date": "2020-02-29",
    "description": "Acme, Inc., invoice 12",
    "party": "Acme, Inc., invoice",
    "amount": -1000.0,
    "account": "DE89370400440532013000",
    "currency": "EUR",
    "start": 10,
    "end": 20,
}
"""What each of `rows` has; `date` is in ISO form, `amount` 0.0 where there is none, a text then ""."""


class NoNames:
    """A list without a name."""

    def __contains__(self, name: object) -> bool:
        return False

    def near(self, name: str) -> tuple[tuple[str, str], ...]:
        return ()

    def amounts(self, name: str) -> tuple[ListedAmount, ...]:
        return ()


def sample_of(category: Category) -> Any:
    value = to_cel(category.type.sample, category.type)
    return [value] if category.cardinality == "many" else value
