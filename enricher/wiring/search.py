"""What searches a home; its index is opened when first asked."""

from __future__ import annotations

from enricher.audit.queries.shipped import read_shipped
from enricher.search.saved_searches import SavedSearches
from enricher.search.service import Search
from enricher.wiring.home import Home


def search(home: Home) -> Search:
    return Search(
        find=lambda request: home.index.search(request),
        scan=lambda request: home.index.scan(request),
        parties=home.ledger.parties,
        schema=home.schema,
    )


def saved_searches(home: Home) -> SavedSearches:
    return SavedSearches(home.ledger.searches, search(home), lambda: read_shipped(home))
