"""The index at Elasticsearch: what writing costs, and what we add to the answers of the server.

documents -> our adapter, the client's own helpers (taking turns) -> documents/s
questions -> the raw request, Search.page, GET /api/search (taking turns) -> p50, p99
"""

from __future__ import annotations

import json
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from functools import partial
from itertools import count, product
from statistics import median
from typing import Any

import urllib3
from elasticsearch import Elasticsearch
from elasticsearch.helpers import parallel_bulk, streaming_bulk

from bench.asking import DIFFERENT, KINDS, latencies, question
from bench.elasticsearch_place import Place, place_at
from bench.enriched import ManyDocuments
from bench.measuring import cores, take_turns, wall_seconds
from bench.results import Cell, Result, Table
from bench.workspace import Workspace
from connectors.elasticsearch.document import build_source, to_json
from connectors.search.terms import build_analyzer
from enricher.documents import IndexedDocument
from enricher.query.index import IndexWriter
from enricher.wiring.home import Home
from enricher.wiring.search import search
from tests.connectors.elasticsearch_proxy import Request, proxy_before
from tests.elasticsearch_server import VARIABLE, server_url

Json = dict[str, Any]

_AIM_SHARE = 0.10
_AIM_MS = 5.0
_DISTINCT = 3_000
_TURNS = 20  # so many would write all documents
_INGESTED_AT_ONCE = 200  # as `enricher.ingestion.indexer` writes
_APART = 5  # questions between those that two contestants ask in the same round
_WHOLE = "-whole"  # ends the name of another index of ours

_INGEST, _ONE_WRITE = "enricher, 200 at a time, as ingest", "enricher, all of a turn at once"
_STREAMING, _PARALLEL = "streaming_bulk", "parallel_bulk"
_RAW, _SEARCH, _API = "raw request", "Search.page", "GET /api/search"


def run(work: Workspace) -> Result:
    return measure(work, server_url())


def measure(work: Workspace, url: str | None) -> Result:
    """Measure at a server; without one a table says why nothing was measured."""
    if url is None:
        reason = f"no server: {VARIABLE} names none, and Maven and Java are not there to start one"
        return Result("elasticsearch", (Table("Elasticsearch", ("skipped",), ((reason,),)),))
    with place_at(url, work.folder / "elasticsearch", _WHOLE) as place:
        many = ManyDocuments(min(_DISTINCT, work.sizes.indexed))
        writing, written = write(place, many, work.sizes.indexed, work.sizes.rounds)
        asking, asked = ask(place, work.sizes.indexed, work.sizes.searches)
    return Result("elasticsearch", (writing, asking), written | asked)


class _Turns:
    """Hands each contestant of a round the same documents, made before its clock runs."""

    def __init__(self, many: ManyDocuments, size: int) -> None:
        self.size = size
        self.bytes: list[int] = []
        self.cpu_seconds: dict[str, list[float]] = defaultdict(list)
        self._many = many
        self._analyzer = build_analyzer()
        self._documents: list[IndexedDocument] = []
        self._bodies: list[Json] = []

    def contestant(
        self, name: str, write: Callable[[list[IndexedDocument], list[Json]], object]
    ) -> Callable[[], float]:
        rounds = count()

        def act() -> float:
            self._prepare(next(rounds))
            before = time.process_time()
            seconds = wall_seconds(lambda: write(self._documents, self._bodies))
            self.cpu_seconds[name].append(time.process_time() - before)
            return seconds

        return act

    def _prepare(self, round_: int) -> None:
        if round_ < len(self.bytes):
            return
        first = round_ * self.size
        self._documents = [self._many[number] for number in range(first, first + self.size)]
        now = datetime.now(UTC)
        lines = [to_json(build_source(one, self._analyzer, now)) for one in self._documents]
        self._bodies = [json.loads(line) for line in lines]
        self.bytes.append(sum(map(len, lines)))


