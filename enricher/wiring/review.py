"""What reviews and corrects the documents of a home."""

from __future__ import annotations

from enricher.review.answers import Answers
from enricher.review.page_pictures import Pages, Pictures
from enricher.review.queue import Reviews
from enricher.review.service import Corrections
from enricher.review.table_boxes import TableBoxes
from enricher.review.table_corrections import TableCorrections
from enricher.wiring.catalog import catalog, originals
from enricher.wiring.home import Home
from enricher.wiring.passwords import known_passwords
from enricher.wiring.pictures import Pictures as Drawing
from enricher.wiring.search import publisher, search


def corrections(home: Home) -> Corrections:
    return Corrections(
        catalog(home), home.ledger.corrections, home.registry, home.schema, publisher(home)
    )


def table_corrections(home: Home) -> TableCorrections:
    return TableCorrections(catalog(home), home.ledger.corrections, publisher(home))


def table_boxes(home: Home, pictures: Pictures) -> TableBoxes:
    from connectors.layout.boxed_tables import read_box

    return TableBoxes(pages(home, pictures), home.ledger.corrections, read_box, publisher(home))


def pictures_of(home: Home) -> Drawing:
    """What draws pages of documents, for whoever closes it."""
    return Drawing(1, settings=home.settings, passwords=known_passwords(home.path, home.settings))


def reviews(home: Home) -> Reviews:
    ledger = home.ledger
    return Reviews(
        catalog(home),
        ledger.facts,
        ledger.reenrichment.stored,
        search(home),
        home.registry,
        home.schema,
        ledger.assignments.documents,
    )


def answers(home: Home) -> Answers:
    return Answers(reviews(home), corrections(home))


def pages(home: Home, pictures: Pictures) -> Pages:
    return Pages(catalog(home), originals(home), pictures)
