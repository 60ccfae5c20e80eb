"""The page of what is somebody's own: assigned to them, and said to them."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from enricher.api.services import Own, Served
from enricher.policies.findings import FindingFilter, State
from enricher.portal.rendering import page
from enricher.wiring.audit import build_findings, build_guard
from enricher.wiring.home import Home
from enricher.wiring.people import build_assignments, build_comments

router = APIRouter(include_in_schema=False)

_MOST = 50  # of each kind; Audit has all findings


@router.get("/mine")
def read_page(request: Request, served: Served, own: Own) -> Response:
    """What waits for the user who asks; others have nothing of their own."""
    if own is None:
        return RedirectResponse("/audit", 303)
    home = served.home
    documents = [one for one in build_assignments(home).to(own) if not one.subject.finding]
    asked = FindingFilter(assignees=(own,), states=(State.OPEN.value,))
    found = build_findings(home).page(asked, _MOST)
    mentions = build_comments(home).mentions(own)
    titles = {
        (project, id): policy.title
        for project, known in build_guard(home).all().items()
        for id, policy in known.policies.items()
    }
    return page(
        request,
        "mine.html",
        documents=[(one, _name(home, one.subject.document)) for one in documents[:_MOST]],
        more_documents=max(0, len(documents) - _MOST),
        findings=[
            (one, titles.get((one.project, one.policy), one.policy)) for one in found.findings
        ],
        more_findings=found.total - len(found.findings),
        mentions=[(one, _name(home, one.subject.document)) for one in mentions.comments],
        unseen=mentions.unseen,
    )


def _name(home: Home, document: str) -> str:
    return home.ledger.accounts.place_of(document).rpartition("/")[2] or document
