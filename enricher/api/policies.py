"""Changes of policy and list files that would close findings, and that a person has to confirm."""

from __future__ import annotations

from typing import Any, Literal

from fastapi import APIRouter
from pydantic import Field

from enricher.api.schemas import Body
from enricher.api.services import Served, Who
from enricher.policy_guard import confirm, held_changes

router = APIRouter(tags=["findings"])


class HeldChange(Body):
    """A file that is gone, or a list that lost most of its names; findings stay meanwhile."""

    project: str = Field(examples=["contracts"])
    name: str = Field(
        examples=["lists/blocked-parties"],
        description="Of the policy, or `lists/` and that of the list.",
    )
    file: str
    what: Literal["gone", "empty", "shorter"]
    policies: list[str] = Field(description="Those that are not asked meanwhile.")
    names: int | None = Field(description="That a list has now.")
    before: int | None = Field(description="That it had; empty where nobody counted.")
    message: str


class HeldChanges(Body):
    held: list[HeldChange]


class ChangeToConfirm(Body):
    project: str = Field(examples=["contracts"])
    name: str = Field(examples=["lists/blocked-parties"])


@router.get("/api/policies/held", response_model=HeldChanges)
def list_held(served: Served) -> dict[str, Any]:
    """List changes of files that are not followed before somebody confirms them."""
    return {"held": [one.as_json() for one in held_changes(served.store)]}


@router.post("/api/policies/confirm", response_model=HeldChange)
def confirm_change(served: Served, who: Who, body: ChangeToConfirm) -> dict[str, Any]:
    """Say that a change is meant; findings of a policy that is gone are resolved by that.

    Answers 404 where nothing of that name is held, 409 where a policy still asks the list that is
    gone.
    """
    return confirm(served.store, body.project, body.name, who).as_json()
