"""Errors become problem details (RFC 9457), and nothing else ever leaves the API as an error."""

from __future__ import annotations

import logging
from dataclasses import asdict
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from enricher.errors import (
    ConflictError,
    DocumentError,
    EnricherError,
    InputError,
    LabelError,
    NotFoundError,
    OutdatedError,
    QueryError,
    UnavailableError,
)

logger = logging.getLogger(__name__)

PROBLEM_JSON = "application/problem+json"
_RETRY_SECONDS = 5

_STATUSES: tuple[tuple[type[EnricherError], HTTPStatus], ...] = (
    (NotFoundError, HTTPStatus.NOT_FOUND),
    (OutdatedError, HTTPStatus.PRECONDITION_FAILED),
    (ConflictError, HTTPStatus.CONFLICT),
    (InputError, HTTPStatus.UNPROCESSABLE_ENTITY),
    (DocumentError, HTTPStatus.UNPROCESSABLE_ENTITY),
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


def add_error_handlers(app: FastAPI) -> None:
    app.add_exception_handler(EnricherError, _enricher_error)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(RequestValidationError, _validation_error)
    app.add_exception_handler(Exception, _unexpected)


def _enricher_error(_request: Request, error: Exception) -> JSONResponse:
    status = next(status for kind, status in _STATUSES if isinstance(error, kind))
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        logger.warning("request failed status=%d error=%s", status, type(error).__name__)
    headers = {"Retry-After": str(_RETRY_SECONDS)} if status == 503 else None
    if isinstance(error, QueryError):
        return problem(status, str(error), headers, text=error.text, position=error.position)
    if isinstance(error, LabelError):
        return problem(status, str(error), problems=[asdict(one) for one in error.problems])
    if isinstance(error, OutdatedError):
        return problem(status, str(error), current=error.current)
    return problem(status, str(error), headers)


def _http_error(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    return problem(error.status_code, str(error.detail), dict(error.headers or {}))


def _validation_error(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    errors = [
        {"place": ".".join(str(part) for part in one["loc"]), "message": one["msg"]}
        for one in error.errors()
    ]
    detail = "; ".join(f"{one['place']}: {one['message']}" for one in errors)
    return problem(HTTPStatus.UNPROCESSABLE_ENTITY, detail, errors=errors)


def _unexpected(request: Request, error: Exception) -> JSONResponse:
    logger.error("request failed unexpectedly path=%s", request.url.path, exc_info=error)
    return problem(
        HTTPStatus.INTERNAL_SERVER_ERROR, "an error of the server; its log says more about it"
    )
