"""The audit of a home: its services, built of the tables and the index that each works with."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date, datetime
from functools import partial

from enricher.audit.answers import Answers
from enricher.audit.guard import PolicyGuard
from enricher.audit.list_edits import ListEdits
from enricher.audit.overview import Overview, overview
from enricher.audit.policy_edits import PolicyEdits
from enricher.audit.project import ProjectAudit
from enricher.audit.queries import AuditQueries
from enricher.audit.report import EVERY_FINDING, Report, Reports
from enricher.audit.run import Auditing, AuditRun
from enricher.audit.scopes import Scopes
from enricher.audit.service import FindingService, Places
from enricher.audit.trial import PolicyTrials
from enricher.errors import Problem
from enricher.ingestion.indexer import write_out
from enricher.ingestion.repetition import Repetition
from enricher.policies.auditor import Auditor
from enricher.policies.findings import FindingFilter
from enricher.policies.sets import PolicySet
from enricher.values.names.identities import read_name
from enricher.wiring.home import Home
from enricher.wiring.policies import open_auditor

logger = logging.getLogger(__name__)

OpenAuditor = Callable[[PolicySet], AbstractContextManager[Auditor]]

_PAUSE_SECONDS = 1.0
_LONGEST_PAUSE_SECONDS = 60.0


def build_guard(home: Home) -> PolicyGuard:
    return PolicyGuard(home.registry, home.ledger.policy_files, home.ledger.collections.all)


def build_policy_edits(home: Home) -> PolicyEdits:
    return PolicyEdits(build_guard(home), home.ledger.policy_files, home.ledger.history)


def build_list_edits(home: Home) -> ListEdits:
    return ListEdits(build_guard(home), home.ledger.policy_files, home.ledger.history)


def build_findings(home: Home) -> FindingService:
    ledger = home.ledger
    return FindingService(
        ledger.findings,
        ledger.finding_log.story,
        ledger.audits,
        build_guard(home),
        ledger.accounts.ids_from,
        partial(_write_out, home),
        Places(
            lambda name: ledger.parties.shown(read_name(name)[1]),
            lambda: [one.name for one in ledger.collections.all()],
        ),
    )


def build_auditing(home: Home, open_auditor: OpenAuditor = open_auditor) -> Auditing:
    ledger = home.ledger
    opening = partial(_open_project, home, open_auditor)
    return Auditing(build_guard(home), ledger.findings, ledger.audits, opening)


def audit_home(home: Home, now: datetime, seconds: float | None = None) -> AuditRun:
    """Audit once, for so many seconds at most; None is until all is done.

    Policies look at what a search finds, and a search finds what they found: the index has all
    that waits for it before and after.

    Raises:
        UnavailableError: the index does not answer.
    """
    _write_out(home)
    end = None if seconds is None else time.monotonic() + seconds
    with build_auditing(home) as auditing:
        run = auditing.run(now, lambda: end is not None and time.monotonic() > end)
    _write_out(home)
    return run


def audit_thread(home: Home, clock: Callable[[], datetime]) -> Repetition:
    """Audits beside reading and indexing, for as long as folders are watched."""

    @contextmanager
    def begin(is_stopped: Callable[[], bool]) -> Iterator[Callable[[], object]]:
        told: tuple[Problem, ...] = ()
        with build_auditing(home) as auditing:

            def step() -> object:
                nonlocal told
                run = auditing.run(clock(), is_stopped)
                for problem in run.problems if run.problems != told else ():
                    logger.warning("policies not asked problem=%r", str(problem))
                told = run.problems
                return run

            yield step

    return Repetition("audit", "nothing is audited", begin, _PAUSE_SECONDS, _LONGEST_PAUSE_SECONDS)


def build_trials(home: Home, open_auditor: OpenAuditor = open_auditor) -> PolicyTrials:
    ledger = home.ledger
    return PolicyTrials(
        build_guard(home),
        build_findings(home),
        ledger.audits,
        ledger.documents,
        partial(_open_project, home, open_auditor),
    )


def read_overview(home: Home, now: datetime) -> Overview:
    """What stands open; as `enricher.audit.overview.overview`."""
    return overview(home.ledger.finding_log, home.ledger.audits, build_guard(home), now)


def make_report(
    home: Home, first: date, last: date, now: datetime, asked: FindingFilter = EVERY_FINDING
) -> Report:
    """What became of findings in a period; as `Reports.make`."""
    ledger = home.ledger
    reports = Reports(
        ledger.finding_log,
        ledger.audits,
        build_findings(home),
        build_guard(home),
        Scopes(home.index, ledger.parties.shown),
        ledger.collections.all,
    )
    return reports.make(first, last, now, asked)


def build_queries(home: Home) -> AuditQueries:
    return AuditQueries(
        home.ledger.searches, home.registry, home.ledger.collections.all, home.schema
    )


def build_answers(home: Home) -> Answers:
    ledger = home.ledger
    return Answers(
        ledger.index_log,
        ledger.finding_log.decisions,
        ledger.parties.shown,
        home.index,
        home.schema,
    )


def _open_project(
    home: Home, open_auditor: OpenAuditor, project: str, policies: PolicySet
) -> ProjectAudit:
    ledger = home.ledger
    return ProjectAudit(
        project,
        policies,
        Scopes(home.index, ledger.parties.shown),
        ledger.documents,
        ledger.findings,
        open_auditor,
    )


def _write_out(home: Home) -> None:
    write_out(home.ledger.documents, home.index)
