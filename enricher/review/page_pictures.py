"""The pages of a PDF as a person sees them, and where its entities stand on them."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import dataclass

from enricher.documents import ExtractedText, IndexedDocument
from enricher.entities import Entity
from enricher.errors import InputError, NotFoundError
from enricher.ingestion.originals import Original
from enricher.text.anchors import Place
from enricher.text.page_places import Rectangle, find_rectangles
from enricher.wiring.catalog import catalog, originals
from enricher.wiring.home import Home
from enricher.wiring.pictures import Pictures

MEDIA_TYPE = "application/pdf"
_NO_PDF = "it is no PDF that was read, so there are no pages to show"
WIDTHS = (200, 2400)
"""The narrowest and the widest picture of a page, in pixels."""


@dataclass(frozen=True, slots=True)
class PlacedEntity:
    entity: Entity
    rectangles: tuple[Rectangle, ...]


def read_page_sizes(
    home: Home, pictures: Pictures, identity: str
) -> tuple[str, tuple[tuple[float, float], ...]]:
    """The content that a PDF has now, and the size of each of its pages in points.

    Raises:
        NotFoundError: the document is no PDF, or its file is not the one that was read any more.
        ExtractionError: it cannot be shown.
    """
    _, original = _find_pdf(home, identity)
    return original.sha256, pictures.sizes(original.path, original.sha256, original.member)


def draw_page(
    home: Home, pictures: Pictures, identity: str, number: int, width: int, sha256: str | None
) -> bytes:
    """A page as PNG, counted from 1.

    Args:
        width: in pixels.
        sha256: of the content that is looked at; left out, of the present one.

    Raises:
        NotFoundError: it is of no PDF, there is no such page, or no file that it could be drawn from.
        ExtractionError: it cannot be drawn.
    """
    document = home.ledger.documents.read(catalog(home).complete(identity))
    if document is not None and sha256 in (None, document.enriched.extracted.sha256):
        _refuse_others(document)
    original = originals(home).source(identity, sha256)
    return pictures.picture(
        original.path,
        original.sha256,
        number,
        max(WIDTHS[0], min(WIDTHS[1], width)),
        original.member,
    )


def read_entities_of_page(
    home: Home, pictures: Pictures, identity: str, number: int
) -> list[PlacedEntity]:
    """The entities of a page of a PDF, counted from 1, each with its rectangles on the picture.

    Raises:
        NotFoundError: there is no such page, or no file that it could be read from.
        ExtractionError: the page cannot be read.
    """
    document, original = _find_pdf(home, identity)
    extracted = document.enriched.extracted
    count = len(pictures.sizes(original.path, original.sha256, original.member))
    if not 1 <= number <= count:
        raise NotFoundError(f"there is no page {number}")
    if count != len(extracted.pages):
        return []  # which page is which cannot be told
    start, end = _extent(extracted, number)
    there = [
        one for one in document.enriched.entities if one.span.start < end and one.span.end > start
    ]
    places = [(one.span.start, one.span.end) for one in there]
    found = _rectangles(pictures, original, extracted, number, places)
    return [PlacedEntity(one, rectangles) for one, rectangles in zip(there, found, strict=True)]


def place_on_page(
    home: Home, pictures: Pictures, identity: str, start: int, end: int
) -> tuple[int, tuple[Rectangle, ...]]:
    """The page of a PDF on which [start, end) of its text begins, from 1, and the rectangles there.

    Raises:
        InputError: there is no such place in the text.
        NotFoundError: there is no page or no file.
        ExtractionError: the page cannot be read.
    """
    document, original = _find_pdf(home, identity)
    extracted = document.enriched.extracted
    if not 0 <= start < end <= len(extracted.text):
        raise InputError(f"[{start}, {end}) is no place of the document")
    if len(pictures.sizes(original.path, original.sha256, original.member)) != len(extracted.pages):
        raise NotFoundError("which page of the file is which of the text cannot be told")
    number = max(1, bisect.bisect_right(extracted.pages, start))
    (found,) = _rectangles(pictures, original, extracted, number, [(start, end)])
    return number, found


def _rectangles(
    pictures: Pictures,
    original: Original,
    extracted: ExtractedText,
    number: int,
    places: Sequence[Place],
) -> list[tuple[Rectangle, ...]]:
    """Of places of the whole text, as far as they are on a page."""
    first, last = _extent(extracted, number)
    here = [(max(start, first) - first, min(end, last) - first) for start, end in places]
    drawn = pictures.characters(original.path, original.sha256, number, original.member)
    return find_rectangles(extracted.text[first:last], here, drawn)


def _extent(extracted: ExtractedText, number: int) -> Place:
    pages = extracted.pages
    end = pages[number] if number < len(pages) else len(extracted.text)
    return pages[number - 1], end


def _find_pdf(home: Home, identity: str) -> tuple[IndexedDocument, Original]:
    document = home.ledger.documents.read(catalog(home).complete(identity))
    if document is None:
        raise NotFoundError(_NO_PDF)
    _refuse_others(document)
    return document, originals(home).source(identity, document.enriched.extracted.sha256)


def _refuse_others(document: IndexedDocument) -> None:
    """Only PDF files have pages to show."""
    if document.enriched.extracted.media_type != MEDIA_TYPE:
        raise NotFoundError(_NO_PDF)
