"""The schema of a project, read and changed while others may change it too.

schema.toml -> SchemaText (its revision) -> edited elsewhere -> checked -> schema.toml, if that is
still of the same revision
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from enricher.errors import InputError, OutdatedError, SettingsError
from enricher.expressions.schema_file import MOST_BYTES, read_schema
from enricher.files.atomic import locked, write_whole
from enricher.ingestion.routes import refuse_undecided
from enricher.ledger.accounts import Collection
from enricher.ledger.events import Act
from enricher.models.registry import SCHEMA_FILE
from enricher.projects.project import Project, refuse_unreadable
from enricher.projects.schema_text import replace_categories
from enricher.schema import Category, EntitySchema, merge_schemas, refuse_alike


@dataclass(frozen=True, slots=True)
class SchemaText:
    """A schema as its file says it.

    Attributes:
        revision: another one where anything in the file is another.
    """

    text: str
    schema: EntitySchema
    revision: str


def schema_text(project: Project) -> SchemaText:
    """Raises SettingsError where the file is wrong."""
    content = project.schema_path.read_bytes()
    schema = read_schema(content, str(project.schema_path))
    return SchemaText(content.decode(), schema, hashlib.sha256(content).hexdigest()[:32])


def change_schema(
    project: Project,
    wanted: str | Sequence[Category],
    revision: str,
    collections: Sequence[Collection],
) -> SchemaText:
    """Give a project another schema.

    Args:
        wanted: the text of a schema file, or its categories; then what people wrote beside those
            that stay, stays.
        revision: of the schema that was edited; `*` is any.
        collections: of the home, some of which the project may read beside others.

    Raises:
        OutdatedError: it is not that one any more.
        InputError: the schema is wrong, or could not read a collection beside others; the message
            names the line.
    """
    path = project.folder / SCHEMA_FILE
    with project.noting() as note, locked(path):
        now = schema_text(project)
        if revision not in ("*", now.revision):
            raise OutdatedError(
                f"the schema of project {project.name} was changed by someone else in the meantime",
                now,
                now.revision,
            )
        if not isinstance(wanted, str):
            _refuse_large(wanted)
        text = wanted if isinstance(wanted, str) else replace_categories(now.text, wanted)
        _check(project, text, now.schema, collections)
        write_whole(path, text)  # a project that ships gets a schema of this home
        changed = schema_text(project)
        if changed.text != now.text:
            note(Act.SCHEMA, **_differences(now.schema, changed.schema))
    return changed


def _refuse_large(categories: Sequence[Category]) -> None:
    """Refuse before the file is written with care what would be refused as a file."""
    texts = (
        text
        for one in categories
        for text in (
            one.description,
            one.derived,
            *one.words,
            *one.patterns,
            *one.detectors,
            *one.choices,
        )
    )
    if sum(len(text) + len('"",') for text in texts) > MOST_BYTES:
        raise InputError(f"the schema has more than {MOST_BYTES // 1_000_000} MB")


def _differences(before: EntitySchema, after: EntitySchema) -> dict[str, list[str]]:
    """The names of categories that came, went and are others than before."""
    return {
        "added": [one for one in after.names if one not in before],
        "removed": [one for one in before.names if one not in after],
        "changed": [one for one in after.names if one in before and after[one] != before[one]],
    }


def _check(
    project: Project, text: str, before: EntitySchema, collections: Sequence[Collection]
) -> None:
    try:
        schema = read_schema(text.encode(), "the schema")
        refuse_alike(schema, before)
        refuse_unreadable(schema)
        for collection in collections:
            if any(one.project == project.name for one in collection.serve):
                schemas = {
                    one.deployment: schema
                    if one.project == project.name
                    else project.registry.schema(one.deployment)
                    for one in collection.serve
                }
                merge_schemas(list(schemas.items()))
                refuse_undecided(collection.serve, schemas)
    except SettingsError as error:
        raise InputError(str(error)) from error
