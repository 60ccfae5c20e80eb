"""Documents come into a project without labels, to be tagged there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from enricher.ledger.events import Act, some_documents
from enricher.ledger.labels import DataSet, LabeledDocument
from enricher.projects.documents import length_fault
from enricher.projects.project import Project


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file of which there is no text that a project can have, and why."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Brought:
    """What became of the documents of a folder.

    Attributes:
        added: names of new documents.
        known: of those that the project has with the same text.
        changed: of those that it has with another text; they stay as they are, labels and all.
        unreadable: files without a text.
    """

    added: tuple[str, ...]
    known: tuple[str, ...]
    changed: tuple[str, ...]
    unreadable: tuple[Unreadable, ...]


def bring_documents(
    project: Project,
    documents: Iterable[LabeledDocument | Unreadable],
    dataset: DataSet | None = None,
) -> Brought:
    """Add documents that nobody has been through; what the project has stays as it is."""
    texts = {one.name: one.text for one in project.store.read()}
    added: list[LabeledDocument] = []
    known: list[str] = []
    changed: list[str] = []
    unreadable: list[Unreadable] = []
    for one in documents:
        if isinstance(one, Unreadable):
            unreadable.append(one)
        elif one.name not in texts and (fault := length_fault(one.text)):
            unreadable.append(Unreadable(one.name, fault))
        elif one.name not in texts:
            added.append(LabeledDocument(one.name, one.text, dataset=dataset))
        else:
            (known if texts[one.name] == one.text else changed).append(one.name)
    with project.noting() as note:
        project.store.put(added)
        if added:
            note(Act.ADD_DOCUMENTS, **some_documents([one.name for one in added]))
    return Brought(
        tuple(one.name for one in added), tuple(known), tuple(changed), tuple(unreadable)
    )
