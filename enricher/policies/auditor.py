"""Policies asked where they can be stopped: in a process with limits of time and memory.

    subjects ─ in batches ─► worker: all policies ─► results
                                │ dies or is killed
                                └─► each policy alone ─► results
                                       │ dies or is killed
                                       └─► each document alone: where it dies again, that policy
                                           is stopped for that document

A condition may be anything that its author thought of; the library evaluates it in one go and
cannot be interrupted. What it took is counted by document, so that a large one costs no other its
answer.
"""

from __future__ import annotations

import logging
import resource
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any, Protocol

import psutil

from enricher.documents.records import StoredDocument, damaged
from enricher.errors import DamagedError, StoppedError
from enricher.expressions import Inputs
from enricher.policies.examples import ReadFields, Tried, try_examples
from enricher.policies.policy import Policy, Verdict
from enricher.policies.sets import PolicySet
from enricher.policies.subjects import Subject, inputs_of, open_subject
from enricher.policies.verdicts import Result, judge

logger = logging.getLogger(__name__)

BATCH = 200
SECONDS = 10.0  # that a policy may take for a document; for a batch it takes 5 ms as a rule
MEGABYTES = 1_500
MOST_STOPS = 20  # without a limit, a policy that is endless takes days for 50,000 documents
ANSWERS_PER_STOP = 100


@dataclass(frozen=True, slots=True)
class AuditTask:
    """What a worker is given: documents, or None for the examples; ids of the policies to ask."""

    subjects: tuple[Subject | StoredDocument, ...] | None
    today: date
    policies: tuple[str, ...]


class Workers(Protocol):
    """Where tasks run; `connectors.sandbox.pool.Sandbox` is one."""

    def submit(self, task: AuditTask, /) -> Future[Any]: ...


def start_auditing(
    policies: PolicySet, read: ReadFields, megabytes: int, get_on: Callable[[], None]
) -> Callable[[AuditTask], list[list[Any]]]:
    """Become a worker that runs tasks.

    Args:
        read: makes documents of examples.
        megabytes: of memory that this process may reserve from here on: a text that doubles and
            doubles outgrows a machine before anybody has looked.
    """
    reserved = psutil.Process().memory_info().vms + megabytes * 1_000_000
    resource.setrlimit(resource.RLIMIT_AS, (reserved, reserved))
    return build_runner(policies, read, get_on)


def build_runner(
    policies: PolicySet, read: ReadFields, get_on: Callable[[], None]
) -> Callable[[AuditTask], list[list[Any]]]:
    """What tasks are given to; it returns a list per policy, in their order."""

    def run(task: AuditTask) -> list[list[Any]]:
        asked = [policies[id] for id in task.policies]
        found: list[list[Any]] = []
        if task.subjects is None:
            for policy in asked:
                found.append(try_examples(policy, policies, read))
                get_on()
            return found
        subjects: list[tuple[Subject, Inputs] | str] = []  # or why it cannot be asked about
        for one in task.subjects:
            try:
                subject = one if isinstance(one, Subject) else open_subject(one, asked, policies)
            except DamagedError:
                subjects.append(str(damaged(one.id)))
                continue
            inputs = inputs_of(subject, asked, policies, task.today)
            subjects.append((subject, inputs))
            get_on()
        for policy in asked:
            results = []
            for each in subjects:
                if isinstance(each, str):
                    results.append(Result(policy.id, Verdict.STOPPED, each))
                else:
                    results.append(judge(policy, *each))
                get_on()
            found.append(results)
        return found

    return run


class Auditor:
    """Asks the policies of a set in workers.

    Args:
        most_stops: a policy that is stopped for more documents, and for more than one in
            `ANSWERS_PER_STOP`, is given up.

    Attributes:
        stopped: by id, why a policy is given up, or its examples were.
    """

    def __init__(self, policies: PolicySet, workers: Workers, most_stops: int = MOST_STOPS) -> None:
        self.policies = policies
        self.stopped: dict[str, str] = {}
        self._workers = workers
        self._most_stops = most_stops
        self._stops: Counter[str] = Counter()
        self._answers: Counter[str] = Counter()

    def audit(
        self,
        subjects: Iterable[Subject | StoredDocument],
        today: date,
        only: Iterable[str] | None = None,
    ) -> Iterator[tuple[str, list[Result]]]:
        """What policies say of documents: each by its id, the results in the order of the policies.

        What took too long or too much is `Verdict.STOPPED`, for that document.

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
        ids = tuple(one.id for one in asked if one.id not in self.stopped)
        by_policy: dict[str, list[Any]] = {}
        try:
            found = self._workers.submit(AuditTask(batch, today, ids)).result()
            by_policy.update(zip(ids, found, strict=True))
        except StoppedError:
            for id in ids:
                by_policy[id] = self._run_alone(batch, today, id)
        if batch is not None:
            for one in asked:
                if one.id not in by_policy:
                    by_policy[one.id] = [self._given_up(one.id)] * len(batch)
                self._answers[one.id] += len(batch)
        return by_policy

    def _run_alone(
        self, batch: tuple[Subject | StoredDocument, ...] | None, today: date, id: str
    ) -> list[Any]:
        try:
            results: list[Any] = self._workers.submit(AuditTask(batch, today, (id,))).result()[0]
        except StoppedError as error:
            if batch is None:
                self.stopped[id] = f"policy {id} {error.what}; simplify its condition"
                return []
            return [self._ask_one(one, today, id) for one in batch]
        return results

    def _ask_one(self, subject: Subject | StoredDocument, today: date, id: str) -> Result:
        if id in self.stopped:
            return self._given_up(id)
        try:
            found = self._workers.submit(AuditTask((subject,), today, (id,))).result()
        except StoppedError as error:
            logger.warning("policy stopped policy=%s document=%s: %s", id, subject.id, error.what)
            self._stops[id] += 1
            if self._stops[id] > self._most_stops + self._answers[id] // ANSWERS_PER_STOP:
                self.stopped[id] = (
                    f"policy {id} {error.what} for {self._stops[id]} documents and is no longer run;"
                    " simplify its condition"
                )
            return Result(id, Verdict.STOPPED, f"{error.what}; simplify the condition of {id}")
        result: Result = found[0][0]
        return result

    def _given_up(self, id: str) -> Result:
        return Result(id, Verdict.STOPPED, self.stopped[id])
