"""A server that a guide's commands are sent to."""

from __future__ import annotations

import socket
import time
import urllib.request


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
