"""An index at Elasticsearch that somebody else fills: read at a point in time, updated in part.

`connectors.elasticsearch.foreign_fields` says what of a document is read and written.
"""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from elastic_transport import TransportError
from elasticsearch import ApiError, BadRequestError, NotFoundError

from connectors.elasticsearch.bulk import (
    USUAL_MAX_BYTES,
    BulkSender,
    Item,
    Refusal,
    largest_request_bytes,
    refuse_size,
)
from connectors.elasticsearch.client import Access, connect, reason, translated
from connectors.elasticsearch.extension import Extension, plan_extensions
from connectors.elasticsearch.foreign_fields import ForeignFields
from enricher.errors import InputError, UnavailableError
from enricher.errors import NotFoundError as MissingError
from enricher.query.foreign_index import Examination, ForeignDocument, Unwritten, Update
from enricher.schema import EntitySchema

_PREFIX = re.compile(r"[A-Za-z0-9_]+(\.[A-Za-z0-9_]+)*")
_KEEP_ALIVE = "15m"  # of the point in time, from page to page
_FIRST_PAGE = 20
_LARGEST_PAGE = 500
_PAGE_CHARACTERS = 8_000_000
_AT_ONCE = 10  # documents that are read again together
_BULK_BYTES = 8 << 20
_CHANGED, _GONE = 409, 404


