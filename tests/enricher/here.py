"""Reading and auditing in this process, for tests that are about neither.

A process takes a second to start. `Home`s that other tests share are read as in production, and the
tests of ingestion, of policies that are stopped and of the flows use processes.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path

from enricher.audit.run import AuditRun
from enricher.documents.records import Record
from enricher.enrichment.field_texts import read_fields
from enricher.ingestion.indexer import write_out
from enricher.ingestion.worker import Pool
from enricher.ledger.accounts import Status
from enricher.ledger.days import local_time
from enricher.policies.auditor import Auditor, build_runner
from enricher.policies.sets import PolicySet
from enricher.projects.reenrichment.runs import Runs
from enricher.settings import Settings
from enricher.wiring import reenrichment
from enricher.wiring.audit import build_auditing
from enricher.wiring.home import Home
from enricher.wiring.ingestion import folders, ingesting, reenriching
from enricher.wiring.passwords import PoolWithPasswords, known_passwords
from enricher.wiring.readers import Here, build_recorder


@contextmanager
def recording(home: Path, settings: Settings) -> Iterator[Pool[Record]]:
    yield PoolWithPasswords(Here(build_recorder(home, settings)), known_passwords(home, settings))


def ingest(home: Home, *paths: Path, confirm_removed: bool = False) -> Status:
    start = partial(ingesting, open_pool=recording, open_late_pool=recording)
    return folders(home, start).ingest(list(paths), confirm_removed=confirm_removed)


def runs(home: Home) -> Runs:
    """As `enricher.wiring.reenrichment.runs`."""
    return reenrichment.runs(home, partial(reenriching, open_pool=recording))


@contextmanager
def open_auditor(policies: PolicySet) -> Iterator[Auditor]:
    yield Auditor(policies, Here(build_runner(policies, read_fields, lambda: None)))


def audit(home: Home, now: datetime | None = None) -> AuditRun:
    """As `enricher.wiring.audit.audit_home`."""
    write_out(home.ledger.documents, home.index)
    with build_auditing(home, open_auditor) as auditing:
        run = auditing.run(now or local_time())
    write_out(home.ledger.documents, home.index)
    return run
