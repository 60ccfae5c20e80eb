"""Signing in with a key, and out."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from enricher.api.services import Served
from enricher.api.sessions import COOKIE, HOURS, read_keys
from enricher.portal.rendering import page

router = APIRouter(include_in_schema=False)

Next = Annotated[str, Form()]


@router.get("/signin")
def read_page(request: Request, served: Served, next: str = "/") -> Response:
    if not read_keys(served.store.settings):
        return RedirectResponse(_within(next), 303)
    return page(request, "signin.html", next=_within(next), wrong=False)


@router.post("/signin")
def sign_in(
    request: Request, served: Served, key: Annotated[str, Form()], next: Next = "/"
) -> Response:
    keys = read_keys(served.store.settings)
    role = keys.role_of(key.strip().encode())
    if role is None:
        return page(request, "signin.html", 401, next=_within(next), wrong=True)
    answer = RedirectResponse(_within(next), 303)
    answer.set_cookie(
        COOKIE,
        keys.issue(role),
        max_age=HOURS * 3600,
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )
    return answer


@router.post("/signout")
def sign_out() -> Response:
    answer = RedirectResponse("/signin", 303)
    answer.delete_cookie(COOKIE, httponly=True, samesite="lax")
    return answer


def _within(address: str) -> str:
    """The address where it is one of this server, else the first page."""
    is_own = address.startswith("/") and not address.startswith(("//", "/\\"))
    return address if is_own and address.isprintable() else "/"
