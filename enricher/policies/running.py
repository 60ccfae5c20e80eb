"""Policies asked where they can be stopped: in a process with limits of time and memory.

    subjects ─ in batches ─► worker: all policies ─► results
                                │ dies or is killed
                                └─► each policy alone: the one that dies again is stopped by name

A condition may be anything that its author thought of; the library evaluates it in one go and
cannot be interrupted.
"""

from __future__ import annotations

import logging
import resource
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any, Protocol

import psutil

from enricher.errors import ExtractionError
from enricher.policies.audit import Result, Subject, inputs_of, judge, open_subject
from enricher.policies.examples import Tried, try_examples
from enricher.policies.policy import Policy, Verdict
from enricher.policies.policy_set import PolicySet
from enricher.records import StoredDocument

logger = logging.getLogger(__name__)

BATCH = 200
SECONDS = 10.0  # that a policy may take for a batch, which takes 5 ms as a rule
MEGABYTES = 1_500


@dataclass(frozen=True, slots=True)
class AuditTask:
    """What a worker is given: documents, or None for the examples; ids of the policies to ask."""

    subjects: tuple[Subject | StoredDocument, ...] | None
    today: date
    policies: tuple[str, ...]


class Workers(Protocol):
    """Where tasks run; `connectors.sandbox.Sandbox` is one."""

    def submit(self, task: AuditTask, /) -> Future[Any]: ...


def start_auditing(
    policies: PolicySet, megabytes: int, get_on: Callable[[], None]
) -> Callable[[AuditTask], list[list[Any]]]:
    """Become a worker; returns what tasks are given to: a list per policy, in their order.

    Args:
        megabytes: of memory that this process may reserve from here on: a text that doubles and
            doubles outgrows a machine before anybody has looked.
    """
    reserved = psutil.Process().memory_info().vms + megabytes * 1_000_000
    resource.setrlimit(resource.RLIMIT_AS, (reserved, reserved))

    def run(task: AuditTask) -> list[list[Any]]:
        asked = [policies[id] for id in task.policies]
        found: list[list[Any]] = []
        if task.subjects is None:
            for policy in asked:
                found.append(try_examples(policy, policies))
                get_on()
            return found
        subjects = []
        for one in task.subjects:
            subjects.append(one if isinstance(one, Subject) else open_subject(one, asked))
            get_on()
        inputs = [
            inputs_of(subject, asked, policies.schema, policies.lists, task.today)
            for subject in subjects
        ]
        for policy in asked:
            pairs = zip(subjects, inputs, strict=True)
            found.append([judge(policy, subject, each) for subject, each in pairs])
            get_on()
        return found

    return run


class Auditor:
    """Asks the policies of a set in workers.

    Attributes:
        stopped: by id, why a policy is asked no more.
    """

    def __init__(self, policies: PolicySet, workers: Workers) -> None:
        self.policies = policies
        self.stopped: dict[str, str] = {}
        self._workers = workers

    def audit(
        self,
        subjects: Iterable[Subject | StoredDocument],
        today: date,
        only: Iterable[str] | None = None,
    ) -> Iterator[tuple[str, list[Result]]]:
        """What policies say of documents: each by its id, the results in the order of the policies.

        Args:
            today: the day to judge by.
            only: ids of the policies to ask; those that are enabled where it is left out.
        """
        asked = self._asked(only)
        rest = iter(subjects)
        while batch := tuple(islice(rest, BATCH)):
            by_policy = self._run(batch, today, asked)
            for number, subject in enumerate(batch):
                yield subject.id, [by_policy[one.id][number] for one in asked]

    def try_examples(self, only: Iterable[str] | None = None) -> list[Tried]:
        """What came of the examples; those of disabled policies are tried, too.

        `stopped` has the policies that were; their examples have no part in what is returned.
        """
        asked = self._asked(only if only is not None else self.policies.policies)
        found = self._run(None, date.min, asked)
        return [one for policy in asked for one in found.get(policy.id, ())]

    def _asked(self, only: Iterable[str] | None) -> Sequence[Policy]:
        if only is None:
            return self.policies.enabled
        return [self.policies[id] for id in only]

    def _run(
        self,
        batch: tuple[Subject | StoredDocument, ...] | None,
        today: date,
        asked: Sequence[Policy],
    ) -> dict[str, list[Any]]:
        ids = [one.id for one in asked if one.id not in self.stopped]
        try:
            found = self._workers.submit(AuditTask(batch, today, tuple(ids))).result()
            by_policy = dict(zip(ids, found, strict=True))
        except ExtractionError:
            by_policy = {}
            for id in ids:
                try:
                    task = AuditTask(batch, today, (id,))
                    by_policy[id] = self._workers.submit(task).result()[0]
                except ExtractionError as error:
                    self._stop(id, error)
        for one in asked:
            if one.id in self.stopped and batch is not None:
                result = Result(one.id, Verdict.STOPPED, self.stopped[one.id])
                by_policy[one.id] = [result] * len(batch)
        return by_policy

    def _stop(self, id: str, error: ExtractionError) -> None:
        logger.warning("policy stopped policy=%s reason=%s", id, error)
        # The sandbox speaks of reading files and of their settings: it was made for them.
        what, _, _ = str(error).partition(" (setting ")
        took = what.removeprefix("reading ")
        if took == what:
            took = f"stopped its process ({what.removesuffix(' on this file')})"
        self.stopped[id] = f"policy {id} {took}; make its condition simpler"
