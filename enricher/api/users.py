"""Users, and what they change about themselves."""

from __future__ import annotations

from dataclasses import asdict

from fastapi import APIRouter, HTTPException, Request
from pydantic import Field, SecretStr

from enricher.api.access import client_host, too_many
from enricher.api.bodies.users import MadeKey, RoleTitle, UserBody, UserKeyBody
from enricher.api.numbers import Number
from enricher.api.requests import Body
from enricher.api.services import OwnName, Served, Who
from enricher.api.verification import verify_password
from enricher.errors import InputError
from enricher.people.roles import role_of
from enricher.people.users import User, UserKey
from enricher.wiring.people import build_users

router = APIRouter(tags=["users"])


class UserToAdd(Body):
    name: str = Field(examples=["ada"], description="Lower-case letters, digits, '.', '-' and '_'.")
    role: RoleTitle = "reader"
    password: SecretStr | None = Field(
        None, description="At least 12 characters. Without one, the user signs in with a key."
    )


class UserToChange(Body):
    role: RoleTitle | None = None
    is_locked: bool | None = Field(
        None, description="A locked user cannot sign in; open sessions end at once."
    )


class PasswordToSet(Body):
    password: SecretStr = Field(description="At least 12 characters.")


class OwnPassword(PasswordToSet):
    present: SecretStr = Field(description="The password so far.")


class KeyToMake(Body):
    purpose: str = Field("", description="What the key is for.", examples=["nightly export"])
    days: int | None = Field(None, description="After how many days it expires; null for never.")


@router.get("/api/users", response_model=list[UserBody])
def list_users(served: Served) -> list[User]:
    """List the users and their roles, by name."""
    return build_users(served.home).all()


@router.post("/api/users", status_code=201, response_model=UserBody)
def add_user(served: Served, who: Who, body: UserToAdd) -> User:
    """Add a user. As soon as there is one, the server requires everybody to sign in.

    Responds with 409 if the name is taken, by a removed user too, or if there would be no
    administrator.
    """
    password = body.password.get_secret_value() if body.password else ""
    return build_users(served.home).add(body.name, role_of(body.role), who, password)


@router.patch("/api/users/{name}", response_model=UserBody)
def change_user(served: Served, who: Who, name: str, body: UserToChange) -> User:
    """Give a user another role, lock or unlock them. Takes effect at once."""
    users = build_users(served.home)
    if (body.role is None) == (body.is_locked is None):
        raise InputError("send either role or is_locked")
    if body.role is not None:
        return users.change_role(name, role_of(body.role), who)
    return users.lock(name, bool(body.is_locked), who)


@router.delete("/api/users/{name}", status_code=204)
def remove_user(served: Served, who: Who, name: str) -> None:
    """Remove a user. Their sessions and keys end at once; the history keeps their name."""
    build_users(served.home).remove(name, who)


@router.put("/api/users/{name}/password", status_code=204)
def reset_password(served: Served, who: Who, name: str, body: PasswordToSet) -> None:
    """Set a user's password and end their sessions."""
    build_users(served.home).set_password(name, body.password.get_secret_value(), who)


@router.post("/api/users/{name}/keys", status_code=201, response_model=MadeKey)
def make_key(served: Served, who: Who, name: str, body: KeyToMake) -> MadeKey:
    """Make a key for a user. The answer is the only one that contains the key."""
    return _made(*build_users(served.home).add_key(name, who, body.purpose, body.days))


@router.delete("/api/users/{name}/keys/{number}", status_code=204)
def remove_key(served: Served, who: Who, name: str, number: Number) -> None:
    """Remove a key of a user. It opens nothing from then on."""
    build_users(served.home).remove_key(name, number, who)


@router.get("/api/me/keys", response_model=list[UserKeyBody])
def list_own_keys(served: Served, own: OwnName) -> list[UserKey]:
    """List your own keys, never what opens them."""
    return list(build_users(served.home).keys(own))


@router.put("/api/me/password", status_code=204)
def change_own_password(request: Request, served: Served, own: OwnName, body: OwnPassword) -> None:
    """Change your own password and end all your sessions."""
    present = body.present.get_secret_value()
    user, wait = verify_password(served, client_host(request.scope), own, present)
    if wait:
        raise HTTPException(429, too_many(wait), {"Retry-After": str(wait)})
    if user is None:
        raise InputError("the present password is another one")
    build_users(served.home).set_password(own, body.password.get_secret_value(), own)


@router.post("/api/me/keys", status_code=201, response_model=MadeKey)
def make_own_key(served: Served, own: OwnName, body: KeyToMake) -> MadeKey:
    """Make a key of your own. The answer is the only one that contains the key."""
    return _made(*build_users(served.home).add_key(own, own, body.purpose, body.days))


@router.delete("/api/me/keys/{number}", status_code=204)
def remove_own_key(served: Served, own: OwnName, number: Number) -> None:
    """Remove one of your own keys. It opens nothing from then on."""
    build_users(served.home).remove_key(own, number, own)


def _made(made: UserKey, key: str) -> MadeKey:
    return MadeKey(**asdict(made), key=key)
