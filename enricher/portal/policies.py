"""The page of policies: what each says, what it found, and what of its files cannot be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from fastapi import APIRouter, Request, Response

from enricher.api.lanes import CHECKING
from enricher.api.services import Served
from enricher.policies.examples import Tried
from enricher.policies.files import signature
from enricher.policies.findings import State
from enricher.policies.holds import Held
from enricher.policies.policy import Policy
from enricher.policies.sets import PolicySet
from enricher.portal.rendering import page
from enricher.wiring.audit import build_guard
from enricher.wiring.home import Home
from enricher.wiring.policies import open_auditor, project_policies

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class PolicyCard:
    """A policy with what stands of it; `stopped` is for how many documents it was stopped."""

    policy: Policy
    open: int
    accepted: int
    undecided: int
    stopped: int
    tried: tuple[Tried, ...]

    @property
    def failed(self) -> list[Tried]:
        return [one for one in self.tried if not one.passed]


@dataclass(frozen=True, slots=True)
class ProjectPolicies:
    """The policies of a project, those that are asked first.

    Attributes:
        folder: where those of this home are written.
        too_slow: why the examples of some could not be tried.
        held: changes of files that a person has to confirm.
    """

    project: str
    known: PolicySet
    cards: tuple[PolicyCard, ...]
    folder: Path
    too_slow: tuple[str, ...] = ()
    held: tuple[Held, ...] = ()


@router.get("/audit/policies", dependencies=[CHECKING])
def read_page(request: Request, served: Served, examples: str = "") -> Response:
    """What the policies say; with `examples`, also whether these come out as they should."""
    home = served.home
    return page(
        request,
        "policies.html",
        projects=_projects(home, with_examples=bool(examples)),
        with_examples=bool(examples),
    )


def _projects(home: Home, *, with_examples: bool) -> list[ProjectPolicies]:
    counts: Counter[tuple[str, str, str]] = Counter()
    for one in home.ledger.finding_log.standing(()):
        counts[one.project, one.policy, one.state] += one.count
    for each in home.ledger.finding_log.unsaid():
        counts[each.project, each.policy, "undecided"] += each.count
    stopped = home.ledger.audits.stopped()
    found = []
    guard = build_guard(home)
    for project, known in guard.all().items():
        folders = guard.folders(project)
        came_out = _Examples()
        if with_examples:
            came_out = _try_examples(home.path, project, signature(folders))
        cards = [
            PolicyCard(
                policy,
                counts[project, id, State.OPEN],
                counts[project, id, State.ACCEPTED],
                counts[project, id, "undecided"],
                stopped.get((project, id), 0),
                tuple(one for one in came_out.tried if one.policy == id),
            )
            for id, policy in known.policies.items()
        ]
        cards.sort(key=lambda one: not one.policy.enabled)
        held = tuple(guard.held([project]))
        found.append(
            ProjectPolicies(project, known, tuple(cards), folders[0], came_out.too_slow, held)
        )
    return found


@dataclass(frozen=True, slots=True)
class _Examples:
    """What came of examples, and why some could not be tried."""

    tried: Sequence[Tried] = ()
    too_slow: tuple[str, ...] = ()


@lru_cache(maxsize=8)
def _try_examples(home: Path, project: str, seen: str) -> _Examples:
    """Once as long as the files stay as they are."""
    with open_auditor(project_policies(home, project)) as auditor:
        return _Examples(auditor.try_examples(), tuple(auditor.stopped.values()))
