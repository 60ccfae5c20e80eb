"""What is wrong with the labels of a project, what to tag next, and which document is for what."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query

from enricher.api.bodies.quality import CandidateBody, CheckBody, OrderAnswer, check_body
from enricher.api.lanes import CHECKING
from enricher.api.project_requests import ChangedAnswer, DataSetsBody, FlawsBody
from enricher.api.projects import Opened
from enricher.api.services import Served
from enricher.projects.check import check, dismiss, restore
from enricher.projects.documents import set_datasets

router = APIRouter(prefix="/api/projects/{project}", tags=["project documents"])


@router.get("/check", response_model=CheckBody, dependencies=[CHECKING])
def read_flaws(opened: Opened) -> CheckBody:
    """What is probably wrong with the labels, the gravest first, and what was dismissed of it.

    Nothing is changed. It takes seconds in a project of a thousand documents, less when nothing has
    changed since it was asked last.
    """
    return check_body(check(opened))


@router.post("/check/dismiss", response_model=CheckBody, dependencies=[CHECKING])
def dismiss_flaws(opened: Opened, body: FlawsBody) -> CheckBody:
    """Say that flaws, or places of them, are right as they are; they are listed apart from now on.

    Answers 404 when an id is of no flaw that there is; nothing is dismissed then.
    """
    return check_body(dismiss(opened, body.ids))


@router.post("/check/restore", response_model=CheckBody, dependencies=[CHECKING])
def restore_flaws(opened: Opened, body: FlawsBody) -> CheckBody:
    """Let dismissed flaws, or places of them, count again."""
    return check_body(restore(opened, body.ids))


@router.get("/order", response_model=OrderAnswer)
def read_order(
    served: Served,
    opened: Opened,
    count: Annotated[int, Query(ge=1, le=1000, description="How many.")] = 10,
) -> dict[str, Any]:
    """Which documents to tag next, and why: those that teach a model the most.

    The answer comes at once, with the order as far as it is known: none while `state` is `names`,
    the one before while it is `computing`.
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
    """Say what many documents are for, all of them or none."""
    return {"documents": set_datasets(opened, body.names, body.dataset)}
