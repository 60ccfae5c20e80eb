"""A proxy before the real server, which does to requests what a test wants of a bad day."""

from __future__ import annotations

import json
import ssl
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True, slots=True)
class Request:
    """Names of headers are in small letters."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def is_bulk(self) -> bool:
        return self.path.split("?")[0].endswith("/_bulk")


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: bytes
    is_elasticsearch: bool = True

    @classmethod
    def error(cls, status: int, type: str, reason: str = "said the proxy") -> Answer:
        error = {"type": type, "reason": reason}
        return cls(status, json.dumps({"error": error, "status": status}).encode())


Forward = Callable[[bytes], Answer]
Hook = Callable[[Request, Forward], Answer | None]
"""What becomes of a request; None: its connection is closed without an answer."""


def pass_on(request: Request, forward: Forward) -> Answer:
    return forward(request.body)


@dataclass
class Proxy:
    """`url` leads to the server, through `hook`; `requests` are all that came."""

    url: str = ""
    hook: Hook = pass_on
    requests: list[Request] = field(default_factory=list)

    @property
    def bulks(self) -> list[Request]:
        return [request for request in self.requests if request.is_bulk]


@contextmanager
def proxy_before(target: str, tls: ssl.SSLContext | None = None) -> Iterator[Proxy]:
    proxy = Proxy()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle_one(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            headers = {name.lower(): value for name, value in self.headers.items()}
            request = Request(self.command, self.path, headers, body)
            proxy.requests.append(request)
            answer = proxy.hook(request, lambda body: _forward(target, request, body))
            if answer is None:
                self.close_connection = True
                return
            self.send_response(answer.status)
            if answer.is_elasticsearch:
                self.send_header("X-Elastic-Product", "Elasticsearch")
            self.send_header("Content-Type", "application/vnd.elasticsearch+json;compatible-with=8")
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(answer.body)

        do_GET = do_POST = do_PUT = do_HEAD = do_DELETE = handle_one  # noqa: N815

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
        server.handle_error = lambda *_: None  # type: ignore[method-assign]  # handshakes fail here
    scheme = "https" if tls else "http"
    proxy.url = f"{scheme}://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield proxy
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _forward(target: str, request: Request, body: bytes) -> Answer:
    kept = {
        name: request.headers[name]
        for name in ("content-type", "accept")
        if name in request.headers
    }
    asked = urllib.request.Request(
        target + request.path, data=body or None, headers=kept, method=request.method
    )
    try:
        with urllib.request.urlopen(asked, timeout=120) as answered:
            return Answer(answered.status, answered.read())
    except urllib.error.HTTPError as error:
        with error:
            return Answer(error.code, error.read())


def bulk_items(body: bytes) -> list[tuple[str, bytes]]:
    """The id and the lines of each item of a bulk request."""
    items = []
    lines = iter(body.splitlines(keepends=True))
    for line in lines:
        ((action, target),) = json.loads(line).items()
        items.append((target["_id"], line if action == "delete" else line + next(lines)))
    return items
