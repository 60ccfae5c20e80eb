"""Who may ask, and how much: one ASGI layer before everything else.

With keys or users, all but /healthz and the way to sign in demand a key, or a session of somebody who
signed in. Without any the server is for the person at this machine: the client and the name it calls the
server by must be of the loopback interface, so that neither another machine nor a web page whose
name was pointed here gets an answer.

What a browser sends by itself (a session, or being on this machine) could be sent by a page of
somebody else: then whatever changes something must come from a page of this server.

Whoever tries keys is told to wait (`enricher.api.throttle`).
"""

from __future__ import annotations

import ipaddress
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from urllib.parse import quote, urlsplit

from starlette.datastructures import Headers, MutableHeaders, QueryParams
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from enricher.api.errors import RETRY_SECONDS, problem, wants_page
from enricher.api.metrics import Metrics
from enricher.api.roles import needed_role
from enricher.api.sessions import CALENDAR_PATH, COOKIE, Person, Sessions
from enricher.api.throttle import Throttle
from enricher.errors import UnavailableError
from enricher.people.roles import Role

OPEN_PATHS = frozenset({"/healthz", "/signin"})
OPEN_FOLDER = "/static/"
_QUERY_CHARACTERS = "%/?:@!$&'()*+,;=-._~"
_HOST = re.compile(
    r"([A-Za-z0-9._~%!$&'()*+,;=-]*|\[[0-9A-Fa-f:.]+\])(:(?P<port>[0-9]{0,5}))?"
)  # RFC 9110, section 7.2
_FILE_PATH = "/api/extract"  # whose body may be a file, whatever it is called
_HELD_BYTES = 10_000_000
_STRANGERS_BYTES = 10_000  # of who has not shown a key yet

_AT_HOME = Person(Role.ADMINISTRATOR.title, Role.ADMINISTRATOR)
"""Whoever is at the machine of a server that knows neither keys nor users."""

