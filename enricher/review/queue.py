"""Reviews for people: which fields of which documents want an eye.

facts in the ledger --review--> rows of documents x fields        (no text is opened)
one document        --look--> what stands there, what else it could be   (`review_look`)
confirm, deny, mend --> corrections --> index --> the row anew          (`review_acts`)
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from enricher.errors import InputError, NotFoundError
from enricher.models.registry import merge_schemas
from enricher.review.order import DEFAULT_PRECISION, Row, Standard, Survey, row_of, survey
from enricher.schema import EntitySchema
from enricher.wiring.home import Home
from enricher.wiring.search import search

MOST_HITS = 10_000  # what an index gives at a time
_MOST_STANDARDS = 100


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A document of a review, with one of its places."""

    row: Row
    path: str

    @property
    def name(self) -> str:
        return self.path.rsplit("/", 1)[-1] or self.row.document


@dataclass(frozen=True, slots=True)
class Review:
    """A page of a review.

    Attributes:
        total: how many documents there are to page through.
        cut: of a search with more hits only the first ones were looked at.
    """

    survey: Survey
    rows: tuple[ReviewRow, ...]
    total: int
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which documents a review is of; all where nothing is said."""

    query: str = ""
    where: tuple[str, ...] = ()
    collections: tuple[str, ...] = ()
    precision: float = DEFAULT_PRECISION


def review(
    home: Home, chosen: Chosen, *, everything: bool = False, size: int = 20, offset: int = 0
) -> Review:
    """The fields that want an eye, by documents, the least sure first.

    Args:
        everything: also documents in which nothing wants an eye, behind the others.

    Raises:
        InputError: the query or a filter cannot be read, or the precision is none.
    """
    made, cut = _survey(home, chosen)
    ids = made.doubtful + (made.others if everything else ())
    shown = ids[offset : offset + size]
    return Review(made, tuple(read_rows(home, shown, made.standard)), len(ids), cut)


def measure(home: Home, chosen: Chosen) -> Standard:
    """What the fields of these documents are measured by.

    Raises what `review` raises.
    """
    return _survey(home, chosen)[0].standard


class Standards:
    """What the latest reviews measured by: who says something of a field goes by the same.

    Counting all documents anew for each field would take the longer the more there are.
    """

    def __init__(self) -> None:
        self._known: OrderedDict[Chosen, Standard] = OrderedDict()
        self._lock = threading.Lock()

    def keep(self, chosen: Chosen, standard: Standard) -> None:
        with self._lock:
            self._known[chosen] = standard
            self._known.move_to_end(chosen)
            while len(self._known) > _MOST_STANDARDS:
                self._known.popitem(last=False)

    def of(self, home: Home, chosen: Chosen) -> Standard:
        with self._lock:
            known = self._known.get(chosen)
        if known is None:
            known = measure(home, chosen)
            self.keep(chosen, known)
        return known


def schema_of(home: Home, document: str) -> EntitySchema:
    """The categories of what read a document; of all projects where nothing did."""
    stored = next(iter(home.ledger.facts.all([document])), None)
    projects = _projects(stored.models) if stored else []
    known = [one for one in projects if one in home.registry.projects()]
    if not known:
        return home.schema()
    return merge_schemas([(one, home.registry.project_schema(one)) for one in known])


def reviewed_categories(schema: EntitySchema) -> tuple[str, ...]:
    """Those that a model learns, and those of which a document has one value.

    What is derived is right when what it comes from is, which is reviewed.
    """
    return tuple(
        one.name
        for one in schema.categories
        if one.learned or (one.cardinality == "one" and not one.derived)
    )


def _survey(home: Home, chosen: Chosen) -> tuple[Survey, bool]:
    if not 0 < chosen.precision <= 1:
        raise InputError(f"precision {chosen.precision} is none: it is above 0 and at most 1")
    among, cut = None, False
    if chosen.query or chosen.where:
        among, count = search(home).ids(chosen.query, chosen.where, MOST_HITS)
        cut = count > len(among)
    stored = home.ledger.facts.all(among, chosen.collections)
    return survey(stored, _categories_of(home), chosen.precision), cut


def _categories_of(home: Home) -> Callable[[str], Sequence[str]]:
    known: dict[str, tuple[str, ...]] = {}

    def of(models: str) -> tuple[str, ...]:
        if models not in known:
            names: dict[str, None] = {}
            for project in _projects(models):
                try:
                    schema = home.registry.project_schema(project)
                except NotFoundError:
                    continue
                names.update(dict.fromkeys(reviewed_categories(schema)))
            known[models] = tuple(names)
        return known[models]

    return of


def _projects(models: str) -> list[str]:
    return list(dict.fromkeys(one.partition("/")[0] for one in models.split(",") if one))


def read_rows(home: Home, documents: Sequence[str], standard: Standard) -> list[ReviewRow]:
    """The fields of some documents, in their order; what went meanwhile is left out."""
    categories_of = _categories_of(home)
    found = {one.document: one for one in home.ledger.facts.all(documents)}
    return [
        ReviewRow(
            row_of(one, categories_of(one.models), standard),
            home.ledger.accounts.place_of(one.document),
        )
        for document in documents
        if (one := found.get(document)) is not None
    ]
