from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from fastapi import Request
from starlette.types import Message

from enricher.api.lanes import Lane, Turn
from enricher.errors import AbandonedError, BusyError


class Client:
    """A client that waits until it leaves."""

    def __init__(self) -> None:
        self._gone = asyncio.Event()
        self.request = Request({"type": "http"}, self._receive)

    async def _receive(self) -> Message:
        await self._gone.wait()
        return {"type": "http.disconnect"}

    def leave(self) -> None:
        self._gone.set()


async def take(lane: Lane, client: Client, until: asyncio.Event, order: list[Client]) -> Turn:
    async with lane.turn(client.request) as turn:
        order.append(client)
        await until.wait()
        return turn


async def settled() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


def run(scene: Callable[[], Awaitable[None]]) -> None:
    async def bounded() -> None:
        await asyncio.wait_for(scene(), 20)

    asyncio.run(bounded())


def test_turns_come_in_the_order_of_asking_and_no_more_wait_than_may() -> None:
    async def scene() -> None:
        lane, ends, order = Lane(1, 2, 60), asyncio.Event(), list[Client]()
        clients = [Client() for _ in range(3)]
        tasks = [asyncio.create_task(take(lane, one, ends, order)) for one in clients]
        await settled()
        with pytest.raises(BusyError, match="2 requests are waiting already"):
            await take(lane, Client(), ends, order)
        with pytest.raises(BusyError):
            lane.refuse_if_full()
        ends.set()
        await asyncio.gather(*tasks)
        assert order == clients
        lane.refuse_if_full()

    run(scene)


def test_who_leaves_while_waiting_makes_room() -> None:
    async def scene() -> None:
        lane, ends, order = Lane(1, 1, 60), asyncio.Event(), list[Client]()
        first, left, last = Client(), Client(), Client()
        task = asyncio.create_task(take(lane, first, ends, order))
        await settled()
        waiting = asyncio.create_task(take(lane, left, ends, order))
        await settled()
        left.leave()
        with pytest.raises(AbandonedError):
            await waiting
        following = asyncio.create_task(take(lane, last, ends, order))
        await settled()
        ends.set()
        await asyncio.gather(task, following)
        assert order == [first, last]

    run(scene)


def test_a_turn_that_does_not_come_is_not_waited_for() -> None:
    async def scene() -> None:
        lane, never, order = Lane(1, 1, 0.05), asyncio.Event(), list[Client]()
        task = asyncio.create_task(take(lane, Client(), never, order))
        await settled()
        with pytest.raises(BusyError, match=r"within 0\.05 s"):
            await take(lane, Client(), never, order)
        never.set()
        await task

    run(scene)


def test_a_turn_knows_that_its_client_left() -> None:
    async def scene() -> None:
        lane, ends, client = Lane(1, 0, 60), asyncio.Event(), Client()
        task = asyncio.create_task(take(lane, client, ends, []))
        await settled()
        client.leave()
        await settled()
        ends.set()
        turn = await task
        with pytest.raises(AbandonedError):
            turn.check()
        await take(lane, Client(), ends, [])

    run(scene)
