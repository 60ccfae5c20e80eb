"""The policies and lists of a project, those that are wrong left out and told."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from enricher.errors import NotFoundError, PolicyError, Problem
from enricher.policies.lists import SUFFIXES, NamedList, read_list
from enricher.policies.policy import Policy
from enricher.policies.policy_file import SUFFIX, read_policy
from enricher.schema import EntitySchema

LISTS = "lists"


@dataclass(frozen=True, slots=True)
class PolicySet:
    """What a project has.

    Attributes:
        policies: by id, in the order of their ids, disabled ones too.
        lists: by name.
        problems: of the files that could not be read, which are left out.
    """

    schema: EntitySchema
    policies: Mapping[str, Policy] = field(default_factory=dict)
    lists: Mapping[str, NamedList] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @property
    def enabled(self) -> tuple[Policy, ...]:
        return tuple(one for one in self.policies.values() if one.enabled)

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
        return hashlib.sha256(" ".join(parts).encode()).hexdigest()[:16]


def load_policies(folders: Sequence[Path], schema: EntitySchema) -> PolicySet:
    """Read the policies of some folders, and the lists below them.

    Args:
        folders: of earlier ones a file overrides the keys of later ones' files of the same name;
            a list replaces theirs. Those that do not exist have none.
    """
    policies: dict[str, Policy] = {}
    lists: dict[str, NamedList] = {}
    problems: list[Problem] = []
    for paths in _by_name(folders, [".yml"]).values():
        message = f"nobody reads it; call it {paths[0].stem}{SUFFIX}"
        problems.append(Problem(str(paths[0]), message, code="InvalidPolicy"))
    for paths in _by_name(folders, [SUFFIX]).values():
        try:
            policy = read_policy(paths, schema)
            policies[policy.id] = policy
        except PolicyError as error:
            problems += error.problems
    for paths in _by_name([folder / LISTS for folder in folders], SUFFIXES).values():
        try:
            found = read_list(paths[0])
            lists[found.name] = found
        except PolicyError as error:
            problems += error.problems
    return PolicySet(schema, policies, lists, tuple(problems))


def policy_files(folder: Path) -> list[Path]:
    """The files of policies and lists of a folder, which need not exist."""
    paths = (*folder.glob("*"), *(folder / LISTS).glob("*"))
    suffixes = (SUFFIX, *SUFFIXES)
    return sorted(
        one
        for one in paths
        if one.suffix in suffixes and one.is_file() and not one.name.startswith(".")
    )


def _by_name(folders: Iterable[Path], suffixes: Sequence[str]) -> dict[str, list[Path]]:
    """The files of each name, in the order of the folders."""
    found: dict[str, list[Path]] = {}
    for folder in folders:
        for path in sorted(folder.glob("*")):
            if path.suffix in suffixes and path.is_file() and not path.name.startswith("."):
                found.setdefault(path.stem, []).append(path)
    return dict(sorted(found.items()))
