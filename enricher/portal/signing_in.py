"""Signing in by name and password or with a key, and out."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from enricher.api.access import client_host, session_of, too_many
from enricher.api.services import Served, Services
from enricher.api.sessions import COOKIE, HOURS, Person
from enricher.api.verification import verify_password
from enricher.portal.rendering import page

router = APIRouter(include_in_schema=False)

Next = Annotated[str, Form()]


@router.get("/signin")
def read_page(request: Request, served: Served, next: str = "/") -> Response:
    if not served.sessions.are_demanded():
        return RedirectResponse(_within(next), 303)
    return _page(request, served, next)


@router.post("/signin")
def sign_in(
    request: Request,
    served: Served,
    key: Annotated[str, Form()] = "",
    name: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
    next: Next = "/",
) -> Response:
    host = client_host(request.scope)
    person: Person | None
    if password:
        user, wait = verify_password(served, host, name, password)
        person = None if user is None else Person(user.name, user.role, is_user=True)
        wrong = "No user has this name and password."
    else:
        person = served.sessions.of_key(key.strip().encode())
        wait = served.throttle.seconds_to_wait(host, None if person is None else person.identity)
        wrong = "No key is like this one. Was it copied whole?"
    if wait:
        refused = _page(request, served, next, 429, _sentence(wait), name)
        refused.headers["Retry-After"] = str(wait)
        return refused
    if person is None:
        return _page(request, served, next, 401, wrong, name)
    answer = RedirectResponse(_within(next), 303)
    answer.set_cookie(
        COOKIE,
        served.sessions.begin(person),
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


def _page(
    request: Request,
    served: Services,
    next: str,
    status: int = 200,
    wrong: str = "",
    name: str = "",
) -> Response:
    return page(
        request,
        "signin.html",
        status,
        next=_within(next),
        wrong=wrong,
        name=name,
        has_users=served.home.ledger.users.is_any(),
        has_keys=bool(served.sessions.keys),
        by_name=bool(name) or not wrong,
    )


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
