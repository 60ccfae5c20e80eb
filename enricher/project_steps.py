"""The way from an empty project to one that reads documents, and how far a project has come."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from enricher.project import Overview

ENOUGH_TAGGED = 10
"""Documents that are a beginning: with fewer a model learns them by heart."""

StepName = Literal["schema", "documents", "tag", "train", "deploy"]


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the way; `done` where nothing more has to happen for the next one to begin."""

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
    is_deployed = bool(list(deployed))
    is_trained = bool(models) or is_deployed
    return (
        Step("schema", bool(schema.categories)),
        Step("documents", overview.documents > 0 or is_trained),
        Step("tag", overview.tagged >= ENOUGH_TAGGED or is_trained),
        Step("train", is_trained),
        Step("deploy", is_deployed),
    )


def next_step(way: Iterable[Step]) -> StepName | None:
    """The first that is not done; None where the project reads documents."""
    return next((one.name for one in way if not one.done), None)