def write(
    place: Place, many: ManyDocuments, total: int, rounds: int
) -> tuple[Table, dict[str, float]]:
    """Compare ways to write, then fill the index of the home up to `total` documents."""
    turns = _Turns(many, max(total // _TURNS, 1))
    with place.open_writer() as ingesting, place.open_writer(_WHOLE) as whole:
        plain = {name: place.create_plain(name) for name in (_STREAMING, _PARALLEL)}
        ways: dict[str, Callable[[list[IndexedDocument], list[Json]], object]] = {
            _INGEST: lambda documents, _: _ingest(ingesting, documents),
            _ONE_WRITE: lambda documents, _: _accepted(whole.write(documents, ())),
            _STREAMING: lambda _, bodies: _help(streaming_bulk, place, plain[_STREAMING], bodies),
            _PARALLEL: lambda _, bodies: _help(
                partial(parallel_bulk, thread_count=cores()), place, plain[_PARALLEL], bodies
            ),
        }
        contestants = {name: turns.contestant(name, way) for name, way in ways.items()}
        seconds = take_turns(contestants, rounds)
        for index in plain.values():
            place.client.indices.delete(index=index)
        rest = range(rounds * turns.size, total)
        filled = sum(_fill(ingesting, many, rest))
    middle = {name: median(some) for name, some in seconds.items()}
    megabytes = median(turns.bytes) / 1e6
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            name,
            turns.size / middle[name],
            megabytes / middle[name],
            1000 * median(turns.cpu_seconds[name]) / turns.size,
            middle[name] / middle[_STREAMING],
        )
        for name in ways
    )
    table = Table(
        f"{turns.size:,} documents written",
        ("what", "documents/s", "MB/s", "CPU ms a document", f"times the seconds of {_STREAMING}"),
        rows,
        (
            f"{place.described()} CPU is that of the process that writes.",
            f"{len(many):,} documents by the generator that the model is trained with, under as"
            f" many ids as are needed, {many.characters:,.0f} characters and"
            f" {many.entities:.0f} entities each, {1000 * megabytes / turns.size:.0f} kB of JSON.",
            f"Medians of {rounds} rounds, taking turns; each has an index of its own, with the same"
            " mapping. A write ends when its documents are searchable.",
            "The helpers of the client get the JSON of our documents ready, as dicts; we make it"
            " from entities, and analyze the text.",
            f"The other {len(rest):,} of {total:,}, as ingest writes them:"
            f" {len(rest) / filled:,.0f} documents/s.",
        ),
    )
    return table, {
        "documents_per_second": len(rest) / filled,
        "times_streaming_bulk": middle[_INGEST] / middle[_STREAMING],
    }


def _ingest(writer: IndexWriter, documents: Sequence[IndexedDocument]) -> None:
    for start in range(0, len(documents), _INGESTED_AT_ONCE):
        _accepted(writer.write(documents[start : start + _INGESTED_AT_ONCE], ()))


def _fill(writer: IndexWriter, many: ManyDocuments, numbers: range) -> Iterable[float]:
    """Write some documents, made between the writes, which alone are timed."""
    for start in range(0, len(numbers), _INGESTED_AT_ONCE):
        documents = [many[number] for number in numbers[start : start + _INGESTED_AT_ONCE]]
        yield wall_seconds(partial(_ingest, writer, documents))


def _accepted(refused: object) -> None:
    if refused:
        raise RuntimeError(f"the server refused documents: {refused}")


def _help(
    helper: Callable[..., Iterable[Any]], place: Place, index: str, bodies: list[Json]
) -> None:
    """Write with a helper of the client, which raises what the server refuses."""
    actions = ({"_index": index, "_id": body["id"], "_source": body} for body in bodies)
    for _ in helper(place.client, actions):
        pass
    place.client.indices.refresh(index=index)


