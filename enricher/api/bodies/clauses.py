"""Clauses: how documents word them, and where one deviates."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import Field

from enricher.api.bodies import Body, Share, attribute
from enricher.audit.clauses.library import Passage, WordingGroup, Wordings
from enricher.text.wordings import Nearness, Stretch, differences


class ClauseCategoryBody(Body):
    """A category of clauses."""

    category: str = Field(examples=["GoverningLaw"])
    description: str
    documents: int = Field(description="Documents with such a clause.")
    missing: int = Field(description="Documents without one.")
    is_weak: bool = Field(
        description="The model often misses it or gets it wrong, so neither number is reliable."
    )


class StretchBody(Body):
    """A stretch of two texts."""

    first: str
    second: str
    differs: bool = Field(description="Whether the two texts differ in a way that counts.")


class PassageBody(Body):
    document: str = Field(examples=["3f9c2a41d0b7e65588aa0c1d"])
    title: str
    path: str
    number: int = Field(
        description="Which of the passages of its category in the document, from 1."
    )
    text: str


class ClosePassageBody(PassageBody):
    likeness: Share = Field(
        description="The share of words that it has in common with the group's wording."
    )
    differences: list[StretchBody] = Field(
        description="The group's wording and this one in full, in stretches that are the same or"
        " differ."
    )


class WordingGroupBody(Body):
    """Passages with nearly the same words."""

    text: str = Field(description="The wording that most of them have.")
    documents: int
    is_standard: bool = Field(description="Whether it is the standard wording of the playbook.")
    same: list[PassageBody] = Field(description="Passages with this wording.")
    close: list[ClosePassageBody] = Field(description="Passages that deviate, closest first.")


class WordingsBody(Body):
    """The wordings of a clause."""

    category: str
    documents: int = Field(description="Documents of the search with such a clause.")
    missing: int = Field(description="Documents of the search without one.")
    total: int = Field(description="The number of groups on all pages.")
    groups: list[WordingGroupBody] = Field(
        description="The standard wording first, then the most frequent."
    )


class ClauseBody(Body):
    """A passage of a document, and its place."""

    text: str = attribute("entity.text")
    offset: int = attribute(
        "entity.span.start",
        description="The first character, counted in code points of the document's text.",
    )
    length: int = attribute("entity.span.length")
    page: int | None = attribute("entity.page")
    confidence: Share = attribute("entity.span.confidence")


class ClausePairBody(Body):
    """Two passages that correspond to each other; null if a document has none."""

    category: str = Field(examples=["GoverningLaw"])
    nearness: Nearness | None = Field(description="null if one of them is missing.")
    first: ClauseBody | None
    second: ClauseBody | None
    differences: list[StretchBody] = Field(
        description="Both passages in full, in stretches that are the same or differ."
    )


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
        description="In the order of the first document; those that it lacks come last.",
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
