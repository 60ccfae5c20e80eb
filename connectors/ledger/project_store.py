"""The documents of a project and their labels, in a database of their own.

A project's folder holds all of it: it can be copied, given away and deleted as one. Satisfies
`enricher.ledger.project_store.ProjectStore`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from connectors.ledger.database import Database, Schema
from enricher.documents.boxes import WordBoxes
from enricher.documents.records import digest_of
from enricher.files.versions import PROJECT_VERSION
from enricher.ledger.labels import (
    Change,
    DataSet,
    DocumentSummary,
    Label,
    LabeledDocument,
    LabelSource,
)

_SCHEMA = Schema(
    "project",
    Path(__file__).with_name("project.sql"),
    application_id=0x656E5072,  # "enPr"
    version=PROJECT_VERSION,
    damaged="restore it from a backup, or move it away and import the labels again",
    unknown=(
        "export its labels with the version that made it (`enricher project export`), and import"
        " them into a new project"
    ),
)


class SqliteProjectStore:
    """The file comes to be when the first document is put.

    Every method raises SettingsError for one that is no such database, or of another version.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    @cached_property
    def database(self) -> Database:
        return Database(self._path, _SCHEMA)

    @property
    def exists(self) -> bool:
        return self._path.exists()

    def names(self) -> list[str]:
        if not self.exists:
            return []
        rows = self.database.connection.execute("SELECT name FROM documents ORDER BY name")
        return [name for (name,) in rows]

    def read(self, names: Sequence[str] | None = None) -> Iterator[LabeledDocument]:
        """Documents in the order of their names; None means all, an unknown one is left out."""
        known = self.names()
        for name in known if names is None else sorted(set(names) & set(known)):
            row = self.database.connection.execute(
                "SELECT text, dataset, language, tagged, regions FROM documents WHERE name = ?",
                (name,),
            ).fetchone()
            if row is not None:
                yield _document(name, row, self._labels(name))

    def summaries(self) -> list[DocumentSummary]:
        """What there is to say of each document without its text, in the order of their names."""
        if not self.exists:
            return []
        counts: dict[str, dict[str, int]] = {}
        for name, category, count in self.database.connection.execute(
            "SELECT document, category, count(*) FROM labels GROUP BY 1, 2 ORDER BY 1, 2"
        ):
            counts.setdefault(name, {})[category] = count
        rows = self.database.connection.execute(
            "SELECT name, length(text), dataset, tagged, regions <> '[]' FROM documents ORDER BY name"
        )
        return [
            DocumentSummary(
                name, characters, dataset, _tagged(tagged), counts.get(name, {}), bool(in_parts)
            )
            for name, characters, dataset, tagged, in_parts in rows
        ]

    def put(self, documents: Iterable[LabeledDocument]) -> None:
        """Add documents, or replace those of the same name: all of them or none.

        What taggers said of a document stays with its text, and goes with it.
        """
        with self.database.transaction() as connection:
            for document in documents:
                connection.execute(
                    "DELETE FROM documents WHERE name = ? AND text <> ?",
                    (document.name, document.text),
                )
                connection.execute("DELETE FROM labels WHERE document = ?", (document.name,))
                connection.execute(
                    "INSERT INTO documents (name, text, dataset, language, tagged, regions)"
                    " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (name) DO UPDATE SET"
                    " dataset = excluded.dataset, language = excluded.language,"
                    " tagged = excluded.tagged, regions = excluded.regions",
                    (
                        document.name,
                        document.text,
                        document.dataset,
                        document.language,
                        None if document.tagged is None else json.dumps(document.tagged),
                        json.dumps(document.regions),
                    ),
                )
                connection.executemany(
                    'INSERT INTO labels (document, start, "end", category, source)'
                    " VALUES (?, ?, ?, ?, ?)",
                    [
                        (document.name, one.start, one.end, one.category, one.source.value)
                        for one in document.labels
                    ],
                )

    def exchange(self, changes: Sequence[Change]) -> str | None:
        """Change documents that are still what they were taken for: all of them or none.

        Returns:
            The name of one that is not; nothing was changed then.
        """
        with self.database.transaction():
            for change in changes:
                if next(self.read([change.name]), None) != change.before:
                    return change.name
            self.remove([one.name for one in changes if one.after is None])
            self.put([one.after for one in changes if one.after is not None])
        return None

    def remove(self, names: Iterable[str]) -> None:
        if not self.exists:
            return
        with self.database.transaction() as connection:
            connection.executemany(
                "DELETE FROM documents WHERE name = ?", [(name,) for name in names]
            )

    def assign(self, names: Iterable[str], dataset: DataSet | None) -> None:
        """Say what documents are for, all of them or none; an unknown one is left out."""
        if not self.exists:
            return
        with self.database.transaction() as connection:
            connection.executemany(
                "UPDATE documents SET dataset = ? WHERE name = ?",
                [(dataset, name) for name in names],
            )

    def keep_boxes(self, text: str, boxes: WordBoxes) -> None:
        """Keep where the words of a text stand, whichever document has or will have it."""
        with self.database.transaction() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO boxes (text, packed) VALUES (?, ?)",
                (digest_of(text).hex(), boxes.packed),
            )

    def boxes(self, texts: Iterable[str]) -> Mapping[str, WordBoxes]:
        """What is kept of that, by text."""
        found: dict[str, WordBoxes] = {}
        for text in texts if self.exists else ():
            row = self.database.connection.execute(
                "SELECT packed FROM boxes WHERE text = ?", (digest_of(text).hex(),)
            ).fetchone()
            if row is not None:
                found[text] = WordBoxes(row[0])
        return found

    def close(self) -> None:
        if "database" in vars(self):
            self.database.close()

    def _labels(self, name: str) -> tuple[Label, ...]:
        rows = self.database.connection.execute(
            'SELECT start, "end", category, source FROM labels WHERE document = ?'
            ' ORDER BY start, "end", category',
            (name,),
        )
        return tuple(
            Label(start, end, category, LabelSource(source))
            for start, end, category, source in rows
        )


def _document(name: str, row: tuple[Any, ...], labels: tuple[Label, ...]) -> LabeledDocument:
    text, dataset, language, tagged, regions = row
    return LabeledDocument(
        name=name,
        text=text,
        labels=labels,
        dataset=dataset,
        language=language,
        tagged=_tagged(tagged),
        regions=tuple((start, end) for start, end in json.loads(regions)),
    )


def _tagged(said: str | None) -> tuple[str, ...] | None:
    return None if said is None else tuple(json.loads(said))
