"""The server under clients that hold connections open, each attack against a real process."""

from __future__ import annotations

import re
import resource
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx
import psutil

from tests.enricher.homes import make_home
from tests.servers import server_process

MOST = 40
SECONDS = 2.0
# A loaded machine may be slow; what the attack did before was never to be answered at all.
ANSWER_SECONDS = 10.0


@contextmanager
def held(url: str, count: int, sent: bytes) -> Iterator[list[socket.socket]]:
    """Connections to a server that say this and no more."""
    port = int(url.rpartition(":")[2])
    with ExitStack() as stack:
        sockets = [
            stack.enter_context(socket.create_connection(("127.0.0.1", port), timeout=30))
            for _ in range(count)
        ]
        for one in sockets:
            try:
                one.sendall(sent)
            except OSError:
                continue  # it was closed already
        yield sockets


@contextmanager
def small_server(tmp_path: Path, **variables: str) -> Iterator[tuple[psutil.Process, str, Path]]:
    """A server with small limits, its URL, and the file of its log."""
    home, log = make_home(tmp_path / "home"), tmp_path / "log"
    variables = {
        "ENRICHER_MAX_CONNECTIONS": str(MOST),
        "ENRICHER_CLIENT_SECONDS": str(SECONDS),
        **variables,
    }
    with (
        log.open("wb") as stderr,
        server_process(home, stderr=stderr.fileno(), **variables) as (process, url),
    ):
        yield psutil.Process(process.pid), url, log


def is_well(url: str) -> bool:
    return httpx.get(f"{url}/healthz", timeout=ANSWER_SECONDS).status_code == 200


def connections_of(process: psutil.Process) -> int:
    return sum(one.status == psutil.CONN_ESTABLISHED for one in process.net_connections("tcp"))


def eventually(condition: Callable[[], bool], seconds: float = 30) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.1)
    return False


def test_half_open_requests_keep_nobody_out_and_are_closed(tmp_path: Path) -> None:
    half = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n"
    with small_server(tmp_path) as (process, url, log), held(url, 5 * MOST, half):
        assert is_well(url)
        assert connections_of(process) <= MOST
        assert eventually(lambda: connections_of(process) == 0)
    said = [line for line in log.read_text().splitlines() if "enricher.api.connections" in line]
    assert any("waited too long for its request" in line for line in said)
    assert any(re.search(r"closed for another \(\d\d+ more", line) for line in said)
    assert len(said) == 4, "of each of two kinds the first, and how many more"


def test_a_head_that_comes_in_drops_is_not_waited_for(tmp_path: Path) -> None:
    with (
        small_server(tmp_path) as (_, url, _),
        held(url, 1, b"GET /healthz HTTP/1.1\r\n") as (dripping,),
    ):
        answer = b""
        dripping.settimeout(0.25)
        end = time.monotonic() + 30
        while not answer and time.monotonic() < end:
            dripping.sendall(b"X-A: b\r\n")
            try:
                answer = dripping.recv(100)
            except TimeoutError:
                continue
        assert answer.startswith(b"HTTP/1.1 408 ")


def test_slow_bodies_leave_room_and_are_ended(tmp_path: Path) -> None:
    slow = (
        b"POST /api/extract HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        b'Content-Length: 100000\r\n\r\n{"text"'
    )
    with small_server(tmp_path) as (process, url, log):
        with held(url, MOST, slow):
            assert is_well(url)
            assert eventually(lambda: connections_of(process) == 0)
        assert is_well(url)
        said = log.read_text()
    assert "too many send a body" in said
    assert "waited too long for the body of its request" in said
    assert "Traceback" not in said


def test_a_body_at_a_fair_pace_may_take_longer(tmp_path: Path) -> None:
    def slowly() -> Iterator[bytes]:
        yield b'{"text": "'
        for _ in range(10):
            time.sleep(SECONDS / 4)
            yield b"a " * 2000
        yield b'"}'

    with small_server(tmp_path) as (_, url, _):
        kind = {"content-type": "application/json"}
        answer = httpx.post(f"{url}/api/extract", content=slowly(), headers=kind, timeout=60)
        assert answer.status_code == 200


def test_a_client_that_takes_no_answer_is_cut_off(tmp_path: Path) -> None:
    asked = b"GET /static/portal.css HTTP/1.1\r\nHost: localhost\r\n\r\n"
    with small_server(tmp_path) as (process, url, log):
        port = int(url.rpartition(":")[2])
        with socket.socket() as deaf:
            deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
            deaf.connect(("127.0.0.1", port))
            deaf.sendall(asked * 200)
            assert eventually(lambda: "waited too long for its answer" in log.read_text())
            assert eventually(lambda: connections_of(process) == 0)


def test_descriptors_that_run_out_neither_stop_the_server_nor_fill_its_log(tmp_path: Path) -> None:
    with small_server(tmp_path, ENRICHER_MAX_CONNECTIONS="300") as (process, url, log):
        assert is_well(url)
        left = process.num_fds() + 30
        resource.prlimit(process.pid, resource.RLIMIT_NOFILE, (left, left))
        with held(url, 100, b"GET / HTTP/1.1\r\n"):
            time.sleep(3 * SECONDS)
            used = sum(process.cpu_times()[:2])
            time.sleep(SECONDS)
            # A loop that spins takes all of it.
            assert sum(process.cpu_times()[:2]) - used < SECONDS / 2
        assert eventually(lambda: _answers(url))
        assert "out of system resource" in log.read_text()
        # Half of it is what policies miss in the schema of this home, told once.
        assert log.stat().st_size < 40_000


def _answers(url: str) -> bool:
    try:
        return is_well(url)
    except httpx.HTTPError:
        return False


def test_fewer_descriptors_mean_fewer_connections() -> None:
    script = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_NOFILE, (400, 400));"
        "from enricher.commands.server import _room_for; print(_room_for(500))"
    )
    room = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert int(room.stdout) == 400 - 200 - 128
