"""The page that accounts for every file, and takes new ones."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from enricher.api.bodies.ingestion import CollectionBody, StatusAnswer
from enricher.api.services import Served
from enricher.documents import display_path
from enricher.portal.rendering import page
from enricher.wiring.reenrichment import outdated

router = APIRouter(include_in_schema=False)

_MOST = 500  # lines of what failed; `enricher failed` lists all


@router.get("/ingestion")
def read_page(request: Request, served: Served) -> Response:
    home = served.home
    accounts = home.ledger.accounts
    counts = accounts.status()
    failed = accounts.failed()
    answer = StatusAnswer.of(counts, outdated=outdated(home).count())
    return page(
        request,
        "ingestion.html",
        status=200,
        counts=counts,
        answer=answer.model_dump_json(exclude={"backlog_seconds"}),
        failed=failed[:_MOST],
        failed_count=len(failed),
        ignored=accounts.failed(ignored=True)[:_MOST],
        held=[
            (display_path(root.path), root.held) for root in home.ledger.roots.all() if root.held
        ],
        collections=list(map(CollectionBody.of, home.ledger.collections.all())),
        deployments=home.registry.deployments(),
        outdated=answer.outdated,
        upload_megabytes=home.settings.upload_megabytes,
    )
