"""What derives the fields of the documents of a home anew."""

from __future__ import annotations

from enricher.ingestion.reenrichment.derivations import Derivations
from enricher.ingestion.stored_texts import Deriver
from enricher.wiring.home import Home


def derivations(home: Home) -> Derivations:
    return Derivations(home.ledger.derivations, Deriver(home.registry).key_of)
