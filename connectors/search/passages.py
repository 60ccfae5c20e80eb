"""The passages that an index holds of a document, by one rule for every index."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass

from enricher.documents import IndexedDocument
from enricher.documents.passages import held_categories
from enricher.text.passages import split_passages

_DIGITS = 4  # of a confidence


@dataclass(frozen=True, slots=True)
class IndexedPassage:
    """A passage as it is written to an index, less its text and its vector.

    Attributes:
        page: from 1, None for kinds without pages.
        holds: the categories whose entities stand in it, each with how sure it is.
    """

    start: int
    end: int
    page: int | None
    holds: Mapping[str, float]


def passages_of(document: IndexedDocument) -> list[IndexedPassage]:
    """All passages of a document: those that have vectors, or its text split while it has none."""
    extracted = document.enriched.extracted
    places = (
        document.passages.places
        if document.passages is not None
        else tuple((one.start, one.end) for one in split_passages(extracted.text))
    )
    held = held_categories(document.enriched.entities, places)
    return [
        IndexedPassage(
            start,
            end,
            max(1, bisect_right(extracted.pages, start)) if extracted.pages else None,
            {category: round(confidence, _DIGITS) for category, confidence in holds.items()},
        )
        for (start, end), holds in zip(places, held, strict=True)
    ]
