"""What lists and merges the parties of a home."""

from __future__ import annotations

from enricher.review.merges import Parties
from enricher.wiring.home import Home
from enricher.wiring.search import publisher


def parties(home: Home) -> Parties:
    return Parties(home.ledger.parties, home.ledger.party_decisions, publisher(home))
