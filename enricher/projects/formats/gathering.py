"""From what a format says to labelled documents: the checks that all formats share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from enricher.ledger.labels import DataSet, Label, LabeledDocument, in_order
from enricher.projects.formats.label_set import Json, LabelSet
from enricher.projects.formats.notes import DocumentNote, ProjectNote, restore
from enricher.projects.formats.problems import Place, Problems
from enricher.schema import CATEGORY_NAME
from enricher.text.offsets import OffsetMap, Unit

NO_DOT = "names in a schema cannot have a dot; rename it"
_HALF_PAIR = re.compile("[\ud800-\udfff]")


class DraftLabel(NamedTuple):
    start: int
    end: int
    category: str
    place: Place


@dataclass(slots=True)
class Draft:
    """A document as its file says it: nothing checked, offsets in `unit`.

    What the format has no place for is in the note, whose offsets are in characters.
    """

    name: str
    text: str
    labels: Sequence[DraftLabel]
    place: Place
    unit: Unit = Unit.CHARACTER
    dataset: DataSet | None = None
    language: str | None = None
    regions: Sequence[tuple[int, int, Place]] = ()
    note: DocumentNote = field(default_factory=DocumentNote)
    extras: Json = field(default_factory=dict)


class Gathering:
    """The documents and categories of a file, as they come.

    Args:
        declared: the categories that the file lists, in order.
        closed: a category that is not in the list is a fault.
    """

    def __init__(
        self, problems: Problems, declared: Iterable[str] = (), closed: bool = False
    ) -> None:
        self._problems = problems
        self._closed = closed
        self._categories: dict[str, bool] = {}
        """Name -> whether it may be used."""
        for name in declared:
            self.declare(name, Place())
        self._documents: dict[str, LabeledDocument | None] = {}
        self._extras: dict[str, Json] = {}

    def declare(self, name: str, place: Place) -> None:
        """Take a category in, or say why not."""
        if name in self._categories:
            return
        self._categories[name] = True
        if fault := category_fault(name):
            self._problems.misname(fault, place)
            self._categories[name] = bool(name)
        elif "." in name:
            self._problems.warn(f"category {name!r}: {NO_DOT}", place)

    def add(self, draft: Draft) -> None:
        """Check a document and take it in; what is wrong with it goes to the problems."""
        name = draft.note.name or draft.name
        if name in self._documents:
            message = f"{name}: two documents of this name"
            self._problems.add(message, draft.place, "DuplicateDocument")
            return
        self._documents[name] = None
        if _HALF_PAIR.search(draft.text) or _HALF_PAIR.search(name):
            message = f"{name!r}: half of a surrogate pair in the text or the name"
            self._problems.add(message, draft.place, "InvalidDocument")
            return
        offsets = OffsetMap(draft.text, draft.unit)
        note = draft.note
        labels = restore(self._labels(name, draft, offsets), draft.text, note)
        regions = self._regions(name, draft, offsets)
        for category in (*(note.tagged or ()), *(span[2] for span in note.aside)):
            self.declare(category, draft.place)
        if self._problems:
            return  # of no use any more, only its faults are
        try:
            self._documents[name] = LabeledDocument(
                name=name,
                text=draft.text,
                labels=in_order(labels),
                dataset=draft.dataset or note.dataset,
                language=draft.language or note.language,
                tagged=None if note.tagged is None else tuple(note.tagged),
                regions=regions or tuple(note.regions),
            )
        except ValueError as error:
            self._problems.add(str(error), draft.place, "InvalidDocument")
        if extras := {**draft.extras, **note.extras}:
            self._extras[name] = extras

    def label_set(self, note: ProjectNote) -> LabelSet:
        """All documents.

        Raises:
            LabelError: something was wrong, or there are none.
        """
        problems = self._problems
        if not self._documents and not problems:
            problems.add("holds no documents")
        problems.check()
        return LabelSet(
            documents=tuple(document for document in self._documents.values() if document),
            categories=tuple(self._categories),
            project=note.project,
            language=note.language,
            description=note.description,
            settings=note.settings,
            extras=self._extras,
            warnings=problems.warnings,
            misnamed=problems.misnamed,
        )

    def _labels(self, name: str, draft: Draft, offsets: OffsetMap) -> list[Label]:
        labels = []
        seen: set[tuple[int, int, str]] = set()
        for label in draft.labels:
            if self._closed and label.category not in self._categories:
                message = f"{name}: category {label.category!r} is not listed in the file"
                self._problems.add(message, label.place, "UnknownCategory")
                continue
            self.declare(label.category, label.place)
            what = (name, label.category, label.start, label.end)
            span = self._span(what, offsets, label.place)
            if span is None or not self._categories[label.category]:
                continue
            start, end = span
            if (start, end, label.category) in seen:
                message = f"{_named(what)} is listed twice; one is dropped"
                self._problems.warn(message, label.place)
                continue
            seen.add((start, end, label.category))
            if draft.text[start].isspace() or draft.text[end - 1].isspace():
                message = f"{_named(what)} begins or ends with white space; it is kept as it is"
                self._problems.warn(message, label.place)
            labels.append(Label(start, end, label.category))
        return labels

    def _regions(self, name: str, draft: Draft, offsets: OffsetMap) -> tuple[tuple[int, int], ...]:
        spans = (
            self._span((name, "region", start, end), offsets, place, "InvalidRegion")
            for start, end, place in draft.regions
        )
        return tuple(span for span in spans if span is not None)

    def _span(
        self,
        what: tuple[str, str, int, int],
        offsets: OffsetMap,
        place: Place,
        code: str = "LabelOutOfRange",
    ) -> tuple[int, int] | None:
        """A stretch in characters, or None and a problem."""
        *_, start, end = what
        if start >= end:
            message = f"{_named(what)} ends before it begins or is empty"
            self._problems.add(message, place, code)
        elif start < 0 or end > offsets.length:
            message = f"{_named(what)} is not in the text, whose length is {offsets.length}"
            self._problems.add(message, place, code)
        else:
            try:
                return offsets.character(start), offsets.character(end)
            except ValueError as error:
                self._problems.add(f"{_named(what)}: {error}", place, "LabelSplitsCharacter")
        return None


def _named(what: tuple[str, str, int, int]) -> str:
    """A stretch by its document, its category, and its start and end as the file has them."""
    document, category, start, end = what
    return f"{document}: {category} [{start}, {end})"


def category_fault(name: str) -> str | None:
    """What is wrong with the name of a category; None if nothing is.

    The rule of `enricher.schema`, but that dots may stand in it: others allow them, and no format
    loses them.
    """
    fits = CATEGORY_NAME.fullmatch(name.replace(".", "_")) and name.isprintable()
    if fits and name == name.strip():
        return None
    return (
        f"category {name!r}: a name has 1 to 50 characters, none of : $ & % * ( ) + ~ # / ? < > ="
        " ! , | quotes, backslash or line break, and no blank at its ends"
    )
