"""Errors become problem details (RFC 9457), and nothing else ever leaves the API as an error."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import CancelledError
from dataclasses import asdict, dataclass, field
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from enricher.api.bodies.project_documents import outdated_json
from enricher.errors import (
    AbandonedError,
    BusyError,
    ConflictError,
    DiskFullError,
    DocumentError,
    EnricherError,
    ForbiddenError,
    InputError,
    LabelError,
    NotFoundError,
    OutdatedError,
    PolicyError,
    QueryError,
    UnavailableError,
)
from enricher.files.disk import is_full

logger = logging.getLogger(__name__)

PROBLEM_JSON = "application/problem+json"
RETRY_SECONDS = 5
_LATER = (
    HTTPStatus.TOO_MANY_REQUESTS,
    HTTPStatus.SERVICE_UNAVAILABLE,
    HTTPStatus.INSUFFICIENT_STORAGE,
)
_FULL = "the disk of the server is full; make room and try again. Nothing stored before was lost"
_NO_PAGE = "There is no page at this address. The address may be mistyped, or the page was removed."

_STATUSES: tuple[tuple[type[EnricherError], HTTPStatus], ...] = (
    (NotFoundError, HTTPStatus.NOT_FOUND),
    (ForbiddenError, HTTPStatus.FORBIDDEN),
    (OutdatedError, HTTPStatus.PRECONDITION_FAILED),
    (ConflictError, HTTPStatus.CONFLICT),
    (InputError, HTTPStatus.UNPROCESSABLE_ENTITY),
    (DocumentError, HTTPStatus.UNPROCESSABLE_ENTITY),
    (BusyError, HTTPStatus.TOO_MANY_REQUESTS),
    (DiskFullError, HTTPStatus.INSUFFICIENT_STORAGE),
    (UnavailableError, HTTPStatus.SERVICE_UNAVAILABLE),
    (EnricherError, HTTPStatus.INTERNAL_SERVER_ERROR),
)
"""The first that an error is an instance of."""


def problem(
    status: int, detail: str, headers: dict[str, str] | None = None, **extra: Any
) -> JSONResponse:
    """A problem detail; `extra` members stand beside the standard ones."""
    phrase = HTTPStatus(status).phrase
    body = {"type": "about:blank", "title": phrase, "status": status, "detail": detail, **extra}
    return JSONResponse(body, status, headers, media_type=PROBLEM_JSON)


def wants_page(method: str, path: str, headers: Headers) -> bool:
    """Whether a person's browser asks for a page: it is then told in one what went wrong."""
    is_page = method in ("GET", "HEAD") and not path.startswith("/api/")
    return is_page and "text/html" in headers.get("accept", "")


Page = Callable[[Request, int, str], Response]
"""Makes the page that says what went wrong, from the status and the words."""


def add_error_handlers(app: FastAPI, page: Page | None = None) -> None:
    """Tell programs by a problem detail, and people by a page once there are pages."""

    def telling(tell: Callable[[Request, Any], Told]) -> Callable[[Request, Any], Response]:
        def handle(request: Request, error: Any) -> Response:
            told = tell(request, error)
            if page and wants_page(request.method, request.url.path, request.headers):
                told_in_page = page(request, told.status, told.words or told.detail)
                told_in_page.headers.update(told.headers or {})
                return told_in_page
            return problem(told.status, told.detail, told.headers, **told.members)

        return handle

    app.add_exception_handler(EnricherError, telling(_enricher_error))
    app.add_exception_handler(HTTPException, telling(_http_error))
    app.add_exception_handler(OSError, telling(_os_error))
    app.add_exception_handler(RequestValidationError, telling(_validation_error))
    for kind in (ClientDisconnect, AbandonedError, CancelledError):
        app.add_exception_handler(kind, _left)
    app.add_exception_handler(Exception, telling(_unexpected))


@dataclass(frozen=True, slots=True)
class Told:
    """What to tell.

    Attributes:
        members: stand beside the standard ones of a problem detail.
        words: the detail as people are told it, "" where it is the same.
    """

    status: int
    detail: str
    headers: dict[str, str] | None = None
    members: dict[str, Any] = field(default_factory=dict)
    words: str = ""


def _left(_request: Request, _error: Exception) -> Response:
    """The client went before it was answered: nobody reads this."""
    return Response(status_code=HTTPStatus.BAD_REQUEST)


def _enricher_error(_request: Request, error: EnricherError) -> Told:
    status = next(status for kind, status in _STATUSES if isinstance(error, kind))
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        logger.warning("request failed status=%d error=%s", status, type(error).__name__)
    headers = {"Retry-After": str(RETRY_SECONDS)} if status in _LATER else None
    members: dict[str, Any] = {}
    if isinstance(error, QueryError):
        members = {"text": error.text, "position": error.position}
    elif isinstance(error, LabelError | PolicyError):
        members = {"problems": [asdict(one) for one in error.problems]}
    elif isinstance(error, OutdatedError):
        members = {"current": outdated_json(error)}
    return Told(status, str(error), headers, members)


def _http_error(request: Request, error: HTTPException) -> Told:
    if is_full(error):  # a body that FastAPI had no room to put down, which it calls a wrong one
        return _os_error(request, error)
    words = _NO_PAGE if error.status_code == 404 and error.detail == "Not Found" else ""
    return Told(error.status_code, str(error.detail), dict(error.headers or {}), words=words)


def _os_error(request: Request, error: Exception) -> Told:
    return (
        _enricher_error(request, DiskFullError(_FULL))
        if is_full(error)
        else _unexpected(request, error)
    )


def _validation_error(_request: Request, error: RequestValidationError) -> Told:
    errors = [
        {"place": ".".join(str(part) for part in one["loc"]), "message": one["msg"]}
        for one in error.errors()
    ]
    detail = "; ".join(f"{one['place']}: {one['message']}" for one in errors)
    words = "; ".join(map(_words, error.errors()))
    return Told(HTTPStatus.UNPROCESSABLE_ENTITY, detail, None, {"errors": errors}, words)


def _words(one: dict[str, Any]) -> str:
    """A wrong part of an address, to who opened it."""
    name = one["loc"][-1]
    if one["type"] == "missing":
        return f"the address lacks {name}"
    return f"{name} in the address is wrong: {one['msg'][:1].lower()}{one['msg'][1:]}"


def _unexpected(request: Request, error: Exception) -> Told:
    logger.error("request failed unexpectedly path=%s", request.url.path, exc_info=error)
    detail = "internal server error; see the server's log"
    return Told(HTTPStatus.INTERNAL_SERVER_ERROR, detail)
