"""The policies of a home as they are asked, and what a person has to confirm of their files.

project_policies --held_back--> PolicySet whose problems say what is held
a label, who --confirm--> history, ledger: from now on the files count as they are
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from enricher.audit.findings import Finding, FindingFilter, State
from enricher.errors import ConflictError, NotFoundError
from enricher.history.days import local_time
from enricher.history.events import Act
from enricher.policies.files import LISTS, SourceOfAnswers, signature
from enricher.policies.holds import Held, held_back, sources_of, with_held
from enricher.policies.sets import PolicySet
from enricher.wiring.home import Home
from enricher.wiring.policies import project_policies, see_policies

_ALL = 1_000_000  # policies that could not say anything, of as many documents as are marked at once


def served_projects(home: Home) -> list[str]:
    """The projects whose models read documents; theirs are the policies that are asked."""
    served = [one for known in home.ledger.collections.all() for one in known.serve]
    return sorted({one.partition("/")[0] for one in served})


def guarded_policies(home: Home, project: str) -> PolicySet:
    """The policies of a project as their files are now; what is held is among their problems.

    Raises:
        NotFoundError: there is no such project.
        SettingsError: its schema is wrong.
    """
    policies = _read(home, project)
    return with_held(policies, _held(home, project, policies))


def held_changes(home: Home, projects: Iterable[str] | None = None) -> list[Held]:
    """What is to be confirmed; of all projects whose models read documents, unless some are named."""
    named = served_projects(home) if projects is None else projects
    return [one for project in named for one in _held(home, project, _read(home, project))]


def follow_sources(home: Home, project: str) -> None:
    """Keep by which files policies are asked from now on; those that are held stay what they were."""
    see_policies(home, project)
    policies = _read(home, project)
    folder = home.registry.policy_folders(project)[0]
    with home.ledger.database.transaction():
        before = home.ledger.policy_files.sources(project)
        held = _held(home, project, policies)
        home.ledger.policy_files.keep_sources(project, sources_of(policies, folder, before, held))


def confirm(home: Home, project: str, name: str, who: str) -> Held:
    """Say that a change which is held is meant: a policy or list may go, or a list may be so short.

    Findings of a policy that is gone are resolved at once; what else changes by it is found by the
    next audit.

    Raises:
        NotFoundError: nothing of that name is held.
        ConflictError: a policy of the home's own asks the list that is gone.
    """
    policies = _read(home, project)
    with home.ledger.database.transaction():
        held = {one.name: one for one in _held(home, project, policies)}
        one = held.get(name)
        if one is None:
            known = ", ".join(held) or "nothing is"
            raise NotFoundError(
                f"nothing called {name!r} is to be confirmed; to be confirmed: {known}"
            )
        _refuse_needed(one)
        home.ledger.history.note(
            who,
            Act.CONFIRM_POLICY,
            "project",
            project,
            name=name,
            what=one.what,
            names=one.names,
            before=one.before,
            replaced=one.replaced,
        )
        kind = "list" if one.is_list else "policy"
        sources = [
            each
            for each in home.ledger.policy_files.sources(project)
            if (each.kind, each.name) != (kind, Path(name).name)
        ]
        if one.what != "gone":
            file = f"{LISTS}/{one.path.name}"
            sources.append(SourceOfAnswers("list", Path(name).name, file, one.names))
        home.ledger.policy_files.keep_sources(project, sources)
        if kind == "policy" and not one.replaced:
            home.ledger.findings.resolve_policy(project, name, local_time(), ["confirmed"])
    return one


def not_asked(home: Home) -> Mapping[tuple[str, str], str]:
    """By project and policy, why it is not asked, so that what it found stays as it is."""
    reasons: dict[tuple[str, str], str] = {}
    for project in served_projects(home):
        policies = guarded_policies(home, project)
        for id in policies.broken:
            reasons[project, id] = policies.problems_of(id)[0].message
    return reasons


def marked(home: Home, findings: Iterable[Finding]) -> list[Finding]:
    """Findings, those with the reason that stay as they are.

    Their documents cannot be read, or their policies are not asked, or were stopped there.
    """
    findings = list(findings)
    reasons = not_asked(home)
    unread = home.ledger.audits.unread([one.document for one in findings])
    stopped: dict[tuple[str, str, str], str] = {}
    if home.ledger.audits.stopped():
        asked = FindingFilter(documents=tuple({one.document for one in findings}))
        unsaid = home.ledger.findings.undecided(asked, _ALL)
        stopped = {
            (one.project, one.policy, one.document): one.reason for one in unsaid if one.stopped
        }

    def why_not(one: Finding) -> str:
        if one.state is State.RESOLVED:
            return ""
        if one.document in unread:
            return f"the document cannot be read any more: {unread[one.document]}"
        which = one.project, one.policy
        return reasons.get(which) or stopped.get((*which, one.document), "")

    return [replace(one, not_asked=why_not(one)) for one in findings]


def _refuse_needed(held: Held) -> None:
    if held.needed:
        raise ConflictError(
            f"{' and '.join(held.policies)} asks {held.name}: write the list again, take it out of the"
            " policy, or turn the policy off with `enabled: false`"
        )


def _held(home: Home, project: str, policies: PolicySet) -> tuple[Held, ...]:
    folder = home.registry.policy_folders(project)[0]
    files = home.ledger.policy_files
    return held_back(policies, project, folder, files.sources(project), files.standing(project))


def _read(home: Home, project: str) -> PolicySet:
    registry = home.registry
    seen = signature(registry.policy_folders(project))
    seen += str(registry.schema_path(project).stat().st_mtime_ns)
    return _read_once(home.path, project, seen)


@lru_cache(maxsize=64)
def _read_once(home: Path, project: str, seen: str) -> PolicySet:
    """As long as the files stay as they are."""
    return project_policies(home, project)
