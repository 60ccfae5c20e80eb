"""What a reminder says: the subject and text of an e-mail."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from enricher.ledger.messages import Content
from enricher.text.addresses import document_url


def subject(content: Content) -> str:
    """One line: how much came up, and of one thing what it is."""
    if content.is_test:
        return "enricher: a test"
    parts = []
    if content.total_findings == 1:
        one = content.findings[0]
        parts.append(f"{one['severity']}: {one['policy']} in {_name(one)}")
    elif content.total_findings:
        parts.append(f"{content.total_findings} findings")
    if content.total_deadlines == 1:
        one = content.deadlines[0]
        parts.append(f"{one['category']} {one['day']} of {_name(one)}")
    elif content.total_deadlines:
        parts.append(f"{content.total_deadlines} deadlines")
    if len(content.searches) == 1:
        parts.append(f"{content.total_matches} new in {content.searches[0]['name']}")
    elif content.searches:
        parts.append(f"new documents in {len(content.searches)} saved searches")
    return "enricher: " + _line(", ".join(parts))


def text(content: Content, portal_url: str) -> str:
    """The whole message, in plain text.

    Args:
        portal_url: where documents can be looked at; "" where nobody said.
    """
    return "\n".join(_lines(content, portal_url)) + "\n"


def _lines(content: Content, portal_url: str) -> Iterator[str]:
    if content.is_test:
        yield "Reminders of findings and deadlines arrive here."
        return
    if content.findings:
        yield "Findings"
        yield ""
        for one in content.findings:
            kind = ", to review" if one["kind"] == "review" else ""
            yield f"{one['severity']}{kind}: {_line(one['message'])}"
            yield f"  {_line(one['path']) or one['document']}"
            yield f"  policy {one['policy']}, finding {one['id']}"
            if portal_url:
                yield f"  {document_url(portal_url, one['document'])}"
            yield ""
        if more := content.total_findings - len(content.findings):
            yield f"and {more} more: enricher audit list"
            yield ""
    if content.deadlines:
        yield "Deadlines"
        yield ""
        for one in content.deadlines:
            yield f"{one['day']}  {one['category']} of {_line(one['path']) or one['document']}"
            if portal_url:
                yield f"  {document_url(portal_url, one['document'])}"
        if more := content.total_deadlines - len(content.deadlines):
            yield f"and {more} more"
        if content.searches:
            yield ""
    for one in content.searches:
        yield from _search_lines(one, portal_url)


def _search_lines(one: Mapping[str, Any], portal_url: str) -> Iterator[str]:
    yield f"New in the saved search {_line(one['name'])}: {one['total']}"
    yield ""
    for found in one["documents"]:
        yield f"{_line(found['title']) or found['document']}"
        yield f"  {_line(found['path']) or found['document']}"
    if more := one["total"] - len(one["documents"]):
        yield f"and {more} more"
    if portal_url:
        yield f"{portal_url.rstrip('/')}{one['address']}"
    yield ""


def _name(one: Mapping[str, Any]) -> str:
    return str(one["path"]).rsplit("/", 1)[-1] or str(one["document"])


def _line(said: str) -> str:
    """A text of unknown origin on one line, without marks that steer or turn it."""
    shown = (" " if unicodedata.category(one) in ("Cc", "Cf") else one for one in said)
    return " ".join("".join(shown).split())
