"""The policies of a home as they are asked, and what a person has to confirm of their files.

files of a project --held_back--> PolicySet whose problems say what is held
a label, who --confirm--> history, ledger: from now on the files count as they are
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence, Set
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from enricher.errors import ConflictError, NotFoundError
from enricher.ledger.accounts import Collection
from enricher.policies.files import (
    LISTS,
    Following,
    SourceOfAnswers,
    file_contents,
    keep_version,
    policy_files,
    signature,
)
from enricher.policies.holds import Held, held_back, sources_of, with_held
from enricher.policies.sets import PolicySet, load_policies
from enricher.schema import EntitySchema


class Projects(Hashable, Protocol):
    """Where projects keep their schemas and policies."""

    def projects(self) -> list[str]: ...

    def policy_folders(self, project: str) -> Sequence[Path]:
        """That of the home before the one that ships."""

    def schema_path(self, project: str) -> Path:
        """Raises NotFoundError when there is no such project."""

    def project_schema(self, project: str) -> EntitySchema: ...

    def searched_schema(self, project: str) -> EntitySchema:
        """Of the project and of all others: what a scope may name, which is a search."""


Decide = Callable[[Sequence[SourceOfAnswers], Set[str]], Following]


class PolicyFiles(Protocol):
    """What is kept of the files of policies and lists."""

    def see(self, project: str, contents: Mapping[str, str | None]) -> int:
        """Tell the history of edits; returns how many were seen."""

    def sources(self, project: str) -> list[SourceOfAnswers]:
        """Files of the home's own, as policies were last asked by them."""

    def standing(self, project: str) -> frozenset[str]:
        """Ids of the policies that have findings which are not resolved."""

    def follow(self, project: str, decide: Decide, who: str = "") -> None:
        """Keep by which files policies are asked from now on.

        Args:
            decide: by those that they were asked by and the policies with findings that stand;
                called while nobody else changes either.
            who: confirms it.
        """


def read_policies(projects: Projects, project: str) -> PolicySet:
    """The policies of a project, those of the home over those that ship.

    Raises:
        NotFoundError: there is no such project.
        SettingsError: its schema is wrong.
    """
    schema = projects.project_schema(project)
    folders = projects.policy_folders(project)
    if not schema.categories:
        folders = folders[:1]  # those that ship ask for categories
    return load_policies(folders, schema, projects.searched_schema(project))


class PolicyGuard:
    """The policies of a home, of which no change is followed that a person has to confirm."""

    def __init__(
        self,
        projects: Projects,
        files: PolicyFiles,
        collections: Callable[[], Sequence[Collection]],
    ) -> None:
        self._projects = projects
        self._files = files
        self._collections = collections

    def projects(self) -> list[str]:
        """The projects whose models read documents; theirs are the policies that are asked."""
        return sorted({one.project for known in self._collections() for one in known.serve})

    def folders(self, project: str) -> Sequence[Path]:
        """Where the policies of a project are written, in the home and where it ships."""
        return self._projects.policy_folders(project)

    def all(self) -> dict[str, PolicySet]:
        """The policies of all projects that read documents, as their files are now."""
        return {project: self.policies(project) for project in self.projects()}

    def policies(self, project: str) -> PolicySet:
        """The policies of a project as their files are now; what is held is among their problems.

        Raises:
            NotFoundError: there is no such project.
            SettingsError: its schema is wrong.
        """
        policies = self._read(project)
        return with_held(policies, self._held(project, policies))

    def ids(self) -> set[str]:
        """Of the policies of all projects, whether anything is read by these or not."""
        return {id for one in self._projects.projects() for id in self._read(one).policies}

    def check_project(self, project: str) -> None:
        """Raises NotFoundError when there is no such project."""
        self._projects.schema_path(project)

    def held(self, projects: Iterable[str] | None = None) -> list[Held]:
        """What is to be confirmed, of all projects that read documents unless some are named."""
        named = self.projects() if projects is None else projects
        return [one for project in named for one in self._held(project, self._read(project))]

    def see(self, project: str) -> int:
        """Tell the history of edits of policies and lists; returns how many were seen.

        What the home's own files say is kept, so that these edits can be undone.
        """
        folders = self.folders(project)
        seen = self._files.see(project, file_contents(folders))
        for path in policy_files(folders[0]) if seen else ():
            keep_version(folders[0], str(path.relative_to(folders[0])))
        return seen

    def follow(self, project: str) -> None:
        """Keep by which files policies are asked from now on; of what is held, the ones before."""
        self.see(project)
        policies = self._read(project)
        folder = self.folders(project)[0]

        def decide(before: Sequence[SourceOfAnswers], standing: Set[str]) -> Following:
            held = held_back(policies, project, folder, before, standing)
            return Following(sources_of(policies, folder, before, held))

        self._files.follow(project, decide)

    def confirm(self, project: str, name: str, who: str) -> Held:
        """Say that a change which is held is meant: a policy or list may go, or a list be so short.

        Findings of a policy that is gone are resolved at once; what else changes by it is found by
        the next audit.

        Raises:
            NotFoundError: nothing of that name is held.
            ConflictError: a policy of the home's own asks the list that is gone.
        """
        policies = self._read(project)
        folder = self.folders(project)[0]
        confirmed: list[Held] = []

        def decide(before: Sequence[SourceOfAnswers], standing: Set[str]) -> Following:
            held = _named(held_back(policies, project, folder, before, standing), name)
            confirmed.append(held)
            return _without(before, held)

        self._files.follow(project, decide, who)
        return confirmed[0]

    def _held(self, project: str, policies: PolicySet) -> tuple[Held, ...]:
        files, folder = self._files, self.folders(project)[0]
        return held_back(policies, project, folder, files.sources(project), files.standing(project))

    def _read(self, project: str) -> PolicySet:
        seen = signature(self.folders(project))
        for one in self._projects.projects():  # scopes may name what the others find
            seen += f" {one} {self._projects.schema_path(one).stat().st_mtime_ns}"
        return _read_once(self._projects, project, seen)


@lru_cache(maxsize=64)
def _read_once(projects: Projects, project: str, seen: str) -> PolicySet:
    """As long as the files stay as they are."""
    return read_policies(projects, project)


def _named(held: Sequence[Held], name: str) -> Held:
    known = {one.name: one for one in held}
    one = known.get(name)
    if one is None:
        there = ", ".join(known) or "nothing is"
        raise NotFoundError(f"nothing called {name!r} needs confirmation; these do: {there}")
    if one.needed:
        raise ConflictError(
            f"{' and '.join(one.policies)} uses {one.name}: restore the list, remove it from the"
            " policy, or turn the policy off with `enabled: false`"
        )
    return one


def _without(before: Sequence[SourceOfAnswers], held: Held) -> Following:
    """By what policies are asked once a change counts."""
    kind, name = "list" if held.is_list else "policy", Path(held.name).name
    sources = [one for one in before if (one.kind, one.name) != (kind, name)]
    if held.what != "gone":
        file = f"{LISTS}/{held.path.name}"
        sources.append(SourceOfAnswers("list", name, file, held.names))
    details = {
        "name": held.name,
        "what": held.what,
        "names": held.names,
        "before": held.before,
        "replaced": held.replaced,
    }
    resolves = name if kind == "policy" and not held.replaced else ""
    return Following(sources, details, resolves)
