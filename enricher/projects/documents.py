"""The documents of a project, seen and changed one by one while others may change them too.

ProjectStore -> LabeledDocument (its revision) -> edited elsewhere -> checked -> ProjectStore, if it
still has that one
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from enricher.errors import ConflictError, InputError, LabelError, NotFoundError, OutdatedError
from enricher.ledger.events import Act, some_documents
from enricher.ledger.labels import (
    Change,
    DataSet,
    DocumentSummary,
    Label,
    LabeledDocument,
    in_order,
)
from enricher.projects.formats import Texts
from enricher.projects.label_overlaps import refuse_forbidden, refuse_within_category
from enricher.projects.project import Project

MOST_CHARACTERS = 10_000_000
"""Of a document of a project: longer ones would hold up who tags, and the check of its labels."""

_ATTEMPTS = 10  # of a change that concerns another part of a document than its labels


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """Some of the documents that were asked for; `total` are there."""

    total: int
    documents: tuple[DocumentSummary, ...]


def list_documents(
    project: Project,
    *,
    dataset: DataSet | None = None,
    tagged: bool | None = None,
    finished: bool | None = None,
    named: str = "",
    category: str | None = None,
    size: int = 50,
    offset: int = 0,
    known: Sequence[DocumentSummary] | None = None,
) -> DocumentPage:
    """Documents by name.

    Args:
        dataset: those that are for it alone; None means all.
        tagged: those that somebody has been through, be it in part, or nobody; None means all.
        finished: those in which every category that is learned was looked for, or the others.
        named: those whose name contains it, whatever its case.
        category: those that have a label of it; None means all.
        known: all documents, where the caller has read them already.
    """
    learned = project.schema.learned
    found = [
        one
        for one in (project.store.summaries() if known is None else known)
        if dataset in (None, one.dataset)
        and tagged in (None, one.is_tagged)
        and finished in (None, one.is_finished(learned))
        and named.casefold() in one.name.casefold()
        and (category is None or category in one.labels)
    ]
    return DocumentPage(len(found), tuple(found[offset : offset + size]))


def find_document(project: Project, name: str) -> LabeledDocument:
    """Raises NotFoundError when the project has none of that name."""
    found = next(project.store.read([name]), None)
    if found is None:
        raise NotFoundError(f"project {project.name} has no document {name!r}")
    return found


def length_fault(text: str) -> str:
    """What is wrong with a text that is too long for a project, "" where it is not."""
    if len(text) <= MOST_CHARACTERS:
        return ""
    return (
        f"it has {len(text):,} characters, and a document of a project {MOST_CHARACTERS:,} at most;"
        " split it"
    )


def revision(document: LabeledDocument) -> str:
    """Another one where the text of a document, or what is said of it, is another.

    What a document is for does not count: who tags need not know that it was changed.
    """
    said = json.dumps(asdict(replace(document, dataset=None)))
    return hashlib.sha256(said.encode()).hexdigest()[:32]


def label_document(
    project: Project,
    name: str,
    labels: Iterable[Label],
    tagged: Sequence[str] | None,
    expected: str,
    regions: Sequence[tuple[int, int]] | None = None,
) -> LabeledDocument:
    """Give a document other labels, all of them at once.

    Args:
        tagged: the categories that were looked for, None for all.
        expected: the revision of the document that was edited; `*` is any.
        regions: the parts that were tagged, none for all of it; None leaves them as they are.

    Raises:
        NotFoundError: there is no such document.
        OutdatedError: somebody else has changed it.
        InputError: a label is not in the text, its category not in the schema, or it shares text
            with another one against the schema or of its category; those that did so before may stay.
    """
    labels = in_order(labels)

    def change(before: LabeledDocument) -> LabeledDocument:
        refuse_unknown(project, before, (*(one.category for one in labels), *(tagged or ())))
        after = replace(
            before,
            labels=labels,
            tagged=None if tagged is None else tuple(tagged),
            regions=before.regions if regions is None else tuple(regions),
        )
        refuse_forbidden([after], [before], project.schema)
        refuse_within_category(after, before)
        return after

    return _change(project, name, change, expected, act=Act.LABEL, document=name)


def refuse_unknown(project: Project, before: LabeledDocument, categories: Iterable[str]) -> None:
    """Refuse labels of categories that are not in the schema, nor in the document as it is.

    Raises:
        InputError: it names the first of them.
    """
    schema = project.schema
    known = {*schema.found, *before.categories, *(before.tagged or ())}
    for category in categories:
        if category not in known and category in schema:
            raise InputError(
                f"category {category} is derived ({schema[category].derived}), so it has no labels"
            )
        if category not in known:
            raise InputError(
                f"category {category!r} is not in the schema of project {project.name}; add it"
                f" there first. It has: {', '.join(schema.found) or 'none'}"
            )


def set_dataset(project: Project, name: str, dataset: DataSet | None) -> LabeledDocument:
    """Say what a document is for; None leaves it to the training."""
    return _change(
        project,
        name,
        lambda before: replace(before, dataset=dataset),
        act=Act.DATASET,
        dataset=dataset,
        **some_documents([name]),
    )


def set_datasets(project: Project, names: Sequence[str], dataset: DataSet | None) -> int:
    """Say what many documents are for; returns how many they are.

    Raises:
        NotFoundError: there is no document of one of the names; nothing was changed then.
    """
    wanted = set(names)
    unknown = wanted - set(project.store.names())
    if unknown:
        raise NotFoundError(f"project {project.name} has no document {min(unknown)!r}")
    with project.noting() as note:
        project.store.assign(wanted, dataset)
        note(Act.DATASET, dataset=dataset, **some_documents(sorted(wanted)))
    return len(wanted)


def remove_document(project: Project, name: str, expected: str = "*") -> None:
    """Remove a document and its labels.

    Raises:
        NotFoundError: there is no such document.
        OutdatedError: somebody else has changed it.
    """
    _change(project, name, lambda _before: None, expected, act=Act.REMOVE_DOCUMENT, document=name)


@dataclass(frozen=True, slots=True)
class Added:
    """What became of documents that were sent: their names."""

    added: tuple[str, ...]
    unchanged: tuple[str, ...]


def add_texts(project: Project, texts: Mapping[str, str]) -> Added:
    """Take texts in as documents without labels, all of them or none.

    Raises:
        InputError: one is too long.
        ConflictError: the project has another text under one of the names.
    """
    known = {one.name: one.text for one in project.store.read(list(texts))}
    new = {name: text for name, text in texts.items() if known.get(name) != text}
    refuse_too_long(new)
    changes = [Change(None, LabeledDocument(name, text)) for name, text in new.items()]
    taken = next((name for name in new if name in known), None)
    if taken is None:
        with project.noting() as note:
            taken = project.store.exchange(changes)
            if taken is None and new:
                note(Act.ADD_DOCUMENTS, **some_documents(list(new)))
    if taken is not None:
        raise ConflictError(
            f"project {project.name} has a document {taken!r} with another text; remove it first,"
            " or send this one under another name"
        )
    return Added(tuple(new), tuple(name for name in texts if name not in new))


def refuse_too_long(texts: Mapping[str, str]) -> None:
    """Raises InputError with the first text that is too long for a project."""
    for name, text in texts.items():
        if fault := length_fault(text):
            raise InputError(f"{name}: {fault}")


def texts_with_known(project: Project, texts: Texts | None) -> Texts | None:
    """The texts of a labels file: those that come with it, else those that the project has."""
    if not project.store.names():
        return texts

    def read(name: str) -> str:
        known = next(project.store.read([name]), None)
        try:
            if texts is not None:
                return texts(name)
        except LabelError:
            if known is None:
                raise
        if known is None:
            raise LabelError(f"{name!r} is not a document of project {project.name}; send it too")
        return known.text

    return read


def _change(
    project: Project,
    name: str,
    change: Callable[[LabeledDocument], LabeledDocument | None],
    expected: str = "*",
    *,
    act: Act,
    **details: Any,
) -> LabeledDocument:
    """Change a document as it is now; returns what became of it, or what it was when it went.

    Args:
        act, details: of the history, unless the document is afterwards what it was.
    """
    for _ in range(_ATTEMPTS):
        before = find_document(project, name)
        if expected not in ("*", revision(before)):
            break
        try:
            after = change(before)
        except ValueError as error:
            raise InputError(str(error)) from error
        with project.noting() as note:
            if project.store.exchange([Change(before, after)]) is None:
                if after != before:
                    note(act, **details)
                return after or before
    now = find_document(project, name)
    raise OutdatedError(
        f"{name} was changed by someone else in the meantime; reload it",
        now,
        revision(now),
    )
