"""The page that accounts for every file, and takes new ones."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from enricher.api.bodies.ingestion import CollectionBody, StatusAnswer
from enricher.api.services import Served
from enricher.documents import display_path
from enricher.ingestion.passwords import ENCRYPTED
from enricher.ledger.accounts import Collection
from enricher.ledger.routes import in_short
from enricher.portal.rendering import page
from enricher.wiring.passwords import passwords
from enricher.wiring.reenrichment import outdated

router = APIRouter(include_in_schema=False)

_MOST = 500  # lines of what failed; `enricher failed` lists all


@router.get("/ingestion")
def read_page(request: Request, served: Served) -> Response:
    home = served.home
    accounts = home.ledger.accounts
    collections = home.ledger.collections.all()
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
        protected_count=sum(one.kind == ENCRYPTED for one in failed),
        passwords=passwords(home).all(),
        ignored=accounts.failed(ignored=True)[:_MOST],
        held=[
            (display_path(root.path), root.held) for root in home.ledger.roots.all() if root.held
        ],
        collections=list(map(CollectionBody.of, collections)),
        served={one.name: _types(one) for one in collections},
        deployments=home.registry.deployments(),
        outdated=answer.outdated,
        watches=served.watches,
        folder_roots=home.settings.folder_roots,
        upload_megabytes=home.settings.upload_megabytes,
    )


def _types(collection: Collection) -> dict[str, str]:
    """The deployments that read a collection, each with the types that it reads; "" is all."""
    written = (one.partition("=") for one in in_short(collection.serve))
    return {deployment: types for deployment, _, types in written}