class ElasticsearchForeignIndex:
    """Implements `enricher.query.foreign_index.ForeignIndex`.

    Args:
        index: its name, an alias, or a pattern.
        field: that holds what is to be read; dots lead into objects.
        prefix: of the fields that are added.
        query: JSON of the server's query language, or words as its `query_string` takes them;
            "" means all documents.
        part: (n, m): the n-th of m parts of the documents, from 0; for several runs at once.

    Raises:
        SettingsError: the access cannot be used.
        InputError: the prefix or the query cannot be.
    """

    def __init__(
        self,
        access: Access,
        index: str,
        field: str,
        prefix: str,
        query: str = "",
        part: tuple[int, int] | None = None,
    ) -> None:
        if not _PREFIX.fullmatch(prefix):
            raise InputError(
                f"--prefix {prefix!r}: it takes letters, digits and _, with dots between"
            )
        if field == prefix or field.startswith(f"{prefix}."):
            raise InputError(f"the field {field} is below the prefix {prefix}; choose a --prefix")
        self._query = _read_query(query)
        self._server = access.server
        self._client = connect(access)
        self._index = index
        self._fields = ForeignFields(field, prefix)
        self._part = part
        self._max_bytes = USUAL_MAX_BYTES
        self._sender: BulkSender | None = None
        self._has_written = False

    def close(self) -> None:
        self._client.close()

    def examine(self, schema: EntitySchema, models: Sequence[str]) -> Examination:
        extensions = self._plan(schema)
        self._show_own()
        with self._asked():
            documents = self._client.count(index=self._index, query=self._filter())["count"]
            waiting = self._client.count(index=self._index, query=self._filter(models))["count"]
        return Examination(
            documents=documents,
            waiting=waiting,
            added={one.index: one.added for one in extensions if one.added},
            obstacles=tuple(text for one in extensions for text in one.obstacles),
        )

    def extend(self, schema: EntitySchema) -> None:
        extensions = self._plan(schema)
        if obstacles := [text for one in extensions for text in one.obstacles]:
            raise InputError("; ".join(obstacles))
        for one in extensions:
            if one.properties:
                with self._asked():
                    self._client.indices.put_mapping(index=one.index, properties=one.properties)

    def read(
        self, models: Sequence[str], *, again: bool = False, sample: int | None = None
    ) -> Iterator[ForeignDocument]:
        self._show_own()
        query = self._filter(None if again else models)
        if sample is not None:
            yield from self._draw(query, sample)
            return
        with self._asked():
            pit = self._client.open_point_in_time(index=self._index, keep_alive=_KEEP_ALIVE)["id"]
        asked: dict[str, Any] = {"query": query, "sort": [{"_shard_doc": "asc"}]}
        if self._part is not None and self._part[1] > 1:
            asked["slice"] = {"id": self._part[0], "max": self._part[1]}
        size = _FIRST_PAGE
        try:
            while True:
                pit, hits = self._page(pit, size, asked)
                if not hits:
                    return
                asked["search_after"] = hits[-1]["sort"]
                found = [self._fields.read(hit) for hit in hits]
                del hits  # the texts of a page need not be there twice
                size = _page_size(found)
                yield from found
        finally:
            self._close_point_in_time(pit)

    def _page(self, pit: str, size: int, asked: dict[str, Any]) -> tuple[str, list[dict[str, Any]]]:
        try:
            with self._asked():
                answer = self._client.search(
                    pit={"id": pit, "keep_alive": _KEEP_ALIVE},
                    size=size,
                    source_includes=self._fields.names,
                    seq_no_primary_term=True,
                    track_total_hits=False,
                    allow_partial_search_results=False,
                    **asked,
                )
        except MissingError as error:
            # One of several, perhaps: another point in time is without it.
            raise UnavailableError(f"an index went away meanwhile: {error}") from error
        return answer["pit_id"], answer["hits"]["hits"]

    def read_again(self, documents: Sequence[ForeignDocument]) -> list[ForeignDocument]:
        found = []
        for start in range(0, len(documents), _AT_ONCE):
            asked = [
                {"_index": one.index, "_id": one.id}
                | ({"routing": one.routing} if one.routing else {})
                for one in documents[start : start + _AT_ONCE]
            ]
            with self._asked():
                answer = self._client.mget(docs=asked, source_includes=self._fields.names)
            found += [self._fields.read(one) for one in answer["docs"] if one.get("found")]
        return found

    def write(self, updates: Sequence[Update]) -> Mapping[str, Unwritten]:
        if self._sender is None:
            self._sender = self._open_sender()
        self._has_written = True
        too_large: dict[str, Refusal] = {}
        refused = self._sender.send(self._items(updates, too_large)) | too_large
        return {key: _unwritten(refusal) for key, refusal in refused.items()}

    def _open_sender(self) -> BulkSender:
        self._max_bytes = largest_request_bytes(self._client, self._server) or USUAL_MAX_BYTES
        size = min(_BULK_BYTES, self._max_bytes)
        also = (_CHANGED, _GONE)
        return BulkSender(self._client, None, self._server, size, also_refused=also)

    def _show_own(self) -> None:
        """Make what was written here searchable, so that it is not looked at once more."""
        if self._has_written:
            with self._asked():
                self._client.indices.refresh(index=self._index)
            self._has_written = False

    def _items(self, updates: Sequence[Update], too_large: dict[str, Refusal]) -> Iterator[Item]:
        for update in updates:
            item = self._fields.update(update)
            if len(item.lines) > self._max_bytes:
                too_large[item.id] = refuse_size(item, self._max_bytes)
            else:
                yield item

    def _plan(self, schema: EntitySchema) -> list[Extension]:
        with self._asked():
            return plan_extensions(self._client, self._index, self._fields.prefix, schema)

    def _filter(self, models: Sequence[str] | None = None) -> dict[str, Any]:
        """What the query finds and holds the field; with models, what they have not all read."""
        filters = [self._query] if self._query else []
        if exists := self._exists():
            filters.append(exists)
        asked: dict[str, Any] = {"bool": {"filter": filters}}
        if models is not None:
            read = [{"term": {f"{self._fields.prefix}.model": model}} for model in models]
            asked["bool"]["must_not"] = {"bool": {"filter": read}}
        return asked

    def _exists(self) -> dict[str, Any]:
        """A condition that the field holds something, where every index can answer it."""
        with self._asked():
            found = self._client.field_caps(
                index=self._index, fields=self._fields.content, include_unmapped=True
            )["fields"].get(self._fields.content, {})
        searchable = [
            kind != "unmapped" and (one["searchable"] or one["aggregatable"])
            for kind, one in found.items()
        ]
        if searchable and all(searchable):
            return {"exists": {"field": self._fields.content}}
        return {}

    def _draw(self, query: dict[str, Any], sample: int) -> Iterator[ForeignDocument]:
        with self._asked():
            answer = self._client.search(
                index=self._index,
                query={"function_score": {"query": query, "random_score": {}}},
                size=sample,
                source_includes=self._fields.names,
                seq_no_primary_term=True,
            )
        yield from [self._fields.read(hit) for hit in answer["hits"]["hits"]]

    def _close_point_in_time(self, pit: str) -> None:
        with contextlib.suppress(ApiError, TransportError):  # it ends by itself a little later
            self._client.close_point_in_time(id=pit)

    @contextmanager
    def _asked(self) -> Iterator[None]:
        """Around each request: what the server cannot be asked is the asker's fault."""
        with translated(self._server):
            try:
                yield
            except BadRequestError as error:
                raise InputError(
                    f"{self._server} cannot be asked this of {self._index}: {reason(error)}"
                ) from error
            except NotFoundError as error:
                if error.error != "index_not_found_exception":
                    raise
                raise MissingError(f"there is no index {self._index} at {self._server}") from error


def _read_query(text: str) -> dict[str, Any]:
    if not text.strip():
        return {}
    if not text.lstrip().startswith("{"):
        return {"query_string": {"query": text}}
    try:
        query: dict[str, Any] = json.loads(text)
    except ValueError as error:
        raise InputError(f"--query begins as JSON and is none: {error}") from error
    # People copy a whole request as often as its query.
    inner: dict[str, Any] = query["query"] if set(query) == {"query"} else query
    return inner


def _page_size(found: Sequence[ForeignDocument]) -> int:
    """How many documents of this size make a page."""
    characters = sum(len(one.content or "") for one in found) / len(found)
    return min(max(int(_PAGE_CHARACTERS / max(characters, 1)), 1), _LARGEST_PAGE)


def _unwritten(refusal: Refusal) -> Unwritten:
    match refusal.status:
        case 409:
            return Unwritten("changed", refusal.reason)
        case 404:
            return Unwritten("gone", refusal.reason)
        case _:
            return Unwritten("refused", refusal.reason)
