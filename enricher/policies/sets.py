"""The policies and lists of a project, those that are wrong left out and told."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from enricher.errors import InputError, NotFoundError, PolicyError, Problem
from enricher.policies.definition import read_policy
from enricher.policies.files import LIST_SUFFIXES, LISTS, SUFFIX
from enricher.policies.lists import NamedList, read_list
from enricher.policies.policy import Policy
from enricher.policies.standards import (
    PLAYBOOK,
    Standard,
    passages_of,
    read_standard,
    standard_path,
    standards_folder,
)
from enricher.schema import EntitySchema
from enricher.values import PARTY


@dataclass(frozen=True, slots=True)
class PolicySet:
    """What a project has.

    Attributes:
        schema: the categories that conditions may name.
        searched: those that scopes may name: a search finds what other projects found, too.
        policies: by id, in the order of their ids, disabled ones too.
        lists: by name.
        problems: of the files that could not be read, which are left out, and of lists that are
            asked for and not there.
        idle: by id of a policy that ships the list that it asks, which nobody has written yet.
        standards: of the project's playbook, by category.
    """

    schema: EntitySchema
    searched: EntitySchema
    policies: Mapping[str, Policy] = field(default_factory=dict)
    lists: Mapping[str, NamedList] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    idle: Mapping[str, str] = field(default_factory=dict)
    standards: Mapping[str, Standard] = field(default_factory=dict)

    @property
    def enabled(self) -> tuple[Policy, ...]:
        """Those that are to be asked."""
        return tuple(one for one in self.policies.values() if self.is_enabled(one.id))

    def is_enabled(self, id: str) -> bool:
        policy = self.policies[id]
        return policy.enabled and id not in self.idle and not self._unset(policy)

    @property
    def unset(self) -> Mapping[str, str]:
        """By id of a policy the clause that it compares, of which there is no standard wording."""
        found = {id: self._unset(one) for id, one in self.policies.items() if one.enabled}
        return {id: name for id, name in found.items() if name}

    def _unset(self, policy: Policy) -> str:
        lacking = [one for one in policy.condition.compared if one not in self.standards]
        if not lacking:
            return ""
        unread = _unread(self.problems, PLAYBOOK)
        return next((one for one in lacking if one not in unread), "")

    @property
    def broken(self) -> frozenset[str]:
        """Ids of those that, or whose lists, cannot be asked as their files are."""
        lists, standards = _unread(self.problems, LISTS), _unread(self.problems, PLAYBOOK)
        asking = {
            id
            for id, one in self.policies.items()
            if not lists.isdisjoint(one.condition.lists)
            or not standards.isdisjoint(one.condition.compared)
        }
        wrong = (Path(one.file) for one in self.problems)
        unread = {path.stem for path in wrong if path.parent.name not in (LISTS, PLAYBOOK)}
        return frozenset(unread | asking)

    def problems_of(self, id: str) -> list[Problem]:
        """What is wrong with a policy, or with the lists that it asks."""
        policy = self.policies.get(id)
        found = []
        for one in self.problems:
            path = Path(one.file)
            is_own = path.parent.name not in (LISTS, PLAYBOOK)
            if path.stem in ((id,) if is_own else _asked(policy, path) if policy else ()):
                found.append(one)
        return found

    def named(self, policies: Iterable[Policy]) -> set[str]:
        """The categories whose values some policies name, or need to be asked.

        Wordings are compared whatever the parties are called, whichever project found these.
        """
        asked = list(policies)
        names = {name for one in asked for name in one.named}
        if any(one.condition.compared for one in asked):
            names |= set(self.parties)
        return names

    @property
    def parties(self) -> list[str]:
        """The categories of parties, those of other projects too."""
        return [one.name for one in self.searched.categories if one.type is PARTY]

    def __getitem__(self, id: str) -> Policy:
        """Raises NotFoundError when there is no such policy."""
        if id not in self.policies:
            known = ", ".join(self.policies) or "none"
            raise NotFoundError(f"there is no policy {id!r}; there are: {known}")
        return self.policies[id]

    def digest(self, policy: Policy) -> str:
        """What the answers of a policy depend on beside the document and the day."""
        parts = [policy.digest]
        for name in policy.condition.lists:
            parts.append(self.lists[name].digest if name in self.lists else "")
        for name in policy.condition.compared:
            parts.append(self.standards[name].digest if name in self.standards else "")
        return hashlib.sha256(" ".join(parts).encode()).hexdigest()[:16]


def load_policies(
    folders: Sequence[Path], schema: EntitySchema, searched: EntitySchema | None = None
) -> PolicySet:
    """Read the policies of some folders, and the lists below them.

    Args:
        folders: of earlier ones a file overrides the keys of later ones' files of the same name;
            a list replaces theirs. Those that do not exist have none.
        searched: what scopes may name; None is the schema.
    """
    searched = searched or schema
    policies: dict[str, Policy] = {}
    lists: dict[str, NamedList] = {}
    problems: list[Problem] = []
    for paths in _by_name(folders, [".yml"]).values():
        message = f"it is not read; rename it to {paths[0].stem}{SUFFIX}"
        problems.append(Problem(str(paths[0]), message, code="InvalidPolicy"))
    for paths in _by_name(folders, [SUFFIX]).values():
        try:
            policy = read_policy(paths, schema, searched)
            policies[policy.id] = policy
        except PolicyError as error:
            problems += error.problems
    for paths in _by_name([folder / LISTS for folder in folders], LIST_SUFFIXES).values():
        try:
            found = read_list(_only_one(paths))
            lists[found.name] = found
        except PolicyError as error:
            problems += error.problems
    unread = _unread(problems, LISTS)
    idle: dict[str, str] = {}
    for policy in policies.values():
        lacking = [one for one in policy.condition.lists if one not in lists and one not in unread]
        if not policy.enabled or not lacking:
            continue
        if policy.files[0].parent == folders[0]:
            problems += [_no_list(one, policy, folders[0] / LISTS) for one in lacking]
        else:
            idle[policy.id] = lacking[0]
    standards = dict(_standards(folders[0], schema, problems))
    return PolicySet(schema, searched, policies, lists, tuple(problems), idle, standards)


def _standards(
    folder: Path, schema: EntitySchema, problems: list[Problem]
) -> Iterator[tuple[str, Standard]]:
    """The standards beside a folder of policies; those that cannot be read become problems."""
    playbook = standards_folder(folder)
    for name in passages_of(schema):
        try:
            if standard := read_standard(playbook, folder.parent.name, name):
                yield name, standard
        except InputError as error:
            problems.append(Problem(str(standard_path(playbook, name)), str(error)))


def _unread(problems: Iterable[Problem], folder: str) -> set[str]:
    """What cannot be read of a folder, by the names of its files."""
    paths = [Path(one.file) for one in problems]
    return {path.stem for path in paths if path.parent.name == folder}


def _asked(policy: Policy, file: Path) -> tuple[str, ...]:
    """What a policy asks of the folder of a file: lists, or standards of the playbook."""
    condition = policy.condition
    return {LISTS: condition.lists, PLAYBOOK: condition.compared}.get(file.parent.name, ())


def with_list(policies: PolicySet, names: NamedList) -> PolicySet:
    """The policies as if a list had these names, whatever is wrong with its file."""

    def is_of_list(file: Path) -> bool:
        return file.parent.name == LISTS and file.stem == names.name

    return replace(
        policies,
        lists={**policies.lists, names.name: names},
        problems=tuple(one for one in policies.problems if not is_of_list(Path(one.file))),
        idle={id: lacking for id, lacking in policies.idle.items() if lacking != names.name},
    )


def _only_one(paths: Sequence[Path]) -> Path:
    """The file of a list; a folder with two of one name would have one that nobody reads."""
    if len(paths) > 1 and paths[1].parent == paths[0].parent:
        message = f"the list is in {paths[0].name} and in {paths[1].name}; keep one of them"
        raise PolicyError(message, [Problem(str(paths[0]), message)])
    return paths[0]


def _no_list(name: str, policy: Policy, folder: Path) -> Problem:
    message = (
        f"policy {policy.id} uses the list {name!r}, which does not exist; write one name per line"
    )
    others = sorted(
        path.name for path in folder.glob("*") if path.stem.casefold() == name.casefold()
    )
    if others:
        message = (
            f"policy {policy.id} uses the list {name!r}, but {others[0]} is not read; name it"
            f" {name}.txt with one name per line, or save it as {name}.csv"
        )
    return Problem(str(folder / f"{name}.txt"), message)


def _by_name(folders: Iterable[Path], suffixes: Sequence[str]) -> dict[str, list[Path]]:
    """The files of each name, in the order of the folders."""
    found: dict[str, list[Path]] = {}
    for folder in folders:
        for path in sorted(folder.glob("*")):
            if path.suffix in suffixes and path.is_file() and not path.name.startswith("."):
                found.setdefault(path.stem, []).append(path)
    return dict(sorted(found.items()))
