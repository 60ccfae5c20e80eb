"""What goes over the wire about two models that are compared."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from enricher.api.schemas import Body


class ComparedModel(Body):
    name: str = Field(examples=["m1"])
    version: str


class RatesAnswer(Body):
    precision: float
    recall: float
    f1: float = Field(examples=[0.91])


class ChangeAnswer(Body):
    first: RatesAnswer
    second: RatesAnswer
    delta: RatesAnswer = Field(description="The second less the first.")
    support: int = Field(description="Labels that there are to find.")
    p: float = Field(description="How often chance alone would change F1 as much.")
    documents_differing: int
    verdict: Literal["better", "worse", "equal", "too few to tell", "no clear difference"]


class OnlyAnswer(Body):
    """An entity that one of the models finds and the other does not."""

    category: str = Field(examples=["Lender"])
    start: int
    end: int
    text: str
    before: str
    after: str
    right: bool = Field(description="The labels have it.")


class DifferingAnswer(Body):
    name: str
    first: list[OnlyAnswer]
    second: list[OnlyAnswer]


class ComparisonAnswer(Body):
    """What `enricher compare --json` prints."""

    first: ComparedModel
    second: ComparedModel
    documents: int = Field(description="That both were measured on.")
    left_out: int = Field(description="That one of them was not, or may not be, measured on.")
    micro: ChangeAnswer
    categories: dict[str, ChangeAnswer]
    only_one_knows: list[str]
    relabelled: list[str] = Field(
        description="Documents left out since one was measured on other labels than the other."
    )
    differing: list[DifferingAnswer]
