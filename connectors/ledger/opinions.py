"""The opinions of taggers, in the database of their project.

Satisfies `enricher.ledger.opinions.OpinionStore`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from connectors.ledger.project_store import SqliteProjectStore
from enricher.ledger.labels import Change, Label, LabeledDocument, LabelSource
from enricher.ledger.opinions import Adjudication, Decision, Opinion, OpinionState


class SqliteOpinions:
    """Beside the documents of a store, which it shares the database with."""

    def __init__(self, store: SqliteProjectStore) -> None:
        self._store = store

    def states(self) -> list[OpinionState]:
        if not self._store.exists:
            return []
        rows = self._store.database.connection.execute(
            "SELECT document, tagger, done FROM opinions ORDER BY document, tagger"
        )
        return [OpinionState(document, tagger, bool(done)) for document, tagger, done in rows]

    def read(self, document: str | None = None, tagger: str | None = None) -> list[Opinion]:
        if not self._store.exists:
            return []
        rows = self._store.database.connection.execute(
            "SELECT document, tagger, labels, tagged, done FROM opinions"
            " WHERE document = coalesce(?, document) AND tagger = coalesce(?, tagger)"
            " ORDER BY document, tagger",
            (document, tagger),
        )
        return [
            Opinion(name, who, _labels(json.loads(labels)), _tagged(tagged), bool(done))
            for name, who, labels, tagged, done in rows
        ]

    def add(self, opinions: Iterable[Opinion]) -> None:
        with self._store.database.transaction() as connection:
            connection.executemany(
                "INSERT INTO opinions (document, tagger, labels, tagged, done)"
                " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                [(one.document, one.tagger, *_columns(one)) for one in opinions],
            )

    def exchange(self, before: Opinion, after: Opinion) -> bool:
        with self._store.database.transaction() as connection:
            now = self.read(before.document)
            if before not in now or all(one.is_done for one in now):
                return False
            connection.execute(
                "UPDATE opinions SET labels = ?, tagged = ?, done = ?"
                " WHERE document = ? AND tagger = ?",
                (*_columns(after), before.document, before.tagger),
            )
        return True

    def remove(self, documents: Sequence[str], tagger: str) -> None:
        with self._store.database.transaction() as connection:
            connection.executemany(
                "DELETE FROM opinions WHERE document = ? AND tagger = ?",
                [(name, tagger) for name in documents],
            )

    def adjudications(self, document: str | None = None) -> Mapping[str, Adjudication]:
        if not self._store.exists:
            return {}
        rows = self._store.database.connection.execute(
            "SELECT document, decisions, settled_by, before FROM adjudications"
            " WHERE document = coalesce(?, document)",
            (document,),
        ).fetchall()
        return {
            name: Adjudication(
                {
                    key: Decision(_labels(said["labels"]), said["who"])
                    for key, said in json.loads(decisions).items()
                },
                settled_by or "",
                self._before(name, before),
            )
            for name, decisions, settled_by, before in rows
        }

    def decide(self, document: str, decisions: Mapping[str, Decision | None]) -> None:
        with self._store.database.transaction() as connection:
            known = self.adjudications(document).get(document, Adjudication()).decisions
            changed = {**known, **decisions}
            kept = {
                key: {"labels": _rows(one.labels), "who": one.who}
                for key, one in changed.items()
                if one is not None
            }
            connection.execute(
                "INSERT INTO adjudications (document, decisions) VALUES (?, ?)"
                " ON CONFLICT (document) DO UPDATE SET decisions = excluded.decisions",
                (document, json.dumps(kept)),
            )

    def settle(self, change: Change, settled_by: str) -> bool:
        with self._store.database.transaction() as connection:
            if self._store.exchange([change]) is not None:
                return False
            before = change.before if settled_by else None
            connection.execute(
                "INSERT INTO adjudications (document, decisions, settled_by, before)"
                " VALUES (?, '{}', ?, ?) ON CONFLICT (document) DO UPDATE"
                " SET settled_by = excluded.settled_by, before = excluded.before",
                (change.name, settled_by or None, None if before is None else _packed(before)),
            )
        return True

    def _before(self, name: str, packed: str | None) -> LabeledDocument | None:
        """The document as it was: with the text that it still has, or this would be gone."""
        document = next(self._store.read([name]), None)
        if packed is None or document is None:
            return None
        said = json.loads(packed)
        return replace(
            document,
            labels=_labels(said["labels"]),
            tagged=None if said["tagged"] is None else tuple(said["tagged"]),
            regions=tuple((start, end) for start, end in said["regions"]),
        )


def _packed(document: LabeledDocument) -> str:
    return json.dumps(
        {
            "labels": _rows(document.labels),
            "tagged": document.tagged,
            "regions": document.regions,
        }
    )


def _columns(opinion: Opinion) -> tuple[str, str | None, bool]:
    tagged = None if opinion.tagged is None else json.dumps(opinion.tagged)
    return json.dumps(_rows(opinion.labels)), tagged, opinion.is_done


def _rows(labels: Iterable[Label]) -> list[list[Any]]:
    return [[one.start, one.end, one.category, one.source.value] for one in labels]


def _labels(rows: Iterable[Sequence[Any]]) -> tuple[Label, ...]:
    return tuple(Label(start, end, name, LabelSource(source)) for start, end, name, source in rows)


def _tagged(said: str | None) -> tuple[str, ...] | None:
    return None if said is None else tuple(json.loads(said))
