"""Labels come into a project from files of others, and go out again.

labels file -> LabelSet (enricher.projects.formats) -> merged by document -> schema.toml + ProjectStore
ProjectStore -> LabelSet -> labels file
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from enricher.entities import Normalization
from enricher.errors import InputError, LabelError, Problem, SettingsError
from enricher.files.atomic import locked, write_whole
from enricher.ledger.events import Act
from enricher.ledger.labels import DataSet, LabeledDocument
from enricher.models.registry import SCHEMA_FILE
from enricher.projects.category_names import NAMING, Renaming, new_names, rename_categories
from enricher.projects.documents import refuse_too_long, texts_with_known
from enricher.projects.formats import FORMATS, LabelSet, Texts, Unit, read_labels, write_labels
from enricher.projects.formats.detection import detect
from enricher.projects.formats.gathering import NO_DOT
from enricher.projects.label_overlaps import refuse_forbidden
from enricher.projects.project import Project
from enricher.projects.schema_text import add_categories
from enricher.schema import CATEGORY_NAME, Category, EntitySchema, refuse_alike
from enricher.values import DATE, DURATION, MONEY, PERCENT, TEXT, ValueType, normalize_text

# Types whose texts tell them apart from all others; a name or a bare number may be anything.
_TELLING = (DATE, PERCENT, DURATION, MONEY)
_TYPED_SHARE = 0.8
AS_THEY_ARE = Renaming()
_SINGLE_FROM = (
    5  # documents, from which on a category that each has once is taken to have one value
)


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did.

    Attributes:
        added, replaced, unchanged: names of documents.
        labels: of all documents of the file.
        lost: labels of replaced documents that the file does not have.
        categories: that the schema did not have.
        renamed: categories of the file, each with the name that it has in the project.
    """

    added: tuple[str, ...]
    replaced: tuple[str, ...]
    unchanged: tuple[str, ...]
    labels: int
    lost: int
    categories: tuple[Category, ...]
    warnings: tuple[str, ...] = ()
    renamed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReadLabels:
    """The labelled documents of a file, and the categories that it lists."""

    documents: tuple[LabeledDocument, ...]
    categories: tuple[str, ...]
    warnings: tuple[str, ...]
    misnamed: tuple[Problem, ...] = ()


def import_documents(
    project: Project,
    documents: Sequence[LabeledDocument],
    categories: Sequence[str] = (),
    dataset: DataSet | None = None,
) -> Imported:
    """Take documents with their labels into a project; those that the file lacks stay.

    A document that the project has is replaced as a whole, so that labels that were taken away
    elsewhere go here too. What a document is for, where the file does not say it, stays.

    Args:
        categories: in the order in which new ones are added to the schema.
        dataset: what the documents are for, whatever the file says.

    Raises:
        InputError: a category has a name that no schema can have; nothing was imported.
        LabelError: labels share text, and the schema says that they do not; nothing was imported.
    """
    known = {document.name: document for document in project.store.read()}
    incoming = [_settle(document, known.get(document.name), dataset) for document in documents]
    used = dict.fromkeys([*categories, *(name for one in documents for name in _used(one))])
    schema = project.schema
    refuse_forbidden(incoming, known.values(), schema)
    new = [_propose(name, documents) for name in used if name not in schema]
    return put_documents(project, known, incoming, new)


def put_documents(
    project: Project,
    known: Mapping[str, LabeledDocument],
    documents: Sequence[LabeledDocument],
    new: Sequence[Category],
) -> Imported:
    """Keep documents as they are to be from now on, and what they bring to the schema.

    Args:
        known: the documents that the project has, by name; what is the same is not written.
        new: categories that the schema lacks.

    Raises:
        InputError: a document is too long, or a category is called as another but for case.
    """
    changed = [one for one in documents if known.get(one.name) != one]
    refuse_too_long({one.name: one.text for one in changed})
    _refuse_alike(project.schema, new)
    imported = Imported(
        added=tuple(one.name for one in changed if one.name not in known),
        replaced=tuple(one.name for one in changed if one.name in known),
        unchanged=tuple(one.name for one in documents if known.get(one.name) == one),
        labels=sum(len(one.labels) for one in documents),
        lost=sum(
            len(set(known[one.name].labels) - set(one.labels))
            for one in changed
            if one.name in known
        ),
        categories=tuple(new),
    )
    with project.noting() as note:
        if new:
            extend_schema(project, new)
        project.store.put(changed)
        if changed or new:
            note(
                Act.IMPORT,
                added=len(imported.added),
                replaced=len(imported.replaced),
                labels=imported.labels,
                categories=[one.name for one in new],
            )
    return imported


