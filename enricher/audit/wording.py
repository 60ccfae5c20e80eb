"""Findings, their reasons and answers about them in words, wherever these are shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any

from enricher.audit.answers import Answer
from enricher.audit.report import Entry, Report
from enricher.ledger.snapshots import PastDocument, PastFinding
from enricher.policies.finding_log import Decision, Step
from enricher.policies.findings import Proof, State
from enricher.text.excerpts import excerpt


def quoted(place: Mapping[str, Any]) -> tuple[str, str, str]:
    """The sentence of a place: what comes before the words that prove it, these, and the rest."""
    said, start = place["sentence"]["text"], place["offset"] - place["sentence"]["start"]
    if start < 0:
        return said, "", ""
    end = start + place["length"]
    return said[:start], said[start:end], said[end:]


def source(place: Mapping[str, Any]) -> str:
    """What the words of a place mean, and where they stand."""
    where = f"page {place['page']}" if place["page"] else f"at character {place['offset']}"
    return f"{place['category']}: {excerpt(place['value'] or place['text'])}, {where}"


def remarks(proof: Proof) -> list[str]:
    """What proves a finding beside its words: other values, near names, notes."""
    placed = {place["value"] for place in proof.places}
    values = [one for one in proof.values if one["value"] not in placed]
    return [
        *(f"{one['category']}: {excerpt(one['value'])}" for one in values),
        *(
            f"“{one['name']}” is near {', '.join(near_names(one))} of the list {one['list']}."
            for one in proof.near
        ),
        *proof.notes,
    ]


def near_names(near: Mapping[str, Any]) -> list[str]:
    """The listed names that a name is near, and why, which earlier versions did not keep."""
    reasons = near.get("reasons") or [""] * len(near["listed"])
    return [
        f"{name} ({reason})" if reason else name
        for name, reason in zip(near["listed"], reasons, strict=True)
    ]


def stopped_words(documents: int) -> str:
    """That a policy was stopped for so many documents."""
    count = "1 document" if documents == 1 else f"{documents:,} documents"
    return (
        f"has no answer for {count}: it took too long or too much memory, or the stored document is"
        " damaged; earlier findings stay (enricher audit list --undecided)"
    )


def stopped_sentences(stopped: Mapping[str, int]) -> dict[str, str]:
    """By policy that it was stopped for so many documents."""
    return {policy: stopped_words(count) for policy, count in stopped.items()}


def not_asked(report: Report) -> dict[str, str]:
    """Why policies have no answer for documents, by policy."""
    idle = {
        id: f"is skipped because its list {name} does not exist" for id, name in report.idle.items()
    }
    unset = {
        id: f"is skipped because the playbook has no standard wording of {name}"
        for id, name in report.unset.items()
    }
    return stopped_sentences(report.stopped) | idle | unset


def asked_about(documents: Mapping[str, int | None], policy: str) -> str:
    """About how many documents a policy was asked."""
    if policy not in documents:
        return "not checked"
    count = documents[policy]
    return "not known" if count is None else f"{count:,}"


def events(entry: Entry) -> list[tuple[datetime, str]]:
    """What became of a finding in the period and why, and who decided what until its end."""
    return story(entry.steps, entry.decisions, entry.earlier)


def story(
    steps: Sequence[Step], decisions: Sequence[Decision], earlier: Step | None = None
) -> list[tuple[datetime, str]]:
    """What became of a finding and why, in order.

    Args:
        earlier: the step before the first of these.
    """
    told = [(one.at, _decision(one)) for one in decisions]
    for before, step in pairwise((earlier, *steps)):
        # What a person did is told by the decision.
        is_decision = step and step.state is State.ACCEPTED and step.before is not State.ACCEPTED
        if step is not None and not is_decision and "person" not in step.why:
            told.append((step.at, _step(step, before)))
    return sorted(told, key=lambda one: one[0])


def _step(one: Step, before: Step | None) -> str:
    if one.state is one.before:
        what = "changed"
    elif one.state is State.OPEN and one.before is not None:
        what = "open again"
    else:
        what = "opened" if one.state is State.OPEN else one.state.value
    reasons = [*_ended(one), *_differences(one, before), *_causes(one)]
    return f"{what}: {'; '.join(reasons)}" if reasons else what


def _ended(one: Step) -> list[str]:
    if one.before is not State.ACCEPTED or one.state is State.ACCEPTED:
        return []
    if "until" in one.why:
        return ["the acceptance expired"]
    return ["the acceptance ended"]


def _differences(one: Step, before: Step | None) -> list[str]:
    """What a finding says otherwise than before; of one that is resolved nothing."""
    if before is None or one.state is State.RESOLVED:
        return []
    told = []
    was, now = _values(before.proof), _values(one.proof)
    for category in dict.fromkeys((*now, *was)):
        if was.get(category) != now.get(category):
            values = " and ".join(now.get(category, ["none"]))
            told.append(f"{category} is {values}, was {' and '.join(was.get(category, ['none']))}")
    if one.severity != before.severity:
        told.append(f"severity {one.severity}, was {before.severity}")
    if one.kind != before.kind:
        told.append("review, was a finding" if one.kind == "review" else "no longer a review")
    return told


def _values(proof: Proof) -> dict[str, list[str]]:
    values: dict[str, list[str]] = {}
    for one in proof.values:
        values.setdefault(one["category"], []).append(one["value"])
    return {category: sorted(of) for category, of in values.items()}


_CAUSES = {
    "content": "the content of the document changed",
    "models": "read by another model",
    "fields": "its fields, parties or path changed",
    "policy": "the policy changed",
    "schema": "the schema changed",
    "version": "its policy, a list or the schema changed",
    "day": "the date was reached",
    "new": "the policy is new",
    "off": "the policy was turned off",
    "idle": "the policy's list does not exist",
    "unset": "the playbook has no standard wording of its clause",
    "confirmed": "the policy was removed, and the removal confirmed",
    "unread": "the document was removed or is no longer read",
    "undecided": "a value is missing",
}


_CHANGED = {"list": "the list", "standard": "the standard wording of"}


def _causes(one: Step) -> list[str]:
    told = [_CAUSES[code] for code in one.why if code in _CAUSES]
    for code in one.why:
        kind, _, name = code.partition(":")
        if kind in _CHANGED:
            told.append(f"{_CHANGED[kind]} {name} was changed")
    return told


def _decision(one: Decision) -> str:
    if one.act != "accept":
        return f"reopened by {one.who}"
    until = f"until {one.until}" if one.until else "for good"
    return f"accepted by {one.who} {until}: “{one.reason}”"


def values_line(answer: Answer, one: PastDocument) -> str:
    """The values that the question is about, each with what said so and how sure that was."""
    return "; ".join(
        f"{name}: {value.value} ({value.said_by or 'unknown'}, {value.confidence:.2f})"
        for name, values in answer.values_of(one).items()
        for value in values
    )


def corrections_line(one: PastDocument) -> str:
    acts = {
        **{"tag": "is", "reject": "is no", "none": "has no", "set-cell": "was corrected in"},
        **{"remove-row": "was removed from", "add-row": "was added to", "set-fact": "was set in"},
        "add-table": "was added as",
    }
    return "; ".join(
        " ".join(
            [
                *([f"“{each.text}”"] if each.text else []),
                f"{acts.get(each.act, each.act)} {each.category}",
                f"by {each.who} on {each.at.astimezone():%Y-%m-%d}",
            ]
        )
        for each in one.entry.corrections
    )


def finding_line(answer: Answer, finding: PastFinding) -> str:
    """A finding, the version of its policy, and the decision about it."""
    said = f"{finding.policy} ({finding.severity}, version {finding.version})"
    decision = answer.decision_of(finding)
    if decision is None:
        return f"{said}: {finding.message}"
    until = f" until {decision.until}" if decision.until else ""
    return f"{said}: accepted by {decision.who} on {decision.at.astimezone():%Y-%m-%d}{until}: {decision.reason}"
