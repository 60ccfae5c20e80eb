"""Clauses: how documents word them, and where one deviates."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import Field

from enricher.api.bodies import Body, Share, attribute
from enricher.clauses.library import Passage, WordingGroup, Wordings
from enricher.text.wordings import Nearness, Stretch, differences


class ClauseCategoryBody(Body):
    """A category of passages."""

    category: str = Field(examples=["GoverningLaw"])
    description: str
    documents: int = Field(description="That have such a passage.")
    missing: int = Field(description="Documents that have none.")
    is_weak: bool = Field(description="The model finds it too badly to rely on either.")


class StretchBody(Body):
    """What two texts have at the same place."""

    first: str
    second: str
    differs: bool = Field(description="False where they differ by nothing that counts.")


class PassageBody(Body):
    document: str = Field(examples=["3f9c2a41d0b7e65588aa0c1d"])
    title: str
    path: str
    number: int = Field(description="Which of the values of its category in the document, from 1.")
    text: str


class ClosePassageBody(PassageBody):
    likeness: Share = Field(
        description="The share of words that it has in common with the group's."
    )
    differences: list[StretchBody] = Field(
        description="The group's wording and this one, whole, in stretches."
    )


class WordingGroupBody(Body):
    """Passages of near the same words."""

    text: str = Field(description="The wording that most of them have.")
    documents: int
    is_standard: bool = Field(description="It is the standard wording of the playbook.")
    same: list[PassageBody] = Field(description="Passages of that wording.")
    close: list[ClosePassageBody] = Field(description="Those that deviate, the nearest first.")


class WordingsBody(Body):
    """How documents word a clause."""

    category: str
    documents: int = Field(description="Documents of the search that have such a passage.")
    missing: int = Field(description="Documents of the search that have none.")
    total: int = Field(description="Groups, shown or not.")
    groups: list[WordingGroupBody] = Field(
        description="That of the playbook first, then that of most documents."
    )


class ClauseBody(Body):
    """A passage of a document, and where it stands."""

    text: str = attribute("entity.text")
    offset: int = attribute("entity.span.start", description="In characters of the text.")
    length: int = attribute("entity.span.length")
    page: int | None = attribute("entity.page")
    confidence: Share = attribute("entity.span.confidence")


class ClausePairBody(Body):
    """Passages of two documents that belong together; null where one has none."""

    category: str = Field(examples=["GoverningLaw"])
    nearness: Nearness | None = Field(description="null where one of them is missing.")
    first: ClauseBody | None
    second: ClauseBody | None
    differences: list[StretchBody] = Field(description="Both whole, in stretches.")


class ComparedDocumentBody(Body):
    id: str = Field(examples=["3f9c2a41d0b7e65588aa0c1d"])
    title: str
    paths: list[str]


class ClauseComparisonBody(Body):
    """Two documents clause by clause."""

    first: ComparedDocumentBody
    second: ComparedDocumentBody
    clauses: list[ClausePairBody] = Field(
        validation_alias="pairs",
        description="In the order of the first document, then what it lacks.",
    )


def wordings_body(found: Wordings, size: int, offset: int = 0) -> WordingsBody:
    """The groups of a page."""
    shown = [_group_body(one) for one in found.groups[offset : offset + size]]
    return WordingsBody(
        category=found.category,
        documents=found.documents,
        missing=found.missing,
        total=len(found.groups),
        groups=shown,
    )


def stretch_bodies(stretches: Sequence[Stretch]) -> list[StretchBody]:
    return list(map(StretchBody.of, stretches))


def _group_body(found: WordingGroup) -> WordingGroupBody:
    return WordingGroupBody(
        text=found.text,
        documents=found.documents,
        is_standard=found.is_standard,
        same=list(map(PassageBody.of, found.same)),
        close=[_close_body(found, one) for one in found.close],
    )


def _close_body(found: WordingGroup, passage: Passage) -> ClosePassageBody:
    stretches = differences(found.wording, passage.wording)
    return ClosePassageBody.of(passage, differences=stretch_bodies(stretches))
