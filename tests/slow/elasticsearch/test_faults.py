"""Ingestions through a proxy that has a bad day: nothing is lost, nothing is there twice."""

from __future__ import annotations

import json
import subprocess
import threading
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from elasticsearch import Elasticsearch

from enricher.ingestion.progress import Progress
from enricher.wiring.home import Home, open_home
from enricher.wiring.ingestion import folders
from tests.agreements import answers, contents, make_elasticsearch_home, write_agreements
from tests.connectors.elasticsearch_proxy import (
    Answer,
    Forward,
    Hook,
    Proxy,
    Request,
    bulk_items,
    proxy_before,
)
from tests.elasticsearch_server import remove_index, server_url
from tests.enricher.homes import enricher_command, environment
from tests.variables import load_with

pytestmark = pytest.mark.elasticsearch

DOCUMENTS = 200
SENTENCES = 40  # so that all of them are several requests of a megabyte
PATIENT_SECONDS = 60
IMPATIENT_SECONDS = 5  # where requests hang; the server itself takes far less

REJECTED = {"type": "es_rejected_execution_exception", "reason": "the queue is full"}
AWAY = {"type": "unavailable_shards_exception", "reason": "the primary is not there"}


@dataclass(frozen=True)
class Clean:
    """Documents, and what a run without any fault makes of them."""

    folder: Path
    contents: dict[str, dict[str, Any]]
    answers: list[Any]


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clean]:
    folder = tmp_path_factory.mktemp("faults") / "documents"
    write_agreements(folder, range(DOCUMENTS), SENTENCES)
    name = f"faults-{uuid.uuid4().hex[:8]}"
    home = make_elasticsearch_home(folder.parent / "clean", server_url() or "", name)
    with open_home(home) as opened, Elasticsearch(server_url() or "") as server:
        folders(opened).ingest([folder])
        yield Clean(folder, contents(server, name), answers(opened))
    remove_index(name)


@dataclass
class Run:
    """A home whose server is behind a proxy, and what was said while it was filled."""

    clean: Clean
    home: Path
    name: str
    proxy: Proxy
    seconds: int = PATIENT_SECONDS
    troubles: list[str] = field(default_factory=list)
    on_trouble: Callable[[Home, str], None] = lambda *_: None

    def ingest(self) -> None:
        settings = load_with(self.home, {"ENRICHER_ELASTICSEARCH_SECONDS": str(self.seconds)})
        with open_home(self.home, settings) as home:

            def note(progress: Progress) -> None:
                if progress.trouble:
                    self.troubles.append(progress.trouble)
                    self.on_trouble(home, progress.trouble)

            folders(home).ingest([self.clean.folder], on_progress=note)

    def check(self) -> None:
        """All is as after a clean run."""
        self.proxy.hook = lambda request, forward: forward(request.body)
        with open_home(self.home) as home, Elasticsearch(server_url() or "") as server:
            status = home.ledger.accounts.status()
            assert (status.indexed, status.seen) == (DOCUMENTS, DOCUMENTS)
            kept = contents(server, self.name)
            paths = [path for source in kept.values() for path in source["paths"]]
            assert len(paths) == len(set(paths)) == DOCUMENTS
            assert kept == self.clean.contents
            assert answers(home) == self.clean.answers


@pytest.fixture
def run(clean: Clean, tmp_path: Path) -> Iterator[Run]:
    name = f"faults-{uuid.uuid4().hex[:8]}"
    with proxy_before(server_url() or "") as proxy:
        home = make_elasticsearch_home(
            tmp_path / "home", proxy.url, name, elasticsearch_bulk_megabytes=1
        )
        yield Run(clean, home, name, proxy)
    remove_index(name)


def on_bulk(hook: Hook) -> Hook:
    def chosen(request: Request, forward: Forward) -> Answer | None:
        return hook(request, forward) if request.is_bulk else forward(request.body)

    return chosen


def answer_items(
    request: Request, forward: Forward, replaced: Callable[[str], tuple[int, dict[str, str]] | None]
) -> Answer:
    """A bulk's answer, in which some items are answered here and never reach the server."""
    results: list[dict[str, Any]] = []
    passed = [
        (id, lines, fault) for id, lines in bulk_items(request.body) for fault in [replaced(id)]
    ]
    body = b"".join(lines for _, lines, fault in passed if fault is None)
    answered = iter(json.loads(forward(body).body)["items"] if body else [])
    for id, _, fault in passed:
        if fault is None:
            results.append(next(answered))
        else:
            status, error = fault
            results.append({"index": {"_id": id, "status": status, "error": error}})
    return Answer(200, json.dumps({"errors": True, "items": results}).encode())


