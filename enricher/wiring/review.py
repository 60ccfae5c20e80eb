"""What reviews and corrects the documents of a home."""

from __future__ import annotations

from enricher.review.answers import Answers
from enricher.review.page_pictures import Pages, Pictures
from enricher.review.queue import Reviews
from enricher.review.service import Corrections
from enricher.review.table_corrections import TableCorrections
from enricher.wiring.catalog import catalog, originals
from enricher.wiring.home import Home
from enricher.wiring.search import publisher, search


def corrections(home: Home) -> Corrections:
    return Corrections(
        catalog(home), home.ledger.corrections, home.registry, home.schema, publisher(home)
    )


def table_corrections(home: Home) -> TableCorrections:
    return TableCorrections(catalog(home), home.ledger.corrections, publisher(home))


def reviews(home: Home) -> Reviews:
    ledger = home.ledger
    return Reviews(
        catalog(home),
        ledger.facts,
        ledger.reenrichment.stored,
        search(home),
        home.registry,
        home.schema,
    )


def answers(home: Home) -> Answers:
    return Answers(reviews(home), corrections(home))


def pages(home: Home, pictures: Pictures) -> Pages:
    return Pages(catalog(home), originals(home), pictures)
