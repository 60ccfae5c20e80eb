"""Which role may ask for what."""

from __future__ import annotations

import re

from enricher.people.roles import Role

_READING = frozenset({"GET", "HEAD", "OPTIONS"})

# What is gone for good with the work of others in it, though taggers change all around it.
_DELETING = re.compile(r"/api/projects/[^/]+/documents/.+")

# Requests that change something, or look as if they did, and are not the administrator's alone.
# docs/portal.md tells people.
_WRITING: tuple[tuple[Role, re.Pattern[str]], ...] = (
    (Role.READER, re.compile(r"/api/extract(/.*)?|/sign(in|out)|/api/me/.+")),
    (Role.TAGGER, re.compile(r"/api/(documents/[^/]+/(tables/[^/]+/)?)?corrections(/.*)?")),
    (Role.TAGGER, re.compile(r"/api/documents/[^/]+/tables(/try)?")),
    (
        Role.TAGGER,
        re.compile(r"/api/(parties|searches|review|findings|assignments|comments)(/.*)?"),
    ),
    (
        Role.TAGGER,
        re.compile(r"/api/projects/[^/]+/(documents|tagging|check|opinions|adjudication)/.+"),
    ),
    (Role.TAGGER, re.compile(r"/api/projects/[^/]+/datasets")),
    (Role.TAGGER, re.compile(r"/api/policies/(try|draft)")),
    (Role.TAGGER, re.compile(r"/api/lists/[^/]+/[^/]+/(table|try|draft)")),
)


def needed_role(method: str, path: str) -> Role:
    """The least role that may ask this."""
    if method in _READING:
        return Role.READER
    if method == "DELETE" and _DELETING.fullmatch(path):
        return Role.ADMINISTRATOR
    return next((role for role, known in _WRITING if known.fullmatch(path)), Role.ADMINISTRATOR)
