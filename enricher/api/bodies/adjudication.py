"""What several taggers say of documents: how far they agree, and what is decided between them."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field

from enricher.api.bodies import Body, Share, attribute
from enricher.api.bodies.documents import OFFSET
from enricher.api.bodies.project_documents import LabelAnswer
from enricher.projects.adjudication.disagreements import DisagreementKind
from enricher.projects.adjudication.standings import Standings
from enricher.projects.agreement import Agreement, CategoryAgreement

_KAPPA = Field(
    description="Cohen's kappa over characters, 1 at most; null where chance alone agrees on all of them."
)


class CategoryAgreementBody(Body):
    category: str = Field(examples=["Borrower"])
    documents: int
    kappa: Annotated[float | None, _KAPPA]
    f1: Share = Field(description="Over spans that are the same to the character.")
    same_spans: int
    other_spans: int = Field(
        description="Spans that one of two taggers has, and the other has not."
    )


class PairBody(Body):
    taggers: tuple[str, str] = Field(examples=[["ada", "bob"]])
    documents: int
    kappa: Annotated[float | None, _KAPPA]
    f1: Share


class StandingBody(Body):
    document: str = Field(examples=["folder/loan-7.txt"])
    taggers: dict[str, bool] = Field(
        description="Whether each is done.", examples=[{"ada": True, "bob": False}]
    )
    disagreements: int | None = Field(description="null while not all taggers are done.")
    undecided: int
    settled_by: str = Field(description="Empty while it is not settled.")


class TaggerBody(Body):
    name: str = Field(examples=["ada"])
    done: int
    documents: int


class AgreementBody(Body):
    documents: int = Field(description="The documents that all of their taggers are done with.")
    kappa: Annotated[float | None, _KAPPA]
    f1: Share
    categories: list[CategoryAgreementBody]
    pairs: list[PairBody] = Field(description="By two taggers.")
    taggers: list[TaggerBody]
    standings: list[StandingBody] = Field(
        description="First what is to be decided, the document with the most disagreements in front;"
        " then what waits for taggers, then what is settled."
    )


def agreement_body(found: Standings) -> AgreementBody:
    whole = found.agreement
    return AgreementBody(
        documents=len(whole.documents),
        kappa=_kappa(whole),
        f1=whole.spans.f1,
        categories=[_category(one) for one in whole.categories],
        pairs=[
            PairBody(taggers=pair, documents=len(one.documents), kappa=_kappa(one), f1=one.spans.f1)
            for pair, one in found.pairs.items()
        ],
        taggers=[
            TaggerBody(name=name, done=done, documents=of)
            for name, (done, of) in found.progress.items()
        ],
        standings=[StandingBody.model_validate(one) for one in found.standings],
    )


def _category(one: CategoryAgreement) -> CategoryAgreementBody:
    return CategoryAgreementBody(
        category=one.category,
        documents=one.documents,
        kappa=_kappa(one),
        f1=one.spans.f1,
        same_spans=one.spans.tp,
        other_spans=one.spans.fp + one.spans.fn,
    )


def _kappa(one: Agreement | CategoryAgreement) -> float | None:
    kappa = one.characters.kappa
    return None if kappa is None else round(kappa, 4)


class ReadingBody(Body):
    taggers: list[str] = Field(examples=[["ada"]])
    labels: list[LabelAnswer]


class DisagreementBody(Body):
    id: str
    kind: DisagreementKind
    offset: int = attribute("start", description=OFFSET)
    length: int
    readings: list[ReadingBody]


class DecisionBody(Body):
    labels: list[LabelAnswer]
    who: str = Field(examples=["ada"])


class CaseBody(Body):
    document: Annotated[str, BeforeValidator(lambda one: one.name)]
    text: str = attribute("document.text")
    taggers: list[str]
    agreed: list[LabelAnswer]
    disagreements: list[DisagreementBody]
    decisions: dict[str, DecisionBody] = Field(description="By the id of the disagreement.")
    settled_by: str = Field(description="Empty while it is not settled.")