def test_requests_that_are_rejected_come_again(run: Run) -> None:
    """Two of three, and in between so many in a row that the writer gives up for a while."""
    seen = 0

    def reject(request: Request, forward: Forward) -> Answer | None:
        nonlocal seen
        seen += 1
        if seen < 20 and (seen % 3 or 6 < seen < 12):
            return Answer.error(429, "es_rejected_execution_exception")
        return forward(request.body)

    run.proxy.hook = on_bulk(reject)
    run.ingest()
    assert seen > 20
    assert any("4 times in a row" in trouble for trouble in run.troubles)
    run.check()


def test_items_that_are_rejected_come_again_alone(run: Run) -> None:
    """A third of them with 429, a third with 503, each up to two times."""
    left: dict[str, int] = {}
    rejected = Counter[int]()

    def reject(id: str) -> tuple[int, dict[str, str]] | None:
        number = int(id[-6:], 16)
        if left.setdefault(id, number % 2 + 1) == 0 or number % 9 < 3:
            return None
        left[id] -= 1
        status, error = (429, REJECTED) if number % 9 < 6 else (503, AWAY)
        rejected[status] += 1
        return status, error

    run.proxy.hook = on_bulk(lambda request, forward: answer_items(request, forward, reject))
    run.ingest()
    assert min(rejected[429], rejected[503]) > DOCUMENTS // 6
    run.check()


def test_requests_that_hang_are_given_up_and_come_again(run: Run) -> None:
    """One never reaches the server, one is written there and answered too late."""
    run.seconds = IMPATIENT_SECONDS
    over = threading.Event()
    hung: list[str] = []
    seen = 0

    def hang(request: Request, forward: Forward) -> Answer | None:
        nonlocal seen
        seen += 1
        if seen == 1:
            hung.append("before it is written")
            over.wait(600)
            return None
        if seen == 3:
            hung.append("after it is written")
            answer = forward(request.body)
            over.wait(600)
            return answer
        return forward(request.body)

    run.proxy.hook = on_bulk(hang)
    try:
        run.ingest()
    finally:
        over.set()
    assert len(hung) == 2
    run.check()


def test_watcher_ends_when_told_to_though_the_server_hangs(run: Run) -> None:
    hung, over = threading.Event(), threading.Event()

    def hang(_request: Request, _forward: Forward) -> Answer | None:
        hung.set()
        over.wait(600)
        return None

    run.proxy.hook = on_bulk(hang)
    command = enricher_command("watch", str(run.clean.folder), "--home", str(run.home))
    with subprocess.Popen(command, env=environment(), stderr=subprocess.DEVNULL) as process:
        try:
            assert hung.wait(60)
            process.terminate()
            assert process.wait(40) == 0
        finally:
            process.kill()
            over.set()
    run.proxy.hook = lambda request, forward: forward(request.body)
    run.ingest()
    run.check()


def test_answers_that_are_lost_are_asked_for_again(run: Run) -> None:
    """Of every kind of request, also those that make the index: the server has done it each time."""
    lost = Counter[str]()
    seen = Counter[str]()

    def lose(request: Request, forward: Forward) -> Answer | None:
        kind = kind_of(request)
        answer = forward(request.body)
        seen[kind] += 1
        if seen[kind] % 3 == 1:
            lost[kind] += 1
            return None
        return answer

    run.proxy.hook = lose
    run.ingest()
    assert {"PUT template", "PUT index", "bulk", "refresh"} <= lost.keys()
    run.check()


@pytest.mark.parametrize("block", ["write", "read_only_allow_delete"])
def test_index_that_is_closed_for_a_while_gets_all_afterwards(run: Run, block: str) -> None:
    setting = f"index.blocks.{block}"
    outstanding: list[int] = []
    with Elasticsearch(server_url() or "") as server:

        def set_block(value: bool | None) -> None:
            server.indices.put_settings(index=run.name, settings={setting: value})

        def close(request: Request, forward: Forward) -> Answer | None:
            if len(run.proxy.bulks) == 2:
                set_block(True)
            return forward(request.body)

        def open_again(home: Home, trouble: str) -> None:
            if not outstanding and "blocked by" in trouble:
                outstanding.append(home.ledger.accounts.status().pending)
                set_block(None)

        run.proxy.hook = on_bulk(close)
        run.on_trouble = open_again
        try:
            run.ingest()
        finally:
            set_block(None)  # a closed index cannot be deleted either
    assert outstanding
    assert outstanding[0] > 0
    run.check()


