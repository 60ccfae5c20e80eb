"""Work of the server in lanes: so many requests at a time, so many that wait, and no more.

    request -> Lane: free? -> Turn -> thread -> answer
                 | full: 429      | client left: what runs for it is ended
                 +- waits --------+ waited too long: 429

Every route that is not in a lane answers from the ledger, the index or memory, and its threads are
beside those of the lanes: whatever is worked on, search and health wait for nothing but themselves.
A turn begins when the body of its request is there, so that no client holds one by sending slowly.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Future
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Query, Request
from starlette.exceptions import HTTPException

from enricher.documents import EnrichedText
from enricher.errors import AbandonedError, BusyError
from enricher.ingestion.worker import Pool
from enricher.ledger.backlog import Task
from enricher.settings import Settings


class Turn:
    """A request at work, and whether its client still waits for it; safe to share with threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running: set[Future[list[EnrichedText]]] = set()
        self._is_abandoned = False

    def check(self) -> None:
        """Go on only if somebody waits.

        Raises:
            AbandonedError: the client left.
        """
        if self._is_abandoned:
            raise AbandonedError("the client closed the connection before the answer")

    def abandon(self) -> None:
        """The client left: end what runs for it."""
        with self._lock:
            self._is_abandoned = True
            running = list(self._running)
        for future in running:
            future.cancel()

    def over(self, pool: Pool[EnrichedText]) -> Pool[EnrichedText]:
        """The pool, whose tasks end with this turn."""
        return _TurnPool(self, pool)

    def hold(self, future: Future[list[EnrichedText]]) -> None:
        with self._lock:
            self._running.add(future)
            is_late = self._is_abandoned
        future.add_done_callback(self._running.discard)
        if is_late:
            future.cancel()


class _TurnPool:
    """Satisfies `Pool`."""

    def __init__(self, turn: Turn, pool: Pool[EnrichedText]) -> None:
        self._turn = turn
        self._pool = pool

    def submit(self, task: Task) -> Future[list[EnrichedText]]:
        self._turn.check()
        future = self._pool.submit(task)
        self._turn.hold(future)
        return future


class Lane:
    """Lets requests of one kind in, first come first served.

    Args:
        at_once: how many work at a time.
        waiting: how many may wait for their turn.
        seconds: how long they may wait.
    """

    def __init__(self, at_once: int, waiting: int, seconds: float) -> None:
        self.at_once = at_once
        self._waiting = waiting
        self._seconds = seconds
        self._free = asyncio.Semaphore(at_once)
        self._inside = 0  # at work or waiting

    @asynccontextmanager
    async def turn(self, request: Request) -> AsyncIterator[Turn]:
        """Wait for a turn; the body of the request must have been received.

        Raises:
            BusyError: too many wait, or this one did for too long.
            AbandonedError: the client left while it waited.
        """
        self.refuse_if_full()
        turn = Turn()
        leaving = asyncio.create_task(_see_leaving(request, turn))
        entering = asyncio.create_task(self._free.acquire())
        self._inside += 1
        try:
            await asyncio.wait(
                {entering, leaving}, timeout=self._seconds, return_when=asyncio.FIRST_COMPLETED
            )
            if not entering.done():
                turn.check()
                raise BusyError(
                    f"it could not be started within {self._seconds:g} s; try again later"
                )
            yield turn
        finally:
            self._inside -= 1
            leaving.cancel()
            if not entering.cancel():  # it had entered
                self._free.release()

    def refuse_if_full(self) -> None:
        """Say before a long body is received what would be said after it.

        Raises:
            BusyError: too many wait.
        """
        if self._inside >= self.at_once + self._waiting:
            raise BusyError(f"{self._waiting} requests are waiting already; try again later")


@dataclass(frozen=True, slots=True)
class Lanes:
    """The kinds of work.

    Attributes:
        reading: of files and texts that were sent, in processes of their own.
        suggesting: a model of a project reads in this process.
        drawing: pages of PDFs.
        exporting: whole searches, findings and answers as files.
        reporting: audit reports.
        checking: labels, models and policies of a project.
        writing: a language model writes an answer, elsewhere.
    """

    reading: Lane
    suggesting: Lane
    drawing: Lane
    exporting: Lane
    reporting: Lane
    checking: Lane
    writing: Lane

    @property
    def threads(self) -> int:
        """How many they take at most, all together."""
        return sum(getattr(self, name).at_once for name in self.__slots__)


def build_lanes(settings: Settings) -> Lanes:
    def lane(at_once: int) -> Lane:
        return Lane(at_once, settings.waiting_requests, settings.waiting_seconds)

    return Lanes(
        # One is read by each process, and one is at hand when that is done.
        reading=lane(2 * settings.worker_count),
        suggesting=lane(1),
        drawing=lane(4),
        exporting=lane(4),
        reporting=lane(1),
        checking=lane(2),
        # Local servers write one to four answers at a time, and have the others wait.
        writing=lane(4),
    )


def _in_lane(choose: Callable[[Lanes], Lane]) -> Callable[[Request], AsyncIterator[Turn]]:
    async def wait_for_turn(request: Request) -> AsyncIterator[Turn]:
        async with choose(request.app.state.services.lanes).turn(request) as turn:
            yield turn

    return wait_for_turn


async def _write_if_asked(
    request: Request, written: Annotated[bool, Query(include_in_schema=False)] = False
) -> AsyncIterator[None]:
    """Other searches wait for nobody."""
    if not written:
        yield
        return
    async with request.app.state.services.lanes.writing.turn(request):
        yield


READING = Depends(_in_lane(lambda lanes: lanes.reading), scope="function")
SUGGESTING = Depends(_in_lane(lambda lanes: lanes.suggesting), scope="function")
DRAWING = Depends(_in_lane(lambda lanes: lanes.drawing), scope="function")
REPORTING = Depends(_in_lane(lambda lanes: lanes.reporting), scope="function")
CHECKING = Depends(_in_lane(lambda lanes: lanes.checking), scope="function")
WRITING = Depends(_in_lane(lambda lanes: lanes.writing), scope="function")
WRITING_IF_ASKED = Depends(_write_if_asked, scope="function")
EXPORTING = Depends(_in_lane(lambda lanes: lanes.exporting))
"""Until the file has been sent, since it is made while it is."""

ReadingTurn = Annotated[Turn, READING]
CheckingTurn = Annotated[Turn, CHECKING]
SuggestingTurn = Annotated[Turn, SUGGESTING]


async def _see_leaving(request: Request, turn: Turn) -> None:
    """Wait until the client leaves."""
    try:
        while (await request.receive())["type"] != "http.disconnect":
            pass
    except HTTPException:
        pass  # it sends more than it may, to a route that takes no body
    turn.abandon()
