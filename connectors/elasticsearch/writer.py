"""The one writer of an index at an Elasticsearch server."""

from __future__ import annotations

import fcntl
import logging
import time
import uuid
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from elasticsearch import Elasticsearch
from tantivy import TextAnalyzer

from connectors.elasticsearch.alias import Alias
from connectors.elasticsearch.bulk import (
    CONFLICT,
    USUAL_MAX_BYTES,
    BulkSender,
    Item,
    Refusal,
    action_line,
    largest_request_bytes,
    refuse_size,
)
from connectors.elasticsearch.client import translated
from connectors.elasticsearch.document import build_source, to_json
from connectors.elasticsearch.passages import PASSAGE_FIELDS, VectorFields
from connectors.elasticsearch.row_writer import RowWriter
from enricher.documents import IndexedDocument
from enricher.errors import IndexBusyError, UnavailableError
from enricher.files.versions import ELASTICSEARCH_VERSION

logger = logging.getLogger(__name__)

_LOCK = "writer.lock"
_OWNER = "owner"


class ElasticsearchWriter:
    """Implements `enricher.query.index.IndexWriter`.

    The system's lock on a file of the home says that this process writes: it is released however
    the process ends.

    Args:
        rows: the alias of the rows.
        server: names the server in messages.
        folder: of the home, for the lock and the home's name.
        bulk_bytes: of one request.
    """

    def __init__(
        self,
        client: Elasticsearch,
        alias: Alias,
        rows: Alias,
        server: str,
        folder: Path,
        analyzer: TextAnalyzer,
        bulk_bytes: int,
    ) -> None:
        self._client = client
        self._alias = alias
        self._server = server
        self._analyzer = analyzer
        self._owner = read_owner(folder)
        self._lock = _lock(folder)
        try:
            self._max_bytes = largest_request_bytes(client, server) or USUAL_MAX_BYTES
            most = min(bulk_bytes, self._max_bytes)
            self._rows = RowWriter(client, alias, rows, server, self._owner, analyzer, most)
            self._prepare()
        except BaseException:
            self._lock.close()
            raise
        self._vectors = VectorFields(client, alias.name)
        self._number = 0
        self._sender = BulkSender(client, alias.name, server, most, also_refused={CONFLICT})

    @property
    def is_usable(self) -> bool:
        """The server looks after its index by itself."""
        return True

    @property
    def count(self) -> int | None:
        """Not told: others may add documents to the same index."""
        return None

    def write(
        self, documents: Sequence[IndexedDocument], removed: Sequence[str]
    ) -> Mapping[str, str]:
        last = {document.id: document for document in documents}
        gone = [one for one in dict.fromkeys(removed) if one not in last]
        with translated(self._server):
            self._vectors.make(list(last.values()))
        number = self._next_number()
        refused = self._send(gone, last, number)
        if refused:
            # An earlier version of what was refused would be found for what it no longer says.
            self._send(list(refused), {}, number)
        written = [one for one in last.values() if one.id not in refused]
        self._rows.write(written, [*gone, *refused], number)
        with translated(self._server):
            shards = self._client.indices.refresh(index=self._alias.name)["_shards"]
        if shards["failed"]:
            raise UnavailableError(
                f"{self._server} has not made all that was written searchable:"
                f" {shards['failed']} of {shards['total']} shards failed"
            )
        return {id: refusal.reason for id, refusal in refused.items()}

    def clear(self) -> None:
        """Put an empty index, which is a new generation, in the place of this one."""
        self._vectors.forget()
        with translated(self._server):
            self._rows.clear()
            behind = self._alias.find()
            if behind is None:
                self._alias.make(self._owner)
            else:
                self._alias.replace(behind, self._owner, keep=False)

    def close(self) -> None:
        """Let another process write."""
        self._lock.close()

    def _prepare(self) -> None:
        """Make sure that the alias stands for an index of this format which this home fills."""
        with translated(self._server):
            behind = self._alias.find()
            if behind is None:
                self._alias.make(self._owner)
                behind = self._alias.find()
            if behind is None or behind.owner != self._owner:
                raise UnavailableError(
                    f"the index {self._alias.name} at {self._server} is filled from another home;"
                    " set elasticsearch_index to a name of this home's own, or delete"
                    f" {behind.index if behind else 'that index'} and this home fills it"
                )
            if behind.format != ELASTICSEARCH_VERSION:
                self._alias.replace(behind, self._owner, keep=True)
                behind = self._alias.find() or behind
            if self._rows.prepare(behind):
                logger.warning("rows are gone, all is written again index=%s", behind.index)
                self._alias.replace(behind, self._owner, keep=False)

    def _next_number(self) -> int:
        """Higher than that of any earlier write of this home, in microseconds since 1970."""
        self._number = max(self._number + 1, time.time_ns() // 1_000)
        return self._number

    def _send(
        self, gone: Sequence[str], documents: Mapping[str, IndexedDocument], number: int
    ) -> dict[str, Refusal]:
        """Write with a number; what the server does with an earlier one after this is nothing."""
        refused: dict[str, Refusal] = {}
        sent = self._sender.send(self._items(gone, documents, number, refused))
        ahead = {id for id, refusal in sent.items() if refusal.status == CONFLICT}
        refused |= {id: refusal for id, refusal in sent.items() if id not in ahead}
        if ahead:
            # The clock was ahead once. Nobody else writes, so this is the latest all the same.
            gone = [id for id in gone if id in ahead]
            documents = {id: one for id, one in documents.items() if id in ahead}
            refused |= self._sender.send(self._items(gone, documents, None, refused))
        return refused

    def _items(
        self,
        gone: Sequence[str],
        documents: Mapping[str, IndexedDocument],
        number: int | None,
        too_large: dict[str, Refusal],
    ) -> Iterator[Item]:
        for id in gone:
            yield Item(id, action_line("delete", id, number))
        for document in documents.values():
            source = build_source(document, self._analyzer, datetime.now(UTC))
            action = action_line("index", document.id, number)
            item = Item(document.id, action + to_json(source) + b"\n")
            if len(item.lines) > self._max_bytes:
                # What is found by its words alone is better than what is not found.
                plain = {name: one for name, one in source.items() if name not in PASSAGE_FIELDS}
                item = Item(document.id, action + to_json(plain) + b"\n")
                logger.warning("passages left out document=%s, too large with them", document.id)
            if len(item.lines) > self._max_bytes:
                too_large[document.id] = refuse_size(item, self._max_bytes)
            else:
                yield item


def read_owner(folder: Path) -> str:
    """The name of a home, made when it is first asked for."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / _OWNER
        if not file.exists():
            made = folder / f"{_OWNER}.{uuid.uuid4().hex}"
            made.write_text(uuid.uuid4().hex, encoding="ascii")
            try:
                file.hardlink_to(made)  # of two processes one is first, and both read its name
            except FileExistsError:
                pass
            finally:
                made.unlink()
        return file.read_text(encoding="ascii").strip()
    except OSError as error:
        raise _cannot_write(folder, error) from error


def _lock(folder: Path) -> IO[bytes]:
    try:
        lock = (folder / _LOCK).open("ab")
    except OSError as error:
        raise _cannot_write(folder, error) from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        lock.close()
        raise IndexBusyError(
            f"index of {folder}: another process is writing to it; only one can"
        ) from error
    return lock


def _cannot_write(folder: Path, error: OSError) -> UnavailableError:
    return UnavailableError(f"{folder} cannot be written: {error}; check space and permissions")
