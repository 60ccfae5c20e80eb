"""A project of one's own: a schema, documents and what people labelled in them.

labels file -> LabelSet (enricher.formats) -> merge -> schema.toml + ProjectStore
ProjectStore -> LabelSet -> labels file
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from enricher.entities import Normalization, ValueType
from enricher.errors import InputError
from enricher.labels import DataSet, LabeledDocument
from enricher.normalize import normalize_text
from enricher.ports import ProjectStore
from enricher.registry import SCHEMA_FILE, Registry
from enricher.schema import CATEGORY_NAME, Category, EntitySchema, load_schema
from enricher.schema_file import NEW_SCHEMA, add_categories
from enricher.writing import write_whole

# Types whose texts tell them apart from all others; a name or a bare number may be anything.
_TELLING = (ValueType.DATE, ValueType.PERCENT, ValueType.DURATION, ValueType.MONEY)
_TYPED_SHARE = 0.8
_SINGLE_FROM = (
    5  # documents, from which on a category that each has once is taken to have one value
)


@dataclass(frozen=True, slots=True)
class Project:
    """An open project. One that ships has its schema elsewhere, until it gets one of this home."""

    name: str
    folder: Path
    store: ProjectStore
    registry: Registry

    @property
    def schema_path(self) -> Path:
        return self.registry.schema_path(self.name)

    @property
    def schema(self) -> EntitySchema:
        return load_schema(self.schema_path)


@dataclass(frozen=True, slots=True)
class Overview:
    """What a project has: documents by what they are for, labels by category."""

    name: str
    schema: EntitySchema
    documents: int
    train: int
    test: int
    labels: Counter[str]

    def as_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "documents": {"all": self.documents, "train": self.train, "test": self.test},
            "categories": [
                {
                    "name": category.name,
                    "type": category.type.value,
                    "cardinality": category.cardinality,
                    "learned": category.learned,
                    "labels": self.labels[category.name],
                }
                for category in self.schema.categories
            ],
        }


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did.

    Attributes:
        added, replaced, unchanged: names of documents.
        labels: of all documents of the file.
        lost: labels of replaced documents that the file does not have.
        categories: that the schema did not have.
    """

    added: tuple[str, ...]
    replaced: tuple[str, ...]
    unchanged: tuple[str, ...]
    labels: int
    lost: int
    categories: tuple[Category, ...]
    warnings: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {
            "documents": {
                "added": len(self.added),
                "replaced": len(self.replaced),
                "unchanged": len(self.unchanged),
            },
            "labels": self.labels,
            "labels_lost": self.lost,
            "categories": [
                {"name": one.name, "type": one.type.value, "cardinality": one.cardinality}
                for one in self.categories
            ],
            "warnings": list(self.warnings),
        }


def create_project(home: Path, name: str, schema: Path | None = None) -> Path:
    """Make a project, with a copy of a schema file or an empty one.

    Returns:
        Its schema file.

    Raises:
        InputError: there is one of that name, or the name will not do.
        SettingsError: the schema file is wrong.
    """
    text = NEW_SCHEMA
    if schema is not None:
        load_schema(schema)
        text = schema.read_text(encoding="utf-8")
    return Registry(home.absolute()).create(name, text) / SCHEMA_FILE


def survey(project: Project) -> Overview:
    """Count what a project has."""
    labels: Counter[str] = Counter()
    datasets: Counter[DataSet | None] = Counter()
    for document in project.store.read():
        datasets[document.dataset] += 1
        labels.update(label.category for label in document.labels)
    return Overview(
        project.name,
        project.schema,
        datasets.total(),
        datasets["train"],
        datasets["test"],
        labels,
    )


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
    """
    known = {document.name: document for document in project.store.read()}
    incoming = [_settle(document, known.get(document.name), dataset) for document in documents]
    used = dict.fromkeys([*categories, *(name for one in documents for name in _used(one))])
    schema = project.schema
    new = [_propose(name, documents) for name in used if name not in schema]
    changed = [one for one in incoming if known.get(one.name) != one]
    if new:
        _write_schema(project, new)
    project.store.put(changed)
    return Imported(
        added=tuple(one.name for one in changed if one.name not in known),
        replaced=tuple(one.name for one in changed if one.name in known),
        unchanged=tuple(one.name for one in incoming if known.get(one.name) == one),
        labels=sum(len(one.labels) for one in incoming),
        lost=sum(
            len(set(known[one.name].labels) - set(one.labels))
            for one in changed
            if one.name in known
        ),
        categories=tuple(new),
    )


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
        raise InputError(
            f"category {name!r}: a name has 1 to 50 characters, none of"
            " : $ & % * ( ) + ~ # / ? < > = ! , . | quotes or backslash; rename it in the file"
        )
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
        type=_propose_type([text for some in labeled for text in some]),
        cardinality="one" if single else "many",
        learned=True,
    )


def _propose_type(texts: Sequence[str]) -> ValueType:
    for type_ in _TELLING:
        typed = sum(_tells(type_, normalize_text(type_, text)) for text in texts)
        if typed and typed >= _TYPED_SHARE * len(texts):
            return type_
    return ValueType.TEXT


def _tells(type_: ValueType, read: Normalization) -> bool:
    if type_ is ValueType.MONEY:
        return read.value is not None and bool(read.value.detail.get("currency"))
    return read.value is not None or read.ambiguous


def _write_schema(project: Project, new: Sequence[Category]) -> None:
    """Add categories to the project's own schema file, which a shipped project now gets."""
    text = add_categories(project.schema_path.read_text(encoding="utf-8"), new)
    write_whole(project.folder / SCHEMA_FILE, text)
