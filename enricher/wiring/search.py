"""What searches a home; its index is opened when first asked."""

from __future__ import annotations

from collections.abc import Callable, Collection

from enricher.ingestion.indexer import write_out
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
    def taken() -> Collection[str]:
        from enricher.wiring.audit import build_queries  # searching does without

        return build_queries(home).shipped()

    return SavedSearches(home.ledger.searches.add, search(home), taken)


def publisher(home: Home) -> Callable[[], int]:
    """What returns when the index has all that the ledger has."""
    return lambda: write_out(home.ledger.documents, home.index)
