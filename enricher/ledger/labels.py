"""Labels: what people say stands in a text, and the documents that carry them.

Offsets are half-open `[start, end)` in Python characters of the document's text; formats that
count otherwise convert at their edge (`enricher.projects.formats`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Literal

DataSet = Literal["train", "test"]
"""What a document is for: to learn from, or to measure with."""


class LabelSource(StrEnum):
    HUMAN = "human"
    REGISTER = "register"
    """Found in the text by its value from a table; a person may confirm it later."""


@dataclass(frozen=True, slots=True, order=True)
class Label:
    """A stretch of a document's text, and the category that it is said to be of."""

    start: int
    end: int
    category: str
    source: LabelSource = LabelSource.HUMAN

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"label [{self.start}, {self.end}) is empty or negative")
        if not self.category:
            raise ValueError(f"label [{self.start}, {self.end}) has no category")

    @property
    def length(self) -> int:
        return self.end - self.start

    def overlaps(self, other: Label) -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class LabeledDocument:
    """A text of a project and its labels, which may overlap.

    Attributes:
        name: its path below the folder of documents, with `/` between; unique in a project.
        labels: in the order of the text, each once; see `in_order`.
        dataset: None leaves it to the training what it is for.
        language: as the source says (`en`, `en-us`), or None.
        tagged: the categories that were looked for; None means all of the project. The absence of
            a label says nothing about any other.
        regions: the parts `[start, end)` that were tagged; empty means the whole text.
    """

    name: str
    text: str
    labels: tuple[Label, ...] = ()
    dataset: DataSet | None = None
    language: str | None = None
    tagged: tuple[str, ...] | None = None
    regions: tuple[tuple[int, int], ...] = ()

    def __post_init__(self) -> None:
        if not self.name:
            raise ValueError("a document has a name")
        if any(first >= second for first, second in pairwise(self.labels)):
            raise ValueError(f"{self.name}: labels are out of order, or one is listed twice")
        for label in self.labels:
            if label.end > len(self.text):
                raise ValueError(
                    f"{self.name}: label [{label.start}, {label.end}) ends after the text, which"
                    f" has {len(self.text)} characters"
                )
        for start, end in self.regions:
            if not 0 <= start < end <= len(self.text):
                raise ValueError(f"{self.name}: region [{start}, {end}) is not in the text")

    @property
    def categories(self) -> frozenset[str]:
        return frozenset(label.category for label in self.labels)

    @property
    def is_tagged(self) -> bool:
        """Whether somebody has been through it: it has labels, or is said to have none of some."""
        return bool(self.labels or self.tagged)

    def is_finished(self, learned: Collection[str]) -> bool:
        """Somebody has been through all of it, and looked for every category that is learned."""
        return not self.regions and _covers(self.tagged, bool(self.labels), learned)


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """What there is to say of a document without its text.

    Attributes:
        labels: how many there are, by category.
        in_parts: only parts of it were tagged.
    """

    name: str
    characters: int
    dataset: DataSet | None
    tagged: tuple[str, ...] | None
    labels: Mapping[str, int]
    in_parts: bool = False

    @property
    def is_tagged(self) -> bool:
        """Somebody has been through it, be it in part."""
        return bool(self.labels) or bool(self.tagged)

    def is_finished(self, learned: Collection[str]) -> bool:
        """Somebody has been through all of it, and looked for every category that is learned."""
        return not self.in_parts and _covers(self.tagged, bool(self.labels), learned)


@dataclass(frozen=True, slots=True)
class Change:
    """A document as it is taken to be, and as it shall be; None means that there is none."""

    before: LabeledDocument | None
    after: LabeledDocument | None

    def __post_init__(self) -> None:
        if len({one.name for one in (self.before, self.after) if one is not None}) != 1:
            raise ValueError("a change is of one document")

    @property
    def name(self) -> str:
        return next(one.name for one in (self.before, self.after) if one is not None)


def _covers(tagged: Collection[str] | None, has_labels: bool, learned: Collection[str]) -> bool:
    if tagged is None:
        return has_labels
    return bool(tagged) and set(learned) <= set(tagged)


def in_order(labels: Iterable[Label]) -> tuple[Label, ...]:
    """Labels in the order of the text, each once; of two sources of one label a person stays."""
    known: dict[tuple[int, int, str], Label] = {}
    for label in labels:
        key = (label.start, label.end, label.category)
        if key not in known or label.source is LabelSource.HUMAN:
            known[key] = label
    return tuple(sorted(known.values()))


def overlapping(labels: Iterable[Label]) -> list[tuple[Label, Label]]:
    """Pairs of labels that share text, nested ones among them; `labels` are in order."""
    pairs: list[tuple[Label, Label]] = []
    open_: list[Label] = []
    for label in labels:
        open_ = [one for one in open_ if one.end > label.start]
        pairs.extend((one, label) for one in open_)
        open_.append(label)
    return pairs
