"""The boxes of a text's words, for models that are told where words stand."""

from __future__ import annotations

from collections.abc import Iterable

from connectors.layout.alignment import Alignment
from enricher.documents import Reading
from enricher.documents.boxes import WordBoxes
from enricher.documents.layout import WordPage

MOST_CHARACTERS = 24_000
"""Of a text whose words are kept with their boxes: forms are short, and contracts go without."""


def boxes_of(pages: Iterable[WordPage], reading: Reading) -> WordBoxes | None:
    """The boxes of those words of a text that are found on its pages; None where none is."""
    alignment = Alignment(reading.text, reading.pages)
    words = {}
    scans = {}
    for page in pages:
        alignment.add(page)
        if page.scan:
            scans[page.number] = page.scan
        words.update({(page.number, number): word for number, word in enumerate(page.words)})
    placed = [(place, page, words[page, number]) for page, number, place in alignment.places()]
    return WordBoxes.of(placed, scans) if placed else None
