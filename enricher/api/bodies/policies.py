"""Policies: what they are, what they would do, and which changes of their files are held."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from enricher.api.bodies import Body, Count, Moment, Share, attribute
from enricher.audit.drafts import Draft
from enricher.policies.conditions import ConditionKind, FormCondition
from enricher.policies.form import PolicyForm
from enricher.policies.form_scope import FormScope
from enricher.policies.policy import Policy, Verdict
from enricher.policies.sets import PolicySet
from enricher.policies.verdicts import Evidence

PathText = Annotated[str, BeforeValidator(str)]


class HeldChange(Body):
    """A missing policy or list, or a list that lost most of its names; findings stay meanwhile."""

    project: str = Field(examples=["contracts"])
    name: str = Field(
        examples=["lists/blocked-parties"],
        description="The name of the policy, or `lists/` and the name of the list.",
    )
    file: PathText = attribute("path")
    what: Literal["gone", "empty", "shorter"]
    policies: list[str] = Field(description="The policies that are not applied meanwhile.")
    names: int | None = attribute("names_left", description="The number of names on the list now.")
    before: int | None = Field(description="The number of names that it had; null if unknown.")
    message: str = attribute("sentence")


class WouldOpen(Body):
    document: str = Field(examples=["3f9c2a41d0b7e65588aa0c1d"])
    path: str
    kind: Literal["finding", "review"]
    severity: Literal["critical", "high", "medium", "low"]
    message: str
    finding: int | None = Field(
        description="The id of the finding, if it exists and is resolved or accepted now."
    )


class WouldClose(Body):
    finding: int
    document: str
    path: str
    message: str
    reason: str


class PolicyTrial(Body):
    """What a policy would do; nothing is changed."""

    policy: str
    project: str
    documents: int = Field(description="Documents that a model of its project reads.")
    in_scope: int = Field(description="Documents in the policy's scope.")
    would_open: int
    would_close: int
    would_stay: int
    opens: list[WouldOpen] = Field(description="The first of these findings.")
    closes: list[WouldClose] = Field(description="The first of these findings.")
    undecided: dict[str, int] = Field(
        description="The number of documents that it could not decide on, by reason.",
        examples=[{"Term is missing": 12}],
    )
    stopped: int = Field(description="Documents for which it was stopped because it took too long.")
    not_asked: int = Field(description="Documents that are not in the index yet.")


class PolicyBody(Body):
    id: str
    title: str
    severity: Literal["critical", "high", "medium", "low"]
    description: str
    scope: str
    condition: str = attribute("condition.text")
    message: str
    remedy: str
    enabled: bool
    categories: list[str] = attribute("condition.categories")
    lists: list[str] = attribute("condition.lists")
    compared: list[str] = attribute("condition.compared")
    day_dependent: bool = attribute("is_day_dependent")
    examples: Count
    file: str | None
    lacks_list: str | None = Field(description="The list that it needs and that is missing.")
    lacks_standard: str | None = Field(
        description="The clause of which the playbook has no standard wording, and that it needs."
    )


def policy_body(policy: Policy, policies: PolicySet) -> PolicyBody:
    return PolicyBody.of(
        policy,
        file=str(policy.files[0]) if policy.files else None,
        lacks_list=policies.idle.get(policy.id),
        lacks_standard=policies.unset.get(policy.id),
    )


class ExampleNear(Body):
    name: str
    list: str
    listed: tuple[str, ...]
    reasons: tuple[str, ...]


class TriedBody(Body):
    """An example of a policy, and whether it came out as expected."""

    policy: str
    example: str = attribute("example.shown")
    line: int = attribute("example.line")
    expected: Verdict = attribute("example.expect")
    passed: bool
    problem: str
    verdict: Verdict = attribute("result.verdict")
    message: str = attribute("result.message")
    confidence: Share = attribute("result.confidence")
    evidence: list[Evidence] = attribute("result.evidence")
    notes: list[str] = attribute("result.notes")
    near: list[ExampleNear] = attribute("result.near")


class ProblemBody(Body):
    """Something that is wrong with a policy."""

    line: int | None = Field(description="Counted from 1; null if it is about the whole file.")
    message: str


class ConditionBody(Body):
    """What a policy asks of one field."""

    kind: ConditionKind
    category: str = Field(examples=["Term"])
    values: tuple[str, ...] = Field(
        (),
        description="Several for `one-of` and `none-of`, none for `missing` and `present`, else one.",
        examples=[["5 years"]],
    )


class ScopeBody(Body):
    """Which documents a policy looks at."""

    types: tuple[str, ...] = Field(
        default=(), description="Of any of these types.", examples=[["loan"]]
    )
    collections: tuple[str, ...] = Field(default=(), description="In any of these collections.")
    search: str = Field(default="", description="A query that they have to match as well.")


class PolicyFormBody(Body):
    """A policy as a form has it."""

    title: str = ""
    severity: str = ""
    message: str = ""
    remedy: str = ""
    description: str = ""
    enabled: bool = True
    scope: ScopeBody = ScopeBody()
    conditions: tuple[ConditionBody, ...] | None = Field(
        (), description="Null if a form cannot express the condition; it then stays as it is."
    )
    joined: Literal["all", "any"] = "all"
    unsaid: str = Field("", description="Why a form cannot express the condition.")


class PolicyDraftBody(Body):
    """A policy before it is saved."""

    valid: bool
    text: str
    problems: list[ProblemBody] = Field(description="Why it cannot be read.")
    advice: list[str] = Field(description="What is worth a look about a valid policy.")
    form: PolicyFormBody | None = Field(description="Null if the text is not YAML with keys.")


class PolicyFileBody(Body):
    """A policy as its file says it."""

    project: str
    name: str = attribute("id")
    text: str = Field(description="Of your own file, else of the one that ships; may be empty.")
    revision: str = Field(description="`none` if there is no file of your own.")
    file: PathText = Field(description="Your own file; it need not exist.")
    ships: bool = Field(description="Whether a policy of this name comes with enricher.")


class PolicyVersionBody(Body):
    """What somebody made of your own file of a policy."""

    at: Moment
    who: str
    sha256: str | None = Field(description="Of the file's content; null if the file was removed.")
    why: str | None = Field(description="Null if the file was edited by hand.")
    kept: bool = attribute("is_kept", description="Whether the content can be read.")
    changes: list[str] = Field(description="Lines of a unified diff.")


def draft_body(text: str, draft: Draft, form: PolicyForm | None, fault: str) -> PolicyDraftBody:
    """As JSON; `fault` is why the text is not what a form says."""
    problems = [ProblemBody(line=None, message=fault)] if fault else []
    return PolicyDraftBody(
        valid=draft.policy is not None and not fault,
        text=text,
        problems=[*problems, *map(ProblemBody.of, draft.problems)],
        advice=list(draft.advice),
        form=None if form is None else PolicyFormBody.of(form),
    )


def form_of(body: PolicyFormBody) -> PolicyForm:
    conditions = body.conditions
    return PolicyForm(
        body.title,
        body.severity,
        body.message,
        body.remedy,
        body.description,
        body.enabled,
        FormScope(body.scope.types, body.scope.collections, body.scope.search),
        None
        if conditions is None
        else tuple(FormCondition(one.kind, one.category, one.values) for one in conditions),
        body.joined,
    )
