"""Servers as processes of their own, and when they answer."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import psutil

from tests.enricher.homes import enricher_command, environment


def find_free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
    return port


def wait_until_healthy(port: int) -> None:
    end = time.monotonic() + 60
    while True:
        try:
            urllib.request.urlopen(f"http://localhost:{port}/healthz").close()
        except OSError:
            assert time.monotonic() < end, "the server does not answer"
            time.sleep(0.1)
        else:
            return


@contextmanager
def server_process(
    home: Path, *arguments: str, stderr: int = subprocess.PIPE, **variables: str
) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A real server on a free port, and its URL; told to end at the end, unless it has."""
    process = subprocess.Popen(
        enricher_command("serve", "--port", "0", "--json", "--home", str(home), *arguments),
        env=environment(**variables),
        stdout=subprocess.PIPE,
        stderr=stderr,
        text=True,
    )
    assert process.stdout is not None
    try:
        line = process.stdout.readline()
        assert line, process.communicate()
        yield process, json.loads(line)["url"]
    finally:
        if process.poll() is None:
            process.terminate()
        process.communicate(timeout=60)


def kill_whole(process: subprocess.Popen[bytes]) -> None:
    """`kill -9` of the one process, as the kernel does when memory is short; its pool must follow."""
    children = psutil.Process(process.pid).children(recursive=True)
    process.send_signal(signal.SIGKILL)
    process.wait()
    _, alive = psutil.wait_procs(children, timeout=10)
    assert not alive, f"left behind: {alive}"


def read_json(url: str) -> Any:
    with urllib.request.urlopen(url) as answer:
        return json.load(answer)


def wait_for_hits(url: str, total: int, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while read_json(f"{url}/api/search")["total"] != total:
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.1)


def wait_for_findings(url: str, count: int, **only: str) -> None:
    """Wait until policies have found so much; documents are searchable a while before."""
    end = time.monotonic() + 180
    asked = {"size": "0", **only}
    # A policy that is not read yet is an error of the answer.
    while httpx.get(f"{url}/api/findings", params=asked, timeout=60).json().get("total", 0) < count:
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.5)
