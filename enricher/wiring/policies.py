"""The policies of the projects of a home, and the process in which they are asked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from connectors.sandbox.pool import Sandbox
from enricher.audit.guard import read_policies
from enricher.enrichment.field_texts import read_fields
from enricher.models.registry import Registry
from enricher.policies.auditor import MEGABYTES, MOST_STOPS, SECONDS, Auditor, start_auditing
from enricher.policies.sets import PolicySet

_IDLE_SECONDS = 60.0


def project_policies(home: Path, project: str) -> PolicySet:
    """As `enricher.audit.guard.read_policies`."""
    return read_policies(Registry(home.absolute()), project)


@contextmanager
def open_auditor(
    policies: PolicySet,
    seconds: float = SECONDS,
    megabytes: int = MEGABYTES,
    most_stops: int = MOST_STOPS,
) -> Iterator[Auditor]:
    """Ask policies in a process of its own, which is started when the first is asked."""
    start = partial(start_auditing, policies, read_fields, megabytes)
    sandbox = Sandbox(start, 1, seconds, megabytes, 1_000_000, _IDLE_SECONDS)
    with sandbox:
        yield Auditor(policies, sandbox, most_stops)
