"""A project of one's own: a schema, documents and what people labelled in them.

labels file -> LabelSet (enricher.projects.formats) -> merge -> schema.toml + ProjectStore
ProjectStore -> LabelSet -> labels file
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from enricher.errors import InputError, SettingsError
from enricher.expressions.schema_file import load_schema, read_schema
from enricher.ledger.events import Noting, unnoted
from enricher.ledger.labels import DataSet, DocumentSummary
from enricher.ledger.opinions import OpinionStore
from enricher.ledger.project_store import ProjectStore
from enricher.models.registry import SCHEMA_FILE, Registry
from enricher.projects.choice_examples import ChoiceExample
from enricher.projects.schema_text import NEW_SCHEMA
from enricher.schema import EntitySchema, refuse_alike


@dataclass(frozen=True, slots=True)
class Project:
    """An open project. One that ships has its schema elsewhere, until it gets one of this home.

    Attributes:
        opinions: what taggers say of its documents, each for themselves.
        noting: within it the project is changed, and the change noted in the history.
        examples: documents of which people said what they are.
    """

    name: str
    folder: Path
    store: ProjectStore
    registry: Registry
    opinions: OpinionStore
    noting: Noting = field(default=unnoted)
    examples: Callable[[], Sequence[ChoiceExample]] = tuple

    @property
    def schema_path(self) -> Path:
        return self.registry.schema_path(self.name)

    @property
    def schema(self) -> EntitySchema:
        return load_schema(self.schema_path)


@dataclass(frozen=True, slots=True)
class Overview:
    """What a project has: documents by what they are for, labels by category.

    Attributes:
        tagged: documents that somebody has been through, be it in part.
        finished: those of them in which every category that is learned was looked for.
    """

    name: str
    schema: EntitySchema
    documents: int
    train: int
    test: int
    tagged: int
    finished: int
    labels: Counter[str]


def create_project(home: Path, name: str, schema: Path | None = None) -> Path:
    """Make a project, with a copy of a schema file or an empty one.

    Returns:
        Its schema file.

    Raises:
        InputError: there is one of that name, the name will not do, or the schema file is wrong.
    """
    if schema is None:
        return create_project_of(home, name, None)
    try:
        categories = load_schema(schema)
    except SettingsError as error:
        raise InputError(str(error)) from error
    try:
        refuse_unreadable(categories)
    except SettingsError as error:
        raise InputError(f"{schema}: {error}") from error
    return create_project_of(home, name, schema.read_text(encoding="utf-8"))


def create_project_of(home: Path, name: str, schema: str | None) -> Path:
    """Make a project with the text of a schema file, or an empty one.

    Returns:
        Its schema file.

    Raises:
        ConflictError: there is one of that name.
        InputError: the name will not do, or the schema is wrong.
    """
    try:
        categories = read_schema((schema or "").encode(), "the schema")
        refuse_alike(categories)
        refuse_unreadable(categories)
    except SettingsError as error:
        raise InputError(str(error)) from error
    text = NEW_SCHEMA if schema is None else schema
    return Registry(home.absolute()).create(name, text) / SCHEMA_FILE


def refuse_unreadable(schema: EntitySchema) -> None:
    """Say of a schema at once what the first document read by it would find out.

    Raises:
        SettingsError: a pattern cannot be read, or there is no such detector.
    """
    from enricher.recognizer.rules import RuleFinder

    RuleFinder(schema.categories)


def learned_categories(project: Project) -> tuple[str, ...]:
    """Raises InputError where a model would learn none."""
    if learned := project.schema.learned:
        return learned
    raise InputError(
        f"project {project.name} learns no category: import labels, or set `learned` in"
        f" {project.schema_path}"
    )


def refuse_untaught(project: Project) -> None:
    """Say at once what a training would find out once it has begun.

    Raises:
        InputError: the project learns no category, or nobody has labelled a document.
    """
    learned_categories(project)
    if not any(one.is_tagged for one in project.store.summaries()):
        raise without_labels(project)


def any_choices(project: Project) -> bool:
    """Whether it tells what documents are."""
    return any(one.choices for one in project.schema.categories)


def without_labels(project: Project) -> InputError:
    """The error that nobody has labelled a document."""
    types = any_choices(project)
    return InputError(
        f"project {project.name} has no labelled documents; import some with"
        f" `enricher project import {project.name} FILE`"
        + (", and `--types` learns from corrections what documents are" if types else "")
    )


def survey(project: Project, known: Sequence[DocumentSummary] | None = None) -> Overview:
    """Count what a project has.

    Args:
        known: its documents, where the caller has read them already.
    """
    labels: Counter[str] = Counter()
    datasets: Counter[DataSet | None] = Counter()
    schema = project.schema
    tagged = finished = 0
    for document in project.store.summaries() if known is None else known:
        datasets[document.dataset] += 1
        tagged += document.is_tagged
        finished += document.is_finished(schema.learned)
        labels.update(document.labels)
    return Overview(
        project.name,
        schema,
        datasets.total(),
        datasets["train"],
        datasets["test"],
        tagged,
        finished,
        labels,
    )
