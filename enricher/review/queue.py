"""Reviews for people: which fields of which documents need review.

facts in the ledger --review--> rows of documents x fields        (no text is opened)
one document        --look--> what stands there, what else it could be   (`enricher.review.view`)
confirm, deny, mend --> corrections --> index --> the row anew          (`enricher.review.answers`)
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from enricher.documents.facts import StoredFacts
from enricher.errors import InputError, NotFoundError
from enricher.ingestion.catalog import Catalog
from enricher.ledger.backlog import OwedText
from enricher.models.registry import Registry
from enricher.review.order import DEFAULT_PRECISION, Row, Standard, Survey, row_of, survey
from enricher.schema import EntitySchema, merge_schemas
from enricher.search.service import Search

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
    """Which documents a review is of; all where nothing is said.

    Attributes:
        assignee: the user whom they are assigned to, "" of those that are assigned to nobody.
    """

    query: str = ""
    where: tuple[str, ...] = ()
    collections: tuple[str, ...] = ()
    precision: float = DEFAULT_PRECISION
    assignee: str | None = None


class Facts(Protocol):
    """What there is to review of each document."""

    def all(
        self, among: Sequence[str] | None = None, collections: Sequence[str] = ()
    ) -> Iterable[StoredFacts]: ...


@dataclass(frozen=True, slots=True)
class Reviews:
    """Shows people what needs review.

    Attributes:
        stored: a document as it was read, and its body with what people said laid over it.
        schema: of all that reads any collection.
        assignees: of the documents that have one.
    """

    catalog: Catalog
    facts: Facts
    stored: Callable[[str], tuple[OwedText, bytes] | None]
    search: Search
    registry: Registry
    schema: Callable[[], EntitySchema]
    assignees: Callable[[], Mapping[str, str]]

    def page(
        self, chosen: Chosen, *, everything: bool = False, size: int = 20, offset: int = 0
    ) -> Review:
        """The fields that need review, by document, the least certain first.

        Args:
            everything: also documents in which nothing needs review, behind the others.

        Raises:
            InputError: the query or a filter cannot be read, or the precision is none.
        """
        made, cut = self._survey(chosen)
        ids = made.doubtful + (made.others if everything else ())
        shown = ids[offset : offset + size]
        return Review(made, tuple(self.rows(shown, made.standard)), len(ids), cut)

    def measure(self, chosen: Chosen) -> Standard:
        """What the fields of these documents are measured by.

        Raises what `page` raises.
        """
        return self._survey(chosen)[0].standard

    def schema_of(self, document: str) -> EntitySchema:
        """The categories of what read a document; of all projects where nothing did."""
        stored = next(iter(self.facts.all([document])), None)
        projects = _projects(stored.models) if stored else []
        known = [one for one in projects if one in self.registry.projects()]
        if not known:
            return self.schema()
        return merge_schemas([(one, self.registry.project_schema(one)) for one in known])

    def rows(self, documents: Sequence[str], standard: Standard) -> list[ReviewRow]:
        """The fields of some documents, in their order; what went meanwhile is left out."""
        categories_of = self._categories_of()
        found = {one.document: one for one in self.facts.all(documents)}
        return [
            ReviewRow(
                row_of(one, categories_of(one.models), standard),
                self.catalog.place_of(one.document),
            )
            for document in documents
            if (one := found.get(document)) is not None
        ]

    def _survey(self, chosen: Chosen) -> tuple[Survey, bool]:
        if not 0 < chosen.precision <= 1:
            raise InputError(f"precision {chosen.precision} is out of range: above 0, at most 1")
        among, cut = None, False
        if chosen.query or chosen.where:
            among, count = self.search.ids(chosen.query, chosen.where, MOST_HITS)
            cut = count > len(among)
        stored = self.facts.all(among, chosen.collections)
        if chosen.assignee is not None:
            whose = self.assignees()
            stored = (one for one in stored if whose.get(one.document, "") == chosen.assignee)
        return survey(stored, self._categories_of(), chosen.precision), cut

    def _categories_of(self) -> Callable[[str], Sequence[str]]:
        known: dict[str, tuple[str, ...]] = {}

        def of(models: str) -> tuple[str, ...]:
            if models not in known:
                names: dict[str, None] = {}
                for project in _projects(models):
                    try:
                        schema = self.registry.project_schema(project)
                    except NotFoundError:
                        continue
                    names.update(dict.fromkeys(reviewed_categories(schema)))
                known[models] = tuple(names)
            return known[models]

        return of


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

    def of(self, reviews: Reviews, chosen: Chosen) -> Standard:
        with self._lock:
            known = self._known.get(chosen)
        if known is None:
            known = reviews.measure(chosen)
            self.keep(chosen, known)
        return known


def reviewed_categories(schema: EntitySchema) -> tuple[str, ...]:
    """Those that a model learns, and those of which a document has one value.

    What is only derived is right when what it comes from is, which is reviewed. Passages are read, not
    compared with their words: among fields they would be all that there is to look at.
    """
    return tuple(
        one.name
        for one in schema.categories
        if not one.type.is_passage and (one.learned or (one.cardinality == "one" and one.is_found))
    )


def _projects(models: str) -> list[str]:
    return list(dict.fromkeys(one.partition("/")[0] for one in models.split(",") if one))
