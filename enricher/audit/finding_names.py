"""What findings are asked for by name: a mistyped name is refused, not answered with none."""

from __future__ import annotations

from difflib import get_close_matches

from enricher.audit.findings import FindingFilter
from enricher.errors import NotFoundError
from enricher.wiring.home import Home
from enricher.wiring.policies import project_policies


def refuse_unknown(home: Home, asked: FindingFilter) -> None:
    """Let policies, documents and projects be asked for that are there, or that have findings.

    Raises:
        NotFoundError: one neither is there nor has a finding.
    """
    if asked.project is not None and not _has(home, FindingFilter(project=asked.project)):
        home.registry.schema_path(asked.project)
    for policy in asked.policies:
        if not _has(home, FindingFilter(policies=(policy,))):
            _refuse_policy(home, policy)
    for document in asked.documents:
        if not _has(home, FindingFilter(documents=(document,))):
            _refuse_document(home, document)


def _has(home: Home, asked: FindingFilter) -> bool:
    return bool(home.ledger.findings.page(asked, 0, 0).total)


def _refuse_document(home: Home, document: str) -> None:
    if not document or document not in home.ledger.accounts.ids_from(document):
        raise NotFoundError(f"there is no document {document!r}; a search shows ids")


def _refuse_policy(home: Home, policy: str) -> None:
    known = {
        one
        for project in home.registry.projects()
        for one in project_policies(home.path, project).policies
    }
    if policy in known:
        return
    near = get_close_matches(policy, sorted(known), 3)
    what = "near ones are" if near else "there are"
    raise NotFoundError(
        f"there is no policy {policy!r}; {what} {', '.join(near or sorted(known)) or 'none'}"
    )