def test_items_that_are_refused_fail_alone_and_say_why(run: Run) -> None:
    """The server itself refuses a few, while it does not keep up with others."""
    bad: set[str] = set()
    busy: set[str] = set()

    def spoil(request: Request, forward: Forward) -> Answer | None:
        lines = b""
        for id, item in bulk_items(request.body):
            number = int(id[-6:], 16)
            if number % 20 == 0 and b'"enriched_at"' in item:
                bad.add(id)
                item = item.replace(b'"enriched_at":"', b'"enriched_at":"no date ')
            lines += item

        def reject_once(id: str) -> tuple[int, dict[str, str]] | None:
            if int(id[-6:], 16) % 20 > 12 and id not in busy:
                busy.add(id)
                return 503, AWAY
            return None

        spoiled = Request(request.method, request.path, request.headers, lines)
        return answer_items(spoiled, forward, reject_once)

    run.proxy.hook = on_bulk(spoil)
    run.ingest()
    assert len(bad) > 2
    assert len(busy) > 20
    failed = enricher(run, "failed")
    assert {one["id"] for one in failed} == bad
    assert all("enriched_at" in one["reason"] for one in failed)
    with Elasticsearch(server_url() or "") as server:
        kept = contents(server, run.name)
    assert kept == {id: source for id, source in run.clean.contents.items() if id not in bad}
    run.proxy.hook = lambda request, forward: forward(request.body)
    assert enricher(run, "retry", "--all") == {"retried": len(bad)}
    run.ingest()
    run.check()


@dataclass(frozen=True)
class Kill:
    """When the process that writes is killed: at the how-manieth request of a kind.

    Attributes:
        share: of the request's items (or, for another request, of it) that the server still does.
    """

    kind: str
    number: int
    share: float


KILLS = (
    Kill("PUT template", 1, 1.0),
    Kill("PUT index", 1, 1.0),
    Kill("bulk", 1, 0.0),
    Kill("bulk", 1, 0.5),
    Kill("bulk", 2, 1.0),
    Kill("refresh", 1, 1.0),
)


def test_process_that_is_killed_at_the_worst_moments_writes_all_in_the_end(run: Run) -> None:
    """`kill -9` with a request on its way: not done, half done, or done and unheard of."""
    coming = list(KILLS)
    seen = Counter[str]()
    process: list[subprocess.Popen[bytes]] = []

    def kill(request: Request, forward: Forward) -> Answer | None:
        kind = kind_of(request)
        seen[kind] += 1
        if not coming or (kind, seen[kind]) != (coming[0].kind, coming[0].number):
            return forward(request.body)
        share = coming.pop(0).share
        items = bulk_items(request.body) if kind == "bulk" else []
        process[-1].kill()
        process[-1].wait()
        if items and share:
            forward(b"".join(lines for _, lines in items[: max(1, int(len(items) * share))]))
        elif share:
            forward(request.body)
        return None

    run.proxy.hook = kill
    command = enricher_command("ingest", str(run.clean.folder), "--home", str(run.home))
    log = run.home / "log"
    done: list[int] = []
    while not process or process[-1].returncode == -9:
        assert len(process) <= len(KILLS)
        seen.clear()
        with log.open("wb") as output:
            process.append(
                subprocess.Popen(command, env=environment(), stdout=output, stderr=output)
            )
        process[-1].wait(timeout=300)
        if process[-1].returncode == -9:
            with open_home(run.home) as home:
                done.append(home.ledger.accounts.status().indexed)
    assert process[-1].returncode == 0, log.read_text()
    assert not coming
    assert len(done) == len(KILLS)
    assert max(done) < len(run.clean.contents)
    run.check()


def kind_of(request: Request) -> str:
    """What a request does, by its method and its path."""
    path = request.path.split("?")[0]
    if request.is_bulk:
        return "bulk"
    if path.endswith("/_refresh"):
        return "refresh"
    if path.startswith("/_index_template/"):
        return f"{request.method} template"
    return f"{request.method} {'index' if path.count('/') == 1 else path}"


def enricher(run: Run, *arguments: str) -> Any:
    """What a command of the home prints."""
    done = subprocess.run(
        enricher_command(*arguments, "--json", "--home", str(run.home)),
        env=environment(),
        capture_output=True,
        check=True,
        timeout=120,
    )
    return json.loads(done.stdout)