def ask(place: Place, total: int, times: int) -> tuple[Table, dict[str, float]]:
    """Ask the filled index the same in three ways."""
    place.settle()
    captured = _capture(place)
    rows: list[tuple[Cell, ...]] = []
    figures: dict[str, float] = {}
    with place.open_home() as home, place.serve() as url, urllib3.PoolManager() as pool:
        for kind in KINDS:
            ways: dict[str, Callable[[int], int]] = {
                _RAW: partial(_ask_raw, place.client, captured[kind]),
                _SEARCH: partial(_ask_store, home, kind),
                _API: partial(_ask_api, pool, url, kind),
            }
            _agree(kind, ways)
            contestants = {
                name: _questions(way, number * _APART)
                for number, (name, way) in enumerate(ways.items())
            }
            measured = take_turns(contestants, times)
            raw = latencies(measured[_RAW])[1]
            for name, seconds in measured.items():
                asked, middle, slow = latencies(seconds)
                over = middle - raw
                met = over <= _AIM_MS or over <= _AIM_SHARE * raw
                aim = "" if name == _RAW else "met" if met else "missed"
                rows.append((kind, name, asked, middle, slow, over, 100 * over / raw, aim))
                figures[f"{kind}, {name}, p50 ms"] = middle
                figures[f"{kind}, {name}, p99 ms"] = slow
    table = Table(
        f"Answers from {total:,} documents at Elasticsearch",
        ("query", "asked by", "times", "p50 ms", "p99 ms", "over raw, ms", "over raw, %", "aim"),
        tuple(rows),
        (
            "One at a time, taking turns, no two of them asking the same in a round; what is over"
            f" raw is of the medians. The aim is {_AIM_SHARE:.0%} or {_AIM_MS:.0f} ms at most.",
            "The raw request is the search that our adapter sends, its answer read as JSON. Where the"
            " query has words it brings the texts, from which we cut snippets.",
            "`GET /api/search` is answered by `enricher serve`, a process of its own.",
        ),
    )
    return table, figures


def _capture(place: Place) -> dict[str, list[Request]]:
    """The search that our adapter sends for each question."""
    captured: dict[str, list[Request]] = {kind: [] for kind in KINDS}
    with proxy_before(place.url) as proxy, place.open_home(proxy.url) as home:
        for kind, number in product(KINDS, range(DIFFERENT)):
            proxy.requests.clear()
            _ask_store(home, kind, number)
            searches = (one for one in proxy.requests if "/_search?" in one.path)
            captured[kind].append(next(searches))
    return captured


def _questions(way: Callable[[int], int], first: int) -> Callable[[], float]:
    numbers = count(first)
    return lambda: wall_seconds(partial(way, next(numbers)))


def _agree(kind: str, ways: dict[str, Callable[[int], int]]) -> None:
    """Ask everything once, which warms caches as well: all have to find as many documents."""
    for number in range(DIFFERENT):
        found = {name: way(number) for name, way in ways.items()}
        if len(set(found.values())) != 1:
            raise RuntimeError(f"{kind}: they do not find the same: {found}")


def _ask_raw(client: Elasticsearch, captured: Sequence[Request], number: int) -> int:
    request = captured[number % DIFFERENT]
    headers = {name: request.headers[name] for name in ("accept", "content-type")}
    answer = client.perform_request(
        request.method, request.path, headers=headers, body=request.body
    )
    return int(answer["hits"]["total"]["value"])


def _ask_store(home: Home, kind: str, number: int) -> int:
    text, options = question(kind, number)
    return search(home).page(text, **options).total


def _ask_api(pool: urllib3.PoolManager, url: str, kind: str, number: int) -> int:
    text, options = question(kind, number)
    fields = [("q", text), *(("where", one) for one in options.get("where", ()))]
    fields += [("facet", one) for one in options.get("facets", ())]
    fields += [("sort", options["sort"])] if "sort" in options else []
    answer = pool.request("GET", f"{url}/api/search", fields=fields)
    if answer.status != 200:
        raise RuntimeError(f"GET /api/search answered {answer.status}: {answer.data[:500]!r}")
    return int(answer.json()["total"])
