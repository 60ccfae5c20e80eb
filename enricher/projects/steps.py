"""The way from an empty project to one that reads documents, and how far a project has come."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from enricher.projects.project import Overview

ENOUGH_TAGGED = 10
"""Documents that are a beginning: with fewer a model learns them by heart."""

StepName = Literal["schema", "documents", "tag", "train", "deploy"]


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the way; `done` where the project has what it leads to."""

    name: StepName
    done: bool


def steps(overview: Overview, models: int, deployed: Iterable[str]) -> tuple[Step, ...]:
    """How far a project has come.

    Args:
        models: that were trained in it.
        deployed: the names of its deployments.
    """
    schema = overview.schema
    if schema.categories and not schema.learned:  # rules read it, there is nothing to learn
        return (Step("schema", True), Step("deploy", True))
    return (
        Step("schema", bool(schema.categories)),
        Step("documents", overview.documents > 0),
        Step("tag", overview.tagged >= ENOUGH_TAGGED),
        Step("train", models > 0),
        Step("deploy", bool(list(deployed))),
    )


def next_step(way: Iterable[Step]) -> StepName | None:
    """What to do next; None where the project reads documents.

    A schema comes first. Then it is what follows the last step that is done: who deployed a model
    that others trained need not tag.
    """
    known = tuple(way)
    if not known[0].done:
        return known[0].name
    last = max(number for number, one in enumerate(known) if one.done)
    return known[last + 1].name if last + 1 < len(known) else None
