"""The page of users, for administrators, and the one on which everybody changes what is their own."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Request, Response

from enricher.api.services import Served
from enricher.api.sessions import Person
from enricher.people.directory import LEAST_CHARACTERS, MOST_CHARACTERS, MOST_DAYS
from enricher.people.roles import ROLES, Role
from enricher.portal.rendering import page
from enricher.wiring.people import build_users

router = APIRouter(include_in_schema=False)

_BOUNDS = {"least": LEAST_CHARACTERS, "most": MOST_CHARACTERS, "most_days": MOST_DAYS}


@router.get("/users")
def read_users(request: Request, served: Served) -> Response:
    if request.state.role < Role.ADMINISTRATOR:
        raise HTTPException(403, "only administrators see and change users")
    users = build_users(served.home)
    return page(
        request,
        "users.html",
        rows=[(one, users.keys(one.name)) for one in users.all()],
        roles=ROLES,
        has_keys=bool(served.sessions.keys),
        **_BOUNDS,
    )


@router.get("/account")
def read_account(request: Request, served: Served) -> Response:
    person: Person = request.state.person
    users = build_users(served.home)
    return page(
        request,
        "account.html",
        user=users.find(person.name) if person.is_user else None,
        keys=users.keys(person.name) if person.is_user else [],
        **_BOUNDS,
    )
