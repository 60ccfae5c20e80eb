"""Which documents come near the playbook: all of a search, without opening one.

facts in the ledger --standards of the projects that read it--> a line for each document and clause
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from enricher.audit.clauses.playbook import Playbook, first_of_category
from enricher.documents.facts import StoredFacts, load_facts
from enricher.policies.standards import Standard
from enricher.schema import EntitySchema
from enricher.search.service import Search
from enricher.text.nearest import State
from enricher.text.wordings import Stretch, Wording
from enricher.values import PARTY

MOST_HITS = 10_000  # what an index gives at a time


class StoredFactsOfAll(Protocol):
    """What the ledger keeps beside each text."""

    def all(self, among: Sequence[str] | None = None) -> Iterable[StoredFacts]: ...


@dataclass(frozen=True, slots=True)
class HeldDocument:
    """How a document stands to a standard.

    Attributes:
        number: which of its values of the category is the nearest, from 1; 0 where it has none.
        wording: of that passage.
    """

    document: str
    path: str
    standard: Standard
    state: State
    number: int = 0
    wording: Wording | None = None

    @property
    def category(self) -> str:
        return self.standard.category

    @property
    def title(self) -> str:
        return self.path.rsplit("/", 1)[-1] or self.document

    @property
    def text(self) -> str:
        return self.wording.text if self.wording else ""

    @property
    def differences(self) -> list[Stretch]:
        return self.standard.differences_from(self.wording) if self.wording else []


@dataclass(frozen=True, slots=True)
class PlaybookSurvey:
    """Holds many documents against the playbook.

    Attributes:
        place_of: a document's path.
        schema: of all that reads any collection.
    """

    playbook: Playbook
    facts: StoredFactsOfAll
    search: Search
    place_of: Callable[[str], str]
    schema: Callable[[], EntitySchema]

    def lines(
        self,
        query: str = "",
        where: Sequence[str] = (),
        categories: Collection[str] = (),
        states: Collection[State] = (),
    ) -> Iterator[HeldDocument]:
        """A line for each document of a search and each standard, as far as these are asked for.

        Raises:
            QueryError: the query or a filter cannot be read.
        """
        among = None
        if query or where:
            among, _ = self.search.ids(query, where, MOST_HITS)
        wanted = {one.casefold() for one in categories}
        parties = [one.name for one in self.schema().categories if one.type is PARTY]
        standards_of = self._standards_of()
        for stored in self.facts.all(among):
            standards = standards_of(stored.models)
            if not standards:
                continue
            facts = load_facts(stored.facts)
            names = [one.value for party in parties for one in facts.values.get(party, ())]
            for standard in standards:
                if wanted and standard.category.casefold() not in wanted:
                    continue
                passages = [one.value for one in facts.values.get(standard.category, ())]
                held = standard.held(passages, names)
                if not states or held.state in states:
                    path = self.place_of(stored.document)
                    number = 0 if held.at is None else held.at + 1
                    yield HeldDocument(
                        stored.document, path, standard, held.state, number, held.wording
                    )

    def _standards_of(self) -> Callable[[str], Sequence[Standard]]:
        """The standards for a document, by the models that read it; each is read once."""
        by_models: dict[str, list[Standard]] = {}
        projects = self.playbook.registry.projects()
        of_project = {one: self.playbook.standards([one]) for one in projects}

        def of(models: str) -> Sequence[Standard]:
            if models not in by_models:
                readers = dict.fromkeys(one.partition("/")[0] for one in models.split(","))
                by_models[models] = first_of_category(
                    standard for project in readers for standard in of_project.get(project, ())
                )
            return by_models[models]

        return of
