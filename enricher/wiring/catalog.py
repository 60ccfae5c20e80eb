"""The documents of a home, and the files that they were read from."""

from __future__ import annotations

from enricher.ingestion.catalog import Catalog
from enricher.ingestion.originals import Originals
from enricher.ingestion.reading_requests import Rereading
from enricher.wiring.home import Home


def catalog(home: Home) -> Catalog:
    return Catalog(home.ledger.accounts, home.ledger.documents)


def originals(home: Home) -> Originals:
    return Originals(catalog(home), home.ledger.accounts)


def rereading(home: Home) -> Rereading:
    ledger = home.ledger
    return Rereading(catalog(home), ledger.accounts, ledger.documents, ledger.history)
