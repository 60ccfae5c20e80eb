"""Policies that are read, checked, saved and returned to; docs/policies.md tells people."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response
from pydantic import Field

from enricher.api.bodies.policies import (
    PolicyDraftBody,
    PolicyFileBody,
    PolicyFormBody,
    PolicyVersionBody,
    draft_body,
    form_of,
)
from enricher.api.projects import NeededRevision, set_etag
from enricher.api.requests import Body
from enricher.api.services import Served, Who
from enricher.audit.policy_edits import PolicyText, PolicyVersion
from enricher.errors import InputError
from enricher.policies.source import MAX_BYTES
from enricher.wiring.audit import build_policy_edits

router = APIRouter(prefix="/api/policies", tags=["findings"])

WhyDescription = "What the history tells of it."


class PolicyToCheck(Body):
    project: str = Field("contracts", examples=["contracts"])
    name: str = Field(examples=["long-loan"])
    text: str = Field(
        max_length=MAX_BYTES,
        examples=["title: A long term\nseverity: low\ncondition: fields.Term.years > 5.0\n…"],
    )
    form: PolicyFormBody | None = Field(
        None, description="What the text is to say; the lines of other keys stay as they are."
    )


class PolicyToSave(Body):
    text: str = Field(description="The content of the file.", max_length=MAX_BYTES)
    why: str = Field("", description=WhyDescription, examples=["The board asked for it."])


class VersionText(Body):
    text: str


@router.post("/draft", response_model=PolicyDraftBody)
def check_draft(served: Served, body: PolicyToCheck) -> PolicyDraftBody:
    """Check the text of a policy, without saving it.

    With `form`, the text is changed to say what the form says. The answer has the text and, if a
    form can express it, what a form says of it.
    """
    edits = build_policy_edits(served.home)
    text, form, fault = body.text, None, ""
    if body.form is not None:
        form = form_of(body.form)
        try:
            text = edits.fill(body.project, body.name, text, form)
        except InputError as error:
            fault = str(error)
    if not fault:
        form = edits.form(body.project, body.name, text)
    return draft_body(text, edits.check(body.project, body.name, text), form, fault)


@router.get("/{project}/{name}", response_model=PolicyFileBody)
def read_policy(served: Served, project: str, name: str, response: Response) -> PolicyText:
    """Get a policy as its file says it. The ETag is its revision.

    A policy that does not exist yet has an empty text.
    """
    found = build_policy_edits(served.home).read(project, name)
    set_etag(response, found.revision)
    return found


@router.put("/{project}/{name}", response_model=PolicyFileBody)
def save_policy(
    served: Served,
    who: Who,
    project: str,
    name: str,
    body: PolicyToSave,
    revision: NeededRevision,
    response: Response,
) -> PolicyText:
    """Save a policy. It takes effect at once, for all documents.

    Responds with 412 and the current policy if its file has changed, and with 422 and a list of the
    mistakes if the text is not valid.
    """
    edits = build_policy_edits(served.home)
    saved = edits.save(project, name, body.text, revision, who, body.why)
    set_etag(response, saved.revision)
    return saved


@router.delete("/{project}/{name}", status_code=204)
def remove_policy(
    served: Served,
    who: Who,
    project: str,
    name: str,
    revision: NeededRevision,
    why: Annotated[str, Query(description=WhyDescription)] = "",
) -> None:
    """Remove your own file of a policy.

    If a policy of this name ships, it applies again; otherwise its findings are resolved.
    """
    build_policy_edits(served.home).remove(project, name, revision, who, why)


@router.get("/{project}/{name}/versions", response_model=list[PolicyVersionBody])
def list_versions(served: Served, project: str, name: str) -> list[PolicyVersion]:
    """List what was saved of a policy, or edited by hand: who, when, why and what; latest first."""
    return build_policy_edits(served.home).versions(project, name)


@router.get("/{project}/{name}/versions/{sha256}", response_model=VersionText)
def read_version(
    served: Served,
    project: str,
    name: str,
    sha256: Annotated[str, Path(description="SHA-256 of its content, as the versions have it.")],
) -> VersionText:
    """Get what a version of a policy said. To return to it, save its text."""
    text = build_policy_edits(served.home).version_text(project, name, sha256)
    return VersionText(text=text)
