"""Corrections become labels of the project that reads their documents.

    documents with corrections --> what people tagged there --> LabeledDocument --> project

Only what a person said is a label, and what a person rejected is said to be none; a category of which
a person said that there is none was looked for. That all else of
such a document was looked at, nobody said: the words of rejections are its `regions`, their
categories what was looked for there, and training learns nothing from all other words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from enricher.documents import IndexedDocument
from enricher.documents.corrections import Act, Correction
from enricher.entities import EntitySource
from enricher.ledger import events
from enricher.ledger.labels import Label, LabeledDocument, in_order
from enricher.projects.indexed_documents import RootAbove, name_in_project
from enricher.projects.project import Project
from enricher.text.anchors import find_anchor


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of corrections in a project.

    Attributes:
        added, changed, unchanged: names of documents of the project.
        other_text: documents that the project has with another text; their labels are as before.
        labels: that people gave by correcting, in all of them.
    """

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    other_text: tuple[str, ...] = ()
    labels: int = 0


@dataclass(frozen=True, slots=True)
class CorrectionLabels:
    """Turns corrections into labels.

    Attributes:
        corrections: what people said, the latest first.
        read: a document, as it was read.
    """

    corrections: Callable[[], Sequence[Correction]]
    read: Callable[[str], IndexedDocument | None]
    root_above: RootAbove

    def take(self, project: Project) -> Taken:
        """Add people's corrections to the labels of a project.

        What a person rejected is taken out of a document that the project has; a document that it has
        not is added with what a person tagged and rejected in it.
        """
        corrections: dict[str, list[Correction]] = {}
        for one in reversed(self.corrections()):
            if one.document and one.said.act is not Act.SUPPRESS and one.said.change is None:
                corrections.setdefault(one.document, []).append(one)
        known = {document.name: document for document in project.store.read()}
        named = {document.text: document.name for document in known.values()}
        put: list[LabeledDocument] = []
        names: dict[str, list[str]] = {
            "added": [],
            "changed": [],
            "unchanged": [],
            "other_text": [],
        }
        labels = 0
        # What a document is stands nowhere in it: `choice_examples` has what people say of that.
        schema = project.schema
        categories = [one for one in schema.found if not schema[one].choices]
        for identity, said in corrections.items():
            document = self.read(identity)
            if document is None or project.name not in {
                model.project for model in document.enriched.models
            }:
                continue
            text = document.enriched.extracted.text
            tagged = _tagged(document, categories)
            name = named.get(text) or name_in_project(document, self.root_above)
            before = known.get(name)
            struck = _struck(text, said, categories)
            absent = _absent(said, tagged, categories)
            if before is None:
                new = LabeledDocument(name, text, tagged, tagged=())
                after = _without(_looked_at(new, struck), absent)
                kind = "added"
            elif before.text != text:
                kind, after = "other_text", before
            else:
                after = _without(_looked_at(_merged(before, tagged, struck), struck), absent)
                kind = "unchanged" if after == before else "changed"
            if kind == "added" and not (tagged or struck or absent):
                continue
            names[kind].append(name)
            labels += 0 if kind == "other_text" else len(tagged)
            if kind in ("added", "changed"):
                put.append(after)
                if boxes := document.enriched.extracted.boxes:
                    project.store.keep_boxes(text, boxes)
        with project.noting() as note:
            project.store.put(put)
            if put:
                note(
                    events.Act.IMPORT,
                    added=len(names["added"]),
                    replaced=len(names["changed"]),
                    labels=labels,
                    categories=[],
                )
        return Taken(**{kind: tuple(some) for kind, some in names.items()}, labels=labels)


def _tagged(document: IndexedDocument, categories: Iterable[str]) -> tuple[Label, ...]:
    names = set(categories)
    return in_order(
        Label(entity.span.start, entity.span.end, entity.span.category)
        for entity in document.enriched.entities
        if entity.span.source is EntitySource.HUMAN and entity.span.category in names
    )


def _struck(text: str, said: Iterable[Correction], categories: Iterable[str]) -> list[Label]:
    """What is no entity of a category: rejected, or said to be one of another category."""
    names = set(categories)
    return [
        Label(*place, category)
        for one in said
        for place in find_anchor(text, one.said.anchor)
        for category in (
            one.said.category if one.said.act is Act.REJECT else None,
            one.said.instead_of,
        )
        if category in names
    ]


def _absent(
    said: Iterable[Correction], tagged: Iterable[Label], categories: Iterable[str]
) -> set[str]:
    """Categories that the document has none of, and in which nobody tagged anything since."""
    none = {one.said.category for one in said if one.said.act is Act.NONE}
    return (none & {*categories}) - {one.category for one in tagged}


def _without(document: LabeledDocument, absent: set[str]) -> LabeledDocument:
    """The document without labels of these categories; where all of it counts, they were looked for."""
    labels = tuple(one for one in document.labels if one.category not in absent)
    tagged = document.tagged
    if tagged is not None and not document.regions:
        tagged = tuple(sorted({*tagged, *absent}))
    return replace(document, labels=labels, tagged=tagged)


def _merged(
    document: LabeledDocument, tagged: tuple[Label, ...], struck: Sequence[Label]
) -> LabeledDocument:
    """The labels of the project, but where a person said otherwise in the meantime."""
    said = (*struck, *tagged)
    kept = [
        label
        for label in document.labels
        if not any(one.category == label.category and one.overlaps(label) for one in said)
    ]
    return replace(document, labels=in_order([*kept, *tagged]))


def _looked_at(document: LabeledDocument, struck: Sequence[Label]) -> LabeledDocument:
    """Add the words of rejections to what was looked at, where that is not the whole text."""
    if not struck or not (document.regions or document.tagged == ()):
        return document
    looked_for = None
    if document.tagged is not None:
        looked_for = tuple(sorted({*document.tagged, *(one.category for one in struck)}))
    regions = sorted({*document.regions, *((one.start, one.end) for one in struck)})
    return replace(document, tagged=looked_for, regions=tuple(regions))
