"""What reports of findings say of each, whatever kind of file they are."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from enricher.audit_report import Entry
from enricher.finding_log import Decision, Step
from enricher.findings import Proof, State


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
    return f"{place['category']}: {place['value'] or place['text']}, {where}"


def remarks(proof: Proof) -> list[str]:
    """What proves a finding beside its words: other values, near names, notes."""
    placed = {place["value"] for place in proof.places}
    values = [one for one in proof.values if one["value"] not in placed]
    return [
        *(f"{one['category']}: {one['value']}" for one in values),
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


def events(entry: Entry) -> list[tuple[datetime, str]]:
    """What became of a finding in the period, and who decided what until its end."""
    told = [(one.at, _step(one)) for one in entry.steps if one.state is not State.ACCEPTED]
    told += [(one.at, _decision(one)) for one in entry.decisions]
    return sorted(told, key=lambda one: one[0])


def _step(one: Step) -> str:
    if one.state is one.before:
        return "changed"
    came_back = one.state is State.OPEN and one.before is not None
    return one.state.value + (", came back" if came_back else "")


def _decision(one: Decision) -> str:
    if one.act != "accept":
        return f"reopened by {one.who}"
    until = f"until {one.until}" if one.until else "for good"
    return f"accepted by {one.who} {until}: “{one.reason}”"
