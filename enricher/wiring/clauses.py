"""What finds, groups and compares the clauses of a home."""

from __future__ import annotations

from functools import partial

from enricher.audit.clauses.comparison import Comparisons
from enricher.audit.clauses.library import ClauseLibrary
from enricher.audit.clauses.playbook import Playbook
from enricher.audit.clauses.survey import PlaybookSurvey
from enricher.models.weakness import weak_passages
from enricher.wiring.catalog import catalog
from enricher.wiring.home import Home
from enricher.wiring.search import search


def clause_library(home: Home) -> ClauseLibrary:
    return ClauseLibrary(search(home), playbook(home).find, partial(weak_clauses, home))


def weak_clauses(home: Home) -> dict[str, float]:
    """The categories of passages that the models of a home find badly, each with its F1."""
    return weak_passages(home.registry, home.registry.projects())


def comparisons(home: Home) -> Comparisons:
    return Comparisons(catalog(home), home.schema)


def playbook(home: Home) -> Playbook:
    return Playbook(home.registry, home.ledger.history)


def playbook_survey(home: Home) -> PlaybookSurvey:
    facts, place_of = home.ledger.facts, catalog(home).place_of
    return PlaybookSurvey(playbook(home), facts, search(home), place_of, home.schema)
