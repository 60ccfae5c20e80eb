"""Models: which there are, where they serve, and how two of them compare."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field

from enricher.api.bodies import Body, Moment, Share, attribute
from enricher.models.comparison import ALL, Certainty, Comparison, Verdict
from enricher.models.deployments import Model


class ModelBody(Body):
    name: str = Field(examples=["m1"])
    version: str
    superseded: bool = Field(description="A newer version with the same name exists.")
    deployments: list[str] = Field(examples=[["production"]])
    categories: list[str]
    metrics: dict[str, float] = attribute("bundle.description.metrics")
    calibrated: bool = attribute("is_calibrated")
    made_at: Moment


class DeploymentBody(ModelBody):
    deployment: str = Field(examples=["production"])


def deployment_bodies(deployments: Mapping[str, Model]) -> list[DeploymentBody]:
    return [DeploymentBody.of(model, deployment=name) for name, model in deployments.items()]


class ComparedModel(Body):
    name: str = Field(examples=["m1"])
    version: str


class RatesBody(Body):
    precision: Share
    recall: Share
    f1: Share = Field(examples=[0.91])


class ChangeBody(Body):
    first: RatesBody
    second: RatesBody
    delta: RatesBody = Field(description="The second value minus the first.")
    support: int = attribute("second.support", description="The number of labels to find.")
    p: Share = Field(description="How often chance alone would change F1 as much (p-value).")
    documents_differing: int = attribute("differing")
    verdict: Verdict = Field(description="By F1 alone.")
    certainty: Certainty = Field(
        description="Whether that is more than chance; below six differing documents nothing is proven."
    )


class OnlyBody(Body):
    """An entity that only one of the models finds."""

    category: str = attribute("place.category", examples=["Lender"])
    start: int = attribute("place.start")
    end: int = attribute("place.end")
    text: str = attribute("place.text")
    before: str = attribute("place.before")
    after: str = attribute("place.after")
    right: bool = attribute("is_right", description="Whether the labels have it.")


class DifferingBody(Body):
    name: str
    first: list[OnlyBody]
    second: list[OnlyBody]


class ComparisonBody(Body):
    """What `enricher compare --json` prints."""

    first: ComparedModel
    second: ComparedModel
    documents: int = Field(description="Documents that both were measured on.")
    left_out: int = Field(
        description="Documents that at least one of them was not, or may not be, measured on."
    )
    micro: ChangeBody
    categories: dict[str, ChangeBody]
    only_one_knows: list[str]
    relabelled: list[str] = Field(
        description="Documents left out because the two models were measured on different labels."
    )
    differing: list[DifferingBody]


def comparison_body(comparison: Comparison) -> ComparisonBody:
    first, second = (
        ComparedModel(name=name, version=version) for name, version in comparison.models
    )
    changes = dict(comparison.changes)
    return ComparisonBody.of(
        comparison, first=first, second=second, micro=changes.pop(ALL), categories=changes
    )
