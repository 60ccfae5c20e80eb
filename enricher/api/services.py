"""What the routes work with, and how they get at it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from typing import Annotated

from fastapi import Depends, Request

from enricher.api.lanes import Lanes
from enricher.api.metrics import Metrics
from enricher.api.sessions import Person, Sessions
from enricher.api.throttle import Throttle
from enricher.documents import EnrichedText
from enricher.errors import ConflictError
from enricher.ingestion.worker import Pool
from enricher.ledger.backlog import Task
from enricher.projects.reenrichment.requests import Reenrichment
from enricher.projects.tagging.predictions import ModelReader
from enricher.projects.tagging.queue import TaggingQueue
from enricher.review.queue import Standards
from enricher.review.usual_places import Customs
from enricher.wiring.home import Home
from enricher.wiring.pictures import Pictures
from enricher.wiring.typesetter import Typesetter


class LazyPool:
    """A pool that is opened when the first task comes: most servers only search."""

    def __init__(self, open_pool: Callable[[], AbstractContextManager[Pool[EnrichedText]]]) -> None:
        self._open_pool = open_pool
        self._stack = ExitStack()
        self._lock = threading.Lock()
        self._pool: Pool[EnrichedText] | None = None

    def submit(self, task: Task) -> Future[list[EnrichedText]]:
        with self._lock:
            if self._pool is None:
                self._pool = self._stack.enter_context(self._open_pool())
        return self._pool.submit(task)

    def close(self) -> None:
        with self._lock:
            self._stack.close()
            self._pool = None


@dataclass(frozen=True)
class Services:
    """What the routes work with.

    Attributes:
        pool: reads what is sent to be read and not kept, and documents on trial.
        pictures: draws pages of PDFs.
        reader: reads what is to be tagged, with models that need not be deployed.
        queue: the order in which documents are tagged.
        lanes: where requests that are work wait for their turn.
        typesetter: sets reports as PDF files.
        sessions: of browsers that are signed in.
        throttle: slows down who tries keys.
        trouble: says why nothing is ingested at present, "" when all is well.
        watches: whether folders that are added are watched from then on.
        standards: what reviews measured fields by, of those that were looked at last.
        customs: where documents state what others lack, of those that were looked at last.
    """

    home: Home
    pool: Pool[EnrichedText]
    pictures: Pictures
    metrics: Metrics
    reader: ModelReader
    queue: TaggingQueue
    reenrichment: Reenrichment
    lanes: Lanes
    typesetter: Typesetter
    sessions: Sessions
    throttle: Throttle
    trouble: Callable[[], str] = lambda: ""
    watches: bool = False
    standards: Standards = field(default_factory=Standards)
    customs: Customs = field(default_factory=Customs)


# Coroutines, as they need no thread: nobody should wait for one to get here.
async def _services(request: Request) -> Services:
    services: Services = request.app.state.services
    return services


Served = Annotated[Services, Depends(_services)]


async def _who(request: Request) -> str:
    person: Person = request.state.person
    return person.name


Who = Annotated[str, Depends(_who)]
"""Whose request it is, for the history: a user, or the role of a key that many have."""


async def _user(request: Request) -> str:
    person: Person = request.state.person
    if not person.is_user:
        raise ConflictError(
            "this is for those who sign in by name; ask an administrator to add you"
        )
    return person.name


async def _own(request: Request) -> str | None:
    person: Person = request.state.person
    return person.name if person.is_user else None


Own = Annotated[str | None, Depends(_own)]
"""The name of the user who asks; None of who does not sign in by name."""
OwnName = Annotated[str, Depends(_user)]
"""The name of the user who asks."""
