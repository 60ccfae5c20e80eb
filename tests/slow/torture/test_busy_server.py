"""A real server while clients ask for more work than it can do."""

from __future__ import annotations

import select
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx
import psutil

from tests.enricher.homes import NDA
from tests.servers import server_process

# The model that ships takes most of a minute for it, so that work lasts as long as a test needs.
LONG = (NDA * 10_000)[:1_900_000]
# A loaded machine may be slow; what the attack did before was to time out after a minute.
ANSWER_SECONDS = 15.0
PATIENCE_SECONDS = 20.0


@contextmanager
def small_server(tmp_path: Path) -> Iterator[tuple[psutil.Process, str]]:
    """A server with one worker, where four requests of a kind may wait."""
    with server_process(
        tmp_path / "home",
        ENRICHER_WORKERS="1",
        ENRICHER_WAITING_REQUESTS="4",
        ENRICHER_WAITING_SECONDS="600",
    ) as (process, url):
        httpx.post(f"{url}/api/extract", json={"text": NDA}, timeout=120).raise_for_status()
        yield psutil.Process(process.pid), url


@contextmanager
def asking(url: str, request: bytes, count: int) -> Iterator[list[socket.socket]]:
    """Clients that send a request, and leave at the end."""
    port = int(url.rpartition(":")[2])
    with ExitStack() as stack:
        clients = [
            stack.enter_context(socket.create_connection(("127.0.0.1", port), timeout=60))
            for _ in range(count)
        ]
        with ThreadPoolExecutor(count) as senders:
            list(senders.map(lambda client: client.sendall(request), clients))
        yield clients


def as_request(method: str, path: str, body: bytes = b"") -> bytes:
    head = f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(body)}\r\n"
    return f"{head}Content-Type: application/json\r\n\r\n".encode() + body


def answers_at_once(url: str) -> None:
    for path in ("/healthz", "/api/search", "/", "/static/portal.css", "/signin", "/api/status"):
        answer = httpx.get(url + path, timeout=ANSWER_SECONDS)
        assert answer.status_code in (200, 303), path


def refused(clients: list[socket.socket], count: int) -> list[bytes]:
    """What is answered to so many clients, and to others a second after them."""
    waiting, answers = list(clients), list[bytes]()
    end = time.monotonic() + PATIENCE_SECONDS
    while True:
        seconds = 1.0 if len(answers) >= count else max(0.0, end - time.monotonic())
        ready, _, _ = select.select(waiting, [], [], seconds)
        if not ready:
            return answers
        for client in ready:
            answers.append(client.recv(2000))
            waiting.remove(client)


def test_texts_that_are_read_keep_nobody_else_waiting(tmp_path: Path) -> None:
    request = as_request(
        "POST", "/api/extract", b'{"text": "%s"}' % LONG.replace("\n", " ").encode()
    )
    with small_server(tmp_path) as (process, url):
        with asking(url, request, 45) as clients:
            for _ in range(3):
                answers_at_once(url)
            answers = refused(clients, 45 - 2 - 4)
            assert len(answers) == 45 - 2 - 4, "two are read, four wait"
            for answer in answers:
                assert answer.startswith(b"HTTP/1.1 429 ")
                assert b"retry-after: 5" in answer.lower()
                assert b"4 requests are waiting already" in answer
            workers = {one.pid for one in process.children() if "serve(int" in str(one.cmdline())}
        # They left: what was read for them ends, and what waited is not begun.
        read = httpx.post(f"{url}/api/extract", json={"text": NDA}, timeout=4 * ANSWER_SECONDS)
        assert read.json()["fields"]["Jurisdiction"] == ["Delaware"]
        now = {one.pid for one in process.children()}
        assert workers - now, "the worker that read for nobody was killed"


def test_suggestions_keep_nobody_else_waiting(tmp_path: Path) -> None:
    with small_server(tmp_path) as (_, url):
        api = f"{url}/api/projects/contracts"
        files = [("files", ("long.txt", LONG.encode())), ("files", ("short.txt", NDA.encode()))]
        httpx.post(f"{api}/documents", files=files, timeout=120).raise_for_status()
        request = as_request("GET", "/api/projects/contracts/suggestions/long.txt")
        with asking(url, request, 45) as clients:
            answers_at_once(url)
            answers = refused(clients, 45 - 1 - 4)
            assert len(answers) == 45 - 1 - 4
            assert all(one.startswith(b"HTTP/1.1 429 ") for one in answers)
        short = httpx.get(f"{api}/suggestions/short.txt", timeout=ANSWER_SECONDS)
        assert short.json()["suggestions"], "nobody reads the long one any more"
