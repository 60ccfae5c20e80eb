"""Policies tried before they count, and changes of their files that a person has to confirm."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from pydantic import Field

from enricher.api.bodies.policies import HeldChange, PolicyTrial
from enricher.api.lanes import CheckingTurn
from enricher.api.requests import Body
from enricher.api.services import Served, Who
from enricher.audit.trial import SHOWN, Trial
from enricher.ledger.days import local_time
from enricher.policies.holds import Held
from enricher.policies.source import MAX_BYTES
from enricher.wiring.audit import build_guard, build_trials

router = APIRouter(tags=["findings"])


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
        description="The content of a draft. By default, the policy's file is used.",
        max_length=MAX_BYTES,
        examples=["title: A long term\nseverity: low\ncondition: fields.Term.years > 5.0\n…"],
    )
    shown: int = Field(
        SHOWN, ge=0, le=1_000, description="The most entries in `opens` and in `closes`."
    )


@router.post("/api/policies/try", response_model=PolicyTrial)
def try_out(served: Served, turn: CheckingTurn, body: PolicyToTry) -> Trial:
    """Show what a policy would find in all documents of its project, without applying it.

    It is tried whether it is enabled or not. Responds with 422 and a list of the mistakes if the
    policy is invalid.
    """
    trials = build_trials(served.home)
    return trials.run(body.project, body.name, local_time(), body.text, body.shown, turn.check)


@router.get("/api/policies/held", response_model=HeldChanges)
def list_held(served: Served) -> dict[str, Any]:
    """List changes of policies and lists that wait for confirmation."""
    return {"held": list(map(HeldChange.of, build_guard(served.home).held()))}


@router.post("/api/policies/confirm", response_model=HeldChange)
def confirm_change(served: Served, who: Who, body: ChangeToConfirm) -> Held:
    """Confirm that a policy or list was removed or cut on purpose.

    Confirming a missing policy resolves its findings. Responds with 404 if no change of that name
    waits, and with 409 if a policy still uses the missing list.
    """
    return build_guard(served.home).confirm(body.project, body.name, who)
