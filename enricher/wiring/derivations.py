"""What derives the fields of the documents of a home anew."""

from __future__ import annotations

from enricher.enrichment.stored_texts import Deriver
from enricher.ingestion.derivations import Derivations
from enricher.wiring.home import Home


def derivations(home: Home) -> Derivations:
    return Derivations(home.ledger.derivations, Deriver(home.registry).key_of)
