"""What finds, groups and compares the clauses of a home."""

from __future__ import annotations

from enricher.clauses.comparison import Comparisons
from enricher.clauses.library import ClauseLibrary
from enricher.wiring.catalog import catalog
from enricher.wiring.home import Home
from enricher.wiring.search import search


def clause_library(home: Home) -> ClauseLibrary:
    return ClauseLibrary(search(home))


def comparisons(home: Home) -> Comparisons:
    return Comparisons(catalog(home), home.schema)
