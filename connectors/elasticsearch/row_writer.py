"""Writes the rows of documents into an index of their own, beside that of the documents.

rows of the documents --bulk, under the number of the write--> refresh --> rows of the same documents
that an earlier write left are deleted

Killed in between, the write is done again: its documents are not settled. The index of documents says
which index has its rows (`Alias.note_rows`): where that one is gone, both are filled again; rows of
another index of documents are deleted.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from elasticsearch import Elasticsearch
from tantivy import TextAnalyzer

from connectors.elasticsearch.alias import Alias, Behind
from connectors.elasticsearch.bulk import CONFLICT, BulkSender, Item, action_line
from connectors.elasticsearch.client import translated
from connectors.elasticsearch.document import analyzed, build_columns, to_json
from connectors.elasticsearch.row_fields import SHOWN_TEXTS
from connectors.search.rows import days_of, numbers_of, texts_of
from connectors.search.terms import shown_form
from enricher.documents import IndexedDocument
from enricher.documents.rows import Row, rows_of
from enricher.errors import UnavailableError
from enricher.files.versions import ELASTICSEARCH_VERSION
from enricher.query.rows import PERIODS, SIZE, TERMS, term_of

logger = logging.getLogger(__name__)

_AT_ONCE = 5_000  # rows that are deleted


class RowWriter:
    """The index of rows is made with the first row.

    Args:
        documents: the alias of the documents.
        alias: of the rows.
        owner: the home.
        bulk_bytes: of one request.
    """

    def __init__(
        self,
        client: Elasticsearch,
        documents: Alias,
        alias: Alias,
        server: str,
        owner: str,
        analyzer: TextAnalyzer,
        bulk_bytes: int,
    ) -> None:
        self._client = client
        self._documents = documents
        self._alias = alias
        self._server = server
        self._owner = owner
        self._analyzer = analyzer
        self._sender = BulkSender(client, alias.name, server, bulk_bytes, also_refused={CONFLICT})
        self._is_there = False

    def prepare(self, documents: Behind) -> bool:
        """Look at what is there, before anything is written.

        Returns:
            Whether rows were lost, so that all has to be written again.
        """
        rows = self._alias.find()
        if rows is not None and rows.owner != self._owner:
            raise UnavailableError(
                f"the index {self._alias.name} at {self._server} is filled from another home; set"
                " elasticsearch_index to a name of this home's own"
            )
        is_known = rows is not None and rows.uuid == documents.rows
        is_usable = is_known and rows is not None and rows.format == ELASTICSEARCH_VERSION
        if rows is not None and not is_usable:
            self._alias.remove(rows)
        self._is_there = is_usable
        return bool(documents.rows) and not is_usable

    def write(
        self, documents: Sequence[IndexedDocument], gone: Collection[str], number: int
    ) -> None:
        """Replace the rows of some documents, and remove those of others.

        Args:
            number: of this write, higher than that of any before.
        """
        if any(next(rows_of(one), None) for one in documents):
            self._make()
        if not self._is_there:
            return
        refused = self._sender.send(self._items(documents, number))
        ahead = {id for id, refusal in refused.items() if refusal.status == CONFLICT}
        if ahead:  # the clock was ahead once, as for documents
            refused |= self._sender.send(self._items(documents, number, ahead))
        for id in refused.keys() - ahead:
            logger.warning("row refused row=%s reason=%s", id, refused[id].reason)
        self._remove_others([*(one.id for one in documents), *gone], number)

    def clear(self) -> None:
        rows = self._alias.find()
        if rows is not None and rows.owner == self._owner:
            self._alias.remove(rows)
        self._is_there = False

    def _make(self) -> None:
        if self._is_there:
            return
        with translated(self._server):
            documents = self._documents.find()
            self._alias.make(self._owner)
            rows = self._alias.find()
            if documents is None or rows is None:
                raise UnavailableError(f"{self._server} has no index of rows; it is tried again")
            self._documents.note_rows(documents, rows.uuid)
        self._is_there = True

    def _items(
        self,
        documents: Sequence[IndexedDocument],
        number: int,
        ahead: Collection[str] | None = None,
    ) -> Iterator[Item]:
        """All rows, or those that an index with a later number has: these whatever it is."""
        for document in documents:
            of_document: dict[str, Any] | None = None
            for row in rows_of(document):
                id = f"{document.id}:{row.number}"
                if ahead is not None and id not in ahead:
                    continue
                of_document = of_document or {
                    "document": document.id,
                    "title": shown_form(document.title),
                    "path": shown_form(document.paths[0]),
                    **build_columns(document, self._analyzer),
                }
                source = {**of_document, "written": number, "row": self._source(row)}
                action = action_line("index", id, number if ahead is None else None)
                yield Item(id, action + to_json(source) + b"\n")

    def _source(self, row: Row) -> dict[str, Any]:
        numbers, days, texts = numbers_of(row), days_of(row), texts_of(row)
        terms = {"table": row.table, "account": row.account, "currency": row.currency}
        shown = {name: shown_form(texts[name]) for name in SHOWN_TEXTS if name in texts}
        source: dict[str, Any] = {
            "number": row.number,
            "start": row.start,
            "end": row.end,
            "cells": dict(row.cells),
            **{name: shown_form(terms[name]) for name in TERMS if terms[name]},
            **shown,
            **days,
            **{name: float(number) for name, number in numbers.items()},
            "terms": {name: term_of(shown_form(terms[name])) for name in TERMS if terms[name]},
            "words": {name: analyzed(text, self._analyzer) for name, text in texts.items()},
        }
        if row.corrections.read:
            source["corrected"] = dict(row.corrections.read)
        if row.corrections.is_added:
            source["added"] = True
        if row.page is not None:
            source["page"] = row.page
        if "amount" in numbers:
            source[SIZE] = float(abs(numbers["amount"]))
        if "date" in days:
            source |= {name: days["date"][:length] for name, length in PERIODS.items()}
        return source

    def _remove_others(self, documents: Sequence[str], number: int) -> None:
        """Delete the rows of some documents that this write did not write."""
        others = {
            "bool": {
                "filter": [{"terms": {"document": list(documents)}}],
                "must_not": [{"term": {"written": number}}],
            }
        }
        while True:
            with translated(self._server):
                self._client.indices.refresh(index=self._alias.name)
                found = self._client.search(
                    index=self._alias.name,
                    query=others,
                    size=_AT_ONCE,
                    source=False,
                    track_total_hits=False,
                    allow_partial_search_results=False,
                )["hits"]["hits"]
            if not found:
                return
            ids = [str(one["_id"]) for one in found]
            refused = self._sender.send(Item(id, action_line("delete", id, number)) for id in ids)
            if refused:
                self._sender.send(Item(id, action_line("delete", id, None)) for id in refused)
