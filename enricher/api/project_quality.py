"""What is wrong with the labels of a project, what to tag next, and which document is for what."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query

from enricher.api.bodies.quality import (
    AppliedAnswer,
    CandidateBody,
    CheckBody,
    OrderAnswer,
    applied_body,
    check_body,
    proposal_of,
)
from enricher.api.lanes import CHECKING
from enricher.api.project_requests import ChangedAnswer, DataSetsBody, FlawsBody, RevertBody
from enricher.api.projects import Opened
from enricher.api.services import Served
from enricher.projects.check import check, dismiss, restore
from enricher.projects.documents import set_datasets
from enricher.projects.proposals import apply, revert

router = APIRouter(prefix="/api/projects/{project}", tags=["project documents"])


@router.get("/check", response_model=CheckBody, dependencies=[CHECKING])
def read_flaws(opened: Opened) -> CheckBody:
    """List likely mistakes in the labels, worst first, and the dismissed ones.

    Nothing is changed. In a project of a thousand documents this takes seconds, or less if nothing
    has changed since the last check.
    """
    return check_body(check(opened))


@router.post("/check/dismiss", response_model=CheckBody, dependencies=[CHECKING])
def dismiss_flaws(opened: Opened, body: FlawsBody) -> CheckBody:
    """Dismiss flaws, or places of them, that are not mistakes.

    They are listed separately from then on. Responds with 404, and dismisses nothing, if an id is
    unknown.
    """
    return check_body(dismiss(opened, body.ids))


@router.post("/check/restore", response_model=CheckBody, dependencies=[CHECKING])
def restore_flaws(opened: Opened, body: FlawsBody) -> CheckBody:
    """Restore dismissed flaws, or places of them."""
    return check_body(restore(opened, body.ids))


@router.post("/check/apply", response_model=AppliedAnswer, dependencies=[CHECKING])
def apply_proposals(opened: Opened, body: FlawsBody) -> AppliedAnswer:
    """Put what flaws, or places of them, propose into the labels: other bounds, or a missing label.

    What would share text with another label of its category is left. Answers 422 when nothing is proposed.
    """
    return applied_body(apply(opened, body.ids))


@router.post("/check/revert", response_model=CheckBody, dependencies=[CHECKING])
def revert_proposals(opened: Opened, body: RevertBody) -> CheckBody:
    """Undo what was applied, where the labels are still as they were made."""
    return check_body(revert(opened, [proposal_of(one) for one in body.done]))


@router.get("/order", response_model=OrderAnswer)
def read_order(
    served: Served,
    opened: Opened,
    count: Annotated[int, Query(ge=1, le=1000, description="How many documents to return.")] = 10,
) -> dict[str, Any]:
    """List the documents to tag next, and why: those that teach a model the most.

    The response comes at once, with the order as far as it is known: none yet while `state` is
    `names`, the previous one while it is `computing`.
    """
    summaries = opened.store.summaries()
    order = served.queue.look(opened, summaries)
    learned = opened.schema.learned
    unfinished = {one.name for one in summaries if not one.is_finished(learned)}
    waiting = [one for one in order.candidates if one.document in unfinished]
    return {
        "state": order.state,
        "unfinished": len(unfinished),
        "documents": list(map(CandidateBody.of, waiting[:count])),
    }


@router.patch("/datasets", response_model=ChangedAnswer)
def assign_many(opened: Opened, body: DataSetsBody) -> dict[str, Any]:
    """Assign several documents to a set: all of them or, after an error, none."""
    return {"documents": set_datasets(opened, body.names, body.dataset)}
