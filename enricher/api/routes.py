"""Routes, which all applications of a process share."""

from __future__ import annotations

from functools import cache
from types import ModuleType
from typing import Any

from fastapi import FastAPI
from starlette.routing import BaseRoute

from enricher.api.errors import PROBLEM_JSON
from enricher.api.requests import Problem

PROBLEMS: dict[int | str, dict[str, Any]] = {
    code: {"model": Problem, "content": {PROBLEM_JSON: {}}} for code in ("4XX", "5XX")
}


def put_routes(app: FastAPI, modules: tuple[ModuleType, ...]) -> None:
    """Put the routers of modules into an application, in this order.

    What its routes take and give FastAPI (0.165) works out for each application anew, in a third
    of a second of its first request: here for the first application alone.
    """
    app.router.routes.extend(_routes(modules))


@cache
def _routes(modules: tuple[ModuleType, ...]) -> tuple[BaseRoute, ...]:
    pattern = FastAPI(openapi_url=None, docs_url=None, redoc_url=None, responses=PROBLEMS)
    for module in modules:
        pattern.include_router(module.router)
    return tuple(pattern.router.routes)
