"""A home with many documents in ledger and index, as an ingest leaves it, made without a model."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from bench.enriched import ManyDocuments
from connectors.ledger.document_rows import new_document
from connectors.ledger.rows import path_key
from enricher.documents import IndexedDocument
from enricher.documents.records import to_record
from enricher.enrichment.derived_fields import derive
from enricher.ledger.accounts import CONTRACTS
from enricher.models.registry import Registry
from enricher.wiring.home import Home

_DISTINCT = 2_000
_AT_ONCE = 500
ROOT = Path("/contracts")


def fill_home(home: Home, count: int) -> ManyDocuments:
    """Write documents into ledger and index; no file is read, and none needs to be there."""
    many = ManyDocuments(min(_DISTINCT, count))
    schema = Registry(home.path).schema(CONTRACTS)
    home.ledger.roots.add(ROOT, None)
    writer = home.index.open_writer()
    home.ledger.documents.follow_index(home.index.generation)
    for start in range(0, count, _AT_ONCE):
        some = (many[number] for number in range(start, min(start + _AT_ONCE, count)))
        _record(home, [replace(one, enriched=derive(one.enriched, [schema])) for one in some])
        while batch := home.ledger.documents.batch(_AT_ONCE):
            home.ledger.documents.settle(batch, writer.write(batch.documents, batch.removed))
    writer.close()
    return many


def _record(home: Home, documents: Iterable[IndexedDocument]) -> None:
    """What hashing a file and reading it leave in the ledger."""
    known = {document.enriched.extracted.sha256: document for document in documents}
    with home.ledger.database.transaction() as connection:
        for sha256, document in known.items():
            path = Path(document.paths[0])
            identity = new_document(connection, path, sha256)
            connection.execute(
                "INSERT INTO files (path, folder, root, collection, device, inode, size, mtime_ns,"
                " ctime_ns, state, document, noticed_at)"
                " VALUES (?, ?, ?, 'default', 0, 0, ?, 0, 0, 'known', ?, ?)",
                (
                    *(path_key(path), path_key(path.parent), path_key(ROOT)),
                    *(document.enriched.extracted.size_bytes, identity, time.time()),
                ),
            )
        for job in home.ledger.documents.take(len(known)):
            home.ledger.documents.record(job, [to_record(known[job.sha256].enriched)])
