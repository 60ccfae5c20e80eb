"""Addresses: of other systems as people may read them, and of documents in the portal."""

from __future__ import annotations

import re
from urllib.parse import quote

_BETWEEN = re.compile(r",(?=\s*https?://)")
_SCHEME = re.compile(r"\s*([a-z][a-z0-9+.-]*://)?", re.IGNORECASE)


def shown_url(url: str) -> str:
    """A URL without user, password and query, which open doors; several may stand between commas."""
    return ",".join(map(_shown, _BETWEEN.split(url)))


def document_url(portal_url: str, document: str) -> str:
    """Where people look at a document.

    Args:
        portal_url: where the portal is.
    """
    return f"{portal_url.rstrip('/')}/documents/{quote(document, safe='')}"


def _shown(url: str) -> str:
    scheme = _SCHEME.match(url)
    start = scheme.end() if scheme else 0
    rest = url[start:]
    # A password that nobody encoded may hold any character, so that no parser is asked.
    has_account, has_query = "@" in rest, "?" in rest or "#" in rest
    if has_account and has_query:
        return url[:start] + "…"
    if has_account:
        return url[:start] + "…@" + rest.rpartition("@")[2]
    return url[:start] + re.sub(r"[?#].*", "?…", rest, flags=re.DOTALL)
