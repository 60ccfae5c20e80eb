"""The policies of the projects of a home, and the process in which they are asked."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from connectors.ledger.policy_files import SHIPPED
from connectors.sandbox.pool import Sandbox
from enricher.models.registry import Registry
from enricher.policies.auditor import MEGABYTES, MOST_STOPS, SECONDS, Auditor, start_auditing
from enricher.policies.files import policy_files
from enricher.policies.sets import PolicySet, load_policies
from enricher.wiring.home import Home

_IDLE_SECONDS = 60.0


def project_policies(home: Path, project: str) -> PolicySet:
    """The policies of a project, those of the home over those that ship.

    Raises:
        NotFoundError: there is no such project.
        SettingsError: its schema is wrong.
    """
    registry = Registry(home.absolute())
    schema = registry.project_schema(project)
    return load_policies(registry.policy_folders(project), schema)


@contextmanager
def open_auditor(
    policies: PolicySet,
    seconds: float = SECONDS,
    megabytes: int = MEGABYTES,
    most_stops: int = MOST_STOPS,
) -> Iterator[Auditor]:
    """Ask policies in a process of its own, which is started when the first is asked."""
    start = partial(start_auditing, policies, megabytes)
    sandbox = Sandbox(start, 1, seconds, megabytes, 1_000_000, _IDLE_SECONDS)
    with sandbox:
        yield Auditor(policies, sandbox, most_stops)


def see_policies(home: Home, project: str) -> int:
    """Tell the history of edits of policies and lists; returns how many were seen."""
    own, shipped = home.registry.policy_folders(project)
    files = {
        prefix + str(path.relative_to(folder)): _sha256(path)
        for folder, prefix in ((shipped, SHIPPED), (own, ""))
        for path in policy_files(folder)
    }
    return home.ledger.policy_files.see(project, files)


def _sha256(path: Path) -> str | None:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return None
