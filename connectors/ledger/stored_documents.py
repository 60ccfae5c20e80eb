"""Documents as the ledger keeps them, read for the index, for people and for other processes."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from connectors.ledger.families import read_family
from connectors.ledger.findings import open_findings
from connectors.ledger.parties import shown_in
from connectors.ledger.passages import read_passages
from connectors.ledger.rows import shown_path
from enricher.documents import EnrichedText, IndexedDocument
from enricher.documents.passages import PassageVectors
from enricher.documents.records import StoredDocument, damaged, from_record
from enricher.errors import DamagedError
from enricher.values.names.identities import rename_parties

# Whoever looks at a document asks for it several times in a row; a long one takes a second to load.
_recent = lru_cache(2)(from_record)


def read_document(connection: sqlite3.Connection, identity: str) -> IndexedDocument | None:
    """A document as the index should hold it; None when it should not."""
    stored = read_stored(connection, identity)
    if stored is None:
        return None
    enriched = _load(identity, stored.body)
    return IndexedDocument(
        id=identity,
        paths=stored.paths,
        collections=stored.collections,
        enriched=replace(enriched, fields=rename_parties(enriched.fields, stored.shown)),
        parents=stored.parents,
        findings=open_findings(connection, identity),
        family=read_family(connection, identity),
        passages=_read_passages(connection, identity),
        with_rows=_with_rows(connection, stored.collections),
    )


def _with_rows(connection: sqlite3.Connection, collections: Sequence[str]) -> bool:
    """Whether any of some collections asks for the rows of its documents."""
    places = ", ".join("?" * len(collections))
    (asks,) = connection.execute(
        f"SELECT EXISTS (SELECT 1 FROM collections WHERE rows AND name IN ({places}))", collections
    ).fetchone()
    return bool(asks)


def read_text(connection: sqlite3.Connection, identity: str) -> EnrichedText | None:
    """What is kept of a document's text, parties under the names that it has for them."""
    row = connection.execute(
        "SELECT coalesce(corrected, body) FROM bodies WHERE document = ?", (identity,)
    ).fetchone()
    return None if row is None else _load(identity, row[0])


def read_stored(connection: sqlite3.Connection, identity: str) -> StoredDocument | None:
    """What `read_document` makes a document of; None where there is none for the index."""
    row = connection.execute(
        "SELECT top, parents, member, coalesce(corrected, body) FROM documents"
        " JOIN bodies ON bodies.document = documents.id WHERE id = ? AND state != 'failed'",
        (identity,),
    ).fetchone()
    if row is None:
        return None
    top, parents, member, body = row
    places = connection.execute(
        "SELECT path, collection FROM files WHERE document = ? ORDER BY path", (top,)
    ).fetchall()
    if not places:
        return None
    return StoredDocument(
        id=identity,
        paths=tuple(shown_path(path, member) for path, _ in places),
        collections=tuple(sorted({collection for _, collection in places})),
        parents=tuple(json.loads(parents)),
        shown=shown_in(connection, identity),
        body=body,
    )


def _read_passages(connection: sqlite3.Connection, identity: str) -> PassageVectors | None:
    try:
        return read_passages(connection, identity)
    except DamagedError as error:
        raise damaged(identity) from error


def _load(identity: str, body: bytes) -> EnrichedText:
    try:
        return _recent(body)
    except DamagedError as error:
        raise damaged(identity) from error
