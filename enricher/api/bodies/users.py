"""Users and their keys, without what signs them in."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from enricher.api.bodies import Body
from enricher.people.roles import Role

RoleTitle = Literal["reader", "tagger", "administrator"]


def _title(role: object) -> object:
    return role.title if isinstance(role, Role) else role


class UserBody(Body):
    name: str = Field(examples=["ada"])
    role: Annotated[RoleTitle, BeforeValidator(_title)]
    is_locked: bool
    has_password: bool = Field(description="Otherwise the user signs in with a key alone.")
    made_at: datetime


class UserKeyBody(Body):
    number: int
    user: str = Field(examples=["ada"])
    purpose: str = Field(
        description="What the key is for; may be empty.", examples=["nightly export"]
    )
    made_at: datetime
    ends_at: datetime | None = Field(description="When the key expires; null if it does not.")


class MadeKey(UserKeyBody):
    key: str = Field(description="The key itself. It is shown this once and cannot be read again.")
