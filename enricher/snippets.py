"""The place of an entity as a picture of its page."""

from __future__ import annotations

import bisect

from enricher.errors import InputError, NotFoundError
from enricher.operations import find_document
from enricher.originals import find_original
from enricher.ports import Drawing, PartOfPage
from enricher.records import from_record
from enricher.wiring.stores import Store

PDF = "application/pdf"
_MAX_CHARACTERS = 5_000


def draw_snippet(store: Store, drawing: Drawing, document: str, start: int, end: int) -> bytes:
    """A PNG of what is around [start, end) of a document's text, which is marked on it.

    Raises:
        NotFoundError: there is no such document, or no picture of that place: it has no pages, is
            inside another file, has changed on the disk, or the page does not show the words.
        InputError: there is no such place.
        DocumentError: the page cannot be drawn.
    """
    identity = find_document(store, document)
    stored = store.reenrichment.stored(identity)
    if stored is None:
        raise NotFoundError(f"document {identity} has no text")
    extracted = from_record(stored[0].body).extracted
    text, pages = extracted.text, extracted.pages
    if not 0 <= start < end <= len(text) or end - start > _MAX_CHARACTERS:
        raise InputError(f"[{start}, {end}) is no place of the document to draw")
    if extracted.media_type != PDF or not pages:
        raise NotFoundError(f"there is no picture of document {identity}")
    path = find_original(store, identity, extracted.sha256).path
    number = bisect.bisect_right(pages, start) - 1
    before = _plain(text[pages[max(number, 0)] : start])
    words = text[start:end]
    part = PartOfPage(path, max(number, 0), words, before.count(_plain(words)))
    picture = drawing.part(part)
    if picture is None:
        raise NotFoundError(f"the page does not show {words[:80]!r}")
    return picture


def _plain(text: str) -> str:
    return "".join(text.split()).casefold()
