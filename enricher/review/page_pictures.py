"""The pages of a PDF or a picture as a person sees them, and where its entities stand on them."""

from __future__ import annotations

import bisect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from enricher.documents import ExtractedText, IndexedDocument
from enricher.entities import Entity
from enricher.errors import InputError, NotFoundError
from enricher.ingestion.catalog import Catalog
from enricher.ingestion.originals import Original, Originals
from enricher.text.anchors import Place
from enricher.text.page_places import DrawnPage, Rectangle, find_rectangles
from enricher.text.page_words import rectangles_of

_PDF = "application/pdf"
_PICTURES = frozenset(
    f"image/{kind}" for kind in ("png", "jpeg", "tiff", "bmp", "x-ms-bmp", "gif", "webp")
)
_NO_PDF = "it is not a PDF or picture with text, so there are no pages to show"
WIDTHS = (200, 2400)
"""The narrowest and the widest picture of a page, in pixels."""


@dataclass(frozen=True, slots=True)
class PlacedEntity:
    entity: Entity
    rectangles: tuple[Rectangle, ...]


@dataclass(frozen=True, slots=True)
class SeenPdf:
    """A PDF that is looked at: what was read out of it, and the sizes of its pages in points."""

    extracted: ExtractedText
    sizes: tuple[tuple[float, float], ...]
    characters: Callable[[int], DrawnPage]


class Pictures(Protocol):
    """Looks at pages of PDFs; `member` is the way to one inside a mail or an archive."""

    def picture(
        self, path: Path, sha256: str, number: int, width: int, member: str = ""
    ) -> bytes: ...

    def sizes(
        self, path: Path, sha256: str, member: str = ""
    ) -> tuple[tuple[float, float], ...]: ...

    def characters(self, path: Path, sha256: str, number: int, member: str = "") -> DrawnPage: ...


@dataclass(frozen=True, slots=True)
class Pages:
    catalog: Catalog
    originals: Originals
    pictures: Pictures

    def sizes(self, identity: str) -> tuple[str, tuple[tuple[float, float], ...]]:
        """The content that a PDF has now, and the size of each of its pages in points.

        Raises:
            NotFoundError: the document is no PDF, or its file is not the one that was read any more.
            ExtractionError: it cannot be shown.
        """
        _, original = self._find_pdf(identity)
        return original.sha256, self.pictures.sizes(original.path, original.sha256, original.member)

    def look(self, identity: str) -> SeenPdf:
        """What was read out of a PDF beside what it shows.

        Raises:
            NotFoundError: the document is no PDF, or its file is not the one that was read any more.
            ExtractionError: it cannot be shown.
        """
        document, original = self._find_pdf(identity)

        def characters(number: int) -> DrawnPage:
            return self.pictures.characters(original.path, original.sha256, number, original.member)

        sizes = self.pictures.sizes(original.path, original.sha256, original.member)
        return SeenPdf(document.enriched.extracted, sizes, characters)

    def draw(self, identity: str, number: int, width: int, sha256: str | None) -> bytes:
        """A page as PNG, counted from 1.

        Args:
            width: in pixels.
            sha256: of the content that is looked at; left out, of the present one.

        Raises:
            NotFoundError: it is of no PDF, there is no such page, or no file that it could be drawn from.
            ExtractionError: it cannot be drawn.
        """
        document = self.catalog.read(identity)
        if document is not None and sha256 in (None, document.enriched.extracted.sha256):
            _refuse_others(document)
        original = self.originals.source(identity, sha256)
        return self.pictures.picture(
            original.path,
            original.sha256,
            number,
            max(WIDTHS[0], min(WIDTHS[1], width)),
            original.member,
        )

    def entities(self, identity: str, number: int) -> list[PlacedEntity]:
        """The entities of a page of a PDF, counted from 1, each with its rectangles on the picture.

        Raises:
            NotFoundError: there is no such page, or no file that it could be read from.
            ExtractionError: the page cannot be read.
        """
        document, original = self._find_pdf(identity)
        extracted = document.enriched.extracted
        count = len(self.pictures.sizes(original.path, original.sha256, original.member))
        if not 1 <= number <= count:
            raise NotFoundError(f"there is no page {number}")
        if count != len(page_starts(extracted)):
            return []  # which page is which cannot be told
        start, end = extent(extracted, number)
        there = [
            one
            for one in document.enriched.entities
            if one.span.start < end and one.span.end > start
        ]
        places = [(one.span.start, one.span.end) for one in there]
        found = self._rectangles(original, extracted, number, places)
        return [PlacedEntity(one, rectangles) for one, rectangles in zip(there, found, strict=True)]

    def place(self, identity: str, start: int, end: int) -> tuple[int, tuple[Rectangle, ...]]:
        """The page of a PDF on which [start, end) of its text begins, from 1, and the rectangles there.

        Raises:
            InputError: there is no such place in the text.
            NotFoundError: there is no page or no file.
            ExtractionError: the page cannot be read.
        """
        document, original = self._find_pdf(identity)
        extracted = document.enriched.extracted
        if not 0 <= start < end <= len(extracted.text):
            raise InputError(f"[{start}, {end}) is not a place in the document")
        count = len(self.pictures.sizes(original.path, original.sha256, original.member))
        if count != len(page_starts(extracted)):
            raise NotFoundError("the pages of the file do not match the text")
        number = max(1, bisect.bisect_right(page_starts(extracted), start))
        (found,) = self._rectangles(original, extracted, number, [(start, end)])
        return number, found

    def _rectangles(
        self, original: Original, extracted: ExtractedText, number: int, places: Sequence[Place]
    ) -> list[tuple[Rectangle, ...]]:
        """Of places of the whole text, as far as they are on a page."""
        read = extracted.boxes.scanned_words(number - 1) if extracted.boxes else []
        if read:
            return [rectangles_of(read, start, end) for start, end in places]
        first, last = extent(extracted, number)
        here = [(max(start, first) - first, min(end, last) - first) for start, end in places]
        drawn = self.pictures.characters(original.path, original.sha256, number, original.member)
        return find_rectangles(extracted.text[first:last], here, drawn)

    def _find_pdf(self, identity: str) -> tuple[IndexedDocument, Original]:
        document = self.catalog.read(identity)
        if document is None:
            raise NotFoundError(_NO_PDF)
        _refuse_others(document)
        return document, self.originals.source(identity, document.enriched.extracted.sha256)


def extent(extracted: ExtractedText, number: int) -> Place:
    """The part of a text that is on a page, counted from 1."""
    pages = page_starts(extracted)
    end = pages[number] if number < len(pages) else len(extracted.text)
    return pages[number - 1], end


def has_pages(extracted: ExtractedText) -> bool:
    """Whether there is something to look at: only PDF files and pictures have pages to show."""
    return extracted.media_type == _PDF or extracted.media_type in _PICTURES


def page_starts(extracted: ExtractedText) -> tuple[int, ...]:
    """Where the text of each page begins; a picture without pages is one."""
    if not extracted.pages and extracted.media_type in _PICTURES:
        return (0,)
    return extracted.pages


def _refuse_others(document: IndexedDocument) -> None:
    if not has_pages(document.enriched.extracted):
        raise NotFoundError(_NO_PDF)
