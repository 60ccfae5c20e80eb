"""What a person, a load balancer and a Prometheus server ask about the server itself."""

from __future__ import annotations

from typing import Any

from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, Response
from fastapi.responses import PlainTextResponse
from prometheus_client import CONTENT_TYPE_LATEST

from enricher.api.bodies.ingestion import StatusAnswer
from enricher.api.requests import Health
from enricher.api.services import Served, Services
from enricher.errors import EnricherError
from enricher.files.disk import has_room
from enricher.query.nodes import SearchRequest
from enricher.wiring.reenrichment import outdated

router = APIRouter(tags=["status"])

# Threads of its own: a server whose others are all taken is busy, and not ill.
_HEALTH = CapacityLimiter(2)


@router.get("/api/status", response_model=StatusAnswer)
def read_status(served: Served) -> StatusAnswer:
    """Account for every file: seen = indexed + failed + ignored + pending."""
    status = served.home.ledger.accounts.status()
    return StatusAnswer.of(status, outdated=outdated(served.home).count())


@router.get("/healthz", response_model=Health, responses={503: {"model": Health}})
async def check_health(served: Served, response: Response) -> dict[str, Any]:
    """Check that the ledger and the index answer and can be written. Needs no key.

    Problems with ingestion do not make the server unhealthy, because search still works.
    """
    health = await to_thread.run_sync(_health, served, limiter=_HEALTH)
    response.status_code = 200 if health["status"] == "ok" else 503
    return health


def _health(served: Services) -> dict[str, Any]:
    ledger = index = ingestion = "ok"
    try:
        if served.home.ledger.accounts.unread_folders():
            ingestion = "some folders cannot be read; see the status"
    except EnricherError:
        ledger = "no answer"
    try:
        served.home.index.search(SearchRequest(size=0))
    except EnricherError:
        index = "no answer"
    disk = "ok" if has_room(served.home.path) else "full"
    is_well = ledger == index == disk == "ok"
    return {
        "status": "ok" if is_well else "failing",
        "ledger": ledger,
        "index": index,
        "disk": disk,
        "ingestion": "failing; see the log" if served.trouble() else ingestion,
    }


@router.get("/metrics", response_class=PlainTextResponse)
def read_metrics(served: Served) -> Response:
    """Get metrics for Prometheus: files by state, the backlog, requests and their durations."""
    return Response(served.metrics.text(), media_type=CONTENT_TYPE_LATEST)
