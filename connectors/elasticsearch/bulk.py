"""Bulk requests: bounded by bytes, each item tried again for what is not its own fault.

items --take while they fit--> request --> done
                                 |-- 429, 5xx, no answer: wait, halve the request, the same again
                                 |-- 413: in halves
                                 |-- 400, and what the caller names: refused, with the reason
                                 '-- anything else (read-only, forbidden): UnavailableError

To write an item twice does no harm: its id names it.
"""

from __future__ import annotations

import json
import random
import time
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from elastic_transport import TlsError, TransportError
from elasticsearch import ApiError, Elasticsearch, UnsupportedProductError

from connectors.elasticsearch.client import cause_text, fault, translated
from enricher.errors import UnavailableError
from enricher.ledger.jobs import wait_seconds

ATTEMPTS = 4  # without any progress; whoever writes comes back later with the same
_FIRST_WAIT_SECONDS = 0.5
_LONGEST_WAIT_SECONDS = 20.0
_LEAST_BYTES = 64_000
_GROWTH = 1.25  # of the requests' size after each that the server took
_TOO_LARGE = 413
CONFLICT = 409
"""The status of an item that a later write is ahead of."""
_SHARD_WAIT = "10s"  # for a shard that is on its way; by itself the server waits a minute
USUAL_MAX_BYTES = 100 << 20
"""Of a request, where the server does not tell: its default of http.max_content_length."""

_ITS_OWN_FAULT = frozenset({400, _TOO_LARGE})


@dataclass(frozen=True, slots=True)
class Item:
    """One document to be put, changed or removed: the lines of it in a bulk request.

    Attributes:
        id: of the document; where a sender writes to several indexes, the index with it.
    """

    id: str
    lines: bytes


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why the server does not take an item: its status for it, and its reason."""

    status: int
    reason: str


class BulkSender:
    """Sends items; grows slow with a server that is.

    Args:
        index: an alias, which is not made by writing to it; None: each item names its index.
        server: names the server in messages.
        max_bytes: of one request; a larger item goes alone.
        also_refused: statuses that are an item's own fault beside 400 and 413.
        pause: waits for so many seconds.
    """

    def __init__(
        self,
        client: Elasticsearch,
        index: str | None,
        server: str,
        max_bytes: int,
        *,
        also_refused: Collection[int] = (),
        pause: Callable[[float], object] = time.sleep,
    ) -> None:
        self._client = client.options(max_retries=0)  # the items are tried again, not the request
        self._index = index
        self._server = server
        self._max_bytes = max_bytes
        self._bytes = max_bytes
        self._refused = _ITS_OWN_FAULT | set(also_refused)
        self._pause = pause

    def send(self, items: Iterable[Item]) -> dict[str, Refusal]:
        """Send all; read lazily, so that no more than a request of them is in memory.

        Returns:
            The items that the server refused, by id.

        Raises:
            UnavailableError: it takes nothing at present; a part may be written.
        """
        waiting = deque[Item]()
        coming = iter(items)
        refused: dict[str, Refusal] = {}
        failures = 0
        while batch := self._take(waiting, coming):
            again, why = self._try(batch, refused)
            if not again:
                self._bytes = min(int(self._bytes * _GROWTH), self._max_bytes)
                failures = 0
                continue
            waiting.extendleft(reversed(again))
            self._bytes = max(self._bytes // 2, _LEAST_BYTES)
            failures = 1 if len(again) < len(batch) else failures + 1
            if failures >= ATTEMPTS:
                raise UnavailableError(f"{self._server} {why}, {ATTEMPTS} times in a row")
            self._pause(pause_seconds(failures))
        return refused

    def _take(self, waiting: deque[Item], coming: Iterator[Item]) -> list[Item]:
        batch: list[Item] = []
        size = 0
        while True:
            if not waiting:
                following = next(coming, None)
                if following is None:
                    return batch
                waiting.append(following)
            size += len(waiting[0].lines)
            if batch and size > self._bytes:
                return batch
            batch.append(waiting.popleft())

    def _try(self, batch: list[Item], refused: dict[str, Refusal]) -> tuple[list[Item], str]:
        """Send once; returns what has to be sent again, and why."""
        lines: Any = [item.lines for item in batch]  # sent as they are; the types forget bytes
        try:
            answer = self._client.bulk(
                operations=lines,
                index=self._index,
                require_alias=self._index is not None,
                timeout=_SHARD_WAIT,
                filter_path="items.*.status,items.*.error",
            )
        except ApiError as error:
            status = error.meta.status
            if status == _TOO_LARGE:
                return self._try_halves(batch, refused)
            if not _passes(status):
                raise UnavailableError(f"{self._server} {fault(error)}") from error
            return batch, fault(error)
        except (TlsError, UnsupportedProductError) as error:
            raise UnavailableError(f"{self._server} {fault(error)}") from error
        except TransportError as error:
            return batch, fault(error)
        again: list[Item] = []
        why = ""
        for item, result in zip(batch, answer["items"], strict=True):
            ((action, outcome),) = result.items()
            status, cause = outcome["status"], cause_text(outcome.get("error"))
            if status < 300 or (action == "delete" and status == 404 and "error" not in outcome):
                continue
            if _passes(status):
                again.append(item)
                why = f"does not keep up ({status}: {cause})"
            elif status in self._refused:
                refused[item.id] = Refusal(status, cause)
            else:
                raise UnavailableError(f"{self._server} takes nothing: {cause}")
        return again, why

    def _try_halves(self, batch: list[Item], refused: dict[str, Refusal]) -> tuple[list[Item], str]:
        """The same in two requests; an item that is too large alone is refused."""
        if len(batch) == 1:
            refused[batch[0].id] = refuse_size(batch[0])
            return [], ""
        half = len(batch) // 2
        first, why = self._try(batch[:half], refused)
        second, why_then = self._try(batch[half:], refused)
        return first + second, why_then or why


def pause_seconds(failures: int) -> float:
    """Never the same for two who wait."""
    longest = wait_seconds(failures, _FIRST_WAIT_SECONDS, _LONGEST_WAIT_SECONDS)
    return longest * random.uniform(0.5, 1.0)


def largest_request_bytes(client: Elasticsearch, server: str) -> int | None:
    """The largest body that every node takes; None where the server does not tell."""
    with translated(server):
        try:
            nodes = client.nodes.info(
                metric="http", filter_path="nodes.*.http.max_content_length_in_bytes"
            )
        except ApiError as error:
            if error.meta.status in (403, 404):
                return None
            raise
    limits = [one["http"]["max_content_length_in_bytes"] for one in nodes.get("nodes", {}).values()]
    return min(limits, default=None)


def _passes(status: int) -> bool:
    """Whether the same may be taken a little later."""
    return status == 429 or status >= 500


def action_line(name: str, id: str, number: int | None) -> bytes:
    """The line that says what is done with a document.

    Args:
        number: of the write; what an earlier one does after it is nothing. The same again is taken, as
            after an answer that was lost. None: whatever was written before.
    """
    target: dict[str, str | int] = {"_id": id}
    if number is not None:
        target |= {"version": number, "version_type": "external_gte"}
    return json.dumps({name: target}).encode() + b"\n"


def refuse_size(item: Item, most: int | None = None) -> Refusal:
    """Say of an item that it is too large for the server, which takes `most` bytes."""
    takes = f" and the server takes {most / 1e6:.1f}" if most else ", more than the server takes"
    return Refusal(
        _TOO_LARGE,
        f"its record has {len(item.lines) / 1e6:.1f} MB{takes} (its http.max_content_length)",
    )
