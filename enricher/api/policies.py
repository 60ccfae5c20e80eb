"""Policies tried before they count, and changes of their files that a person has to confirm."""

from __future__ import annotations

from typing import Any, Literal

from fastapi import APIRouter
from pydantic import Field

from enricher.api.lanes import CheckingTurn
from enricher.api.schemas import Body
from enricher.api.services import Served, Who
from enricher.audit.trial import SHOWN
from enricher.history.days import local_time
from enricher.policies.source import MAX_BYTES
from enricher.wiring.audit import build_guard, build_trials

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


class PolicyToTry(Body):
    project: str = Field("contracts", examples=["contracts"])
    name: str = Field(examples=["long-loan"])
    text: str | None = Field(
        None,
        description="What its file would say; left out, the file is read.",
        max_length=MAX_BYTES,
        examples=["title: A long term\nseverity: low\ncondition: fields.Term.years > 5.0\n…"],
    )
    shown: int = Field(SHOWN, ge=0, le=1_000, description="The most of `opens` and of `closes`.")


class WouldOpen(Body):
    document: str = Field(examples=["3f9c2a41d0b7e65588aa0c1d"])
    path: str
    kind: Literal["finding", "review"]
    severity: Literal["critical", "high", "medium", "low"]
    message: str
    finding: int | None = Field(description="The one that is resolved or accepted now.")


class WouldClose(Body):
    finding: int
    document: str
    path: str
    message: str
    reason: str


class PolicyTrial(Body):
    """What a policy would do; nothing is changed."""

    policy: str
    project: str
    documents: int = Field(description="That a model of its project reads.")
    in_scope: int = Field(description="Those of them that it looks at.")
    would_open: int
    would_close: int
    would_stay: int
    opens: list[WouldOpen] = Field(description="The first of them.")
    closes: list[WouldClose] = Field(description="The first of them.")
    undecided: dict[str, int] = Field(
        description="Of how many documents it could not say anything, by reason.",
        examples=[{"Term is missing": 12}],
    )
    stopped: int = Field(description="Documents for which it took too long.")
    not_asked: int = Field(description="Documents that the index is still to hear of.")


@router.post("/api/policies/try", response_model=PolicyTrial)
def try_out(served: Served, turn: CheckingTurn, body: PolicyToTry) -> dict[str, Any]:
    """Ask a policy about all documents of its project before it counts, whether it is enabled or not.

    Answers 422 with all that is wrong with it where it cannot be read.
    """
    trials = build_trials(served.home)
    trial = trials.run(body.project, body.name, local_time(), body.text, body.shown, turn.check)
    return trial.as_json()


@router.get("/api/policies/held", response_model=HeldChanges)
def list_held(served: Served) -> dict[str, Any]:
    """List changes of files that are not followed before somebody confirms them."""
    return {"held": [one.as_json() for one in build_guard(served.home).held()]}


@router.post("/api/policies/confirm", response_model=HeldChange)
def confirm_change(served: Served, who: Who, body: ChangeToConfirm) -> dict[str, Any]:
    """Say that a change is meant; findings of a policy that is gone are resolved by that.

    Answers 404 where nothing of that name is held, 409 where a policy still asks the list that is
    gone.
    """
    return build_guard(served.home).confirm(body.project, body.name, who).as_json()