_SECURITY_HEADERS = {
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self';"
    " img-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none';"
    " base-uri 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
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

    Whoever is let in is known to the routes by `scope["state"]`: `role`, and `person`.

    Args:
        max_bytes: the largest body of a request that sends files; others have 10 MB at most.
    """

    def __init__(
        self, app: ASGIApp, sessions: Sessions, throttle: Throttle, max_bytes: int, metrics: Metrics
    ) -> None:
        self._app = app
        self._sessions = sessions
        self._throttle = throttle
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
            headers = Headers(scope=scope)
            try:
                refusal = self._refusal(scope, headers)
            except UnavailableError as error:
                refusal = problem(503, str(error), {"Retry-After": str(RETRY_SECONDS)})
            if refusal is not None:
                await refusal(scope, receive, send_safely)
            else:
                await self._app(
                    scope, self._limited(receive, self._most(scope, headers)), send_safely
                )
        finally:
            route = getattr(scope.get("route"), "path", "other")
            seconds = time.perf_counter() - started
            self._metrics.count(_method(scope), route, status, seconds)

    def _refusal(self, scope: Scope, headers: Headers) -> Response | None:
        """What turns a request away, None to let it in."""
        method, path = scope["method"], scope["path"]
        if not _is_host(headers.get("host", "")):
            return problem(400, "the Host header is invalid")
        is_local = not self._sessions.are_demanded()
        person, wait_seconds = (_AT_HOME, 0) if is_local else self._identify(scope, headers)
        role = None if person is None else person.role
        scope.setdefault("state", {}).update(person=person, role=role)
        if path in OPEN_PATHS or path.startswith(OPEN_FOLDER):
            return self._foreign(method, headers) or self._too_large(scope, headers)
        if is_local and (refused := _not_local(scope, headers)):
            return problem(403, f"no API key is configured, so {refused}")
        if wait_seconds:
            return problem(429, too_many(wait_seconds), {"Retry-After": str(wait_seconds)})
        if role is None:
            if wants_page(method, path, headers):
                query = quote(scope["query_string"], safe=_QUERY_CHARACTERS)
                asked = path + ("?" + query if query else "")
                return RedirectResponse(f"/signin?next={quote(asked, safe='')}", 303)
            say = "give the API key: Authorization: Bearer KEY, or X-API-Key: KEY"
            return problem(401, say, {"WWW-Authenticate": "Bearer"})
        if role < (needed := needed_role(method, path)):
            say = f"a {role.title} may not do this; it takes the key of the {needed.title}"
            return problem(403, say)
        return self._foreign(method, headers) or self._too_large(scope, headers)

    def _identify(self, scope: Scope, headers: Headers) -> tuple[Person | None, int]:
        """Whose request it is, and how many seconds pass before a key from there is looked at."""
        tried = [self._sessions.of_key(one) for one in _given_keys(headers)]
        if (token := _calendar_token(scope)) is not None:
            # The address itself opens what is asked for: the calendar alone.
            opens = self._sessions.keys.opens_calendar(token)
            tried.append(Person(Role.READER.title, Role.READER) if opens else None)
        person = max((one for one in tried if one), key=lambda one: one.role, default=None)
        identity = None if person is None else person.identity
        if tried and (wait := self._throttle.seconds_to_wait(client_host(scope), identity)):
            return None, wait
        return person or self._sessions.of_session(session_of(headers)), 0

    def _foreign(self, method: str, headers: Headers) -> Response | None:
        """Turns away what a page of another site has a browser send."""
        if method in ("GET", "HEAD", "OPTIONS") or any(
            self._sessions.of_key(one) for one in _given_keys(headers)
        ):
            return None
        site, origin = headers.get("sec-fetch-site"), headers.get("origin")
        if site is None and origin is None and session_of(headers):
            return problem(403, "a session needs an Origin header")
        if site is not None:
            is_own = site == "same-origin"
        else:
            # Browsers that keep the origin to themselves may still tell the page before.
            named = headers.get("referer") if origin is None else origin
            is_own = not named or _host_of(named) == headers.get("host")
        return None if is_own else problem(403, "requests from pages of other sites are refused")

    def _too_large(self, scope: Scope, headers: Headers) -> Response | None:
        length, most = headers.get("content-length", ""), self._most(scope, headers)
        if length.isdigit() and int(length) > most.count:
            return problem(413, most.words)
        return None

    def _most(self, scope: Scope, headers: Headers) -> _Bytes:
        """Files go to the disk as they come; every other body is held in memory."""
        path = scope["path"]
        if path in OPEN_PATHS:
            return _Bytes(_STRANGERS_BYTES)
        kind = headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind == "multipart/form-data" or path.startswith(_FILE_PATH):
            return _Bytes(self._max_bytes, "upload_megabytes")
        return _Bytes(min(_HELD_BYTES, self._max_bytes))

    def _limited(self, receive: Receive, most: _Bytes) -> Receive:
        received = 0

        async def receive_some() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > most.count:
                raise HTTPException(413, most.words)
            return message

        return receive_some


@dataclass(frozen=True, slots=True)
class _Bytes:
    """The largest body of a request, and the setting that says so."""

    count: int
    setting: str = ""

    @property
    def words(self) -> str:
        setting = f" (setting {self.setting})" if self.setting else ""
        return f"the body is larger than {self.count / 1_000_000:g} MB{setting}"


def _not_local(scope: Scope, headers: Headers) -> str:
    """Why a request is not one of the person at this machine, "" when it is."""
    if not is_loopback(client_host(scope)):
        return "only requests from this machine are accepted"
    host = urlsplit("//" + headers.get("host", "")).hostname or ""
    return "" if is_loopback(host) else f"unknown host name {host!r}"


def client_host(scope: Scope) -> str:
    """The address that a request came from, "" where the server does not say."""
    client = scope.get("client")
    return client[0] if client else ""


def too_many(wait_seconds: int) -> str:
    return f"too many wrong keys came from your address; wait {wait_seconds} seconds"


def _is_host(host: str) -> bool:
    """Whether a Host header is one, so that addresses can be made and compared with it."""
    named = _HOST.fullmatch(host)
    if named is None:
        return False
    try:
        return int(named["port"] or 0) < 1 << 16 and bool(urlsplit(f"//{host}"))
    except ValueError:
        return False


def _host_of(address: str) -> str:
    """The host and port of an address, "" where it has none or cannot be read."""
    try:
        return urlsplit(address).netloc
    except ValueError:
        return ""


def _calendar_token(scope: Scope) -> bytes | None:
    if scope["method"] not in ("GET", "HEAD") or scope["path"] != CALENDAR_PATH:
        return None
    token = QueryParams(scope["query_string"]).get("token")
    return None if token is None else token.encode()


def session_of(headers: Headers) -> str:
    """The session that a browser sends, "" without one."""
    try:
        cookies = SimpleCookie(headers.get("cookie", ""))
    except CookieError:
        return ""
    return cookies[COOKIE].value if COOKIE in cookies else ""


def _given_keys(headers: Headers) -> Iterator[bytes]:
    # Headers are bytes that were read as Latin-1; a key is compared as the bytes that were sent.
    scheme, _, token = headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        yield token.strip().encode("latin-1")
    if "x-api-key" in headers:
        yield headers["x-api-key"].encode("latin-1")


def _method(scope: Scope) -> str:
    """One of the known methods, since every other name would be a series of its own."""
    known = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
    return scope["method"] if scope["method"] in known else "other"
