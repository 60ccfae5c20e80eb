"""All pages, and how they come to stand over the API."""

from __future__ import annotations

from fastapi import FastAPI

from enricher.api.errors import add_error_handlers
from enricher.api.routes import put_routes
from enricher.portal import (
    adjudication,
    answers,
    assignments,
    audit,
    audit_query,
    clauses,
    comments,
    compare,
    deployments,
    document,
    history,
    ingestion,
    lists,
    model,
    parties,
    policies,
    policy_editor,
    project_documents,
    projects,
    quality,
    reminders,
    review,
    rows,
    schema,
    search,
    search_hits,
    signing_in,
    start,
    static_files,
    tables,
    tagging,
    trainings,
    users,
)
from enricher.portal.rendering import error_page

PAGES = (
    static_files,
    signing_in,
    start,
    search,
    search_hits,
    answers,
    document,
    assignments,
    comments,
    clauses,
    tables,
    rows,
    parties,
    audit,
    audit_query,
    policies,
    policy_editor,
    lists,
    reminders,
    history,
    review,
    projects,
    schema,
    project_documents,
    tagging,
    adjudication,
    quality,
    trainings,
    model,
    compare,
    deployments,
    ingestion,
    users,
)
"""In the order in which their addresses are tried."""


def add_pages(app: FastAPI) -> None:
    """Put the portal over the API, errors of which are pages to people from then on."""
    put_routes(app, PAGES)
    add_error_handlers(app, error_page)
