"""The guard of findings: files that vanished, or lists that shrank, close none before a person says so.

    SourceOfAnswers, as policies were last asked ┐
    PolicySet, as its files are now              ┴─ held_back ─► Held ─ with_held ─► problems
                                                                  └─ a person confirms ─► it counts

What is held is a problem of its policies like any other: they are skipped, and their findings stay.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from enricher.errors import Problem
from enricher.policies.files import LISTS, SourceOfAnswers
from enricher.policies.sets import PolicySet

LEAST_LEFT = 0.5
"""Of a list: where fewer of its names are left, somebody has to say that this is meant."""


@dataclass(frozen=True, slots=True)
class Held:
    """A change of a file that is not followed before a person confirms it.

    Attributes:
        name: of the policy, or `lists/` and the name of the list.
        path: of the file.
        what: `shorter` is a list that lost most of its names.
        policies: those that are not asked meanwhile.
        names: that a list has now.
        before: that it had, None where nobody counted.
        replaced: whether a file that ships would take the place of one that is gone.
        needed: whether a policy of the home's own asks a list that is gone: it cannot be confirmed.
    """

    project: str
    name: str
    path: Path
    what: Literal["gone", "empty", "shorter"]
    policies: tuple[str, ...]
    names: int = 0
    before: int | None = None
    replaced: bool = False
    needed: bool = False

    @property
    def is_list(self) -> bool:
        return self.name.startswith(f"{LISTS}/")

    @property
    def names_left(self) -> int | None:
        """How many names a list has now; None of a policy."""
        return self.names if self.is_list else None

    @property
    def sentence(self) -> str:
        """What happened, what that means, and what to do."""
        project = "" if self.project == "contracts" else f" --project {self.project}"
        confirm = f"enricher policies confirm {self.name}{project}"
        if not self.is_list:
            then = "the shipped policy applies" if self.replaced else "its findings are resolved"
            return (
                f"the file of policy {self.name} is missing, and its findings stay; restore it, or"
                f" confirm its removal ({then}): {confirm}"
            )
        asking = " and ".join(self.policies)
        stays = f"policy {asking} is skipped, and its findings stay"
        if len(self.policies) > 1:
            stays = f"policies {asking} are skipped, and their findings stay"
        if self.needed:
            return f"the list is missing: {stays}; restore it, or remove it from the policy"
        if self.what == "gone":
            then = "the shipped list applies" if self.replaced else "its policies are skipped"
            return (
                f"the list is missing: {stays}; restore it, or confirm its removal ({then}):"
                f" {confirm}"
            )
        had = "" if self.before is None else f" and had {self.before:,}"
        has = "no name" if not self.names else f"{self.names:,} name{'s' * (self.names > 1)}"
        return f"the list has {has}{had}: {stays}; fix it, or confirm it: {confirm}"


def held_back(
    policies: PolicySet,
    project: str,
    folder: Path,
    sources: Iterable[SourceOfAnswers],
    standing: Collection[str],
) -> tuple[Held, ...]:
    """What is to be confirmed by a person.

    Args:
        folder: of the home's own policies.
        sources: by which policies were last asked.
        standing: ids of policies with findings that are not resolved.
    """
    known = {(one.kind, one.name): one for one in sources}
    unread_lists, own = _unread(policies, folder)
    own |= {one.id for one in policies.policies.values() if one.files[0].parent == folder}
    held = []
    for id in sorted(standing):
        source = known.get(("policy", id))
        ships = id in policies.policies
        if id not in own and (source is not None or not ships):
            path = folder / (source.file if source else f"{id}.yaml")
            held.append(Held(project, id, path, "gone", (id,), replaced=ships))
    for name, asking in _asking(policies).items():
        source = known.get(("list", name))
        found = policies.lists.get(name)
        label, count = f"{LISTS}/{name}", 0 if found is None else len(found)
        is_own = found is not None and found.path is not None and found.path.is_relative_to(folder)
        before = source.names if source else None
        if name in unread_lists:
            continue
        if not is_own and source is not None:
            path, ships = folder / source.file, found is not None
            needed = not ships and not own.isdisjoint(asking)
            held.append(Held(project, label, path, "gone", asking, 0, before, ships, needed))
        elif is_own and found is not None and found.path is not None:
            if not count and before != 0:
                held.append(Held(project, label, found.path, "empty", asking, 0, before))
            elif before and count < LEAST_LEFT * before:
                held.append(Held(project, label, found.path, "shorter", asking, count, before))
    return tuple(held)


def with_held(policies: PolicySet, held: Sequence[Held]) -> PolicySet:
    """Policies of which those that rest on what is held are not asked, and the problems say why."""
    if not held:
        return policies
    lists = {Path(one.name).name for one in held if one.is_list}
    others = [one for one in policies.problems if not _is_of(one, lists)]
    idle = {id: name for id, name in policies.idle.items() if name not in lists}
    told = [Problem(str(one.path), one.sentence, code="Held") for one in held]
    return replace(policies, problems=(*others, *told), idle=idle)


def sources_of(
    policies: PolicySet, folder: Path, before: Sequence[SourceOfAnswers], held: Sequence[Held]
) -> list[SourceOfAnswers]:
    """By what policies are asked from now on; of what is held that is what it was."""
    stays = {one.name for one in held}
    unread_lists, unread = _unread(policies, folder)
    sources = {}
    for one in before:
        label = one.name if one.kind == "policy" else f"{LISTS}/{one.name}"
        # A policy that cannot be read may ask for any list.
        is_unread = bool(unread) if one.kind == "list" else one.name in unread
        if label in stays or is_unread or (one.kind == "list" and one.name in unread_lists):
            sources[one.kind, one.name] = one
    for policy in policies.policies.values():
        if policy.files[0].parent == folder:
            of_policy = SourceOfAnswers("policy", policy.id, policy.files[0].name)
            sources["policy", policy.id] = of_policy
    for name, found in policies.lists.items():
        is_own = found.path is not None and found.path.is_relative_to(folder)
        if found.path is not None and is_own and f"{LISTS}/{name}" not in stays:
            file = str(found.path.relative_to(folder))
            sources["list", name] = SourceOfAnswers("list", name, file, len(found))
    return list(sources.values())


def _asking(policies: PolicySet) -> dict[str, tuple[str, ...]]:
    """By list the policies that ask it."""
    asking: dict[str, tuple[str, ...]] = {}
    for policy in policies.policies.values():
        for name in policy.condition.lists if policy.enabled else ():
            asking[name] = (*asking.get(name, ()), policy.id)
    return dict(sorted(asking.items()))


def _unread(policies: PolicySet, folder: Path) -> tuple[set[str], set[str]]:
    """The home's own lists, and policies, that are there and cannot be read."""
    wrong = [Path(one.file) for one in policies.problems]
    there = [one for one in wrong if one.is_relative_to(folder) and one.exists()]
    lists = {one.stem for one in there if one.parent.name == LISTS}
    return lists, {one.stem for one in there if one.parent == folder}


def _is_of(problem: Problem, lists: Collection[str]) -> bool:
    path = Path(problem.file)
    return path.parent.name == LISTS and path.stem in lists
