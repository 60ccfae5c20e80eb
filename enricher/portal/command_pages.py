"""Sentences that name a command, for who reads them in a browser: the page that does the same.

Services write one sentence for all faces, with commands between backticks. A command without a page
stays as it is written.
"""

from __future__ import annotations

import re

from markupsafe import Markup, escape

_CODE = re.compile("`([^`]+)`")
_PAGES = {
    "search": ("/", "Search"),
    "parties": ("/parties", "Parties"),
    "corrections": ("/history", "History"),
    "audit": ("/audit", "Audit"),
    "policies": ("/audit/policies", "Policies"),
    "reminders": ("/audit/reminders", "Reminders"),
    "collections": ("/ingestion", "Ingestion"),
    "failed": ("/ingestion", "Ingestion"),
    "ingest": ("/ingestion", "Ingestion"),
    "retry": ("/ingestion", "Ingestion"),
    "status": ("/ingestion", "Ingestion"),
    "project": ("/projects", "Projects"),
    "users": ("/users", "Users"),
}


def with_pages(sentence: str) -> Markup:
    """`enricher search` becomes a link to Search; what else stands in backticks becomes code."""
    return Markup(_CODE.sub(_place, str(escape(sentence))))


def _place(found: re.Match[str]) -> str:
    program, _, rest = found[1].partition(" ")
    known = _PAGES.get(rest.partition(" ")[0]) if program == "enricher" else None
    if known is None:
        return f"<code>{found[1]}</code>"
    address, name = known
    return f'<a href="{address}">{name}</a>'
