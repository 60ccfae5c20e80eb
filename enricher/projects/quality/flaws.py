"""Flaws: what is probably wrong with the labels of a project, where, and what to do."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from enricher.ledger.labels import Label, LabeledDocument

CONTEXT_CHARACTERS = 40

Place = tuple[str, int, int]
"""A document's name, and where a label begins and ends in it."""


class Aspect(StrEnum):
    """The quality of labels that a flaw lacks."""

    PRECISE = "precise"
    """They begin and end where the others of their category do."""
    CONSISTENT = "consistent"
    """The same is tagged alike everywhere."""
    COMPLETE = "complete"
    """Nothing is left untagged."""
    ENOUGH = "enough"
    """There are enough of each category to learn from and to measure with."""
    APART = "apart"
    """What is learned from and what is measured with are alike, and not the same."""


class Severity(StrEnum):
    ERROR = "error"
    """Training leaves something out, or scores say nothing."""
    WARNING = "warning"
    """Probably wrong."""
    NOTE = "note"
    """Worth knowing."""


SEVERITIES = tuple(Severity)
"""The gravest first."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document to look at, with what stands around it.

    Attributes:
        start, end: half-open, in Python characters of the document's text.
        category: of the label there, or of that which is missing there.
        suggested: where the label probably begins and ends, None where that is not known.
    """

    document: str
    start: int
    end: int
    category: str
    text: str
    before: str
    after: str
    suggested: tuple[int, int] | None = None
    suggested_text: str = ""

    @classmethod
    def of(
        cls, document: LabeledDocument, label: Label, suggested: tuple[int, int] | None = None
    ) -> Passage:
        text = document.text
        return cls(
            document=document.name,
            start=label.start,
            end=label.end,
            category=label.category,
            text=text[label.start : label.end],
            before=text[max(0, label.start - CONTEXT_CHARACTERS) : label.start],
            after=text[label.end : label.end + CONTEXT_CHARACTERS],
            suggested=suggested,
            suggested_text=text[slice(*suggested)] if suggested else "",
        )


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing that is probably wrong.

    Attributes:
        kind: what it is, for programs: `edge`, `choice`, `missed` and so on.
        category: that it is about, None where it is about documents.
        sentence: what is wrong and what to do about it.
        passages: the places to look at, in the order of documents and texts.
        documents: to look at; those of the passages where there are any.
    """

    aspect: Aspect
    kind: str
    severity: Severity
    sentence: str
    category: str | None = None
    passages: tuple[Passage, ...] = ()
    documents: tuple[str, ...] = ()

    @property
    def all_documents(self) -> tuple[str, ...]:
        return self.documents or tuple(dict.fromkeys(one.document for one in self.passages))

    @property
    def id(self) -> str:
        """Names it as long as it is of the same places, or of the same kind where it has none.

        Copies are the same flaw while they are of the same documents.
        """
        if self.passages:
            return _id(*map(self.passage_id, self.passages))
        copies = self.documents if self.category is None and self.aspect is Aspect.APART else ()
        return _id(self.kind, self.category or "", *copies)

    def passage_id(self, passage: Passage) -> str:
        """Names a place of it as long as the words there stay, whatever is said of others."""
        place = f"{passage.start}-{passage.end}"
        return _id(self.kind, passage.category, passage.document, place, passage.text)


def _id(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:10]


@dataclass(frozen=True, slots=True)
class Tagged:
    """A label in its document."""

    document: LabeledDocument
    label: Label

    @property
    def text(self) -> str:
        return self.document.text[self.label.start : self.label.end]

    @property
    def place(self) -> Place:
        return self.document.name, self.label.start, self.label.end

    def passage(self, suggested: tuple[int, int] | None = None) -> Passage:
        return Passage.of(self.document, self.label, suggested)


def by_category(documents: Iterable[LabeledDocument]) -> dict[str, list[Tagged]]:
    """The labels of some documents, in their order."""
    found: dict[str, list[Tagged]] = {}
    for document in documents:
        for label in document.labels:
            found.setdefault(label.category, []).append(Tagged(document, label))
    return found


def counts_as_tagged(document: LabeledDocument, category: str, start: int, end: int) -> bool:
    """Whether the absence of a label of a category says something about a stretch."""
    if not document.is_tagged:
        return False
    if document.tagged is not None and category not in document.tagged:
        return False
    regions = document.regions
    return not regions or any(first <= start and end <= last for first, last in regions)


def in_gravity(flaws: Iterable[Flaw]) -> list[Flaw]:
    """The gravest first, then by aspect, then those with the most to look at."""
    aspects = list(Aspect)
    return sorted(
        flaws,
        key=lambda flaw: (
            SEVERITIES.index(flaw.severity),
            aspects.index(flaw.aspect),
            -len(flaw.passages),
            flaw.category or "",
        ),
    )


def some_of(count: int, of: int) -> str:
    """`3 of 50`."""
    return f"{count} of {of}"


def shown(names: Sequence[str], limit: int = 3) -> str:
    """Some names for a sentence: `a, b, c and 4 more`."""
    more = len(names) - limit
    listed = ", ".join(names[:limit])
    return f"{listed} and {more} more" if more > 0 else listed
