"""The history of a home, as people ask for it."""

from __future__ import annotations

from enricher.audit.trail import Trail
from enricher.wiring.catalog import catalog
from enricher.wiring.home import Home


def build_trail(home: Home) -> Trail:
    ledger = home.ledger

    def names() -> set[str]:
        return {*home.registry.projects(), *(one.name for one in ledger.collections.all())}

    return Trail(ledger.history, ledger.parties, names, catalog(home).find)
