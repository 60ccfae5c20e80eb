"""Who may ask, and how much: one ASGI layer before everything else.

With a key, all but /healthz demand it. Without one the server is for the person at this machine:
the client and the name it calls the server by must be of the loopback interface, so that neither
another machine nor a web page whose name was pointed here gets an answer.
"""

from __future__ import annotations

import ipaddress
import secrets
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from enricher.api.errors import problem
from enricher.api.metrics import Metrics

OPEN_PATHS = frozenset({"/healthz"})

_SECURITY_HEADERS = {
    "content-security-policy": "default-src 'none'; style-src 'self'; frame-ancestors 'none';"
    " base-uri 'none'; form-action 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
}


def is_loopback(host: str) -> bool:
    """Whether a name or address is of the loopback interface, without asking a name server."""
    if host.lower().rstrip(".") == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


class Gate:
    """Checks access, limits bodies, sets security headers and counts requests.

    Args:
        key: None where no key is configured.
        max_bytes: the largest body of a request.
    """

    def __init__(self, app: ASGIApp, key: str | None, max_bytes: int, metrics: Metrics) -> None:
        self._app = app
        self._key = key.encode() if key else None
        self._max_bytes = max_bytes
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = time.perf_counter()
        status = 500

        async def send_safely(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                for name, value in _SECURITY_HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        try:
            refusal = self._refusal(scope, Headers(scope=scope))
            if refusal is not None:
                code, detail, extra = refusal
                await problem(code, detail, extra)(scope, receive, send_safely)
            else:
                await self._app(scope, self._limited(receive), send_safely)
        finally:
            route = getattr(scope.get("route"), "path", "other")
            seconds = time.perf_counter() - started
            self._metrics.count(_method(scope), route, status, seconds)

    def _refusal(
        self, scope: Scope, headers: Headers
    ) -> tuple[int, str, dict[str, str] | None] | None:
        """The status and reason for turning a request away, None to let it in."""
        if scope["path"] in OPEN_PATHS:
            return None
        if self._key is not None:
            if any(secrets.compare_digest(one, self._key) for one in _keys(headers)):
                return self._too_large(headers)
            say = "give the API key: Authorization: Bearer KEY, or X-API-Key: KEY"
            return 401, say, {"WWW-Authenticate": "Bearer"}
        client = scope.get("client")
        if client is None or not is_loopback(client[0]):
            return 403, "no API key is configured, so only this machine is answered", None
        host = urlsplit("//" + headers.get("host", "")).hostname or ""
        if not is_loopback(host):
            return 403, f"no API key is configured, so the server is not called {host!r}", None
        origin = urlsplit(headers.get("origin", "")).hostname
        if "origin" in headers and not (origin and is_loopback(origin)):
            return 403, "no API key is configured, so pages of other sites are not answered", None
        return self._too_large(headers)

    def _too_large(self, headers: Headers) -> tuple[int, str, None] | None:
        length = headers.get("content-length", "")
        if length.isdigit() and int(length) > self._max_bytes:
            return 413, self._say_too_large(), None
        return None

    def _limited(self, receive: Receive) -> Receive:
        received = 0

        async def receive_some() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > self._max_bytes:
                raise HTTPException(413, self._say_too_large())
            return message

        return receive_some

    def _say_too_large(self) -> str:
        megabytes = self._max_bytes / 1_000_000
        return f"the body is larger than {megabytes:g} MB (setting upload_megabytes)"


def _keys(headers: Headers) -> Iterator[bytes]:
    scheme, _, token = headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        yield token.strip().encode()
    if "x-api-key" in headers:
        yield headers["x-api-key"].encode()


def _method(scope: Scope) -> str:
    """One of the known methods, since every other name would be a series of its own."""
    known = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
    return scope["method"] if scope["method"] in known else "other"
