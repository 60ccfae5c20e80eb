"""Connections of the server: how many there may be, and how slow their clients.

uvicorn alone waits for a request's head without end, for its body and for a client that takes
no answer too, and its `limit_concurrency` refuses everybody once somebody holds so many connections
open. Here a connection that does not get on is closed, and one that has asked for nothing makes
room for the next.

    accepted -> waiting -> receiving -> working -> sending -> waiting ...
                head       body         ours       answer
                in all     at 1 kB/s    no limit   at 1 kB/s
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from enum import Enum
from typing import Any

import h11
from uvicorn.config import Config
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

logger = logging.getLogger(__name__)

LOOK_SECONDS = 0.5
_BYTES_PER_SECOND = 1000  # the slowest line that a person would call one


class _Phase(Enum):
    WAITING = "its request"
    RECEIVING = "the body of its request"
    WORKING = "the server"
    SENDING = "its answer being taken"


@dataclass(frozen=True, slots=True)
class ConnectionLimits:
    """What clients may do.

    Attributes:
        most: connections at a time; half of them may be sending a body.
        seconds: how long a client may take for the head of a request, and how long it may be
            slower than 1 kB/s with a body or an answer.
    """

    most: int
    seconds: float


class Connections:
    """The open connections of a server."""

    def __init__(self, limits: ConnectionLimits) -> None:
        self.limits = limits
        self._open: dict[Connection, None] = {}  # the oldest first

    def protocol(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> Connection:
        """What uvicorn calls for each connection it accepts."""
        return Connection(self, config, server_state, app_state, _loop)

    def admit(self, connection: Connection) -> bool:
        """Whether there is room for one more; who has asked for nothing yet makes it."""
        if len(self._open) >= self.limits.most:
            idle = next((one for one in self._open if one.phase() is _Phase.WAITING), None)
            if idle is None:
                logger.warning("connection refused, all are busy most=%d", self.limits.most)
                return False
            logger.warning("connection without a request closed for another")
            idle.transport.abort()
            self.forget(idle)
        self._open[connection] = None
        return True

    def forget(self, connection: Connection) -> None:
        self._open.pop(connection, None)

    def has_room_for_body(self) -> bool:
        receiving = sum(one.phase() is _Phase.RECEIVING for one in self._open)
        return receiving <= self.limits.most // 2

    async def watch(self) -> None:
        """Close what does not get on, until cancelled."""
        loop = asyncio.get_running_loop()
        looked_at = loop.time()
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            now = loop.time()
            for connection in list(self._open):
                connection.look(now - looked_at)
            looked_at = now


class Connection(H11Protocol):
    """A connection whose client must get on."""

    def __init__(
        self,
        connections: Connections,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self._all = connections
        self._seen: tuple[_Phase, object] | None = None
        self._seconds_left = connections.limits.seconds
        self._received = 0
        self._unsent = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        if not self._all.admit(self):
            self._refuse(503, "Service Unavailable", "Retry-After: 5\r\n")

    def connection_lost(self, exc: Exception | None) -> None:
        self._all.forget(self)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self.transport.is_closing():
            return
        was_receiving = self.phase() is _Phase.RECEIVING
        self._received += len(data)
        super().data_received(data)
        begins = self.phase() is _Phase.RECEIVING and not was_receiving
        if begins and not self._all.has_room_for_body():
            logger.warning("request refused, too many send a body")
            self._refuse(503, "Service Unavailable", "Retry-After: 5\r\n")

    def phase(self) -> _Phase:
        """Whom this connection waits for."""
        if self.transport.get_write_buffer_size():
            return _Phase.SENDING
        if self.conn.their_state is h11.IDLE:
            return _Phase.WAITING
        if self.conn.their_state is h11.SEND_BODY and not (
            self.flow.read_paused or self.cycle.waiting_for_100_continue
        ):
            return _Phase.RECEIVING
        return _Phase.WORKING

    def look(self, seconds: float) -> None:
        """Close the connection when its client has been too slow; the last look is so long ago."""
        phase = self.phase()
        moved = self._moved()
        if self._seen != (phase, self.cycle):
            self._seen = phase, self.cycle
            self._seconds_left = self._all.limits.seconds
            return
        if phase is _Phase.WORKING:
            return
        # A head must come as a whole; what comes of the others at a fair pace costs no time.
        earned = 0.0 if phase is _Phase.WAITING else moved / _BYTES_PER_SECOND
        self._seconds_left = min(self._all.limits.seconds, self._seconds_left + earned - seconds)
        if self._seconds_left >= 0:
            return
        logger.warning("connection closed, waited too long for %s", phase.value)
        if phase is _Phase.SENDING or self.transport.is_closing():
            self.transport.abort()
        else:
            self._refuse(408, "Request Timeout")

    def _moved(self) -> int:
        """Bytes since the last look, in whichever direction they go."""
        unsent = self.transport.get_write_buffer_size()
        # uvicorn writes more only when what was there is nearly gone.
        sent = self._unsent - unsent if unsent <= self._unsent else self._unsent
        moved, self._received, self._unsent = self._received + sent, 0, unsent
        return moved

    def _refuse(self, status: int, phrase: str, headers: str = "") -> None:
        """Answer without the application, unless that has begun to, and close."""
        if self.conn.our_state in (h11.IDLE, h11.SEND_RESPONSE):
            head = f"HTTP/1.1 {status} {phrase}\r\n{headers}Content-Length: 0\r\nConnection: close"
            self.transport.write(f"{head}\r\n\r\n".encode())
        self.transport.close()
