"""Documents that were ingested become documents of a project, to be tagged.

ids of a search, or named ones --> IndexedDocument --> text and places of words --> project
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from enricher.documents import IndexedDocument
from enricher.ledger.accounts import Root
from enricher.projects.documents import add_texts, length_fault
from enricher.projects.project import Project

MOST_DOCUMENTS = 1_000
"""That are added at once: nobody tags more, and each of them is read whole."""

RootAbove = Callable[[Path], Root | None]
"""The folder that was ingested and that a path lies in."""


@dataclass(frozen=True, slots=True)
class AddedDocuments:
    """What became of ingested documents in a project.

    Attributes:
        added, unchanged: names in the project; `unchanged` were there, with the same text.
        failed: why a document was not added, by its path, or its id where it is gone.
    """

    added: tuple[str, ...]
    unchanged: tuple[str, ...]
    failed: dict[str, str]


def add_indexed(
    project: Project,
    ids: Sequence[str],
    read: Callable[[str], IndexedDocument | None],
    root_above: RootAbove,
) -> AddedDocuments:
    """Add ingested documents to a project, without labels.

    Their names are their paths below the folder that was ingested, as labels files have them.

    Raises:
        ConflictError: someone else added another text under one of their names in the meantime.
    """
    known = {one.name: one.text for one in project.store.read()}
    named = {text: name for name, text in known.items()}
    texts: dict[str, str] = {}
    unchanged: list[str] = []
    failed: dict[str, str] = {}
    for id in dict.fromkeys(ids):
        document = read(id)
        if document is None:
            failed[id] = "there is no such document"
            continue
        text = document.enriched.extracted.text
        fault = length_fault(text) if text.strip() else "there is no text in it"
        if fault:
            failed[document.paths[0]] = fault
        elif text in named:
            unchanged.append(named[text])
        elif not (name := _free_name(document, root_above, known)):
            failed[document.paths[0]] = "the project has another text under this name"
        else:
            texts[name] = known[name] = text
            named[text] = name
            if boxes := document.enriched.extracted.boxes:
                project.store.keep_boxes(text, boxes)
    added = add_texts(project, texts)
    return AddedDocuments(added.added, (*unchanged, *added.unchanged), failed)


def name_in_project(document: IndexedDocument, root_above: RootAbove) -> str:
    """Its path below the folder that it was ingested from, as labels files name documents."""
    return next(_names(document, root_above))


def _free_name(
    document: IndexedDocument, root_above: RootAbove, known: dict[str, str]
) -> str | None:
    return next((name for name in _names(document, root_above) if name not in known), None)


def _names(document: IndexedDocument, root_above: RootAbove) -> Iterator[str]:
    """Names for a document: below its folder, then with the folder, where two have the same files."""
    path = Path(document.paths[0])
    root = root_above(path)
    if root is None or root.path == path:
        yield path.name
        yield f"{path.parent.name}/{path.name}"
        return
    inside = path.relative_to(root.path).as_posix()
    yield inside
    yield f"{root.path.name}/{inside}"
