"""All pages, in the order in which their addresses are tried."""

from __future__ import annotations

from enricher.portal import (
    audit,
    audit_query,
    compare,
    deployments,
    document,
    history,
    ingestion,
    model,
    models,
    policies,
    project_documents,
    projects,
    quality,
    reminders,
    review,
    schema,
    search,
    signing_in,
    static_files,
    tagging,
)

PAGES = (
    static_files,
    signing_in,
    search,
    document,
    audit,
    audit_query,
    policies,
    reminders,
    history,
    review,
    projects,
    schema,
    project_documents,
    tagging,
    quality,
    models,
    model,
    compare,
    deployments,
    ingestion,
)
