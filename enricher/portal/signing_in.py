"""Signing in with a key, and out."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from enricher.api.access import client_host, session_of, too_many
from enricher.api.services import Served
from enricher.api.sessions import COOKIE, HOURS
from enricher.portal.rendering import page

router = APIRouter(include_in_schema=False)

Next = Annotated[str, Form()]


@router.get("/signin")
def read_page(request: Request, served: Served, next: str = "/") -> Response:
    if not served.sessions.keys:
        return RedirectResponse(_within(next), 303)
    return page(request, "signin.html", next=_within(next), wrong="")


@router.post("/signin")
def sign_in(
    request: Request, served: Served, key: Annotated[str, Form()], next: Next = "/"
) -> Response:
    role = served.sessions.keys.role_of(key.strip().encode())
    if wait := served.throttle.seconds_to_wait(client_host(request.scope), role):
        refused = page(request, "signin.html", 429, next=_within(next), wrong=_sentence(wait))
        refused.headers["Retry-After"] = str(wait)
        return refused
    if role is None:
        wrong = "No key is like this one. Was it copied whole?"
        return page(request, "signin.html", 401, next=_within(next), wrong=wrong)
    answer = RedirectResponse(_within(next), 303)
    answer.set_cookie(
        COOKIE,
        served.sessions.begin(role),
        max_age=HOURS * 3600,
        httponly=True,
        samesite="lax",
        secure=_is_secure(request, served.home.settings.portal_url),
    )
    return answer


@router.post("/signout")
def sign_out(request: Request, served: Served) -> Response:
    served.sessions.end(session_of(request.headers))
    answer = RedirectResponse("/signin", 303)
    answer.delete_cookie(COOKIE, httponly=True, samesite="lax")
    return answer


def _is_secure(request: Request, portal_url: str) -> bool:
    """Whether the browser came by TLS, as far as a proxy or the settings say so."""
    public = urlsplit(portal_url)
    is_public = public.scheme == "https" and public.netloc == request.headers.get("host")
    return request.url.scheme == "https" or is_public


def _sentence(wait_seconds: int) -> str:
    said = too_many(wait_seconds)
    return f"{said[0].upper()}{said[1:]}."


def _within(address: str) -> str:
    """The address where it is one of this server, else the first page."""
    is_own = address.startswith("/") and not address.startswith(("//", "/\\"))
    return address if is_own and address.isprintable() else "/"
