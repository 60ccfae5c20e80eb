"""The bodies of the ledger: what models found in each text, and what people made of it.

    keep_body: body (of the models) --corrections--> corrected, NULL where nothing was said
                                    --> names of parties, facts, kinship, the models that read it
                                    --> passages, which depend on the text alone

Whoever reads a document takes `corrected` where there is one; the body beside it stays as the
models left it, so that a correction is taken back by forgetting it.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from connectors.ledger.families import note_days, note_kinship
from connectors.ledger.parties import note_parties
from connectors.ledger.passages import note_passages
from connectors.ledger.rows import moment
from enricher.documents.corrections import Act, Correct, Correction, Said, TableChange
from enricher.documents.records import (
    Record,
    dump_notice,
    dump_value,
    load_notice,
    load_value,
    mentions,
)
from enricher.text.anchors import Anchor

COLUMNS = "id, document, act, category, said, who, at, undone_by, undone_at, unmet"


def keep_body(
    connection: sqlite3.Connection, document: str, record: Record, correct: Correct
) -> None:
    """Store what was found in a text, with what people said about it laid over it."""
    connection.execute(
        "INSERT INTO bodies (document, body) VALUES (?, ?) ON CONFLICT (document)"
        " DO UPDATE SET body = excluded.body, corrected = NULL",
        (document, record.body),
    )
    connection.execute(
        "UPDATE documents SET models = ?, derived_by = ?, unread = '' WHERE id = ?",
        (record.models, record.derived_by, document),
    )
    note_passages(connection, document, record)
    _settle(connection, document, record, correct)


def derive_body(
    connection: sqlite3.Connection,
    document: str,
    derive: Callable[[bytes], tuple[Record, bool]],
    correct: Correct,
) -> bool:
    """Give a stored text the derived fields of now; whether one is another than before."""
    row = connection.execute(
        "SELECT body, corrected FROM bodies WHERE document = ?", (document,)
    ).fetchone()
    if row is None:
        return False
    body, before = row
    record, changed = derive(body)
    connection.execute("UPDATE bodies SET body = ? WHERE document = ?", (record.body, document))
    connection.execute(
        "UPDATE documents SET derived_by = ? WHERE id = ?", (record.derived_by, document)
    )
    return bool(_settle(connection, document, record, correct) != before) or changed


def _settle(
    connection: sqlite3.Connection, document: str, record: Record, correct: Correct
) -> bytes | None:
    """Lay over a text that is new what people said about it, and note what there is to know of it."""
    note_kinship(connection, document, record.kinship, record.days)
    corrections = standing(connection, document)
    if any(one.document or mentions(record.body, one.said.anchor.words) for one in corrections):
        return _lay_over(connection, document, record.body, corrections, correct)
    note_parties(connection, document, record.parties)
    _note_facts(connection, document, record.facts)
    return None


def correct_body(connection: sqlite3.Connection, document: str, correct: Correct) -> bool:
    """Lay over a stored text what people say about it now; whether it is another than before."""
    row = connection.execute(
        "SELECT body, corrected FROM bodies WHERE document = ?", (document,)
    ).fetchone()
    if row is None:
        return False
    body, before = row
    after = _lay_over(connection, document, body, standing(connection, document), correct)
    return bool(after != before)


def _note_facts(connection: sqlite3.Connection, document: str, facts: str | None) -> None:
    if facts is not None:
        connection.execute(
            "INSERT OR REPLACE INTO facts (document, facts) VALUES (?, ?)", (document, facts)
        )
    else:  # its entities are owed
        connection.execute("DELETE FROM facts WHERE document = ?", (document,))


def standing(connection: sqlite3.Connection, document: str) -> list[Correction]:
    """What people say about a document, what they say about all of them included, by id."""
    rows = connection.execute(
        f"SELECT {COLUMNS} FROM corrections WHERE document IN (?, '') AND undone_at IS NULL"
        " ORDER BY id",
        (document,),
    )
    return [read_correction(row) for row in rows]


def _lay_over(
    connection: sqlite3.Connection,
    document: str,
    body: bytes,
    corrections: list[Correction],
    correct: Correct,
) -> bytes | None:
    corrected = correct(body, corrections)
    connection.execute(
        "UPDATE bodies SET corrected = ? WHERE document = ?", (corrected.body, document)
    )
    connection.executemany(
        "UPDATE corrections SET unmet = ? WHERE id = ? AND unmet != ?",
        [
            (unmet, one.id, unmet)
            for one in corrections
            if one.document
            for unmet in (dump_notice(corrected.unmet.get(one.id)),)
        ],
    )
    note_parties(connection, document, corrected.parties)
    note_days(connection, document, corrected.days)
    _note_facts(connection, document, corrected.facts)
    return corrected.body


def write_said(said: Said) -> str:
    """What a correction says, less its act and category, as one value of the database."""
    anchor = said.anchor
    written = {
        "words": anchor.words,
        "before": anchor.before,
        "after": anchor.after,
        "occurrence": anchor.occurrence,
        "of": anchor.of,
        "partial": anchor.partial,
        "value": dump_value(said.value) if said.value else None,
        "written": said.written,
        "instead_of": said.instead_of,
    }
    if said.change is not None:
        written["change"] = msgspec.to_builtins(said.change)
    return json.dumps(written)


def read_correction(row: tuple[Any, ...]) -> Correction:
    """A row of `COLUMNS`."""
    identity, document, act, category, text, who, at, undone_by, undone_at, unmet = row
    said = json.loads(text)
    return Correction(
        id=identity,
        document=document,
        said=Said(
            Act(act),
            category,
            _anchor(said),
            load_value(said["value"]) if said["value"] else None,
            said["written"],
            said["instead_of"],
            msgspec.convert(said["change"], TableChange) if "change" in said else None,
        ),
        who=who,
        at=moment(at),
        undone_by=undone_by,
        undone_at=None if undone_at is None else moment(undone_at),
        unmet=load_notice(unmet),
    )


def _anchor(said: Mapping[str, Any]) -> Anchor:
    names = ("words", "before", "after", "occurrence", "of", "partial")
    return Anchor(*(said[name] for name in names))
