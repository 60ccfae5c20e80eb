"""The page on which a policy is written: as a form and as YAML, tried, saved, and returned to."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response

from enricher.api.bodies import to_json
from enricher.api.bodies.policies import PolicyDraftBody, PolicyFormBody, draft_body
from enricher.api.services import Served
from enricher.audit.file_edits import NO_REVISION
from enricher.audit.policy_edits import PolicyText, PolicyVersion
from enricher.policies.conditions import ConditionKind, FormCondition, kinds_for
from enricher.policies.form import PolicyForm
from enricher.policies.form_scope import TYPE
from enricher.policies.policy import Policy
from enricher.portal.rendering import page
from enricher.schema import Category
from enricher.wiring.audit import build_guard, build_policy_edits

_NEW = "new"  # what a policy is called until it has a name

router = APIRouter(include_in_schema=False)


@router.get("/audit/policies/new")
def read_new(request: Request, served: Served, project: str, wording: str = "") -> Response:
    """A policy that has no name yet; one over the wording of a clause where that is named."""
    if not wording:
        form = PolicyFormBody.of(PolicyForm(severity="medium"))
        empty = PolicyDraftBody(valid=False, text="", problems=[], advice=[], form=form)
        return _page(request, served, project, empty)
    edits = build_policy_edits(served.home)
    text = edits.fill(project, _NEW, "", _over_wording(wording))
    draft = edits.check(project, _NEW, text)
    body = draft_body(text, draft, edits.form(project, _NEW, text), "")
    return _page(request, served, project, body)


def _over_wording(category: str) -> PolicyForm:
    return PolicyForm(
        title=f"{category} does not follow the playbook",
        severity="medium",
        message=f"This does not follow the playbook: {{{category}}}",
        conditions=(FormCondition(ConditionKind.OTHER_WORDING, category),),
    )


@router.get("/audit/policies/{project}/{name}")
def read_page(request: Request, served: Served, project: str, name: str) -> Response:
    edits = build_policy_edits(served.home)
    found = edits.read(project, name)
    draft = edits.check(project, name, found.text)
    body = draft_body(found.text, draft, edits.form(project, name, found.text), "")
    versions = edits.versions(project, name)
    return _page(request, served, project, body, found, draft.policy, versions)


def _page(
    request: Request,
    served: Served,
    project: str,
    draft: PolicyDraftBody,
    found: PolicyText | None = None,
    policy: Policy | None = None,
    versions: list[PolicyVersion] | None = None,
) -> Response:
    known = build_guard(served.home).policies(project)
    types = known.searched.choices.get(TYPE, ())
    return page(
        request,
        "policy.html",
        project=project,
        found=found,
        title=policy.title if policy else found.id if found else "New policy",
        lists=policy.condition.lists if policy else (),
        versions=versions or [],
        editor={
            "project": project,
            "name": found.id if found else "",
            "revision": found.revision if found else NO_REVISION,
            "draft": to_json(draft, PolicyDraftBody),
            "categories": [_category(one) for one in known.schema.categories],
            "lists": sorted({*known.lists, *known.idle.values()}),
            "types": sorted(types),
            "collections": [one.name for one in served.home.ledger.collections.all()],
        },
    )


def _category(category: Category) -> dict[str, Any]:
    """What the form has to know of a category."""
    return {
        "name": category.name,
        "type": category.type.name,
        "many": category.cardinality == "many",
        "passage": category.type.is_passage,
        "choices": list(category.choices),
        "kinds": [kind.value for kind in kinds_for(category)],
    }
