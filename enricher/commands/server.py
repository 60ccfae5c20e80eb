"""The server: the API in this thread, ingestion in another, trainings in a process; one clean end."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import resource
import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from enricher.api.access import is_loopback
from enricher.api.app import create_app
from enricher.api.connections import ConnectionLimits, Connections
from enricher.api.log_limit import OncePerMinute, limited
from enricher.errors import EnricherError, InputError, SettingsError
from enricher.ingestion.collections import check_there
from enricher.ingestion.progress import Progress
from enricher.ingestion.uploads import upload_roots
from enricher.portal.pages import add_pages
from enricher.wiring.encoders import check_encoder
from enricher.wiring.home import Home
from enricher.wiring.ingestion import folders
from enricher.wiring.models import training_runner

logger = logging.getLogger(__name__)

_DRAIN_SECONDS = 5  # how long requests may take to end once the server is told to stop
_LONGEST_WAIT_SECONDS = 60.0
# What asyncio accepts in one go, and how often it says so once no descriptor is left (Python 3.11
# does not stop at the first failure).
_BACKLOG = 128
_OWN_DESCRIPTORS = 200  # of the index, the ledger, workers and files that are sent
_FEWEST_CONNECTIONS = 16
# Whatever a request can bring them to say, it can do again and again.
_LOUD = ("uvicorn.error", "asyncio", "enricher.api.connections", "enricher.api.errors")


def serve(
    home: Home,
    host: str,
    port: int,
    watched: Sequence[Path] | None = None,
    *,
    stop: threading.Event,
    on_ready: Callable[[str], None] = lambda url: None,
) -> None:
    """Answer requests, read what is uploaded and what lies in watched folders, and train, until `stop`.

    Args:
        watched: folders to watch beside all that the home knows; None watches uploads alone.
        port: 0 takes one that is free.
        on_ready: gets the server's URL when it answers.

    Raises:
        SettingsError: other machines could reach it and there is neither a key nor a user.
        InputError: a watched path does not exist, or the address cannot be had.
        ModelError: the encoder that the settings name does not work.
    """
    may_sign_in = home.settings.key is not None or home.ledger.users.is_any()
    if not may_sign_in and not is_loopback(host):
        raise SettingsError(
            f"serving {host} without an API key would let anyone on the network read the"
            " documents; set ENRICHER_API_KEY, add users (`enricher users add`), or leave out"
            " --host to serve this machine only"
        )
    for path in watched or ():
        check_there(path)
    check_encoder(home.path, home.settings)
    ingestion = _Ingestion(home, watched, stop)
    app = create_app(home, trouble=lambda: ingestion.trouble, watches=watched is not None)
    add_pages(app)
    settings = home.settings
    most = _room_for(settings.max_connections)
    connections = Connections(ConnectionLimits(most, settings.client_seconds))
    config = uvicorn.Config(
        app,
        http=connections.protocol,  # type: ignore[arg-type]  # is called, and no more
        ws="none",
        backlog=_BACKLOG,
        log_config=None,
        access_log=False,
        proxy_headers=False,  # whose are believed is a setting, which the application knows
        server_header=False,
        timeout_graceful_shutdown=_DRAIN_SECONDS,
        lifespan="on",
    )
    with _listening(host, port) as listener, limited(_LOUD) as log_limit:
        shown = f"[{host}]" if ":" in host else host
        server = _Server(
            config,
            connections,
            log_limit,
            lambda: on_ready(f"http://{shown}:{listener.getsockname()[1]}"),
        )
        threading.Thread(target=server.end_on, args=(stop,), name="stopper", daemon=True).start()
        with ingestion, training_runner(home, stop):
            server.run(sockets=[listener])


class _Server(uvicorn.Server):
    """Leaves signals alone, watches its connections, and says when it answers."""

    def __init__(
        self,
        config: uvicorn.Config,
        connections: Connections,
        log_limit: OncePerMinute,
        on_ready: Callable[[], None],
    ) -> None:
        super().__init__(config)
        self._connections = connections
        self._log_limit = log_limit
        self._on_ready = on_ready

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._on_ready()

    async def main_loop(self) -> None:
        watching = asyncio.create_task(self._connections.watch())
        try:
            await super().main_loop()
        finally:
            watching.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await watching

    async def on_tick(self, counter: int) -> bool:
        self._log_limit.flush()
        return await super().on_tick(counter)

    def end_on(self, stop: threading.Event) -> None:
        stop.wait()
        self.should_exit = True


class _Ingestion:
    """A thread that ingests; whatever stops it, search goes on and it starts again."""

    def __init__(self, home: Home, watched: Sequence[Path] | None, stop: threading.Event) -> None:
        self._home = home
        self._watched = watched
        self._stop = stop
        self._thread = threading.Thread(target=self._run, name="ingestion")
        self.trouble = ""
        """Why nothing is ingested at present, "" when all is well."""

    def __enter__(self) -> _Ingestion:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        wait_seconds = 1.0
        while not self._stop.is_set():
            try:
                folders(self._home).watch(
                    [*upload_roots(self._home.path), *(self._watched or ())],
                    all_known=self._watched is not None,
                    on_progress=self._note,
                    stop=self._stop,
                )
            except EnricherError as error:
                self.trouble = str(error)
                logger.warning("ingestion stopped, trying again seconds=%.0f", wait_seconds)
            except Exception as error:  # search outlives any fault of ingestion
                self.trouble = f"{type(error).__name__}: {error}"
                logger.exception("ingestion failed, trying again seconds=%.0f", wait_seconds)
            self._stop.wait(wait_seconds)
            wait_seconds = min(2 * wait_seconds, _LONGEST_WAIT_SECONDS)

    def _note(self, progress: Progress) -> None:
        self.trouble = progress.trouble


def _room_for(connections: int) -> int:
    """So many, or as many as the system gives descriptors for: running out of them stops a server."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = connections + _OWN_DESCRIPTORS + _BACKLOG
    if soft == resource.RLIM_INFINITY:
        return connections
    if soft < wanted:
        raised = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (raised, hard))
            soft = raised
    room = max(_FEWEST_CONNECTIONS, min(connections, soft - _OWN_DESCRIPTORS - _BACKLOG))
    if room < connections:
        logger.warning("fewer connections than max_connections room=%d descriptors=%d", room, soft)
    return room


@contextmanager
def _listening(host: str, port: int) -> Iterator[socket.socket]:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family, backlog=_BACKLOG)
    except OSError as error:
        raise InputError(
            f"cannot listen on {host} port {port}: {error.strerror or error};"
            " another --port may be free"
        ) from error
    with listener:
        # What is accepted inherits it. asyncio would set it only if the listener named its
        # protocol, and Nagle's algorithm would hold each body back until the client has
        # acknowledged the head: 40 ms on a connection that is kept (uvicorn issue 3149).
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        yield listener
