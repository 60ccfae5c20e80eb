"""The application: routes of the API, access, errors, documentation; the portal adds its pages."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractContextManager, asynccontextmanager
from functools import partial
from typing import Any

from anyio.to_thread import current_default_thread_limiter
from fastapi import FastAPI
from fastapi.concurrency import run_in_threadpool
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from enricher.api import (
    adjudication,
    assignments,
    audit_queries,
    clauses,
    comments,
    corrections,
    deadlines,
    documentation,
    documents,
    exports,
    extraction,
    findings,
    found_documents,
    history,
    ingestion,
    lists,
    pages,
    parties,
    passwords,
    playbook,
    policies,
    policy_edits,
    project_documents,
    project_labels,
    project_models,
    project_quality,
    projects,
    reenrichment,
    reminders,
    review,
    rows,
    saved_searches,
    search,
    status,
    tagging,
    trainings,
    users,
)
from enricher.api.access import Gate
from enricher.api.errors import add_error_handlers
from enricher.api.lanes import build_lanes
from enricher.api.metrics import Metrics
from enricher.api.requests import TextToExtract
from enricher.api.routes import PROBLEMS, put_routes
from enricher.api.services import LazyPool, Services
from enricher.api.sessions import Sessions, read_keys
from enricher.api.throttle import Throttle
from enricher.documents import EnrichedText
from enricher.files.disk import full_words
from enricher.files.versions import __version__
from enricher.ingestion.worker import Pool
from enricher.projects.tagging.predictions import ModelReader
from enricher.projects.tagging.queue import TaggingQueue
from enricher.wiring.home import Home
from enricher.wiring.passwords import known_passwords
from enricher.wiring.pictures import Pictures
from enricher.wiring.projects import open_project
from enricher.wiring.readers import reading
from enricher.wiring.reenrichment import reenrichment as reenrichment_of
from enricher.wiring.typesetter import Typesetter

MODULES = (
    search,
    exports,
    rows,
    saved_searches,
    documents,
    pages,
    clauses,
    playbook,
    corrections,
    parties,
    review,
    audit_queries,
    findings,
    assignments,
    comments,
    policies,
    policy_edits,
    lists,
    deadlines,
    reminders,
    history,
    extraction,
    projects,
    found_documents,
    project_documents,
    project_labels,
    project_models,
    adjudication,
    tagging,
    project_quality,
    trainings,
    reenrichment,
    ingestion,
    passwords,
    users,
    status,
    documentation,
)
_DRAWING_PROCESSES = 2  # a person looks at one document at a time


def create_app(
    home: Home,
    *,
    open_pool: Callable[[], AbstractContextManager[Pool[EnrichedText]]] | None = None,
    trouble: Callable[[], str] = lambda: "",
    watches: bool = False,
) -> FastAPI:
    """Build the application over an open home; whoever opened it closes it after the application.

    Args:
        open_pool: what reads files that are not kept; left out, a pool of killable processes,
            started when first needed.
        trouble: says why nothing is ingested at present, "" when all is well.
        watches: whether folders that are added are watched from then on.
    """
    settings = home.settings
    pool = LazyPool(open_pool or partial(reading, home.path, settings))
    pictures = Pictures(
        min(_DRAWING_PROCESSES, settings.worker_count),
        settings=settings,
        passwords=known_passwords(home.path, settings),
    )
    metrics = Metrics(home.ledger.accounts.status)
    reader = ModelReader(settings.max_characters)
    queue = TaggingQueue(partial(open_project, home.path), reader)
    runs = reenrichment_of(home, pool)
    lanes = build_lanes(settings)
    typesetter = Typesetter()
    _ = home.index  # opened before threads ask for it at the same time

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        current_default_thread_limiter().total_tokens += lanes.threads
        try:
            yield
        finally:
            await run_in_threadpool(queue.close)
            await run_in_threadpool(runs.close)
            await run_in_threadpool(pool.close)
            await run_in_threadpool(pictures.close)
            await run_in_threadpool(typesetter.close)

    app = FastAPI(
        title="enricher",
        version=__version__,
        description="Search contracts and financial documents by the entities in them, and train"
        " models for entities of your own.",
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
        responses=PROBLEMS,
    )
    sessions = Sessions(read_keys(settings), home.ledger.sessions, home.ledger.users)
    throttle = Throttle()
    app.state.services = Services(
        home=home,
        pool=pool,
        pictures=pictures,
        metrics=metrics,
        reader=reader,
        queue=queue,
        reenrichment=runs,
        lanes=lanes,
        typesetter=typesetter,
        sessions=sessions,
        throttle=throttle,
        trouble=lambda: full_words(home.path) or trouble(),
        watches=watches,
    )
    add_error_handlers(app)
    put_routes(app, MODULES)
    max_bytes = settings.upload_megabytes * 1_000_000
    app.add_middleware(
        Gate, sessions=sessions, throttle=throttle, max_bytes=max_bytes, metrics=metrics
    )
    # The outermost: where a proxy is trusted, all else sees the client that asked the proxy.
    app.add_middleware(ProxyHeadersMiddleware, trusted_hosts=list(settings.trusted_proxies))
    _describe(app)
    return app


def _describe(app: FastAPI) -> None:
    """Add to the description what FastAPI cannot see: a body that is read by hand."""
    generate = app.openapi

    def openapi() -> dict[str, Any]:
        description = generate()
        schemas = description.setdefault("components", {}).setdefault("schemas", {})
        schemas.setdefault("TextToExtract", TextToExtract.model_json_schema())
        documentation.describe_operations(description)
        return description

    app.openapi = openapi  # type: ignore[method-assign]