def import_labels(
    project: Project,
    path: Path,
    texts: Texts | None = None,
    format: str | None = None,
    dataset: DataSet | None = None,
    unit: Unit | None = None,
    renaming: Renaming = AS_THEY_ARE,
) -> Imported:
    """Take the documents and labels of a file into a project, all of them or none.

    Args:
        texts: gives the text of a document that the file only names; where it has none, the
            project may.
        format: see `enricher.projects.formats.read_labels`; None finds it out.
        dataset: what the documents are for, whatever the file says.
        unit: what offsets count, where the file does not say it; None takes characters.
        renaming: of categories, before anything else is done.

    Raises:
        LabelError: the file is wrong, or labels share text that the schema keeps apart.
        InputError: a category has a name that no schema can have, or cannot be renamed so.
    """
    read = read_documents(path, texts_with_known(project, texts), format, unit, any_names=True)
    names = _names_of(read)
    try:
        renamed = new_names(names, renaming)
    except InputError as error:
        raise LabelError(str(error), read.misnamed) from error
    documents = rename_categories(read.documents, renamed)
    categories = list(dict.fromkeys(renamed.get(one, one) for one in names))
    imported = import_documents(project, documents, categories, dataset)
    derived = {*project.schema.names} - {*project.schema.found}
    unlearned = derived & {name for one in documents for name in _used(one)}
    return replace(
        imported,
        renamed=renamed,
        warnings=(
            *(
                one
                for one in read.warnings
                if not any(f"{old!r}: {NO_DOT}" in one for old in renamed)
            ),
            *(
                f"nothing learns from the labels of {one}: it is derived"
                for one in sorted(unlearned)
            ),
        ),
    )


def read_documents(
    path: Path,
    texts: Texts | None = None,
    format: str | None = None,
    unit: Unit | None = None,
    *,
    any_names: bool = False,
) -> ReadLabels:
    """Read a file of labels as an import does, and keep nothing of it.

    Raises:
        LabelError: the file is wrong.
    """
    format = format or detect(path)
    labels = read_labels(path, texts, format, unit, any_names=any_names)
    documents, counted = list(labels.documents), 0
    if format and not FORMATS[format].tells_untagged:
        documents, counted = _count_as_tagged(labels)
    warnings = [str(warning) for warning in labels.warnings]
    if counted:
        warnings.append(f"{counted} documents without labels count as having none")
    return ReadLabels(tuple(documents), tuple(labels.categories), tuple(warnings), labels.misnamed)


def _names_of(read: ReadLabels) -> list[str]:
    used = (name for one in read.documents for name in _used(one))
    return list(dict.fromkeys([*read.categories, *used]))


def export_labels(project: Project, path: Path, format: str) -> tuple[int, tuple[str, ...]]:
    """Write all documents of a project and their labels.

    Returns:
        How many documents, and which labels other tools will not see.

    Raises:
        InputError: there is none.
        LabelError: the format cannot hold them; nothing was written.
    """
    documents = tuple(project.store.read())
    if not documents:
        raise InputError(f"project {project.name} has no documents to export")
    used = {name for document in documents for name in _used(document)}
    categories = tuple(name for name in project.schema.names if name in used | _learned(project))
    passages = frozenset(one.name for one in project.schema.categories if one.type.is_passage)
    labels = LabelSet(documents, categories, project=project.name, passages=passages)
    return len(documents), write_labels(labels, path, format)


def _learned(project: Project) -> set[str]:
    return set(project.schema.learned)


def _count_as_tagged(labels: LabelSet) -> tuple[list[LabeledDocument], int]:
    """Let documents without labels count as having none."""
    documents = [
        document
        if document.labels or document.tagged is not None
        else replace(document, tagged=labels.categories)
        for document in labels.documents
    ]
    counted = sum(one != other for one, other in zip(documents, labels.documents, strict=True))
    return documents, counted


def _settle(
    document: LabeledDocument, known: LabeledDocument | None, dataset: DataSet | None
) -> LabeledDocument:
    kept = known.dataset if known else None
    return replace(document, dataset=dataset or document.dataset or kept)


def _used(document: LabeledDocument) -> Iterable[str]:
    return (*(label.category for label in document.labels), *(document.tagged or ()))


def _propose(name: str, documents: Sequence[LabeledDocument]) -> Category:
    """A category as its labels suggest it; people change it in the schema file."""
    if not CATEGORY_NAME.fullmatch(name):
        raise InputError(f"category {name!r}: {NAMING}")
    texts = [
        {
            " ".join(document.text[label.start : label.end].split())
            for label in document.labels
            if label.category == name
        }
        for document in documents
    ]
    labeled = [some for some in texts if some]
    single = len(labeled) >= _SINGLE_FROM and all(len(some) == 1 for some in labeled)
    return Category(
        name=name,
        type=propose_type([text for some in labeled for text in some]),
        cardinality="one" if single else "many",
        learned=True,
    )


def propose_type(texts: Sequence[str], languages: Sequence[str] = ("en",)) -> ValueType:
    """The type that most of the texts are of, read in any of the languages."""
    for type_ in _TELLING:
        typed = sum(
            any(_tells(type_, normalize_text(type_, text, one)) for one in languages)
            for text in texts
        )
        if typed and typed >= _TYPED_SHARE * len(texts):
            return type_
    return TEXT


def _tells(type_: ValueType, read: Normalization) -> bool:
    if type_ is MONEY:
        return read.value is not None and bool(read.value.detail.get("currency"))
    return read.value is not None or read.ambiguous


def _refuse_alike(schema: EntitySchema, new: Sequence[Category]) -> None:
    try:
        refuse_alike(EntitySchema((*schema.categories, *new)), schema)
    except SettingsError as error:
        raise InputError(str(error)) from error


def extend_schema(project: Project, new: Sequence[Category]) -> None:
    """Add categories to the project's own schema file, which a shipped project now gets."""
    path = project.folder / SCHEMA_FILE
    with locked(path):
        known = project.schema  # somebody may have added one meanwhile
        missing = [one for one in new if one.name not in known]
        write_whole(path, add_categories(project.schema_path.read_text(encoding="utf-8"), missing))
