"""The playbook of a home: standard wordings are kept, and documents held against them.

passages of a document --compare with standards--> same, close, other or missing
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from enricher.audit.clauses.comparison import Clause, clauses_of
from enricher.documents import IndexedDocument
from enricher.errors import InputError, NotFoundError
from enricher.files.atomic import write_whole
from enricher.ledger.events import Act, History
from enricher.models.registry import Registry
from enricher.policies.standards import (
    PLAYBOOK,
    Standard,
    passages_of,
    read_standards,
    standard_path,
)
from enricher.schema import EntitySchema
from enricher.search.service import known_name
from enricher.text.nearest import State
from enricher.text.wordings import Nearness, Stretch, nearness, read_wording

MAX_CHARACTERS = 20_000


@dataclass(frozen=True, slots=True)
class Compared:
    """A passage, and how close it is to the standard wording."""

    clause: Clause
    standard: Standard

    @property
    def nearness(self) -> Nearness:
        return nearness(self.standard.wording, self.clause.wording)

    @property
    def differences(self) -> list[Stretch]:
        return self.standard.differences_from(self.clause.wording)


@dataclass(frozen=True, slots=True)
class Check:
    """What a document has of a clause that has a standard; the nearest passage first."""

    standard: Standard
    passages: tuple[Compared, ...]

    @property
    def category(self) -> str:
        return self.standard.category

    @property
    def state(self) -> State:
        return self.standard.state_of(self.passages[0].clause.wording if self.passages else None)


@dataclass(frozen=True, slots=True)
class Playbook:
    """Keeps standards as files, and holds documents against them."""

    registry: Registry
    history: History

    def standards(self, projects: Iterable[str] | None = None) -> list[Standard]:
        """Those of some projects, of all where none is named, in the order of their schemas.

        A file that no category of passages is called by is passed over; of a category in several
        projects the standard of the first one that has any counts.
        """
        named = self.registry.projects() if projects is None else projects
        return first_of_category(one for project in named for one in self._of(project))

    def of_project(self, project: str) -> list[Standard]:
        """Raises NotFoundError when there is no such project."""
        self.registry.schema_path(project)
        return list(self._of(project))

    def find(self, category: str) -> Standard | None:
        return next((one for one in self.standards() if one.category == category), None)

    def project_of(self, category: str) -> str:
        """The one project that has this category of passages.

        Raises:
            InputError: none has, or several do.
        """
        known = self.projects_of(category)
        if len(known) == 1:
            return known[0]
        if known:
            raise InputError(f"{category} is in projects {', '.join(known)}; name one (--project)")
        raise InputError(f"no project has passages of a category {category!r}")

    def projects_of(self, category: str) -> list[str]:
        """The projects that have this category of passages."""
        name = category.casefold()
        return [
            project
            for project in self.registry.projects()
            if name in map(str.casefold, self._categories(project))
        ]

    def write(self, project: str, category: str, text: str, who: str) -> Standard:
        """Make a text the standard of a clause.

        Raises:
            NotFoundError: there is no such project.
            InputError: it has no such category of passages, or the text has no words or too many.
        """
        name = self._known(project, category)
        line = " ".join(text.split())
        if not read_wording(line).words:
            raise InputError(f"the standard wording of {name} is empty")
        if len(line) > MAX_CHARACTERS:
            raise InputError(
                f"the standard wording of {name} has {len(line):,} characters; at most"
                f" {MAX_CHARACTERS:,} are allowed"
            )
        with self.history.noting(who, "project", project) as note:
            write_whole(self._path(project, name), text.strip() + "\n")
            note(Act.STANDARD, category=name)
        return Standard(project, name, text.strip())

    def remove(self, project: str, category: str, who: str) -> None:
        """Raises NotFoundError when there is no such project or standard."""
        name = self._known(project, category)
        path = self._path(project, name)
        if not path.exists():
            raise NotFoundError(f"{name} has no standard wording in project {project}")
        with self.history.noting(who, "project", project) as note:
            path.unlink()
            note(Act.STANDARD, category=name, removed=True)

    def check(self, document: IndexedDocument, schema: EntitySchema) -> list[Check]:
        """Hold a document against the standards of the projects that read it."""
        projects = dict.fromkeys(one.project for one in document.enriched.models)
        standards = self.standards(one for one in projects if one in self.registry.projects())
        return hold(clauses_of(document, schema), standards) if standards else []

    def _of(self, project: str) -> Iterator[Standard]:
        schema = self.registry.project_schema(project)
        yield from read_standards(self._folder(project), project, schema)

    def _categories(self, project: str) -> list[str]:
        return passages_of(self.registry.project_schema(project))

    def _known(self, project: str, category: str) -> str:
        schema = self.registry.project_schema(project)
        name = known_name(category, schema, "have a standard", attributes=False)
        if not schema[name].type.is_passage:
            raise InputError(
                f"the category {name} has no passages and therefore no standard wording"
            )
        return name

    def _path(self, project: str, category: str) -> Path:
        return standard_path(self._folder(project), category)

    def _folder(self, project: str) -> Path:
        return self.registry.own_folder(project) / PLAYBOOK


def first_of_category(standards: Iterable[Standard]) -> list[Standard]:
    """One of each category, as what reads a document first has it."""
    found: dict[str, Standard] = {}
    for one in standards:
        found.setdefault(one.category, one)
    return list(found.values())


def hold(clauses: Sequence[Clause], standards: Sequence[Standard]) -> list[Check]:
    """Hold passages against standards, in the order of these."""
    return [Check(one, _compared(clauses, one)) for one in standards]


def _compared(clauses: Sequence[Clause], standard: Standard) -> tuple[Compared, ...]:
    own = [one for one in clauses if one.category == standard.category]
    ranked = standard.nearest_first([one.wording for one in own])
    return tuple(Compared(own[at], standard) for at in ranked)
